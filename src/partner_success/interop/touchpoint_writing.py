"""The only module that imports icalendar: it writes files of touchpoints."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from icalendar import Calendar, Component, Event, vText

from partner_success.interop.touchpoint_files import (
    CalendarEntry,
    CalendarFile,
)

_PRODUCT = "-//partner-success//cadence//EN"


class _Text(vText):
    """A text with the escapes of RFC 5545 and none beside them.

    The library takes a backslash before a capital N, as in a path, for a line break.
    """

    def to_ical(self) -> bytes:
        """Escape what has a meaning in a content line."""
        text = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return text.replace("\n", "\\n").encode()


def written(file: CalendarFile) -> bytes:
    """Write a whole file."""
    calendar = Calendar()
    named = {} if file.name is None else {"x-wr-calname": _Text(file.name)}
    _add(
        calendar,
        prodid=_Text(_PRODUCT),
        version="2.0",
        calscale="GREGORIAN",
        method="PUBLISH",
        **named,
    )
    for entry in file.entries:
        calendar.add_component(_event(entry, file))
    if file.meeting is not None:
        days = [entry.touchpoint.on.toordinal() for entry in file.entries]
        # The clock may be set anew on the first of the days, or on the last.
        calendar.add_missing_timezones(
            date.fromordinal(max(min(days) - 1, date.min.toordinal())),
            date.fromordinal(min(max(days) + 1, date.max.toordinal())),
        )
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, file: CalendarFile) -> Event:
    event = Event()
    noted = {"description": _Text(entry.details)} if entry.details else {}
    _add(
        event,
        uid=_Text(entry.uid),
        dtstamp=file.stamp,
        sequence=file.sequence,
        summary=_Text(entry.title),
        status="CANCELLED" if entry.cancelled else "CONFIRMED",
        **noted,
    )
    day, meeting = entry.touchpoint.on, file.meeting
    if meeting is None:
        _add(event, dtstart=day, transp="TRANSPARENT")
    else:
        begins = datetime.combine(day, meeting.begins, tzinfo=meeting.clock)
        _add(event, dtstart=begins, duration=meeting.lasts)
    return event


def _add(component: Component, **properties: object) -> None:
    # The library leaves open of which types the values can be.
    add = cast(Any, component).add
    for name, value in properties.items():
        add(name, value)
