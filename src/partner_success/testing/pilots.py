"""Strategies for what happens in the pilot of a programme."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

from partner_success.core.extras import NeedsExtra
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.programme.pilot import PILOT_EVENT_KINDS, PilotEvent

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["pilot_events"]

_GUARD: Final = NeedsExtra(
    extra="testing", module="hypothesis", purpose="making up what happens in a pilot"
)


def pilot_events(*, kinds: Collection[str] | None = None) -> SearchStrategy[PilotEvent]:
    """Draw events of programmes of every kind, each by itself.

    They are sound as records, with instants in several zones, and do not follow from
    each other: for what stores and carries events, not for what replays them.

    Args:
        kinds: What their ``kind`` may be, such as ``{"seat_filled"}``; ``None`` for
            all.

    Raises:
        UnknownNameError: A kind that events do not have.
        InvalidValueError: No kind is named.
        MissingExtraError: hypothesis is not installed.

    Rule: PRG-02.
    """
    with _GUARD:
        from hypothesis import strategies as st

        from partner_success.testing.piloting import any_pilot_event
    for kind in kinds or ():
        if kind not in PILOT_EVENT_KINDS:
            raise UnknownNameError("kind of event", kind, PILOT_EVENT_KINDS)
    chosen: list[Any] = [
        PILOT_EVENT_KINDS[kind]
        for kind in PILOT_EVENT_KINDS
        if kinds is None or kind in kinds
    ]
    if not chosen:
        raise InvalidValueError("kinds is empty; name one kind of event at least")
    drawn: list[SearchStrategy[PilotEvent]] = [any_pilot_event(kind) for kind in chosen]
    return st.one_of(drawn)
