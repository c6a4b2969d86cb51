"""What arguments are held to, where a type checker has not looked."""

from __future__ import annotations

from typing import TypeVar

from partner_success.errors import InvalidUseError

__all__ = ["require"]

ItemT = TypeVar("ItemT")


def require(value: object, kind: type[ItemT]) -> ItemT:
    """Give a record back, or refuse what is none of its kind.

    Raises:
        InvalidUseError: It is of another type.
    """
    if not isinstance(value, kind):
        raise InvalidUseError(
            f"this needs a {kind.__name__}, not {type(value).__name__}"
        )
    return value
