"""The worked example of the framework: every line, every sum, both readings."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

import partner_success as ps
from partner_success.practice.returns import (
    LineSide,
    Reading,
    ReturnOnInvestment,
)

LINES: dict[str, tuple[Decimal | int, Decimal | int | None]] = {
    "vp_customer_success": (1, 250_000),
    "customer_success_managers": (3, 450_000),
    "technical_account_managers": (5, 600_000),
    "support_engineers": (8, 640_000),
    "training_specialists": (2, 200_000),
    "success_platform": (1, 150_000),
    "support_tools": (1, 100_000),
    "training_platform": (1, 75_000),
    "operations": (1, 125_000),
    "renewal_improvement": (1, 2_500_000),
    "expansion": (1, 1_500_000),
    "references": (5, 2_000_000),
    "reduced_churn": (1, 5_000_000),
    "support_efficiency": (1, None),
    "sales_efficiency": (1, None),
}
OVER, NET = Reading.OVER_INVESTMENT, Reading.NET_OF_INVESTMENT


@pytest.fixture
def example(rules: ps.Rulebook) -> ReturnOnInvestment:
    """Give the return of the worked example."""
    return rules.returns.return_on_investment(rules.returns.example.case)


@pytest.mark.rule("ROI-01")
def test_every_line_is_what_the_source_prints(example: ReturnOnInvestment) -> None:
    """People and sums line by line; what has no amount is there without one."""
    found = {
        line.id: (line.count, None if line.amount is None else line.amount.amount)
        for line in example.case.lines
    }
    assert found == LINES
    assert [line.id for line in example.case.uncounted] == [
        "support_efficiency",
        "sales_efficiency",
    ]


@pytest.mark.rule("ROI-01")
def test_sums_are_what_the_source_prints(example: ReturnOnInvestment) -> None:
    """Team, technology, both together, and what comes back, to the dollar."""
    assert [(each.side, each.name, str(each.amount)) for each in example.groups] == [
        (LineSide.INVESTMENT, "Customer success team", "2,140,000 USD"),
        (LineSide.INVESTMENT, "Technology and operations", "450,000 USD"),
        (LineSide.RETURN, "Revenue protection", "6,000,000 USD"),
        (LineSide.RETURN, "Cost avoidance", "5,000,000 USD"),
    ]
    assert str(example.case.invested) == "2,590,000 USD"
    assert str(example.case.returned) == "11,000,000 USD"


@pytest.mark.rule("ROI-01")
def test_both_readings_of_the_return(example: ReturnOnInvestment) -> None:
    """Over the investment and net of it, as exact fractions and as text."""
    ratio = example.ratio
    assert ratio.over_investment == Fraction(1100, 259)
    assert ratio.net_of_investment == Fraction(841, 259)
    assert ratio.numerator(OVER) == 11_000_000
    assert ratio.numerator(NET) == ratio.gain == 8_410_000
    assert str(example) == (
        "Customer success of the framework: 424.7 % over investment, 324.7 % net of it"
    )


@pytest.mark.rule("ROI-01")
def test_the_claim_holds_in_one_reading_only(example: ReturnOnInvestment) -> None:
    """At least 400 % comes back over the investment, and less net of it."""
    assert example.case.claim == 400
    assert {each: found.holds for each, found in example.claims.items()} == {
        OVER: True,
        NET: False,
    }
    (reason,) = example.claims[NET].reasons
    assert (reason.code, reason.facts["bound"]) == ("below", 4)
    assert reason.message == (
        "net of investment: 324.7 %, 8,410,000 USD over 2,590,000 USD; it takes at"
        " least 400 %"
    )


@pytest.mark.rule("ROI-01")
def test_what_may_count_twice_is_told(example: ReturnOnInvestment) -> None:
    """Renewals kept and churn avoided may be one revenue: the return without each."""
    assert [
        (each.without, each.ratio.over_investment) for each in example.overlaps
    ] == [
        ("renewal_improvement", Fraction(850, 259)),
        ("reduced_churn", Fraction(600, 259)),
    ]
    told = str(example.explain())
    assert "without Reduced churn: 231.7 % over investment, 131.7 % net of it" in told
    assert "may count twice: Better renewal rate and Reduced churn; " in told


@pytest.mark.rule("ROI-01")
def test_the_explanation_has_every_line(example: ReturnOnInvestment) -> None:
    """Groups with their sums, lines with counts, and what is not counted and why."""
    told = example.explain()
    assert told.rows[0] == ("Customer success team", "", "", "2,140,000 USD")
    assert told.rows[2] == (
        "  Customer success managers",
        "3",
        "150,000 USD",
        "450,000 USD",
    )
    assert told.rows[-2] == ("  Sales efficiency", "1", "", "not counted")
    assert told.rows[-1] == ("all returned", "", "", "11,000,000 USD")
    assert told.remarks[:5] == (
        "over investment: 424.7 %, 11,000,000 USD over 2,590,000 USD",
        "net of investment: 324.7 %, 8,410,000 USD over 2,590,000 USD",
        "at least 400 % holds over investment",
        "at least 400 % does not hold net of investment",
        (
            "not counted, because it has no amount: Support efficiency: 40 % fewer"
            " escalations"
        ),
    )


@pytest.mark.rule("ROI-01")
def test_what_the_example_hangs_on(example: ReturnOnInvestment) -> None:
    """Each line a fifth down and up; avoided churn moves the return most."""
    found = example.sensitivity()
    assert found.step == 20
    assert [each.line.id for each in found.swings][:4] == [
        "reduced_churn",
        "support_engineers",
        "technical_account_managers",
        "renewal_improvement",
    ]
    first, second, *_ = found.swings
    assert first.lower.over_investment == Fraction(1000, 259)
    assert first.higher.net_of_investment == Fraction(941, 259)
    assert first.swing == Fraction(200, 259)
    assert second.lower.over_investment == Fraction(11_000, 2462)
    row = ("Reduced churn", "5,000,000 USD", "286.1 %", "363.3 %", "77.2 points")
    assert found.explain().rows[0] == row


@pytest.mark.rule("ROI-01")
def test_how_far_each_line_of_the_example_may_go(example: ReturnOnInvestment) -> None:
    """It pays for itself without any one return; 400 % net needs more of each."""
    free = example.break_even()
    assert {each.reason for each in free.amounts if each.line.side == "return"} == {
        "is reached without it"
    }
    assert free.amounts[0].limit == 8_660_000
    wanted = {each.line.id: each for each in example.break_even(400).amounts}
    assert wanted["reduced_churn"].limit == 6_950_000
    assert wanted["reduced_churn"].room == Fraction(39, 100)
    assert wanted["operations"].reason == "is not reached even without it"
    assert "at most 60,000 USD" in str(example.break_even(Decimal(400)).explain())
