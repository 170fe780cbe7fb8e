"""Reports (meldingen): what residents and entrepreneurs tell, and what becomes of it.

For residents, who follow their report with a code and without an account, and for the
municipality's desk. Ground: AVG art. 6 lid 1 sub e; Gemeentewet art. 108 and 172. A name is never
needed; contact details are sealed and apart, and opening them is a recorded act.
"""
