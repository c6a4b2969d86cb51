"""Laws of incentives that hold for every usage, every deal and every order."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core import Money, total
from partner_success.practice.incentives import (
    Activation,
    AdoptionCourse,
    CalendarMonth,
    Deal,
    IncentiveFacts,
    IncentiveLine,
    IncentivePartner,
    IncentivePolicy,
    IncentiveRates,
    Repeats,
    UsageMonth,
)

some = settings(max_examples=min(30, settings().max_examples))
few = settings(max_examples=min(15, settings().max_examples))

START, ON = 2026 * 12, date(2029, 1, 1)
PARTNER = IncentivePartner(
    id="acme", level="gold", specialisations=frozenset({"customer_experience"})
)
RATES = IncentiveRates(adoption=Decimal("3.7"))
counts = st.one_of(st.none(), st.sampled_from([0, 59, 60, 61, 100]))
days = st.dates(date(2025, 11, 1), date(2026, 9, 1))


def numbered(number: int) -> CalendarMonth:
    """Give the month that comes so many after January 2026."""
    year, month = divmod(START + number, 12)
    return CalendarMonth(year, month + 1)


@st.composite
def deals(draw: st.DrawFn, id_: str = "d-1") -> Deal:
    """Draw a deal that is driven and has its plan, with months in any order."""
    numbers = draw(st.lists(st.integers(0, 11), unique=True, max_size=9))
    starts_on = draw(days)
    length = draw(st.one_of(st.none(), st.integers(0, 900)))
    return Deal(
        id=id_,
        customer="a-1",
        starts_on=starts_on,
        ends_on=None if length is None else starts_on + timedelta(days=length),
        value=Money(draw(st.integers(0, 10**9)), "USD") / 100,
        driven=True,
        plan_filed_on=starts_on,
        months=tuple(
            UsageMonth(
                month=numbered(number),
                active=draw(counts),
                licensed=draw(st.sampled_from([None, 0, 100, 100, 100])),
            )
            for number in numbers
        ),
    )


def course_of(deal: Deal) -> AdoptionCourse:
    """Judge the months of a deal."""
    return ps.standard().incentives.adoption_course(deal, on=ON)


def repeating() -> IncentivePolicy:
    """Give the standard policy, with each run paid."""
    policy = ps.standard().incentives
    adoption = attrs.evolve(policy.adoption, repeats=Repeats.EACH_RUN)
    return attrs.evolve(policy, adoption=adoption)


def line_of(policy: IncentivePolicy, deal: Deal) -> IncentiveLine:
    """Work out the adoption incentive of a deal."""
    return policy.adoption_line(deal, PARTNER, on=ON, rates=RATES)


def paid(policy: IncentivePolicy, deal: Deal) -> Money:
    """Give what a deal is paid in all."""
    return line_of(policy, deal).amount or Money(0, "USD")


def scanned(deal: Deal) -> list[list[CalendarMonth]]:
    """Find the runs by looking at one month after the other."""
    usage = {each.month: each for each in deal.months}
    runs: list[list[CalendarMonth]] = [[]]
    for number in range(24):
        month = numbered(number)
        each = usage.get(month)
        inside = deal.starts_on <= month.first and (
            deal.ends_on is None or month.last <= deal.ends_on
        )
        good = (
            each is not None
            and each.active is not None
            and each.licensed is not None
            and each.licensed > 0
            and each.active * 5 >= each.licensed * 3
            and inside
        )
        if good:
            runs[-1].append(month)
        else:
            runs.append([])
    return [run for run in runs if run]


@pytest.mark.rule("INC-01")
@settings(max_examples=min(100, settings().max_examples))
@given(deal=deals())
def test_runs_are_those_of_a_naive_scan(deal: Deal) -> None:
    """And the third month of the first that is long enough completes it."""
    course, runs = course_of(deal), scanned(deal)
    assert [list(run.months) for run in course.runs] == runs
    first = next((run[2] for run in runs if len(run) >= 3), None)
    assert course.completed == (() if first is None else (first,))
    longest = course.longest
    assert (0 if longest is None else len(longest)) == max(map(len, runs), default=0)


@pytest.mark.rule("INC-01")
@some
@given(deal=deals(), number=st.integers(0, 23))
def test_a_good_month_more_never_shortens_the_run(deal: Deal, number: int) -> None:
    """Added, or put in the place of what was there."""
    others = [each for each in deal.months if each.month != numbered(number)]
    good = UsageMonth(month=numbered(number), active=60, licensed=100)
    better = attrs.evolve(deal, months=(good, *others))
    before, after = course_of(deal).longest, course_of(better).longest
    assert (0 if before is None else len(before)) <= (
        0 if after is None else len(after)
    )
    assert paid(ps.standard().incentives, deal) <= paid(
        ps.standard().incentives, better
    )


@pytest.mark.rule("INC-01")
@some
@given(deal=deals(), place=st.integers(0, 8))
def test_a_month_below_never_raises_the_pay(deal: Deal, place: int) -> None:
    """Whether a deal is paid once or for each run."""
    months = list(deal.months)
    if months:
        spoilt = months[place % len(months)]
        months[place % len(months)] = attrs.evolve(spoilt, active=59, licensed=100)
    worse = attrs.evolve(deal, months=tuple(months))
    for policy in (ps.standard().incentives, repeating()):
        assert paid(policy, worse) <= paid(policy, deal)


@pytest.mark.rule("INC-01")
@some
@given(deal=deals())
def test_paying_each_run_pays_no_less(deal: Deal) -> None:
    """And a whole number of times the same amount."""
    once, each = ps.standard().incentives, line_of(repeating(), deal)
    assert paid(once, deal) <= paid(repeating(), deal)
    assert len({payment.amount for payment in each.payments}) <= 1
    assert len(each.payments) == sum(len(run) // 3 for run in scanned(deal))


@pytest.mark.rule("INC-01", "INC-02")
@few
@given(
    drawn=st.lists(deals(), max_size=3),
    proved=st.lists(days, max_size=3),
    seed=st.integers(0, 10**6),
    first_month=st.integers(1, 12),
    instalments=st.integers(1, 4),
)
def test_quarters_add_up_in_any_order(
    drawn: list[Deal],
    proved: list[date],
    seed: int,
    first_month: int,
    instalments: int,
) -> None:
    """To the cent, in whatever month the year begins, at once and in instalments."""
    policy = repeating()
    payment = attrs.evolve(
        policy.payment, first_month=first_month, instalments=instalments
    )
    policy = attrs.evolve(policy, payment=payment)
    rates = attrs.evolve(RATES, activation=Money("100.01", "USD"))
    named = [attrs.evolve(each, id=f"d-{place}") for place, each in enumerate(drawn)]
    activations = [
        Activation(id=f"n-{place}", customer="a-1", proof="telemetry", proved_on=day)
        for place, day in enumerate(proved)
    ]
    facts = IncentiveFacts(
        partner=PARTNER, deals=tuple(named), activations=tuple(activations)
    )
    found = policy.statement(facts, on=ON, rates=rates)
    lots = random.Random(seed)
    turned = attrs.evolve(
        facts,
        deals=tuple(lots.sample(named, len(named))),
        activations=tuple(lots.sample(activations, len(activations))),
    )
    assert policy.statement(turned, on=ON, rates=rates) == found
    for sums in (found.by_quarter, found.by_incentive):
        assert total(sums.values(), currency=found.currency) == found.total
    each_line = [line.amount for line in found.lines if line.amount is not None]
    assert total(each_line, currency=found.currency) == found.total
    for quarter, amount in found.by_quarter.items():
        alone = policy.statement(facts, on=ON, quarter=quarter, rates=rates)
        assert alone.total == amount


@pytest.mark.rule("INC-02")
@some
@given(
    cents=st.integers(0, 10**9),
    instalments=st.integers(1, 9),
    weights=st.lists(st.integers(1, 100), min_size=1, max_size=5),
)
def test_spreading_and_splitting_lose_nothing(
    cents: int, instalments: int, weights: list[int]
) -> None:
    """Every cent of a fixed amount is paid, and attributed."""
    policy = ps.standard().incentives
    payment = attrs.evolve(policy.payment, instalments=instalments)
    policy = attrs.evolve(policy, payment=payment)
    amount = Money(cents + 1, "USD") / 100
    proved = Activation(
        id="n-1", customer="a-1", proof="telemetry", proved_on=date(2026, 5, 4)
    )
    line = policy.activation_line(
        proved, on=ON, rates=IncentiveRates(activation=amount)
    )
    assert line.amount == amount
    assert len({each.quarter for each in line.payments}) == instalments
    centres = {f"c-{place}": weight for place, weight in enumerate(weights)}
    for each in line.payments:
        parts = each.split(centres, decimals=2).values()
        assert total(parts, currency="USD") == each.amount
