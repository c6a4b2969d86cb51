"""Questionnaires as JSON Schema and UI schema, for forms."""
