"""What formulas give beyond the cases, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import partner_success as ps
from partner_success.core import FrozenMap, Money
from partner_success.engagement import (
    Breakdown,
    Figure,
    Ratio,
    RecurringRevenue,
    adoption_rate,
    average_resolution_time,
    billable_share,
    customer_distribution,
    effective_rate,
    gross_retention,
    offering_margin,
    onboarding_time,
    renewal_share,
    resource_utilisation,
    revenue_sources,
    satisfaction,
    service_footprint,
    tickets_per_customer,
    use_length,
)
from partner_success.errors import (
    ConversionError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.partners import SurveyAnswer

DOLLAR = Money(1, "USD")


def test_a_ratio_shows_itself() -> None:
    """Value, unit, numerator and denominator stand in one line."""
    rate = renewal_share(renewed=2, due=3)
    assert str(rate) == "renewal share: 66.67 % (2 renewed contracts / 3 contracts due)"
    assert rate.exact == Fraction(200, 3)
    assert rate.value == pytest.approx(66.666_666)
    assert rate.absent is None


@pytest.mark.rule("ENG-08")
def test_an_absent_value_is_not_zero() -> None:
    """Over zero there is no value, and a reason in its place."""
    rate = renewal_share(renewed=0, due=0)
    assert (rate.exact, rate.value) == (None, None)
    assert rate.absent is not None
    assert rate.absent.code == "zero-denominator"
    assert rate.absent.message == "there is no renewal share of 0 contracts due"


def test_nothing_is_divided_by_less_than_zero() -> None:
    """A ratio of one's own has a denominator from 0 up."""
    below = Figure(Fraction(-1), "customers")
    with pytest.raises(InvalidValueError, match="at least 0, found -1 customers"):
        Ratio(name="x", numerator=below, denominator=below, unit="%")


@pytest.mark.parametrize("value", [-1, 1.5, True, "3", None, float("nan"), Decimal(-1)])
def test_counts_that_are_none(value: Any) -> None:
    """Counts are whole numbers from 0 up; the message names the one that is not."""
    with pytest.raises(InvalidValueError, match="adopted users"):
        adoption_rate(adopted=value, licensed=10)


@pytest.mark.parametrize("value", [None, float("nan"), Decimal("nan")])
def test_figures_that_are_not_known(value: Any) -> None:
    """A KPI is not computed of what is not known, and the message says so."""
    with pytest.raises(InvalidValueError, match="renewed contracts is not known"):
        renewal_share(renewed=value, due=10)
    with pytest.raises(InvalidValueError, match="hours is not known"):
        effective_rate(revenue=DOLLAR, hours=value)


def test_parts_that_are_more_than_the_whole() -> None:
    """The message tells both, so that a swap is seen."""
    with pytest.raises(InvalidValueError) as caught:
        renewal_share(renewed=20, due=18)
    assert str(caught.value) == (
        "20 renewed contracts cannot be part of 18 contracts due; are the two swapped?"
    )


@pytest.mark.parametrize("value", [-1, True, "3", None, float("nan"), 7.1])
def test_hours_that_are_none(value: Any) -> None:
    """Hours are exact numbers from 0 up; a float is told what to write instead."""
    hint = r"Decimal\('7.1'\)" if value == 7.1 else "worked"
    with pytest.raises(InvalidValueError, match=hint):
        resource_utilisation(worked=value, available=10)


@pytest.mark.rule("ENG-08")
def test_hours_can_be_parts() -> None:
    """Decimals and fractions of an hour count exactly."""
    rate = resource_utilisation(worked=Decimal("7.1"), available=Fraction(71, 5))
    assert rate.exact == 50
    assert billable_share(billable=Fraction(1, 3), worked=1).exact == Fraction(100, 3)
    third = effective_rate(revenue=DOLLAR, hours=3)
    assert third.exact == Fraction(1, 3)
    told = "0.33 USD per hour (1 USD revenue / 3 hours worked)"
    assert str(third) == f"effective rate: {told}"


@pytest.mark.parametrize(
    "compute",
    [
        lambda value: offering_margin(revenue=value, cost=DOLLAR),
        lambda value: effective_rate(revenue=value, hours=1),
        lambda value: revenue_sources({"a": value}, currency="USD"),
        lambda value: RecurringRevenue(
            at_start=DOLLAR, churned=value, contracted=DOLLAR, expanded=DOLLAR
        ),
    ],
)
@pytest.mark.parametrize(
    ("value", "error"),
    [(5, InvalidUseError), (None, InvalidUseError), (-DOLLAR, InvalidValueError)],
)
def test_money_that_is_none(
    compute: Callable[[Any], object], value: object, error: type[Exception]
) -> None:
    """Bare numbers are no money, and amounts are at least 0."""
    with pytest.raises(error, match=r"money|at least 0"):
        compute(value)


def test_margins_of_two_currencies() -> None:
    """Nothing is converted by itself."""
    with pytest.raises(ConversionError):
        offering_margin(revenue=DOLLAR, cost=Money(1, "EUR"))


def test_mappings_that_are_none() -> None:
    """A breakdown takes names with amounts, and says which amount is wrong."""
    pairs: Any = [("acme", 1)]
    unnamed: Any = {1: 1}
    with pytest.raises(InvalidUseError, match="a mapping with a name"):
        tickets_per_customer(pairs)
    with pytest.raises(InvalidUseError, match="a name in tickets is text, not 1"):
        tickets_per_customer(unnamed)
    with pytest.raises(InvalidValueError, match="tickets of 'acme'"):
        tickets_per_customer({"acme": -1})


def test_days_that_are_none() -> None:
    """Pairs of days are days in their order, and the message names the place."""
    day, other = date(2026, 3, 2), date(2026, 3, 1)
    for wrong in ((day,), 5):
        bad: Any = wrong
        with pytest.raises(InvalidUseError, match=r"onboardings\[1\] is a pair"):
            onboarding_time([(day, day), bad])
    with pytest.raises(InvalidValueError, match=r"onboardings\[0\] ends on 2026-03-01"):
        onboarding_time([(day, other)])
    with pytest.raises(InvalidValueError, match=r"onboardings\[0\]"):
        onboarding_time([(day, datetime(2026, 3, 3, tzinfo=UTC))])
    assert onboarding_time([(day, day)]).exact == 0


def test_durations_that_are_none() -> None:
    """Durations are timedeltas from 0 up."""
    bad: Any = 3
    with pytest.raises(InvalidUseError, match=r"times\[0\] is a timedelta, not int 3"):
        average_resolution_time([bad])
    with pytest.raises(InvalidValueError, match=r"sessions\[1\] is at least 0"):
        use_length([timedelta(), timedelta(microseconds=-1)])


@pytest.mark.rule("ENG-08")
def test_mean_times_are_exact() -> None:
    """A third of a microsecond is kept."""
    times = [timedelta(microseconds=1), timedelta(), timedelta()]
    assert average_resolution_time(times).exact == Fraction(1, 3 * 3_600_000_000)


@pytest.mark.rule("ENG-04", "ENG-08")
def test_satisfaction_of_csat(rules: ps.Rulebook) -> None:
    """Of CSAT the satisfied answers count over all."""
    answers = [
        SurveyAnswer(
            id=f"s-{number}",
            kind="csat",
            partner_id="acme",
            question="value",
            answered_on=date(2025, 6, 1),
            rating=rating,
            project_id="p",
            project_completed_on=date(2025, 6, 1),
            successful=True,
        )
        for number, rating in enumerate([5, 4, 2, 5])
    ]
    scored = rules.csat.partner(answers, on=date(2025, 7, 1))
    assert str(satisfaction(scored)) == (
        "satisfaction rating: 75 % (3 satisfied answers / 4 answers)"
    )


@pytest.mark.rule("ENG-08")
def test_gross_retention_leaves_out_growth() -> None:
    """What was won besides does not count."""
    revenue = RecurringRevenue(
        at_start=Money(1000, "USD"),
        churned=Money(50, "USD"),
        contracted=Money(30, "USD"),
        expanded=Money(200, "USD"),
    )
    assert gross_retention(revenue).exact == 92


def test_a_breakdown_adds_up_as_printed() -> None:
    """Three thirds are printed so that they make a hundred, the greatest first."""
    thirds = {name: Money(1, "EUR") for name in ("a", "b", "c")}
    found = revenue_sources(thirds, currency="EUR")
    assert [row[2] for row in found.explain().rows] == ["33.4", "33.3", "33.3"]
    assert found.ranked == ("a", "b", "c")
    assert str(found) == "revenue by source: 3 EUR in all"


def test_a_breakdown_of_nothing_prints_no_shares() -> None:
    """Where the whole is 0 a dash stands for the share."""
    found = service_footprint({"backup": 0})
    assert found.explain().rows == (("backup", "0", "-"),)
    assert found.share("backup").exact is None
    assert service_footprint({}).explain().rows == ()


def test_parts_that_a_breakdown_does_not_have() -> None:
    """A misspelt part is told what it may have meant; a count of parts is a count."""
    found = customer_distribution({"acme": DOLLAR}, currency="USD")
    with pytest.raises(UnknownNameError, match="no customer is called 'acne'"):
        found.share("acne")
    with pytest.raises(InvalidValueError, match="most is a whole number"):
        found.top(-1)
    assert found.top(0).exact == 0


def test_parts_below_zero() -> None:
    """A breakdown of one's own has parts from 0 up."""
    with pytest.raises(InvalidValueError, match="tickets of 'acme'"):
        Breakdown(
            name="x",
            part="customer",
            parts="customers",
            unit="tickets",
            amounts=FrozenMap({"acme": Fraction(-1)}),
        )
