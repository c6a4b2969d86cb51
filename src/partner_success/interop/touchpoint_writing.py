"""The only module that imports icalendar: it writes files of touchpoints."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from icalendar import (
    Calendar,
    Component,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vText,
)

from partner_success.interop.touchpoint_entries import (
    CalendarEntry,
    CalendarFile,
    MeetingTime,
)
from partner_success.interop.touchpoint_zones import clock_settings

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
    events = [_event(entry, file) for entry in file.entries]
    if file.meeting is not None and _names_zone(events[0]):
        calendar.add_component(_zone(file.meeting, file.entries))
    for event in events:
        calendar.add_component(event)
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


def _names_zone(event: Event) -> bool:
    # Times of UTC are written without naming a zone.
    return "TZID" in cast(Any, event)["dtstart"].params


def _zone(meeting: MeetingTime, entries: tuple[CalendarEntry, ...]) -> Timezone:
    zone = Timezone()
    _add(zone, tzid=_Text(meeting.zone))
    days = [entry.touchpoint.on for entry in entries]
    for setting in clock_settings(meeting.clock, min(days), max(days)):
        part = TimezoneDaylight() if setting.summer else TimezoneStandard()
        _add(
            part,
            dtstart=setting.begins,
            tzoffsetfrom=setting.before,
            tzoffsetto=setting.ahead,
            tzname=_Text(setting.name),
        )
        zone.add_component(part)
    return zone


def _add(component: Component, **properties: object) -> None:
    # The library leaves open of which types the values can be.
    add = cast(Any, component).add
    for name, value in properties.items():
        add(name, value)
