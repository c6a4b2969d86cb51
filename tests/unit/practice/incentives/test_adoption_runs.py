"""The adoption incentive: good months running, and when they pay."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.practice.incentives import (
    LineState,
    MonthState,
)
from tests.unit.practice.incentives.partners import (
    ON,
    RATES,
    deal,
    paid,
    partner,
    usage,
    usd,
)

LAST = date.max


def states(rules: ps.Rulebook, on: date = ON, **changes: Any) -> list[str]:
    """Give what each month of a deal is worth."""
    course = rules.incentives.adoption_course(deal(**changes), on=on)
    return [each.state.value for each in course.months]


@pytest.mark.rule("INC-01")
def test_three_good_months_pay_a_share_in_the_next_quarter(rules: ps.Rulebook) -> None:
    """2.5 % of 1,000 dollars, with everything that was found."""
    line = rules.incentives.adoption_line(deal(), partner(), on=ON, rates=RATES)
    assert line.state is LineState.EARNED
    assert paid(line) == [("FY2026 Q2", "25.00 USD")]
    assert line.decision.holds
    assert [reason.code for reason in line.decision.reasons] == [
        "level-met",
        "specialisation-met",
        "run-met",
        "plan-met",
        "drive-met",
        "rate-met",
        "value-met",
    ]
    assert {reason.rules for reason in line.decision.reasons} == {("INC-01",)}
    assert line.amount == usd(25)
    assert str(line) == "adoption of d-1: earned, 25.00 USD"
    assert line.explain().remarks == (
        "25.00 USD in FY2026 Q2 (2026-04-01 to 2026-06-30)",
    )
    assert str(line.explain().provenance) == "rulebook standard 2026.1"


@pytest.mark.rule("INC-01")
@pytest.mark.parametrize(
    ("active", "licensed", "good"),
    [
        (6000, 10_000, True),
        (5999, 10_000, False),
        (3, 5, True),
        (599_999_999, 1_000_000_000, False),
        (120, 100, True),
        (0, 100, False),
    ],
)
def test_sixty_percent_is_enough_and_nothing_below(
    rules: ps.Rulebook, active: int, licensed: int, *, good: bool
) -> None:
    """The edge counts; 59.99 % does not, however it would be rounded."""
    months = usage("2026-01", active, licensed=licensed)
    expected = MonthState.GOOD if good else MonthState.BELOW
    assert states(rules, months=months) == [expected.value]


@pytest.mark.rule("INC-01")
@pytest.mark.parametrize(
    ("months", "completed"),
    [
        (usage("2026-01", 60, 60), []),
        (usage("2026-01", 60, 60, 60), ["2026-03"]),
        (usage("2026-01", 60, 59, 60, 60, 60), ["2026-05"]),
        (usage("2026-01", 60, 60) + usage("2026-04", 60), []),
        (usage("2026-01", 60, 60) + usage("2026-04", 60, 60, 60), ["2026-06"]),
        (usage("2026-01", 60, 60, None, 60, 60), []),
        (usage("2026-11", 60, 60, 60), ["2027-01"]),
        (usage("2028-01", 60, 60, 60), ["2028-03"]),
    ],
)
def test_a_run_is_broken_by_any_month_that_is_not_good(
    rules: ps.Rulebook, months: Any, completed: list[str]
) -> None:
    """Below, absent or unknown; it begins anew, and does not care for the year."""
    policy = rules.incentives
    on = LAST
    course = policy.adoption_course(deal(months=months[::-1]), on=on)
    assert [str(each) for each in course.completed] == completed


@pytest.mark.rule("INC-01")
def test_months_of_which_the_contract_holds_a_part_do_not_count(
    rules: ps.Rulebook,
) -> None:
    """They would show a few days only; a contract from the first day covers all."""
    months = usage("2026-01", 90, 90, 90, 90, 90)
    term = {"starts_on": date(2026, 2, 2), "ends_on": date(2026, 4, 29)}
    assert states(rules, months=months, **term) == [
        "outside",
        "partial",
        "good",
        "partial",
        "outside",
    ]
    term = {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 4, 30)}
    assert states(rules, months=months, **term)[1:4] == ["good"] * 3


@pytest.mark.rule("INC-01")
def test_a_month_counts_once_it_is_over(rules: ps.Rulebook) -> None:
    """On its last day it is not."""
    assert states(rules, date(2026, 3, 31)) == ["good", "good", "ahead"]
    assert states(rules, date(2026, 4, 1)) == ["good"] * 3


@pytest.mark.rule("INC-01")
@pytest.mark.parametrize(
    ("active", "licensed"), [(None, 100), (50, None), (0, 0), (5, 0), (None, None)]
)
def test_without_licences_no_usage_is_known(
    rules: ps.Rulebook, active: int | None, licensed: int | None
) -> None:
    """A share of nothing is none, and it is told apart from too little."""
    months = usage("2026-01", active, licensed=licensed)
    assert states(rules, months=months) == ["unknown"]
    [month] = rules.incentives.adoption_course(deal(months=months), on=ON).months
    assert month.share is None
    assert str(month) == "2026-01 has no usage that is known"


@pytest.mark.rule("INC-01")
@pytest.mark.parametrize(
    ("first", "first_month", "quarter"),
    [
        ("2026-01", 1, "FY2026 Q2"),
        ("2026-02", 1, "FY2026 Q3"),
        ("2026-10", 1, "FY2027 Q1"),
        ("2026-01", 2, "FY2027 Q2"),
        ("2026-02", 2, "FY2027 Q2"),
        ("2026-01", 7, "FY2026 Q4"),
    ],
)
def test_it_is_paid_in_the_quarter_after_the_last_month(
    rules: ps.Rulebook, first: str, first_month: int, quarter: str
) -> None:
    """The last month of a quarter belongs to it, in any fiscal year."""
    payment = attrs.evolve(rules.incentives.payment, first_month=first_month)
    policy = attrs.evolve(rules.incentives, payment=payment)
    given = deal(months=usage(first, 60, 60, 60), plan_filed_on=date(2026, 1, 1))
    line = policy.adoption_line(given, partner(), on=date(2027, 6, 1), rates=RATES)
    assert paid(line) == [(quarter, "25.00 USD")]


@pytest.mark.rule("INC-01")
def test_a_deal_earns_it_once_unless_the_rulebook_says_otherwise(
    rules: ps.Rulebook,
) -> None:
    """Then each three months running pay again, and the rest waits."""
    given = deal(months=usage("2026-01", 60, 60, 60, 60, 60, 60, 60, 59, 60, 60, 60))
    line = rules.incentives.adoption_line(given, partner(), on=ON, rates=RATES)
    assert paid(line) == [("FY2026 Q2", "25.00 USD")]
    again = attrs.evolve(rules.incentives.adoption, repeats="each_run")
    policy = attrs.evolve(rules.incentives, adoption=again)
    line = policy.adoption_line(given, partner(), on=ON, rates=RATES)
    assert [quarter for quarter, _ in paid(line)] == [
        "FY2026 Q2",
        "FY2026 Q3",
        "FY2027 Q1",
    ]
    assert line.amount == usd(75)
