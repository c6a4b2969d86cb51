"""Writes the pages of the reference that come from data, not from docstrings."""
