"""What can be done to a stage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import attrs

from partner_success.gates.commands.base import Commanded
from partner_success.gates.commands.checks import check_text, check_texts, texts
from partner_success.partners.faults import Faults, frozen_tuple
from partner_success.questionnaires import Submission, Verdict

__all__ = [
    "Block",
    "CoSign",
    "Override",
    "ReopenItem",
    "Rework",
    "SignOff",
    "StartStage",
    "Submit",
    "TickItem",
    "Unblock",
]


def _verdicts(value: Iterable[Verdict]) -> tuple[Verdict, ...]:
    return frozen_tuple(value)


@attrs.frozen(kw_only=True)
class InStage(Commanded):
    """Something that is done to a stage.

    Attributes:
        stage: The stage; left out, the one that the partner is in.

    Raises:
        InvalidUseError: `by` is no actor.
        InvalidDataError: With every fault of the other fields.
    """

    stage: str | None = None

    def _check(self, faults: Faults) -> None:
        if self.stage is not None:
            check_text(faults, "stage", self.stage)


@attrs.frozen(kw_only=True)
class StartStage(Commanded):
    """Start a stage: the first one, or the one behind a gate that was passed.

    Attributes:
        stage: The stage.

    Rule: JRN-04.
    """

    stage: str

    def _check(self, faults: Faults) -> None:
        check_text(faults, "stage", self.stage)


@attrs.frozen(kw_only=True)
class Submit(InStage):
    """Hand in a signed submission, to be judged.

    Attributes:
        submission: What was signed.
        verdicts: What reviewers decided about sections, besides what was decided about
            the same submission before. The log keeps them without their notes, so name
            reviewers by their ids.
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-05.
    """

    submission: Submission = attrs.field(kw_only=False)
    verdicts: tuple[Verdict, ...] = attrs.field(default=(), converter=_verdicts)

    def _check(self, faults: Faults) -> None:
        super()._check(faults)
        faults.record("submission", self.submission, Submission)
        faults.records("verdicts", self.verdicts, Verdict)


@attrs.frozen(kw_only=True)
class SignOff(InStage):
    """Sign a gate off, as its lead or as the lead's deputy.

    Attributes:
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-06.
    """


@attrs.frozen(kw_only=True)
class CoSign(InStage):
    """Sign the newest submission beside the lead; that passes nothing.

    Attributes:
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-06.
    """


@attrs.frozen(kw_only=True)
class Rework(InStage):
    """Take a failed gate back into work.

    Attributes:
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-05.
    """


@attrs.frozen(kw_only=True)
class Block(InStage):
    """Say what keeps a gate from going on.

    Attributes:
        reasons: What, at least one thing; a single one may be given as its text.
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-07.
    """

    reasons: tuple[str, ...] = attrs.field(converter=texts)

    def _check(self, faults: Faults) -> None:
        super()._check(faults)
        check_texts(faults, "reasons", self.reasons)


@attrs.frozen(kw_only=True)
class Unblock(InStage):
    """Say that nothing keeps a gate any more; it is again what it was.

    Attributes:
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-07.
    """


@attrs.frozen(kw_only=True)
class Override(InStage):
    """Pass a failed gate as an administrator; `why` is the justification.

    Attributes:
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-08.
    """


@attrs.frozen(kw_only=True)
class TickItem(InStage):
    """Tick off an item of a checklist or a step of an activity.

    Attributes:
        item: The id of the item, or the path of the step: process, activity and step,
            or process and activity where it has no steps, parted by dots.
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-15, JRN-24, JRN-26.
    """

    subject_field: ClassVar[str | None] = "item"
    item: str

    def _check(self, faults: Faults) -> None:
        super()._check(faults)
        check_text(faults, "item", self.item)


@attrs.frozen(kw_only=True)
class ReopenItem(InStage):
    """Say that something was not done after all; `why` says what is missing.

    Attributes:
        item: As for `TickItem`.
        stage: The stage; left out, the one that the partner is in.
    """

    subject_field: ClassVar[str | None] = "item"
    item: str

    def _check(self, faults: Faults) -> None:
        super()._check(faults)
        check_text(faults, "item", self.item)
