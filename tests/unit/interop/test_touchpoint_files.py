"""Touchpoints as iCalendar, read back by other parsers than the one that writes."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.engagement import Touchpoint
from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
    MissingExtraError,
    UnknownNameError,
)
from partner_success.interop import MeetingTime, touchpoint_uid, touchpoints_ics

AT = datetime(2026, 4, 20, 11, 30, 5, 250, tzinfo=ZoneInfo("Europe/Berlin"))
OFFICE = ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
LAUNCH = date(2026, 4, 25)
ZONES = (
    *("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"),
    "Africa/Casablanca",  # sets its clock back for a month only
)

some = settings(max_examples=min(30, settings().max_examples))

pytestmark = pytest.mark.filterwarnings("error")


def planned(rules: ps.Rulebook, until: date, launch: date = LAUNCH) -> Any:
    """Give the touchpoints of a partner."""
    return rules.cadence.touchpoints(launch, until, calendar=OFFICE)


def point(number: int = 1, **changes: Any) -> Touchpoint:
    """Give one touchpoint."""
    day = date(2026, 5, 4)
    made = Touchpoint(
        kind="check_in",
        name="Check-in",
        role="TAM",
        number=number,
        planned_on=day,
        on=day,
    )
    return attrs.evolve(made, **changes)


def written(points: Any, **changes: Any) -> bytes:
    """Write a file."""
    return touchpoints_ics(points, **({"partner_id": "acme", "at": AT} | changes))


def entries(file: bytes) -> list[Any]:
    """Read a file with another parser, which knows nothing of ours."""
    vobject = pytest.importorskip("vobject", reason="needs the group 'test'")
    return list(vobject.readOne(file.decode("utf-8")).vevent_list)


@pytest.fixture(autouse=True)
def _icalendar() -> None:
    pytest.importorskip("icalendar", reason="needs the extra 'icalendar'")


@pytest.mark.rule("CAD-04")
def test_another_parser_reads_what_was_written(rules: ps.Rulebook) -> None:
    """Every touchpoint is there once, on its day, known by its own id."""
    points = planned(rules, date(2026, 12, 31))
    found = entries(written(points, partner_name="Acme, Inc."))
    assert [each.dtstart.value for each in found] == [each.on for each in points]
    assert [each.summary.value for each in found] == [
        f"{each.name} {each.number}: Acme, Inc." for each in points
    ]
    assert [each.uid.value for each in found] == [
        touchpoint_uid("acme", each.kind, each.number) for each in points
    ]
    assert {each.dtstamp.value for each in found} == {AT.replace(microsecond=0)}
    assert {each.status.value for each in found} == {"CONFIRMED"}
    assert {each.transp.value for each in found} == {"TRANSPARENT"}
    assert found[0].description.value == (
        "Planned on 2026-05-02, moved to the next working day."
    )


@pytest.mark.rule("CAD-04")
def test_a_moved_touchpoint_keeps_its_id() -> None:
    """A program that reads the later file finds the same entry, in a later version."""
    [first] = entries(written([point()]))
    later = AT + timedelta(minutes=1)
    [second] = entries(written([point(on=date(2026, 5, 5), also=(2, 3))], at=later))
    assert first.uid.value == second.uid.value
    assert int(second.sequence.value) == int(first.sequence.value) + 1
    assert second.dtstart.value == date(2026, 5, 5)
    assert second.description.value.endswith("Stands for number 2, 3 too.")
    assert not hasattr(first, "description")


@pytest.mark.rule("CAD-04")
def test_ids_are_those_of_partner_kind_number_and_issuer() -> None:
    """No two of them are alike, whatever the parts contain."""
    ids = {
        touchpoint_uid("acme", "check_in", 1),
        touchpoint_uid("acme", "check_in", 11),
        touchpoint_uid("acme", "business_review", 1),
        touchpoint_uid('acme", "check_in', "x", 1),
        touchpoint_uid("acme", "check_in", 1, issuer="example.com"),
    }
    assert len(ids) == 5
    # Written down: it has to be the same in every later version.
    assert touchpoint_uid("acme", "check_in", 1) == (
        "9da1b563-338a-5a9a-87ab-175aab12de69"
    )


@pytest.mark.rule("CAD-04")
def test_what_is_no_longer_there_is_cancelled(rules: ps.Rulebook) -> None:
    """A launch that was put off takes the touchpoints beyond the last day back."""
    before = planned(rules, date(2026, 6, 30))
    now = planned(rules, date(2026, 6, 30), date(2026, 5, 16))
    found = entries(written(now, before=before))
    status = {each.uid.value: each.status.value for each in found}
    gone = {each.number for each in before} - {each.number for each in now}
    assert gone
    for each in before:
        expected = "CANCELLED" if each.number in gone else "CONFIRMED"
        assert status[touchpoint_uid("acme", "check_in", each.number)] == expected
    assert len(found) == len(before)


@pytest.mark.rule("CAD-04")
@pytest.mark.parametrize("zone", [*ZONES, "UTC"])
def test_meetings_keep_their_time_on_the_clock(rules: ps.Rulebook, zone: str) -> None:
    """Ten in the morning stays ten, before and after the clocks are set."""
    from dateutil.tz import tzical

    points = planned(rules, date(2027, 6, 1))
    meeting = MeetingTime(begins=time(10), lasts=timedelta(minutes=45), zone=zone)
    file = written(points, meeting=meeting)
    found = entries(file)
    there = ZoneInfo(zone)
    for each, at in zip(points, found, strict=True):
        expected = datetime.combine(each.on, time(10), there)
        assert at.dtstart.value.astimezone(UTC) == expected.astimezone(UTC)
        assert at.duration.value == timedelta(minutes=45)
        assert not hasattr(at, "transp")
    if zone != "UTC":
        # The zone as the file itself defines it, for a program that knows none.
        clock = tzical(StringIO(file.decode())).get(zone)
        for each in points:
            wall = datetime.combine(each.on, time(10))
            assert wall.replace(tzinfo=clock).utcoffset() == (
                wall.replace(tzinfo=there).utcoffset()
            )


@pytest.mark.rule("CAD-04")
@pytest.mark.parametrize("day", [date.min, date.max])
def test_zones_reach_as_far_as_dates_do(day: date) -> None:
    """Meetings on the first and the last day of all can be written."""
    meeting = MeetingTime(begins=time(12), lasts=timedelta(hours=1), zone="Etc/GMT-2")
    file = written([point(on=day, planned_on=day)], meeting=meeting)
    [start] = [line for line in file.splitlines() if line.startswith(b"DTSTART;")]
    assert start.endswith(f"{day:%m%d}T120000".encode())


NASTY = st.text(
    st.one_of(
        st.sampled_from("\r\n\t\v\f\x00\x1b\x85\u2028\u2029,;:\\\"N'n\ud800 "),
        st.characters(),
    ),
    min_size=1,
    max_size=120,
).filter(lambda text: bool(text.strip()))


@pytest.mark.rule("CAD-04")
@some
@given(NASTY, NASTY)
def test_no_name_can_add_a_line(name: str, kind_name: str) -> None:
    """Whatever a partner is called, the file has one entry with that title."""
    file = written([point(name=kind_name)], partner_name=name, calendar_name=name)
    lines = file.decode("utf-8").split("\r\n")
    assert all(len(line.encode("utf-8")) <= 75 for line in lines)
    assert not any(set(line) & set("\r\n\v\f\x85\u2028\u2029") for line in lines)
    unfolded = file.decode("utf-8").replace("\r\n ", "").split("\r\n")
    names = [line.partition(":")[0] for line in unfolded if line]
    assert sorted(names) == sorted(
        [
            *("BEGIN", "PRODID", "VERSION", "CALSCALE", "METHOD", "X-WR-CALNAME"),
            *("BEGIN", "SUMMARY", "DTSTART;VALUE=DATE", "DTSTAMP", "UID"),
            *("SEQUENCE", "STATUS", "TRANSP", "END", "END"),
        ]
    )


@pytest.mark.rule("CAD-04")
@pytest.mark.parametrize(
    ("name", "read"),
    [
        ('Acme, Inc.; "A": 1', 'Acme, Inc.; "A": 1'),
        ("C:\\New\\n", "C:\\New\\n"),
        ("Acme\r\nBEGIN:VEVENT", "Acme\nBEGIN:VEVENT"),
        ("Acme\rEND:VCALENDAR\u2028X", "Acme\nEND:VCALENDAR\nX"),
        ("Acme\x00\x1b[2J", "Acme  [2J"),
        ("Müller & Söhne 株式会社 " * 9, ("Müller & Söhne 株式会社 " * 9)),
    ],
)
def test_names_are_read_as_they_were_written(name: str, read: str) -> None:
    """Signs with a meaning in the file come back as signs of the name."""
    [found] = entries(written([point()], partner_name=name))
    assert found.summary.value == f"Check-in 1: {read}"


@pytest.mark.rule("CAD-04")
@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        ({"points": []}, InvalidValueError, "no touchpoint to write"),
        ({"points": [point(), point()]}, InvalidValueError, "stands twice in touch"),
        ({"before": [point(), point()]}, InvalidValueError, "stands twice in before"),
        ({"points": ["check_in"]}, InvalidUseError, "are Touchpoint records"),
        ({"meeting": time(10)}, InvalidUseError, "meeting is a MeetingTime"),
        ({"partner_id": ""}, InvalidValueError, "partner_name is a text"),
        ({"partner_id": "", "partner_name": "A"}, InvalidValueError, "partner_id is"),
        ({"partner_name": " "}, InvalidValueError, "partner_name is a text"),
        ({"calendar_name": 3}, InvalidValueError, "calendar_name is a text"),
        ({"at": datetime(2026, 4, 20)}, InvalidValueError, "at needs a time zone"),  # noqa: DTZ001
        ({"at": datetime(1969, 1, 1, tzinfo=UTC)}, InvalidValueError, "from 1970"),
        ({"at": datetime(6054, 1, 1, tzinfo=UTC)}, InvalidValueError, "to 6052"),
    ],
)
def test_wrong_input_says_what_is_wrong(
    changes: dict[str, Any], error: type[Exception], said: str
) -> None:
    """Nothing is written where something is not what it is called."""
    fields = {"points": [point()]} | changes
    with pytest.raises(error, match=said):
        written(**fields)


@pytest.mark.rule("CAD-04")
@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("begins", "10:00", InvalidValueError),
        ("begins", time(10, tzinfo=UTC), InvalidValueError),
        ("lasts", 45, InvalidValueError),
        ("lasts", timedelta(), InvalidValueError),
        ("lasts", timedelta(days=1, seconds=1), InvalidValueError),
        ("zone", "Berlin", UnknownNameError),
    ],
)
def test_a_meeting_has_a_time_a_length_and_a_zone(
    field: str, value: object, error: type[Exception]
) -> None:
    """Each of them is checked when it is made."""
    right: dict[str, Any] = {
        "begins": time(10),
        "lasts": timedelta(days=1),
        "zone": "Europe/Berlin",
    }
    assert MeetingTime(**right).lasts == timedelta(days=1)
    with pytest.raises(error):
        MeetingTime(**(right | {field: value}))


def test_without_the_library_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Writing needs icalendar, and what is missing says how to get it."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=r"partner-success\[icalendar\]"):
        written([point()])
