"""What the council asked and what it was promised: motions, promises, questions, commitments.

The clerk and the policy adviser write them; the college proposes to close one, and only the clerk
of the council closes it, with the council's decision (Gemeentewet articles 107, 169 and 180).
Each row is one version of one item and none ever changes (ADR 0021).
"""
