"""Figures from files that a person downloaded: looked at first, then read in whole or not at all."""
