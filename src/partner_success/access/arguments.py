"""Arguments that are of another kind than what is asked for."""

from __future__ import annotations

from partner_success.errors import InvalidUseError

__all__ = ["require_id", "require_kind"]


def require_id(value: object, name: str) -> None:
    """Refuse an id that is no text.

    Raises:
        InvalidUseError: It is of another type, or blank.
    """
    if not isinstance(value, str):
        raise InvalidUseError(f"{name} needs an id as text, not {type(value).__name__}")
    if not value.strip():
        raise InvalidUseError(f"{name} is blank; give the id")


def require_kind(value: object, kind: type[object], name: str) -> None:
    """Refuse an argument that is no such record.

    Raises:
        InvalidUseError: It is of another type.
    """
    if not isinstance(value, kind):
        found = type(value).__name__
        raise InvalidUseError(f"{name} needs {kind.__name__}, not {found}")
