"""What can be done in a programme, as immutable records."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, TypeAlias

import attrs

from partner_success.partners.faults import Faults
from partner_success.programme.given import check_ids, check_positive
from partner_success.programme.pilot.commanded import PilotCommanded, id_tuple
from partner_success.programme.pilot.partner_commands import (
    AgreeSharing,
    AnswerCaseStudy,
    AskForCaseStudy,
    ChoosePartner,
    OnboardPartner,
    ShareMetrics,
    SignPartner,
    SurveyPartner,
    TrainPartner,
    WithdrawPartner,
)
from partner_success.programme.pilot.plan_commands import (
    AnswerQuestion,
    DropGoal,
    FillSeat,
    JudgeGoal,
    MoveDeliverable,
    ReopenCriterion,
    ReopenQuestion,
    SetGoal,
    SetRequirements,
    TickCriterion,
    VacateSeat,
)

__all__ = [
    "AdvancePilot",
    "DropQuarterGoal",
    "PilotCommand",
    "RecordSession",
    "ReturnPilot",
    "SetQuarterGoal",
    "SetRegions",
    "StopPilot",
]


@attrs.frozen(kw_only=True)
class SetRegions(PilotCommanded):
    """Set in which regions the programme will be offered.

    Attributes:
        regions: The ids of all of them; at least one, each once.

    Rule: PRG-07.
    """

    regions: tuple[str, ...] = attrs.field(converter=id_tuple)

    def _check(self, faults: Faults) -> None:
        check_ids(faults, "regions", self.regions)
        if self.regions == ():
            message = "a programme is offered in one region at least; name it"
            faults.add("regions", "empty", message)


@attrs.frozen(kw_only=True)
class RecordSession(PilotCommanded):
    """Record that an enablement session was recorded for a region.

    Attributes:
        region: The id of the region, one of those that are set.
        where: Where the recording is.
        on: The day on which it was held; left out, the day of the command by its own
            clock.

    Rule: PRG-07.
    """

    ids: ClassVar[tuple[str, ...]] = ("region",)
    region: str
    where: str
    on: date | None = None

    def _check(self, faults: Faults) -> None:
        faults.text("where", self.where)
        faults.day("on", self.on, optional=True)


@attrs.frozen(kw_only=True)
class SetQuarterGoal(PilotCommanded):
    """Set the goal for a quarter, or set it anew.

    Attributes:
        quarter: The first day of the quarter, calendar or fiscal: the first of a month.
            All quarters of a programme begin with the same months of the year.
        partners: How many partners there should be, from 1.

    Rule: PRG-07.
    """

    quarter: date
    partners: int

    def _check(self, faults: Faults) -> None:
        _check_quarter(faults, self.quarter)
        check_positive(faults, "partners", self.partners)


@attrs.frozen(kw_only=True)
class DropQuarterGoal(PilotCommanded):
    """Take the goal for a quarter back; `why` says why.

    It is how a goal goes that was set for a wrong day: while it stands, all quarters
    have to begin with the same months as that one.

    Attributes:
        quarter: The first day of the quarter.

    Rule: PRG-07.
    """

    quarter: date

    def _check(self, faults: Faults) -> None:
        _check_quarter(faults, self.quarter)


def _check_quarter(faults: Faults, quarter: object) -> None:
    day = faults.day("quarter", quarter)
    if day is not None and day.day != 1:
        message = "a quarter begins on the first of a month"
        faults.add("quarter", "no-quarter", message, str(day), str(day.replace(day=1)))


@attrs.frozen(kw_only=True)
class AdvancePilot(PilotCommanded):
    """Go on to the next stage, or from Rollout to general availability.

    Rule: PRG-02, PRG-07.
    """


@attrs.frozen(kw_only=True)
class ReturnPilot(PilotCommanded):
    """Go back to an earlier stage; `why` says why. What is on record stays there.

    Attributes:
        to: The id of the stage.

    Rule: PRG-02.
    """

    ids: ClassVar[tuple[str, ...]] = ("to",)
    to: str


@attrs.frozen(kw_only=True)
class StopPilot(PilotCommanded):
    """Give the programme up; `why` says why.

    Rule: PRG-02.
    """


PilotCommand: TypeAlias = (
    FillSeat
    | VacateSeat
    | SetGoal
    | DropGoal
    | JudgeGoal
    | AnswerQuestion
    | ReopenQuestion
    | SetRequirements
    | MoveDeliverable
    | TickCriterion
    | ReopenCriterion
    | ChoosePartner
    | SignPartner
    | OnboardPartner
    | TrainPartner
    | SurveyPartner
    | AskForCaseStudy
    | AnswerCaseStudy
    | WithdrawPartner
    | AgreeSharing
    | ShareMetrics
    | SetRegions
    | RecordSession
    | SetQuarterGoal
    | DropQuarterGoal
    | AdvancePilot
    | ReturnPilot
    | StopPilot
)
"""Anything that can be done in a programme that was begun."""
