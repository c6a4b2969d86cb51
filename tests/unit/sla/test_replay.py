"""Everything that happened to a ticket, taken in at once."""

from __future__ import annotations

from typing import Any

import pytest

from partner_success.errors import InvalidValueError
from partner_success.sla import (
    Event,
    Opened,
    Paused,
    Replied,
    Resolved,
    Responded,
    Resumed,
)
from tests.unit.sla.tickets import ALL, OFFICE, after, on, opened, policy, target

START = Opened(at=on("4 10:00"), severity="medium")
ANSWER = Responded(at=on("4 12:00"))
REPLY = Replied(at=on("4 13:00"))
DONE = Resolved(at=on("4 14:00"))


@pytest.mark.rule("SLA-06")
def test_events_in_order_give_the_clock() -> None:
    """Replaying gives the clock that applying one by one gives."""
    found = ALL.replay([START, ANSWER, REPLY, DONE], calendar=OFFICE)
    assert found.clock == after(opened(), ANSWER, REPLY, DONE)
    assert (found.refused, found.moved, found.left_out) == ((), (), 0)
    assert found.is_clean


@pytest.mark.rule("SLA-06")
def test_what_cannot_follow_is_listed_and_left_out() -> None:
    """Refused events change nothing; each is told with its place and every reason."""
    events: list[Event] = [
        ANSWER,
        START,
        REPLY,
        ANSWER,
        Resumed(at=on("4 12:30")),
        DONE,
    ]
    found = ALL.replay(events, calendar=OFFICE)
    assert found.clock == after(opened(), REPLY, DONE)
    assert [
        (each.place, each.event, [reason.code for reason in each.reasons])
        for each in found.refused
    ] == [
        (0, ANSWER, ["not-opened"]),
        (3, ANSWER, ["out-of-order"]),
        (4, events[4], ["out-of-order", "not-paused"]),
    ]
    assert not found.is_clean


@pytest.mark.rule("SLA-06")
def test_it_can_stop_at_the_first_refusal() -> None:
    """What was not tried any more is counted."""
    found = ALL.replay([START, REPLY, ANSWER, DONE, DONE], calendar=OFFICE, stop=True)
    assert found.clock == after(opened(), REPLY)
    assert ([each.place for each in found.refused], found.left_out) == ([2], 2)
    clean = ALL.replay([START, DONE], calendar=OFFICE, stop=True)
    assert (clean.is_clean, clean.left_out) == (True, 0)


@pytest.mark.rule("SLA-06")
def test_they_are_put_in_order_on_request() -> None:
    """Those that were given after a later one are moved, and named."""
    found = ALL.replay([ANSWER, START, DONE, REPLY], calendar=OFFICE, reorder=True)
    assert found.clock == after(opened(), ANSWER, REPLY, DONE)
    assert (found.refused, found.moved) == ((), (1, 3))
    assert not found.is_clean
    sorted_ = ALL.replay([START, ANSWER], calendar=OFFICE, reorder=True)
    assert sorted_.is_clean


@pytest.mark.rule("SLA-06")
def test_events_of_one_instant_keep_their_order() -> None:
    """Sorting never swaps two events of the same instant."""
    at = on("4 11:00")
    events: list[Event] = [
        DONE,
        START,
        Paused(at=at, reason="x"),
        Resumed(at=at),
        Paused(at=at, reason="y"),
    ]
    found = ALL.replay(events, calendar=OFFICE, reorder=True)
    assert found.clock is not None
    assert found.clock.events == (START, *events[2:], DONE)
    assert found.moved == (1, 2, 3, 4)


@pytest.mark.rule("SLA-06")
def test_refusals_name_the_place_as_given() -> None:
    """After sorting too, places are those of what was given."""
    twice = Opened(at=on("4 11:00"), severity="low")
    found = ALL.replay([DONE, twice, START], calendar=OFFICE, reorder=True)
    assert [(each.place, each.event) for each in found.refused] == [(1, twice)]


@pytest.mark.rule("SLA-06")
def test_without_an_opening_there_is_no_clock() -> None:
    """Nothing, or nothing that opens, gives no clock."""
    assert ALL.replay([]).clock is None
    found = ALL.replay([ANSWER])
    assert found.clock is None
    (reason,) = found.refused[0].reasons
    assert str(reason) == "responded: the ticket was not opened yet"


def test_replaying_checks_what_it_is_given() -> None:
    """What is no event, or a calendar that is needed and missing, is misuse."""
    event: Any = "resolved"
    with pytest.raises(InvalidValueError, match="an event is one of"):
        ALL.replay([START, event])
    days = policy(target(1, 1, 1, 1, unit="business days"))
    with pytest.raises(InvalidValueError, match="needs a calendar"):
        days.replay([START])
