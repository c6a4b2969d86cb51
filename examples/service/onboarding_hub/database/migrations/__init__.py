"""The changes that brought the database to its present form."""
