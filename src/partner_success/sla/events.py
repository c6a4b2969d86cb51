"""What can happen to a ticket."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, TypeAlias, cast, get_args

import attrs

from partner_success.calendars import Calendar
from partner_success.core.collections import FrozenMap
from partner_success.core.instants import microseconds, require_aware
from partner_success.core.quantities import shown
from partner_success.core.tags import tag
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.partners import Severity

EventKind: TypeAlias = Literal[
    "opened",
    "responded",
    "replied",
    "paused",
    "resumed",
    "severity_changed",
    "calendar_changed",
    "resolved",
    "reopened",
    "cancelled",
]
"""The name of each event for programs."""


def severity_of(value: Severity | str) -> Severity:
    """Give the severity that a text names.

    Raises:
        UnknownNameError: There is no such severity.
    """
    if isinstance(value, Severity):
        return value
    found = [each for each in Severity if each == value]
    if not found:
        raise UnknownNameError("severity", value, map(str, Severity))
    return found[0]


def _aware(_event: object, attribute: attrs.Attribute[datetime], at: datetime) -> None:
    require_aware(at, attribute.name)


def _reason(_event: object, _attribute: attrs.Attribute[str], value: str) -> None:
    if not isinstance(cast(object, value), str) or not value.strip():
        raise InvalidValueError(
            f"a pause needs the reason for it as text, found {shown(value)}; say what"
            " is waited for, such as 'waiting on partner'"
        )


def _calendar(
    _event: object, _attribute: attrs.Attribute[Calendar], value: Calendar
) -> None:
    require_calendar(value)


def require_calendar(value: object) -> Calendar:
    """Give the calendar back, or refuse what is none.

    Raises:
        InvalidValueError: It is no calendar.
    """
    if not isinstance(value, Calendar):
        raise InvalidValueError(
            f"a calendar is needed, found {shown(value)}; make one with"
            " WorkingCalendar.parse('Mon-Fri 09:00-17:00', zone='Europe/Berlin')"
        )
    return value


@attrs.frozen(kw_only=True)
class _Event:
    """Something that happened at an instant.

    Attributes:
        at: When, with its zone. Every event also has its `kind`, which is never given.

    Raises:
        InvalidValueError: The instant has no zone.
    """

    at: datetime = attrs.field(eq=microseconds, validator=_aware)


@attrs.frozen(kw_only=True)
class Opened(_Event):
    """The ticket was opened.

    Attributes:
        at: When, with its zone.
        severity: How badly it hurts; its text is taken too.
        kind: What happened, in one word for documents; it is never given.

    Raises:
        InvalidValueError: The instant has no zone.
        UnknownNameError: There is no such severity.

    Rule: SLA-06, SLA-10.
    """

    kind: Literal["opened"] = tag("opened")
    severity: Severity = attrs.field(converter=severity_of)


@attrs.frozen(kw_only=True)
class Responded(_Event):
    """Support answered; it may do so any number of times.

    Attributes:
        at: When, with its zone.
        kind: What happened, in one word for documents; it is never given.
    """

    kind: Literal["responded"] = tag("responded")


@attrs.frozen(kw_only=True)
class Replied(_Event):
    """The partner wrote, and awaits the next response.

    Attributes:
        at: When, with its zone.
        kind: What happened, in one word for documents; it is never given.
    """

    kind: Literal["replied"] = tag("replied")


@attrs.frozen(kw_only=True)
class Paused(_Event):
    """Work waits for somebody else.

    Attributes:
        at: When, with its zone.
        reason: For whom or what, such as ``"waiting on partner"``; not blank.
        kind: What happened, in one word for documents; it is never given.

    Raises:
        InvalidValueError: The instant has no zone, or there is no reason.

    Rule: SLA-06, SLA-10.
    """

    kind: Literal["paused"] = tag("paused")
    reason: str = attrs.field(validator=_reason)


@attrs.frozen(kw_only=True)
class Resumed(_Event):
    """Nothing is waited for any more.

    Attributes:
        at: When, with its zone.
        kind: What happened, in one word for documents; it is never given.
    """

    kind: Literal["resumed"] = tag("resumed")


@attrs.frozen(kw_only=True)
class SeverityChanged(_Event):
    """The ticket hurts more or less than was thought.

    Attributes:
        at: When, with its zone.
        severity: The new severity; its text is taken too.
        kind: What happened, in one word for documents; it is never given.

    Raises:
        InvalidValueError: The instant has no zone.
        UnknownNameError: There is no such severity.

    Rule: SLA-08, SLA-10.
    """

    kind: Literal["severity_changed"] = tag("severity_changed")
    severity: Severity = attrs.field(converter=severity_of)


@attrs.frozen(kw_only=True)
class CalendarChanged(_Event):
    """From now on other people, with other hours, work on it.

    Attributes:
        at: When, with its zone.
        calendar: The new working time.
        kind: What happened, in one word for documents; it is never given.

    Raises:
        InvalidValueError: The instant has no zone, or the calendar is none.

    Rule: SLA-06, SLA-10.
    """

    kind: Literal["calendar_changed"] = tag("calendar_changed")
    calendar: Calendar = attrs.field(validator=_calendar)


@attrs.frozen(kw_only=True)
class Resolved(_Event):
    """The ticket was resolved.

    Attributes:
        at: When, with its zone.
        kind: What happened, in one word for documents; it is never given.
    """

    kind: Literal["resolved"] = tag("resolved")


@attrs.frozen(kw_only=True)
class Reopened(_Event):
    """It was not resolved after all.

    Attributes:
        at: When, with its zone.
        kind: What happened, in one word for documents; it is never given.
    """

    kind: Literal["reopened"] = tag("reopened")


@attrs.frozen(kw_only=True)
class Cancelled(_Event):
    """Nobody is to work on it any more; nothing can follow.

    Attributes:
        at: When, with its zone.
        kind: What happened, in one word for documents; it is never given.
    """

    kind: Literal["cancelled"] = tag("cancelled")


Event: TypeAlias = (
    Opened
    | Responded
    | Replied
    | Paused
    | Resumed
    | SeverityChanged
    | CalendarChanged
    | Resolved
    | Reopened
    | Cancelled
)
"""Anything that can happen to a ticket."""

EVENTS: Final[FrozenMap[str, type[Event]]] = FrozenMap(
    (attrs.fields(each).kind.default, each) for each in get_args(Event)
)
"""The class of each event by its name."""


def event_text(kind: EventKind) -> str:
    """Write the name of an event for a person.

    Examples:
        >>> event_text("severity_changed")
        'severity changed'
    """
    return kind.replace("_", " ")
