"""Every change of a ticket in order."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest

from partner_success.sla import (
    CalendarChanged,
    Cancelled,
    Clock,
    Paused,
    Reopened,
    Replied,
    Resolved,
    Responded,
    Resumed,
    SeverityChanged,
)
from tests.unit.sla.tickets import (
    NIGHTS,
    OFFICE,
    after,
    on,
    opened,
    policy,
    step,
    target,
)

ALL = policy(
    target(1, 2, 4, 8), target(1, 2, 4, 8), target(4, 8, 24, 48), steps=[step(50)]
)
FIRST = policy(target(1, 2, 4, 8), steps=[step(50), step(100)])


def waiting(at: str) -> Paused:
    """Pause a ticket."""
    return Paused(at=on(at), reason="waiting on partner")


def lines(clock: Clock, until: str | None = None) -> list[str]:
    """Write a timeline without its days."""
    found = clock.timeline(until=None if until is None else on(until))
    return [
        str(entry).removeprefix("2026-05-").replace("+02:00", "") for entry in found
    ]


@pytest.mark.rule("SLA-07", "SLA-09")
def test_a_ticket_from_beginning_to_end() -> None:
    """Events come first, then what they do; shares and misses stand where they fall."""
    clock = after(
        opened(ALL),
        waiting("4 11:00"),
        Resumed(at=on("4 12:00")),
        Responded(at=on("4 16:00")),
        Replied(at=on("4 16:30")),
        Resolved(at=on("4 17:00")),
        Reopened(at=on("4 18:00")),
    )
    assert lines(clock, "4 19:00") == [
        "04 10:00 opened",
        "04 10:00 first response started",
        "04 10:00 resolution started",
        "04 11:00 paused",
        "04 11:00 first response paused",
        "04 11:00 resolution paused",
        "04 12:00 resumed",
        "04 12:00 first response resumed",
        "04 12:00 resolution resumed",
        "04 13:00 50 % of first response: Tier by Phone",
        "04 15:00 first response breached",
        "04 16:00 responded",
        "04 16:00 first response ended late",
        "04 16:30 replied",
        "04 16:30 next response started",
        "04 17:00 resolved",
        "04 17:00 next response met",
        "04 17:00 resolution met",
        "04 18:00 reopened",
        "04 18:00 resolution resumed",
    ]


@pytest.mark.rule("SLA-07")
def test_it_goes_up_to_an_instant() -> None:
    """Without an instant it ends with the newest event; with one, that is included."""
    clock = after(opened(FIRST), Responded(at=on("4 13:00")))
    assert lines(clock, "4 11:59") == [
        "04 10:00 opened",
        "04 10:00 first response started",
    ]
    assert (
        lines(clock, "4 12:00")[-1] == "04 12:00 50 % of first response: Tier by Phone"
    )
    assert lines(clock)[-1] == "04 13:00 first response met"
    assert lines(opened(FIRST)) == lines(clock, "4 11:00")


@pytest.mark.rule("SLA-07")
@pytest.mark.parametrize(
    ("limit", "entries"),
    [
        ("within", ["04 14:00 responded", "04 14:00 first response met"]),
        (
            "below",
            [
                "04 14:00 first response breached",
                "04 14:00 responded",
                "04 14:00 first response ended late",
            ],
        ),
    ],
)
def test_an_answer_at_the_due_instant(limit: Any, entries: list[str]) -> None:
    """'Within' is met there, 'below' is missed before the answer."""
    terms = policy(target(1, 2, 4, 8, limit=limit))
    clock = after(opened(terms), Responded(at=on("4 14:00")))
    assert lines(clock, "9 10:00")[2:] == entries


@pytest.mark.rule("SLA-07")
def test_a_miss_while_nothing_counts() -> None:
    """What is all used when a pause begins is missed during the pause."""
    clock = after(opened(FIRST), waiting("4 14:00"), Resumed(at=on("4 15:00")))
    assert lines(clock)[4:] == [
        "04 14:00 paused",
        "04 14:00 first response paused",
        "04 14:00 first response breached",
        "04 15:00 resumed",
        "04 15:00 first response resumed",
    ]


@pytest.mark.rule("SLA-07", "SLA-09")
def test_what_falls_on_one_instant() -> None:
    """A miss comes after the calls of the same instant, whichever target is first."""
    terms = policy(target(1, 1, 2, 2), resolution=target(2, 2, 4, 4), steps=[step(50)])
    assert lines(opened(terms), "4 13:00")[4:] == [
        "04 12:00 50 % of resolution: Tier by Phone",
        "04 12:00 first response breached",
    ]


@pytest.mark.rule("SLA-08", "SLA-09")
def test_a_severity_change_that_uses_up_a_target() -> None:
    """Shares are reached at the change, and again when a longer target came between."""
    clock = after(
        opened(FIRST, "low"),
        SeverityChanged(at=on("4 13:00"), severity="high"),
        SeverityChanged(at=on("4 13:30"), severity="low"),
    )
    assert lines(clock, "4 14:00")[2:] == [
        "04 13:00 severity changed",
        "04 13:00 50 % of first response: Tier by Phone",
        "04 13:00 100 % of first response: Tier by Phone",
        "04 13:00 first response breached",
        "04 13:30 severity changed",
        "04 14:00 50 % of first response: Tier by Phone",
    ]
    (entry,) = [
        e for e in clock.timeline() if e.escalation and e.escalation.step.share == 50
    ]
    assert entry.escalation is not None
    assert entry.escalation.at == on("4 11:00")
    assert (entry.change, entry.target, entry.event) == (
        "escalated",
        "first_response",
        None,
    )


@pytest.mark.rule("SLA-08")
def test_a_severity_change_that_starts_anew() -> None:
    """Under 'from change' the target starts at the change."""
    terms = policy(target(1, 2, 4, 8), change="from change")
    clock = opened(terms, "low")
    clock = after(clock, SeverityChanged(at=on("4 13:00"), severity="critical"))
    assert lines(clock, "4 15:00")[2:] == [
        "04 13:00 severity changed",
        "04 13:00 first response started",
        "04 14:00 first response breached",
    ]


@pytest.mark.rule("SLA-06", "SLA-07")
def test_what_starts_while_paused() -> None:
    """An answer awaited during a pause starts paused; a cancelled ticket is told so."""
    terms = policy(following=target(1, 2, 4, 8))
    clock = after(
        opened(terms),
        Responded(at=on("4 11:00")),
        waiting("4 12:00"),
        Replied(at=on("4 13:00")),
        CalendarChanged(at=on("4 14:00"), calendar=NIGHTS),
        Cancelled(at=on("4 15:00")),
    )
    assert lines(clock, "9 10:00") == [
        "04 10:00 opened",
        "04 11:00 responded",
        "04 12:00 paused",
        "04 13:00 replied",
        "04 13:00 next response started",
        "04 13:00 next response paused",
        "04 14:00 calendar changed",
        "04 15:00 cancelled",
        "04 15:00 next response cancelled",
    ]


def test_entries_carry_the_zone_of_the_opening() -> None:
    """Events from elsewhere are told in the zone of the first."""
    clock = after(opened(FIRST), Responded(at=on("4 11:00").astimezone(UTC)))
    assert {entry.at.utcoffset() for entry in clock.timeline()} == {
        on("4 10:00").utcoffset()
    }
    assert clock.calendar == OFFICE
