"""One change a file, in the order of their numbers."""
