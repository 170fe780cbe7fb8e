"""The public interface of Signalen, so that a form made for it files into Baken unchanged.

Shapes and words follow Signalen's source (signals/apps/api). Only kinds that are open to others'
software are in it; there is no text, name or exact place to be read.
"""
