"""Cases: what several organisations do together, under the AVE model.

For process managers, case managers, partners, and the mayor for their own seats. Who holds
which of the four responsibilities, what was brought in by whom and for whom, what is due, and
who decided to scale up or down. Legal ground: AVG art. 6 lid 1 onder e with Wmo 2015
art. 2.1.1, Jeugdwet art. 2.3, Gemeentewet art. 172, and the agreement between the partners.
"""
