"""Opening and creating a book: everything that is seen while none is open."""
