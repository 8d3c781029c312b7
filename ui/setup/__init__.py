"""The set-up page: what the program is made of, and the rules by which it rotates."""
