"""The catalogue of KPIs: what stands in it, how it is asked, and what it refuses."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
import yaml

import partner_success as ps
from partner_success.core import Catalogue
from partner_success.engagement import (
    FORMULAS,
    Figure,
    Kpi,
    KpiCatalogue,
    KpiGroup,
    Ratio,
)
from partner_success.errors import InvalidModelError, InvalidUseError, UnknownNameError
from partner_success.scoring import Target

CASES = Path(__file__).parents[3] / "cases" / "kpis.yaml"

# Written down by hand from the boxes of the deck: stage, then KPIs.
STAGES = {
    "land": ["new_customers", "multi_year_agreements", "service_footprint"],
    "onboard": ["onboarding_time", "conversion_time"],
    "adopt": ["adopted_users", "feature_users", "customer_touch"],
    "expand": ["expansion_rate", "adjacent_services", "competitive_displacement"],
    "renew": ["renewal_share", "renewal_expansion", "renewal_satisfaction"],
}

# By hand again: the number printed beside each, and its unit and direction.
NUMBERED = {
    "financial": [
        (1, "revenue_sources", "%", "neither"),
        (2, "offering_margins", "%", "higher"),
        (3, "effective_rate_per_customer", "money per hour", "higher"),
        (4, "effective_rate_per_offering", "money per hour", "higher"),
        (5, "customer_distribution", "%", "neither"),
    ],
    "service_desk": [
        (6, "resource_utilisation", "%", "higher"),
        (7, "sla_compliance", "%", "higher"),
        (8, "billable_hours", "%", "higher"),
        (9, "tickets_per_customer", "tickets per customer", "lower"),
        (10, "tickets_per_technology", "tickets per technology", "lower"),
        (11, "resolution_time", "hours", "lower"),
        (12, "satisfaction_rating", "%", "higher"),
    ],
    "churn_indicator": [
        (1, "trial_conversion", "%", "higher"),
        (2, "active_users", "%", "higher"),
        (3, "feature_frequency", "%", "higher"),
        (3, "feature_length", "minutes", "higher"),
        (4, "gross_churn", "%", "lower"),
        (4, "net_retention", "%", "higher"),
        (5, "nps_or_csat", "% or points", "higher"),
    ],
}


def days(value: str) -> Ratio:
    """Give a time to onboard."""
    return Ratio(
        name="onboarding time",
        numerator=Figure(Fraction(value), "days"),
        denominator=Figure(Fraction(1), "customers"),
        unit="days",
    )


@pytest.mark.rule("ENG-04")
def test_every_stage_has_its_kpis(rules: ps.Rulebook) -> None:
    """The five stages have the KPIs of their boxes, in order."""
    kpis = rules.kpis
    found = {stage: [kpi.id for kpi in kpis.of_stage(stage)] for stage in kpis.stages}
    assert found == STAGES
    lifecycle = kpis.of_group("lifecycle")
    assert [kpi.id for kpi in lifecycle] == [
        id_ for ids in STAGES.values() for id_ in ids
    ]
    assert {kpi.number for kpi in lifecycle} == {None}


@pytest.mark.rule("ENG-08")
@pytest.mark.parametrize("group", NUMBERED)
def test_every_list_has_its_numbers(rules: ps.Rulebook, group: str) -> None:
    """The numbers printed, with unit and direction; no other list has a stage."""
    kpis = rules.kpis.of_group(group)
    found = [(kpi.number, kpi.id, kpi.unit, kpi.better) for kpi in kpis]
    assert found == NUMBERED[group]
    assert {kpi.stage for kpi in kpis} == {None}


@pytest.mark.rule("ENG-04", "ENG-08")
def test_the_groups_make_the_catalogue(rules: ps.Rulebook) -> None:
    """Every KPI stands in one list, has a formula in words, and is cited."""
    kpis = rules.kpis
    groups = [kpi for group in KpiGroup for kpi in kpis.of_group(group)]
    assert groups == list(kpis)
    assert len(kpis) == len(kpis.entries)
    assert all(kpi.formula and kpi.citations for kpi in kpis)


@pytest.mark.rule("ENG-04", "ENG-08")
def test_catalogue_and_functions_belong_together(rules: ps.Rulebook) -> None:
    """Every function serves a KPI, but for gross retention, which none is called."""
    named = {kpi.function for kpi in rules.kpis if kpi.function is not None}
    assert set(FORMULAS) - named == {"gross_retention"}
    for kpi in rules.kpis:
        wanted = None if kpi.function is None else FORMULAS[kpi.function]
        assert kpi.compute is wanted
        assert (kpi.plain is None) == (kpi.compute is not None)
    plain = [kpi.id for kpi in rules.kpis if kpi.compute is None]
    assert plain == ["new_customers"]


@pytest.mark.rule("ENG-04", "ENG-08")
def test_every_function_has_a_worked_case(rules: ps.Rulebook) -> None:
    """Each KPI that is computed stands in the cases with a value."""
    cases: list[dict[str, Any]] = yaml.safe_load(CASES.read_text("utf-8"))["kpis"]
    worked = {case["kpi"] for case in cases if "refused" not in case["expect"]}
    assert worked == {kpi.id for kpi in rules.kpis if kpi.compute is not None}


@pytest.mark.rule("ENG-04")
def test_a_feature_is_looked_at_over_four_weeks(rules: ps.Rulebook) -> None:
    """Only users of a feature have a window of days, and it is four weeks."""
    windows = {kpi.id: kpi.window_days for kpi in rules.kpis if kpi.window_days}
    assert windows == {"feature_users": 28}


@pytest.mark.rule("ENG-04")
@pytest.mark.parametrize(
    ("value", "reached"), [("29.99", True), ("30", False), ("30.01", False)]
)
def test_onboarding_is_below_thirty_days(
    rules: ps.Rulebook, value: str, reached: bool
) -> None:
    """Thirty days are too many; the reason tells value and target."""
    kpi = rules.kpis["onboarding_time"]
    decision = kpi.judge(days(value))
    [reason] = decision.reasons
    assert decision.holds is reached
    assert reason.code == ("target-met" if reached else "target-missed")
    assert reason.rules == ("ENG-04",)
    assert reason.facts["value"] == Fraction(value)
    verb = "is" if reached else "is not"
    assert reason.message == f"onboarding time: {value} days {verb} below 30 days"
    others = [each.id for each in rules.kpis if each.target is not None]
    assert others == ["onboarding_time"]


def test_an_absent_value_reaches_nothing(rules: ps.Rulebook) -> None:
    """Where nobody was onboarded the answer is no, with the reason."""
    nobody = attrs.evolve(days("0"), denominator=Figure(Fraction(), "customers"))
    decision = rules.kpis["onboarding_time"].judge(nobody)
    assert not decision.holds
    assert decision.explain() == "no; there is no onboarding time of 0 customers"


def test_what_cannot_be_judged(rules: ps.Rulebook) -> None:
    """A KPI without a target, and a value of another unit, are misuse."""
    with pytest.raises(InvalidUseError, match="'gross_churn' has no target"):
        rules.kpis["gross_churn"].judge(days("3"))
    hours = attrs.evolve(days("3"), unit="hours")
    with pytest.raises(InvalidUseError, match=r"counts days, and .* counts hours"):
        rules.kpis["onboarding_time"].judge(hours)


def test_near_misses(rules: ps.Rulebook) -> None:
    """Misspelt KPIs, lists and stages are told what they may have meant."""
    with pytest.raises(UnknownNameError, match="did you mean 'gross_churn'"):
        rules.kpis["gros_churn"]
    with pytest.raises(UnknownNameError, match="did you mean 'financial'"):
        rules.kpis.of_group("finacial")
    with pytest.raises(UnknownNameError, match="did you mean 'onboard'"):
        rules.kpis.of_stage("onbord")


def test_the_catalogue_as_a_table(rules: ps.Rulebook) -> None:
    """The table has a row for each KPI, with dashes where there is nothing."""
    table = rules.kpis.explain()
    assert str(rules.kpis) == "KPIs of customer success: 33 KPIs"
    assert table.rows[0] == (
        "Customers won",
        "lifecycle",
        "land",
        "-",
        "customers",
        "higher",
    )
    assert table.rows[-1][1:4] == ("churn indicator", "-", "5")
    assert len(table.rows) == len(rules.kpis)


def test_a_catalogue_with_faults() -> None:
    """Every fault of every KPI is named at once."""
    good = Kpi(
        id="growth",
        name="Growth",
        group=KpiGroup.FINANCIAL,
        unit="%",
        better="higher",
        formula="more / all",
        function="expansion_rate",
    )
    target = Target(id="t", name="T", relation="below", value=30, unit="days")
    wrong = [
        good,
        attrs.evolve(good, id="not an id", function="expansion_rat"),
        attrs.evolve(good, id="b", plain="a count", stage="land"),
        attrs.evolve(good, id="c", function=None, number=0, window_days=0),
        attrs.evolve(good, id="d", group=KpiGroup.LIFECYCLE, target=target),
    ]
    with pytest.raises(InvalidModelError) as caught:
        KpiCatalogue(id="k", name="K", entries=Catalogue(wrong, kind="KPI"))
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("entries[1].id", "bad-id"),
        ("entries[1].function", "unknown"),
        ("entries[2].plain", "function-or-plain"),
        ("entries[2].stage", "stage-or-none"),
        ("entries[3].plain", "function-or-plain"),
        ("entries[3].number", "out-of-range"),
        ("entries[3].window_days", "out-of-range"),
        ("entries[4].stage", "stage-or-none"),
        ("entries[4].target.unit", "other-unit"),
    ]
    assert "did you mean 'expansion_rate'" in str(caught.value)
