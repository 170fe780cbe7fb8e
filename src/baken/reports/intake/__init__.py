"""The public form in four steps, without account, session or script."""
