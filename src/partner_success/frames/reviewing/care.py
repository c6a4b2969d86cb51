"""What is owed to launched partners, by what was done for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from partner_success.calendars import WorkingCalendar
from partner_success.core.fiscal import FiscalYear
from partner_success.engagement import ActivityPeriod, Cadence, TouchpointKind
from partner_success.engagement.cadence.periods import Periods
from partner_success.engagement.cadence.touchpoints import touchpoints_of
from partner_success.frames.engine_steps import joined, small_table
from partner_success.frames.reviewing.customers import faulty
from partner_success.frames.reviewing.findings import MISSING, OUT_OF_RANGE
from partner_success.frames.triggers.grounds import choice, flag

if TYPE_CHECKING:
    from partner_success.frames.facts import Frame
    from partner_success.frames.reviewing.findings import Maker
    from partner_success.frames.triggers.reading import Table

__all__ = ["Care", "care_findings", "care_items"]

_OVERDUE, _DUE, _NOTHING = 0, 1, 2
_CALENDAR_YEAR: Final = FiscalYear(1)
_DAYS: Final = 4_000_000
"""More than the calendar has days, so that a number and a day make one whole number."""

_FAR: Final = 4_000_000


@attrs.frozen(kw_only=True, eq=False)
class Care:
    """What is owed to partners.

    Attributes:
        owed: By partner and role how much is overdue, from which day on, and due.
        faults: What is wrong with rows, by partner.
        roles: The roles.
    """

    owed: Table
    faults: Table
    roles: tuple[str, ...]


@attrs.frozen(kw_only=True)
class _Question:
    """What care is asked with."""

    cadence: Cadence
    calendar: WorkingCalendar
    first: date
    on: date

    @property
    def periods(self) -> Periods:
        """The division of time."""
        return Periods(week_begins=self.cadence.week_begins, fiscal_year=_CALENDAR_YEAR)

    @property
    def things(self) -> dict[str, str]:
        """What can be owed to a partner, each with its role."""
        found = {
            each.id: each.role
            for each in self.cadence.kinds
            if not each.enterprise_only
        }
        return found | {
            each.id: each.role
            for each in self.cadence.activities
            if each.touchpoint is None
        }


def care_items(  # noqa: PLR0913 - whom it concerns, and what decides
    launched: Table,
    done: Table,
    cadence: Cadence,
    calendar: WorkingCalendar,
    *,
    first: date,
    on: date,
) -> Care:
    """Tell how much of what is owed to partners is overdue and due.

    Args:
        launched: The partners, with the day of launch, counted; 0 before it.
        done: What was done.
        cadence: What is owed.
        calendar: The working days.
        first: The first day of a launch; those of earlier days are at fault.
        on: The day.
    """
    import narwhals as nw

    asked = _Question(cadence=cadence, calendar=calendar, first=first, on=on)
    day, launch = on.toordinal(), nw.col("launch")
    partners = launched.filter((launch > 0) & (launch <= day))
    latest, faults = _latest(done, asked)
    early = faulty(partners.filter(launch < first.toordinal()), OUT_OF_RANGE)
    known = partners.filter(launch >= first.toordinal())
    parts = [
        *_touchpoints(known, latest, asked),
        *_activities(known, latest, asked),
    ]
    items = nw.concat(parts)
    state = nw.col("state")
    beyond = faulty(items.filter(state < 0), OUT_OF_RANGE)
    by = nw.col("by")
    owed = (
        items.filter((state == _OVERDUE) | (state == _DUE))
        .with_columns(
            flag(state == _OVERDUE).alias("overdue"),
            flag(state == _DUE).alias("due"),
            nw.when(state == _OVERDUE)
            .then(by)
            .otherwise(nw.lit(_FAR, dtype=nw.Int64))
            .alias("since"),
        )
        .group_by("partner_id", "role")
        .agg(nw.col("overdue", "due").sum(), nw.col("since").min())
    )
    return Care(
        owed=owed,
        faults=nw.concat([faults, early, beyond]),
        roles=tuple(dict.fromkeys(asked.things.values())),
    )


def care_findings(care: Care, make: Maker) -> Iterator[Table]:
    """Tell by role what is overdue, and what is due.

    Args:
        care: What is owed.
        make: Makes the findings.
    """
    import narwhals as nw

    role = nw.col("role")
    about: dict[str, Any] = {
        "kind": "role",
        "subject": role,
        "roles": [(role == each, each) for each in care.roles],
    }
    overdue, due = nw.col("overdue"), nw.col("due")
    yield make(
        care.owed.filter(overdue > 0),
        "care-overdue",
        make.soon,
        since=nw.col("since"),
        gravity=overdue,
        amount=overdue,
        **about,
    )
    yield make(
        care.owed.filter(due > 0),
        "care-due",
        make.watch,
        gravity=due,
        amount=due,
        **about,
    )


def _latest(done: Table, asked: _Question) -> tuple[Table, Table]:
    """Give what was done latest by partner and activity, and what is wrong with rows.

    Of touchpoints it is the one with the highest number, whenever it was held.
    """
    import narwhals as nw

    on, name = nw.col("on"), nw.col("activity")
    number = nw.col("number").fill_null(0.0)
    cadence = asked.cadence
    activities = [e.id for e in cadence.activities if e.touchpoint is None]
    is_kind = name.is_in(list(cadence.kinds.ids)).fill_null(value=False)
    is_activity = name.is_in(activities).fill_null(value=False)
    lacking = (on == 0) | name.is_null() | (is_kind & (number == 0))
    strange = (number < 0) | (number > number.floor()) | (is_activity & (number > 0))
    known = is_kind | is_activity
    codes = [(lacking, MISSING), (strange, OUT_OF_RANGE), (known, 0)]
    told = done.filter(~nw.col("partner_id").is_null()).with_columns(
        choice(codes, OUT_OF_RANGE).alias("fault")
    )
    faults = told.filter(nw.col("fault") > 0).select("partner_id", "fault")
    latest = (
        told.filter((nw.col("fault") == 0) & (on <= asked.on.toordinal()))
        .with_columns((number.floor().cast(nw.Int64) * _DAYS + on).alias("key"))
        .group_by("partner_id", "activity")
        .agg(nw.col("key").max())
    )
    key = nw.col("key")
    return latest.select(
        nw.col("partner_id"),
        nw.col("activity").alias("thing"),
        (key // _DAYS).alias("held"),
        (key - key // _DAYS * _DAYS).alias("done_on"),
    ), faults


def _with_done(known: Table, thing: str, latest: Table) -> Table:
    """Give partners what was done for them last of one thing, 0 where nothing was."""
    import narwhals as nw

    own = latest.filter(nw.col("thing") == thing).drop("thing")
    return known.join(own, on="partner_id", how="left").with_columns(
        nw.col("held").fill_null(0).cast(nw.Int64),
        nw.col("done_on").fill_null(0).cast(nw.Int64),
    )


def _touchpoints(known: Table, latest: Table, asked: _Question) -> Iterator[Table]:
    import narwhals as nw

    for kind in asked.cadence.kinds:
        if kind.enterprise_only:
            continue
        table = _columns(["launch", "held", "state", "by"], _held(kind, asked))
        small = small_table(cast("Frame", known), table)
        frame = joined(
            cast("Frame", _with_done(known, kind.id, latest)), small, ["launch", "held"]
        )
        # What nobody can have held by then is not in the table.
        yield cast("Table", frame).select(
            nw.col("partner_id"),
            nw.lit(kind.role).alias("role"),
            nw.col("state").fill_null(-1).cast(nw.Int64),
            nw.col("by").fill_null(0).cast(nw.Int64),
        )


def _held(
    kind: TouchpointKind, asked: _Question
) -> Iterator[tuple[int, int, int, int]]:
    """Give by launch and the number held last how the touchpoints of a kind stand."""
    week = asked.periods.number(ActivityPeriod.WEEK, asked.on)
    until = asked.periods.numbered(ActivityPeriod.WEEK, week).last
    for launch in range(asked.first.toordinal(), asked.on.toordinal() + 1):
        points = touchpoints_of(kind, date.fromordinal(launch), until, asked.calendar)
        last = max(chain((0,), *((each.number, *each.also) for each in points)))
        place = 0
        for held in range(last + 2):
            while place < len(points) and points[place].number <= held:
                place += 1
            if place == len(points):
                yield launch, held, _NOTHING, 0
            else:
                missed = points[place].on < asked.on
                by = points[place].on.toordinal()
                yield launch, held, _OVERDUE if missed else _DUE, by


def _activities(known: Table, latest: Table, asked: _Question) -> Iterator[Table]:
    import narwhals as nw

    periods = asked.periods
    for each in asked.cadence.activities:
        if each.touchpoint is not None:
            continue
        kind = each.period
        now = periods.number(kind, asked.on)
        frame = cast("Frame", _with_done(known, each.id, latest))
        for names, rows in (
            (["launch", "begins"], _first_periods(kind, asked)),
            (["done_on", "follows"], _next_periods(kind, asked)),
        ):
            small = small_table(cast("Frame", known), _columns(names, rows))
            frame = joined(frame, small, [names[0]])
        begins = nw.col("begins")
        follows = nw.col("follows").fill_null(0)
        owed = nw.when(follows > begins).then(follows).otherwise(begins)
        counted = cast("Table", frame).with_columns(owed.cast(nw.Int64).alias("owed"))
        ends = _columns(["owed", "by"], _ends(kind, asked))
        small = small_table(cast("Frame", known), ends)
        table = cast("Table", joined(cast("Frame", counted), small, ["owed"]))
        owes = nw.col("owed")
        # A period that is to come is owed by nobody, whether or not one was done.
        states = [(owes < now, _OVERDUE), (owes == now, _DUE)]
        yield table.select(
            nw.col("partner_id"),
            nw.lit(each.role).alias("role"),
            choice(states, _NOTHING).alias("state"),
            nw.col("by").fill_null(0).cast(nw.Int64),
        )


def _days(asked: _Question) -> range:
    return range(asked.first.toordinal(), asked.on.toordinal() + 1)


def _first_periods(kind: ActivityPeriod, asked: _Question) -> Iterator[tuple[int, int]]:
    for day in _days(asked):
        yield day, asked.periods.first_whole(kind, date.fromordinal(day))


def _next_periods(kind: ActivityPeriod, asked: _Question) -> Iterator[tuple[int, int]]:
    for day in _days(asked):
        yield day, asked.periods.number(kind, date.fromordinal(day)) + 1


def _ends(kind: ActivityPeriod, asked: _Question) -> Iterator[tuple[int, int]]:
    first = asked.periods.number(kind, asked.first)
    for number in range(first, asked.periods.number(kind, asked.on) + 1):
        yield number, asked.periods.numbered(kind, number).last.toordinal()


def _columns(
    names: Sequence[str], rows: Iterator[tuple[int, ...]]
) -> dict[str, list[int]]:
    columns = list(zip(*rows, strict=True))
    return {name: list(cells) for name, cells in zip(names, columns, strict=True)}
