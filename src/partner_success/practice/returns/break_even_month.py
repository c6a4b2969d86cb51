"""The month in which a case has earned what it cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import attrs

from partner_success.core.decision import Reason

__all__ = ["BreakEvenMonth", "break_even_month", "running"]

_RULES = ("INC-04",)


@attrs.frozen(kw_only=True)
class BreakEvenMonth:
    """When the sum of all months so far is no longer below zero.

    Attributes:
        first: The first month, counted from 1, at whose end it is at least zero;
            ``None`` where there is none among the months that are looked at.
        lasting: The month from which on it stays there, as far as is looked; later than
            `first` where it falls below zero in between, and ``None`` where it is below
            at the end.
        payback: After how many months the sum reaches zero for the first time, exact,
            each month's flow spread evenly over the month; ``None`` as for `first`.
        reason: Why it is what it is.

    Rule: INC-04.
    """

    first: int | None
    lasting: int | None
    payback: Fraction | None
    reason: Reason

    def __str__(self) -> str:
        return self.reason.message


def running(nets: Sequence[Fraction]) -> Iterator[Fraction]:
    """Give the sum of all months so far, for each month."""
    so_far = Fraction(0)
    for net in nets:
        so_far += net
        yield so_far


def break_even_month(
    nets: Sequence[Fraction], *, set_up: Fraction, at_the_end: str, period: int
) -> BreakEvenMonth:
    """Find when the sum of months is no longer below zero.

    Args:
        nets: What each month brings after costs, the first of them less what is paid
            at the start.
        set_up: What is paid at the start, at least 0.
        at_the_end: What the sum is at the end, for people.
        period: Every how many months something is paid, at least 1. Whether the sum
            rises is told over so many months, because the last one alone may hold a
            whole payment, or none.
    """
    sums = list(running(nets))
    first = next((place for place, each in enumerate(sums) if each >= 0), None)
    below = [place for place, each in enumerate(sums) if each < 0]
    lasting = below[-1] + 1 if below else 0
    stays = lasting < len(sums)
    rising = sums[-1] > (sums[-1 - period] if len(sums) > period else -set_up)
    end = f"{at_the_end} at the end, {'still rising' if rising else 'not rising'}"
    code, message = _told(first, lasting if stays else None, len(sums), end)
    return BreakEvenMonth(
        first=None if first is None else first + 1,
        lasting=lasting + 1 if stays else None,
        payback=None if first is None else _payback(sums, first, set_up),
        reason=Reason(
            code=code,
            message=message,
            rules=_RULES,
            facts={"months": len(sums), "at_the_end": sums[-1]},
        ),
    )


def _payback(sums: Sequence[Fraction], first: int, set_up: Fraction) -> Fraction:
    before = sums[first - 1] if first else -set_up
    if before >= 0:
        return Fraction(0)
    return first + before / (before - sums[first])


def _told(
    first: int | None, lasting: int | None, count: int, end: str
) -> tuple[str, str]:
    if first is None:
        return "never", f"does not break even within {count} months: {end}"
    told = f"breaks even in month {first + 1}"
    if lasting is None:
        return "falls-back", f"{told}, and is below zero again: {end}"
    if lasting > first:
        return "wavers", f"{told}, falls back, and stays from month {lasting + 1} on"
    return "breaks-even", f"{told}, and stays there for the {count} months"
