"""How often somebody would have been called, by the old rules and by the new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs

from partner_success.analytics.past import PastReading
from partner_success.analytics.standings import Standing
from partner_success.core.instants import Period
from partner_success.core.quantities import rounded_text
from partner_success.core.series import Series
from partner_success.errors import InvalidDataError, Problem
from partner_success.partners import Account, Ticket, Usage
from partner_success.rulebook import Rulebook
from partner_success.scoring.scorecard import Scorecard
from partner_success.scoring.trends import TrendPolicy
from partner_success.scoring.triggers import TriggerFacts, TriggerPolicy, TriggerSource

_DAYS_A_WEEK = 7

Calls = list[tuple[date, str]]
"""Days on which somebody was called, and why."""


@attrs.frozen(kw_only=True)
class Watch:
    """What calls somebody: a score that enters a band, damped, and the triggers.

    Attributes:
        trend: How far an edge has to be passed before a band counts as entered.
        triggers: The triggers, and which bands call for a playbook.
    """

    trend: TrendPolicy
    triggers: TriggerPolicy

    @classmethod
    def of(cls, rules: Rulebook) -> Watch:
        """Give what a rulebook watches for."""
        return cls(trend=rules.trend, triggers=rules.triggers)


@attrs.frozen(kw_only=True)
class AlarmCount:
    """How often one cause called somebody.

    Attributes:
        cause: The id of the trigger, or of the band after ``"band "``.
        name: The name of the trigger or band, for people.
        old: How often by the old rules.
        new: How often by the new ones.
    """

    cause: str
    name: str
    old: int
    new: int


@attrs.frozen(kw_only=True)
class WeekOfAlarms:
    """How often somebody was called in a week that begins on a Monday.

    Attributes:
        monday: Its first day.
        old: How often by the old rules.
        new: How often by the new ones.
    """

    monday: date
    old: int
    new: int


@attrs.frozen(kw_only=True)
class Alarms:
    """How often somebody would have been called while the readings were taken.

    An alarm is a day on which a customer entered a band that calls for a playbook, or
    on which a trigger began to fire. What the first of all readings show is none, since
    nobody knows since when it was so, and neither is the band of a customer's first.

    Attributes:
        period: From the day after the first reading to the last day with one.
        causes: The alarms by cause, bands from the best down, then triggers.
        weeks: The alarms by week, the weeks without any included.

    Rule: RBK-04, TRG-06.
    """

    period: Period
    causes: tuple[AlarmCount, ...]
    weeks: tuple[WeekOfAlarms, ...]

    @property
    def old(self) -> int:
        """How often by the old rules."""
        return sum(each.old for each in self.causes)

    @property
    def new(self) -> int:
        """How often by the new rules."""
        return sum(each.new for each in self.causes)

    @property
    def summary(self) -> str:
        """How many alarms there were a week, in a sentence."""
        old, new = (self.text_a_week(count) for count in (self.old, self.new))
        return (
            f"alarms a week: {old} by the old rules and {new} by the new, from"
            f" {self.period.first} to {self.period.last}"
        )

    def as_data(self) -> dict[str, Any]:
        """Give the counts as plain data."""
        return {
            "first": str(self.period.first),
            "last": str(self.period.last),
            "causes": [
                {"cause": each.cause, "old": each.old, "new": each.new}
                for each in self.causes
            ],
            "weeks": [
                {"monday": str(each.monday), "old": each.old, "new": each.new}
                for each in self.weeks
            ],
            "old_a_week": float(self.a_week(self.old)),
            "new_a_week": float(self.a_week(self.new)),
        }

    def text_a_week(self, count: int) -> str:
        """Write how many of so many there were a week, to the hundredth."""
        return rounded_text(*self.a_week(count).as_integer_ratio(), 2)

    def a_week(self, count: int) -> Fraction:
        """Give how many of so many there were a week, without rounding."""
        return Fraction(count * _DAYS_A_WEEK, self.period.days)


def count_alarms(
    readings: Sequence[PastReading],
    cards: tuple[Scorecard, Scorecard],
    sides: tuple[Sequence[Standing], Sequence[Standing]],
    watches: tuple[Watch, Watch],
    facts: Mapping[str, TriggerFacts],
) -> Alarms | None:
    """Count the alarms of readings that were scored; None without two days of them.

    Args:
        readings: Readings by customer and day; those of customers that had left are
            passed over.
        cards: The old scorecard and the new one.
        sides: What each of them says of each reading.
        watches: What calls somebody by the old rules and by the new.
        facts: What the triggers look at, by customer.
    """
    days = [each.on for each in readings if each.on is not None]
    if not days or min(days) == max(days):
        return None
    period = Period(min(days) + timedelta(days=1), max(days))
    calls = [
        [
            *_entered_bands(readings, card, side, watch),
            *_fired_triggers(watch, facts, period),
        ]
        for card, side, watch in zip(cards, sides, watches, strict=True)
    ]
    return Alarms(
        period=period,
        causes=tuple(_by_cause(cards, watches, calls)),
        weeks=tuple(_by_week(period, calls)),
    )


def watched_facts(
    source: TriggerSource,
    accounts: Iterable[Account],
    *,
    usage: Iterable[Usage] = (),
    tickets: Iterable[Ticket] = (),
) -> tuple[dict[str, TriggerFacts], tuple[Problem, ...]]:
    """Gather what the triggers look at, customer by customer.

    Args:
        source: Which readings count.
        accounts: Readings of customers.
        usage: Their use.
        tickets: Their tickets.

    Returns:
        The facts by customer, and the problems of customers whose records contradict
        each other; these have no facts.
    """
    own: dict[str, tuple[list[Account], list[Usage], list[Ticket]]] = {}
    for account in accounts:
        own.setdefault(account.id, ([], [], []))[0].append(account)
    for use in usage:
        if use.account_id in own:
            own[use.account_id][1].append(use)
    for ticket in tickets:
        if ticket.account_id in own:
            own[ticket.account_id][2].append(ticket)
    found: dict[str, TriggerFacts] = {}
    problems: list[Problem] = []
    for id_, (readings, uses, asked) in own.items():
        try:
            found[id_] = source.facts_of(
                readings,
                usage=uses,
                tickets=asked,
                on=max(each.on for each in readings),
            )
        except InvalidDataError as error:
            problems += [problem.under(id_) for problem in error.problems]
    return found, tuple(problems)


def _entered_bands(
    readings: Sequence[PastReading],
    card: Scorecard,
    side: Sequence[Standing],
    watch: Watch,
) -> Iterator[tuple[date, str]]:
    if card.bands is None:
        return
    courses: dict[str, list[tuple[date, Fraction]]] = {}
    for reading, standing in zip(readings, side, strict=True):
        exact = standing.exact
        if reading.on is not None and not reading.left and exact is not None:
            courses.setdefault(reading.subject, []).append((reading.on, exact))
    calling = {each.id for each in watch.triggers.responses if each.playbooks}
    for course in courses.values():
        damped = watch.trend.damped(Series(course), card.bands)
        for before, now in pairwise(damped):
            if now.band != before.band and now.band.id in calling:
                yield now.on, f"band {now.band.id}"


def _fired_triggers(
    watch: Watch, facts: Mapping[str, TriggerFacts], period: Period
) -> Iterator[tuple[date, str]]:
    for known in facts.values():
        for start in watch.triggers.starts(known, period.first, period.last):
            yield start.on, start.trigger


def _by_cause(
    cards: tuple[Scorecard, Scorecard],
    watches: tuple[Watch, Watch],
    calls: Sequence[Calls],
) -> Iterator[AlarmCount]:
    names: dict[str, str] = {}
    for card, watch in zip(cards, watches, strict=True):
        for band in card.bands or ():
            response = watch.triggers.responses.get(band.id)
            if response is not None and response.playbooks:
                names.setdefault(f"band {band.id}", band.name)
    for watch in watches:
        names |= watch.triggers.names
    counts = [Counter(cause for _, cause in side) for side in calls]
    for cause, name in names.items():
        yield AlarmCount(
            cause=cause, name=name, old=counts[0][cause], new=counts[1][cause]
        )


def _by_week(period: Period, calls: Sequence[Calls]) -> Iterator[WeekOfAlarms]:
    counts = [Counter(_monday(day) for day, _ in side) for side in calls]
    monday = _monday(period.first)
    while monday <= period.last:
        yield WeekOfAlarms(monday=monday, old=counts[0][monday], new=counts[1][monday])
        monday += timedelta(days=_DAYS_A_WEEK)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
