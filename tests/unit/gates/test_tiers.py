"""Which tier follows from the money, at its edges and where something is unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core.money import Money
from partner_success.errors import InvalidUseError, InvalidValueError, UnknownNameError
from partner_success.gates import TierResult, TierTerms, judge_tier
from partner_success.partners import Contract
from partner_success.questionnaires import complete
from tests.support.journeys import company_journey
from tests.support.partners_on_the_way import AT, partner

MILLION = 1_000_000


def terms(rules: ps.Rulebook) -> TierTerms:
    """Give the standard terms."""
    found = rules.journey.tiers
    assert found is not None
    return found


def judged(rules: ps.Rulebook, value: object, potential: object) -> TierResult:
    """Judge two amounts of US dollars, each given as text or missing."""
    money = [
        None if each is None else Money(str(each), "USD") for each in (value, potential)
    ]
    return judge_tier(terms(rules), *money)


@pytest.mark.rule("JRN-11")
@pytest.mark.parametrize(
    ("value", "potential", "tier", "below"),
    [
        ("50000000", None, 0, False),
        ("50000000.00", "10000000000", 0, False),
        ("49999999.99", "10000000000", 2, True),
        ("49999999.99", "499999999.90", 1, False),
        ("49999999.99", None, 2, None),
        ("1000", "10000", 1, False),
        ("999.99", "10000", 2, True),
        ("1000", "10000.01", 2, True),
        ("0", "10000", 2, True),
        ("0", "0", 2, None),
    ],
)
def test_edges(
    rules: ps.Rulebook, value: str, potential: str | None, tier: int, below: bool | None
) -> None:
    """Both bars belong to the better tier, and a cent below them does not."""
    result = judged(rules, value, potential)
    assert (result.tier, result.below_threshold) == (tier, below)


@pytest.mark.rule("JRN-11")
def test_the_share_is_exact(rules: ps.Rulebook) -> None:
    """A third of a potential is a third, and not what prints like one."""
    result = judged(rules, 1, 3)
    assert result.share == Fraction(100, 3)
    assert result.unknown == ()


@pytest.mark.rule("JRN-11")
@pytest.mark.parametrize(
    ("value", "potential", "tier", "codes"),
    [
        (None, None, None, ["no-committed-value", "no-potential"]),
        (None, "5 USD", None, ["no-committed-value"]),
        ("5 USD", None, 2, ["no-potential"]),
        ("5 USD", "0 USD", 2, ["zero-potential"]),
        ("5 USD", "0 EUR", 2, ["zero-potential"]),
        ("5 USD", "9 EUR", 2, ["other-currency-than-potential"]),
        ("60000000 USD", "9 EUR", 0, ["other-currency-than-potential"]),
        (
            "5 EUR",
            "9 USD",
            None,
            ["other-currency-than-terms", "other-currency-than-potential"],
        ),
    ],
)
def test_what_is_not_known_is_said(
    rules: ps.Rulebook,
    value: str | None,
    potential: str | None,
    tier: int | None,
    codes: list[str],
) -> None:
    """Whatever is lacking is named, makes no Tier 1, and is never guessed."""
    money = [None if each is None else Money.parse(each) for each in (value, potential)]
    result = judge_tier(terms(rules), *money)
    assert (result.tier, result.share) == (tier, None)
    assert [reason.code for reason in result.unknown] == codes
    assert {reason.rules for reason in result.unknown} == {("JRN-11",)}
    assert result.below_threshold is (False if tier == 0 else None)
    for reason in result.unknown:
        assert reason.message in result.explain()


@pytest.mark.rule("JRN-11")
def test_a_share_in_another_currency_is_told_without_a_tier(
    rules: ps.Rulebook,
) -> None:
    """Two amounts in euros have a share, but no bar in dollars."""
    result = judge_tier(terms(rules), Money(20, "EUR"), Money(100, "EUR"))
    assert (result.tier, result.share, result.below_threshold) == (None, 20, None)
    assert result.explain() == (
        "Tier unknown; 20 EUR committed, Tier 0 from 50,000,000 USD; 20 % of 100 EUR,"
        " Tier 1 from 10 %; the committed value is in EUR and the terms are in USD, so"
        " the tier is not known; convert it with a given rate"
    )


@pytest.mark.rule("JRN-11")
def test_the_tier_says_why(rules: ps.Rulebook) -> None:
    """A partner below the threshold reads its share and the bar."""
    assert judged(rules, 5 * MILLION, 90 * MILLION).explain() == (
        "Tier 2; 5,000,000 USD committed, Tier 0 from 50,000,000 USD; 5.55 % of"
        " 90,000,000 USD, Tier 1 from 10 %; below the strategic threshold"
    )


@pytest.mark.parametrize("wrong", [5, "5 USD", Decimal(5)])
def test_amounts_without_a_currency(rules: ps.Rulebook, wrong: Any) -> None:
    """A bare number is no amount, in either place."""
    with pytest.raises(InvalidUseError, match=r"the committed value is money, such as"):
        judge_tier(terms(rules), wrong, None)
    with pytest.raises(InvalidUseError, match=r"the launch revenue potential is money"):
        judge_tier(terms(rules), None, wrong)


def test_amounts_below_zero(rules: ps.Rulebook) -> None:
    """Nobody commits to less than nothing."""
    with pytest.raises(InvalidValueError, match="at least 0, found -1 USD"):
        judge_tier(terms(rules), Money(-1, "USD"), None)


CENTS = st.integers(0, 6_000_000_000).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.rule("JRN-10", "JRN-11", "JRN-12")
@settings(max_examples=40)
@given(value=CENTS, potential=st.none() | CENTS | st.just(Decimal(120_000_000)))
def test_questionnaires_come_to_the_same_tier(
    value: Decimal, potential: Decimal | None
) -> None:
    """The answers of Pre-Contract and Gate 0 make the tier that the journey makes."""
    rules = ps.standard()
    result = judged(rules, value, potential)
    money = {"ccv": value} | ({} if potential is None else {"lrp": potential})
    for name, section, bar in (
        ("pre_contract", "classification", "meets_threshold"),
        ("gate_0", "financial_bar", "meets_bar"),
    ):
        form = rules.questionnaires[name]
        found = complete(form, {section: money}, on=date(2026, 3, 2)).answers[section]
        assert found["tier"] == f"tier_{result.tier}"
        assert found[bar] is (result.tier in (0, 1))


@pytest.mark.rule("JRN-11")
@settings(max_examples=40)
@given(value=CENTS, more=CENTS, potential=CENTS)
def test_more_money_never_makes_a_lower_tier(
    value: Decimal, more: Decimal, potential: Decimal
) -> None:
    """With the same potential, whoever commits to more stands at least as well."""
    less = judged(ps.standard(), value, potential).tier
    after = judged(ps.standard(), value + more, potential).tier
    assert less is not None
    assert after is not None
    assert after <= less


@pytest.mark.rule("JRN-11")
@pytest.mark.parametrize(
    ("contract", "tier"),
    [
        (None, None),
        (Contract(id="c", kind="ppa"), None),
        (Contract(id="c", kind="ppa", committed_value=Money(5, "USD")), 2),
        (Contract(id="c", kind="ppa", committed_value=Money(5, "EUR")), None),
        (Contract(id="c", kind="ppa", committed_value=Money(50 * MILLION, "USD")), 0),
    ],
)
def test_a_journey_begins_with_the_tier_of_the_contract(
    rules: ps.Rulebook, contract: Contract | None, tier: int | None
) -> None:
    """The computed tier is part of the journey from its first event."""
    begun = rules.journey.start(partner(contract=contract), at=AT)
    assert begun.state.tier.computed == tier
    assert begun.state.tier.chosen is None


def test_a_journey_without_tiers_computes_none() -> None:
    """A company may do without tiers."""
    assert company_journey().start(partner(), at=AT).state.tier.computed is None


@pytest.mark.rule("JRN-09", "JRN-25")
def test_people_in_the_roles_of_a_company() -> None:
    """A journey with roles of its own is given its people by role."""
    journey = company_journey()
    begun = journey.start(partner(), at=AT, team={"TECH": ["t-1", "t-2"], "CARE": []})
    assert dict(begun.state.team) == {"TECH": ("t-1", "t-2")}
    assert dict(journey.start(partner(), at=AT).state.team) == {}
    with pytest.raises(UnknownNameError, match="TEHC"):
        journey.start(partner(), at=AT, team={"TEHC": ["t-1"]})


def test_only_a_partner_sets_out(rules: ps.Rulebook) -> None:
    """The id of a partner is no partner."""
    wrong: Any = "acme"
    with pytest.raises(InvalidUseError, match="a partner starts a journey, found str"):
        rules.journey.start(wrong, at=AT)


@pytest.mark.rule("JRN-09")
def test_a_state_is_taken_up_by_its_own_journey(rules: ps.Rulebook) -> None:
    """A partner of a company's journey does not go on by the standard one."""
    state = company_journey().start(partner(), at=AT).state
    with pytest.raises(
        InvalidUseError, match="the state is of the journey 'reselling'"
    ):
        rules.journey.restore(state)
