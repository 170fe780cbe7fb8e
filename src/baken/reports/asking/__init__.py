"""The questions of a kind, which are data, and what a reporter answered."""
