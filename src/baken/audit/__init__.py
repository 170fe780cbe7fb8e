"""The trail: who did, saw, searched and exported what, and why.

For the privacy officer, the person whom a file is about, and the court. Legal ground: AVG
art. 5 lid 2, 24, 30 and 32; BIO. It holds no free text and no names.
"""
