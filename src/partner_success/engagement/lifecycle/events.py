"""What can happen to a customer on its way, as immutable records."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal, TypeAlias, get_args

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.instants import microseconds
from partner_success.core.tags import tag
from partner_success.machines.log import check_instant, check_place

__all__ = [
    "LIFECYCLE_EVENT_KINDS",
    "ContractRenewed",
    "CustomerChurned",
    "LifecycleBegun",
    "LifecycleEvent",
    "LifecycleRecorded",
    "MilestoneReopened",
    "MilestoneTicked",
    "StageEntered",
]


@attrs.frozen(kw_only=True)
class LifecycleRecorded:
    """Something that happened to a customer.

    Attributes:
        id: Unlike any other event of any customer.
        customer_id: Whose lifecycle it is.
        sequence: Its place in the log, from 1.
        at: When, with its zone.
        by: The id of who did it.
        why: Why, in their words; may be empty where no rule asks for it.
        kind: What happened, in one word for documents; it is never given.

    Raises:
        InvalidValueError: The instant has no zone, or the place is none.

    Rule: ENG-01.
    """

    id: str
    customer_id: str
    sequence: int = attrs.field(validator=check_place)
    at: datetime = attrs.field(eq=microseconds, validator=check_instant)
    by: str
    why: str = ""


@attrs.frozen(kw_only=True)
class LifecycleBegun(LifecycleRecorded):
    """A customer was taken up.

    Attributes:
        lifecycle_id: By which lifecycle.
        stage: The id of the stage that it was in.
        onboarding_start: The day on which its onboarding started; ``None`` where it has
            not, or nobody knows.

    Rule: ENG-01.
    """

    kind: Literal["lifecycle_begun"] = tag("lifecycle_begun")
    lifecycle_id: str
    stage: str
    onboarding_start: date | None = None


@attrs.frozen(kw_only=True)
class StageEntered(LifecycleRecorded):
    """The customer went on to a stage.

    Attributes:
        stage: The id of the stage.
        onboarding_start: The day on which its onboarding starts, which is day 1;
            ``None`` for every stage but Onboard.

    Rule: ENG-01, ENG-05.
    """

    kind: Literal["stage_entered"] = tag("stage_entered")
    stage: str
    onboarding_start: date | None = None


@attrs.frozen(kw_only=True)
class ContractRenewed(LifecycleRecorded):
    """The contract was renewed, and a new term begins.

    Rule: ENG-01.
    """

    kind: Literal["contract_renewed"] = tag("contract_renewed")


@attrs.frozen(kw_only=True)
class CustomerChurned(LifecycleRecorded):
    """The customer left; `why` tells it in words.

    Attributes:
        reason: The id of the reason.

    Rule: ENG-01.
    """

    kind: Literal["customer_churned"] = tag("customer_churned")
    reason: str


@attrs.frozen(kw_only=True)
class MilestoneTicked(LifecycleRecorded):
    """A milestone of the onboarding was reached.

    Attributes:
        milestone: The id of the milestone.
        on: The day on which it was reached.

    Rule: ENG-05.
    """

    kind: Literal["milestone_ticked"] = tag("milestone_ticked")
    milestone: str
    on: date


@attrs.frozen(kw_only=True)
class MilestoneReopened(LifecycleRecorded):
    """A milestone turned out not to be reached.

    Attributes:
        milestone: The id of the milestone.

    Rule: ENG-05.
    """

    kind: Literal["milestone_reopened"] = tag("milestone_reopened")
    milestone: str


LifecycleEvent: TypeAlias = (
    LifecycleBegun
    | StageEntered
    | ContractRenewed
    | CustomerChurned
    | MilestoneTicked
    | MilestoneReopened
)
"""Anything that can happen to a customer on its way."""

LIFECYCLE_EVENT_KINDS: Final[FrozenMap[str, type[LifecycleEvent]]] = FrozenMap(
    (attrs.fields(each).kind.default, each) for each in get_args(LifecycleEvent)
)
"""The class of each event by its kind."""
