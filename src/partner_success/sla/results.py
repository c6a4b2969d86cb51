"""How a ticket stands against its targets at an instant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Literal, TypeAlias

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, decimal_text
from partner_success.partners import Severity
from partner_success.sla.escalation import Escalation
from partner_success.sla.progress import Phase
from partner_success.sla.targets import Limit, TargetKind, TargetTime, kind_text
from partner_success.sla.wording import instant_text, time_text

State: TypeAlias = Literal["idle", "running", "paused", "met", "breached", "cancelled"]
"""How a target stands.

``"idle"`` awaits nothing, ``"running"`` and ``"paused"`` are still in time, ``"met"``
was ended in time. ``"breached"`` is too late, whether or not it was ended since;
``"cancelled"`` was still in time when the ticket was cancelled.
"""


@attrs.frozen(kw_only=True)
class TargetState:
    """How one target stands.

    A target that was ended is told as it stood at its end, whatever the ticket's
    severity and calendar became later.

    Attributes:
        id: The kind of target, such as ``"first_response"``.
        state: Whether it awaits nothing, runs, is paused, was met, is missed or
            cancelled.
        time: What is promised, as the policy says it.
        limit: Whether the due instant is in time.
        target: The same as a length of time, around the clock or of working time.
        elapsed: The time used, counted the same way; never less than 0.
        remaining: The time left; negative by how much it is over. It is 0 and the
            target missed after closing time, when it ended with the working day.
        share: The time used as a share of the target; 1 is all of it.
        due: When the time is, or was, all used. Where it is not, the instant at which
            it will be if nothing changes; of a target that is paused, if it resumes at
            the instant asked about; of one that was met, if it had gone on. ``None``
            where nothing is awaited, the ticket was cancelled in time, or the calendar
            has not so much time left.
        breached_since: The due instant, where the target is missed; else ``None``. With
            the limit ``"within"`` that instant itself was still in time.
        ended_at: When it was answered, resolved or cancelled; ``None`` while it is not.
        cancelled: Whether the ticket was cancelled before it was answered or resolved;
            the state still says so if the target was missed by then.
        escalations: The steps that were reached, in order.
        next_escalation: The first step that was not, with the instant at which it will
            be; ``None`` once the target ended or no step is left.

    Rule: SLA-07.
    """

    id: TargetKind
    state: State
    time: TargetTime
    limit: Limit
    target: timedelta
    elapsed: timedelta
    remaining: timedelta
    share: Fraction
    due: datetime | None
    breached_since: datetime | None
    ended_at: datetime | None
    cancelled: bool
    escalations: tuple[Escalation, ...]
    next_escalation: Escalation | None

    @property
    def has_ended(self) -> bool:
        """Whether it was answered, resolved or cancelled."""
        return self.ended_at is not None

    def __str__(self) -> str:
        name = f"{kind_text(self.id)} {self.state}"
        if self.state == "idle":
            return name
        over = self.remaining < timedelta(0)
        left = f"{time_text(abs(self.remaining))} {'over' if over else 'left'}"
        parts = [f"{name}, {left}"]
        if self.due is not None:
            condition = " if resumed now" if self.state == "paused" else ""
            parts.append(f"due {instant_text(self.due)}{condition}")
        return ", ".join(parts)


@attrs.frozen(kw_only=True)
class ClockState(Explained):
    """How a ticket stands against everything that is promised of it.

    Attributes:
        name: What the policy is called.
        at: The instant; all others here carry its zone.
        phase: Whether the ticket is open, resolved or cancelled.
        severity: How badly it hurts.
        pause: Why it is paused; ``None`` where it is not.
        targets: How each target stands, found by its kind. The next response is the
            one that is awaited, and idle where none is.
        answers: The responses after the first that are over, each as it ended, in
            order.
        provenance: The rulebook edition that decided, and the databases of the
            calendar.

    Rule: SLA-07.
    """

    name: str
    at: datetime
    phase: Phase
    severity: Severity
    pause: str | None
    targets: Catalogue[TargetState]
    answers: tuple[TargetState, ...]
    provenance: Provenance

    @property
    def first_response(self) -> TargetState:
        """The first response.

        Raises:
            UnknownNameError: The policy does not promise one.
        """
        return self.targets["first_response"]

    @property
    def next_response(self) -> TargetState:
        """The response after the first that is awaited; idle where none is.

        Raises:
            UnknownNameError: The policy does not promise one.
        """
        return self.targets["next_response"]

    @property
    def resolution(self) -> TargetState:
        """The resolution.

        Raises:
            UnknownNameError: The policy does not promise one.
        """
        return self.targets["resolution"]

    @property
    def response(self) -> TargetState:
        """The response that is awaited: the next one where it is, else the first.

        Raises:
            UnknownNameError: The policy promises none.
        """
        following, first = map(self.targets.get, ("next_response", "first_response"))
        if following is not None and (first is None or following.state != "idle"):
            return following
        return self.first_response

    def explain(self) -> Explanation:
        """Tell how each target stands, what is used and left, and when it is due."""
        state = "paused" if self.pause is not None else self.phase
        waiting = "" if self.pause is None else f" ({self.pause})"
        return Explanation(
            title=f"{self.name}, {self.severity}, {state}{waiting} at"
            f" {instant_text(self.at)}",
            columns=("target", "state", "promised", "used", "share", "left", "due"),
            rows=tuple(map(_row, self.targets)),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _remarks(self) -> Iterator[str]:
        for target in self.targets:
            ahead = target.next_escalation
            if ahead is not None:
                when = "never" if ahead.at is None else instant_text(ahead.at)
                yield f"next call at {ahead} ({when})"
        if self.answers:
            late = sum(each.state == "breached" for each in self.answers)
            yield f"responses after the first: {len(self.answers)}, {late} of them late"


def _row(target: TargetState) -> tuple[str, ...]:
    share = target.share
    percent = decimal_text(HUNDRED * share.numerator, share.denominator, 1)
    return (
        kind_text(target.id),
        target.state,
        f"{target.limit} {target.time}",
        time_text(target.elapsed),
        f"{percent} %",
        time_text(target.remaining),
        "" if target.due is None else instant_text(target.due),
    )
