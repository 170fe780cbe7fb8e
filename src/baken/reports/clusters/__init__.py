"""Clusters: a place about which more is reported than before. About places, never persons."""
