"""Others' software: keys, standards for reports of public space, and the stock of an older system.

Confidential kinds and contact details never leave by this door; what leaves is late and coarse, and
the database decides that (policies.sql, functions.sql).
"""
