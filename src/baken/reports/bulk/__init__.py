"""One step on many reports at once: shown before it is done, and undone for a while after it."""
