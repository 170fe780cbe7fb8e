"""Disclosures (verstrekkingen): what crosses to another case or to who does not take part.

For who decides and who receives. Grounds: Wgs, Wpg art. 16 to 20, AVG art. 5 (1)(b) and 6 (4);
each disclosure names its own ground and article. Which ones hold is for a lawyer.
"""
