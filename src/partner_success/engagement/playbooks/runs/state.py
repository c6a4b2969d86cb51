"""How the run of a playbook stands."""

from __future__ import annotations

from datetime import datetime

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.instants import microseconds
from partner_success.engagement.playbooks.cause import Cause

__all__ = ["Escalation", "RunProgress", "RunState", "StepMark"]


@attrs.frozen(kw_only=True)
class StepMark:
    """That a step was done or left out.

    Attributes:
        by: The id of who did it, or left it out.
        at: When, with its zone.
        note: What they said of it.
    """

    by: str
    at: datetime = attrs.field(eq=microseconds)
    note: str = ""


@attrs.frozen(kw_only=True)
class Escalation:
    """That somebody above was brought in.

    Attributes:
        to: The role or the id of who was brought in.
        by: The id of who brought them in.
        at: When, with its zone.
        note: Why.
    """

    to: str
    by: str
    at: datetime = attrs.field(eq=microseconds)
    note: str = ""


@attrs.frozen(kw_only=True)
class RunState:
    """How the run of a playbook stands.

    Attributes:
        run_id: The run.
        playbook_id: The playbook.
        subject: The id of the partner or customer that it is run for.
        cause: Why it is run.
        version: How many events led here.
        started_at: When it was started.
        at: When the newest event happened.
        state: The state of its machine: ``"running"``, ``"paused"``, ``"finished"`` or
            ``"cancelled"``.
        done: The steps that are done, by id.
        left_out: The steps that were left out, by id.
        people: The id of who is to do a step, by its id, where somebody was named.
        escalations: Who was brought in, in order.
        outcome: The id of the outcome with which it ended; ``None`` before, and where
            it was cancelled.
        reason: Why it was cancelled, or rests; empty otherwise.

    Rule: PLB-04.
    """

    run_id: str
    playbook_id: str
    subject: str
    cause: Cause
    version: int
    started_at: datetime = attrs.field(eq=microseconds)
    at: datetime = attrs.field(eq=microseconds)
    state: str
    done: FrozenMap[str, StepMark] = EMPTY_MAP
    left_out: FrozenMap[str, StepMark] = EMPTY_MAP
    people: FrozenMap[str, str] = EMPTY_MAP
    escalations: tuple[Escalation, ...] = ()
    outcome: str | None = None
    reason: str = ""

    def is_settled(self, step: str) -> bool:
        """Tell whether a step is done or left out."""
        return step in self.done or step in self.left_out


@attrs.frozen(kw_only=True)
class RunProgress:
    """How far a run is.

    Attributes:
        done: How many steps are done.
        left_out: How many were left out.
        of: How many steps there are.
    """

    done: int
    left_out: int
    of: int

    @property
    def open(self) -> int:
        """How many steps are open."""
        return self.of - self.done - self.left_out

    def __str__(self) -> str:
        left_out = f", {self.left_out} left out" if self.left_out else ""
        return f"{self.done} of {self.of} done{left_out}"
