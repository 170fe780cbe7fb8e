"""Who at the desk has which report open now, and what came in since a list was drawn."""
