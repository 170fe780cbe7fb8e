"""Meetings of a case (casusoverleg), for chair, note-taker and who is invited.

Each organisation shows there what it chooses to; what is hidden leaves no trace in agenda,
minutes, letters or calendars. Ground: the task and the agreement on which each takes part.
"""
