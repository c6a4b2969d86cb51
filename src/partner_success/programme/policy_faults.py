"""What the parts of the policy of a programme are held to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from partner_success.core.checks import fault, form_faults, reference_faults
from partner_success.core.collections import Catalogue
from partner_success.errors import Problem
from partner_success.programme.deliverables import DeliverableState
from partner_success.programme.questions import PilotQuestion, QuestionTopic
from partner_success.programme.seats import Seat
from partner_success.programme.stages import (
    STAGES,
    CriterionCheck,
    ExitCriterion,
    PilotStage,
)
from partner_success.programme.terms import PilotTerms

__all__ = [
    "part_faults",
    "question_faults",
    "stage_faults",
    "state_faults",
    "term_faults",
]


def part_faults(path: str, parts: Catalogue[Any]) -> Iterator[Problem]:
    """Name every id that could not stand in a path, and that there is none."""
    yield from form_faults(path, parts)
    if not len(parts):
        name = path.rpartition(".")[2].replace("_", " ")
        yield fault(path, "empty", f"a programme has at least one of its {name}", ())


def stage_faults(
    stages: Catalogue[PilotStage], seats: Catalogue[Seat]
) -> Iterator[Problem]:
    """Name every fault of the stages and of their exit criteria."""
    if stages.ids != STAGES:
        message = (
            f"a programme has the stages {', '.join(STAGES)}, in this order; what they"
            " are called can be changed, and what leads from one to another cannot"
        )
        yield fault("stages", "wrong-stages", message, list(stages.ids))
    taken: set[str] = set()
    for place, stage in enumerate(stages):
        path = f"stages[{place}].criteria"
        yield from part_faults(path, stage.criteria)
        for number, criterion in enumerate(stage.criteria):
            inside = f"{path}[{number}]"
            if criterion.id in taken:
                message = "another stage has a criterion of this id; ids are unique"
                yield fault(f"{inside}.id", "duplicate-id", message, criterion.id)
            yield from _criterion_faults(inside, criterion, seats.ids)
        taken.update(stage.criteria.ids)


def _criterion_faults(
    path: str, criterion: ExitCriterion, seats: Iterable[str]
) -> Iterator[Problem]:
    checks = get_args(CriterionCheck)
    yield from reference_faults(f"{path}.check", "check", [criterion.check], checks)
    if not criterion.acts:
        message = "somebody has to make it hold; name the seat at least"
        yield fault(f"{path}.acts", "empty", message, ())
    yield from reference_faults(f"{path}.acts", "seat", criterion.acts, seats)
    yield from reference_faults(f"{path}.seats", "seat", criterion.seats, seats)
    if bool(criterion.seats) is not (criterion.check == "seats_filled"):
        message = "seats are named where the check is 'seats_filled', and only there"
        yield fault(f"{path}.seats", "wrong-seats", message, criterion.seats)


def question_faults(
    questions: Catalogue[PilotQuestion],
    topics: Catalogue[QuestionTopic],
    seats: Catalogue[Seat],
) -> Iterator[Problem]:
    """Name every fault of the questions."""
    for place, question in enumerate(questions):
        path = f"questions[{place}]"
        yield from reference_faults(
            f"{path}.topic", "topic", [question.topic], topics.ids
        )
        yield from reference_faults(f"{path}.acts", "seat", [question.acts], seats.ids)
        if len({*question.answers}) < len(question.answers):
            message = "an answer stands there twice; give each once"
            yield fault(f"{path}.answers", "duplicate-id", message, question.answers)


def state_faults(states: Catalogue[DeliverableState]) -> Iterator[Problem]:
    """Name what keeps the states from leading from not begun to ready."""
    ready = [state.is_ready for state in states]
    if any(ready[:1]):
        message = "the first state is that of what is not begun, so it is not ready"
        yield fault("deliverable_states[0].is_ready", "ready", message, found=True)
    if ready and not any(ready):
        message = "no state is ready, so Develop would never be left"
        yield fault("deliverable_states", "none-ready", message, list(states.ids))
    if ready != sorted(ready):
        message = "they are in order, so behind one that is ready all are"
        yield fault("deliverable_states", "out-of-order", message, list(states.ids))


def term_faults(terms: PilotTerms) -> Iterator[Problem]:
    """Name every fault of the terms by which a pilot is run."""
    yield from part_faults("pilot.selection", terms.selection)
    yield from part_faults("pilot.kpis", terms.kpis)
    wrong: set[str] = set()
    for name in ("least_months", "most_months", "sharing_months", "quarters"):
        value: object = getattr(terms, name)
        if type(value) is not int or value < 1:
            wrong.add(name)
            message = "must be a whole number from 1 up"
            yield fault(f"pilot.{name}", "out-of-range", message, value)
    if not wrong and terms.most_months < terms.least_months:
        message = f"must be at least {terms.least_months}, the fewest months"
        yield fault("pilot.most_months", "out-of-range", message, terms.most_months)
