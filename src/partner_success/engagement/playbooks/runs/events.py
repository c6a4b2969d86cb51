"""What can happen in the run of a playbook, as immutable records."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, TypeAlias, get_args

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.instants import microseconds
from partner_success.core.tags import tag
from partner_success.engagement.playbooks.cause import Cause
from partner_success.machines.log import check_instant, check_place

__all__ = [
    "RUN_EVENT_KINDS",
    "RunCancelled",
    "RunEscalated",
    "RunEvent",
    "RunFinished",
    "RunPaused",
    "RunRecorded",
    "RunResumed",
    "RunStarted",
    "StepDone",
    "StepLeftOut",
    "StepReassigned",
    "StepReopened",
]


@attrs.frozen(kw_only=True)
class RunRecorded:
    """Something that happened in a run.

    Attributes:
        id: Unlike any other event of any run.
        run_id: The run.
        sequence: Its place in the log of the run, from 1.
        at: When, with its zone.
        by: The id of who did it.
        note: What they say of it; why, where a rule asks for a reason.
        kind: What happened, in one word for documents; it is never given.

    Raises:
        InvalidValueError: The instant has no zone, or the place is none.

    Rule: PLB-04.
    """

    id: str
    run_id: str
    sequence: int = attrs.field(validator=check_place)
    at: datetime = attrs.field(eq=microseconds, validator=check_instant)
    by: str
    note: str = ""


@attrs.frozen(kw_only=True)
class RunStarted(RunRecorded):
    """A playbook was taken up.

    Attributes:
        playbook_id: The playbook.
        subject: The id of the partner or customer that it is run for.
        cause: Why it is run.
    """

    kind: Literal["run_started"] = tag("run_started")
    playbook_id: str
    subject: str
    cause: Cause


@attrs.frozen(kw_only=True)
class StepDone(RunRecorded):
    """A step was done.

    Attributes:
        step: The step.
    """

    kind: Literal["step_done"] = tag("step_done")
    step: str


@attrs.frozen(kw_only=True)
class StepLeftOut(RunRecorded):
    """A step was not needed; `note` says why.

    Attributes:
        step: The step.
    """

    kind: Literal["step_left_out"] = tag("step_left_out")
    step: str


@attrs.frozen(kw_only=True)
class StepReopened(RunRecorded):
    """A step that was done or left out is open again; `note` says why.

    Attributes:
        step: The step.
    """

    kind: Literal["step_reopened"] = tag("step_reopened")
    step: str


@attrs.frozen(kw_only=True)
class StepReassigned(RunRecorded):
    """Somebody else is to do a step.

    Attributes:
        step: The step.
        person: The id of who is to do it from now on.
    """

    kind: Literal["step_reassigned"] = tag("step_reassigned")
    step: str
    person: str


@attrs.frozen(kw_only=True)
class RunPaused(RunRecorded):
    """The run rests; `note` says why."""

    kind: Literal["run_paused"] = tag("run_paused")


@attrs.frozen(kw_only=True)
class RunResumed(RunRecorded):
    """The run goes on."""

    kind: Literal["run_resumed"] = tag("run_resumed")


@attrs.frozen(kw_only=True)
class RunEscalated(RunRecorded):
    """Somebody above was brought in; `note` says why.

    Attributes:
        to: The role or the id of who was brought in.
    """

    kind: Literal["run_escalated"] = tag("run_escalated")
    to: str


@attrs.frozen(kw_only=True)
class RunFinished(RunRecorded):
    """The run ended as the playbook foresees.

    Attributes:
        outcome: The id of the outcome.
    """

    kind: Literal["run_finished"] = tag("run_finished")
    outcome: str


@attrs.frozen(kw_only=True)
class RunCancelled(RunRecorded):
    """The run was given up; `note` says why."""

    kind: Literal["run_cancelled"] = tag("run_cancelled")


RunEvent: TypeAlias = (
    RunStarted
    | StepDone
    | StepLeftOut
    | StepReopened
    | StepReassigned
    | RunPaused
    | RunResumed
    | RunEscalated
    | RunFinished
    | RunCancelled
)
"""Anything that can happen in the run of a playbook."""

RUN_EVENT_KINDS: Final[FrozenMap[str, type[RunEvent]]] = FrozenMap(
    (attrs.fields(each).kind.default, each) for each in get_args(RunEvent)
)
"""The class of each event by its kind."""
