"""Laws of KPIs: bounds, sums, and what a change of scale leaves as it is."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core import Money
from partner_success.engagement import (
    Ratio,
    RecurringRevenue,
    average_resolution_time,
    billable_share,
    customer_distribution,
    effective_rate,
    gross_churn,
    gross_retention,
    net_retention,
    offering_margin,
    resource_utilisation,
    tickets_per_customer,
    tickets_per_technology,
)

CENTS = st.integers(0, 10**9).map(lambda cents: Decimal(cents).scaleb(-2))
SOME_CENTS = CENTS.filter(bool)
HOURS = st.fractions(0, 1_000, max_denominator=60)
SCALES = st.integers(1, 1_000)
NAMES = st.text("abcdefgh", min_size=1, max_size=3)


def usd(amount: Decimal | Fraction | int) -> Money:
    """Give dollars."""
    return Money(1, "USD") * amount


@st.composite
def revenues(draw: st.DrawFn) -> RecurringRevenue:
    """Give what became of some recurring revenue, which is above 0."""
    churned, contracted, kept = draw(CENTS), draw(CENTS), draw(SOME_CENTS)
    return RecurringRevenue(
        at_start=usd(churned) + usd(contracted) + usd(kept),
        churned=usd(churned),
        contracted=usd(contracted),
        expanded=usd(draw(CENTS)),
    )


def known(ratio: Ratio) -> Fraction:
    """Give a value that is there."""
    assert ratio.exact is not None
    return ratio.exact


@pytest.mark.rule("ENG-08")
@given(revenues())
def test_retention(revenue: RecurringRevenue) -> None:
    """What is lost and what is kept make all of it, and growth only adds to that."""
    churn, kept = known(gross_churn(revenue)), known(gross_retention(revenue))
    net = known(net_retention(revenue))
    assert churn + kept == 100
    assert 0 <= kept <= min(net, 100)
    assert net - kept == 100 * (revenue.expanded / revenue.at_start)


@pytest.mark.rule("ENG-08")
@given(revenues(), SCALES)
def test_retention_at_another_scale(revenue: RecurringRevenue, scale: int) -> None:
    """The same shares come out of cents and of millions."""
    larger = RecurringRevenue(
        at_start=revenue.at_start * scale,
        churned=revenue.churned * scale,
        contracted=revenue.contracted * scale,
        expanded=revenue.expanded * scale,
    )
    for formula in (gross_churn, gross_retention, net_retention):
        assert formula(larger).exact == formula(revenue).exact


@pytest.mark.rule("ENG-04", "ENG-08")
@given(st.data())
def test_shares_of_counts(data: st.DataObject) -> None:
    """Every KPI that is a part of a whole lies from 0 to 100, and only there absent."""
    kpi = data.draw(st.sampled_from(sorted(PARTS)))
    whole = data.draw(st.integers(0, 10**6))
    part, scale = data.draw(st.integers(0, whole)), data.draw(SCALES)
    names, compute = PARTS[kpi], ps.standard().kpis[kpi].compute
    assert compute is not None
    found, larger = (
        compute(**dict(zip(names, (factor * part, factor * whole), strict=True)))
        for factor in (1, scale)
    )
    assert isinstance(found, Ratio)
    assert found.exact == larger.exact
    assert (found.exact is None) == (found.absent is not None) == (whole == 0)
    if found.exact is not None:
        assert 0 <= found.exact <= 100
        assert found.exact * whole == 100 * part
    assert f"({part} " in str(found)
    assert f" / {whole} " in str(found)


PARTS = {
    "multi_year_agreements": ("multi_year", "agreements"),
    "adopted_users": ("adopted", "licensed"),
    "feature_users": ("used", "active"),
    "customer_touch": ("held", "due"),
    "expansion_rate": ("added", "at_start"),
    "adjacent_services": ("extended", "customers"),
    "competitive_displacement": ("displaced", "competing"),
    "renewal_share": ("renewed", "due"),
    "renewal_expansion": ("expanded", "renewed"),
    "resource_utilisation": ("worked", "available"),
    "sla_compliance": ("met", "judged"),
    "billable_hours": ("billable", "worked"),
    "satisfaction_rating": ("satisfied", "answers"),
    "trial_conversion": ("converted", "trials"),
    "active_users": ("active", "licensed"),
    "feature_frequency": ("days_used", "days"),
}


@pytest.mark.rule("ENG-08")
@given(st.dictionaries(NAMES, CENTS, max_size=6), SCALES)
def test_distributions(revenue: dict[str, Decimal], scale: int) -> None:
    """Shares make the whole exactly, as printed too, and more names are more of it."""
    amounts = {name: usd(amount) for name, amount in revenue.items()}
    found = customer_distribution(amounts, currency="USD")
    assert found.whole.amount == sum(map(Fraction, revenue.values()), Fraction())
    if not found.whole.amount:
        assert all(share.exact is None for share in found.shares.values())
        return
    shares = {name: known(share) for name, share in found.shares.items()}
    assert sum(shares.values()) == 100
    assert sum(Decimal(row[2]) for row in found.explain().rows) == 100
    tops = [known(found.top(most)) for most in range(len(revenue) + 1)]
    assert tops == sorted(tops)
    assert (tops[0], tops[-1]) == (0, 100)
    # No choice of as many customers has more than the greatest.
    assert known(found.top(1)) == max(shares.values())
    larger = {name: amount * scale for name, amount in amounts.items()}
    again = customer_distribution(larger, currency="USD").shares
    assert {name: share.exact for name, share in again.items()} == shares


@pytest.mark.rule("ENG-08")
@given(st.dictionaries(NAMES, st.integers(0, 1_000), min_size=1, max_size=6))
def test_tickets(tickets: dict[str, int]) -> None:
    """The mean times the names is all tickets, by customer and by technology."""
    for compute in (tickets_per_customer, tickets_per_technology):
        found = compute(tickets)
        assert known(found.mean) * len(tickets) == sum(tickets.values())
        assert [tickets[name] for name in found.ranked] == sorted(
            tickets.values(), reverse=True
        )


@pytest.mark.rule("ENG-08")
@given(CENTS, HOURS.filter(bool), SCALES)
def test_rates(revenue: Decimal, hours: Fraction, scale: int) -> None:
    """A rate times its hours is the revenue, and twice of both is the same rate."""
    rate = effective_rate(revenue=usd(revenue), hours=hours)
    assert known(rate) * hours == Fraction(revenue)
    larger = effective_rate(revenue=usd(revenue * scale), hours=hours * scale)
    assert larger.exact == rate.exact


@pytest.mark.rule("ENG-08")
@given(SOME_CENTS, CENTS)
def test_margins(revenue: Decimal, cost: Decimal) -> None:
    """A margin never exceeds 100 %, and is below 0 just where the cost is greater."""
    margin = known(offering_margin(revenue=usd(revenue), cost=usd(cost)))
    assert margin <= 100
    assert (margin < 0) == (cost > revenue)


@pytest.mark.rule("ENG-08")
@given(HOURS, HOURS)
def test_hours(one: Fraction, other: Fraction) -> None:
    """Billable hours are part of the worked ones; utilisation may be above all."""
    part, whole = sorted((one, other))
    billed = billable_share(billable=part, worked=whole).exact
    used = resource_utilisation(worked=whole, available=part).exact
    assert billed is None or 0 <= billed <= 100
    assert used is None or used >= 100


@pytest.mark.rule("ENG-08")
@given(st.lists(st.timedeltas(timedelta(), timedelta(days=900)), min_size=1))
def test_mean_times(times: list[timedelta]) -> None:
    """A mean lies between the least and the greatest, in any order the same."""
    mean = known(average_resolution_time(times))
    hour = timedelta(hours=1) // timedelta(microseconds=1)
    least, most = (
        Fraction(edge // timedelta(microseconds=1), hour)
        for edge in (min(times), max(times))
    )
    assert least <= mean <= most
    assert average_resolution_time(sorted(times)).exact == mean


@pytest.mark.rule("ENG-06", "ENG-07")
@given(st.data())
def test_what_is_missing(data: st.DataObject) -> None:
    """What is there and what is missing make all of it, and the order is the list's."""
    model = ps.standard().foundations
    have = data.draw(st.sets(st.sampled_from(model.vendor.ids)))
    missing = [each.id for each in model.check_vendor(have).missing]
    assert have | set(missing) == set(model.vendor.ids)
    assert len(have) + len(missing) == len(model.vendor)
    grades = [model.vendor[id_].grade for id_ in missing]
    assert grades == sorted(grades)
    there = data.draw(st.sets(st.sampled_from(model.practice_elements.ids)))
    check = model.check_practice(there)
    lacking = [each.id for each in sum(check.missing.values(), ())]
    wanted = [id_ for id_ in model.practice_elements.ids if id_ not in there]
    assert lacking == wanted
    assert check.coverage.there == len(there)
    assert check.coverage.complete == (not wanted)
