"""Files that belong to a report or a case: taken in with care, encrypted, served with care.

For everyone who works on the file, and for the resident who sent them. Ground: that of the
file they belong to; AVG art. 5 lid 1 sub c (no metadata, no more than the picture) and
art. 32 (encryption).
"""
