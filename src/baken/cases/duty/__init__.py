"""What people are owed: to know, to be heard, to be safe, and to see what is held on them.

For who works on a case, and for the privacy officer. Legal ground: AVG art. 12-23 and UAVG
art. 41 (rights and their limits), UAVG art. 46 and Wabb art. 10 (no BSN), Jeugdwet ch. 7.3.
"""
