"""Triage: signals about a case, whether it belongs here, and whether someone is known elsewhere.

For who holds procesregie, and for partners who bring a signal. Legal ground as for cases; the
question whether someone is known elsewhere is bound to a case, a purpose and an exact spelling.
"""
