"""Numbers beside outcomes, checked row by row, as every figure takes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, TypeAlias

from partner_success.core.quantities import Number, as_number, shown
from partner_success.errors import InvalidDataError, InvalidValueError, Problem

MOST_FAULTS: Final = 20
"""How many faults of rows are named; a column of text would fill the screen."""

Comparable: TypeAlias = int | Fraction
"""A number that compares and adds exactly with the others."""

Row: TypeAlias = tuple[Comparable, bool, Comparable]
"""A number, whether its subject left, and how often the row counts."""


def checked_rows(
    name: str,
    numbers: Sequence[Number],
    outcomes: Sequence[bool],
    weights: Sequence[Number] | None,
) -> list[Row]:
    """Check what a caller gives and put it together row by row.

    Args:
        name: What the numbers are called in messages.
        numbers: The numbers, finite.
        outcomes: Whether each of them left.
        weights: How often each counts, 0 or more; once without them.

    Raises:
        InvalidDataError: A number is none or not finite, a weight is below 0, an
            outcome is neither true nor false; up to twenty faults are named.
        InvalidValueError: The lengths differ.
    """
    heavy: Sequence[Number] = [1] * len(numbers) if weights is None else weights
    for other, given in (("outcomes", outcomes), ("weights", heavy)):
        if len(given) != len(numbers):
            raise InvalidValueError(
                f"{name} and {other} stand side by side; found {len(numbers)} and"
                f" {len(given)}, so give one of each a row"
            )
    faults: list[Problem] = []
    rows: list[Row] = []
    for place, given in enumerate(zip(numbers, outcomes, heavy, strict=True)):
        found = list(_faults(name, place, *given))
        faults += found
        if not found:
            number, left, weight = given
            rows.append((comparable(number), left, comparable(weight)))
    if faults:
        raise InvalidDataError(f"the {name}", faults[:MOST_FAULTS])
    return rows


def row_fault(name: str, place: int, message: str) -> Problem:
    """Make the problem of one row."""
    return Problem(path=f"{name}[{place}]", code="bad-row", message=message)


def _faults(
    name: str, place: int, number: object, left: object, weight: object
) -> Iterator[Problem]:
    for label, value in ((name, number), ("weights", weight)):
        try:
            found = as_number(value, "this")
        except InvalidValueError as error:
            yield row_fault(label, place, str(error))
        else:
            if label == "weights" and found < 0:
                yield row_fault(label, place, f"a weight is 0 or more, found {found}")
    if not isinstance(left, bool):
        message = f"an outcome is True or False, found {shown(left)}"
        yield row_fault("outcomes", place, message)


def comparable(number: Number) -> Comparable:
    """Give a number as one that compares and adds with the others exactly.

    Raises:
        InvalidValueError: It is no finite number.
    """
    number = as_number(number, "this")
    return number if isinstance(number, int) else Fraction(number)
