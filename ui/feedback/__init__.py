"""Private notes: dropping them in, and reading them after unsealing."""
