"""What needs attention, at a glance."""
