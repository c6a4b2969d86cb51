"""Policies of programmes that contradict themselves, and every fault of them."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.errors import InvalidModelError
from partner_success.programme import ProgrammePolicy


def faults(policy: ProgrammePolicy, **changed: object) -> set[tuple[str, str]]:
    """Give path and code of each fault of a changed policy."""
    told = "programme policy 'programme'"
    with pytest.raises(InvalidModelError, match=told) as caught:
        attrs.evolve(policy, **changed)
    return {(each.path, each.code) for each in caught.value.problems}


def with_criterion(policy: ProgrammePolicy, **changed: object) -> Catalogue[Any]:
    """Give the stages with another first criterion in Discovery."""
    first, *others = policy.stages
    criterion, *more = first.criteria
    criteria = Catalogue([attrs.evolve(criterion, **changed), *more])
    return Catalogue([attrs.evolve(first, criteria=criteria), *others])


def with_terms(policy: ProgrammePolicy, **changed: object) -> Any:
    """Give the terms of the pilot with something else."""
    return attrs.evolve(policy.pilot, **changed)


@pytest.mark.rule("PRG-02")
def test_there_are_six_stages_in_order(rules: ps.Rulebook) -> None:
    """A policy lacks no stage, has none more, and has them in their order."""
    policy = rules.programme
    assert [stage.name for stage in policy.stages] == [
        "Discovery",
        "Design",
        "Develop",
        "Deliver",
        "Debrief",
        "Rollout",
    ]
    stages = [*policy.stages]
    more = attrs.evolve(stages[0], id="launch", criteria=Catalogue())
    for wrong in (stages[:-1], stages[::-1]):
        assert faults(policy, stages=Catalogue(wrong)) == {("stages", "wrong-stages")}
    assert faults(policy, stages=Catalogue([*stages, more])) == {
        ("stages", "wrong-stages"),
        ("stages[6].criteria", "empty"),
    }


@pytest.mark.rule("PRG-02")
def test_every_part_has_an_entry(rules: ps.Rulebook) -> None:
    """A policy without seats, areas, questions or deliverables is none."""
    policy = rules.programme
    for name in ("goal_areas", "questions", "deliverables"):
        assert faults(policy, **{name: Catalogue()}) == {(name, "empty")}
    assert ("stages", "empty") in faults(policy, stages=Catalogue())
    assert ("seats", "empty") in faults(policy, seats=Catalogue())
    assert faults(policy, deliverable_states=Catalogue()) == {
        ("deliverable_states", "empty")
    }
    for name in ("selection", "kpis"):
        terms = with_terms(policy, **{name: Catalogue()})
        assert faults(policy, pilot=terms) == {(f"pilot.{name}", "empty")}


def test_ids_can_stand_in_a_path(rules: ps.Rulebook) -> None:
    """An id with a dot or blank in it is a fault wherever it stands."""
    policy = rules.programme
    dotted = Catalogue(
        attrs.evolve(each, id=f"{each.id}.") for each in policy.goal_areas
    )
    assert faults(policy, goal_areas=dotted) == {
        (f"goal_areas[{place}].id", "bad-id") for place in range(3)
    }
    assert faults(policy, stages=with_criterion(policy, id="a b")) == {
        ("stages[0].criteria[0].id", "bad-id")
    }


@pytest.mark.rule("PRG-02")
def test_criteria_name_what_there_is(rules: ps.Rulebook) -> None:
    """A criterion has a check and seats that are known, and an id of its own."""
    policy = rules.programme
    inside = "stages[0].criteria[0]"
    for changed, found in (
        ({"check": "guessed"}, {(f"{inside}.check[0]", "unknown")}),
        ({"acts": ()}, {(f"{inside}.acts", "empty")}),
        ({"acts": ("nobody",)}, {(f"{inside}.acts[0]", "unknown")}),
        ({"seats": ("legal",)}, {(f"{inside}.seats", "wrong-seats")}),
        ({"check": "seats_filled"}, {(f"{inside}.seats", "wrong-seats")}),
        (
            {"check": "seats_filled", "seats": ("legal", "nobody")},
            {(f"{inside}.seats[1]", "unknown")},
        ),
        ({"id": "training_built"}, {("stages[2].criteria[1].id", "duplicate-id")}),
    ):
        assert faults(policy, stages=with_criterion(policy, **changed)) == found


@pytest.mark.rule("PRG-06")
def test_questions_name_what_there_is(rules: ps.Rulebook) -> None:
    """A question has a topic and a seat that are known, and each answer once."""
    policy = rules.programme
    first, *others = policy.questions
    wrong = attrs.evolve(first, topic="x", acts="y", answers=("both", "both"))
    assert faults(policy, questions=Catalogue([wrong, *others])) == {
        ("questions[0].topic[0]", "unknown"),
        ("questions[0].acts[0]", "unknown"),
        ("questions[0].answers", "duplicate-id"),
    }


@pytest.mark.rule("PRG-02")
def test_states_of_deliverables_lead_to_ready(rules: ps.Rulebook) -> None:
    """What is not begun is not ready, and behind a ready state all are."""
    policy = rules.programme
    [*before, ready] = policy.deliverable_states
    assert faults(policy, deliverable_states=Catalogue(before)) == {
        ("deliverable_states", "none-ready")
    }
    assert faults(policy, deliverable_states=Catalogue([ready])) == {
        ("deliverable_states[0].is_ready", "ready")
    }
    wrong = Catalogue([before[0], ready, before[1]])
    assert faults(policy, deliverable_states=wrong) == {
        ("deliverable_states", "out-of-order")
    }
    more = Catalogue([*before, ready, attrs.evolve(ready, id="published")])
    assert attrs.evolve(policy, deliverable_states=more).deliverable_states == more


@pytest.mark.rule("PRG-07", "PRG-09")
def test_terms_of_the_standard_pilot(rules: ps.Rulebook) -> None:
    """Six to twelve months, metrics each month, and goals for four quarters."""
    terms = rules.programme.pilot
    assert (terms.least_months, terms.most_months) == (6, 12)
    assert (terms.sharing_months, terms.quarters) == (1, 4)


@pytest.mark.rule("PRG-09")
def test_terms_count_from_1(rules: ps.Rulebook) -> None:
    """Months and quarters are whole numbers from 1 up, and the most is not the less."""
    policy = rules.programme
    for name in ("least_months", "sharing_months", "quarters"):
        for wrong in (0, -1, 1.5, True):
            terms = with_terms(policy, **{name: wrong})
            assert faults(policy, pilot=terms) == {(f"pilot.{name}", "out-of-range")}
    assert faults(policy, pilot=with_terms(policy, most_months=5)) == {
        ("pilot.most_months", "out-of-range")
    }
    least = policy.pilot.least_months
    same = with_terms(policy, most_months=least)
    assert attrs.evolve(policy, pilot=same).pilot.most_months == least
