"""The plan of a case: goals per life domain, safety agreements, and what the household thinks.

For the managers of the municipality, who write it in versions: one that is settled never changes,
the next one begins as a copy of it. Need to know, item by item: the municipality's members of the
case see the whole plan; another organisation sees a goal or an agreement only when that one is
shared with it, or when it owns the agreement. Actions under a goal are `cases.Action`: whose they
are and when they are due is known to every member, the goal they serve only to who sees the goal.
Ground: that of the case (see `baken.cases`).
"""
