"""The text of calendars: what is read, what is written, what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from partner_success.calendars import OpenHours, WorkingCalendar
from partner_success.errors import (
    InvalidValueError,
    PartnerSuccessError,
    UnknownNameError,
)

pytestmark = pytest.mark.rule("SLA-04")

NINE = (OpenHours.parse("09:00-17:00"),)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            "Mon-Fri 09:00-12:00 13:00-17:30; zone Europe/Berlin",
            "Mon-Fri 09:00-12:00 13:00-17:30; zone Europe/Berlin",
        ),
        (
            " zone UTC ;; mon 09:00-17:00;TUE 09:00-17:00 ; fri 10:00-14:00; ",
            "Mon-Tue 09:00-17:00; Fri 10:00-14:00; zone UTC",
        ),
        (
            "Mon,Wed-Thu 09:00-17:00; Tue,Fri 10:00-14:00; zone UTC",
            "Mon,Wed-Thu 09:00-17:00; Tue,Fri 10:00-14:00; zone UTC",
        ),
        ("Fri-Mon 22:00-06:00; zone UTC", "Mon,Fri-Sun 22:00-06:00; zone UTC"),
        ("Mon-Sun 00:00-24:00; zone UTC", "around the clock; zone UTC"),
        ("Around the clock", "around the clock; zone UTC"),
        ("Mon-Sun closed; zone UTC", "Mon-Sun closed; zone UTC"),
        ("Mon 09:00-17:00; Sat,Sun closed; zone UTC", "Mon 09:00-17:00; zone UTC"),
        (
            "Mon closed; zone UTC; off 2026-12-31,2026-12-24; holidays US-CA, DE",
            "Mon-Sun closed; zone UTC; holidays DE, US-CA; off 2026-12-24, 2026-12-31",
        ),
        (
            "Mon closed; zone UTC; 2026-05-15 closed; 2026-05-01 22:00-06:00",
            "Mon-Sun closed; zone UTC; 2026-05-01 22:00-06:00; 2026-05-15 closed",
        ),
        (
            "Mon 09:00-17:00; zone UTC; working day 07:30:15",
            "Mon 09:00-17:00; zone UTC; working day 7:30:15",
        ),
    ],
)
def test_text_is_read_and_written(text: str, written: str) -> None:
    """Whatever the order of its clauses, a calendar is written in one way."""
    found = WorkingCalendar.parse(text)
    assert str(found) == written
    assert WorkingCalendar.parse(written) == found


def test_arguments_complete_the_text() -> None:
    """The zone and days off can stand beside the text."""
    days_off = ["DE", date(2026, 12, 24)]
    found = WorkingCalendar.parse(
        "Mon 09:00-17:00; off 2026-12-31", zone="UTC", holidays=days_off
    )
    assert found.regions == ("DE",)
    assert found.holidays == {date(2026, 12, 24), date(2026, 12, 31)}
    assert found == WorkingCalendar.parse(str(found), zone="UTC")
    listed = WorkingCalendar.parse("Mon 09:00-17:00", zone="UTC", holidays="US, DE-BY")
    assert listed.regions == ("DE-BY", "US")


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("", InvalidValueError, "needs the hours of its weekdays"),
        ("zone UTC", InvalidValueError, "needs the hours of its weekdays"),
        ("Mon 09:00-17:00", InvalidValueError, "needs the time zone"),
        ("Mon 09:00-17:00; zone Mars", UnknownNameError, "no time zone"),
        ("Mon 09:00-17:00; zone Europe/Berln", UnknownNameError, "Europe/Berlin"),
        ("Mon 09:00-17:00; zone UTC; zone UTC", InvalidValueError, "zone stands twice"),
        ("Mon 1; zone UTC", InvalidValueError, "hours are written"),
        ("Mon; zone UTC", InvalidValueError, "or is closed"),
        ("Mond 09:00-17:00; zone UTC", UnknownNameError, "did you mean 'Mon'"),
        ("Mon,Mon 09:00-17:00; zone UTC", InvalidValueError, "names a weekday twice"),
        ("Mon 09:00-17:00; Mon closed; zone UTC", InvalidValueError, "hours twice"),
        ("Mon closed; off 24.12.2026; zone UTC", InvalidValueError, "written as 2026"),
        ("Mon closed; off 2026-02-30; zone UTC", InvalidValueError, "written as 2026"),
        ("Mon closed; 2026-02-30 closed; zone UTC", InvalidValueError, "written as"),
        (
            "Mon closed; 2026-02-01 closed; 2026-02-01 09:00-10:00; zone UTC",
            InvalidValueError,
            "2026-02-01 stands twice",
        ),
        ("Mon closed; holidays de; zone UTC", InvalidValueError, "'DE-BY' or 'US-CA'"),
        ("Mon closed; working day 8; zone UTC", InvalidValueError, "written as 7:30"),
        ("Mon closed; working day 0:00; zone UTC", InvalidValueError, "longer than"),
        ("Mon closed; working day 24:01; zone UTC", InvalidValueError, "24 hours"),
        (
            "Mon closed; working day 8:00; working day 7:00; zone UTC",
            InvalidValueError,
            "working day stands twice",
        ),
        ("Mon closed" + " " * 100_000, InvalidValueError, "at most 100,000"),
        (5, InvalidValueError, "a calendar is text"),
    ],
)
def test_what_cannot_be_read_is_refused(
    text: Any, kind: type[PartnerSuccessError], message: str
) -> None:
    """Each refusal says what was found and what would do."""
    with pytest.raises(kind, match=message):
        WorkingCalendar.parse(text)


def test_a_zone_that_contradicts_the_text_is_refused() -> None:
    """Two zones cannot both be meant; the same one twice can."""
    text = "Mon 09:00-17:00; zone UTC"
    assert WorkingCalendar.parse(text, zone="UTC").zone == "UTC"
    with pytest.raises(InvalidValueError, match="the text says zone UTC, the argument"):
        WorkingCalendar.parse(text, zone="Europe/Berlin")
    with pytest.raises(InvalidValueError, match="holidays are regions and days off"):
        WorkingCalendar.parse(text, holidays=5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "weekly",
    [
        "Mon-Fri 09:00-17:00",
        {"Mon-Fri": "09:00-17:00"},
        {"mon": NINE, "Tue,Wed-Fri": "09:00-17:00", "Sun": "closed"},
        [NINE] * 5 + ["closed", []],
    ],
)
def test_a_week_is_given_in_several_forms(weekly: Any) -> None:
    """Text, a mapping by weekday, and the seven days are the same week."""
    found = WorkingCalendar(zone="UTC", weekly=weekly)
    assert found.weekly == (NINE,) * 5 + ((), ())


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"weekly": [NINE] * 6}, "of 7 days"),
        ({"weekly": 5}, "the hours of a week are text"),
        ({"weekly": [5] * 7}, "are OpenHours or text"),
        ({"regions": 5}, "regions are texts such as"),
        ({"holidays": date(2026, 1, 1)}, "holidays are days such as"),
        ({"holidays": "DE"}, "countries belong in regions"),
        ({"exceptions": [date(2026, 1, 1)]}, "exceptions give the hours of single"),
        ({"exceptions": {date(2026, 1, 1): 5}}, "are OpenHours or text"),
        ({"weekly": {1: NINE}}, "a weekday is text"),
        ({"zone": None}, "given by its name"),
        ({"regions": ["Germany"]}, "those of a country"),
        ({"regions": [None]}, "those of a country"),
        ({"holidays": ["2026-01-01"]}, "a holiday needs a datetime.date"),
        ({"exceptions": {"2026-01-01": NINE}}, "exceptional day needs a datetime"),
        ({"declared_day": 8}, "declared in whole seconds"),
        ({"declared_day": timedelta(microseconds=1)}, "declared in whole seconds"),
        ({"declared_day": timedelta(0)}, "longer than nothing"),
        ({"declared_day": timedelta(days=1, seconds=1)}, "at most 24 hours"),
    ],
)
def test_fields_that_cannot_be_meant_are_refused(
    fields: dict[str, Any], message: str
) -> None:
    """A calendar built by hand is checked as one that was read."""
    given: dict[str, Any] = {"zone": "UTC", "weekly": "Mon closed", **fields}
    with pytest.raises(InvalidValueError, match=message):
        WorkingCalendar(**given)


@pytest.mark.parametrize("zone", ["", "../etc/passwd", "/etc/passwd", "x" * 500, "CE"])
def test_a_zone_is_one_of_the_database(zone: str) -> None:
    """Paths and long names are no way around it."""
    with pytest.raises(UnknownNameError, match="no time zone"):
        WorkingCalendar(zone=zone, weekly="Mon closed")
