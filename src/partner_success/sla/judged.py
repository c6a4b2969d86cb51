"""What came of the promises of a ticket, as facts for reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias, get_args

import attrs

from partner_success.core.instants import microseconds, require_aware
from partner_success.core.quantities import shown
from partner_success.errors import InvalidDataError, Problem
from partner_success.partners import Severity
from partner_success.sla.clock import Clock
from partner_success.sla.events import severity_of
from partner_success.sla.results import TargetState
from partner_success.sla.targets import KINDS, TargetKind

Outcome: TypeAlias = Literal["met", "missed", "open", "overdue", "cancelled"]
"""What came of a promise.

``"met"`` and ``"missed"`` are over. ``"open"`` is awaited and still in time,
``"overdue"`` is awaited and too late; ``"cancelled"`` was in time when the ticket was
cancelled.
"""

_OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)


@attrs.frozen(kw_only=True)
class JudgedTarget:
    """What came of one promise.

    Attributes:
        kind: What was promised.
        outcome: What came of it.
        elapsed: The time used until it was answered or resolved, counted as the target
            counts; not negative. ``None`` where that did not happen, so that no running
            time can enter an average.
        is_working: Whether it was counted in working time.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: SLA-12.
    """

    kind: TargetKind
    outcome: Outcome
    elapsed: timedelta | None = None
    is_working: bool = False

    def __attrs_post_init__(self) -> None:
        if faults := list(_faults(self)):
            raise InvalidDataError("a judged target", faults)


def _faults(target: JudgedTarget) -> Iterator[Problem]:
    for path, known in (("kind", KINDS), ("outcome", _OUTCOMES)):
        found = getattr(target, path)
        if found not in known:
            message = f"must be one of {', '.join(known)}, not {shown(found)}"
            yield Problem(path=path, code="unknown-value", message=message)
    elapsed = target.elapsed
    if elapsed is None:
        if target.outcome == "met":
            message = "is needed of what was met; say how long it took"
            yield Problem(path="elapsed", code="missing", message=message)
    elif target.outcome not in {"met", "missed"}:
        message = f"has no place where the outcome is {target.outcome!r}; leave it out"
        yield Problem(path="elapsed", code="still-running", message=message)
    elif elapsed < timedelta(0):
        message = "is below 0; are the two instants swapped?"
        yield Problem(path="elapsed", code="negative", message=message)


def _frozen(targets: Iterable[JudgedTarget]) -> tuple[JudgedTarget, ...]:
    return tuple(targets)


@attrs.frozen(kw_only=True)
class JudgedTicket:
    """What came of all that was promised of a ticket.

    Attributes:
        id: The ticket's id.
        severity: How badly it hurt at the end; its text is taken too.
        partner_id: The id of the partner whom it concerned.
        opened_at: When it was opened, with its zone.
        targets: What came of each promise. There are as many of the next response as
            there were answers awaited.

    Raises:
        InvalidValueError: The instant has no zone.
        UnknownNameError: There is no such severity.

    Rule: SLA-12.
    """

    id: str
    severity: Severity = attrs.field(converter=severity_of)
    partner_id: str
    opened_at: datetime = attrs.field(eq=microseconds)
    targets: tuple[JudgedTarget, ...] = attrs.field(converter=_frozen)

    def __attrs_post_init__(self) -> None:
        require_aware(self.opened_at, "opened_at")


def judged(clock: Clock, *, id: str, partner_id: str, at: datetime) -> JudgedTicket:
    """Give what came of a ticket's promises by an instant.

    Args:
        clock: The ticket.
        id: Its id.
        partner_id: The id of the partner whom it concerns.
        at: The instant; events at that instant have happened.

    Raises:
        InvalidValueError: The instant has no zone, or lies before the opening.

    Rule: SLA-12.
    """
    state = clock.at(at)
    return JudgedTicket(
        id=id,
        severity=state.severity,
        partner_id=partner_id,
        opened_at=clock.opened_at,
        targets=tuple(_judged_targets([*state.answers, *state.targets])),
    )


def _judged_targets(states: Iterable[TargetState]) -> Iterator[JudgedTarget]:
    for state in states:
        if state.state != "idle":
            over = state.has_ended and not state.cancelled
            yield JudgedTarget(
                kind=state.id,
                outcome=_outcome(state),
                elapsed=state.elapsed if over else None,
                is_working=state.time.is_working,
            )


def _outcome(state: TargetState) -> Outcome:
    if state.state == "breached":
        return "missed" if state.has_ended else "overdue"
    if state.state == "met":
        return "met"
    return "cancelled" if state.cancelled else "open"
