"""What is to be done ahead of a renewal, from which day to which, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from partner_success.core.checks import fault
from partner_success.core.citation import Citation
from partner_success.core.instants import Period, require_date
from partner_success.engagement.sides import Side
from partner_success.errors import InvalidValueError, Problem

__all__ = [
    "PlannedPrompt",
    "RenewalPrompt",
    "RenewalStep",
    "in_order",
    "prompt_faults",
]

_MONTHS_A_YEAR = 12


@attrs.frozen(kw_only=True)
class RenewalStep:
    """One of the steps by which renewals are managed.

    Attributes:
        id: Unlike that of any other step.
        name: What it is called.
        citations: Where it comes from.
    """

    id: str
    name: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class RenewalPrompt:
    """Something to be done in a span of days ahead of every renewal.

    The span is given in days or in calendar months, and both of its ends are inside. A
    calendar month before 31 May is 30 April: the same day of the month, or the last
    day of a month that is too short for it.

    Attributes:
        id: Unlike that of any other prompt.
        name: What is done, in the imperative.
        step: The id of the step that it belongs to.
        side: Who acts.
        opens_days: How many days before the renewal its first day lies.
        closes_days: How many days before the renewal its last day lies; at 0 it is the
            day of the renewal.
        opens_months: The first day in calendar months, where it is not in days.
        closes_months: The last day in calendar months.
        citations: Where it comes from.

    Rule: RNW-01.
    """

    id: str
    name: str
    step: str
    side: Side
    opens_days: int | None = None
    closes_days: int | None = None
    opens_months: int | None = None
    closes_months: int | None = None
    citations: tuple[Citation, ...] = ()

    def before(self, renewal_on: date) -> PlannedPrompt:
        """Give the days of the prompt ahead of one renewal.

        Raises:
            InvalidValueError: It is no day, or the prompt would open before the first
                day that Python knows, in the year 1.
        """
        try:
            if self.opens_months is not None and self.closes_months is not None:
                first = _months_before(renewal_on, self.opens_months)
                last = _months_before(renewal_on, self.closes_months)
            else:
                first = renewal_on - timedelta(days=self.opens_days or 0)
                last = renewal_on - timedelta(days=self.closes_days or 0)
        except (OverflowError, ValueError):
            raise InvalidValueError(
                f"ahead of a renewal on {renewal_on}, the prompt {self.id!r} would open"
                " before the year 1; check the day of the renewal"
            ) from None
        return PlannedPrompt(prompt=self, days=Period(first, last))


@attrs.frozen(kw_only=True)
class PlannedPrompt:
    """A prompt ahead of one renewal.

    Attributes:
        prompt: What is done.
        days: When, both ends inside.
    """

    prompt: RenewalPrompt
    days: Period

    @property
    def id(self) -> str:
        """The id of the prompt."""
        return self.prompt.id

    @property
    def opens_on(self) -> date:
        """The first day."""
        return self.days.first

    @property
    def closes_on(self) -> date:
        """The last day, inside."""
        return self.days.last

    def is_open(self, day: date) -> bool:
        """Tell whether the day is one of the prompt's; both ends are.

        Raises:
            InvalidValueError: It is an instant; whose day it is depends on the zone.
        """
        return self.days.contains(day)


def in_order(
    prompts: Iterator[RenewalPrompt], renewal_on: date
) -> tuple[PlannedPrompt, ...]:
    """Give prompts ahead of a renewal, those that open first before the others.

    Of two that open on one day the one that closes first goes before, and else the
    order in which they were given.
    """
    require_date(renewal_on, "renewal_on")
    planned = [prompt.before(renewal_on) for prompt in prompts]
    return tuple(sorted(planned, key=lambda each: (each.opens_on, each.closes_on)))


def prompt_faults(path: str, prompt: RenewalPrompt) -> Iterator[Problem]:
    """Name what keeps a prompt from having days, whatever the renewal is."""
    given = {
        unit: (
            getattr(prompt, f"opens_{unit}"),
            getattr(prompt, f"closes_{unit}"),
        )
        for unit in ("days", "months")
    }
    whole = [unit for unit, ends in given.items() if None not in ends]
    some = [unit for unit, ends in given.items() if ends != (None, None)]
    if len(whole) != 1 or some != whole:
        message = "give opens_days and closes_days, or opens_months and closes_months"
        yield fault(path, "no-span", message, given)
        return
    unit = whole[0]
    opens, closes = given[unit]
    if closes < 0:
        message = f"must be at least 0 {unit}"
        yield fault(f"{path}.closes_{unit}", "out-of-range", message, closes)
    if opens < closes:
        message = f"a prompt opens {closes} {unit} before the renewal, or earlier"
        yield fault(f"{path}.opens_{unit}", "out-of-range", message, opens)


def _months_before(day: date, months: int) -> date:
    """Give the day so many calendar months before, or the last one of that month."""
    year, month = divmod(
        day.year * _MONTHS_A_YEAR + day.month - 1 - months, _MONTHS_A_YEAR
    )
    first = date(year, month + 1, 1)
    # From the 28th of a month, four days on lie in the next one.
    next_first = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), next_first - timedelta(days=1))
