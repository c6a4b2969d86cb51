"""Touchpoints as a file that calendar programs read: iCalendar, RFC 5545."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from partner_success.core.extras import NeedsExtra
from partner_success.core.instants import from_microseconds, microseconds, require_aware
from partner_success.core.quantities import shown
from partner_success.engagement.cadence import Touchpoint
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.interop.touchpoint_entries import (
    CalendarEntry,
    CalendarFile,
    MeetingTime,
)

__all__ = ["touchpoint_uid", "touchpoints_ics"]

_MINUTE: Final = 60_000_000

# RFC 5545 holds whole numbers in 32 bits with a sign.
_HIGHEST: Final = 2**31 - 1

_BREAKS: Final = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def touchpoint_uid(partner_id: str, kind: str, number: int, *, issuer: str = "") -> str:
    """Give what a touchpoint is known by in calendar programs.

    It depends on no day, so a touchpoint that moves keeps it, and reading a file again
    updates the entry instead of adding another.

    Args:
        partner_id: The id of the partner.
        kind: The id of the kind of touchpoint.
        number: Its number.
        issuer: Who gives the file out, such as a company's domain; it keeps the entries
            of two of them apart where both know a partner by the same id.

    Raises:
        InvalidValueError: An id is empty or no text.

    Examples:
        >>> touchpoint_uid("acme", "check_in", 3)
        '2f1675f9-e2a8-521b-87dd-9eaa40f8655e'

    Rule: CAD-04.
    """
    ids: dict[str, object] = {"partner_id": partner_id, "kind": kind}
    for name, value in ids.items():
        if not isinstance(value, str) or not value:
            raise InvalidValueError(f"{name} is a text, found {shown(value)}")
    return str(uuid5(NAMESPACE_URL, json.dumps([issuer, partner_id, kind, number])))


def touchpoints_ics(  # noqa: PLR0913
    touchpoints: Iterable[Touchpoint],
    *,
    partner_id: str,
    partner_name: str | None = None,
    at: datetime,
    meeting: MeetingTime | None = None,
    before: Iterable[Touchpoint] = (),
    calendar_name: str | None = None,
    issuer: str = "",
) -> bytes:
    r"""Write the touchpoints of a partner as a file that calendar programs read.

    Each entry is known by partner, kind and number, so that a program that reads a
    later file updates what it has. Line breaks in names are kept as such, and other
    control characters become blanks, so no name can add a line to the file.

    Args:
        touchpoints: What to write, as a cadence gives them.
        partner_id: The id of the partner.
        partner_name: What people call it; left out, its id.
        at: When the file is made, with its zone; it stamps every entry, and of two
            files the later one counts.
        meeting: When on their days the touchpoints take place; left out, they are
            entries of a whole day that block no time.
        before: The touchpoints of the file given out before. Those that are no longer
            there, as after a launch was put off, are written as cancelled.
        calendar_name: What the calendar is called.
        issuer: Who gives the file out, such as a company's domain.

    Returns:
        The file, in UTF-8 with the line ends of the standard.

    Raises:
        MissingExtraError: The extra ``icalendar`` is not installed.
        InvalidUseError: Something is no `Touchpoint`, or the meeting no `MeetingTime`.
        InvalidValueError: There is nothing to write, a touchpoint stands twice, the
            instant has no zone or lies before 1970 or after 6052, or a text is none.

    Examples:
        >>> from datetime import UTC, date
        >>> import partner_success as ps
        >>> office = ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
        >>> found = ps.standard().cadence.touchpoints(
        ...     date(2026, 4, 25), date(2026, 5, 5), calendar=office)
        >>> file = touchpoints_ics(found, partner_id="acme", partner_name="Acme, Inc.",
        ...     at=datetime(2026, 4, 20, 9, tzinfo=UTC))
        >>> lines = file.decode().splitlines()
        >>> [line for line in lines if line.startswith(("SUMMARY", "DTSTART"))]
        ['SUMMARY:Check-in 1: Acme\\, Inc.', 'DTSTART;VALUE=DATE:20260504']

    Rule: CAD-04.
    """
    stamp = from_microseconds(microseconds(require_aware(at, "at")))
    if meeting is not None and not isinstance(meeting, MeetingTime):
        raise InvalidUseError(
            f"meeting is a MeetingTime or None, not {type(meeting).__name__}"
            f" {shown(meeting)}"
        )
    name = _plain(partner_id if partner_name is None else partner_name, "partner_name")
    known = _by_place(touchpoints, "touchpoints")
    gone = {
        place: each
        for place, each in _by_place(before, "before").items()
        if place not in known
    }
    entries = tuple(
        CalendarEntry(
            uid=touchpoint_uid(partner_id, *place, issuer=issuer),
            touchpoint=each,
            title=f"{_plain(each.name, 'a name')} {each.number}: {name}",
            details=_details(each),
            cancelled=place in gone,
        )
        for place, each in (known | gone).items()
    )
    if not entries:
        raise InvalidValueError(
            "there is no touchpoint to write, and a calendar file has at least one"
            " entry; ask the cadence for a later day"
        )
    file = CalendarFile(
        entries=entries,
        name=None if calendar_name is None else _plain(calendar_name, "calendar_name"),
        meeting=meeting,
        stamp=stamp.replace(microsecond=0),
        sequence=_sequence(stamp),
    )
    extra = {"extra": "icalendar", "purpose": "writing a calendar file"}
    with NeedsExtra(module="icalendar", **extra):
        import icalendar

        del icalendar
    from partner_success.interop.touchpoint_writing import written

    return written(file)


def _by_place(
    given: Iterable[Touchpoint], name: str
) -> dict[tuple[str, int], Touchpoint]:
    found: dict[tuple[str, int], Touchpoint] = {}
    for each in given:
        if not isinstance(each, Touchpoint):
            raise InvalidUseError(
                f"{name} are Touchpoint records, not {type(each).__name__}"
                f" {shown(each)}"
            )
        place = (each.kind, each.number)
        if place in found:
            raise InvalidValueError(
                f"{each.kind} {each.number} stands twice in {name}; write the"
                " touchpoints of one partner into one file"
            )
        found[place] = each
    return found


def _details(each: Touchpoint) -> str:
    said: list[str] = []
    if each.moved:
        said.append(f"Planned on {each.planned_on}, moved to the next working day.")
    if each.also:
        numbers = ", ".join(map(str, each.also))
        said.append(f"Stands for number {numbers} too.")
    return " ".join(said)


def _sequence(stamp: datetime) -> int:
    # Minutes fit for four thousand years, and DTSTAMP tells two of a minute apart.
    found = microseconds(stamp) // _MINUTE
    if not 0 <= found <= _HIGHEST:
        raise InvalidValueError(
            f"at lies from 1970 to 6052, for the file counts its versions from there;"
            f" found {stamp.isoformat(sep=' ')}"
        )
    return found


def _plain(text: object, name: str) -> str:
    """Give a text without what could end a line or steer a program."""
    if not isinstance(text, str) or not text.strip():
        raise InvalidValueError(f"{name} is a text, found {shown(text)}")
    return "".join(
        each if each == "\n" or unicodedata.category(each) not in ("Cc", "Cs") else " "
        for each in _BREAKS.sub("\n", text)
    )
