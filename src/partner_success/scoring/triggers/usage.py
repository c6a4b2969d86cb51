"""Usage decline: two spans of days set against each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from partner_success.core.citation import Citation
from partner_success.core.decision import Reason
from partner_success.core.quantities import HUNDRED, decimal_text, exact_steps
from partner_success.core.series import Series
from partner_success.errors import Problem
from partner_success.scoring.triggers.checks import (
    counted,
    day_text,
    exact_fault,
    list_fault,
    refuse,
    whole_fault,
)
from partner_success.scoring.triggers.course import Course, reason
from partner_success.scoring.triggers.facts import TriggerFacts
from partner_success.scoring.triggers.known_days import KnownDays, Span

_WHOLE: Final = HUNDRED * HUNDRED
"""All of something, in hundredths of a percent."""


@attrs.frozen(kw_only=True)
class UsageDecline:
    """When use has declined: its daily mean fell against the days before.

    The mean of the latest days is set against that of as many days before them. Spans
    count days of the calendar, whatever the number of readings. The use of a day is
    that of its reading; one that covers several days speaks for each of them back to
    the reading before it. Days that nobody knows are left out and are not zero.

    Attributes:
        name: The name for people.
        span_days: How many days each of the two spans has.
        least_drop: The least fall that fires, in percent of the mean before (closed);
            above 0, at most 100, in hundredths.
        least_known_days: How many days of each span have to be known.
        playbooks: Ids of the playbooks that it calls for.
        citations: Where the trigger comes from.

    Raises:
        InvalidModelError: A number is out of its range, or there is no playbook.

    Rule: TRG-01.
    """

    name: str
    span_days: int
    least_drop: Decimal
    least_known_days: int
    playbooks: tuple[str, ...]
    citations: tuple[Citation, ...] = ()

    def __attrs_post_init__(self) -> None:
        refuse(f"the trigger {self.name!r}", _faults(self))

    @property
    def rule(self) -> str:
        """The rule that decides."""
        return "TRG-01"

    @property
    def reads(self) -> tuple[str, ...]:
        """What it looks at: fields of the facts."""
        return ("usage",)

    def course(self, facts: TriggerFacts) -> Course:
        """Give how it stands from day to day."""
        known = KnownDays.of(facts.usage or Series())
        left = _WHOLE - (exact_steps(self.least_drop) or 0)
        return Course((_Decline(self, known, left),), lambda _: self.playbooks)


def _faults(model: UsageDecline) -> Iterator[Problem]:
    spans = [
        *whole_fault(model, "span_days", 1),
        *whole_fault(model, "least_known_days", 1),
    ]
    yield from spans
    if not spans and model.least_known_days > model.span_days:
        message = f"the span has {counted(model.span_days, 'day')}; ask for no more"
        yield Problem(path="least_known_days", code="out-of-reach", message=message)
    yield from exact_fault(model, "least_drop", 0, HUNDRED, above=True)
    yield from list_fault(model, "playbooks", "playbook")


@attrs.frozen
class _Decline:
    """The one ground of the trigger: use that fell.

    Attributes:
        model: What judges.
        known: The days that are known.
        left: What is left of the mean after the least fall, in hundredths of a percent.
    """

    model: UsageDecline
    known: KnownDays
    left: int

    @property
    def changes(self) -> tuple[int, ...]:
        """Every day from a reading until it has left the latest span.

        From there on the span is empty, and nothing is judged until the next reading.
        """
        lasts = self.known.lasts
        ends = (*lasts[1:], date.max.toordinal() + 1)
        reach = self.model.span_days + 1
        return tuple(
            day
            for last, end in zip(lasts, ends, strict=False)
            for day in range(last, min(last + reach, end))
        )

    def holds(self, day: int) -> bool | None:
        """Compare the two means without a division."""
        now, before = self.known.windows(day, self.model.span_days)
        if not self._reaches_back(day) or self._too_few(now) or self._too_few(before):
            return None
        fallen_to = now.steps * before.days * _WHOLE
        return before.steps > 0 and fallen_to <= before.steps * now.days * self.left

    def _reaches_back(self, day: int) -> bool:
        firsts = self.known.firsts
        return bool(firsts) and firsts[0] <= day - 2 * self.model.span_days + 1

    def _too_few(self, span: Span) -> bool:
        return span.days < self.model.least_known_days

    def reasons(self, day: int) -> tuple[Reason, ...]:
        """Tell both means, or everything that is missing for them."""
        fell = self.holds(day)
        if fell is None:
            return tuple(self._missing(day))
        span = self.model.span_days
        now, before = self.known.windows(day, span)
        code = "usage-fell" if fell else "usage-kept"
        facts = {
            "mean_now": now.mean,
            "mean_before": before.mean,
            "known_days_now": now.days,
            "known_days_before": before.days,
            "least_drop": self.model.least_drop,
        }
        message = (
            f"mean daily use was {now.text} in the {counted(span, 'day')} to"
            f" {day_text(day)} and {before.text} in the {span} before:"
            f" {_change(now, before)}"
        )
        return (reason(self.model, code, message, **facts),)

    def _missing(self, day: int) -> Iterator[Reason]:
        span = self.model.span_days
        now, before = self.known.windows(day, span)
        if not now.days and not before.days:
            message = f"no usage is known of the {2 * span} days to {day_text(day)}"
            yield reason(self.model, "no-usage", message)
            return
        if not self._reaches_back(day):
            since, needed = self.known.firsts[0], day - 2 * span + 1
            message = (
                f"usage is known from {day_text(since)} on, and {2 * span} days are"
                f" needed, from {day_text(needed)} on"
            )
            yield reason(self.model, "too-short", message, needed_days=2 * span)
        for end, found in ((day, now), (day - span, before)):
            if self._too_few(found):
                least = self.model.least_known_days
                message = (
                    f"usage is known of {found.days} of the {counted(span, 'day')} to"
                    f" {day_text(end)}, and at least {least} are needed"
                )
                facts = {"known_days": found.days, "least_known_days": least}
                yield reason(self.model, "too-few-days", message, **facts)


def _change(now: Span, before: Span) -> str:
    """Say how far one mean lies from the one before, rounded down."""
    if not before.steps:
        return "nothing that could fall"
    change = 1 - now.mean / before.mean
    if not change:
        return "no change"
    way = "less" if change > 0 else "more"
    share = HUNDRED * abs(change)
    return f"{decimal_text(share.numerator, share.denominator)} % {way}"
