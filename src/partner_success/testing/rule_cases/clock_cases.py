"""Cases of tickets' clocks, and of when a partner is met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs

from partner_success.calendars import WorkingCalendar
from partner_success.errors import InvalidDataError, Problem, UnknownNameError
from partner_success.rulebook import Rulebook
from partner_success.sla import EVENTS, CalendarChanged, Event, TargetState

__all__ = ["ClockCase", "TouchpointCase", "sla", "touchpoints"]

Facts: TypeAlias = dict[str, Any]

_DETAILS: Final[Mapping[str, str]] = {
    "paused": "reason",
    "severity_changed": "severity",
}
_EVENTS: Final[Mapping[str, Any]] = {
    name: make for name, make in EVENTS.items() if make is not CalendarChanged
}
_MINUTE: Final = timedelta(minutes=1)


@attrs.frozen(kw_only=True)
class ClockCase:
    """A ticket: what was promised, what happened, and the instant that is asked about.

    Times are those of the zone, such as ``2026-05-04 09:00``. An event is a list of
    when and what, with the reason of a pause or the new severity behind it.
    """

    policy: str
    severity: str
    opened: str
    ask: str
    target: str
    events: tuple[tuple[str, ...], ...] = ()
    zone: str = "UTC"
    calendar: str = "Mon-Fri 09:00-17:00"


def sla(rules: Rulebook, case: ClockCase) -> Facts:
    """Tell how a target of a ticket's clock stands at an instant."""
    zone = _zone(case.zone)
    clock = rules.sla[case.policy].open(
        severity=case.severity,
        at=_instant("opened", case.opened, zone),
        calendar=WorkingCalendar.parse(case.calendar, zone=case.zone),
    )
    refused: list[str] = []
    for place, row in enumerate(case.events):
        step = clock.apply(_event(f"events[{place}]", row, zone))
        refused += [reason.code for reason in step.reasons]
        clock = step.clock
    state = clock.at(_instant("ask", case.ask, zone)).targets[case.target]
    return {
        "state": state.state,
        "used": _length(state.elapsed),
        "left": _length(state.remaining),
        "share": state.share * 100,
        "due": _wall(state.due),
        "since": _wall(state.breached_since),
        "refused": refused,
        **_calls(state),
    }


def _calls(state: TargetState) -> Facts:
    ahead = state.next_escalation
    return {
        "called": [each.step.tier.id for each in state.escalations],
        "next_call": ahead and ahead.step.tier.id,
        "next_call_at": ahead and _wall(ahead.at),
        "reachable": ahead and _wall(ahead.reachable_at),
    }


def _event(path: str, row: tuple[str, ...], zone: ZoneInfo) -> Event:
    if len(row) < 2 or len(row) != (3 if row[1] in _DETAILS else 2):
        message = (
            "an event is [when, what], with the reason behind 'paused' and the severity"
            " behind 'severity_changed'"
        )
        raise _fault(path, "no-event", message)
    at, kind = row[:2]
    if kind not in _EVENTS:
        raise UnknownNameError("event of a ticket", kind, _EVENTS)
    given: dict[str, Any] = {_DETAILS[kind]: row[2]} if kind in _DETAILS else {}
    made: Event = _EVENTS[kind](at=_instant(f"{path}[0]", at, zone), **given)
    return made


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        message = f"there is no time zone {name!r}; write one such as 'Europe/Berlin'"
        raise _fault("zone", "unknown", message) from error


def _instant(path: str, text: str, zone: ZoneInfo) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is no time; write it as 2026-05-04 09:00"
        raise _fault(path, "no-time", message) from error
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)


def _fault(path: str, code: str, message: str) -> InvalidDataError:
    return InvalidDataError(
        "the ticket", [Problem(path=path, code=code, message=message)]
    )


def _wall(instant: datetime | None) -> str | None:
    if instant is None:
        return None
    return instant.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")


def _length(time: timedelta) -> str:
    minutes = time // _MINUTE
    return f"{minutes // 60}:{minutes % 60:02d}"


@attrs.frozen(kw_only=True)
class TouchpointCase:
    """A launch, and the day up to which touchpoints are planned."""

    launch: date
    until: date
    enterprise: bool = False
    calendar: str = "Mon-Fri 09:00-17:00; zone UTC"


def touchpoints(rules: Rulebook, case: TouchpointCase) -> Facts:
    """Tell the days of touchpoints by kind and number, and which were moved."""
    found = rules.cadence.touchpoints(
        case.launch,
        case.until,
        calendar=WorkingCalendar.parse(case.calendar),
        enterprise=case.enterprise,
    )
    days: dict[str, dict[str, date]] = {each.id: {} for each in rules.cadence.kinds}
    for each in found:
        days[each.kind][str(each.number)] = each.on
    return {
        "moved": [f"{each.kind} {each.number}" for each in found if each.moved],
        **days,
    }
