"""Reporting as a business: its name, its branch, and whether others in the area may know."""
