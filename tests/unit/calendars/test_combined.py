"""Calendars that are made of calendars."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from partner_success.calendars import (
    Calendar,
    CombinedCalendar,
    WorkingCalendar,
    WorkingDays,
    parse_calendar,
)
from partner_success.calendars.index import clip, union
from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
    NoSuchTimeError,
    UnknownNameError,
)

pytestmark = pytest.mark.rule("SLA-04")

HOUR = timedelta(hours=1)
WEEK = "Mon-Fri 09:00-17:00"
berlin = WorkingCalendar.parse(WEEK, zone="Europe/Berlin", holidays="DE-BE")
new_york = WorkingCalendar.parse(WEEK, zone="America/New_York")
sydney = WorkingCalendar.parse(WEEK, zone="Australia/Sydney")
MONDAY, TUESDAY = (datetime(2026, 5, day, tzinfo=UTC) for day in (4, 5))


def test_a_team_in_three_zones_follows_the_sun() -> None:
    """Berlin and New York share two hours, Sydney stands alone."""
    team = berlin | new_york | sydney
    spans = team.intervals(MONDAY, TUESDAY)
    assert [(span.start.hour, span.end.hour) for span in spans] == [(0, 21), (23, 0)]
    # Sydney 09-17 is 23-07 UTC, Berlin 07-15, New York 13-21.
    assert team.elapsed(MONDAY, TUESDAY) == 22 * HOUR
    assert isinstance(team, CombinedCalendar)
    assert team.parts == (berlin, new_york, sydney)


def test_a_customers_hours_within_ours() -> None:
    """Both are there from three to five in Berlin."""
    shared = berlin & new_york
    (span,) = shared.intervals(MONDAY, TUESDAY)
    assert (span.start.hour, span.end.hour) == (13, 15)
    assert shared.deadline(MONDAY, 3 * HOUR) == datetime(2026, 5, 5, 14, tzinfo=UTC)


def test_maintenance_is_taken_out() -> None:
    """What is taken away can be a single night, or a lunch break."""
    window = WorkingCalendar.parse(
        "Mon-Sun closed; zone Europe/Berlin; 2026-05-04 10:00-11:00"
    )
    rest = berlin - window
    assert rest.elapsed(MONDAY, TUESDAY) == 7 * HOUR
    lunch = WorkingCalendar.parse("Mon-Sun 12:00-13:00", zone="Europe/Berlin")
    both = berlin - window - lunch
    assert both.elapsed(MONDAY, TUESDAY) == 6 * HOUR
    assert cast(CombinedCalendar, both).parts == (berlin, window, lunch)
    assert (berlin - (window - lunch)).elapsed(MONDAY, TUESDAY) == 7 * HOUR


def test_combinations_are_written() -> None:
    """Each part stands in brackets, the declared day at the end."""
    lunch = WorkingCalendar.parse("Mon-Sun 12:00-13:00", zone="UTC")
    plain = WorkingCalendar.parse(WEEK, zone="UTC")
    assert str(plain - lunch) == (
        "(Mon-Fri 09:00-17:00; zone UTC) - (Mon-Sun 12:00-13:00; zone UTC)"
    )
    day = CombinedCalendar(
        kind="union", parts=(plain, lunch), declared_day=timedelta(hours=7.5)
    )
    assert str(day).endswith("; working day 7:30")


def test_a_working_day_of_a_combination_is_declared() -> None:
    """A day of a team that follows the sun could be eight hours or twenty-four."""
    with pytest.raises(InvalidValueError, match="does not tell how long a working day"):
        (berlin | new_york).deadline(MONDAY, WorkingDays(1))
    team = CombinedCalendar(
        kind="union", parts=[berlin, new_york], declared_day=8 * HOUR
    )
    due = team.deadline(MONDAY, WorkingDays(1))
    assert due == datetime(2026, 5, 4, 15, tzinfo=UTC)
    # What is declared of a part would be lost if it were taken apart.
    assert (team | sydney).parts == (team, sydney)


def test_calendars_that_never_meet_say_so() -> None:
    """The search for common hours ends."""
    day = WorkingCalendar.parse("Mon 09:00-17:00", zone="UTC")
    night = WorkingCalendar.parse("Mon 17:00-09:00", zone="UTC")
    with pytest.raises(NoSuchTimeError, match="never opens"):
        (day & night).next_open(MONDAY)


def test_single_days_of_parts_are_found_however_far() -> None:
    """A combination knows until when its parts have exceptions."""
    far = WorkingCalendar.parse("Mon-Sun closed; zone UTC; 2120-01-01 09:00-10:00")
    never = WorkingCalendar.parse("Mon-Sun closed; zone UTC")
    assert (never | far).next_open(MONDAY).year == 2120


def test_a_combination_is_a_value() -> None:
    """Equal by its parts, and pickled with them."""
    team: Calendar = berlin | new_york
    again = pickle.loads(pickle.dumps(team))
    assert again == team
    assert hash(again) == hash(team)
    assert again.elapsed(MONDAY, TUESDAY) == team.elapsed(MONDAY, TUESDAY)
    assert team.provenance == berlin.provenance
    assert (new_york | sydney).provenance == new_york.provenance


@pytest.mark.parametrize(
    "combine", [lambda: berlin | "x", lambda: berlin & None, lambda: berlin - 5]
)
def test_only_calendars_are_combined(combine: Any) -> None:
    """Anything else is a slip that Python would word badly."""
    with pytest.raises(InvalidUseError, match="combined with another one"):
        combine()


@pytest.mark.parametrize(
    ("fields", "kind", "message"),
    [
        ({"kind": "sum"}, UnknownNameError, "no combination of calendars"),
        ({"parts": [berlin]}, InvalidValueError, "at least two parts"),
        ({"parts": [berlin, "x"]}, InvalidValueError, "a part is a calendar"),
        ({"declared_day": 8}, InvalidValueError, "declared in whole seconds"),
    ],
)
def test_combinations_that_cannot_be_meant_are_refused(
    fields: dict[str, Any], kind: type[Exception], message: str
) -> None:
    """Each refusal says what was found."""
    given: dict[str, Any] = {"kind": "union", "parts": [berlin, sydney], **fields}
    with pytest.raises(kind, match=message):
        CombinedCalendar(**given)


LUNCH = "Mon-Sun 12:00-13:00; zone UTC"
PLACE = "Mon-Fri 09:00-17:00; zone UTC"


@pytest.mark.parametrize(
    "text",
    [
        PLACE,
        f"({PLACE}) | ({LUNCH})",
        f"({PLACE}) & ({LUNCH}) & ({PLACE}; working day 7:00)",
        f"({PLACE}) - ({LUNCH}); working day 7:00",
        f"(({PLACE}) | ({LUNCH}); working day 7:00) | ({LUNCH})",
        f"({PLACE}) - (({LUNCH}) - ({PLACE}))",
    ],
)
def test_text_of_combinations_loses_nothing(text: str) -> None:
    """What is written is read as the same calendar, and written the same."""
    found = parse_calendar(text)
    assert str(found) == text
    assert parse_calendar(str(found)) == found


def test_needless_brackets_and_blanks_are_passed_over() -> None:
    """They are how people write, not what they mean."""
    assert parse_calendar(f" (( {PLACE} )) ") == parse_calendar(PLACE)
    assert parse_calendar(f"({PLACE})|({LUNCH})") == (
        parse_calendar(f"( {PLACE} )  |  ( {LUNCH} )")
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"({PLACE}", "a bracket is not closed"),
        (f"({PLACE}) + ({LUNCH})", "between brackets stands one of"),
        (f"({PLACE}) |", "between brackets stands one of"),
        (f"({PLACE}) ({LUNCH})", "between brackets stands one of"),
        (f"({PLACE}) | ({LUNCH}) & ({PLACE})", "one sign between its parts"),
        (f"({PLACE}); working day 8:00", "inside the brackets of one place"),
        (f"({PLACE}) | ({LUNCH}); working day 8", "written as 7:30"),
        (f"({PLACE}) | ({LUNCH}); zone UTC", "between brackets stands one of"),
        ("(" * 30 + PLACE + ")" * 30, "brackets at most 20 deep"),
        ("(" * 1_000_001, "at most 1,000,000 characters"),
        (None, "a calendar is text"),
        ("()", "needs the hours of its weekdays"),
    ],
)
def test_text_that_combines_nothing_is_refused(text: Any, message: str) -> None:
    """Each refusal says what was found."""
    with pytest.raises(InvalidValueError, match=message):
        parse_calendar(text)


def test_intervals_are_joined_and_cut() -> None:
    """Those that touch or lie inside one another become one; empty ones go."""
    assert union([(5, 9), (0, 4), (6, 7), (9, 10), (3, 3)]) == [(0, 4), (5, 10)]
    assert clip([(0, 4), (5, 10)], 2, 6) == [(2, 4), (5, 6)]
    assert clip([(0, 4), (5, 10)], 4, 5) == clip([(0, 4)], 2, 2) == []
