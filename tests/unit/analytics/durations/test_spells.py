"""Stretches of time in one state, from a log of who entered which."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.analytics.durations import StateEvent, spells
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
)

MONDAY = datetime(2026, 5, 4, tzinfo=UTC)


def at(hour: float) -> datetime:
    """An hour after that Monday began."""
    return MONDAY + timedelta(hours=hour)


def event(case: str, state: str, hour: float) -> StateEvent:
    """A case that entered a state at an hour."""
    return StateEvent(case=case, state=state, at=at(hour))


def told(*events: StateEvent, **given: Any) -> list[tuple[str, str, float, bool]]:
    """The spells in short: case, state, hours, whether they ended."""
    return [
        (each.case, each.state, each.duration / timedelta(hours=1), each.ended)
        for each in spells(events, **given)
    ]


@pytest.mark.rule("ANL-05")
def test_a_state_lasts_until_the_next_and_the_last_until_the_log_ends() -> None:
    """The one that was not left is not ended."""
    found = told(event("a", "new", 1), event("a", "open", 3), until=at(10))
    assert found == [("a", "new", 2, True), ("a", "open", 7, False)]


@pytest.mark.rule("ANL-05")
def test_without_an_end_the_log_ends_with_its_last_event() -> None:
    """Whichever case that is of."""
    found = told(event("a", "new", 1), event("b", "new", 5))
    assert found == [("a", "new", 4, False), ("b", "new", 0, False)]


@pytest.mark.rule("ANL-05")
def test_what_is_later_than_the_end_has_not_happened_yet() -> None:
    """An event at the very end has."""
    events = [event("a", "new", 1), event("a", "open", 5), event("a", "shut", 9)]
    assert told(*events, until=at(4)) == [("a", "new", 3, False)]
    assert told(*events, until=at(5)) == [
        ("a", "new", 4, True),
        ("a", "open", 0, False),
    ]
    assert told(*events, until=at(0)) == []


def test_a_case_stays_in_a_state_that_is_told_again() -> None:
    """It is one spell, however often the log repeats it."""
    events = [event("a", "new", 1), event("a", "new", 2), event("a", "open", 4)]
    assert told(*events)[0] == ("a", "new", 3, True)


def test_a_final_state_has_no_spell_and_a_reopened_case_has_new_ones() -> None:
    """Nobody waits for a closed case."""
    events = [
        event("a", "open", 1),
        event("a", "closed", 3),
        event("a", "open", 7),
        event("a", "closed", 8),
    ]
    found = told(*events, until=at(20), final=["closed"])
    assert found == [("a", "open", 2, True), ("a", "open", 1, True)]


def test_events_are_put_in_order_and_equal_instants_stay_in_theirs() -> None:
    """Cases stay as they first appear."""
    events = [
        event("b", "late", 6),
        event("a", "new", 1),
        event("b", "new", 2),
        event("b", "open", 2),
    ]
    assert told(*events, until=at(8)) == [
        ("b", "new", 0, True),
        ("b", "open", 4, True),
        ("b", "late", 2, False),
        ("a", "new", 7, False),
    ]


def test_true_time_counts_where_the_clock_is_set() -> None:
    """In the night of the change three hours on the wall are two."""
    zone = ZoneInfo("Europe/Berlin")
    first = datetime(2026, 3, 29, 1, tzinfo=zone)
    events = [
        StateEvent(case="a", state="new", at=first),
        StateEvent(case="a", state="open", at=first.replace(hour=4)),
    ]
    assert spells(events)[0].duration == timedelta(hours=2)


def test_an_empty_log_has_no_spell() -> None:
    """With an end or without."""
    assert spells([]) == ()
    assert spells([], until=at(1)) == ()


def test_what_cannot_be_meant_is_refused() -> None:
    """A bare text of final states, a stranger, an end without a zone, a blank event."""
    with pytest.raises(InvalidUseError, match=r"write \['closed'\]"):
        spells([], final="closed")
    stranger: Any = ["new"]
    with pytest.raises(InvalidUseError, match="StateEvent"):
        spells(stranger)
    with pytest.raises(InvalidValueError, match="until needs a time zone"):
        spells([event("a", "new", 1)], until=datetime(2026, 5, 4))  # noqa: DTZ001
    with pytest.raises(InvalidDataError) as caught:
        StateEvent(case=" a", state="", at=MONDAY.replace(tzinfo=None))
    assert {each.path: each.code for each in caught.value.problems} == {
        "case": "space-around",
        "state": "blank",
        "at": "no-zone",
    }


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(
            event, st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(0, 30)
        ),
        max_size=15,
    ),
    st.sets(st.sampled_from("xyz"), max_size=2),
)
def test_spells_of_a_case_fill_its_time_but_for_final_states(
    events: list[StateEvent], final: set[str]
) -> None:
    """None overlap, the last is open, and leaving final states out loses no other."""
    end = at(40)
    every = spells(events, until=end)
    chosen = spells(events, until=end, final=final)
    assert chosen == tuple(each for each in every if each.state not in final)
    for case in {each.case for each in events}:
        own = [each for each in every if each.case == case]
        first = min(each.at for each in events if each.case == case)
        total = sum((each.duration for each in own), timedelta())
        assert total == end - first
        assert [each.ended for each in own] == [True] * (len(own) - 1) + [False]
        assert all(
            before.end == after.start and before.state != after.state
            for before, after in pairwise(own)
        )
