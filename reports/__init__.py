"""What leaves on paper: documents made from views, never from the program itself."""
