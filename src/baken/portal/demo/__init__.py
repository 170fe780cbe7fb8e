"""The demo city: deterministic, in Dutch, and visibly invented."""
