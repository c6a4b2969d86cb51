"""Runs of months in which enough of the licensed users use the product."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from fractions import Fraction

import attrs

from partner_success.core.quantities import HUNDRED, decimal_text
from partner_success.practice.incentives.deals import Deal, UsageMonth
from partner_success.practice.incentives.months import CalendarMonth
from partner_success.practice.incentives.terms import AdoptionTerms, Repeats

__all__ = [
    "AdoptionCourse",
    "AdoptionRun",
    "JudgedMonth",
    "MonthState",
    "adoption_course",
    "adoption_runs",
]


class MonthState(StrEnum):
    """What a month of usage is worth to a run.

    Attributes:
        GOOD: Enough of the licensed users were active; only these make a run.
        BELOW: Too few were.
        UNKNOWN: A count is missing, or nobody was licensed.
        PARTIAL: The contract began or ended inside the month.
        OUTSIDE: The contract did not hold on any day of it.
        AHEAD: It is not over yet.
    """

    GOOD = "good"
    BELOW = "below"
    UNKNOWN = "unknown"
    PARTIAL = "partial"
    OUTSIDE = "outside"
    AHEAD = "ahead"


@attrs.frozen(kw_only=True)
class JudgedMonth:
    """A month of usage with what it is worth.

    Attributes:
        usage: The month with its counts.
        state: What it is worth to a run.

    Rule: INC-01.
    """

    usage: UsageMonth
    state: MonthState

    @property
    def month(self) -> CalendarMonth:
        """Which month it is."""
        return self.usage.month

    @property
    def share(self) -> Fraction | None:
        """The active users of the licensed ones, exact; None where unknown."""
        active, licensed = self.usage.active, self.usage.licensed
        if active is None or not licensed:
            return None
        return Fraction(active, licensed)

    def __str__(self) -> str:
        share, usage = self.share, self.usage
        if share is None:
            return f"{self.month} has no usage that is known"
        percent = decimal_text(share.numerator * HUNDRED, share.denominator)
        return f"{self.month} has {usage.active} of {usage.licensed}, {percent} %"


@attrs.frozen(kw_only=True)
class AdoptionRun:
    """Good months running, as many as there are before something ends them.

    Attributes:
        months: The months in order, each the one after the other; at least one.

    Rule: INC-01.
    """

    months: tuple[CalendarMonth, ...]

    def __len__(self) -> int:
        return len(self.months)

    @property
    def first(self) -> CalendarMonth:
        """The month with which it begins."""
        return self.months[0]

    @property
    def last(self) -> CalendarMonth:
        """The month with which it ends."""
        return self.months[-1]

    def __str__(self) -> str:
        return f"{self.first} to {self.last}" if len(self) > 1 else str(self.first)


def adoption_runs(months: Iterable[JudgedMonth]) -> tuple[AdoptionRun, ...]:
    """Give the runs of good months, each as long as it can be, in order of time.

    A month that is not there ends a run, and so does any month that is not good.

    Args:
        months: Judged months in any order, each at most once.

    Rule: INC-01.
    """
    runs: list[list[CalendarMonth]] = []
    for month in sorted(each.month for each in months if each.state == MonthState.GOOD):
        if runs and runs[-1][-1].next() == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return tuple(AdoptionRun(months=tuple(run)) for run in runs)


@attrs.frozen(kw_only=True)
class AdoptionCourse:
    """How a deal's usage went, month by month, as it is known on a day.

    Attributes:
        deal: The deal.
        on: The day; a month counts once it is over.
        months: Its months with what each is worth, in order of time.
        terms: What a run takes.

    Rule: INC-01.
    """

    deal: Deal
    on: date
    months: tuple[JudgedMonth, ...]
    terms: AdoptionTerms

    @property
    def runs(self) -> tuple[AdoptionRun, ...]:
        """The runs of good months, in order of time."""
        return adoption_runs(self.months)

    @property
    def longest(self) -> AdoptionRun | None:
        """The longest run, the first of equals; None where no month is good."""
        return max(self.runs, key=len, default=None)

    @property
    def completed(self) -> tuple[CalendarMonth, ...]:
        """The months that complete what is paid for, in order of time.

        Where a deal earns the incentive once, there is one at most.
        """
        needed = self.terms.months
        found = [
            run.months[place]
            for run in self.runs
            for place in range(needed - 1, len(run), needed)
        ]
        once = self.terms.repeats == Repeats.ONCE
        return tuple(found[:1] if once else found)

    @property
    def open_months(self) -> tuple[JudgedMonth, ...]:
        """The months without known usage that could complete a first run.

        None are left where a run is complete already, or where it would take more than
        that.
        """
        if self.completed:
            return ()
        hoped = [
            attrs.evolve(each, state=MonthState.GOOD)
            if each.state == MonthState.UNKNOWN
            else each
            for each in self.months
        ]
        long = {
            month
            for run in adoption_runs(hoped)
            if len(run) >= self.terms.months
            for month in run.months
        }
        return tuple(
            each
            for each in self.months
            if each.state == MonthState.UNKNOWN and each.month in long
        )

    @property
    def ended_by(self) -> str:
        """What ended the longest run, in words; empty while nothing did."""
        longest = self.longest
        if longest is None or longest.last.last >= self.deal_end:
            return ""
        after = longest.last.next()
        for each in self.months:
            if each.month == after:
                return _ending(each)
        return f"{after} is not given" if after.last < self.on else ""

    @property
    def deal_end(self) -> date:
        """The last day of the deal; the last that there is while none is known."""
        return self.deal.ends_on or date.max


def adoption_course(deal: Deal, *, terms: AdoptionTerms, on: date) -> AdoptionCourse:
    """Judge each month of a deal's usage; see `IncentivePolicy.adoption_course`.

    Rule: INC-01.
    """
    return AdoptionCourse(
        deal=deal,
        on=on,
        months=tuple(
            JudgedMonth(usage=usage, state=_state(usage, deal, terms, on))
            for usage in _in_order(deal)
        ),
        terms=terms,
    )


def _in_order(deal: Deal) -> Iterator[UsageMonth]:
    yield from sorted(deal.months, key=lambda usage: usage.month)


def _state(usage: UsageMonth, deal: Deal, terms: AdoptionTerms, on: date) -> MonthState:
    first, last = usage.month.first, usage.month.last
    ends_on = deal.ends_on or date.max
    if last < deal.starts_on or ends_on < first:
        return MonthState.OUTSIDE
    if on <= last:
        return MonthState.AHEAD
    if first < deal.starts_on or ends_on < last:
        return MonthState.PARTIAL
    if usage.active is None or not usage.licensed:
        return MonthState.UNKNOWN
    # Nothing is divided, so that 59.99 % never passes for 60 %.
    reached = HUNDRED * usage.active >= Fraction(terms.least_share) * usage.licensed
    return MonthState.GOOD if reached else MonthState.BELOW


def _ending(each: JudgedMonth) -> str:
    if each.state == MonthState.PARTIAL:
        return f"the contract ended inside {each.month}"
    return "" if each.state == MonthState.AHEAD else str(each)
