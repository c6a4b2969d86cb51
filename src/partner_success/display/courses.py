"""The course of a ticket as stretches and marks, before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, Literal

import attrs

from partner_success.core.instants import elapsed, from_microseconds, microseconds
from partner_success.sla import Clock, TargetKind, TargetState

Look = Literal["running", "paused", "late"]
"""How a target stands during a stretch."""

_STEPS: Final = (
    *(timedelta(minutes=count) for count in (1, 2, 5, 10, 15, 30)),
    *(timedelta(hours=count) for count in (1, 2, 3, 6, 12)),
    *(timedelta(days=count) for count in (1, 2, 7, 14, 28, 91, 365)),
)
_MOST_TICKS: Final = 7
_DAY: Final = timedelta(days=1)
_MONTH: Final = timedelta(days=28)
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


@attrs.frozen(kw_only=True)
class Course:
    """What happened to one target.

    Attributes:
        kind: Which target.
        stretches: From when to when it stood how, in order.
        marks: Each escalation that was reached, with the share of the target.
        due: When it is due, as it stands at the end of the picture; ``None`` where
            nothing is awaited or promised any more.
        verdict: How it stands at the end of the picture.
    """

    kind: TargetKind
    stretches: tuple[tuple[datetime, datetime, Look], ...]
    marks: tuple[tuple[datetime, str], ...]
    due: datetime | None
    verdict: str


def courses(clock: Clock, until: datetime) -> tuple[Course, ...]:
    """Give the course of each promised target up to an instant."""
    entries = clock.timeline(until=until)
    state = clock.at(until)
    turns = sorted({*(entry.at for entry in entries), until}, key=microseconds)
    # Between two turns nothing changes, so any instant between them speaks for all.
    states = [
        (start, end, clock.at(start + elapsed(start, end) / 2))
        for start, end in pairwise(turns)
        if microseconds(start) < microseconds(end)
    ]
    return tuple(
        Course(
            kind=target.id,
            stretches=_joined(
                (start, end, _look(between.targets[target.id]))
                for start, end, between in states
            ),
            marks=tuple(
                (entry.at, f"{entry.escalation.step.share} %")
                for entry in entries
                if entry.target == target.id and entry.escalation is not None
            ),
            due=target.due,
            verdict=target.state,
        )
        for target in state.targets
    )


def _look(state: TargetState) -> Look | None:
    if state.has_ended or state.state == "idle":
        return None
    if state.state == "breached":
        return "late"
    return "paused" if state.state == "paused" else "running"


def _joined(
    found: Iterable[tuple[datetime, datetime, Look | None]],
) -> tuple[tuple[datetime, datetime, Look], ...]:
    """Leave out where nothing runs, and join what looks alike."""
    joined: list[tuple[datetime, datetime, Look]] = []
    before: Look | None = None
    for start, end, look in found:
        if look is not None:
            begins = joined.pop()[0] if look == before else start
            joined.append((begins, end, look))
        before = look
    return tuple(joined)


def ticks(start: datetime, end: datetime) -> tuple[tuple[datetime, str], ...]:
    """Give round times between two instants, each with its text; at most seven.

    They are round in the zone of the start.
    """
    length = elapsed(start, end)
    step = next((each for each in _STEPS if length <= each * _MOST_TICKS), _STEPS[-1])
    midnight = microseconds(start.replace(hour=0, minute=0, second=0, microsecond=0))
    width = step // timedelta(microseconds=1)
    first = midnight + -((midnight - microseconds(start)) // width) * width
    found = (
        from_microseconds(at).astimezone(start.tzinfo)
        for at in range(first, microseconds(end) + 1, width)
    )
    return tuple((at, _text(at, step)) for at in found)


def _text(at: datetime, step: timedelta) -> str:
    # Not strftime, whose names of months change with the settings of the machine.
    if step < _DAY and (at.hour or at.minute):
        return f"{at:%H:%M}"
    day = f"{at.day} {_MONTHS[at.month - 1]}"
    return day if step < _MONTH else f"{day} {at.year}"
