"""The persons and companies that a case is about, apart from the case itself.

For who works on a case. A list shows roles; a name, a day of birth and an address each lie
behind a recorded act. Each case has its own rows: nothing links two cases through a person.
Never a BSN. Ground: that of the case (AVG art. 6 lid 1 sub e); AVG art. 5 lid 1 sub c and
art. 25 (no more names in sight than the work needs).
"""
