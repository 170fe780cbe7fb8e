"""What colleagues write to each other beside a report: notes, mentions, reminders.

The resident does not read them. A note is only added; a reminder is its maker's own.
"""
