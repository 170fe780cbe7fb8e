"""HTTP JSON for the systems of partners: what was released to them, bringing in, answering actions.

Legal ground and limits are those of the partner's participation: the token acts as a user with a
task as partner, so the same policies of the database decide (docs/adr, need to know by file).
"""
