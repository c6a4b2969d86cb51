"""Questionnaires as JSON Schema and UI schema, for forms."""

from __future__ import annotations

from partner_success.interop.forms.schema import FormSchema, LeftToCheck, form_schema

__all__ = [
    "FormSchema",
    "LeftToCheck",
    "form_schema",
]
