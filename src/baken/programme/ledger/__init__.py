"""The ledger of releases: every count that ever left, where and when, and what was withheld.

For who publishes and for who reads; on the ground of the Wet open overheid, and of the AVG where
it asks that nobody can be found in a number. It holds only what is public.
"""
