"""How a programme stands on its way to general availability."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.instants import microseconds
from partner_success.programme.goals import Goal
from partner_success.programme.requirements import PartnerRequirements

__all__ = [
    "CaseStudy",
    "EnablementSession",
    "GoalJudgement",
    "PilotPartner",
    "PilotStop",
    "ProgrammeState",
    "Tick",
]

CaseStudy = Literal["asked", "agreed", "declined"]
"""How far it is with a partner's case study: asked for, agreed to, or declined."""


@attrs.frozen(kw_only=True)
class GoalJudgement:
    """What came of a goal.

    Attributes:
        value: The value that its metric reached.
        met: Whether that is what the target asks for.
        by: The id of who judged.
        at: When, with its zone.

    Rule: PRG-02, PRG-03.
    """

    value: Decimal
    met: bool
    by: str
    at: datetime = attrs.field(eq=microseconds)


@attrs.frozen(kw_only=True)
class Tick:
    """That a criterion was found to be met.

    Attributes:
        evidence: What shows it, in words or as an address.
        by: The id of who said so.
        at: When, with its zone.

    Rule: PRG-02.
    """

    evidence: str
    by: str
    at: datetime = attrs.field(eq=microseconds)


@attrs.frozen(kw_only=True)
class PilotPartner:
    """A partner of the pilot, and how far it is.

    Attributes:
        chosen_for: The ids of the selection criteria that it meets; at least one.
        signed_on: The day on which it signed; ``None`` before.
        onboarded_on: The day on which its onboarding was complete; ``None`` before.
        trained_on: The day on which its training was complete; ``None`` before.
        surveyed_on: The day on which its survey came in; ``None`` before.
        case_study: Whether it was asked for a case study, and what it said; ``None``
            where it was not asked.
        withdrawn: Why it takes part no longer; ``None`` of one that does.

    Rule: PRG-02, PRG-09.
    """

    chosen_for: tuple[str, ...]
    signed_on: date | None = None
    onboarded_on: date | None = None
    trained_on: date | None = None
    surveyed_on: date | None = None
    case_study: CaseStudy | None = None
    withdrawn: str | None = None

    @property
    def takes_part(self) -> bool:
        """Whether it has not withdrawn."""
        return self.withdrawn is None


@attrs.frozen(kw_only=True)
class EnablementSession:
    """A session about the programme that was recorded for a region.

    Attributes:
        region: The id of the region.
        on: The day on which it was held.
        where: Where the recording is.

    Rule: PRG-07.
    """

    region: str
    on: date
    where: str


@attrs.frozen(kw_only=True)
class PilotStop:
    """That a programme was given up.

    Attributes:
        why: The reason, in words.
        stage: The id of the stage that it was in.
        by: The id of who stopped it.
        at: When, with its zone.

    Rule: PRG-02.
    """

    why: str
    stage: str
    by: str
    at: datetime = attrs.field(eq=microseconds)


@attrs.frozen(kw_only=True)
class ProgrammeState:
    """How a programme stands.

    Attributes:
        programme_id: The programme.
        policy_id: The policy by which it goes.
        version: How many events led here.
        at: When the newest of them happened.
        stage: The id of its stage; ``"available"`` or ``"stopped"`` at the end.
        since: When it entered that.
        seats: The id of the person by the id of the seat; a vacant seat is left out.
        goals: The goals by id.
        judged: What came of goals, by the id of the goal.
        answers: The answer by the id of the question; an open question is left out.
        requirements: What is required of each partner; ``None`` before it is set.
        deliverables: The id of the state by the id of each deliverable.
        ticked: The criteria that somebody found to be met, by id.
        partners: The partners of the pilot by id, those that withdrew among them.
        run_from: The day on which Deliver was first entered; ``None`` before.
        sharing_months: Every how many calendar months metrics are shared.
        shared_on: The days on which metrics were shared, in order, each once.
        regions: The ids of the regions in which the programme will be offered.
        sessions: The sessions that were recorded, in the order in which they came.
        quarter_goals: The number of partners by the first day of the quarter at whose
            end there should be so many.
        stopped: That it was given up; ``None`` of one that was not.

    Rule: PRG-02.
    """

    programme_id: str
    policy_id: str
    version: int
    at: datetime = attrs.field(eq=microseconds)
    stage: str
    since: datetime = attrs.field(eq=microseconds)
    seats: FrozenMap[str, str] = EMPTY_MAP
    goals: FrozenMap[str, Goal] = EMPTY_MAP
    judged: FrozenMap[str, GoalJudgement] = EMPTY_MAP
    answers: FrozenMap[str, str] = EMPTY_MAP
    requirements: PartnerRequirements | None = None
    deliverables: FrozenMap[str, str]
    ticked: FrozenMap[str, Tick] = EMPTY_MAP
    partners: FrozenMap[str, PilotPartner] = EMPTY_MAP
    run_from: date | None = None
    sharing_months: int
    shared_on: tuple[date, ...] = ()
    regions: tuple[str, ...] = ()
    sessions: tuple[EnablementSession, ...] = ()
    quarter_goals: FrozenMap[date, int] = EMPTY_MAP
    stopped: PilotStop | None = None

    @property
    def taking_part(self) -> FrozenMap[str, PilotPartner]:
        """The partners that have not withdrawn, by id."""
        return FrozenMap(
            (name, each) for name, each in self.partners.items() if each.takes_part
        )
