"""The field by which a document tells records of several kinds apart."""

from __future__ import annotations

from typing import Any

import attrs

from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

__all__ = ["tag"]


def _own(record: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if value != attribute.default:
        raise InvalidValueError(
            f"{type(record).__name__} is of the {attribute.name} {attribute.default!r},"
            f" not {shown(value)}; leave it out"
        )


def tag(kind: str) -> Any:
    """Give a field that always holds the name of the kind of its record.

    Annotate it with a `typing.Literal` of that name; nobody has to give it.

    Raises:
        InvalidValueError: By the field: another kind is given.

    Examples:
        >>> from typing import Literal
        >>> @attrs.frozen(kw_only=True)
        ... class Paused:
        ...     kind: Literal["paused"] = tag("paused")
        >>> Paused().kind
        'paused'
    """
    return attrs.field(default=kind, repr=False, validator=_own)
