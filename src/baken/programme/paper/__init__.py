"""Council papers: text with bound figures, composed to web, PDF and a bundle that proves itself.

A figure is never typed. The text says which figure it wants; composing looks it up, prints it,
and keeps the file it came from. Verifying does the same once more, from the bundle alone.
"""
