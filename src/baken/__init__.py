"""Baken: the open platform for a municipality's integral safety work."""

__version__ = "0.1.0"
