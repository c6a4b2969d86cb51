"""What can happen to a stage."""

from __future__ import annotations

from typing import Literal

import attrs

from partner_success.core.tags import tag
from partner_success.gates.events.base import Recorded
from partner_success.gates.state import Failure
from partner_success.questionnaires import Verdict

__all__ = [
    "Blocked",
    "CoSigned",
    "ItemReopened",
    "ItemTicked",
    "Overridden",
    "PhaseEntered",
    "Reworked",
    "SignedOff",
    "StageStarted",
    "Submitted",
    "Unblocked",
]


@attrs.frozen(kw_only=True)
class StageStarted(Recorded):
    """A stage was started, and the partner is in it from now on.

    Attributes:
        stage: The stage.
    """

    kind: Literal["stage_started"] = tag("stage_started")
    stage: str


@attrs.frozen(kw_only=True)
class PhaseEntered(Recorded):
    """The phase before was complete, and the next one was entered.

    Attributes:
        stage: The stage.
        phase: The phase that was entered.

    Rule: JRN-13.
    """

    kind: Literal["phase_entered"] = tag("phase_entered")
    stage: str
    phase: str


@attrs.frozen(kw_only=True)
class Submitted(Recorded):
    """A submission was handed in and judged.

    Attributes:
        stage: The stage.
        submission_id: The submission.
        digest: What was signed.
        result: ``"met"`` where the criteria are met, ``"failed"`` where they can no
            longer be, ``"open"`` where the answers are partial or a verdict is missing.
        passed_sections: The ids of the sections that passed.
        failures: Every reason why it failed; none where it did not.
        verdicts: What reviewers have decided up to now, the latest about each section,
            without their notes.

    Rule: JRN-05.
    """

    kind: Literal["submitted"] = tag("submitted")
    stage: str
    submission_id: str
    digest: str
    result: Literal["met", "failed", "open"]
    passed_sections: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


@attrs.frozen(kw_only=True)
class CoSigned(Recorded):
    """Somebody besides the lead signed; that passes nothing.

    Attributes:
        stage: The stage.
        submission_id: The submission.

    Rule: JRN-06.
    """

    kind: Literal["co_signed"] = tag("co_signed")
    stage: str
    submission_id: str


@attrs.frozen(kw_only=True)
class SignedOff(Recorded):
    """The lead, or a deputy in the lead's place, signed the gate off.

    Attributes:
        stage: The stage.
        submission_id: The submission.
        in_place_of: The id of the lead for whom a deputy signed; `None` for the lead.

    Rule: JRN-06.
    """

    kind: Literal["signed_off"] = tag("signed_off")
    stage: str
    submission_id: str
    in_place_of: str | None = None


@attrs.frozen(kw_only=True)
class Reworked(Recorded):
    """A failed gate was taken back into work.

    Attributes:
        stage: The stage.

    Rule: JRN-05.
    """

    kind: Literal["reworked"] = tag("reworked")
    stage: str


@attrs.frozen(kw_only=True)
class Blocked(Recorded):
    """Something outside keeps the gate from going on.

    Attributes:
        stage: The stage.
        reasons: What keeps it, at least one thing.

    Rule: JRN-07.
    """

    kind: Literal["blocked"] = tag("blocked")
    stage: str
    reasons: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Unblocked(Recorded):
    """Nothing outside keeps it any more.

    Attributes:
        stage: The stage.

    Rule: JRN-07.
    """

    kind: Literal["unblocked"] = tag("unblocked")
    stage: str


@attrs.frozen(kw_only=True)
class Overridden(Recorded):
    """An administrator passed a failed gate; `why` is the justification.

    Attributes:
        stage: The stage.
        unmet: Everything that was not met.

    Rule: JRN-08.
    """

    kind: Literal["overridden"] = tag("overridden")
    stage: str
    unmet: tuple[Failure, ...]


@attrs.frozen(kw_only=True)
class ItemTicked(Recorded):
    """An item of a checklist, or a step of an activity, was done.

    Attributes:
        stage: The stage.
        item: The id of the item, or the path of the step.

    Rule: JRN-15, JRN-24.
    """

    kind: Literal["item_ticked"] = tag("item_ticked")
    stage: str
    item: str


@attrs.frozen(kw_only=True)
class ItemReopened(Recorded):
    """It was not done after all.

    Attributes:
        stage: The stage.
        item: The id of the item, or the path of the step.
    """

    kind: Literal["item_reopened"] = tag("item_reopened")
    stage: str
    item: str
