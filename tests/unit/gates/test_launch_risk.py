"""At which risk a launch is: days left, work left, and the buffer between."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.gates import (
    JourneyState,
    LaunchRisk,
    launch_risk,
    measured_averages,
)
from tests.support.journeys import company_journey
from tests.unit.gates.standing_states import START, gate, standing_at

DAY = timedelta(days=1)
WHOLE = 30 + 7 + 84 + 35 + 21


def at_risk(
    rules: ps.Rulebook, stage: str, buffer: int, *, work: int, **changes: Any
) -> LaunchRisk:
    """The risk with the target so far away that this buffer is left."""
    target = START + (work + buffer) * DAY
    state = standing_at(rules.journey, stage, target=target, **changes)
    return launch_risk(rules.journey, state, START)


@pytest.mark.rule("JRN-23")
@pytest.mark.parametrize(
    ("stage", "work"),
    [
        ("pre_contract", WHOLE),
        ("gate_0", WHOLE - 30),
        ("gate_1", 84 + 35 + 21),
        ("gate_2", 35 + 21),
        ("gate_3", 21),
    ],
)
def test_the_work_left_is_the_plan_of_all_that_is_to_come(
    rules: ps.Rulebook, stage: str, work: int
) -> None:
    """The current stage and those behind it, up to the launch."""
    found = at_risk(rules, stage, 0, work=work)
    assert found.days_needed == work
    assert found.days_left == work
    assert found.buffer == 0
    assert {each.source for each in found.work} == {"plan"}
    assert found.work[0].stage == stage
    assert found.work[-1].stage == "gate_3"


@pytest.mark.rule("JRN-23")
@pytest.mark.parametrize(
    ("buffer", "level"),
    [
        (-100, "high"),
        (-1, "high"),
        (0, "medium"),
        (1, "medium"),
        (13, "medium"),
        (14, "low"),
        (15, "low"),
    ],
)
def test_the_levels_of_the_buffer(rules: ps.Rulebook, buffer: int, level: str) -> None:
    """Below nothing, below two weeks, and beyond; at each edge."""
    found = at_risk(rules, "gate_1", buffer, work=140)
    assert (found.buffer, found.level) == (buffer, level)
    assert found.reasons == ()


@pytest.mark.rule("JRN-23")
@pytest.mark.parametrize(
    ("used", "left"), [(-3, 35), (0, 35), (1, 34), (34, 1), (35, 0), (36, 0), (90, 0)]
)
def test_of_the_current_gate_counts_what_is_left(
    rules: ps.Rulebook, used: int, left: int
) -> None:
    """Less the days used, and never below nothing."""
    days = {"gate_1": (START - 200 * DAY, START), "gate_2": (START, None)}
    state = standing_at(rules.journey, "gate_2", days, target=START + 365 * DAY)
    found = launch_risk(rules.journey, state, START + used * DAY)
    assert [each.left for each in found.work] == [left, 21]
    assert found.work[0].used == max(0, used)


@pytest.mark.rule("JRN-23")
def test_what_is_passed_counts_nothing(rules: ps.Rulebook) -> None:
    """Not even while the next stage has not been started."""
    days = {"gate_2": (START, START + 10 * DAY)}
    state = standing_at(rules.journey, "gate_2", days, target=START + 40 * DAY)
    found = launch_risk(rules.journey, state, START + 12 * DAY)
    assert [each.stage for each in found.work] == ["gate_3"]
    assert (found.buffer, found.level) == (7, "medium")


@pytest.mark.rule("JRN-23")
def test_the_measured_average_goes_before_the_plan(rules: ps.Rulebook) -> None:
    """For the current gate too; where none was measured the plan stays."""
    state = standing_at(
        rules.journey,
        "gate_1",
        {"gate_1": (START - 30 * DAY, None)},
        target=START + 100 * DAY,
    )
    found = launch_risk(
        rules.journey, state, START, {"gate_1": 60.5, "gate_2": None, "gate_3": 14}
    )
    assert [(each.source, each.days, each.left) for each in found.work] == [
        ("measured", Fraction("60.5"), Fraction("30.5")),
        ("plan", 35, 35),
        ("measured", 14, 14),
    ]
    assert found.buffer == Fraction("20.5")


@pytest.mark.rule("JRN-23")
@pytest.mark.parametrize(
    ("average", "level"),
    [
        (Fraction(21), "medium"),
        (21 + Fraction(1, 10**30), "high"),
        (7, "low"),
        (7 + Fraction(1, 10**30), "medium"),
        (Decimal("7.000000000000000000001"), "medium"),
    ],
)
def test_fractions_of_days_are_compared_exactly(
    rules: ps.Rulebook, average: Any, level: str
) -> None:
    """The least bit beyond an edge is beyond it."""
    state = standing_at(rules.journey, "gate_3", target=START + 21 * DAY)
    found = launch_risk(rules.journey, state, START, {"gate_3": average})
    assert found.level == level


@pytest.mark.rule("JRN-23")
def test_there_is_no_risk_without_a_target(rules: ps.Rulebook) -> None:
    """The work left is told all the same."""
    found = launch_risk(rules.journey, standing_at(rules.journey, "gate_3"), START)
    assert (found.level, found.buffer, found.days_left) == (None, None, None)
    assert [reason.code for reason in found.reasons] == ["no-target"]
    assert found.days_needed == 21
    assert str(found) == "Launch risk of acme on 2026-01-05: none"
    assert found.explain().remarks == (
        "21 days of work are left",
        "no day is set for its launch",
    )


@pytest.mark.rule("JRN-23")
def test_there_is_no_risk_once_launched(rules: ps.Rulebook) -> None:
    """Whether in operation or not yet, and however late it was."""
    for stage in ("gate_3", "post_launch"):
        state = standing_at(rules.journey, stage, target=START - 90 * DAY)
        launched = attrs.evolve(
            state, launch=attrs.evolve(state.launch, launched_on=START)
        )
        found = launch_risk(rules.journey, launched, START + DAY)
        assert (found.level, found.work, found.buffer) == (None, (), None)
        assert [reason.code for reason in found.reasons] == ["launched"]
        assert found.reasons[0].facts == {"launched_on": START}
        assert found.explain().remarks[1] == "it was launched on 2026-01-05"


@pytest.mark.rule("JRN-23")
def test_it_tells_each_stage_and_the_sum(rules: ps.Rulebook) -> None:
    """What is printed adds up, and is rounded down towards the risk."""
    state = standing_at(rules.journey, "gate_2", target=START + 60 * DAY)
    averages = {"gate_2": Fraction(92, 3), "gate_3": Fraction(46, 3)}
    found = launch_risk(rules.journey, state, START, averages)
    assert str(found.explain()).splitlines()[:5] == [
        "Launch risk of acme on 2026-01-05: low, with a buffer of 14 days",
        "                           days      from  used   left",
        "Gate 2: Ready to Order    30.67  measured     0  30.67",
        "Gate 3: Ready to Deliver  15.33  measured     0  15.33",
        "46 days of work are left, and 60 days up to 2026-03-06",
    ]
    shorter = launch_risk(
        rules.journey, state, START, averages | {"gate_3": Fraction(154, 10) - 1}
    )
    assert shorter.level == "low"
    nearly = launch_risk(
        rules.journey, state, START, averages | {"gate_3": Fraction(46001, 3000)}
    )
    assert nearly.level == "medium"
    assert str(nearly).endswith("medium, with a buffer of 13.99 days")


def test_wrong_averages_are_refused(rules: ps.Rulebook) -> None:
    """An unknown stage, text, a negative number, and an instant for the day."""
    state = standing_at(rules.journey, "gate_2", target=START)
    with pytest.raises(UnknownNameError, match="did you mean 'gate_2'"):
        launch_risk(rules.journey, state, START, {"gate2": 3})
    text: Any = "3"
    with pytest.raises(InvalidValueError, match="the average of 'gate_2' must be a nu"):
        launch_risk(rules.journey, state, START, {"gate_2": text})
    with pytest.raises(InvalidValueError, match="from 0 up, found -1"):
        launch_risk(rules.journey, state, START, {"gate_2": -1})
    with pytest.raises(InvalidValueError, match="on needs a day"):
        launch_risk(rules.journey, state, datetime(2026, 1, 5, tzinfo=UTC))


def histories(rules: ps.Rulebook, stage: str, *taken: int | None) -> list[JourneyState]:
    """Partners who took so many days for a stage; None for one still in it."""
    return [
        standing_at(
            rules.journey,
            stage,
            {stage: (START, None if days is None else START + days * DAY)},
            partner_id=f"p-{place}",
        )
        for place, days in enumerate(taken)
    ]


@pytest.mark.rule("JRN-23")
def test_averages_are_exact_means_of_what_was_passed(rules: ps.Rulebook) -> None:
    """Stages that nobody passed are left out, and so is who is still in one."""
    seen = histories(rules, "gate_1", 80, 90, None, 95)
    assert measured_averages(rules.journey, seen) == {"gate_1": Fraction(265, 3)}
    assert measured_averages(rules.journey, []) == {}
    assert measured_averages(rules.journey, histories(rules, "gate_0", 0)) == {
        "gate_0": 0
    }


def test_histories_of_one_journey_each_once(rules: ps.Rulebook) -> None:
    """A partner twice would count twice; another journey's stages are others."""
    seen = histories(rules, "gate_1", 80)
    with pytest.raises(InvalidValueError, match="'p-0' is there twice"):
        measured_averages(rules.journey, [*seen, *seen])
    with pytest.raises(InvalidUseError, match="on the journey 'journey', and this is"):
        measured_averages(company_journey(), seen)


def test_an_end_before_the_start_took_no_days(rules: ps.Rulebook) -> None:
    """Only clocks of two zones can show that."""
    state = standing_at(rules.journey, "gate_1")
    odd = gate(START, START - DAY)
    gates = type(state.gates)(dict(state.gates) | {"gate_1": odd})
    found = measured_averages(rules.journey, [attrs.evolve(state, gates=gates)])
    assert found == {"gate_1": 0}


@pytest.mark.rule("JRN-23")
@settings(max_examples=25)
@given(st.integers(0, 400), st.integers(-50, 400), st.fractions(0, 300))
def test_the_laws_of_the_risk(used: int, ahead: int, average: Fraction) -> None:
    """A later target never makes it worse, nor does a longer average make it better."""
    rules = ps.standard()
    days = {"gate_1": (START - used * DAY, None)}
    state = standing_at(rules.journey, "gate_1", days, target=START + ahead * DAY)
    later = attrs.evolve(state, target_launch=START + (ahead + 1) * DAY)
    found = launch_risk(rules.journey, state, START, {"gate_1": average})
    longer = launch_risk(rules.journey, state, START, {"gate_1": average + 1})
    relaxed = launch_risk(rules.journey, later, START, {"gate_1": average})
    assert found.buffer is not None
    assert longer.buffer is not None
    assert relaxed.buffer == found.buffer + 1
    assert found.buffer - 1 <= longer.buffer <= found.buffer
    order = ["high", "medium", "low"]
    assert order.index(str(longer.level)) <= order.index(str(found.level))
    assert order.index(str(found.level)) <= order.index(str(relaxed.level))


def test_days_over_a_leap_day_are_days(rules: ps.Rulebook) -> None:
    """The end of February counts as any other day."""
    first = date(2024, 2, 20)
    state = standing_at(
        rules.journey, "gate_3", {"gate_3": (first, None)}, target=date(2024, 3, 12)
    )
    found = launch_risk(rules.journey, state, date(2024, 3, 1))
    assert (found.work[0].used, found.work[0].left, found.days_left) == (10, 11, 11)
