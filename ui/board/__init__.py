"""The board: who sits where, moved by hand under the rules' eyes."""
