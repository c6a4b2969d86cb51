"""What a log holds already, and what came between two of its versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol, TypeVar, cast

import attrs

from partner_success.core.decision import Reason
from partner_success.core.instants import microseconds, require_aware
from partner_success.core.quantities import shown
from partner_success.errors import InvalidUseError, InvalidValueError

__all__ = [
    "Logged",
    "check_instant",
    "check_place",
    "conflict",
    "count_as_of",
    "new_events",
    "require_version",
    "require_whole_log",
    "too_early",
]


class Logged(Protocol):
    """What every event of a log says.

    Attributes:
        kind: What happened, as one word for programs.
        id: Unlike any other event.
        sequence: Its place in the log, from 1.
        at: When, with its zone.
        by: The id of who did it.
    """

    @property
    def kind(self) -> str:
        """What happened."""
        ...

    @property
    def id(self) -> str:
        """What the event is called."""
        ...

    @property
    def sequence(self) -> int:
        """Its place in the log."""
        ...

    @property
    def at(self) -> datetime:
        """When it happened."""
        ...

    @property
    def by(self) -> str:
        """Who did it."""
        ...


EventT = TypeVar("EventT", bound=Logged)


def check_instant(
    _event: object, attribute: attrs.Attribute[datetime], at: datetime
) -> None:
    """Refuse an event whose instant has no zone; a validator of attrs.

    Raises:
        InvalidValueError: It has none.
    """
    require_aware(at, attribute.name)


def check_place(_event: object, attribute: attrs.Attribute[int], value: object) -> None:
    """Refuse an event whose place in the log is none; a validator of attrs.

    Raises:
        InvalidValueError: It is no whole number from 1 up.
    """
    if type(value) is not int or value < 1:
        raise InvalidValueError(
            f"{attribute.name} is the place of the event in the log, a whole number"
            f" from 1 up, found {shown(value)}"
        )


def new_events(
    known: Sequence[EventT],
    events: Iterable[EventT],
    *,
    version: int,
    belongs: Callable[[EventT], bool] | None = None,
) -> list[EventT]:
    """Give the events that are new, each once, in the order in which they came.

    Args:
        known: The events that are known, the newest last.
        events: What is taken in.
        version: How many events there were, known or not.
        belongs: Whether an event is of this log; left out, all are. One of another is
            given back too, so that whoever folds the log can say what is wrong with it.

    Raises:
        InvalidUseError: An event differs from what is known in its place.

    Rule: JRN-09.
    """
    fresh: dict[int, EventT] = {}
    first = version - len(known) + 1
    for event in events:
        place = event.sequence
        if place in fresh:
            _require_same(fresh[place], event)
        elif place > version or not (belongs is None or belongs(event)):
            fresh[place] = event
        elif place >= first:
            _require_same(known[place - first], event)
    return [*fresh.values()]


def _require_same(known: Logged, event: Logged) -> None:
    if known != event:
        raise InvalidUseError(
            f"event {event.id!r} differs from the one that is known in the place"
            f" {event.sequence}; a log never changes, so find out which is right"
        )


def conflict(
    version: int,
    known: Sequence[Logged],
    expected: int | None,
    *,
    rules: tuple[str, ...],
) -> Iterator[Reason]:
    """Give what came between the version that a caller saw and the present one.

    Args:
        version: The present version.
        known: The events that are known, the newest last.
        expected: The version that the caller saw; ``None`` where they do not say.
        rules: The ids of the rules by which it is refused.

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
    facts = {"between": tuple(each.id for each in between)}
    yield Reason(code="conflict", message=message, rules=rules, facts=facts)


def _told(version: int, expected: int, between: Sequence[Logged]) -> Iterator[str]:
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


def too_early(
    at: datetime, newest: datetime, *, rules: tuple[str, ...]
) -> Iterator[Reason]:
    """Give a reason where an instant lies before the newest event of a log.

    Args:
        at: When something is to be done.
        newest: When the newest event happened.
        rules: The ids of the rules by which it is refused.
    """
    if microseconds(at) < microseconds(newest):
        last = newest.astimezone(at.tzinfo).isoformat(sep=" ")
        message = f"{at.isoformat(sep=' ')} lies before the newest event at {last}"
        facts = {"newest": newest}
        yield Reason(code="out-of-order", message=message, rules=rules, facts=facts)


def require_whole_log(
    events: tuple[EventT, ...], version: int, subject: str
) -> tuple[EventT, ...]:
    """Give a log back that is known from its beginning.

    Args:
        events: The events that are known, the newest last.
        version: How many events there were, known or not.
        subject: What it is the log of, such as ``"journey"``.

    Raises:
        InvalidUseError: The first of them are not known.
    """
    if unknown := version - len(events):
        raise InvalidUseError(
            f"this {subject} was restored from a state of version {unknown}, and what"
            " happened before it is not known; replay the whole log"
        )
    return events


def count_as_of(log: Sequence[Logged], at: datetime, subject: str) -> int:
    """Give how many events of a whole log had happened at an instant, it included.

    Args:
        log: Every event, in order.
        at: The instant, with its zone.
        subject: What it is the log of, such as ``"journey"``.

    Raises:
        InvalidValueError: The instant has no zone, or lies before the first event.
    """
    moment = microseconds(require_aware(at, "at"))
    count = sum(microseconds(each.at) <= moment for each in log)
    if not count:
        began = log[0].at.astimezone(at.tzinfo).isoformat(sep=" ")
        raise InvalidValueError(
            f"at is {at.isoformat(sep=' ')}, and the {subject} began at {began}"
        )
    return count
