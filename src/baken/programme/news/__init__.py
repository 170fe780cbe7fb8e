"""What happened: papers, traffic lights and items of the council, as a feed and by mail.

For councillors and residents. Who wants mail confirms by a link in one, and leaves by one click
(Telecommunicatiewet article 11.7; consent, AVG article 6 (1) a). Nothing in a mail tells whether
it was opened.
"""
