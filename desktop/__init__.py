"""Builds and starts everything: the window and the command line."""
