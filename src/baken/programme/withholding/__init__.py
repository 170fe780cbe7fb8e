"""Which counts may be shown so that what is withheld cannot be computed (ADR 0020).

Pure: it knows counts and what was said of them before, no database. `protect` answers for one
`Table`: all that was ever released of one count over one year, and what is asked now.
"""
