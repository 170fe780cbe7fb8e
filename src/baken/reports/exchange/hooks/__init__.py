"""Webhooks: telling others' software what became public, signed, again until it arrived."""
