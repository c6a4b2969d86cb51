"""Drafts, submissions, signatures, and chains of corrections."""
