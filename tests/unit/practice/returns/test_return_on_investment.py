"""The return on an investment of one's own: counts, currencies, edges, wrong input."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import partner_success as ps
from partner_success.core import ExchangeRate, Money
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.practice.returns import (
    CaseLine,
    LineOverlap,
    Reading,
    ReturnOnInvestment,
    ReturnsPolicy,
)
from tests.unit.practice.returns.investments import back, case, put_in, row

EUROS = ExchangeRate(source="EUR", target="USD", rate="1.25", on=date(2026, 5, 4))
OVER, NET = Reading.OVER_INVESTMENT, Reading.NET_OF_INVESTMENT


@pytest.fixture
def policy(rules: ps.Rulebook) -> ReturnsPolicy:
    """Give the standard policy."""
    return rules.returns


def told(problem_of: Any, **facts: Any) -> list[tuple[str, str]]:
    """Give path and code of every fault of a record."""
    with pytest.raises(InvalidDataError) as caught:
        problem_of(**facts)
    return [(each.path, each.code) for each in caught.value.problems]


@pytest.mark.rule("ROI-01")
def test_a_line_is_a_count_of_something(policy: ReturnsPolicy) -> None:
    """Two and a half positions at 100 are 250; a float counts as it is written."""
    lines = (put_in("team", 100, count=2.5), back("kept", "0.10", count=3))
    found = policy.return_on_investment(case(*lines))
    assert (str(found.case.invested), str(found.case.returned)) == (
        "250 USD",
        "0.30 USD",
    )
    assert found.ratio.over_investment == Fraction(3, 2500)
    assert found.explain().rows[0] == ("Team", "2.5", "100 USD", "250 USD")


@pytest.mark.rule("ROI-01")
def test_nothing_invested_has_no_return(policy: ReturnsPolicy) -> None:
    """Neither reading is a number, no claim holds, and nothing can be changed."""
    found = policy.return_on_investment(case(back("kept", 5), put_in("x"), claim=100))
    assert found.ratio.over_investment is None
    assert found.ratio.net_of_investment is None
    assert str(found) == "Ours: no return on investment, because nothing is invested"
    (reason,) = found.claims[OVER].reasons
    assert row(found.claims[OVER].holds, reason.code) == (False, "nothing-invested")
    explained = found.explain()
    assert explained.remarks[0] == (
        "over investment: none, because nothing is invested (5 USD over 0 USD)"
    )
    swings = found.sensitivity()
    assert {each.swing for each in swings.swings} == {None}
    assert swings.explain().rows[0] == ("Kept", "5 USD", "none", "none", "none")
    assert swings.explain().remarks == ("nothing is invested",)
    first, second = found.break_even().amounts
    assert row(first.limit, first.reason) == (None, "nothing is invested")
    assert row(second.limit, second.room) == (5, None)


def test_nothing_comes_back(policy: ReturnsPolicy) -> None:
    """All of the investment is lost, and no lower investment helps."""
    found = policy.return_on_investment(case(put_in("team", 50)))
    assert found.ratio.net_of_investment == -1
    assert found.claims == {}
    (limit,) = found.break_even().amounts
    assert row(limit.limit, limit.room, limit.reason) == (
        None,
        None,
        "nothing comes back",
    )


@pytest.mark.rule("ROI-01")
def test_a_claim_is_met_exactly(policy: ReturnsPolicy) -> None:
    """At the claim it holds, a cent below it does not."""
    met = policy.return_on_investment(case(put_in("a", 3), back("b", 12), claim=400))
    assert (met.claims[OVER].holds, met.claims[NET].holds) == (True, False)
    short = policy.return_on_investment(
        case(put_in("a", 3), back("b", "11.99"), claim=400)
    )
    assert not short.claims[OVER].holds
    assert short.reaches(Decimal("299.66"), NET).holds
    assert not short.reaches(Decimal("299.67"), NET).holds


@pytest.mark.rule("ROI-02")
def test_two_currencies_are_refused_without_a_rate() -> None:
    """The line is named, and what to do; with a rate it is converted exactly."""
    lines = (put_in("a", 100), back("b", each=Money("80.01", "EUR")))
    with pytest.raises(InvalidDataError) as caught:
        case(*lines)
    (problem,) = caught.value.problems
    assert (problem.path, problem.code) == ("lines[1].each", "two-currencies")
    assert "give a rate from the one to the other" in problem.message


@pytest.mark.rule("ROI-02")
def test_a_given_rate_converts(policy: ReturnsPolicy) -> None:
    """Exactly, and the rate and its day are told."""
    lines = (put_in("a", 100), back("b", each=Money("80.01", "EUR")))
    found = policy.return_on_investment(case(*lines, rates=[EUROS]))
    assert str(found.case.returned) == "100.0125 USD"
    assert found.ratio.over_investment == Fraction("1.000125")
    assert "EUR at 1.25 USD of 2026-05-04" in found.explain().remarks
    assert found.explain().rows[2] == ("B", "1", "80.01 EUR", "100.01 USD")


@pytest.mark.rule("ROI-01")
def test_a_wanted_return_needs_so_much(policy: ReturnsPolicy) -> None:
    """At the limit of each line the return is just what is wanted."""
    given = case(put_in("a", 40), put_in("b", 60), back("c", 150), back("d", 20))
    found = policy.return_on_investment(given)
    limits = {each.line.id: each.limit for each in found.break_even(50).amounts}
    assert limits == {
        "a": Fraction(160, 3),
        "b": Fraction(220, 3),
        "c": 130,
        "d": 0,
    }
    rows = found.break_even(50).explain().rows
    assert rows[0] == ("A", "40 USD", "at most 53.33 USD", "+33.3 %")
    assert rows[2] == ("C", "150 USD", "at least 130 USD", "-13.3 %")


@pytest.mark.parametrize("step", [0, 100, -5, 20.0, Fraction(1, 3)])
def test_steps_that_cannot_be_meant(policy: ReturnsPolicy, step: Any) -> None:
    """A step is exact, above 0 and below 100."""
    found = policy.return_on_investment(case(put_in("a", 1)))
    with pytest.raises(InvalidValueError, match="above 0 and below 100 percent"):
        found.sensitivity(step)


@pytest.mark.parametrize("wanted", [-100, 1.5])
def test_wanted_returns_that_cannot_be_meant(
    policy: ReturnsPolicy, wanted: Any
) -> None:
    """A wanted return is exact and above -100 %."""
    found = policy.return_on_investment(case(put_in("a", 1)))
    with pytest.raises(InvalidValueError, match="above -100 percent"):
        found.break_even(wanted)


def test_sensitivity_takes_a_step(policy: ReturnsPolicy) -> None:
    """Any; of equal swings the first line comes first."""
    given = case(put_in("a", 100), back("b", 50), back("c", 50), back("d", None))
    found = policy.return_on_investment(given).sensitivity(Decimal("2.5"))
    assert [each.line.id for each in found.swings] == ["a", "b", "c"]
    assert found.swings[1].lower.over_investment == Fraction("0.9875")
    assert found.explain().columns[2] == "at -2.5 %"


def test_doubts_go_with_their_lines() -> None:
    """A case without a doubtful line has no doubt about it; others stay."""
    doubt = LineOverlap(lines=["b", "c"], why="the same")
    given = case(put_in("a"), back("b"), back("c"), overlaps=[doubt])
    assert given.without("b").overlaps == ()
    assert given.without("a").overlaps == (doubt,)
    assert given.line("b").name == "B"
    with pytest.raises(UnknownNameError, match="no line is called 'bb'"):
        given.without("bb")


def test_a_line_takes_another_amount() -> None:
    """As one sum."""
    line = put_in("a", 3, count=4).with_amount(Money(5, "USD"))
    assert row(str(line.amount), line.count) == ("5 USD", 1)


def test_lines_are_refused_with_every_fault() -> None:
    """Ids, names, sides, amounts and counts are told by their path."""
    facts: dict[str, Any] = {"id": "a", "name": "A", "side": "return"}
    wrong: dict[str, Any] = {
        "id": " a",
        "name": " ",
        "side": "retrun",
        "group": 5,
        "each": 12,
        "count": "3",
    }
    assert told(CaseLine, **wrong) == [
        ("id", "space-around"),
        ("name", "blank"),
        ("side", "unknown-name"),
        ("group", "wrong-type"),
        ("each", "wrong-type"),
        ("count", "wrong-type"),
    ]
    for count, code in (
        (-1, "negative"),
        (Decimal("NaN"), "not-finite"),
        (float("inf"), "wrong-type"),
        (True, "wrong-type"),
        (Decimal("1E+2000"), "not-finite"),
        (Fraction(1, 3), "wrong-type"),
    ):
        assert told(CaseLine, **facts, count=count) == [("count", code)]
    vast = Money(10**999, "USD")
    assert told(CaseLine, **facts, each=vast, count=10) == [("count", "too-long")]
    minus = Money(-1, "USD")
    assert told(CaseLine, **facts, each=minus) == [("each", "negative")]


def test_cases_are_refused_with_every_fault() -> None:
    """Doubled ids, rates to elsewhere, and overlaps of lines that are not there."""
    euro = attrs_rate("CHF", "EUR")
    found = told(
        case,
        name="",
        claim=-1,
        rates=[EUROS, EUROS, euro, "x"],
        overlaps=[
            LineOverlap(lines=["a", "aa"], why=" "),
            LineOverlap(lines=["b", "b"], why="x"),
        ],
        lines=[put_in("a"), back("a"), "x"],
    )
    assert found == [
        ("name", "blank"),
        ("claim", "negative"),
        ("rates[3]", "wrong-type"),
        ("rates[1].source", "duplicate"),
        ("rates[2].target", "two-currencies"),
        ("lines[2]", "wrong-type"),
        ("lines[1].id", "duplicate"),
        ("overlaps[0].why", "blank"),
        ("overlaps[0].lines[1]", "unknown-name"),
        ("overlaps[1].lines", "too-few"),
        ("overlaps[1].lines[0]", "unknown-name"),
        ("overlaps[1].lines[1]", "unknown-name"),
    ]
    with pytest.raises(InvalidValueError, match="three capital letters"):
        case(currency="usd")
    assert told(case, lines=5) == [("lines", "wrong-type")]


def test_unknown_lines_are_told_what_there_is() -> None:
    """A near miss is named, else all lines, or that there are none."""
    doubt = LineOverlap(lines=["zz", "team_one"], why="x")
    with pytest.raises(InvalidDataError, match=r"did you mean 'team_1'\?"):
        case(put_in("team_1"), overlaps=[doubt])
    with pytest.raises(InvalidDataError, match="known: none"):
        case(overlaps=[doubt])


def attrs_rate(source: str, target: str) -> ExchangeRate:
    """Give a rate of one to one."""
    return ExchangeRate(source=source, target=target, rate="1", on=date(2026, 5, 4))


def test_other_things_are_refused(policy: ReturnsPolicy) -> None:
    """What is no case."""
    wrong: Any = "case"
    with pytest.raises(InvalidUseError, match="needs an InvestmentCase, not str"):
        policy.return_on_investment(wrong)
    found = policy.return_on_investment(policy.example.case)
    for percent in ("300", True, Decimal("NaN"), float("inf")):
        share: Any = percent
        with pytest.raises(InvalidValueError, match="a share to reach must be"):
            found.reaches(share, Reading.NET_OF_INVESTMENT)
    gross: Any = "over_investmant"
    with pytest.raises(UnknownNameError, match="over_investment"):
        found.reaches(300, gross)


def test_a_claim_is_written_out(policy: ReturnsPolicy) -> None:
    """Four hundred percent, however it was given."""
    given = case(put_in("a", 1), back("b", 5), claim=Decimal("4E+2"))
    told = policy.return_on_investment(given).explain().remarks
    assert told[2:] == (
        "at least 400 % holds over investment",
        "at least 400 % holds net of investment",
    )


def test_lines_without_a_group_stand_alone(policy: ReturnsPolicy) -> None:
    """A note is told where there is one; a line without an amount and note too."""
    given = case(put_in("a", 2), back("b", None), back("c", None, note="soon"))
    found: ReturnOnInvestment = policy.return_on_investment(given)
    assert [each.name for each in found.groups] == ["", ""]
    assert found.explain().remarks[2:] == (
        "not counted, because it has no amount: B",
        "not counted, because it has no amount: C: soon",
    )
