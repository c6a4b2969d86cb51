"""What can be done to the team and the plans of a programme."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, cast

import attrs

from partner_success.core.quantities import as_number
from partner_success.errors import InvalidValueError
from partner_success.partners.faults import Faults, Measure
from partner_success.programme.goals import Goal
from partner_success.programme.pilot.commanded import PilotCommanded
from partner_success.programme.requirements import PartnerRequirements

__all__ = [
    "AnswerQuestion",
    "DropGoal",
    "FillSeat",
    "JudgeGoal",
    "MoveDeliverable",
    "ReopenCriterion",
    "ReopenQuestion",
    "SetGoal",
    "SetRequirements",
    "TickCriterion",
    "VacateSeat",
]


@attrs.frozen(kw_only=True)
class FillSeat(PilotCommanded):
    """Give somebody a seat of the team, which others may have had before.

    Attributes:
        seat: The id of the seat.
        person: The id of who sits there.

    Rule: PRG-02.
    """

    ids: ClassVar[tuple[str, ...]] = ("seat", "person")
    seat: str
    person: str


@attrs.frozen(kw_only=True)
class VacateSeat(PilotCommanded):
    """Record that nobody sits there any more.

    Attributes:
        seat: The id of the seat.

    Rule: PRG-02.
    """

    ids: ClassVar[tuple[str, ...]] = ("seat",)
    seat: str


@attrs.frozen(kw_only=True)
class SetGoal(PilotCommanded):
    """Set a goal, or set the one of this id anew: it is judged anew then.

    Attributes:
        goal: The goal.

    Rule: PRG-02.
    """

    goal: Goal

    def _check(self, faults: Faults) -> None:
        faults.record("goal", self.goal, Goal)


@attrs.frozen(kw_only=True)
class DropGoal(PilotCommanded):
    """Give a goal up; `why` says why.

    Attributes:
        goal: The id of the goal.

    Rule: PRG-02.
    """

    ids: ClassVar[tuple[str, ...]] = ("goal",)
    goal: str


def _exact(value: Measure) -> Decimal:
    """Give a number as it is written; leave anything else for the check to report."""
    if type(value) is int:
        return Decimal(value)
    if type(value) is float:
        return Decimal(repr(value))
    return cast(Decimal, value)


@attrs.frozen(kw_only=True)
class JudgeGoal(PilotCommanded):
    """Record which value the metric of a goal reached, or correct it.

    Attributes:
        goal: The id of the goal.
        value: The value; its target tells whether that meets the goal.

    Rule: PRG-02.
    """

    ids: ClassVar[tuple[str, ...]] = ("goal",)
    goal: str
    value: Decimal = attrs.field(converter=_exact)

    def _check(self, faults: Faults) -> None:
        if not isinstance(self.value, Decimal):
            faults.wrong_type("value", self.value, "a number")
            return
        try:
            as_number(self.value, "value")
        except InvalidValueError as error:
            faults.add("value", "no-number", str(error), self.value, "a finite number")


@attrs.frozen(kw_only=True)
class AnswerQuestion(PilotCommanded):
    """Answer a question of the pilot, or answer it anew.

    Attributes:
        question: The id of the question.
        answer: One of the question's answers by its id, or free words where it has
            none.

    Rule: PRG-06.
    """

    ids: ClassVar[tuple[str, ...]] = ("question",)
    question: str
    answer: str

    def _check(self, faults: Faults) -> None:
        faults.text("answer", self.answer)


@attrs.frozen(kw_only=True)
class ReopenQuestion(PilotCommanded):
    """Record that an answer holds no longer; `why` says why.

    Attributes:
        question: The id of the question.

    Rule: PRG-06.
    """

    ids: ClassVar[tuple[str, ...]] = ("question",)
    question: str


@attrs.frozen(kw_only=True)
class SetRequirements(PilotCommanded):
    """Set what is required of each partner, or set it anew.

    Attributes:
        requirements: What is required; something has to be.

    Rule: PRG-02.
    """

    requirements: PartnerRequirements

    def _check(self, faults: Faults) -> None:
        faults.record("requirements", self.requirements, PartnerRequirements)


@attrs.frozen(kw_only=True)
class MoveDeliverable(PilotCommanded):
    """Record into which state a deliverable came.

    Attributes:
        deliverable: The id of the deliverable.
        to: The id of the state; any one later, or an earlier one where `why` says why.

    Rule: PRG-02.
    """

    ids: ClassVar[tuple[str, ...]] = ("deliverable", "to")
    deliverable: str
    to: str


@attrs.frozen(kw_only=True)
class TickCriterion(PilotCommanded):
    """Record that an exit criterion is met which nothing on record can tell.

    Attributes:
        criterion: The id of the criterion.
        evidence: What shows it, in words or as an address.

    Rule: PRG-02.
    """

    ids: ClassVar[tuple[str, ...]] = ("criterion",)
    criterion: str
    evidence: str

    def _check(self, faults: Faults) -> None:
        faults.text("evidence", self.evidence)


@attrs.frozen(kw_only=True)
class ReopenCriterion(PilotCommanded):
    """Record that a ticked criterion is not met after all; `why` says why.

    Attributes:
        criterion: The id of the criterion.

    Rule: PRG-02.
    """

    ids: ClassVar[tuple[str, ...]] = ("criterion",)
    criterion: str
