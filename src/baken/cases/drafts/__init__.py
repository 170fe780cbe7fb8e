"""Forms of cases: what is being typed is kept for its author, and what is sent twice is done once.

Each form on a page is one instance with a key of its own. While somebody types, the page sends the
fields to the server every few seconds; they lie sealed, for the author alone, for 14 days at most.
When the form is sent its row stays, emptied: a second sending finds it.
"""
