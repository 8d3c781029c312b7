"""Registers: pages of sections, each a table over the records of one kind with a form beside it."""
