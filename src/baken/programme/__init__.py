"""The safety plan and what becomes of it: goals, actions, figures, tallies and council papers.

For the policy adviser, the clerk of the council, the council and every resident. Legal ground:
Politiewet 2012 article 38b (the council sets the aims on safety at least once in four years),
Gemeentewet articles 169 and 180 (accounting to the council) and the Wet open overheid (making
public). Of people it holds only what they say of a paper themselves, and who wants mail about it;
for the rest counts and citations.
"""
