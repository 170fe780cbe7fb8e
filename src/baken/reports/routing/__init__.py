"""Which team a report goes to: ordered rules as versioned data, tried before they are adopted.

The first rule that fits decides, and its name stands on the report. Where none fits, the team of
the kind does; where that has nobody, the team that takes what is left.
"""
