"""The journal: who did what and when, and the way back."""
