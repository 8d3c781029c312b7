"""The planner: proposals with reasons, repair, and rounds that never repeat."""
