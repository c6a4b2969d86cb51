"""What is kept and how it is found: plain functions over a connection."""
