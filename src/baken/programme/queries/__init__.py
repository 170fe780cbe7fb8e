"""Reading the programme: the register of the plan, pages of figures, areas, promises, papers."""
