"""Who looks over many cases at once: the radar, the lead's counts, a partner's home, handing over.

Each shows only what the acting may see of its own cases; the lead's counts leave the database as
numbers that are withheld when they are small (`figures.sql`).
"""
