"""The course of a ticket: as stretches and marks, and as a picture."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

import partner_success as ps
from partner_success.display import clock_timeline
from partner_success.display.courses import courses, ticks
from partner_success.errors import InvalidValueError, MissingExtraError
from partner_success.sla import (
    Cancelled,
    Clock,
    Event,
    Paused,
    Reopened,
    Replied,
    Resolved,
    Responded,
    Resumed,
    SeverityChanged,
)
from tests.unit.display.hiding import hide
from tests.unit.display.test_pictures import drawn, words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00", zone="Europe/Berlin")
MONDAY = datetime(2026, 5, 4, 10, tzinfo=BERLIN)
HOUR = timedelta(hours=1)


def after(hours: float) -> datetime:
    """Give the instant so many hours after the opening."""
    return MONDAY + hours * HOUR


def opened(severity: str, *events: Event) -> Clock:
    """Give a clock of the enterprise policy to which some things happened."""
    clock = ps.standard().sla["enterprise_support"].open(severity=severity, at=MONDAY)
    for event in events:
        step = clock.apply(event)
        assert not step.refused, step.reasons
        clock = step.clock
    return clock


@pytest.mark.rule("SLA-07", "SLA-09")
def test_a_course_is_what_each_target_was_in_between() -> None:
    """Running, paused, late; and nothing once it is answered or resolved."""
    clock = opened(
        "high",
        Paused(at=after(1), reason="waiting on partner"),
        Responded(at=after(2.5)),
        Resumed(at=after(5)),
        Resolved(at=after(13)),
        Reopened(at=after(14)),
    )
    response, resolution = courses(clock, after(15))
    assert response.stretches == (
        (after(0), after(2), "running"),
        (after(2), after(2.5), "late"),
    )
    assert [text for _, text in response.marks] == ["50 %", "75 %", "90 %", "100 %"]
    assert [at for at, _ in response.marks] == [
        after(hours) for hours in (1, 1.5, 1.8, 2)
    ]
    assert resolution.stretches == (
        (after(0), after(1), "running"),
        (after(1), after(5), "paused"),
        (after(5), after(12), "running"),
        (after(12), after(13), "late"),
        (after(14), after(15), "late"),
    )
    assert (response.verdict, resolution.verdict) == ("breached", "breached")
    assert resolution.due == after(12)


@pytest.mark.rule("SLA-08")
def test_a_target_can_come_back_in_time() -> None:
    """A lower severity gives more time, counted from the opening."""
    clock = opened("critical", SeverityChanged(at=after(5), severity="low"))
    _, resolution = courses(clock, after(6))
    assert resolution.stretches == (
        (after(0), after(4), "running"),
        (after(4), after(5), "late"),
        (after(5), after(6), "running"),
    )


def test_a_picture_says_in_words_what_it_shows() -> None:
    """Targets, verdicts, events by number, and what the colours mean."""
    clock = opened(
        "high",
        Paused(at=after(1), reason="waiting on partner"),
        Responded(at=after(2.5)),
        Resumed(at=after(5)),
        Resolved(at=after(13)),
    )
    found = words(drawn(clock_timeline(clock)))
    for text in (
        "Enterprise support, high, resolved at 2026-05-04 23:00+02:00",
        *("first response", "resolution", "breached", "running", "paused", "late"),
        *("due", "50 %", "10:00", "12:00"),
        "1  2026-05-04 10:00+02:00  opened",
        "5  2026-05-04 23:00+02:00  resolved",
    ):
        assert text in found


def test_a_picture_ends_where_it_is_told_or_where_something_is_due() -> None:
    """Without a word it shows until the latest due instant."""
    clock = opened("high")
    whole = words(drawn(clock_timeline(clock)))
    assert "Enterprise support, high, open at 2026-05-04 18:00+02:00" in whole
    early = words(drawn(clock_timeline(clock, until=after(1).astimezone(UTC))))
    assert "Enterprise support, high, open at 2026-05-04 09:00+00:00" in early
    assert "10:30" in early
    assert not {"due", "late"} & set(early.split())
    start = words(drawn(clock_timeline(clock, until=MONDAY, title="<b>x</b>")))
    assert "<b>x</b>" in start
    with pytest.raises(InvalidValueError, match="lies before the opening"):
        clock_timeline(clock, until=after(-1))


def test_what_was_never_due_is_drawn() -> None:
    """A ticket that was cancelled in time, and one in working time."""
    cancelled = words(drawn(clock_timeline(opened("low", Cancelled(at=after(1))))))
    assert "cancelled" in cancelled
    assert "due" not in cancelled.split()
    policy = ps.standard().sla["partner_support"]
    clock = policy.open(severity="low", at=MONDAY, calendar=HOURS)
    found = words(drawn(clock_timeline(clock)))
    assert "5 May" in found
    assert "resolution" not in found


def test_a_long_list_of_events_is_cut() -> None:
    """After twenty the picture says how many more there are."""
    answers = [
        event
        for place in range(1, 13)
        for event in (Responded(at=after(place)), Replied(at=after(place)))
    ]
    found = words(drawn(clock_timeline(opened("low", *answers))))
    assert "and 5 more" in found
    listed = [number for number in range(1, 30) if f" {number}  2026" in found]
    assert listed == [*range(1, 21)]


def test_texts_of_the_axis_do_not_cover_one_another() -> None:
    """Where days stand close, some go without their text."""
    found = words(drawn(clock_timeline(opened("low"), until=after(24 * 190))))
    texts = [text for _, text in ticks(MONDAY, after(24 * 190))]
    assert 0 < sum(text in found for text in texts) < len(texts)


@pytest.mark.parametrize(
    ("length", "texts"),
    [
        (timedelta(0), ["10:00"]),
        (timedelta(minutes=5), ["10:00", "10:01", "10:02", "10:03", "10:04", "10:05"]),
        (timedelta(hours=8), ["10:00", "12:00", "14:00", "16:00", "18:00"]),
        (timedelta(days=3), ["12:00", "5 May", "12:00", "6 May"]),
        (timedelta(days=6), ["5 May", "6 May", "7 May", "8 May", "9 May", "10 May"]),
        (timedelta(days=150), ["1 Jun 2026", "29 Jun 2026"]),
    ],
)
def test_ticks_are_round_in_the_zone_of_the_start(
    length: timedelta, texts: list[str]
) -> None:
    """Minutes, hours, days or weeks, whatever leaves at most eight of them."""
    found = [text for _, text in ticks(MONDAY, MONDAY + length)]
    assert found[: len(texts)] == texts
    assert len(found) <= 8


def test_without_matplotlib_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever draws learns what to install."""
    hide(monkeypatch, "matplotlib")
    draw: Callable[[Clock], Figure] = clock_timeline
    with pytest.raises(MissingExtraError, match="plots"):
        draw(opened("high"))
