"""Working time asked for on the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from partner_success.calendars import WorkingDays
from partner_success.cli.times import duration_text, read_duration, read_instant
from partner_success.errors import InvalidValueError, UnknownNameError
from tests.unit.cli.conftest import Run

CALENDAR = "Mon-Fri 09:00-17:00; zone Europe/Berlin; off 2026-05-14"
FRIDAY = "2026-05-08 15:00 Europe/Berlin"


@pytest.mark.rule("SLA-05")
def test_elapsed_is_told(run: Run) -> None:
    """Two hours on Friday, a Monday, and an hour on Tuesday; in UTC as well."""
    for end in ("2026-05-12T10:00+02:00", "2026-05-12 08:00Z"):
        done = run("sla", "elapsed", FRIDAY, end, "--calendar", CALENDAR)
        assert (done.exit_code, done.stdout) == (0, "11h\n")
    back = run("sla", "elapsed", "2026-05-12T08:00Z", FRIDAY, "--calendar", CALENDAR)
    assert back.stdout == "-11h\n"


@pytest.mark.rule("SLA-03", "SLA-05")
@pytest.mark.parametrize(
    ("duration", "due"),
    [
        ("40h", "2026-05-18T15:00:00+02:00"),
        ("3 working days", "2026-05-13T15:00:00+02:00"),
        ("2h", "2026-05-08T17:00:00+02:00"),
        ("-1 wd", "2026-05-07T15:00:00+02:00"),
    ],
)
def test_a_deadline_is_told(run: Run, duration: str, due: str) -> None:
    """In the zone of the start, over the holiday on Thursday."""
    done = run("sla", "deadline", "--calendar", CALENDAR, "--", FRIDAY, duration)
    assert (done.exit_code, done.stdout) == (0, f"{due}\n")


def test_json_tells_all_of_it(run: Run) -> None:
    """What was asked, what was found, and on which databases it rests."""
    ask = ("--calendar", CALENDAR, "--json")
    found = json.loads(run("sla", "deadline", FRIDAY, "1h 30m", *ask).stdout)
    assert found.pop("tzdata")
    assert found == {
        "schema_version": 1,
        "calendar": CALENDAR,
        "start": "2026-05-08T15:00:00+02:00",
        "end": "2026-05-08T16:30:00+02:00",
        "working_microseconds": 5_400_000_000,
        "working_time": "1h 30m",
        "holidays": None,
    }
    again = json.loads(run("sla", "elapsed", FRIDAY, found["end"], *ask).stdout)
    assert again["working_microseconds"] == 5_400_000_000


@pytest.mark.rule("SLA-10")
def test_times_without_a_zone_are_refused(run: Run) -> None:
    """The message shows two ways to say it; the code is that of misuse."""
    done = run("sla", "elapsed", "2026-05-08 15:00", FRIDAY, "--calendar", CALENDAR)
    assert done.exit_code == 2
    assert "'2026-05-08 15:00' has no time zone" in done.stderr


def test_times_are_read() -> None:
    """With an offset, with Z, and with the name of a zone."""
    utc = datetime(2026, 5, 8, 13, tzinfo=UTC)
    for text in ("2026-05-08T13:00Z", "2026-05-08 13:00 UTC", FRIDAY):
        assert read_instant(text) == utc
    assert read_instant("2026-05-08T15:00+02:00").tzinfo == timezone(timedelta(hours=2))
    with pytest.raises(InvalidValueError, match="a time is written as"):
        read_instant("tomorrow")
    with pytest.raises(UnknownNameError, match="Europe/Berlin"):
        read_instant("2026-05-08 15:00 Europe/Berln")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("40h", timedelta(hours=40)),
        ("1h 30m", timedelta(hours=1.5)),
        ("1h30m5s", timedelta(hours=1.5, seconds=5)),
        ("90s", timedelta(seconds=90)),
        ("-90m", timedelta(minutes=-90)),
        ("1 working day", WorkingDays(1)),
        ("-3wd", WorkingDays(-3)),
    ],
)
def test_durations_are_read(text: str, length: timedelta | WorkingDays) -> None:
    """In hours, minutes and seconds, or in whole working days."""
    assert read_duration(text) == length


@pytest.mark.parametrize("text", ["", "-", "8", "3 days", "1.5h", "9" * 50 + "h", "x"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    """A number without a unit could be anything, and 'days' has two meanings."""
    with pytest.raises(InvalidValueError, match="a duration is written as"):
        read_duration(text)
    with pytest.raises(InvalidValueError, match="a duration is written as"):
        read_duration(text.rjust(200, "9"))


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(0), "0s"),
        (timedelta(days=2, seconds=61), "48h 1m 1s"),
        (timedelta(minutes=-90), "-1h 30m"),
        (timedelta(microseconds=-5), "-5us"),
    ],
)
def test_lengths_are_written(length: timedelta, text: str) -> None:
    """Without units of nothing, and with a sign in front."""
    assert duration_text(length) == text
