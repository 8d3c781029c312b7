"""The governance page: what was decided and promised, what may go wrong, and what figures are held against."""
