"""How a partner success programme is built, from its team to general availability."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from partner_success.core.checks import refuse
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.provenance import Provenance
from partner_success.errors import Problem
from partner_success.programme.deliverables import Deliverable, DeliverableState
from partner_success.programme.goals import GoalArea
from partner_success.programme.policy_faults import (
    part_faults,
    question_faults,
    stage_faults,
    state_faults,
    term_faults,
)
from partner_success.programme.questions import PilotQuestion, QuestionTopic
from partner_success.programme.seats import Seat
from partner_success.programme.stages import ExitCriterion, PilotStage
from partner_success.programme.terms import PilotTerms

__all__ = ["ProgrammePolicy"]


@attrs.frozen(kw_only=True)
class ProgrammePolicy:
    """How a partner success programme is built.

    Attributes:
        id: The name for programs.
        name: The name for people.
        seats: The seats of its team, in order.
        goal_areas: What its goals are about.
        stages: The stages on the way to general availability, in order.
        topics: What the questions of the pilot are about.
        questions: What the pilot must find out before Design is left.
        deliverable_states: How far a deliverable can be, in order.
        deliverables: What partners get.
        pilot: How the pilot is run.
        citations: Where the policy comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Rule: PRG-01, PRG-02, PRG-03, PRG-04, PRG-06, PRG-07, PRG-09.
    """

    id: str
    name: str
    seats: Catalogue[Seat]
    goal_areas: Catalogue[GoalArea]
    stages: Catalogue[PilotStage]
    topics: Catalogue[QuestionTopic]
    questions: Catalogue[PilotQuestion]
    deliverable_states: Catalogue[DeliverableState]
    deliverables: Catalogue[Deliverable]
    pilot: PilotTerms
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        refuse(f"programme policy {self.id!r}", _faults(self))

    @property
    def criteria(self) -> Catalogue[ExitCriterion]:
        """The exit criteria of every stage, in order."""
        criteria = (each for stage in self.stages for each in stage.criteria)
        return Catalogue(criteria, kind="exit criterion")


def _faults(policy: ProgrammePolicy) -> Iterator[Problem]:
    """Name every fault of a policy by its path."""
    for name in (
        "seats",
        "goal_areas",
        "stages",
        "topics",
        "questions",
        "deliverable_states",
        "deliverables",
    ):
        yield from part_faults(name, getattr(policy, name))
    yield from stage_faults(policy.stages, policy.seats)
    yield from question_faults(policy.questions, policy.topics, policy.seats)
    yield from state_faults(policy.deliverable_states)
    yield from term_faults(policy.pilot)
