"""Activation by proof, and the adopt and expand incentives by tiers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core import Catalogue
from partner_success.errors import (
    InvalidModelError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.practice.incentives import IncentiveRates, LineState
from tests.unit.practice.incentives.partners import (
    ON,
    RATES,
    activation,
    deal,
    found,
    lacking,
    paid,
    partner,
    result,
    tier,
    usd,
)


@pytest.mark.rule("INC-02")
@pytest.mark.parametrize("proof", ["submitted", "telemetry"])
def test_an_activation_is_paid_once_it_is_proved(
    rules: ps.Rulebook, proof: str
) -> None:
    """A fixed amount, in the next quarter, whatever the partner is."""
    line = rules.incentives.activation_line(
        activation(proof=proof), on=date(2026, 3, 31), rates=RATES
    )
    assert paid(line) == [("FY2026 Q2", "500.00 USD")]
    assert {reason.rules for reason in line.decision.reasons} == {("INC-02",)}
    assert found(line, "rate") == "it pays 500 USD"


@pytest.mark.rule("INC-02")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"proof": None, "proved_on": None}, {"proof": False}),
        ({"proved_on": None}, {"proof": None}),
        ({"proved_on": date(2026, 4, 1)}, {"proof": False}),
    ],
)
def test_without_a_proof_nothing_is_paid(
    rules: ps.Rulebook, changes: dict[str, Any], expected: dict[str, bool | None]
) -> None:
    """One that comes later is not there yet, and one without a day is open."""
    line = rules.incentives.activation_line(
        activation(**changes), on=date(2026, 3, 31), rates=RATES
    )
    assert lacking(line) == expected
    assert line.payments == ()


@pytest.mark.rule("INC-02")
def test_a_proof_is_one_of_those_that_count(rules: ps.Rulebook) -> None:
    """Anything else is refused with what it may have meant."""
    with pytest.raises(UnknownNameError, match="telemetry"):
        rules.incentives.activation_line(activation(proof="telemetri"), on=ON)


@pytest.mark.rule("INC-02")
def test_an_activation_without_an_amount_is_open(rules: ps.Rulebook) -> None:
    """No amount is invented."""
    line = rules.incentives.activation_line(activation(), on=ON)
    assert lacking(line) == {"rate": None}
    assert line.at_stake == ()


@pytest.mark.rule("INC-02")
@pytest.mark.parametrize(
    ("instalments", "expected"),
    [
        (1, [("FY2026 Q2", "500.00 USD")]),
        (
            3,
            [
                ("FY2026 Q2", "166.67 USD"),
                ("FY2026 Q3", "166.67 USD"),
                ("FY2026 Q4", "166.66 USD"),
            ],
        ),
    ],
)
def test_an_amount_is_spread_without_loss(
    rules: ps.Rulebook, instalments: int, expected: list[tuple[str, str]]
) -> None:
    """Over as many quarters as the rulebook says, to the cent."""
    payment = attrs.evolve(rules.incentives.payment, instalments=instalments)
    policy = attrs.evolve(rules.incentives, payment=payment)
    line = policy.activation_line(activation(), on=ON, rates=RATES)
    assert paid(line) == expected
    assert line.amount == usd(500)


@pytest.mark.rule("INC-02")
def test_a_payment_is_attributed_to_cost_centres(rules: ps.Rulebook) -> None:
    """To the cent."""
    line = rules.incentives.activation_line(activation(), on=ON, rates=RATES)
    parts = line.payments[0].split({"sales": 2, "care": 1}, decimals=2)
    assert dict(parts) == {"sales": usd("333.33"), "care": usd("166.67")}
    with pytest.raises(InvalidValueError, match="weights"):
        line.payments[0].split({}, decimals=2)


@pytest.mark.rule("INC-02")
@pytest.mark.parametrize(
    ("performance", "investment", "amount"),
    [
        (50, 0, "20.00 USD"),
        (Decimal("49.99"), 9, None),
        (80, 3, "40.00 USD"),
        (80, Decimal("2.99"), "20.00 USD"),
        (Decimal("79.99"), 3, "20.00 USD"),
        (100, 100, "40.00 USD"),
    ],
)
def test_tiers_pay_by_performance_and_investment(
    rules: ps.Rulebook, performance: Any, investment: Any, amount: str | None
) -> None:
    """The highest of which both bounds are reached."""
    given = result(performance=performance, investment=investment)
    line = rules.incentives.tiered_line(given, partner(), on=ON, rates=RATES)
    assert paid(line) == ([] if amount is None else [("FY2026 Q2", amount)])
    assert (line.state is LineState.EARNED) is (amount is not None)


@pytest.mark.rule("INC-02")
def test_the_next_tier_is_told(rules: ps.Rulebook) -> None:
    """And what it takes to reach the first."""
    policy = rules.incentives
    line = policy.tiered_line(result(), partner(), on=ON, rates=RATES)
    assert found(line, "tier") == (
        "it has performance 50 and investment 0, which is tier basic and pays 2 %; plus"
        " pays 4 % from performance 80 and investment 3"
    )
    [each] = [each for each in line.conditions if each.id == "tier"]
    assert (each.facts["tier"], each.facts["next"]) == ("basic", "plus")
    line = policy.tiered_line(result(performance=1), partner(), on=ON, rates=RATES)
    assert found(line, "tier") == "it has performance 1 and investment 0"
    assert line.decision.reasons[0].message.endswith(
        "it takes performance 50 and investment 0 for tier basic"
    )
    line = policy.tiered_line(result("expand"), partner(), on=ON, rates=RATES)
    assert found(line, "tier") == (
        "it has performance 50, which is tier all and pays 3 %"
    )


@pytest.mark.rule("INC-02")
@pytest.mark.parametrize(
    ("specialisations", "architectures", "expected"),
    [
        (["customer_experience"], ["security"], {}),
        (["advanced_customer_experience"], ["networking", "collaboration"], {}),
        (["customer_experience"], [], {"architectures": False}),
        (["advanced_customer_experience"], [], {"architectures": False}),
        ([], ["data_center"], {"specialisation": False}),
        (None, None, {"specialisation": None, "architectures": None}),
    ],
)
@pytest.mark.parametrize("incentive", ["adopt", "expand"])
def test_both_specialisations_are_asked_for(
    rules: ps.Rulebook,
    incentive: str,
    specialisations: list[str] | None,
    architectures: list[str] | None,
    expected: dict[str, bool | None],
) -> None:
    """One in customer experience of either level, and one advanced architecture."""
    given = partner(specialisations=specialisations, architectures=architectures)
    line = rules.incentives.tiered_line(result(incentive), given, on=ON, rates=RATES)
    assert lacking(line) == expected


@pytest.mark.rule("INC-02")
def test_how_many_architectures_are_asked_for_is_a_setting(rules: ps.Rulebook) -> None:
    """With none asked for, those that are not known do not matter."""
    policy = rules.incentives
    asked = {
        count: attrs.evolve(
            policy, tiered=attrs.evolve(policy.tiered, architectures=count)
        )
        for count in (0, 2)
    }
    two = partner(architectures=["security", "networking"])
    assert lacking(asked[2].tiered_line(result(), two, on=ON, rates=RATES)) == {}
    line = asked[2].tiered_line(result(), partner(), on=ON, rates=RATES)
    assert found(line, "architectures") == "it has 1, Security"
    assert lacking(line) == {"architectures": False}
    unknown = partner(architectures=None)
    assert lacking(asked[0].tiered_line(result(), unknown, on=ON, rates=RATES)) == {}


@pytest.mark.rule("INC-02")
def test_the_architectures_are_those_of_the_deck(rules: ps.Rulebook) -> None:
    """Five of them."""
    assert rules.incentives.architectures.ids == (
        "networking",
        "collaboration",
        "security",
        "data_center",
        "service_provider_technology",
    )


@pytest.mark.rule("INC-02")
@pytest.mark.parametrize(
    ("changes", "rates", "expected"),
    [
        ({"performance": None}, RATES, {"tier": None}),
        ({"investment": None}, RATES, {"tier": None}),
        ({"performance": None, "investment": None}, RATES, {"tier": None}),
        ({"basis": None}, RATES, {"value": None}),
        ({}, IncentiveRates(), {"tier": None}),
        ({"on": date(2026, 12, 1)}, RATES, {"quarter": None}),
    ],
)
def test_what_is_not_known_is_open(
    rules: ps.Rulebook,
    changes: dict[str, Any],
    rates: IncentiveRates,
    expected: dict[str, bool | None],
) -> None:
    """A quarter that is not over may still bring something."""
    line = rules.incentives.tiered_line(
        result(**changes), partner(), on=ON, rates=rates
    )
    assert lacking(line) == expected
    assert line.state is LineState.UNDECIDED
    assert line.payments == ()


@pytest.mark.rule("INC-02")
def test_what_no_tier_asks_for_need_not_be_known(rules: ps.Rulebook) -> None:
    """The only tier of expand asks for nothing."""
    given = result("expand", performance=None, investment=None)
    line = rules.incentives.tiered_line(given, partner(), on=ON, rates=RATES)
    assert paid(line) == [("FY2026 Q2", "30.00 USD")]


@pytest.mark.rule("INC-02")
@pytest.mark.parametrize(
    ("tiers", "faults"),
    [
        ([tier("a", 50, 2), tier("b", 50, 3)], [("adopt[1]", "wrong-order")]),
        ([tier("a", 50, 2), tier("b", 40, 3, 9)], [("adopt[1]", "wrong-order")]),
        ([tier("a", 50, 2, 1), tier("b", 60, 3)], [("adopt[1]", "wrong-order")]),
        ([tier("a", 50, 2), tier("b", 60, 2)], [("adopt[1].rate", "wrong-order")]),
        ([tier("a", 50, 2), tier("b", 50, 3, 1)], []),
        ([tier("a", 50, 0)], [("adopt[0].rate", "out-of-range")]),
        ([tier("a", 50, 100)], []),
        ([tier("a", 50, 101)], [("adopt[0].rate", "out-of-range")]),
        (
            [tier("a", -1, 1, -1)],
            [
                ("adopt[0].performance", "out-of-range"),
                ("adopt[0].investment", "out-of-range"),
            ],
        ),
        ([tier("a b", 1, 1)], [("adopt[0].id", "bad-id")]),
    ],
)
def test_higher_tiers_ask_for_more_and_pay_more(
    tiers: list[Any], faults: list[tuple[str, str]]
) -> None:
    """Tiers out of order are refused, each by its path."""
    told: list[tuple[str, str]] = []
    try:
        IncentiveRates(adopt=Catalogue(tiers, kind="tier"))
    except InvalidModelError as error:
        told = [(each.path, each.code) for each in error.problems]
    assert told == faults


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"adoption": Decimal(0)}, "adoption", "out-of-range"),
        ({"adoption": Decimal("NaN")}, "adoption", "out-of-range"),
        ({"adoption": "2.5"}, "adoption", "out-of-range"),
        ({"adoption": 0.1}, "adoption", "out-of-range"),
        ({"renewal": True}, "renewal", "out-of-range"),
        ({"renewal": Decimal("100.01")}, "renewal", "out-of-range"),
        ({"activation": usd(0)}, "activation", "out-of-range"),
        ({"activation": 500}, "activation", "wrong-type"),
        ({"adopt": [tier("low", 1, 1)]}, "adopt", "wrong-type"),
        ({"expand": Catalogue([deal()])}, "expand", "wrong-type"),
    ],
)
def test_rates_that_cannot_be_are_refused(
    changes: dict[str, Any], path: str, code: str
) -> None:
    """What is not agreed is left out, and a float is no exact share."""
    with pytest.raises(InvalidModelError) as caught:
        IncentiveRates(**changes)
    assert [(e.path, e.code) for e in caught.value.problems] == [(path, code)]
