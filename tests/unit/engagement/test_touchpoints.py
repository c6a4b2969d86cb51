"""Touchpoints after a launch: when they are planned, and where they move."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.engagement import Cadence, CadenceSpan, TouchpointKind
from partner_success.engagement.cadence import Activity, ActivityPeriod
from partner_success.errors import (
    InvalidModelError,
    InvalidUseError,
    InvalidValueError,
    NoSuchTimeError,
)
from tests.unit.engagement.offices import ALWAYS, OFFICE, closed


def days(
    rules: ps.Rulebook, kind: str, launch: date, until: date, **given: Any
) -> list[str]:
    """Give the days of one kind, with no day off unless a calendar is given."""
    found = rules.cadence.touchpoints(launch, until, **{"calendar": ALWAYS, **given})
    return [str(each.on)[2:] for each in found if each.kind == kind]


@pytest.mark.rule("CAD-01")
def test_check_ins_grow_rarer(rules: ps.Rulebook) -> None:
    """They come weekly, from month 2 on every other week, from month 4 on monthly."""
    found = days(rules, "check_in", date(2026, 5, 15), date(2026, 11, 30))
    assert found == [
        *("26-05-22", "26-05-29", "26-06-05", "26-06-12"),  # the first month
        *("26-06-19", "26-07-03", "26-07-17", "26-07-31", "26-08-14"),
        *("26-08-28", "26-09-28", "26-10-28", "26-11-28"),
    ]


@pytest.mark.rule("CAD-01")
@pytest.mark.parametrize(
    ("launch", "last_of_month_1", "first_of_month_4"),
    [
        # Month 1 ends on 28 February, and the fourth week is over on 1 March.
        (date(2026, 2, 1), date(2026, 2, 22), date(2026, 5, 10)),
        (date(2028, 2, 1), date(2028, 2, 29), date(2028, 5, 2)),
        (date(2026, 1, 31), date(2026, 2, 21), date(2026, 5, 9)),
        (date(2028, 2, 29), date(2028, 3, 28), date(2028, 5, 30)),
        (date(2026, 11, 30), date(2026, 12, 28), date(2027, 3, 1)),
    ],
)
def test_months_are_calendar_months_from_the_launch(
    rules: ps.Rulebook, launch: date, last_of_month_1: date, first_of_month_4: date
) -> None:
    """Each check-in comes after the interval of the month in which the last one lay."""
    found = rules.cadence.touchpoints(
        launch, launch + timedelta(days=200), calendar=ALWAYS
    )
    on = [each.on for each in found if each.kind == "check_in"]
    gaps = {before: (after - before).days for before, after in pairwise(on)}
    weekly = [day for day, gap in gaps.items() if gap == 7]
    fortnightly = [day for day, gap in gaps.items() if gap == 14]
    assert weekly[-1] == last_of_month_1
    assert fortnightly[-1] + timedelta(days=14) == first_of_month_4
    assert weekly + fortnightly == on[: len(weekly) + len(fortnightly)]


@pytest.mark.rule("CAD-02")
def test_reviews_never_drift_from_the_end_of_the_month(rules: ps.Rulebook) -> None:
    """A launch on the 31st has its reviews on the last days of shorter months."""
    launch, until = date(2027, 8, 31), date(2028, 8, 31)
    assert days(rules, "business_review", launch, until) == [
        *("27-11-30", "28-02-29", "28-05-31", "28-08-31")
    ]
    assert days(rules, "executive_review", launch, until, enterprise=True) == [
        *("27-09-30", "27-10-31", "27-11-30", "27-12-31", "28-01-31", "28-02-29"),
        *("28-03-31", "28-04-30", "28-05-31", "28-06-30", "28-07-31", "28-08-31"),
    ]


@pytest.mark.rule("CAD-02")
def test_only_enterprise_customers_have_executive_reviews(rules: ps.Rulebook) -> None:
    """Everybody else has check-ins and business reviews, and nothing more."""
    launch, until = date(2026, 5, 15), date(2027, 5, 31)
    usual = rules.cadence.touchpoints(launch, until, calendar=OFFICE)
    more = rules.cadence.touchpoints(launch, until, calendar=OFFICE, enterprise=True)
    assert {each.kind for each in usual} == {"check_in", "business_review"}
    assert tuple(each for each in more if each.kind != "executive_review") == usual
    assert len(more) == len(usual) + 12


@pytest.mark.rule("CAD-04")
def test_days_off_move_touchpoints_and_leave_the_plan(rules: ps.Rulebook) -> None:
    """One on a Saturday takes place on Monday; the next is planned as if it had not."""
    found = rules.cadence.touchpoints(
        date(2026, 4, 25), date(2026, 5, 11), calendar=OFFICE
    )
    assert [(each.number, each.planned_on, each.on) for each in found] == [
        (1, date(2026, 5, 2), date(2026, 5, 4)),
        (2, date(2026, 5, 9), date(2026, 5, 11)),
    ]
    assert [each.moved.days for each in found] == [2, 2]
    assert {(each.role, each.name) for each in found} == {("TAM", "Check-in")}


@pytest.mark.rule("CAD-04")
def test_one_stands_for_all_that_come_to_a_day(rules: ps.Rulebook) -> None:
    """After three weeks off there is one check-in, and the plan goes on after it."""
    calendar = closed(date(2026, 5, 4), 21)
    found = rules.cadence.touchpoints(
        date(2026, 4, 27), date(2026, 6, 3), calendar=calendar
    )
    assert [(each.number, each.on, each.also) for each in found] == [
        (1, date(2026, 5, 25), (2, 3, 4)),
        (5, date(2026, 6, 1), ()),
    ]
    assert found[0].moved == timedelta(days=21)


@pytest.mark.rule("CAD-04")
def test_what_moves_past_the_last_day_is_left_out(rules: ps.Rulebook) -> None:
    """It comes with a later last day, and nothing before it changes."""
    launch = date(2026, 4, 25)
    for until, count in ((date(2026, 5, 3), 0), (date(2026, 5, 4), 1)):
        found = rules.cadence.touchpoints(launch, until, calendar=OFFICE)
        assert len(found) == count


@pytest.mark.rule("CAD-04")
def test_dates_end_with_the_year_9999(rules: ps.Rulebook) -> None:
    """Near the last day that Python knows, touchpoints simply end."""
    launch = date(9999, 9, 25)
    found = rules.cadence.touchpoints(
        launch, date.max, calendar=OFFICE, enterprise=True
    )
    assert max(each.on for each in found) == date(9999, 12, 27)
    last = date(9999, 12, 30)
    assert rules.cadence.touchpoints(last, date.max, calendar=OFFICE) == ()


@pytest.mark.rule("CAD-04")
def test_half_a_century_can_be_planned_and_no_more(rules: ps.Rulebook) -> None:
    """A year mistyped is told as such, and does not fill the memory."""
    launch = date(2024, 2, 29)
    found = rules.cadence.touchpoints(launch, date(2074, 2, 28), calendar=ALWAYS)
    assert found[-1].on == date(2074, 2, 28)
    with pytest.raises(InvalidValueError, match=r"50 years at most.*2074-02-28"):
        rules.cadence.touchpoints(launch, date(2074, 3, 1), calendar=ALWAYS)


@pytest.mark.rule("CAD-04")
@pytest.mark.parametrize(
    ("given", "error", "said"),
    [
        ({"launch": "2026-05-04"}, InvalidValueError, "launch needs a datetime.date"),
        (
            {"launch": datetime(2026, 5, 4, tzinfo=UTC)},
            InvalidValueError,
            "not the instant",
        ),
        ({"until": None}, InvalidValueError, "until needs"),
        ({"until": date(2026, 5, 3)}, InvalidValueError, "are the two swapped"),
        ({"calendar": "Mon-Fri"}, InvalidUseError, "calendar is a WorkingCalendar"),
        ({"enterprise": "no"}, InvalidUseError, "by True or False"),
    ],
)
def test_a_wrong_question_says_what_is_wrong(
    rules: ps.Rulebook, given: dict[str, Any], error: type[Exception], said: str
) -> None:
    """Days that are none, swapped or text are refused before anything is planned."""
    right = {"launch": date(2026, 5, 4), "until": date(2026, 8, 4), "calendar": OFFICE}
    with pytest.raises(error, match=said):
        rules.cadence.touchpoints(**(right | given))


@pytest.mark.rule("CAD-04")
def test_a_calendar_that_never_opens_is_told(rules: ps.Rulebook) -> None:
    """Instead of no touchpoints at all, the calendar is called to account."""
    never = ps.WorkingCalendar.parse("Mon-Sun closed; zone UTC")
    launch = date(2026, 5, 4)
    assert rules.cadence.touchpoints(launch, date(2028, 5, 4), calendar=never) == ()
    with pytest.raises(NoSuchTimeError, match="no working day within 1098 days"):
        rules.cadence.touchpoints(launch, date(2030, 5, 4), calendar=never)


def kind(*spans: CadenceSpan, id_: str = "call") -> TouchpointKind:
    """Give a kind of touchpoint."""
    return TouchpointKind(id=id_, name="Call", role="CSM", spans=spans)


def cadence(*kinds: TouchpointKind, **given: Any) -> Cadence:
    """Give a cadence."""
    fields: dict[str, Any] = {"id": "ours", "name": "Ours", "week_begins": 1}
    return Cadence(kinds=Catalogue(kinds), **(fields | given))


@pytest.mark.rule("CAD-01")
def test_an_interval_can_jump_over_a_span() -> None:
    """What follows is counted from the first touchpoint of the span it lands in."""
    ours = cadence(
        kind(
            CadenceSpan(from_month=1, every_months=3),
            CadenceSpan(from_month=2, every_weeks=1),
            CadenceSpan(from_month=4, every_weeks=6),
        )
    )
    found = ours.touchpoints(date(2026, 1, 1), date(2026, 6, 30), calendar=ALWAYS)
    assert [str(each.on) for each in found] == [
        *("2026-04-01", "2026-05-13", "2026-06-24")
    ]


@pytest.mark.rule("CAD-01")
def test_a_span_beyond_all_dates_never_begins() -> None:
    """It is no fault, for it only lies too far ahead."""
    far = CadenceSpan(from_month=120_000, every_weeks=1)
    ours = cadence(kind(CadenceSpan(from_month=1, every_months=6), far))
    found = ours.touchpoints(date(2026, 1, 1), date(2027, 1, 1), calendar=ALWAYS)
    assert len(found) == 2


@pytest.mark.rule("CAD-01", "CAD-03")
def test_faults_of_a_cadence_are_named_all_at_once() -> None:
    """Intervals, months, ids and references are each told by their path."""
    weekly = CadenceSpan(from_month=1, every_weeks=1)
    broken = {
        "kinds": Catalogue(
            [
                kind(weekly, CadenceSpan(from_month=1, every_weeks=2), id_="a"),
                kind(CadenceSpan(from_month=2), id_="b"),
                kind(CadenceSpan(from_month=1, every_weeks=1, every_months=0), id_="c"),
                kind(id_="d e"),
            ]
        ),
        "activities": Catalogue(
            [
                Activity(id="a", name="A", period=ActivityPeriod.WEEK, role="CSM"),
                Activity(
                    id="f",
                    name="F",
                    period=ActivityPeriod.WEEK,
                    role="CSM",
                    touchpoint="x",
                ),
            ]
        ),
        "week_begins": 8,
    }
    with pytest.raises(InvalidModelError) as caught:
        attrs.evolve(cadence(kind(weekly)), **broken)
    assert {(each.path, each.code) for each in caught.value.problems} == {
        ("kinds[0].spans[1].from_month", "not-ascending"),
        ("kinds[1].spans[0]", "one-interval"),
        ("kinds[1].spans[0].from_month", "out-of-range"),
        ("kinds[2].spans[0]", "one-interval"),
        ("kinds[2].spans[0].every_months", "out-of-range"),
        ("kinds[3].id", "bad-id"),
        ("kinds[3].spans", "empty"),
        ("activities[0].id", "duplicate-id"),
        ("activities[1].touchpoint", "unknown"),
        ("week_begins", "out-of-range"),
    }
    with pytest.raises(InvalidModelError, match="at least one kind"):
        cadence()
