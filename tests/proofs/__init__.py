"""Proofs: long runs with a seed, of which the tests run a small fraction.

`./baken proof crash`, `audit` or `connections` runs one in full; `docs/proof.md` says what ran.
"""
