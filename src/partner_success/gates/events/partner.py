"""What can happen to the partner, its team and its hand-offs."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.tags import tag
from partner_success.gates.events.base import Recorded

__all__ = [
    "HandOffStepDone",
    "JourneyStarted",
    "OwnerReassigned",
    "TargetLaunchSet",
    "TierSet",
]


@attrs.frozen(kw_only=True)
class JourneyStarted(Recorded):
    """The partner set out, and stands before the first stage.

    Attributes:
        journey_id: The journey.
        team: By role the ids of who is assigned.
        tier: The tier that follows from the money; ``None`` where nothing is known.
        onboarding_start: The day from which weeks count, where that is settled.
        target_launch: The day on which it is to launch; ``None`` without one.

    Rule: JRN-09.
    """

    in_gate_record: ClassVar[bool] = False

    kind: Literal["journey_started"] = tag("journey_started")
    journey_id: str
    team: FrozenMap[str, tuple[str, ...]]
    tier: int | None = None
    onboarding_start: date | None = None
    target_launch: date | None = None


@attrs.frozen(kw_only=True)
class OwnerReassigned(Recorded):
    """Others are assigned in a role from now on.

    Attributes:
        assigned_role: The role.
        people: The ids of who is assigned from now on; none where nobody is.
    """

    in_gate_record: ClassVar[bool] = False

    kind: Literal["owner_reassigned"] = tag("owner_reassigned")
    assigned_role: str
    people: tuple[str, ...]


@attrs.frozen(kw_only=True)
class TierSet(Recorded):
    """An administrator set the tier; `why` is the reason.

    Attributes:
        tier: The tier, as the rulebook counts them.

    Rule: JRN-11.
    """

    in_gate_record: ClassVar[bool] = False

    kind: Literal["tier_set"] = tag("tier_set")
    tier: int


@attrs.frozen(kw_only=True)
class TargetLaunchSet(Recorded):
    """The day on which the partner is to launch was moved.

    Attributes:
        day: The new day; `None` where it was taken back.
    """

    in_gate_record: ClassVar[bool] = False

    kind: Literal["target_launch_set"] = tag("target_launch_set")
    day: date | None


@attrs.frozen(kw_only=True)
class HandOffStepDone(Recorded):
    """A step of a hand-off was done.

    Attributes:
        hand_off: The hand-off.
        step: The step.
        documents: The ids of what was handed over in writing with it.

    Rule: JRN-20, JRN-21.
    """

    in_gate_record: ClassVar[bool] = False

    kind: Literal["hand_off_step_done"] = tag("hand_off_step_done")
    hand_off: str
    step: str
    documents: tuple[str, ...] = ()
