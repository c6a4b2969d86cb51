"""Laws of returns and business cases, against sums that are done the slow way."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core import Money
from partner_success.practice.returns import (
    BusinessAssumptions,
    BusinessCase,
    BusinessItem,
    CaseLine,
    InvestmentCase,
    LineSide,
    ReturnOnInvestment,
)

some = settings(max_examples=min(30, settings().max_examples))

amounts = st.integers(0, 10**8).map(lambda cents: Money(cents, "USD") / 100)
steps = st.decimals(1, 99, places=1)


@st.composite
def cases(draw: st.DrawFn) -> InvestmentCase:
    """Draw a case of a few lines on either side."""
    lines = [
        CaseLine(
            id=f"line-{number}",
            name=f"Line {number}",
            side=draw(st.sampled_from(LineSide)),
            each=draw(st.none() | amounts),
            count=draw(st.integers(0, 9)),
        )
        for number in range(draw(st.integers(0, 6)))
    ]
    return InvestmentCase(name="Drawn", currency="USD", lines=lines)


def returned(case: InvestmentCase) -> ReturnOnInvestment:
    """Give the return of a case by the standard rulebook."""
    return ps.standard().returns.return_on_investment(case)


@pytest.mark.rule("ROI-01", "ROI-02")
@given(cases(), st.randoms(use_true_random=False))
def test_sums_are_exact_in_any_order(case: InvestmentCase, lots: Any) -> None:
    """Lines in another order sum to the same cent, and groups to the whole."""
    shuffled = list(case.lines)
    lots.shuffle(shuffled)
    other = attrs.evolve(case, lines=shuffled)
    assert other.invested == case.invested
    assert other.returned == case.returned
    by_hand = sum(
        (
            Fraction(each.each.amount) * Fraction(each.count)
            for each in case.lines
            if each.each is not None and each.side == LineSide.INVESTMENT
        ),
        Fraction(0),
    )
    assert Fraction(case.invested.amount) == by_hand
    groups = returned(case).groups
    assert sum((Fraction(each.amount.amount) for each in groups), Fraction(0)) == (
        Fraction(case.invested.amount) + Fraction(case.returned.amount)
    )


@pytest.mark.rule("ROI-01")
@given(cases(), steps)
def test_swings_are_what_changed_cases_return(
    case: InvestmentCase, step: Decimal
) -> None:
    """Each end equals the return of a case whose line was changed by hand."""
    found = returned(case)
    swings = found.sensitivity(step).swings
    assert {each.line.id for each in swings} == {each.id for each in case.counted}
    sizes = [each.swing or Fraction(0) for each in swings]
    assert sizes == sorted(sizes, reverse=True)
    for each in swings:
        for sign, end in ((-1, each.lower), (1, each.higher)):
            amount = each.amount * (1 + sign * Fraction(step) / 100)
            assert end == returned(changed(case, each.line, amount)).ratio


def changed(case: InvestmentCase, line: CaseLine, amount: Money) -> InvestmentCase:
    """Give a case with another amount in one line."""
    lines = [
        line.with_amount(amount) if each.id == line.id else each for each in case.lines
    ]
    return attrs.evolve(case, lines=lines)


@pytest.mark.rule("ROI-01")
@given(cases(), amounts)
def test_the_return_is_linear_in_what_comes_back(
    case: InvestmentCase, more: Money
) -> None:
    """More of a return adds its share of the investment; more invested takes away."""
    found = returned(case).ratio
    assume(found.over_investment is not None)
    for line in case.counted:
        amount = case.amount(line)
        assert amount is not None
        other = returned(changed(case, line, amount + more)).ratio
        before, after = found.over_investment, other.over_investment
        assert before is not None
        assert after is not None
        if line.side == LineSide.RETURN:
            assert after - before == Fraction(more.amount) / found.invested
        else:
            assert after <= before


@pytest.mark.rule("ROI-01")
@given(cases(), st.decimals(-99, 500, places=1))
def test_at_its_limit_a_line_returns_what_is_wanted(
    case: InvestmentCase, wanted: Decimal
) -> None:
    """Put into the sums, a limit gives just the wanted return, net of investment."""
    found = returned(case).break_even(wanted)
    for each in found.amounts:
        if each.limit is None:
            assert each.reason
            continue
        moved = each.limit - Fraction(each.amount.amount)
        side = each.line.side == LineSide.RETURN
        ratio = attrs.evolve(
            found.ratio,
            returned=found.ratio.returned + (moved if side else 0),
            invested=found.ratio.invested + (0 if side else moved),
        )
        assert ratio.net_of_investment == Fraction(wanted) / 100


shares = st.decimals(0, 100, places=1)


@st.composite
def assumptions(draw: st.DrawFn) -> BusinessAssumptions:
    """Draw what a partner assumes, over up to thirty months."""
    return BusinessAssumptions(
        customers=draw(st.integers(0, 50)),
        hours_per_customer=draw(st.decimals(0, 3, places=2)),
        hourly_cost=draw(amounts) / 10_000,
        set_up=draw(st.none() | amounts),
        tools=draw(st.none() | amounts),
        tools_from=draw(st.integers(1, 31)),
        rebates=draw(st.none() | amounts),
        rebate_every=draw(st.integers(1, 12)),
        rebate_delay=draw(st.integers(0, 6)),
        discounts=draw(st.none() | amounts),
        revenue_per_customer=draw(st.none() | amounts),
        margin=draw(shares),
        growth_before=draw(shares),
        growth_after=draw(shares),
        churn_before=draw(shares),
        churn_after=draw(shares),
        months=draw(st.integers(1, 30)),
    )


def case_of(given_: BusinessAssumptions) -> BusinessCase:
    """Give the business case by the standard rulebook."""
    return ps.standard().returns.business_case(given_)


def plain(amount: Money | None) -> Fraction:
    """Give an amount as a fraction; what is not given counts nothing."""
    return Fraction(0 if amount is None else amount.amount)


def simulated(facts: BusinessAssumptions, weeks: int) -> list[Fraction]:
    """Walk through the months, one revenue with customer success and one without."""
    sums: list[Fraction] = []
    so_far = Fraction(0)
    yearly = [plain(facts.revenue_per_customer) * Fraction(facts.customers)] * 2
    moves = [
        Fraction(facts.growth_before) - Fraction(facts.churn_before),
        Fraction(facts.growth_after) - Fraction(facts.churn_after),
    ]
    at_year_start = list(yearly)
    owed = [Fraction(0)] * facts_delay(facts)
    earned_rebate = Fraction(0)
    for month in range(facts.months or 0):
        if month % 12 == 0:
            at_year_start = list(yearly)
        hours = Fraction(facts.customers) * Fraction(facts.hours_per_customer) * weeks
        so_far -= hours * plain(facts.hourly_cost) / 12
        so_far -= plain(facts.set_up) if month == 0 else 0
        so_far -= plain(facts.tools) / 12 if month + 1 >= facts.tools_from else 0
        so_far += plain(facts.discounts) / 12
        gained = (yearly[1] - yearly[0]) / 12
        so_far += gained * Fraction(facts.margin) / 100
        earned_rebate += plain(facts.rebates) / 12
        due = Fraction(0)
        if (month + 1) % (facts.rebate_every or 1) == 0:
            due, earned_rebate = earned_rebate, Fraction(0)
        owed.append(due)
        so_far += owed.pop(0)
        for world in (0, 1):
            yearly[world] += at_year_start[world] * moves[world] / 1200
        sums.append(so_far)
    return sums


def facts_delay(facts: BusinessAssumptions) -> int:
    """Give after how many months rebates come."""
    assert facts.rebate_delay is not None
    return facts.rebate_delay


@pytest.mark.rule("INC-04")
@some
@given(assumptions())
def test_a_case_equals_a_walk_through_its_months(facts: BusinessAssumptions) -> None:
    """Sums, break-even month and what is left agree with a naive simulation."""
    found = case_of(facts)
    sums = simulated(facts, 52)
    assert [month.cumulative for month in found.months] == sums
    first = next((n for n, each in enumerate(sums, start=1) if each >= 0), None)
    lasting = next(
        (n for n in range(1, len(sums) + 1) if min(sums[n - 1 :]) >= 0), None
    )
    assert (found.break_even.first, found.break_even.lasting) == (first, lasting)
    assert sum((year.net for year in found.years), Fraction(0)) == found.net == sums[-1]
    payback = found.break_even.payback
    assert (payback is None) == (first is None)
    if payback is not None and first is not None:
        assert first - 1 <= payback <= first or payback == 0


def rank(found: BusinessCase) -> int:
    """Give the break-even month, one that never comes after all others."""
    return found.break_even.first or len(found.months) + 1


@pytest.mark.rule("INC-04")
@some
@given(assumptions(), amounts)
def test_costs_delay_and_rebates_hasten(
    facts: BusinessAssumptions, more: Money
) -> None:
    """A dearer hour or start never breaks even sooner, and more rebates never later."""
    now = rank(case_of(facts))
    dearer = attrs.evolve(facts, hourly_cost=facts.hourly_cost + more)
    start = attrs.evolve(facts, set_up=more + (facts.set_up or Money(0, "USD")))
    richer = attrs.evolve(facts, rebates=more + (facts.rebates or Money(0, "USD")))
    assert rank(case_of(dearer)) >= now
    assert rank(case_of(start)) >= now
    assert rank(case_of(richer)) <= now


@pytest.mark.rule("INC-04")
@some
@given(assumptions(), st.integers(1, 1000))
def test_all_money_scales_the_case(facts: BusinessAssumptions, times: int) -> None:
    """Every amount so many times greater: so is each result, and no month moves."""
    names = ("hourly_cost", "set_up", "tools", "rebates", "discounts")
    scaled: dict[str, Any] = {
        name: amount * times
        for name in (*names, "revenue_per_customer")
        if (amount := getattr(facts, name)) is not None
    }
    found, other = case_of(facts), case_of(attrs.evolve(facts, **scaled))
    assert other.net == found.net * times
    assert {item: found.flow[item] * times for item in BusinessItem} == other.flow
    assert other.break_even.first == found.break_even.first
    assert other.break_even.payback == found.break_even.payback


@pytest.mark.rule("INC-04")
@settings(max_examples=5)
@given(assumptions(), steps)
def test_swings_are_what_changed_assumptions_give(
    facts: BusinessAssumptions, step: Decimal
) -> None:
    """Each end equals a case whose assumption was changed by hand; none is left out.

    What is not among the swings moves nothing where it is changed by hand.
    """
    found = case_of(facts)
    swings = {each.assumption: each for each in found.sensitivity(step).swings}
    for name, (less, more) in changed_by_hand(facts, step).items():
        ends = [case_of(attrs.evolve(facts, **{name: end})) for end in (less, more)]
        told = [(each.break_even.first, each.net) for each in ends]
        if (each := swings.pop(name, None)) is None:
            assert told == [(found.break_even.first, found.net)] * 2
        else:
            assert told == [
                (end.break_even, end.net) for end in (each.lower, each.higher)
            ]
    assert not swings


def changed_by_hand(
    facts: BusinessAssumptions, step: Decimal
) -> dict[str, tuple[Any, Any]]:
    """Give what is less and more of each assumption that is given."""
    found: dict[str, tuple[Any, Any]] = {}
    most = {"margin": 100, "churn_before": 100, "churn_after": 100}
    for field in attrs.fields(BusinessAssumptions):
        now: Any = getattr(facts, field.name)
        if isinstance(now, Money | Decimal):
            more = now * (1 + step / 100)
            if isinstance(more, Decimal):
                more = min(more, Decimal(most.get(field.name, "Infinity")))
            found[field.name] = (now * (1 - step / 100), more)
    for name, least, last in (
        ("tools_from", 1, 1000),
        ("rebate_every", 1, 12),
        ("rebate_delay", 0, 1000),
    ):
        now = getattr(facts, name)
        change = max(1, int(now * step / 100 + Decimal("0.5")))
        found[name] = (max(now - change, least), min(now + change, last))
    return found
