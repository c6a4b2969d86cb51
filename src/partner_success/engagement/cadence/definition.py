"""What a cadence is made of: kinds of touchpoints with their spans, and activities."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import attrs

from partner_success.core.checks import fault
from partner_success.core.citation import Citation
from partner_success.core.months import months_after
from partner_success.engagement.cadence.periods import (
    ActivityPeriod,
    weeks_after,
)
from partner_success.errors import Problem

__all__ = ["Activity", "CadenceSpan", "TouchpointKind"]


@attrs.frozen(kw_only=True)
class CadenceSpan:
    """Months after launch in which touchpoints follow each other at one interval.

    Months are calendar months from the day of launch: after a launch on 15 May, month 1
    ends with 14 June. Of the two intervals, one is given.

    Attributes:
        from_month: The month with which it begins, from 1; it ends where the next one
            of its kind begins.
        every_weeks: The interval in weeks, from 1.
        every_months: The interval in calendar months, from 1.
        citations: Where it comes from.

    Rule: CAD-01.
    """

    from_month: int
    every_weeks: int | None = None
    every_months: int | None = None
    citations: tuple[Citation, ...] = ()

    def begins(self, launch: date) -> date | None:
        """Give its first day; None beyond the dates that Python knows."""
        return months_after(launch, self.from_month - 1)

    def later(self, day: date, intervals: int) -> date | None:
        """Give the day so many intervals after another; None beyond Python's dates.

        Intervals of months keep the day of the month wherever the month has it, so
        they never drift.
        """
        if self.every_weeks is not None:
            return weeks_after(day, intervals * self.every_weeks)
        assert self.every_months is not None
        return months_after(day, intervals * self.every_months)


@attrs.frozen(kw_only=True)
class TouchpointKind:
    """A kind of meeting that comes again and again.

    Attributes:
        id: Unlike that of any other kind or activity of the cadence.
        name: What it is called.
        role: The role that sees to it.
        spans: How often it comes, by the months after launch; the first begins with
            month 1.
        enterprise_only: Whether only enterprise customers have it.
        citations: Where it comes from.

    Rule: CAD-01, CAD-02.
    """

    id: str
    name: str
    role: str
    spans: tuple[CadenceSpan, ...]
    enterprise_only: bool = False
    citations: tuple[Citation, ...] = ()

    def span_on(self, launch: date, day: date) -> CadenceSpan:
        """Give the span in which a day from the launch on lies."""
        begun = [
            span
            for span in self.spans
            if (first := span.begins(launch)) is not None and first <= day
        ]
        return begun[-1]

    def planned(self, launch: date, until: date) -> Iterator[tuple[int, date]]:
        """Give number and day of each touchpoint, before any is moved.

        The launch itself is none. Each comes one interval after the one before it, of
        the span in which that one lies; what lies in one span is counted from its
        first.

        Args:
            launch: The day of launch.
            until: The last day (closed).
        """
        span, anchor, intervals, number = self.spans[0], launch, 0, 0
        while True:
            intervals += 1
            day = span.later(anchor, intervals)
            if day is None or day > until:
                return
            number += 1
            yield number, day
            if (entered := self.span_on(launch, day)) != span:
                span, anchor, intervals = entered, day, 0


@attrs.frozen(kw_only=True)
class Activity:
    """Something that is done for each partner once in each period.

    Attributes:
        id: Unlike that of any other activity or kind of touchpoint of the cadence.
        name: What is done, in the imperative.
        period: How often.
        role: The role that does it.
        touchpoint: The id of the kind of touchpoint that stands for it, so that it is
            due on the days of those; ``None`` where it is due by period.
        citations: Where it comes from.

    Rule: CAD-03.
    """

    id: str
    name: str
    period: ActivityPeriod
    role: str
    touchpoint: str | None = None
    citations: tuple[Citation, ...] = ()


def kind_faults(kind: TouchpointKind, path: str) -> Iterator[Problem]:
    """Name every fault of a kind of touchpoint."""
    if not kind.spans:
        yield fault(f"{path}.spans", "empty", "a kind has at least one span", ())
        return
    for place, span in enumerate(kind.spans):
        yield from _span_faults(span, f"{path}.spans[{place}]")
    if kind.spans[0].from_month != 1:
        message = "the first span begins with month 1"
        yield fault(
            f"{path}.spans[0].from_month",
            "out-of-range",
            message,
            kind.spans[0].from_month,
        )
    for place, (before, after) in enumerate(pairwise(kind.spans), start=1):
        if after.from_month <= before.from_month:
            message = f"begins after the span before it, which does in month\
 {before.from_month}"
            yield fault(
                f"{path}.spans[{place}].from_month",
                "not-ascending",
                message,
                after.from_month,
            )


def _span_faults(span: CadenceSpan, path: str) -> Iterator[Problem]:
    intervals = {"every_weeks": span.every_weeks, "every_months": span.every_months}
    given = [name for name, value in intervals.items() if value is not None]
    if len(given) != 1:
        message = "give one of every_weeks and every_months"
        yield fault(path, "one-interval", message, given)
    for name in given:
        value = intervals[name]
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            message = "must be a whole number from 1 up"
            yield fault(f"{path}.{name}", "out-of-range", message, value)
