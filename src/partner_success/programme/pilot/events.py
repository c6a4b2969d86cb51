"""What can happen in a programme, as immutable records."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal, TypeAlias, get_args

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.tags import tag
from partner_success.programme.pilot.partner_events import (
    CaseStudyAnswered,
    CaseStudyAsked,
    MetricsShared,
    PartnerChosen,
    PartnerOnboarded,
    PartnerSigned,
    PartnerSurveyed,
    PartnerTrained,
    PartnerWithdrawn,
    SharingAgreed,
)
from partner_success.programme.pilot.plan_events import (
    CriterionReopened,
    CriterionTicked,
    DeliverableMoved,
    GoalDropped,
    GoalJudged,
    GoalSet,
    QuestionAnswered,
    QuestionReopened,
    RequirementsSet,
    SeatFilled,
    SeatVacated,
)
from partner_success.programme.pilot.recorded import (
    PilotRecorded,
    check_any,
    check_first_of_month,
    check_positive,
)

__all__ = [
    "PILOT_EVENT_KINDS",
    "PilotEvent",
    "PilotReturned",
    "PilotStageEntered",
    "PilotStopped",
    "ProgrammeBegun",
    "ProgrammeMadeAvailable",
    "QuarterGoalDropped",
    "QuarterGoalSet",
    "RegionsSet",
    "SessionRecorded",
]


@attrs.frozen(kw_only=True)
class ProgrammeBegun(PilotRecorded):
    """A programme was begun, in Discovery.

    Attributes:
        policy_id: By which policy.

    Rule: PRG-02.
    """

    kind: Literal["programme_begun"] = tag("programme_begun")
    policy_id: str


@attrs.frozen(kw_only=True)
class RegionsSet(PilotRecorded):
    """It was set in which regions the programme will be offered.

    Attributes:
        regions: The ids of all of them; at least one, each once.

    Rule: PRG-07.
    """

    kind: Literal["regions_set"] = tag("regions_set")
    regions: tuple[str, ...] = attrs.field(validator=check_any)


@attrs.frozen(kw_only=True)
class SessionRecorded(PilotRecorded):
    """An enablement session was recorded for a region.

    Attributes:
        region: The id of the region.
        on: The day on which it was held.
        where: Where the recording is.

    Rule: PRG-07.
    """

    kind: Literal["session_recorded"] = tag("session_recorded")
    region: str
    on: date
    where: str


@attrs.frozen(kw_only=True)
class QuarterGoalSet(PilotRecorded):
    """A goal for a quarter was set, or set anew.

    Attributes:
        quarter: The first day of the quarter, which is the first day of a month.
        partners: How many partners there should be, from 1.

    Rule: PRG-07.
    """

    kind: Literal["quarter_goal_set"] = tag("quarter_goal_set")
    quarter: date = attrs.field(validator=check_first_of_month)
    partners: int = attrs.field(validator=check_positive)


@attrs.frozen(kw_only=True)
class QuarterGoalDropped(PilotRecorded):
    """A quarter has no goal any more; `why` says why.

    Attributes:
        quarter: The first day of the quarter, which is the first day of a month.

    Rule: PRG-07.
    """

    kind: Literal["quarter_goal_dropped"] = tag("quarter_goal_dropped")
    quarter: date = attrs.field(validator=check_first_of_month)


@attrs.frozen(kw_only=True)
class PilotStageEntered(PilotRecorded):
    """The programme went on to a stage.

    Attributes:
        stage: The id of the stage.

    Rule: PRG-02.
    """

    kind: Literal["stage_entered"] = tag("stage_entered")
    stage: str


@attrs.frozen(kw_only=True)
class PilotReturned(PilotRecorded):
    """The programme went back to a stage; `why` says why.

    Attributes:
        stage: The id of the stage.

    Rule: PRG-02.
    """

    kind: Literal["returned"] = tag("returned")
    stage: str


@attrs.frozen(kw_only=True)
class PilotStopped(PilotRecorded):
    """The programme was given up; `why` says why.

    Rule: PRG-02.
    """

    kind: Literal["stopped"] = tag("stopped")


@attrs.frozen(kw_only=True)
class ProgrammeMadeAvailable(PilotRecorded):
    """The programme became generally available.

    Rule: PRG-02, PRG-07.
    """

    kind: Literal["made_available"] = tag("made_available")


PilotEvent: TypeAlias = (
    ProgrammeBegun
    | SeatFilled
    | SeatVacated
    | GoalSet
    | GoalDropped
    | GoalJudged
    | QuestionAnswered
    | QuestionReopened
    | RequirementsSet
    | DeliverableMoved
    | CriterionTicked
    | CriterionReopened
    | PartnerChosen
    | PartnerSigned
    | PartnerOnboarded
    | PartnerTrained
    | PartnerSurveyed
    | CaseStudyAsked
    | CaseStudyAnswered
    | PartnerWithdrawn
    | SharingAgreed
    | MetricsShared
    | RegionsSet
    | SessionRecorded
    | QuarterGoalSet
    | QuarterGoalDropped
    | PilotStageEntered
    | PilotReturned
    | PilotStopped
    | ProgrammeMadeAvailable
)
"""Anything that can happen in a programme."""

PILOT_EVENT_KINDS: Final[FrozenMap[str, type[PilotEvent]]] = FrozenMap(
    (attrs.fields(each).kind.default, each) for each in get_args(PilotEvent)
)
"""The class of each event by its kind."""
