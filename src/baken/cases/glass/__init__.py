"""Break-glass (noodtoegang): eight hours on a case that one is not on, told and reviewed.

For the municipality's professionals who work on cases. Ground: AVG art. 6 (1)(d) and (e); art. 32
asks that such access is limited and looked into.
"""
