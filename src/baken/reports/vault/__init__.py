"""Who reported in confidence: known to the municipality, and to nobody who works there.

A name is opened for a purpose by somebody else's approval, for a day, and the reporter is told.
See docs/adr/0026-doors-and-a-vault.md.
"""
