"""Settings, addresses, home, the public site, and the pages that combine modules."""
