"""Settings of the program on this computer, and the keys and backups of the open book."""
