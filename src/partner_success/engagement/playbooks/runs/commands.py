"""What can be done in the run of a playbook, as immutable records."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

import attrs

from partner_success.engagement.playbooks.cause import Cause
from partner_success.partners.faults import Faults

__all__ = [
    "CancelRun",
    "DoStep",
    "EscalateRun",
    "FinishRun",
    "LeaveOutStep",
    "PauseRun",
    "ReassignStep",
    "ReopenStep",
    "ResumeRun",
    "RunCommand",
    "RunCommanded",
    "StartRun",
]


@attrs.frozen(kw_only=True)
class RunCommanded:
    """Something that somebody wants to do in a run.

    Attributes:
        by: The id of who wants it. Whether they may is asked of access, not here.
        note: What they say of it. Where a reason is asked for, it stands here, and a
            blank one is refused.

    Raises:
        InvalidDataError: With every fault of the fields.

    Rule: PLB-04.
    """

    named: ClassVar[tuple[str, ...]] = ()
    """The fields of its own, each of which holds an id."""

    by: str
    note: str = ""

    def __attrs_post_init__(self) -> None:
        faults = Faults(type(self).__name__)
        for name in ("by", *self.named):
            faults.id(name, getattr(self, name))
        _check_text(faults, "note", self.note)
        self._check(faults)
        faults.report()

    def _check(self, faults: Faults) -> None:
        """Note what is wrong with the fields that hold no id."""


def _check_text(faults: Faults, path: str, value: object) -> None:
    if not isinstance(value, str):
        faults.wrong_type(path, value, "text")


@attrs.frozen(kw_only=True)
class StartRun(RunCommanded):
    """Take a playbook up for a partner or a customer.

    Attributes:
        subject: The id of the partner or customer.
        cause: Why the playbook is run.
    """

    named: ClassVar[tuple[str, ...]] = ("subject",)
    subject: str
    cause: Cause

    def _check(self, faults: Faults) -> None:
        faults.record("cause", self.cause, Cause)


@attrs.frozen(kw_only=True)
class DoStep(RunCommanded):
    """Record that a step was done.

    Attributes:
        step: The id of the step.
    """

    named: ClassVar[tuple[str, ...]] = ("step",)
    step: str


@attrs.frozen(kw_only=True)
class LeaveOutStep(RunCommanded):
    """Leave out a step that is only done where it is needed; `note` says why not.

    Attributes:
        step: The id of the step.
    """

    named: ClassVar[tuple[str, ...]] = ("step",)
    step: str


@attrs.frozen(kw_only=True)
class ReopenStep(RunCommanded):
    """Open a step again that was done or left out; `note` says why.

    Attributes:
        step: The id of the step.
    """

    named: ClassVar[tuple[str, ...]] = ("step",)
    step: str


@attrs.frozen(kw_only=True)
class ReassignStep(RunCommanded):
    """Let somebody else do a step that is open.

    Attributes:
        step: The id of the step.
        person: The id of who is to do it.
    """

    named: ClassVar[tuple[str, ...]] = ("step", "person")
    step: str
    person: str


@attrs.frozen(kw_only=True)
class PauseRun(RunCommanded):
    """Let the run rest; `note` says why. Its day does not move."""


@attrs.frozen(kw_only=True)
class ResumeRun(RunCommanded):
    """Go on with a run that rests."""


@attrs.frozen(kw_only=True)
class EscalateRun(RunCommanded):
    """Bring somebody above in; `note` says why.

    Attributes:
        to: The role or the id of who is brought in, such as the escalation of the
            trigger that caused the run.
    """

    named: ClassVar[tuple[str, ...]] = ("to",)
    to: str


@attrs.frozen(kw_only=True)
class FinishRun(RunCommanded):
    """End the run as the playbook foresees.

    Attributes:
        outcome: The id of the outcome.
    """

    named: ClassVar[tuple[str, ...]] = ("outcome",)
    outcome: str


@attrs.frozen(kw_only=True)
class CancelRun(RunCommanded):
    """Give the run up; `note` says why."""


RunCommand: TypeAlias = (
    DoStep
    | LeaveOutStep
    | ReopenStep
    | ReassignStep
    | PauseRun
    | ResumeRun
    | EscalateRun
    | FinishRun
    | CancelRun
)
"""Anything that can be done in a run that was started; `StartRun` comes before."""
