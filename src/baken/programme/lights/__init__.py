"""The traffic light of an action: time, money and quality, and the worst of the three.

For the policy adviser, the council and everyone. Orange and red carry cause, consequence and how
the college steers, as Leiden's management reports do (domain/programme-ivp §3.2).
"""
