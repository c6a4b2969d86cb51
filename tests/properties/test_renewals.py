"""Laws of renewals that hold for every day, every contract and every order."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core import Money, Period, prorate, total
from partner_success.engagement.renewals import (
    ContractTerm,
    PromptState,
    RenewalLine,
    RenewalOutcome,
)

some = settings(max_examples=min(50, settings().max_examples))

days = st.dates(date(2, 4, 1), date.max)
nearby = st.dates(date(2024, 1, 1), date(2030, 12, 31))
cents = st.integers(0, 10**9).map(lambda units: Money(units, "USD") / 100)


@st.composite
def contracts(draw: st.DrawFn) -> list[ContractTerm]:
    """Draw contracts of one customer; they begin before 2025 and last a while."""
    found: list[ContractTerm] = []
    for number in range(draw(st.integers(1, 6))):
        starts_on = draw(st.dates(date(2020, 1, 1), date(2024, 1, 1)))
        length = timedelta(days=draw(st.integers(0, 2000)))
        found.append(
            ContractTerm(
                contract=f"c-{number}",
                customer="a-1",
                starts_on=starts_on,
                ends_on=starts_on + length,
                value=draw(cents),
            )
        )
    return found


@st.composite
def renewal_lines(draw: st.DrawFn) -> list[RenewalLine]:
    """Draw contracts with every outcome, of several partners and reasons."""
    found: list[RenewalLine] = []
    for number in range(draw(st.integers(0, 12))):
        outcome = draw(st.sampled_from(RenewalOutcome))
        gone = outcome is RenewalOutcome.NOT_RENEWED
        kept = outcome is RenewalOutcome.RENEWED
        found.append(
            RenewalLine(
                contract=f"c-{number}",
                customer=draw(st.sampled_from(["a-1", "a-2"])),
                ends_on=draw(st.dates(date(2026, 1, 1), date(2026, 12, 31))),
                value=draw(cents),
                outcome=outcome,
                renewed_value=draw(cents) if kept else None,
                reason=draw(st.sampled_from(["price", "service"])) if gone else None,
                partner=draw(st.sampled_from([None, "acme", "other"])),
                band=draw(st.sampled_from([None, "healthy", "at_risk"])),
            )
        )
    return found


@pytest.mark.rule("RNW-01")
@given(renewal_on=days)
def test_prompts_are_in_order(renewal_on: date) -> None:
    """Ahead of any day, each prompt opens no later than the next, and none is after."""
    prompts = list(ps.standard().renewals.plan(renewal_on).prompts)
    opened = [prompt.opens_on for prompt in prompts]
    assert opened == sorted(opened)
    assert [prompt.id for prompt in prompts] == [
        "portfolio_review",
        "risk_management",
        "success_review",
        "partner_prompt",
        "negotiation",
    ]
    assert all(prompt.opens_on <= prompt.closes_on <= renewal_on for prompt in prompts)


@pytest.mark.rule("RNW-01")
@some
@given(renewal_on=nearby, day=nearby)
def test_a_prompt_is_in_one_state(renewal_on: date, day: date) -> None:
    """On any day the states part the prompts, and they only ever move on."""
    plan = ps.standard().renewals.plan(renewal_on)
    today, tomorrow = plan.on(day), plan.on(day + timedelta(days=1))
    parts = [*today.done, *today.missed, *today.open, *today.ahead]
    assert sorted(each.id for each in parts) == sorted(plan.prompts.ids)
    order = [PromptState.AHEAD, PromptState.OPEN, PromptState.MISSED]
    for each in plan.prompts:
        now, then = today.state(each.id), tomorrow.state(each.id)
        assert order.index(now) <= order.index(then)


@pytest.mark.rule("RNW-03")
@some
@given(terms=contracts(), ends_on=nearby, seed=st.integers(0, 10**6))
def test_coterming_conserves_value(
    terms: list[ContractTerm], ends_on: date, seed: int
) -> None:
    """The pieces add up to the cent, in any order, each within a cent of its own."""
    policy = ps.standard().renewals
    found = policy.coterm(terms, ends_on=ends_on)
    shuffled = random.Random(seed).sample(terms, len(terms))
    assert policy.coterm(shuffled, ends_on=ends_on) == found
    assert found.value_before + found.charge - found.credit == found.value
    exact = [line.term.value_per_day * line.days for line in found.lines]
    off = Fraction(found.value.amount) - sum(exact)
    assert -Fraction(1, 200) < off <= Fraction(1, 200)
    for line, own in zip(found.lines, exact, strict=True):
        assert abs(Fraction(line.value.amount) - own) < Fraction(1, 100)
        assert line.moved_term().ends_on == ends_on


@pytest.mark.rule("RNW-03")
@some
@given(terms=contracts(), ends_on=nearby)
def test_a_contract_at_its_own_end_stays(
    terms: list[ContractTerm], ends_on: date
) -> None:
    """Moved to where it ends already, a contract stays as it is."""
    policy = ps.standard().renewals
    moved = policy.coterm(terms, ends_on=ends_on)
    again = policy.coterm([line.moved_term() for line in moved.lines], ends_on=ends_on)
    assert [line.difference.amount for line in again.lines] == [0] * len(terms)
    own = terms[0].ends_on
    one = policy.coterm([term for term in terms if term.starts_on <= own], ends_on=own)
    assert next(
        line for line in one.lines if line.term == terms[0]
    ).difference == Money(0, "USD")


@pytest.mark.rule("RNW-02")
@some
@given(lines=renewal_lines())
def test_breakdowns_add_up(lines: list[RenewalLine]) -> None:
    """The quarters add up to the year, and the partners to the whole."""
    policy = ps.standard().renewals
    year = policy.rate(lines, Period(date(2026, 1, 1), date(2026, 12, 31)))
    halves = [
        policy.rate(lines, Period(date(2026, 1, 1), date(2026, 6, 30))),
        policy.rate(lines, Period(date(2026, 7, 1), date(2026, 12, 31))),
    ]
    parts = year.by_partner.values()
    reasons = year.by_reason.values()
    whole = year.total
    assert sum(half.total.due for half in halves) == whole.due == len(lines)
    assert sum(part.due for part in reasons) == whole.not_renewed
    assert sum(part.undecided for part in parts) == whole.undecided
    for name in ("value_due", "value_kept", "value_now", "value_not_renewed"):
        amounts = [getattr(part, name) for part in parts]
        assert total(amounts, currency=year.currency) == getattr(whole, name)
    assert whole.value_kept <= whole.value_renewed
    assert whole.value_kept <= whole.value_now
    gone = [part.value_due for part in reasons]
    assert total(gone, currency=year.currency) == whole.value_not_renewed


@pytest.mark.rule("RNW-02")
@some
@given(lines=renewal_lines(), known=renewal_lines())
def test_forecasts_stay_within_what_is_due(
    lines: list[RenewalLine], known: list[RenewalLine]
) -> None:
    """The interval holds what is expected, and neither passes what is due."""
    policy = ps.standard().renewals
    found = policy.foresee(
        lines,
        Period(date(2026, 1, 1), date(2026, 12, 31)),
        past=policy.experience(known),
    )
    most = sum(line.outcome != RenewalOutcome.NOT_RENEWED for line in lines)
    count, value = found.interval, found.value_interval
    assert len(found.renewed) <= count.low <= count.high <= most
    assert count.low <= float(found.expected) <= count.high
    assert value.low <= float(found.expected_value) <= value.high
    foreseen = sum(len(band.lines) for band in found.bands)
    assert len(found.renewed) + foreseen + len(found.unforeseen) == most


@some
@given(
    st.lists(
        st.tuples(
            st.integers(-(10**6), 10**6),
            st.fractions(-3, 3, max_denominator=400),
        ),
        min_size=1,
        max_size=8,
    ),
    st.integers(0, 3),
    st.sampled_from(["half up", "half even"]),
)
def test_products_are_rounded_together(
    pairs: list[tuple[int, Fraction]], decimals: int, rounding: ps.core.Rounding
) -> None:
    """Prorated amounts add up to the rounded sum, and whole products stay."""
    amounts = [Money(units, "USD") for units, _ in pairs]
    factors = [factor for _, factor in pairs]
    parts = prorate(amounts, factors, decimals=decimals, rounding=rounding)
    exact = [units * factor for units, factor in pairs]
    unit = Fraction(1, 10**decimals)
    off = Fraction(total(parts, currency="USD").amount) - sum(exact)
    assert abs(off) <= unit / 2
    for part, own in zip(parts, exact, strict=True):
        assert abs(Fraction(part.amount) - own) < unit
        assert own % unit or Fraction(part.amount) == own
