"""What the program brings about: every figure with its definition and the records behind it, and the charts."""
