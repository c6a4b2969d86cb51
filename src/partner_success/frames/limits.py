"""How large a table from outside may be."""

from __future__ import annotations

from typing import Final

import attrs

from partner_success.errors import InvalidValueError


def _check(_: object, attribute: attrs.Attribute[int], value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        name = attribute.name
        raise InvalidValueError(
            f"the limit {name!r} is a whole number above 0, found {value!r}"
        )


@attrs.frozen(kw_only=True)
class TableLimits:
    """How large a table from outside may be.

    Attributes:
        size: The most bytes of a file in CSV, JSON Lines or Parquet.
        json_size: The most bytes of a JSON document or of one line of JSON Lines,
            which take many times that in memory.
        columns: The most columns.
        rows: The most records.
        cell: The most characters of one cell.
        name: The most characters of a column's name.

    Raises:
        InvalidValueError: A limit is no whole number above 0.

    Examples:
        >>> TableLimits(rows=10).rows
        10
    """

    size: int = attrs.field(default=512 * 1024 * 1024, validator=_check)
    json_size: int = attrs.field(default=32 * 1024 * 1024, validator=_check)
    columns: int = attrs.field(default=2_000, validator=_check)
    rows: int = attrs.field(default=5_000_000, validator=_check)
    cell: int = attrs.field(default=64 * 1024, validator=_check)
    name: int = attrs.field(default=200, validator=_check)


STANDARD_LIMITS: Final = TableLimits()
"""What is read unless the caller says otherwise."""
