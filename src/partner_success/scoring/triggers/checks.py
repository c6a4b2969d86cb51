"""What the numbers and lists of a trigger are held to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from partner_success.core.quantities import exact_steps
from partner_success.errors import InvalidModelError, Problem

_LISTED: Final = 5
"""How many things of a kind a sentence names before it only counts the rest."""


def refuse(subject: str, faults: Iterable[Problem]) -> None:
    """Raise every fault that was found, if any was.

    Raises:
        InvalidModelError: With all of them.
    """
    if found := list(faults):
        raise InvalidModelError(subject, found)


def whole_fault(owner: object, name: str, least: int) -> Iterator[Problem]:
    """Name a field that is no whole number from the least (closed) up."""
    value = getattr(owner, name)
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        message = f"must be a whole number from {least} up, found {value!r}"
        yield Problem(path=name, code="out-of-range", message=message)


def exact_fault(
    owner: object, name: str, low: int, high: int, *, above: bool = False
) -> Iterator[Problem]:
    """Name a field that is no whole number of hundredths from low to high (closed).

    Args:
        owner: What has the field.
        name: The field.
        low: The least it can be.
        high: The most it can be.
        above: Whether it has to lie above the least.
    """
    value = getattr(owner, name)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        message = f"must be a whole number or a Decimal, found {value!r}"
        yield Problem(path=name, code="not-exact", message=message)
    elif not Decimal(value).is_finite() or not low <= value <= high:
        message = f"must lie from {low} to {high}, found {value}"
        yield Problem(path=name, code="out-of-range", message=message)
    elif above and value == low:
        message = f"must lie above {low}"
        yield Problem(path=name, code="out-of-range", message=message)
    elif exact_steps(value) is None:
        message = f"{value} is finer than hundredths"
        yield Problem(path=name, code="too-fine", message=message)


def list_fault(owner: object, name: str, kind: str) -> Iterator[Problem]:
    """Name a list that is empty or has something twice."""
    entries: tuple[object, ...] = getattr(owner, name)
    if not entries:
        message = f"name at least one {kind}"
        yield Problem(path=name, code="empty", message=message)
    elif len(set(entries)) != len(entries):
        shown = ", ".join(map(str, entries))
        message = f"a {kind} stands twice: {shown}"
        yield Problem(path=name, code="duplicate", message=message)


def listed(names: Sequence[str]) -> str:
    """Write names for a sentence, the first five of them.

    Examples:
        >>> listed(["t-1", "t-2"]), listed(["t"] * 7)
        ('t-1, t-2', 't, t, t, t, t and 2 more')
    """
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more} more" if more > 0 else "")


def day_text(day: int) -> str:
    """Write a day that is counted; one before all days is the first of them."""
    return date.fromordinal(max(day, 1)).isoformat()


def counted(number: int, noun: str) -> str:
    """Write a number of things.

    Examples:
        >>> counted(1, "day"), counted(14, "day")
        ('1 day', '14 days')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
