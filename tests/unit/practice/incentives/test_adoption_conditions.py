"""The adoption incentive: what it takes beside a run, and what is said of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.practice.incentives import (
    CalendarMonth,
    IncentiveRates,
    LineState,
)
from tests.unit.practice.incentives.partners import (
    ON,
    RATES,
    deal,
    found,
    lacking,
    paid,
    partner,
    usage,
    usd,
)

LAST = date.max


@pytest.mark.rule("INC-01")
@pytest.mark.parametrize("days", [89, 90])
def test_a_plan_is_in_time_up_to_its_last_day(rules: ps.Rulebook, days: int) -> None:
    """Day 90 after the first day of the contract counts."""
    filed = date.fromordinal(date(2026, 1, 1).toordinal() + days)
    given = deal(plan_filed_on=filed)
    line = rules.incentives.adoption_line(given, partner(), on=ON, rates=RATES)
    assert lacking(line) == {}
    given = deal(plan_filed_on=date(2026, 4, 2))
    line = rules.incentives.adoption_line(given, partner(), on=ON, rates=RATES)
    assert (date(2026, 4, 2) - given.starts_on).days == 91
    assert lacking(line) == {"plan": False}
    [reason] = line.decision.reasons
    assert reason.message == (
        "the success plan was filed on 2026-04-02, 91 days after the start; it takes a"
        " success plan by 2026-04-01, within 90 days of the start"
    )


@pytest.mark.rule("INC-01")
@pytest.mark.parametrize(
    ("filed", "filed_on", "on", "met"),
    [
        (None, None, date(2026, 4, 2), None),
        (True, None, date(2026, 4, 2), None),
        (True, None, date(2026, 4, 1), True),
        (False, None, date(2026, 4, 1), None),
        (False, None, date(2026, 4, 2), False),
        (None, date(2026, 4, 1), date(2026, 3, 31), None),
        (True, date(2026, 4, 9), date(2026, 4, 8), False),
        (None, date(2025, 12, 1), date(2026, 4, 2), True),
    ],
)
def test_a_plan_that_is_not_known_is_told_apart_from_none(
    rules: ps.Rulebook,
    filed: bool | None,
    filed_on: date | None,
    on: date,
    met: bool | None,
) -> None:
    """While there is time it is open; what came later is not there yet."""
    given = deal(plan_filed=filed, plan_filed_on=filed_on)
    line = rules.incentives.adoption_line(given, partner(), on=on, rates=RATES)
    assert lacking(line).get("plan", True) is met


def test_a_share_is_written_out(rules: ps.Rulebook) -> None:
    """Ten percent, however it was given."""
    rates = IncentiveRates(adoption=Decimal("1E+1"))
    line = rules.incentives.adoption_line(deal(), partner(), on=ON, rates=rates)
    assert found(line, "rate") == "it pays 10 %"


def test_a_plan_may_come_before_the_contract(rules: ps.Rulebook) -> None:
    """It is told by how many days before, and not by a number below zero."""
    given = deal(plan_filed_on=date(2025, 12, 1))
    line = rules.incentives.adoption_line(given, partner(), on=ON, rates=RATES)
    assert found(line, "plan").endswith("2025-12-01, 31 days before the start")


@pytest.mark.rule("INC-01")
def test_a_deal_at_the_end_of_time_has_a_deadline(rules: ps.Rulebook) -> None:
    """The last day that there is."""
    given = deal(starts_on=LAST, plan_filed_on=LAST, months=())
    line = rules.incentives.adoption_line(given, partner(), on=LAST, rates=RATES)
    assert lacking(line) == {"run": False}


@pytest.mark.rule("INC-01")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"level": "platinum"}, {}),
        ({"level": "silver"}, {"level": False}),
        ({"level": None}, {"level": None}),
        ({"specialisations": ["advanced_customer_experience"]}, {}),
        ({"specialisations": []}, {"specialisation": False}),
        ({"specialisations": None}, {"specialisation": None}),
        ({"architectures": []}, {}),
    ],
)
def test_level_and_specialisation_are_asked_for(
    rules: ps.Rulebook, changes: dict[str, Any], expected: dict[str, bool | None]
) -> None:
    """Gold and Platinum, and a specialisation of either level."""
    line = rules.incentives.adoption_line(
        deal(), partner(**changes), on=ON, rates=RATES
    )
    assert lacking(line) == expected
    wanted = LineState.EARNED
    if expected:
        failed = False in expected.values()
        wanted = LineState.NOT_EARNED if failed else LineState.UNDECIDED
    assert line.state is wanted
    assert bool(line.payments) is not bool(expected)
    assert line.at_stake


@pytest.mark.rule("INC-01")
def test_a_misspelt_level_is_pointed_at(rules: ps.Rulebook) -> None:
    """It may be another level, so that it is no error."""
    line = rules.incentives.adoption_line(
        deal(), partner(level="glod"), on=ON, rates=RATES
    )
    assert found(line, "level") == "its level is 'glod' (did you mean 'gold'?)"


@pytest.mark.rule("INC-01")
def test_every_reason_is_told_at_once(rules: ps.Rulebook) -> None:
    """Nothing hides behind the first thing that is lacking."""
    given = deal(months=(), driven=False, plan_filed_on=None, value=None)
    line = rules.incentives.adoption_line(
        given, partner(level="silver", specialisations=[]), on=ON
    )
    assert lacking(line) == {
        "level": False,
        "specialisation": False,
        "run": False,
        "plan": None,
        "drive": False,
        "rate": None,
        "value": None,
    }
    assert not line.decision.holds
    assert len(line.decision.reasons) == 7
    assert line.amount is None
    assert str(line) == "adoption of d-1: not earned"


@pytest.mark.rule("INC-01")
def test_whether_the_deal_was_driven_may_be_unknown(rules: ps.Rulebook) -> None:
    """That is not the same as no."""
    given = deal(driven=None)
    line = rules.incentives.adoption_line(given, partner(), on=ON, rates=RATES)
    assert lacking(line) == {"drive": None}


@pytest.mark.rule("INC-01")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"months": ()}, "no month counts"),
        (
            {"months": usage("2026-01", 59)},
            "no month counts",
        ),
        (
            {"months": usage("2026-01", 60, 60, 59)},
            (
                "the longest run is 2 months, 2026-01 to 2026-02; then 2026-03 has 59"
                " of 100, 59 %"
            ),
        ),
        (
            {"months": usage("2026-01", 60)},
            "the longest run is 1 month, 2026-01; then 2026-02 is not given",
        ),
        (
            {"months": usage("2026-11", 60)},
            "the longest run is 1 month, 2026-11",
        ),
        (
            {"months": usage("2026-11", 60, 60)},
            "the longest run is 1 month, 2026-11",
        ),
        (
            {"months": usage("2026-01", 60, 60), "ends_on": date(2026, 2, 28)},
            "the longest run is 2 months, 2026-01 to 2026-02",
        ),
        (
            {"months": usage("2026-01", 60, 60, 60), "ends_on": date(2026, 3, 30)},
            (
                "the longest run is 2 months, 2026-01 to 2026-02; then the contract"
                " ended inside 2026-03"
            ),
        ),
    ],
)
def test_a_short_run_says_what_ended_it(
    rules: ps.Rulebook, changes: dict[str, Any], said: str
) -> None:
    """And how long it was."""
    line = rules.incentives.adoption_line(
        deal(**changes), partner(), on=ON, rates=RATES
    )
    assert lacking(line) == {"run": False}
    assert found(line, "run") == said


@pytest.mark.rule("INC-01")
def test_an_unknown_month_that_could_complete_a_run_leaves_it_open(
    rules: ps.Rulebook,
) -> None:
    """It pays nothing, and is no refusal; where it changes nothing it is one."""
    given = deal(months=usage("2026-01", 60, None, 60))
    line = rules.incentives.adoption_line(given, partner(), on=ON, rates=RATES)
    assert lacking(line) == {"run": None}
    assert line.state is LineState.UNDECIDED
    assert found(line, "run").endswith(
        "; the usage of 2026-02 is not known, and could complete it"
    )
    [run] = [each for each in line.conditions if each.id == "run"]
    assert (run.facts["longest"], run.facts["missing"]) == (1, 2)
    given = deal(months=usage("2026-01", 60, None, 59, None))
    line = rules.incentives.adoption_line(given, partner(), on=ON, rates=RATES)
    assert lacking(line) == {"run": False}
    given = deal(months=usage("2026-01", 60, 60, 60, None))
    line = rules.incentives.adoption_line(given, partner(), on=ON, rates=RATES)
    assert line.course is not None
    assert line.course.open_months == ()


@pytest.mark.rule("INC-01")
def test_the_course_of_a_deal_is_told(rules: ps.Rulebook) -> None:
    """Each month with its share, and the runs with their length."""
    given = deal(months=usage("2026-01", 60, 45, 80, 90))
    course = rules.incentives.adoption_course(given, on=ON)
    assert [str(run) for run in course.runs] == ["2026-01", "2026-03 to 2026-04"]
    assert [len(run) for run in course.runs] == [1, 2]
    assert course.longest is not None
    assert course.longest.first == CalendarMonth(2026, 3)
    assert str(course.months[1]) == "2026-02 has 45 of 100, 45 %"


@pytest.mark.rule("INC-01")
def test_no_amount_is_invented(rules: ps.Rulebook) -> None:
    """Where nothing is agreed it is open; the caller comes before the rulebook."""
    policy = rules.incentives
    assert policy.rates is None
    line = policy.adoption_line(deal(), partner(), on=ON)
    assert lacking(line) == {"rate": None}
    assert found(line, "rate") == "no share of the total contract value is agreed"
    own = attrs.evolve(policy, rates=IncentiveRates(adoption=Decimal(10)))
    assert paid(own.adoption_line(deal(), partner(), on=ON)) == [
        ("FY2026 Q2", "100.00 USD")
    ]
    line = own.adoption_line(deal(), partner(), on=ON, rates=RATES)
    assert line.amount == usd(25)


@pytest.mark.rule("INC-01")
@pytest.mark.parametrize(
    ("value", "amount"),
    [("1000.20", "25.01 USD"), ("1000.19", "25.00 USD"), ("0", "0.00 USD")],
)
def test_a_share_is_rounded_once_to_cents(
    rules: ps.Rulebook, value: str, amount: str
) -> None:
    """A half of a cent goes up: 2.5 % of 1,000.20 is 25.005."""
    given = deal(value=usd(value))
    line = rules.incentives.adoption_line(given, partner(), on=ON, rates=RATES)
    assert paid(line) == [("FY2026 Q2", amount)]
