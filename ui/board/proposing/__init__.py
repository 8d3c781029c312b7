"""Asking the planner: what is asked, how far it has come, and what it answers."""
