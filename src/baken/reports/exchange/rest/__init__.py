"""Our own interface in JSON: kinds, areas, bringing a report, how one is doing by its code."""
