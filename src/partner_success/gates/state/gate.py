"""How one stage of a partner stands."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import attrs

from partner_success.access.validity import known_instant
from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.instants import microseconds
from partner_success.gates.state.waivers import Waiver
from partner_success.questionnaires import Verdict

__all__ = [
    "CoSignature",
    "Failure",
    "GateState",
    "GateStatus",
    "JudgedSubmission",
    "OverrideRecord",
    "PhaseEntry",
    "SignOffRecord",
    "Tick",
]


class GateStatus(StrEnum):
    """What a gate can be.

    Attributes:
        NOT_STARTED: Nobody has begun it.
        IN_PROGRESS: It is worked on.
        AWAITING_SIGN_OFF: Its criteria are met; the lead has to sign.
        PASSED: It was signed off, or overridden.
        FAILED: A submission did not meet its criteria.
        BLOCKED: Something outside keeps it from going on.
    """

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    AWAITING_SIGN_OFF = "awaiting_sign_off"
    PASSED = "passed"
    FAILED = "failed"
    BLOCKED = "blocked"


@attrs.frozen(kw_only=True)
class Failure:
    """A ground on which a gate failed or was overridden.

    Attributes:
        code: For programs: section and criterion of the questionnaire, such as
            ``"phase_3a.billing"``, or the code of another condition.
        message: The same for a person.
    """

    code: str
    message: str


@attrs.frozen(kw_only=True)
class JudgedSubmission:
    """What a submission came to.

    Attributes:
        id: The submission.
        digest: What was signed.
        at: When it was handed in.
        by: The id of who handed it in.
        passed_sections: The ids of the sections that passed.
        failures: Every reason why it failed; none where it did not.
        verdicts: What reviewers have decided about it, without their notes.

    Rule: JRN-05.
    """

    id: str
    digest: str
    at: datetime = attrs.field(eq=microseconds)
    by: str
    passed_sections: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


@attrs.frozen(kw_only=True)
class SignOffRecord:
    """The signature that passed a gate.

    Attributes:
        by: The id of who signed.
        role: The role in which they signed.
        at: When.
        submission_id: The submission that was signed off.
        in_place_of: The id of the lead for whom a deputy signed; else ``None``.

    Rule: JRN-06.
    """

    by: str
    role: str
    at: datetime = attrs.field(eq=microseconds)
    submission_id: str
    in_place_of: str | None = None


@attrs.frozen(kw_only=True)
class CoSignature:
    """A signature beside that of the lead; it passes nothing.

    Attributes:
        by: The id of who signed.
        role: The role in which they signed; ``None`` where they hold none.
        at: When.
        submission_id: The submission that they signed.

    Rule: JRN-06.
    """

    by: str
    role: str | None
    at: datetime = attrs.field(eq=microseconds)
    submission_id: str


@attrs.frozen(kw_only=True)
class OverrideRecord:
    """An administrator's word that passed a failed gate.

    Attributes:
        by: The id of who decided.
        at: When.
        justification: Why, in writing.
        unmet: Everything that was not met.

    Rule: JRN-08.
    """

    by: str
    at: datetime = attrs.field(eq=microseconds)
    justification: str
    unmet: tuple[Failure, ...]


@attrs.frozen(kw_only=True)
class Tick:
    """That something was done.

    Attributes:
        by: The id of who ticked it off.
        at: When.
    """

    by: str
    at: datetime = attrs.field(eq=microseconds)


@attrs.frozen(kw_only=True)
class PhaseEntry:
    """That a phase was entered.

    Attributes:
        phase: The id of the phase.
        at: When.

    Rule: JRN-13.
    """

    phase: str
    at: datetime = attrs.field(eq=microseconds)


@attrs.frozen(kw_only=True)
class GateState:
    """How one stage of a partner stands.

    Attributes:
        state: The state of its machine, such as ``"in_progress.phase_3a"`` or
            ``"blocked:failed"``, which is blocked and was failed before.
        blockers: Why it is blocked; none where it is not.
        started_at: When it was started.
        ended_at: When it was passed.
        entered: When each phase was entered, where they are entered in turn.
        submissions: The ids of all submissions, in order.
        judged: What the newest submission came to.
        ticks: What was ticked off, by the id of the item or the path of the step.
        co_signatures: Signatures beside that of the lead.
        sign_off: The signature that passed it; ``None`` while nobody signed.
        override: What passed it without; ``None`` where nothing did.
        waiver: Why its beta was left out or cut short; ``None`` where it was not.
        reworks: How often it was taken back from failed into work.

    Rule: JRN-05, JRN-07.
    """

    state: str = "not_started"
    blockers: tuple[str, ...] = ()
    started_at: datetime | None = attrs.field(default=None, eq=known_instant)
    ended_at: datetime | None = attrs.field(default=None, eq=known_instant)
    entered: tuple[PhaseEntry, ...] = ()
    submissions: tuple[str, ...] = ()
    judged: JudgedSubmission | None = None
    ticks: FrozenMap[str, Tick] = EMPTY_MAP
    co_signatures: tuple[CoSignature, ...] = ()
    sign_off: SignOffRecord | None = None
    override: OverrideRecord | None = None
    waiver: Waiver | None = None
    reworks: int = 0

    @property
    def status(self) -> GateStatus:
        """What it is."""
        return GateStatus(self.state.partition(":")[0].partition(".")[0])

    @property
    def status_before(self) -> GateStatus | None:
        """What it was before it was blocked; ``None`` where it is not."""
        _, _, before = self.state.partition(":")
        return GateStatus(before.partition(".")[0]) if before else None

    @property
    def phase(self) -> str | None:
        """The phase it is in, where its phases are entered in turn; else ``None``."""
        _, _, phase = self.state.rpartition(":")[2].partition(".")
        return phase or None
