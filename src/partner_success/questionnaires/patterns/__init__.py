"""Patterns of answers that can hang no engine."""
