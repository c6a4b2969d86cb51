"""Strategies for what happens on journeys, and for how partners stand on them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

from partner_success.core.extras import NeedsExtra
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.gates import JourneyEvent, JourneyState
from partner_success.gates.events import EVENT_KINDS

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["journey_events", "journey_states"]

_GUARD: Final = NeedsExtra(
    extra="testing", module="hypothesis", purpose="making up events of journeys"
)


def journey_events(
    *, kinds: Collection[str] | None = None
) -> SearchStrategy[JourneyEvent]:
    """Draw events of every kind, each by itself.

    They are sound as records, with instants in several zones, and do not follow from
    each other: for what stores and carries events, not for what replays them.

    Args:
        kinds: What their ``kind`` may be, such as ``{"submitted"}``; ``None`` for all.

    Raises:
        UnknownNameError: A kind that events do not have.
        InvalidValueError: No kind is named.
        MissingExtraError: hypothesis is not installed.

    Examples:
        >>> from hypothesis import given, settings
        >>> from partner_success.interop import event_document, read_journey_events
        >>> @settings(max_examples=5, deadline=None)
        ... @given(journey_events(kinds={"submitted", "signed_off"}))
        ... def test_events_are_data(event):
        ...     assert read_journey_events([event_document(event)]) == (event,)
        >>> test_events_are_data()

    Rule: JRN-09.
    """
    with _GUARD:
        from hypothesis import strategies as st

        from partner_success.testing.happening import any_record
    for kind in kinds or ():
        if kind not in EVENT_KINDS:
            raise UnknownNameError("kind of event", kind, EVENT_KINDS)
    chosen: list[Any] = [
        EVENT_KINDS[kind] for kind in EVENT_KINDS if kinds is None or kind in kinds
    ]
    if not chosen:
        raise InvalidValueError("kinds is empty; name one kind of event at least")
    drawn: list[SearchStrategy[JourneyEvent]] = [any_record(kind) for kind in chosen]
    return st.one_of(drawn)


def journey_states() -> SearchStrategy[JourneyState]:
    """Draw states of partners, sound as records, of no journey in particular.

    They are for what stores and carries states; no log leads to them.

    Raises:
        MissingExtraError: hypothesis is not installed.

    Examples:
        >>> from hypothesis import given, settings
        >>> from partner_success.interop import (
        ...     journey_state_document, read_journey_state
        ... )
        >>> @settings(max_examples=5, deadline=None)
        ... @given(journey_states())
        ... def test_states_are_data(state):
        ...     assert read_journey_state(journey_state_document(state)) == state
        >>> test_states_are_data()

    Rule: JRN-09.
    """
    with _GUARD:
        from partner_success.testing.happening import any_record
    drawn: SearchStrategy[JourneyState] = any_record(JourneyState)
    return drawn
