"""Requests of people about their own data (AVG art. 15-18 and 21): taken in, collected, answered.

The privacy officer or a process manager handles one; each organisation collects and assesses what
it holds itself, so that nobody sees what was not released to them.
"""
