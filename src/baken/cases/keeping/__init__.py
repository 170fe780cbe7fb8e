"""Keeping a closed case longer than its term: asked with a reason, decided by a second person.

For the process manager who closed it and the privacy officer; within the longest date that the data
give for its regime (domain table: *verlengen bewaartermijn*).
"""
