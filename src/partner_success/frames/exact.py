"""Whole numbers inside floats, and sums that are rounded once, on every engine.

Floats have gaps in every library, and hold whole numbers exactly up to a bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from partner_success.frames.facts import as_frame

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.rule_frame import RuleFrame

__all__ = [
    "counted",
    "divided",
    "exact_sum",
    "first_of",
    "most_counted",
    "one_of",
    "spare_names",
    "split",
    "whole",
]

_EXACT: Final = 2**53
"""Up to this a float holds each whole number."""


def most_counted(factors: Iterable[int]) -> int:
    """Give the greatest count whose products with some factors are exact floats."""
    return _EXACT // max(factors)


def first_of(cases: Sequence[tuple[nw.Expr, str]], otherwise: str) -> nw.Expr:
    """Give the word of the first case that is known to hold; else another.

    Args:
        cases: Truths, each with the word for it; a missing one does not hold.
        otherwise: The word where none holds.
    """
    import narwhals as nw

    found: nw.Expr = nw.lit(otherwise)
    for holds, word in reversed(cases):
        known = holds.fill_null(value=False)
        found = nw.when(known).then(nw.lit(word)).otherwise(found)
    return found


def counted(work: RuleFrame, name: str, most: int) -> tuple[nw.Expr, nw.Expr]:
    """Give the counts of a column as floats, and where they are none.

    A count is a whole number from 0 up to a bound. What is none is missing among the
    counts; where nothing stands, or NaN, a count is missing and not wrong.

    Args:
        work: The frame.
        name: The column of numbers.
        most: The bound, as `most_counted` gives it.
    """
    import narwhals as nw

    if work.schema[name].is_integer():
        # Some libraries refuse to make floats of whole numbers beyond what these hold.
        number: nw.Expr = nw.col(name)
        fits = (number >= 0) & (number <= most)
    else:
        number = work.number(name)
        fits = (number >= 0) & (number <= most) & (number.floor() == number)
    # In a comparison what is missing is false or missing, as the library has it.
    wrong = ~(number.is_null() | fits)
    return nw.when(fits).then(number).cast(nw.Float64), wrong


def whole(frame: object, number: nw.Expr) -> nw.Expr:
    """Give floats that are whole as whole numbers, where gaps among them can be.

    Columns of pandas and of Dask keep floats: there a whole number cannot be missing,
    or only in some of their types.
    """
    import narwhals as nw

    library = as_frame(frame, "a column of whole numbers").implementation
    if library.is_pandas_like() or library.is_dask():
        return number
    return number.cast(nw.Int64)


def divided(top: nw.Expr, bottom: nw.Expr | float) -> nw.Expr:
    """Divide finite floats, to the float nearest to each quotient.

    Polars takes a number times its reciprocal for the same, which it is not, and so
    where all of a column is one number; what differs by row is divided by.
    """
    return top / (top * 0.0 + bottom)


def exact_sum(number: nw.Expr, part: nw.Expr, rest: nw.Expr) -> nw.Expr:
    """Add a fraction to a whole number, rounding to the nearest float once.

    Args:
        number: The whole number.
        part: The float nearest to the fraction.
        rest: The float nearest to what that leaves of it.
    """
    total = number + part
    taken = total - number
    lost = (number - (total - taken)) + (part - taken)
    return total + (lost + rest)


def split(fraction: Fraction) -> tuple[float, float]:
    """Split a fraction into the float nearest to it, and what that leaves of it."""
    part = float(fraction)
    return part, float(fraction - Fraction(part))


def one_of(number: nw.Expr, values: Mapping[int, float]) -> nw.Expr:
    """Give what stands for a number; missing where nothing does, or it is missing.

    Args:
        number: The number.
        values: By a number what stands for it; at least one.
    """
    import narwhals as nw

    (first, value), *others = values.items()
    found: nw.Expr = nw.when(number == first).then(nw.lit(float(value)))
    for place, value in others:
        found = nw.when(number == place).then(nw.lit(float(value))).otherwise(found)
    return found


def spare_names(taken: Iterable[str], names: Sequence[str]) -> tuple[str, ...]:
    """Give names for columns of the work alone that no other column has."""
    known = set(taken)
    mark = "_"
    while any(f"{mark}{name}" in known for name in names):
        mark += "_"
    return tuple(f"{mark}{name}" for name in names)
