"""Readings of numbers by day, counted in hundredths, with what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from partner_success.core.quantities import HUNDRED
from partner_success.frames.triggers.grounds import MISSING, OUT_OF_RANGE, choice

if TYPE_CHECKING:
    from partner_success.frames.triggers.reading import Table

__all__ = ["MOST_STEPS", "counted_readings"]

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
    fault = choice([(on == 0, MISSING), (fits, 0)], OUT_OF_RANGE)
    return table.filter(~value.is_null()).select(
        "account_id",
        "on",
        (HUNDRED * steps + 0.5).floor().cast(nw.Int64).alias("steps"),
        fault.alias("fault"),
    )
