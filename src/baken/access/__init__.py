"""People who work here: users, organisations, agreements, purposes, assignments, memberships.

Who may act, in which capacity and for which purpose, and who is on which file. For the
functional administrator and for every policy of the wall. Legal ground: AVG art. 5 lid 1
onder b (purpose limitation) and f, art. 25, art. 32.
"""
