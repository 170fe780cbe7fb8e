"""Checks a paper's bundle without Baken: a program of its own, with Python and nothing else.

It shares no line with the rest of Baken, on purpose: what Baken computes is computed here once
more, another way. It is downloaded as one file (`narekenen.pyz`) and run by anyone.
"""
