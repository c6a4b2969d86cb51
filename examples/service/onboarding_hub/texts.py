"""Documents as text and back, with every number as exact as it was."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final

from partner_success.interop import format_document

__all__ = ["document_of", "text_of"]

_DECODER: Final = json.JSONDecoder(parse_float=Decimal)


def text_of(document: Any) -> str:
    """Write a document."""
    try:
        return json.dumps(document, ensure_ascii=False, allow_nan=False)
    except TypeError:
        # It holds exact numbers or days, which the library knows how to write.
        return format_document(document, "json")


def document_of(text: str | bytes) -> Any:
    """Read a document."""
    return _DECODER.decode(text if isinstance(text, str) else text.decode())
