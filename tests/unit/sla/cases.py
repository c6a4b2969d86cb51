"""Reads a case of a ticket as a domain expert writes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import partner_success as ps
from partner_success.sla import EVENTS, Event, TargetState

Case = dict[str, Any]

DETAILS = {"paused": "reason", "severity_changed": "severity"}


def sla(rules: ps.Rulebook, case: Case) -> dict[Any, Any]:
    """Run the clock of a ticket."""
    zone = case.get("zone", "Europe/Berlin")
    hours = case.get("hours", "Mon-Fri 09:00-17:00")
    clock = rules.sla[case["policy"]].open(
        severity=case["severity"],
        at=_instant(case["opened"], zone),
        calendar=ps.WorkingCalendar.parse(hours, zone=zone),
    )
    refused: list[str] = []
    for row in case.get("events", ()):
        step = clock.apply(_event(zone, *row))
        refused += [reason.code for reason in step.reasons]
        clock = step.clock
    state = clock.at(_instant(case["ask"], zone)).targets[case["target"]]
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


def _calls(state: TargetState) -> dict[str, Any]:
    ahead = state.next_escalation
    return {
        "called": [each.step.tier.id for each in state.escalations],
        "next call": ahead and ahead.step.tier.id,
        "next call at": ahead and _wall(ahead.at),
        "reachable": ahead and _wall(ahead.reachable_at),
    }


def _event(zone: str, at: str, kind: str, detail: str = "") -> Event:
    given: dict[str, Any] = {DETAILS[kind]: detail} if kind in DETAILS else {}
    return EVENTS[kind](at=_instant(at, zone), **given)


def _instant(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def _wall(instant: datetime | None) -> str | None:
    if instant is None:
        return None
    return instant.replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")


def _length(time: timedelta) -> str:
    minutes = time // timedelta(minutes=1)
    return f"{minutes // 60}:{minutes % 60:02d}"
