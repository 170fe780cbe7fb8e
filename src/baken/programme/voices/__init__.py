"""What residents say of a council paper, and what councillors ask at one of its paragraphs.

Anybody may react without an account. The clerk of the council, who did not write the paper,
decides by published house rules what is shown; the city answers under it (Gemeentewet article
150, participation of residents). A question of a councillor comes in by the same door and goes to
the register of the council, where it is answered.
"""
