"""Cells of any dataframe library as plain numbers and texts, read alike everywhere.

Days are counted as `datetime.date.toordinal` counts them, and a day that is not known
is 0; a truth is 1 or 0, and -1 where it is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from partner_success.core.instants import microseconds

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.rule_frame import ColumnKind, RuleFrame

__all__ = [
    "NEVER",
    "absent_cells",
    "object_cells",
    "object_moments",
    "read_cells",
    "read_moments",
]

NEVER: Final = -(2**53)
"""What stands for an instant that is not known, in microseconds since 1970."""

_EPOCH: Final = date(1970, 1, 1).toordinal()
_DAY: Final = 24 * 60 * 60 * 1_000_000


def read_cells(
    frame: RuleFrame, name: str, kind: ColumnKind, *, is_arrow: bool
) -> nw.Expr:
    """Give the cells of a column that holds what it must.

    Args:
        frame: The dataframe.
        name: The column.
        kind: What it holds.
        is_arrow: Whether the frame is one of PyArrow, which has several types of texts
            and joins none to another.
    """
    import narwhals as nw

    column, found = nw.col(name), frame.schema[name]
    # Where nothing in a column is known, it has no type of its own.
    is_empty = isinstance(found, nw.Unknown)
    if kind == "number":
        return frame.number(name)
    if kind == "text":
        return _text(column, is_one=isinstance(found, nw.String) and not is_arrow)
    if kind == "truth":
        return _truth(column.cast(nw.Boolean) if is_empty else column)
    if kind == "instant" and found.is_integer():
        return _day_of_microseconds(column)
    return _day(column.cast(nw.Date) if is_empty else column)


def absent_cells(kind: ColumnKind) -> nw.Expr:
    """Give the cells of a column that is absent: nothing is known in any row."""
    import narwhals as nw

    if kind == "text":
        return nw.lit(None, dtype=nw.String)
    if kind == "number":
        return nw.lit(None, dtype=nw.Float64)
    return nw.lit(-1 if kind == "truth" else 0, dtype=nw.Int64)


def _text(column: nw.Expr, *, is_one: bool) -> nw.Expr:
    import narwhals as nw

    # What is missing can be cast to a word for it.
    known = nw.when(~column.is_null())
    return column if is_one else known.then(column.cast(nw.String))


def _truth(column: nw.Expr) -> nw.Expr:
    import narwhals as nw

    unknown = nw.when(column.is_null()).then(nw.lit(-1, dtype=nw.Int64))
    whole = nw.when(column.fill_null(value=False)).then(nw.lit(1, dtype=nw.Int64))
    return unknown.otherwise(whole.otherwise(nw.lit(0, dtype=nw.Int64)))


def _day(column: nw.Expr) -> nw.Expr:
    """Count the day that a column of days, or of times in a zone of its own, shows."""
    import narwhals as nw

    past = column.dt.year().fill_null(1).cast(nw.Int64) - 1
    leaps = past // 4 - past // 100 + past // 400
    return 365 * past + leaps + column.dt.ordinal_day().fill_null(0).cast(nw.Int64)


def _day_of_microseconds(column: nw.Expr) -> nw.Expr:
    """Count the day in UTC; the sum is never negative, which engines divide apart."""
    import narwhals as nw

    since = column.fill_null(-_EPOCH * _DAY).cast(nw.Int64)
    return (since + _EPOCH * _DAY) // _DAY


def read_moments(name: str) -> nw.Expr:
    """Give a column of microseconds since 1970, with `NEVER` where none is known.

    Args:
        name: The column, of whole numbers that can be missing.
    """
    import narwhals as nw

    column = nw.col(name)
    never = nw.lit(NEVER, dtype=nw.Int64)
    # Whole numbers that can be missing are floats in pandas, and exact here.
    return nw.when(column.is_null()).then(never).otherwise(column).cast(nw.Int64)


def object_moments(column: nw.Series[Any]) -> list[int]:
    """Give instants among Python objects as microseconds since 1970.

    Args:
        column: A column of pandas of which `object_cells` read instants.
    """
    gaps = column.is_null().to_list()
    return [
        NEVER if gap else value if isinstance(value, int) else microseconds(value)
        for value, gap in zip(column.to_list(), gaps, strict=True)
    ]


def object_cells(column: nw.Series[Any], kind: ColumnKind) -> list[Any] | None:
    """Give the cells of a column of Python objects; None where one is of another kind.

    Args:
        column: A column of pandas, which keeps days and gaps in truths in that way.
        kind: What it has to hold.
    """
    read, gap = _OBJECTS[kind]
    gaps = column.is_null().to_list()
    cells: list[Any] = []
    for value, missing in zip(column.to_list(), gaps, strict=True):
        cell = gap if missing else read(value)
        if cell is None and not missing:
            return None
        cells.append(cell)
    return cells


def _number(value: object) -> float | None:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return float(value)
    return None


def _whole_truth(value: object) -> int | None:
    # A truth of numpy is none of Python, and says the same.
    name = type(value).__name__
    return int(bool(value)) if name in ("bool", "bool_") else None


def _word(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _ordinal(value: object) -> int | None:
    zoned = isinstance(value, datetime) and value.tzinfo is not None
    return value.toordinal() if isinstance(value, date) and not zoned else None


def _ordinal_of_instant(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value // _DAY + _EPOCH
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.toordinal()
    return None


_OBJECTS: Final[dict[ColumnKind, tuple[Callable[[object], Any], Any]]] = {
    "number": (_number, None),
    "truth": (_whole_truth, -1),
    "text": (_word, None),
    "day": (_ordinal, 0),
    "instant": (_ordinal_of_instant, 0),
}
