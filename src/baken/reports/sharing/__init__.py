"""With whom the reporter lets us share a report: per kind of partner, and taken back at will."""
