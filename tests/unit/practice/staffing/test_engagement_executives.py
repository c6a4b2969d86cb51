"""How many engagement executives a partner has, by customers and by revenue."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core import ExchangeRate, Money
from partner_success.errors import ConversionError, InvalidValueError
from partner_success.practice.staffing import ExecutiveNeed
from tests.unit.practice.staffing.staff import policy, terms, tier


def usd(amount: Any) -> Money:
    """Give dollars."""
    return Money(amount, "USD")


def ends(need: ExecutiveNeed) -> tuple[int, int | None]:
    """Give both ends of a need."""
    return need.least, need.most


@pytest.mark.rule("STF-02")
@pytest.mark.parametrize(
    ("customers", "tier_id", "found", "dual_role", "formal", "team"),
    [
        (0, "none", (1, 1), True, False, False),
        (1, "start", (1, 1), True, False, False),
        (10, "start", (1, 1), True, False, False),
        (11, "ramping", (1, 2), False, True, False),
        (50, "ramping", (1, 2), False, True, False),
        (51, "at_scale", (2, None), False, True, True),
        (10**30, "at_scale", (2, None), False, True, True),
    ],
)
def test_the_tiers_of_the_source(
    rules: ps.Rulebook,
    customers: int,
    tier_id: str,
    found: tuple[int, int | None],
    dual_role: bool,
    formal: bool,
    team: bool,
) -> None:
    """At their edges, with revenue that calls for nobody beyond the first."""
    need = rules.staffing.engagement_executives(customers, usd(0))
    assert (need.tier.id, ends(need)) == (tier_id, found)
    assert (need.dual_role, need.dedicated) == (dual_role, not dual_role)
    assert (need.tier.formal, need.team) == (formal, team)


@pytest.mark.rule("STF-02")
@pytest.mark.parametrize(
    ("revenue", "found"),
    [
        ("0", (1, 2)),
        ("999999.99", (1, 2)),
        ("1000000", (1, 2)),
        ("1999999.99", (1, 2)),
        ("2000000", (2, 3)),
        ("2999999.99", (2, 3)),
        ("3000000", (2, 4)),
        ("4000000", (3, 5)),
        ("20000000", (11, 21)),
    ],
)
def test_each_full_step_of_revenue_adds_one(
    rules: ps.Rulebook, revenue: str, found: tuple[int, int]
) -> None:
    """One for 2 million at least, one for 1 million at most; the greater counts."""
    need = rules.staffing.engagement_executives(30, usd(revenue))
    assert ends(need) == found
    assert need.by_revenue is not None
    assert need.least == max(1, need.by_revenue.least)
    assert need.most == max(2, need.by_revenue.most)


@pytest.mark.rule("STF-02")
def test_revenue_of_a_team_only_raises_the_least(rules: ps.Rulebook) -> None:
    """Nothing says how many a team has at most."""
    executives = rules.staffing.engagement_executives
    assert ends(executives(51, usd(1_000_000))) == (2, None)
    assert ends(executives(51, usd(9_000_000))) == (5, None)


@pytest.mark.rule("STF-02")
def test_unknown_revenue_leaves_the_end_open(rules: ps.Rulebook) -> None:
    """The reasons say so, and what would call for more."""
    need = rules.staffing.engagement_executives(30)
    assert (ends(need), need.text) == ((1, None), "1 or more")
    assert [reason.code for reason in need.reasons] == ["tier", "revenue-unknown"]
    assert "1,000,000 USD to 2,000,000 USD" in need.reasons[1].message
    assert need.revenue is None
    assert need.by_revenue is None


@pytest.mark.rule("STF-02")
def test_every_need_says_why(rules: ps.Rulebook) -> None:
    """With citations, and the text of the whole."""
    executives = rules.staffing.engagement_executives
    need = executives(30, usd(3_500_000))
    assert str(need) == "Engagement executives for 30 customers: 2 to 4"
    told = str(need.explain())
    assert "Ramping, from 11 customers on: 1 to 2, who do nothing else" in told
    assert "the role is a formal one" in told
    assert "call for 2 to 4" in told
    assert all(each.citations and each.rules == ("STF-02",) for each in need.reasons)
    small = executives(3, usd(9_000_000))
    assert [each.code for each in small.reasons] == ["tier", "revenue-idle"]
    assert "1, who may have another role too" in small.reasons[0].message
    assert [each.code for each in executives(3).reasons] == ["tier"]
    assert "2 or more, who do nothing else" in str(executives(51).explain())
    assert "a team of their own" in str(executives(51).explain())
    assert executives(51, usd(1)).provenance.edition == rules.edition.id


@pytest.mark.rule("STF-02")
def test_another_currency_needs_a_rate(rules: ps.Rulebook) -> None:
    """A given one converts; without it, or with another, nothing is guessed."""
    executives = rules.staffing.engagement_executives
    rate = ExchangeRate(source="EUR", target="USD", rate="1.25", on=date(2026, 5, 4))
    need = executives(30, Money(1_600_000, "EUR"), rate=rate)
    assert (need.revenue, ends(need)) == (usd(2_000_000), (2, 3))
    with pytest.raises(ConversionError, match="source='EUR', target='USD'"):
        executives(30, Money(1, "EUR"))
    with pytest.raises(ConversionError):
        executives(30, Money(1, "GBP"), rate=rate)
    other = ExchangeRate(source="EUR", target="GBP", rate="0.8", on=date(2026, 5, 4))
    with pytest.raises(ConversionError, match="counts recurring revenue in USD"):
        executives(30, Money(1, "EUR"), rate=other)


@pytest.mark.rule("STF-02")
@pytest.mark.parametrize("customers", [-1, 1.0, True, "3", None, float("nan")])
def test_customers_are_counted(customers: object) -> None:
    """Whole, and at least none."""
    with pytest.raises(InvalidValueError, match="a whole number of at least 0"):
        policy().engagement_executives(cast(Any, customers))


@pytest.mark.rule("STF-02")
@pytest.mark.parametrize("revenue", [5, 5.0, "5 USD", usd(-1)])
def test_revenue_is_money(revenue: object) -> None:
    """Of at least nothing."""
    with pytest.raises(InvalidValueError, match="recurring revenue is"):
        policy().engagement_executives(3, cast(Any, revenue))


@pytest.mark.rule("STF-02")
@given(
    customers=st.tuples(st.integers(0, 80), st.integers(0, 80)),
    revenue=st.tuples(st.integers(0, 300), st.integers(0, 300)),
)
def test_growing_never_takes_one_away(
    customers: tuple[int, int], revenue: tuple[int, int]
) -> None:
    """More customers, or more revenue, never need fewer at least."""
    steps = terms(
        tier(people_most=1),
        tier(id="more", from_customers=11, people_most=2, by_revenue=True),
        tier(id="team", from_customers=51, people_least=2, by_revenue=True),
        revenue_least=10,
        revenue_most=20,
    )
    few, many = (
        policy(executives=steps).engagement_executives(count, usd(worth))
        for count, worth in zip(sorted(customers), sorted(revenue), strict=True)
    )
    assert few.least <= many.least
    assert many.most is None or (few.most is not None and few.most <= many.most)
