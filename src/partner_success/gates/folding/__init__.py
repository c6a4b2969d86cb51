"""From events to the state that they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timezone
from typing import Any, Final

from partner_success.core.instants import microseconds
from partner_success.errors import InvalidUseError
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.events import JourneyEvent, JourneyStarted
from partner_success.gates.folding.beta import BETA_FOLDS
from partner_success.gates.folding.draft import Draft
from partner_success.gates.folding.gates import GATE_FOLDS
from partner_success.gates.folding.launch import LAUNCH_FOLDS
from partner_success.gates.folding.partner import PARTNER_FOLDS, opened
from partner_success.gates.state import JourneyState

__all__ = ["fold"]

_FOLDS: Final[dict[type[Any], Callable[[Draft, Any], None]]] = {
    **GATE_FOLDS,
    **BETA_FOLDS,
    **LAUNCH_FOLDS,
    **PARTNER_FOLDS,
}


def fold(
    journey: JourneyTerms, state: JourneyState | None, events: Iterable[JourneyEvent]
) -> JourneyState:
    """Give the state that events lead to.

    Args:
        journey: The journey that the partner is on.
        state: The state before them; ``None`` where the first of them begins the
            journey.
        events: What happened, in order.

    Raises:
        InvalidUseError: An event is of another partner or journey, is out of its place,
            lies before the one in front of it, or cannot follow; or there is none.
        UnknownNameError: An event names a stage or a hand-off that the journey lacks.

    Rule: JRN-09.
    """
    draft: Draft | None = None if state is None else Draft(journey, state)
    version = 0 if state is None else state.version
    last = None if state is None else state.at
    for event in events:
        version += 1
        if draft is None or last is None:
            draft = Draft(journey, opened(journey, _first(event, journey)))
        else:
            kind, at = type(event), event.at
            if (
                event.sequence != version
                or event.partner_id != draft.state.partner_id
                or kind is JourneyStarted
                or _is_before(at, last)
            ):
                raise _out_of_order(draft.state, event, version)
            try:
                _FOLDS[kind](draft, event)
            except KeyError as error:
                raise _unsaid(draft, event, error) from error
        last = event.at
    if draft is None:
        raise InvalidUseError(
            "a journey begins with the event that it was started, and no event was"
            " given; give the whole log, or the state before its first event"
        )
    draft.set("version", version)
    draft.set("at", last)
    return draft.frozen()


def _unsaid(draft: Draft, event: JourneyEvent, error: KeyError) -> InvalidUseError:
    # Where it is the stage that is lacking, this names the near misses.
    draft.journey.stages[getattr(event, "stage", draft.state.stage)]
    return InvalidUseError(
        f"event {event.id!r} ({event.kind}) names {error}, of which nothing has been"
        " said; the log lacks an event in front of it"
    )


def _first(event: JourneyEvent, journey: JourneyTerms) -> JourneyStarted:
    if not isinstance(event, JourneyStarted) or event.sequence != 1:
        raise InvalidUseError(
            f"a journey begins with 'journey_started' in the place 1, found"
            f" {event.kind!r} in the place {event.sequence}; give the whole log"
        )
    if event.journey_id != journey.id:
        raise InvalidUseError(
            f"the log is of the journey {event.journey_id!r}, and this is"
            f" {journey.id!r}; load the journey with which it was written"
        )
    return event


def _out_of_order(
    state: JourneyState, event: JourneyEvent, version: int
) -> InvalidUseError:
    if event.partner_id != state.partner_id:
        return InvalidUseError(
            f"event {event.id!r} is of the partner {event.partner_id!r}, and this is"
            f" the journey of {state.partner_id!r}; take each partner's log by itself"
        )
    if event.sequence != version:
        return InvalidUseError(
            f"event {event.id!r} has the place {event.sequence}, and {version} is next;"
            " give every event once, in order"
        )
    if type(event) is JourneyStarted:
        return InvalidUseError(
            f"event {event.id!r} begins a journey that has begun; a log begins once"
        )
    return InvalidUseError(
        f"event {event.id!r} lies before the one in front of it; a log is in the order"
        " of time"
    )


def _is_before(one: datetime, other: datetime) -> bool:
    # Clocks of one zone are compared by what they show, which is wrong where they are
    # put back; a fixed distance from UTC is quicker and never is.
    if type(one.tzinfo) is timezone and type(other.tzinfo) is timezone:
        return one < other
    return microseconds(one) < microseconds(other)
