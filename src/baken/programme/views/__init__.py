"""Pages of the programme: public figures, plan and papers; and those of the workplace."""
