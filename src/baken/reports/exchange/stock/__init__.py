"""The stock of an older system: looked at first, then read in, and taken back as it came."""
