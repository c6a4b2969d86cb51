"""What the test of a killed service calls lost."""

from __future__ import annotations

from tests.support.busy_people import Done, Server, acknowledged, missing


def told(second: int) -> Done:
    """Give the acknowledgement of a command, which came at a second."""
    at = f"2026-11-02T09:00:{second:02}+00:00"
    event = {"id": "westfield#3", "at": at, "by": "ines"}
    return Done(what="command", told={"events": [event]})


def test_an_event_in_the_place_of_a_lost_one_does_not_hide_it() -> None:
    """Two events were acknowledged at one place in the log, and only one is there."""
    before, after = Server("", 1), Server("", 1)
    before.done += [told(1), told(2)]
    after.done.append(told(2))
    lost = missing(acknowledged(before), acknowledged(after))
    assert lost == [
        f"events: {frozenset({'westfield#3 at 2026-11-02T09:00:01+00:00 by ines'})}"
    ]
    assert missing(acknowledged(after), acknowledged(before)) == []
