"""Open reports near the place of a new one, as coarse and late as everyone may know them."""
