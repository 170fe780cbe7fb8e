"""Letters, mails and notices: written in the transaction, sent after it.

For residents, partners and colleagues who must hear something. A message that belongs to an
act is written together with that act, so there is never one without the other; the worker
sends it afterwards, again and again until it arrives or is given up. Ground: that of the act
it tells about (such as Awb 3:41 and 4:17 for decisions and terms).
"""
