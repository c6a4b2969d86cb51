"""Tables of reports as Parquet, with a type for each column."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from partner_success.errors import InvalidValueError
from partner_success.frames.engine import require_engine

if TYPE_CHECKING:
    import polars as pl

__all__ = ["TypedColumn", "parquet_of"]

TypedColumn: TypeAlias = tuple[
    str, Literal["text", "whole", "number", "truth", "day", "instant"]
]
"""The name of a column, and what its cells are."""

_INT64: Final = 2**63


def parquet_of(columns: Sequence[TypedColumn], rows: Sequence[Sequence[Any]]) -> bytes:
    """Write rows as Parquet, columns typed by what they hold and not by what they show.

    A column of numbers is of 64-bit floats, with its exact ``_numerator`` and
    ``_denominator`` beside it; both are null where one of them needs more than 64 bits.
    Instants are in UTC, to the microsecond.

    Args:
        columns: The columns.
        rows: A cell for each column; ``None`` where there is no value.

    Raises:
        InvalidValueError: Two columns have one name, or a whole number needs more than
            64 bits.
        MissingExtraError: The extra ``frames`` is not installed.
    """
    require_engine()
    import polars as pl

    cells = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    series: list[pl.Series] = []
    for (name, kind), values in zip(columns, cells, strict=True):
        series += _series(name, kind, values)
    names = [each.name for each in series]
    for name in names:
        if names.count(name) > 1:
            raise InvalidValueError(
                f"two columns of a table would be called {name!r}; rename one"
            )
    file = io.BytesIO()
    pl.DataFrame(series).write_parquet(file)
    return file.getvalue()


def _series(name: str, kind: str, values: Sequence[Any]) -> Iterator[pl.Series]:
    import polars as pl

    if kind == "number":
        ratios = [_ratio(value) for value in values]
        yield pl.Series(name, [_float(value) for value in values], dtype=pl.Float64)
        for part, ending in enumerate(("numerator", "denominator")):
            counts = [ratio and ratio[part] for ratio in ratios]
            yield pl.Series(f"{name}_{ending}", counts, dtype=pl.Int64)
        return
    if kind == "whole":
        for value in values:
            if value is not None and not -_INT64 <= value < _INT64:
                raise InvalidValueError(
                    f"the column {name!r} holds a whole number of more than 64 bits,"
                    f" {value}, which Parquet cannot hold"
                )
    if kind == "instant":
        values = [_utc(value) for value in values]
    types: dict[str, Any] = {
        "text": pl.String,
        "whole": pl.Int64,
        "truth": pl.Boolean,
        "day": pl.Date,
        "instant": pl.Datetime("us", "UTC"),
    }
    yield pl.Series(name, values, dtype=types[kind])


def _ratio(value: Fraction | Decimal | int | None) -> tuple[int, int] | None:
    if value is None:
        return None
    numerator, denominator = Fraction(value).as_integer_ratio()
    fits = -_INT64 <= numerator < _INT64 and denominator < _INT64
    return (numerator, denominator) if fits else None


def _float(value: Fraction | Decimal | int | None) -> float | None:
    return None if value is None else float(value)


def _utc(value: datetime | None) -> datetime | None:
    return None if value is None else value.astimezone(UTC)
