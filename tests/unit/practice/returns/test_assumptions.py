"""Assumptions and policies that contradict themselves, each fault by its path."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core import Money
from partner_success.errors import InvalidDataError, InvalidModelError
from partner_success.practice.returns import ReturnsPolicy
from tests.unit.practice.returns.businesses import ours, usd


def told(**facts: Any) -> list[tuple[str, str]]:
    """Give path and code of every fault of assumptions."""
    with pytest.raises(InvalidDataError) as caught:
        ours(**facts)
    return [(each.path, each.code) for each in caught.value.problems]


@pytest.mark.rule("INC-04")
def test_assumptions_are_refused_with_every_fault() -> None:
    """Numbers, shares, amounts, months and days, all at once."""
    assert told(
        customers=-1,
        hours_per_customer="0.1",
        growth_after=float("nan"),
        margin=101,
        churn_before=100.5,
        churn_after=-2,
        discount_rate=-1,
        hourly_cost=5,
        rebates=usd(-3),
        tools="3",
        tools_from=0,
        rebate_every=13,
        rebate_delay=-1,
        months=True,
        starts_on=datetime(2027, 1, 1, tzinfo=UTC),
        name=" ",
    ) == [
        ("name", "blank"),
        ("customers", "negative"),
        ("hours_per_customer", "wrong-type"),
        ("growth_after", "wrong-type"),
        ("margin", "out-of-range"),
        ("churn_before", "out-of-range"),
        ("churn_after", "negative"),
        ("discount_rate", "negative"),
        ("hourly_cost", "wrong-type"),
        ("hourly_cost", "wrong-type"),
        ("tools", "wrong-type"),
        ("rebates", "negative"),
        ("starts_on", "wrong-type"),
        ("tools_from", "out-of-range"),
        ("rebate_every", "out-of-range"),
        ("rebate_delay", "out-of-range"),
        ("months", "out-of-range"),
    ]


@pytest.mark.rule("INC-04", "ROI-02")
def test_two_currencies_are_refused() -> None:
    """Each amount that is not in the currency of the hourly cost is named."""
    euros = Money(5, "EUR")
    assert told(rebates=euros, set_up=euros, discounts=usd(2)) == [
        ("set_up", "two-currencies"),
        ("rebates", "two-currencies"),
    ]


def spoilt(policy: ReturnsPolicy, **changes: Any) -> list[tuple[str, str]]:
    """Give path and code of every fault of a changed policy."""
    with pytest.raises(InvalidModelError) as caught:
        attrs.evolve(policy, **changes)
    return [(each.path, each.code) for each in caught.value.problems]


@pytest.mark.rule("ROI-01", "INC-04")
def test_policies_are_refused_with_every_fault(rules: ps.Rulebook) -> None:
    """Steps, months and weeks that cannot be meant, and an example that is none."""
    policy = rules.returns
    business = attrs.evolve(
        policy.business,
        weeks_a_year=Decimal(0),
        months=121,
        rebate_every=0,
        rebate_delay=-1,
    )
    example = attrs.evolve(policy.example, claim=Decimal(-1))
    assert spoilt(policy, step=Decimal(100), business=business, example=example) == [
        ("step", "out-of-range"),
        ("business.weeks_a_year", "out-of-range"),
        ("business.months", "out-of-range"),
        ("business.rebate_every", "out-of-range"),
        ("business.rebate_delay", "out-of-range"),
        ("example.claim", "negative"),
    ]
    infinite = attrs.evolve(policy.business, weeks_a_year=Decimal("Infinity"))
    assert spoilt(policy, step=Decimal("NaN"), business=infinite) == [
        ("step", "out-of-range"),
        ("business.weeks_a_year", "out-of-range"),
    ]
    money = attrs.evolve(policy.example, currency="dollars")
    assert spoilt(policy, example=money) == [("example", "bad-value")]
    without = [each for each in policy.example.lines if each.each is None]
    empty = attrs.evolve(
        policy.example, overlaps=(), lines=ps.core.Catalogue(without, kind="line")
    )
    assert spoilt(policy, example=empty) == [("example.lines", "empty")]
