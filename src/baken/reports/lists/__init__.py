"""Lists that the desk opens again and again: filters under a name, own or of everyone."""
