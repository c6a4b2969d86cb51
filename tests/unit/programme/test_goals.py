"""Goals with metric, target and day, and how far they are reached."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import partner_success as ps
from partner_success.errors import InvalidDataError, InvalidUseError, InvalidValueError
from partner_success.programme import Goal, GoalState, judge_goals
from partner_success.scoring.targets import Relation, Target

DUE = date(2027, 3, 31)


def goal(
    id_: str = "ten",
    *,
    area: str = "scaling",
    relation: Relation = "at_least",
    value: str = "10",
    upper: str | None = None,
    unit: str = "partners",
    due_on: date = DUE,
) -> Goal:
    """Make a goal: ten partners by the end of March 2027."""
    target = Target(
        id=id_,
        name="Partners onboarded",
        relation=relation,
        value=Decimal(value),
        upper=None if upper is None else Decimal(upper),
        unit=unit,
    )
    return Goal(id=id_, area=area, target=target, due_on=due_on)


@pytest.mark.rule("PRG-03")
def test_the_areas_of_goals(rules: ps.Rulebook) -> None:
    """Goals are about partners, customers and scaling; without any, all three lack."""
    areas = ("partner_relationships", "customer_engagement", "scaling")
    found = judge_goals(rules.programme, [], on=DUE)
    assert tuple(area.id for area in found.areas_without) == areas
    assert str(found) == "Goals on 2027-03-31: there are none"
    found = judge_goals(rules.programme, [goal()], on=DUE)
    assert tuple(area.id for area in found.areas_without) == areas[:2]
    assert [each.id for each in found.by_area["scaling"]] == ["ten"]
    assert "Customer engagement has no goal" in str(found.explain())


@pytest.mark.rule("PRG-03")
@pytest.mark.parametrize(
    ("value", "on", "state"),
    [
        (10, date(2027, 3, 1), GoalState.MET),
        (10, date(2027, 4, 1), GoalState.MET),
        (9, date(2027, 3, 30), GoalState.NOT_YET_DUE),
        (9, DUE, GoalState.NOT_YET_DUE),
        (9, date(2027, 4, 1), GoalState.MISSED),
        (None, DUE, GoalState.NOT_YET_DUE),
        (None, date(2027, 4, 1), GoalState.NO_VALUE),
        (float("nan"), date(2027, 4, 1), GoalState.NO_VALUE),
    ],
)
def test_a_goal_has_the_whole_of_its_day(
    rules: ps.Rulebook, value: float | None, on: date, state: GoalState
) -> None:
    """A goal is missed from the day after its own on, and met as soon as it is."""
    found = judge_goals(rules.programme, [goal()], {"ten": value}, on=on)
    assert found.goals["ten"].state is state
    assert found.by_state[state] == sum(found.by_state.values()) == 1


@pytest.mark.rule("PRG-03")
@pytest.mark.parametrize(
    ("relation", "value", "upper", "reached", "margin", "words", "met"),
    [
        ("at_least", "10", None, 12, Fraction(2), "2 partners beyond", True),
        ("at_least", "10", None, 10, Fraction(0), "on the target", True),
        ("at_least", "10", None, 7.25, Fraction(-11, 4), "2.75 partners short", False),
        ("above", "10", None, 10, Fraction(0), "on the target", False),
        ("above", "10", None, Decimal("10.01"), Fraction(1, 100), None, True),
        ("at_most", "30", None, 41, Fraction(-11), "11 partners short", False),
        ("at_most", "30", None, 30, Fraction(0), "on the target", True),
        ("below", "30", None, 30, Fraction(0), "on the target", False),
        ("below", "30", None, 28, Fraction(2), "2 partners beyond", True),
        ("between", "5", "9", 6, Fraction(1), "1 partners beyond", True),
        ("between", "5", "9", 8, Fraction(1), "1 partners beyond", True),
        ("between", "5", "9", 12, Fraction(-3), "3 partners short", False),
        ("between", "5", "9", 1, Fraction(-4), "4 partners short", False),
    ],
)
def test_the_distance_is_exact(
    rules: ps.Rulebook,
    relation: Relation,
    value: str,
    upper: str | None,
    reached: float,
    margin: Fraction,
    words: str | None,
    met: bool,
) -> None:
    """The margin is positive beyond the target, whichever way is better."""
    asked = goal(relation=relation, value=value, upper=upper)
    standing = judge_goals(rules.programme, [asked], {"ten": reached}, on=DUE).goals[
        "ten"
    ]
    assert standing.margin == margin
    assert words is None or standing.distance == words
    assert (standing.state is GoalState.MET) is met


@pytest.mark.rule("PRG-03")
def test_distance_and_state_count_alike(rules: ps.Rulebook) -> None:
    """A value that counts as the target is on it; a third is told to a hundredth."""
    values = {"ten": 9.996, "third": Fraction(29, 3)}
    found = judge_goals(rules.programme, [goal(), goal("third")], values, on=DUE).goals
    assert (found["ten"].margin, found["ten"].state) == (0, GoalState.MET)
    assert found["third"].value == Fraction(967, 100)


def test_without_unit_or_value(rules: ps.Rulebook) -> None:
    """Where there is no unit none is told, and where there is no value a dash is."""
    goals = [goal(unit=""), goal("other")]
    found = judge_goals(rules.programme, goals, {"ten": 12}, on=date(2027, 3, 1)).goals
    assert found["ten"].distance == "2 beyond"
    assert (found["other"].margin, found["other"].distance) == (None, None)
    assert found["ten"].days_left == 30


def test_it_shows_itself(rules: ps.Rulebook) -> None:
    """Goals stand by area with value, distance and state."""
    goals = [goal(), goal("plans", area="customer_engagement", unit="plans")]
    found = judge_goals(rules.programme, goals, {"ten": 12.5}, on=date(2027, 4, 1))
    assert str(found) == "Goals on 2027-04-01: 1 met, 1 no value"
    rows = found.explain().rows
    assert [row[1:] for row in rows] == [
        ("-", "-", "no value"),
        ("12.5", "2.5 partners beyond", "met"),
    ]
    assert rows[1][0] == (
        "Scaling: Partners onboarded: at least 10 partners by 2027-03-31"
    )


@pytest.mark.rule("PRG-03")
@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"due_on": None}, ["due_on"]),
        ({"due_on": datetime(2027, 3, 31, tzinfo=UTC)}, ["due_on"]),
        ({"target": None}, ["target"]),
        ({"target": "ten partners"}, ["target"]),
        ({"area": ""}, ["area"]),
        ({"id": " ten"}, ["id"]),
        ({"id": None, "due_on": "soon"}, ["id", "due_on"]),
    ],
)
def test_a_goal_has_metric_target_and_day(
    changes: dict[str, Any], paths: list[str]
) -> None:
    """What a goal lacks is named by its path, everything at once."""
    parts: dict[str, Any] = {
        "id": "ten",
        "area": "scaling",
        "target": goal().target,
        "due_on": DUE,
    }
    with pytest.raises(InvalidDataError) as caught:
        Goal(**{**parts, **changes})
    assert [each.path for each in caught.value.problems] == paths


@pytest.mark.rule("PRG-03")
def test_a_metric_has_a_name() -> None:
    """A target without a name does not say what is measured."""
    nameless = Target(id="x", name=" ", relation="at_least", value=Decimal(1))
    with pytest.raises(InvalidDataError, match=r"target\.name: is blank"):
        Goal(id="x", area="scaling", target=nameless, due_on=DUE)


@pytest.mark.parametrize(
    ("goals", "values", "path", "code"),
    [
        ([goal(), goal()], {}, "goals[1].id", "duplicate-id"),
        ([goal(area="scalling")], {}, "goals[0].area", "unknown"),
        (["ten"], {}, "goals[0]", "wrong-type"),
        (7, {}, "goals", "wrong-type"),
        ([goal()], {"tenn": 7}, "values['tenn']", "unknown"),
        ([goal()], {"ten": "7"}, "values['ten']", "no-number"),
        ([goal()], {"ten": True}, "values['ten']", "no-number"),
        ([goal()], {"ten": float("inf")}, "values['ten']", "no-number"),
        ([goal()], {"ten": Decimal("1e5000")}, "values['ten']", "no-number"),
    ],
)
def test_wrong_goals_and_values(
    rules: ps.Rulebook, goals: Any, values: Any, path: str, code: str
) -> None:
    """What cannot be meant is refused by its path."""
    with pytest.raises(InvalidDataError) as caught:
        judge_goals(rules.programme, goals, values, on=DUE)
    assert [(each.path, each.code) for each in caught.value.problems] == [(path, code)]


def test_policy_and_day_are_needed(rules: ps.Rulebook) -> None:
    """Another family and an instant are refused."""
    wrong: Any = rules.renewals
    with pytest.raises(InvalidUseError, match="ProgrammePolicy"):
        judge_goals(wrong, [], on=DUE)
    with pytest.raises(InvalidValueError, match="on needs a day"):
        judge_goals(rules.programme, [], on=datetime(2027, 3, 31, tzinfo=UTC))


@pytest.mark.rule("PRG-03")
@given(
    value=st.integers(-2_000, 2_000),
    edge=st.integers(-2_000, 2_000),
    relation=st.sampled_from(("at_least", "above", "at_most", "below")),
)
def test_a_goal_is_met_by_the_sign_of_its_margin(
    value: int, edge: int, relation: Relation
) -> None:
    """Beyond the target is met, short of it is not, and on it by the relation."""
    asked = goal(relation=relation, value=str(Decimal(edge) / 100))
    given_ = {"ten": Decimal(value) / 100}
    policy = ps.standard().programme
    standing = judge_goals(policy, [asked], given_, on=DUE).goals["ten"]
    assert standing.margin is not None
    met = standing.margin > 0 or (
        standing.margin == 0 and relation in ("at_least", "at_most")
    )
    assert (standing.state is GoalState.MET) is met
    assert abs(standing.margin) == Fraction(abs(value - edge), 100)
