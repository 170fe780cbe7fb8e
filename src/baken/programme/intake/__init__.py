"""Figures from files that a person downloaded: looked at first, then stored whole or not at all."""
