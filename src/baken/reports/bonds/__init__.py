"""Reports that belong together: joined (about the same), a part of another, or just linked.

Joined reports keep their numbers and their residents; all get the answer that one of them gets.
About the same place or event, never about the same resident.
"""
