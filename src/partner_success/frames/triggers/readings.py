"""Readings of numbers by day, counted in hundredths, with what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partner_success.core.quantities import HUNDRED
from partner_success.frames.triggers.grounds import (
    DUPLICATE,
    MISSING,
    OUT_OF_RANGE,
    flag,
)

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.triggers.reading import Table

__all__ = ["MOST_STEPS", "counted_readings", "worst"]

MOST_STEPS: Final = 2**43
"""Where the product of floats would lose whole hundredths."""


def counted_readings(table: Table, low: float | None, high: float) -> Table:
    """Count readings in hundredths, half up; what is no number is no reading.

    Args:
        table: With the customer, ``on`` as a count of days and ``value``.
        low: The least reading (closed); as far below zero as above where it is None.
        high: The greatest (closed).

    Returns:
        The customer, ``on``, ``steps``, and ``fault``. A faulty one counts as zero.
    """
    import narwhals as nw

    value, on = nw.col("value"), nw.col("on")
    fits = (value >= (-high if low is None else low)) & (value <= high)
    steps = nw.when(fits).then(value).otherwise(nw.lit(0.0))
    fault = nw.when(on == 0).then(nw.lit(MISSING, dtype=nw.Int64))
    return table.filter(~value.is_null()).select(
        "account_id",
        "on",
        (HUNDRED * steps + 0.5).floor().cast(nw.Int64).alias("steps"),
        fault.otherwise(
            nw.when(fits)
            .then(nw.lit(0, dtype=nw.Int64))
            .otherwise(nw.lit(OUT_OF_RANGE, dtype=nw.Int64))
        ).alias("fault"),
    )


def worst(rows: nw.Expr, different: nw.Expr) -> nw.Expr:
    """Give the worst fault of a customer: that of its records, or that one is double.

    Args:
        rows: How many records it has.
        different: How many of them differ.
    """
    import narwhals as nw

    double = flag(rows > different, DUPLICATE)
    return nw.when(nw.col("fault") > 0).then(nw.col("fault")).otherwise(double)
