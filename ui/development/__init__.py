"""The development page: goals, ratings, succession, and what rotations bring about."""
