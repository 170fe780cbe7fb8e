"""Data breaches (datalekken): written down, reported within 72 hours or not with a reason, closed.

For who steers a case and suspects one, and for the privacy officer, who decides; on the ground of
AVG art. 33 and 34. What stands here at the end is the record of art. 33 lid 5.
"""
