"""Versions of a questionnaire: compared, and drafts taken along."""
