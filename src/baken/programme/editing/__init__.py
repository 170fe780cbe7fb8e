"""Editing the plan in the browser, one statement at a time.

For the policy adviser (purpose *programme*). Each change writes the next file of the plan and
reads it in the way an import does, so that a statement has one history, whoever changed it
(ADR 0021).
"""
