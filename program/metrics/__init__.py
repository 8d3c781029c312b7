"""The figures of the program: one function and one card each, found by their measure in `catalogue.METRICS`."""
