"""Suggesting a kind from the first words of a report: a small model of the municipality's own,
learnt from answered reports, off until the administrator switches it on.

It proposes and never decides: the reporter chooses. Reports made in confidence and careful kinds
are neither learnt from nor proposed. A text that is looked at is kept nowhere (ADR 0031).
"""
