"""Hand-overs: what goes out with a facilitator, what comes back, and merging it."""
