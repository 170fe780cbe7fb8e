"""Practice: synthetic cases to train on, with told exercises that check themselves.

For everybody who works on cases, alone. The real actions, pages and wall; colleagues who exist
in exercises alone play the other seats. No personal data; removed after thirty days.
"""
