"""Forgetting in time, and proving it.

For the privacy officer and the archivist. Each module names the term of each of its tables,
what starts it and its entry in the selection list; a nightly run removes what is due, unless
a legal hold stops it, and leaves a certificate without personal data that serves as the
declaration of destruction. Legal ground: AVG art. 5 lid 1 sub e (storage limitation);
Archiefwet 1995 art. 3 and 5, Archiefbesluit 1995 art. 8 (declaration of destruction). A new
Archiefwet (35 968, adopted by the Tweede Kamer on 18 February 2025) was still before the
Eerste Kamer on 30 October 2025; whether it is in force must be checked before use.
"""
