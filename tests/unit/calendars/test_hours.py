"""Hours of a day: read, checked, joined, written."""

from __future__ import annotations

from typing import Any

import pytest

from partner_success.calendars import OpenHours
from partner_success.calendars.hours import as_day_hours, day_hours_text
from partner_success.errors import InvalidValueError

pytestmark = pytest.mark.rule("SLA-04")


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("09:00-17:30", 32_400, 63_000),
        ("00:00-24:00", 0, 86_400),
        ("00:00-00:00", 0, 86_400),
        ("22:00-06:00", 79_200, 108_000),
        ("09:00-09:00", 32_400, 118_800),
        ("23:59:59-00:00:01", 86_399, 86_401),
        (" 09:00 - 17:00 ", 32_400, 61_200),
    ],
)
def test_hours_are_read(text: str, opens: int, closes: int) -> None:
    """An end at or before its start lies on the next day."""
    found = OpenHours.parse(text)
    assert (found.opens, found.closes) == (opens, closes)
    assert OpenHours.parse(str(found)) == found
    assert found.is_night is (closes > 86_400)


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "09:00", "09:00-", "-17:00", "9:00-17:00", "09:00-25:00"),
        *("24:00-06:00", "24:01-06:00", "09:60-17:00", "09:00:61-17:00"),
        *("09:00-17:00-18:00", "٠٩:٠٠-١٧:٠٠", "09.00-17.00"),
    ],
)
def test_what_is_no_hours_is_refused(text: str) -> None:
    """The message shows what was found and how hours are written."""
    with pytest.raises(InvalidValueError, match="hours are written as 09:00-17:30"):
        OpenHours.parse(text)


@pytest.mark.parametrize(
    ("opens", "closes"), [(-1, 5), (86_400, 86_401), (5, 5), (6, 5), (5, 86_406)]
)
def test_hours_lie_inside_a_day(opens: int, closes: int) -> None:
    """They begin on the day, end after they begin, and last a day at most."""
    with pytest.raises(InvalidValueError, match="hours open between"):
        OpenHours(opens, closes)


@pytest.mark.parametrize(("opens", "closes"), [(0.0, 5), (True, 5), (0, "5")])
def test_hours_are_whole_seconds(opens: Any, closes: Any) -> None:
    """A float, a truth value and text are no number of seconds."""
    with pytest.raises(InvalidValueError, match="whole number of seconds"):
        OpenHours(opens, closes)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("09:00-17:00", "09:00-17:00"),
        ("13:00-17:00 09:00-12:00", "09:00-12:00 13:00-17:00"),
        ("09:00-12:00 12:00-17:00", "09:00-17:00"),
        ("20:00-24:00 00:00-04:00", "00:00-04:00 20:00-24:00"),
        ("00:00-12:00 12:00-12:00", "00:00-12:00 12:00-12:00"),
        ("closed", "closed"),
        ("Closed", "closed"),
        ([], "closed"),
        ([OpenHours(0, 60)], "00:00-00:01"),
    ],
)
def test_hours_of_a_day_are_put_in_order(given: Any, written: str) -> None:
    """Those that touch are one, as long as one can say it."""
    found = as_day_hours(given)
    assert day_hours_text(found) == written
    assert as_day_hours(written) == found


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("09:00-12:00 11:00-13:00", "overlap"),
        ("22:00-06:00 23:00-24:00", "overlap"),
        ("", "or is closed"),
        ("09:00-12:00 " * 100, "at most 1,000 characters"),
        (["09:00-12:00"], "are OpenHours or text"),
    ],
)
def test_hours_that_cannot_be_meant_are_refused(given: Any, message: str) -> None:
    """Overlaps, nothing at all, text without end, and what is no hours."""
    with pytest.raises(InvalidValueError, match=message):
        as_day_hours(given)
