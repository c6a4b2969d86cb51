"""Columns of instants."""


class Tables:
    """What columns look up."""
