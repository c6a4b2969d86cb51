"""What can be done about the partner, its team and its hand-offs."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import attrs

from partner_success.gates.commands.base import Commanded
from partner_success.gates.commands.checks import check_text, check_texts, texts
from partner_success.gates.commands.subject import Subject
from partner_success.partners.faults import Faults

__all__ = ["DoHandOffStep", "ReassignOwner", "SetTargetLaunch", "SetTier"]


@attrs.frozen(kw_only=True)
class DoHandOffStep(Commanded):
    """Record that a step of a hand-off was done.

    Attributes:
        hand_off: The hand-off.
        step: The step.
        documents: The ids of what was handed over in writing with it.

    Rule: JRN-20, JRN-21.
    """

    hand_off: str
    step: str
    documents: tuple[str, ...] = attrs.field(default=(), converter=texts)

    def subject(self, current: str) -> Subject:
        """Give what it is done to, with the stage that the partner is in."""
        return Subject(current, f"{self.hand_off}.{self.step}")

    def _check(self, faults: Faults) -> None:
        check_text(faults, "hand_off", self.hand_off)
        check_text(faults, "step", self.step)
        check_texts(faults, "documents", self.documents)


@attrs.frozen(kw_only=True)
class ReassignOwner(Commanded):
    """Assign others in a role; a sign-off then needs the new one.

    Attributes:
        role: The role.
        people: The ids of who is assigned from now on; none where nobody is.
    """

    subject_field: ClassVar[str | None] = "role"
    in_stage: ClassVar[bool] = False
    role: str
    people: tuple[str, ...] = attrs.field(converter=texts)

    def _check(self, faults: Faults) -> None:
        check_text(faults, "role", self.role)
        check_texts(faults, "people", self.people)


@attrs.frozen(kw_only=True)
class SetTier(Commanded):
    """Set the tier as an administrator; `why` is the reason.

    Attributes:
        tier: The tier, as the rulebook counts them.

    Rule: JRN-11.
    """

    in_stage: ClassVar[bool] = False
    tier: int

    def _check(self, faults: Faults) -> None:
        faults.count("tier", self.tier)


@attrs.frozen(kw_only=True)
class SetTargetLaunch(Commanded):
    """Move the day on which the partner is to launch; `why` says what for.

    Attributes:
        day: The new day; ``None`` takes it back.
    """

    in_stage: ClassVar[bool] = False
    day: date | None

    def _check(self, faults: Faults) -> None:
        faults.day("day", self.day, optional=True)
