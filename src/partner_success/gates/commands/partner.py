"""What can be done about the partner, its team and its hand-offs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

import attrs

from partner_success.gates.commands.base import Commanded, Subject
from partner_success.partners.faults import frozen_tuple

__all__ = ["DoHandOffStep", "ReassignOwner", "SetTargetLaunch", "SetTier"]


def _texts(value: Iterable[str]) -> tuple[str, ...]:
    return frozen_tuple(value)


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
    documents: tuple[str, ...] = attrs.field(default=(), converter=_texts)

    def subject(self, current: str) -> Subject:
        """Give what it is done to, with the stage that the partner is in."""
        return Subject(current, f"{self.hand_off}.{self.step}")


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
    people: tuple[str, ...] = attrs.field(converter=_texts)


@attrs.frozen(kw_only=True)
class SetTier(Commanded):
    """Set the tier as an administrator; `why` is the reason.

    Rule: JRN-11.
    """

    in_stage: ClassVar[bool] = False
    tier: int


@attrs.frozen(kw_only=True)
class SetTargetLaunch(Commanded):
    """Move the day on which the partner is to launch; `why` says what for.

    Attributes:
        day: The new day; ``None`` takes it back.
    """

    in_stage: ClassVar[bool] = False
    day: date | None
