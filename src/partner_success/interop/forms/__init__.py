"""Questionnaires as JSON Schema and UI schema, for forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.interop.forms.schema import (
        FormSchema,
        LeftToCheck,
        form_schema,
    )

__all__ = ["FormSchema", "LeftToCheck", "form_schema"]

export(
    __name__,
    """
    schema: FormSchema LeftToCheck form_schema
    """,
)
