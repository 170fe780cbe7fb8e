"""Who speaks for the entrepreneurs of an area, and what the desk tells them: in its own words,
about what goes on, never by whom; and only when the business that reported finds that right.
"""
