"""What a log holds already, and what came between two of its versions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from partner_success.core.decision import Reason
from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.gates.deciding.rule import unmet
from partner_success.gates.events import JourneyEvent, Recorded

__all__ = ["conflict", "require_version", "unknown_events"]


def unknown_events(
    known: Sequence[JourneyEvent],
    events: Iterable[JourneyEvent],
    *,
    version: int,
    partner_id: str | None,
) -> list[JourneyEvent]:
    """Give the events that are new, each once, in the order in which they came.

    Args:
        known: The events that are known, the newest last.
        events: What is taken in.
        version: How many events there were, known or not.
        partner_id: Whose they are; ``None`` before the first of them.

    Raises:
        InvalidUseError: Something is no event, or differs from what is known in its
            place.

    Rule: JRN-09.
    """
    fresh: dict[int, JourneyEvent] = {}
    first = version - len(known) + 1
    for event in events:
        if not isinstance(event, Recorded):
            raise InvalidUseError(
                f"a log is made of events, found {shown(event)}; read documents with"
                " interop.read_journey_events"
            )
        place = event.sequence
        if place in fresh:
            _require_same(fresh[place], event)
        elif place > version or event.partner_id != partner_id:
            # What cannot follow is told apart where the events are taken in.
            fresh[place] = event
        elif place >= first:
            _require_same(known[place - first], event)
    return [*fresh.values()]


def _require_same(known: JourneyEvent, event: JourneyEvent) -> None:
    if known != event:
        raise InvalidUseError(
            f"event {event.id!r} differs from the one that is known in the place"
            f" {event.sequence}; a log never changes, so find out which is right"
        )


def conflict(
    version: int, known: Sequence[JourneyEvent], expected: int | None
) -> Iterator[Reason]:
    """Give what came between the version that a caller saw and the present one.

    Args:
        version: The present version.
        known: The events that are known, the newest last.
        expected: The version that the caller saw; ``None`` where they do not say.

    Raises:
        InvalidValueError: The version is no whole number from 0 up.

    Rule: JRN-09.
    """
    if expected is None:
        return
    require_version(expected)
    if expected == version:
        return
    message = f"version {expected} was expected, and this is version {version}"
    between = [each for each in known if each.sequence > expected]
    if expected > version:
        message = f"{message}, which is older; take in what happened since"
    else:
        message = (
            f"{message}; between them: {', '.join(_told(version, expected, between))}"
        )
    ids = tuple(each.id for each in between)
    yield unmet("conflict", message, "JRN-09", between=ids)


def _told(
    version: int, expected: int, between: Sequence[JourneyEvent]
) -> Iterator[str]:
    if lost := version - expected - len(between):
        events = "event that is" if lost == 1 else "events that are"
        yield f"{lost} {events} not known here"
    for each in between:
        yield f"{each.kind.replace('_', ' ')} by {each.by}"


def require_version(version: int, newest: int | None = None, *, least: int = 0) -> None:
    """Refuse what is no version, or one that there is not.

    Raises:
        InvalidValueError: It is no whole number from `least` to `newest`.
    """
    found = cast(object, version)
    whole = isinstance(found, int) and not isinstance(found, bool)
    if not whole or version < least or (newest is not None and version > newest):
        end = "up" if newest is None else f"to {newest}"
        raise InvalidValueError(
            f"a version is a whole number from {least} {end}, found {shown(version)}"
        )
