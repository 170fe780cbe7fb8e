"""What may happen to a report: each function leaves its trace in the same transaction."""
