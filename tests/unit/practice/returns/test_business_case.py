"""A partner's business case: each item, the years, when it breaks even, its worth."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.practice.returns import BusinessCase, BusinessItem
from tests.unit.practice.returns.businesses import ours, usd
from tests.unit.practice.returns.investments import row


def monthly(case: BusinessCase, item: BusinessItem) -> list[Fraction]:
    """Give what an item costs or brings in each month."""
    return [month.flow[item] for month in case.months]


@pytest.mark.rule("INC-04")
def test_csm_time_costs_every_week(rules: ps.Rulebook) -> None:
    """An hour a week at 30 dollars is 1,560 in 52 weeks, a twelfth each month."""
    found = rules.returns.business_case(ours(months=24))
    assert monthly(found, BusinessItem.CSM_TIME) == [Fraction(-130)] * 24
    assert [year.net for year in found.years] == [-1560, -1560]
    assert found.ratio.invested == 3120


@pytest.mark.rule("INC-04")
def test_the_standard_case_looks_at_three_years(rules: ps.Rulebook) -> None:
    """Unless it says otherwise; ten years are the most."""
    assert len(rules.returns.business_case(ours()).months) == 36
    assert len(rules.returns.business_case(ours(months=120)).months) == 120
    with pytest.raises(InvalidValueError, match=r"120 months at most, not at 121"):
        rules.returns.business_case(ours(months=121))


@pytest.mark.rule("INC-04")
def test_rebates_come_each_quarter_a_quarter_late(rules: ps.Rulebook) -> None:
    """A quarter of the year's rebates in months 6, 9 and 12, and none in month 3."""
    found = rules.returns.business_case(ours(rebates=usd(1200), months=12))
    paid = dict(enumerate(monthly(found, BusinessItem.REBATES), start=1))
    assert {month: sum_ for month, sum_ in paid.items() if sum_} == {
        6: 300,
        9: 300,
        12: 300,
    }


def test_rebates_come_when_it_is_said(rules: ps.Rulebook) -> None:
    """Every month at once, or twice a year a month late."""
    at_once = ours(rebates=usd(1200), rebate_every=1, rebate_delay=0, months=3)
    found = rules.returns.business_case(at_once)
    assert monthly(found, BusinessItem.REBATES) == [100, 100, 100]
    late = ours(rebates=usd(1200), rebate_every=6, rebate_delay=1, months=8)
    found = rules.returns.business_case(late)
    assert monthly(found, BusinessItem.REBATES) == [0, 0, 0, 0, 0, 0, 600, 0]


@pytest.mark.rule("INC-04")
def test_set_up_is_paid_once_and_tools_from_a_month_on(rules: ps.Rulebook) -> None:
    """What is paid at the start stands in month 1; a lent platform costs nothing."""
    given = ours(set_up=usd(900), tools=usd(1200), tools_from=3, months=4)
    found = rules.returns.business_case(given)
    assert monthly(found, BusinessItem.SET_UP) == [-900, 0, 0, 0]
    assert monthly(found, BusinessItem.TOOLS) == [0, 0, -100, -100]


@pytest.mark.rule("INC-04")
def test_discounts_are_spread_evenly(rules: ps.Rulebook) -> None:
    """A twelfth of the year's each month."""
    found = rules.returns.business_case(ours(discounts=usd(600), months=2))
    assert monthly(found, BusinessItem.DISCOUNTS) == [50, 50]


@pytest.mark.rule("INC-04")
def test_avoided_churn_grows_within_a_year_and_compounds(rules: ps.Rulebook) -> None:
    """Of 1,000 a month at 12 and 0 percent, each month 10 more; a year keeps 88 %."""
    given = ours(revenue_per_customer=usd(1200), churn_before=12, months=14)
    found = monthly(rules.returns.business_case(given), BusinessItem.REDUCED_CHURN)
    assert found[:3] == [0, 10, 20]
    assert found[11:] == [110, 120, 120 + Fraction("8.8")]


@pytest.mark.rule("INC-04")
def test_growth_is_what_is_won_on_top(rules: ps.Rulebook) -> None:
    """From 12 to 24 percent a year: 10 a month more, on what is kept anyway."""
    given = ours(
        revenue_per_customer=usd(1200),
        growth_before=12,
        growth_after=24,
        months=13,
    )
    found = rules.returns.business_case(given)
    assert monthly(found, BusinessItem.GROWTH)[:3] == [0, 10, 20]
    assert monthly(found, BusinessItem.GROWTH)[12] == 120
    assert set(monthly(found, BusinessItem.REDUCED_CHURN)) == {0}


@pytest.mark.rule("INC-04")
def test_only_the_margin_counts(rules: ps.Rulebook) -> None:
    """Of revenue that is kept a quarter stays; what more is lost counts against it."""
    facts: dict[str, Any] = {"revenue_per_customer": usd(1200), "months": 2}
    kept = ours(churn_before=12, margin=25, **facts)
    found = rules.returns.business_case(kept)
    assert monthly(found, BusinessItem.REDUCED_CHURN) == [0, Fraction(5, 2)]
    lost = ours(churn_after=12, **facts)
    found = rules.returns.business_case(lost)
    assert monthly(found, BusinessItem.REDUCED_CHURN) == [0, -10]


@pytest.mark.rule("INC-04")
def test_years_add_up_to_the_case(rules: ps.Rulebook) -> None:
    """Months inside years, a short last one too; sums so far go on."""
    found = rules.returns.business_case(ours(discounts=usd(3000), months=14))
    first, last = found.years
    assert (first.number, len(first.months), last.number, len(last.months)) == (
        1,
        12,
        2,
        2,
    )
    assert row(first.net, last.net, last.cumulative, found.net) == (
        1440,
        240,
        1680,
        1680,
    )
    assert last.flow[BusinessItem.CSM_TIME] == -260
    assert found.explain().rows[1][0] == "2 (2 months)"


@pytest.mark.rule("INC-04")
def test_it_breaks_even_and_stays(rules: ps.Rulebook) -> None:
    """600 at the start come back at 120 a month: after 5 months, in month 5."""
    given = ours(set_up=usd(600), discounts=usd(3000), months=12)
    found = rules.returns.business_case(given).break_even
    assert row(found.first, found.lasting, found.payback) == (5, 5, 5)
    assert found.reason.code == "breaks-even"
    assert str(found) == "breaks even in month 5, and stays there for the 12 months"
    late = ours(set_up=usd(660), discounts=usd(3000), months=12)
    found = rules.returns.business_case(late).break_even
    assert row(found.first, found.payback) == (6, Fraction(11, 2))


@pytest.mark.rule("INC-04")
def test_it_never_breaks_even(rules: ps.Rulebook) -> None:
    """None, with how much is missing and whether waiting would help."""
    found = rules.returns.business_case(ours(months=2)).break_even
    assert row(found.first, found.lasting, found.payback) == (None, None, None)
    assert found.reason.code == "never"
    assert str(found) == (
        "does not break even within 2 months: -260 USD at the end, not rising"
    )
    rising = ours(set_up=usd(600), discounts=usd(3000), months=1)
    found = rules.returns.business_case(rising).break_even
    assert "-480 USD at the end, still rising" in str(found)


@pytest.mark.parametrize(
    ("rebates", "months", "told"),
    [
        # 300 in the last month, and 390 spent in the quarter.
        (1200, 12, "not rising"),
        # Nothing in the last two months, and 450 in the quarter.
        (1800, 14, "still rising"),
        # The first three months against the start.
        (1200, 3, "not rising"),
    ],
)
def test_it_rises_by_what_a_whole_quarter_brings(
    rules: ps.Rulebook, rebates: int, months: int, told: str
) -> None:
    """A month in which rebates come says nothing of those in which none do."""
    given = ours(set_up=usd(9000), rebates=usd(rebates), months=months)
    found = rules.returns.business_case(given).break_even
    assert str(found).endswith(told)


@pytest.mark.rule("INC-04")
def test_it_pays_from_the_start(rules: ps.Rulebook) -> None:
    """Where nothing is put in first, month 1 is even and takes no time."""
    found = rules.returns.business_case(ours(discounts=usd(3000))).break_even
    assert row(found.first, found.lasting, found.payback) == (1, 1, 0)


@pytest.mark.rule("INC-04")
def test_it_breaks_even_and_falls_back(rules: ps.Rulebook) -> None:
    """The first month and the one from which it stays are told apart."""
    facts: dict[str, Any] = {"discounts": usd(3000), "tools": usd(6000)}
    back = rules.returns.business_case(ours(**facts, tools_from=3, months=4))
    assert [month.cumulative for month in back.months] == [120, 240, -140, -520]
    assert row(back.break_even.first, back.break_even.lasting) == (1, None)
    assert back.break_even.reason.code == "falls-back"
    assert str(back.break_even) == (
        "breaks even in month 1, and is below zero again: -520 USD at the end, not"
        " rising"
    )
    rebates: dict[str, Any] = {
        "rebates": usd(12_000),
        "rebate_every": 4,
        "rebate_delay": 0,
    }
    facts["discounts"] = usd(3000)
    waver = rules.returns.business_case(
        ours(**facts, **rebates, tools_from=3, months=4)
    )
    assert (waver.break_even.first, waver.break_even.lasting) == (1, 4)
    assert waver.break_even.reason.code == "wavers"
    assert "falls back, and stays from month 4 on" in str(waver.break_even)


@pytest.mark.rule("INC-04")
def test_present_value_takes_each_year_at_its_end(rules: ps.Rulebook) -> None:
    """At 20 %: the start whole, 1,440 over 1.2, 1,440 over 1.44."""
    given = ours(
        set_up=usd(600), discounts=usd(3000), months=24, discount_rate=Decimal(20)
    )
    found = rules.returns.business_case(given)
    assert [year.present_value for year in found.years] == [600, 1000]
    assert found.present_value == 1600
    told = "worth 1,600 USD at the start, at 20 % a year from each year's end"
    assert told in found.explain().remarks
    assert rules.returns.business_case(ours()).present_value is None


def test_months_have_days(rules: ps.Rulebook) -> None:
    """A case that begins on the last of January goes by the last of February."""
    given = ours(starts_on=date(2027, 1, 31), discounts=usd(3000), months=3)
    found = rules.returns.business_case(given)
    assert [str(month.starts_on) for month in found.months] == [
        "2027-01-31",
        "2027-02-28",
        "2027-03-31",
    ]
    assert "month 1 begins on 2027-01-31" in str(found.explain())
    assert rules.returns.business_case(ours()).months[0].starts_on is None
    with pytest.raises(InvalidValueError, match="year"):
        rules.returns.business_case(ours(starts_on=date(9999, 12, 1), months=2))


@pytest.mark.rule("INC-04")
def test_the_explanation_tells_every_item_and_how(rules: ps.Rulebook) -> None:
    """Items that are there by year, and what the figures rest on."""
    given = ours(
        name="Acme",
        rebates=usd(1200),
        revenue_per_customer=usd(1200),
        churn_before=12,
        margin=25,
        months=12,
    )
    told = rules.returns.business_case(given).explain()
    assert told.title == (
        "Acme, in USD: does not break even within 12 months: -495 USD at the end,"
        " not rising"
    )
    assert told.columns == (
        "year",
        "CSM time",
        "rebates",
        "reduced churn",
        "net",
        "so far",
    )
    assert told.rows[0] == ("1", "-1,560", "900", "165", "-495", "-495")
    assert told.remarks == (
        "return 68.3 % over investment, -31.7 % net of it",
        "CSM time: 1 h a week at 30 USD an hour",
        "rebates: every 3 months, 3 months later",
        (
            "churn 12 % a year without, 0 % with; growth 0 % without, 0 % with; both"
            " compound once a year"
        ),
        "of the revenue 25 % stays with the partner",
    )
    whole = rules.returns.business_case(ours(revenue_per_customer=usd(1)))
    assert "revenue counts whole; give a margin" in str(whole.explain())


@pytest.mark.rule("INC-04")
def test_what_a_case_hangs_on(rules: ps.Rulebook) -> None:
    """Each assumption a fifth down and up: the month it breaks even, and what is left.

    720 at the start come back at 120 a month; with a fifth less discounts, at 70.
    """
    given = ours(set_up=usd(720), discounts=usd(3000), months=12)
    found = rules.returns.business_case(given).sensitivity()
    assert row(found.step, found.break_even, found.net) == (20, 6, 720)
    first = found.swings[0]
    assert first.assumption == "discounts"
    assert row(first.lower.value, first.lower.break_even) == (2400, 11)
    assert row(first.higher.value, first.higher.break_even) == (3600, 5)
    assert row(first.months, first.net) == (6, 1200)
    assert [each.assumption for each in found.swings] == [
        "discounts",
        "customers",
        "hours_per_customer",
        "hourly_cost",
        "set_up",
    ]
    cells = ("discounts", "3000", "11", "5", "120", "1,320")
    assert found.explain().rows[0] == cells
    assert found.explain().title == (
        "Break-even month: 6, net 720 USD; each assumption changed by 20 %"
    )


@pytest.mark.rule("INC-04")
def test_a_month_that_never_comes_is_after_the_last(rules: ps.Rulebook) -> None:
    """It counts as one after the end, and no number of months lies before it."""
    given = ours(set_up=usd(720), discounts=usd(3000), months=6)
    found = rules.returns.business_case(given).sensitivity(50)
    first = found.swings[0]
    assert row(first.assumption, first.lower.break_even, first.months) == (
        "discounts",
        None,
        None,
    )
    assert found.explain().rows[0][2] == "never"


def test_shares_stay_shares(rules: ps.Rulebook) -> None:
    """A margin of 90 % is raised to 100 % and no further; growth has no such end."""
    given = ours(revenue_per_customer=usd(1200), margin=90, growth_after=90, months=3)
    found = rules.returns.business_case(given).sensitivity(Decimal(50))
    raised = {each.assumption: each.higher.value for each in found.swings}
    assert row(raised["margin"], raised["growth_after"]) == (100, 135)


def test_months_move_by_whole_ones(rules: ps.Rulebook) -> None:
    """A fifth of three months is one; rebates come once a year at least.

    780 at the start and 130 a month; rebates of 5,460 a year are 1,365 a quarter.
    """
    given = ours(set_up=usd(780), rebates=usd(5460), months=12)
    found = rules.returns.business_case(given).sensitivity()
    [late] = [each for each in found.swings if each.assumption == "rebate_delay"]
    assert row(late.value, late.lower.value, late.higher.value) == (3, 2, 4)
    assert row(late.lower.break_even, late.higher.break_even) == (8, 10)
    assert "changed by whole months, one at least: rebate" in str(found.explain())
    rare = ours(
        rebates=usd(1200),
        rebate_every=12,
        rebate_delay=0,
        tools=usd(1200),
        months=12,
    )
    found = rules.returns.business_case(rare).sensitivity(Decimal(50))
    ends = {
        each.assumption: row(each.lower.value, each.higher.value)
        for each in found.swings
    }
    assert ends["rebate_delay"] == (0, 1)
    assert ends["tools_from"] == (1, 2)
    found = rules.returns.business_case(attrs.evolve(rare, months=18)).sensitivity(50)
    [every] = [each for each in found.swings if each.assumption == "rebate_every"]
    assert row(every.lower.value, every.higher.value) == (6, 12)


def test_other_things_are_refused(rules: ps.Rulebook) -> None:
    """What is no record of assumptions, and a step at which nothing would be left."""
    wrong: Any = {"customers": 10}
    with pytest.raises(InvalidUseError, match="BusinessAssumptions, not dict"):
        rules.returns.business_case(wrong)
    with pytest.raises(InvalidValueError, match="above 0 and below 100 percent"):
        rules.returns.business_case(ours()).sensitivity(100)
