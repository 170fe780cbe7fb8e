"""Standard answers: sentences that the desk uses again, with what fits the report filled in."""
