"""What can be done to a stage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import attrs

from partner_success.gates.commands.base import Commanded
from partner_success.partners.faults import frozen_tuple
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


def _texts(value: Iterable[str]) -> tuple[str, ...]:
    return frozen_tuple(value)


@attrs.frozen(kw_only=True)
class StartStage(Commanded):
    """Start a stage: the first one, or the one behind a gate that was passed.

    Attributes:
        stage: The stage.

    Rule: JRN-04.
    """

    stage: str


@attrs.frozen(kw_only=True)
class Submit(Commanded):
    """Hand in a signed submission, to be judged.

    Attributes:
        submission: What was signed.
        verdicts: What reviewers decided about sections.
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-05.
    """

    submission: Submission = attrs.field(kw_only=False)
    verdicts: tuple[Verdict, ...] = attrs.field(default=(), converter=_verdicts)
    stage: str | None = None


@attrs.frozen(kw_only=True)
class SignOff(Commanded):
    """Sign a gate off, as its lead or as the lead's deputy.

    Attributes:
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-06.
    """

    stage: str | None = None


@attrs.frozen(kw_only=True)
class CoSign(Commanded):
    """Sign the newest submission beside the lead; that passes nothing.

    Attributes:
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-06.
    """

    stage: str | None = None


@attrs.frozen(kw_only=True)
class Rework(Commanded):
    """Take a failed gate back into work.

    Attributes:
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-05.
    """

    stage: str | None = None


@attrs.frozen(kw_only=True)
class Block(Commanded):
    """Say what keeps a gate from going on.

    Attributes:
        reasons: What, at least one thing; a single one may be given as its text.
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-07.
    """

    reasons: tuple[str, ...] = attrs.field(converter=_texts)
    stage: str | None = None


@attrs.frozen(kw_only=True)
class Unblock(Commanded):
    """Say that nothing keeps a gate any more; it is again what it was.

    Attributes:
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-07.
    """

    stage: str | None = None


@attrs.frozen(kw_only=True)
class Override(Commanded):
    """Pass a failed gate as an administrator; `why` is the justification.

    Attributes:
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-08.
    """

    stage: str | None = None


@attrs.frozen(kw_only=True)
class TickItem(Commanded):
    """Tick off an item of a checklist or a step of an activity.

    Attributes:
        item: The id of the item, or the path of the step: process, activity and step,
            or process and activity where it has no steps, parted by dots.
        stage: The stage; left out, the one that the partner is in.

    Rule: JRN-15, JRN-24, JRN-26.
    """

    subject_field: ClassVar[str | None] = "item"
    item: str
    stage: str | None = None


@attrs.frozen(kw_only=True)
class ReopenItem(Commanded):
    """Say that something was not done after all; `why` says what is missing.

    Attributes:
        item: As for `TickItem`.
        stage: The stage; left out, the one that the partner is in.
    """

    subject_field: ClassVar[str | None] = "item"
    item: str
    stage: str | None = None
