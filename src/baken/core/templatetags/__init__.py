"""Template tags of the visual kit; templates load them with `{% load ui %}`."""
