"""Workshop mode: the lead's panel, and the room's own window, which knows the room's view and nothing else."""
