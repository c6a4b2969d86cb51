"""A statement for a partner: what is paid, when, and what was lacking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

import attrs
import pytest

import partner_success as ps
from partner_success.core import FiscalYear, Money
from partner_success.errors import (
    InvalidDataError,
    InvalidModelError,
    InvalidUseError,
    InvalidValueError,
)
from partner_success.practice.incentives import (
    IncentiveFacts,
    IncentiveKind,
    IncentiveRates,
    IncentiveStatement,
)
from tests.unit.practice.incentives.partners import (
    ON,
    RATES,
    activation,
    deal,
    loaded,
    partner,
    renewals,
    result,
    short_document,
    usage,
    usd,
)

FACTS = IncentiveFacts(
    partner=partner(),
    deals=(
        deal(),
        deal(id="d-2", months=usage("2026-03", 60, 60, 60)),
        deal(id="d-3", months=usage("2026-01", 60, 60, 59)),
        deal(id="d-4", driven=None),
    ),
    activations=(activation(), activation(id="n-2", proof=None, proved_on=None)),
    results=(result(), result("expand", performance=None)),
    renewals=(renewals(4, 5), renewals(5, 5, on=date(2026, 4, 1))),
)


def told(rules: ps.Rulebook, quarter: str | None = None) -> IncentiveStatement:
    """Give the statement of all facts."""
    policy = rules.incentives
    asked = None if quarter is None else policy.quarter(quarter)
    return policy.statement(FACTS, on=ON, quarter=asked, rates=RATES)


@pytest.mark.rule("INC-01", "INC-02", "INC-03")
def test_all_quarters_add_up_to_the_total(rules: ps.Rulebook) -> None:
    """By quarter and by incentive."""
    found = told(rules)
    by_quarter = {each.label: amount for each, amount in found.by_quarter.items()}
    assert by_quarter == {"FY2026 Q2": usd("575.00"), "FY2026 Q3": usd("35.00")}
    assert found.total == usd(610)
    assert dict(found.by_incentive) == {
        IncentiveKind.ACTIVATION: usd(500),
        IncentiveKind.ADOPTION: usd(50),
        IncentiveKind.ADOPT: usd(20),
        IncentiveKind.EXPAND: usd(30),
        IncentiveKind.RENEWAL: usd(10),
    }
    assert [len(found.earned), len(found.undecided), len(found.not_earned)] == [6, 1, 3]
    assert found.currency == "USD"


@pytest.mark.rule("INC-01", "INC-02", "INC-03")
def test_one_quarter_tells_what_is_paid_in_it(rules: ps.Rulebook) -> None:
    """And when the rest is."""
    found = told(rules, "2026-Q3")
    assert found.total == usd(35)
    assert [line.subject for line, _ in found.payments] == ["d-2", "FY2026 Q2"]
    assert "adoption of d-1: 25.00 USD in FY2026 Q2" in found.remarks
    assert str(found) == (
        "Incentives of acme, FY2026 Q3 (2026-07-01 to 2026-09-30): 35.00 USD, as of"
        " 2026-12-31"
    )
    assert found.explain().rows[-1] == ("total", "", "", "35.00 USD")
    assert told(rules, "2026-Q1").explain().rows == (("total", "", "", "0 USD"),)


@pytest.mark.rule("INC-01", "INC-02", "INC-03")
def test_a_statement_is_told(rules: ps.Rulebook) -> None:
    """Each payment, the quarters, the total, and what was lacking."""
    assert str(told(rules).explain()) == (
        """\
Incentives of acme, all quarters: 610.00 USD, as of 2026-12-31
incentive         for    paid in      amount
activation        n-1  FY2026 Q2  500.00 USD
adoption          d-1  FY2026 Q2   25.00 USD
adopt       FY2026 Q1  FY2026 Q2   20.00 USD
expand      FY2026 Q1  FY2026 Q2   30.00 USD
adoption          d-2  FY2026 Q3   25.00 USD
renewal     FY2026 Q2  FY2026 Q3   10.00 USD
total                  FY2026 Q2  575.00 USD
total                  FY2026 Q3   35.00 USD
total                             610.00 USD
activation of n-2: not earned: nothing was proved up to 2026-12-31; it takes a proof of performance: Submission or Telemetry
adoption of d-3: not earned: the longest run is 2 months, 2026-01 to 2026-02; then 2026-03 has 59 of 100, 59 %; it takes 3 months running at 60 % or more
adoption of d-4: not known: whether the partner drove the deal is not known; it takes selling by the partner that added value and closed the deal
renewal of FY2026 Q1: not earned: 4 of 5 renewed, 80 %; it takes more than 80 %
(rulebook standard 2026.1)"""  # noqa: E501 - a sentence a line
    )


@pytest.mark.rule("INC-01", "INC-02", "INC-03")
def test_without_facts_nothing_is_paid(rules: ps.Rulebook) -> None:
    """In no currency."""
    found = rules.incentives.statement(IncentiveFacts(partner=partner()), on=ON)
    assert (found.total, found.lines) == (Money(0, "XXX"), ())
    assert dict(found.by_quarter) == dict(found.by_incentive) == {}


@pytest.mark.rule("INC-01", "INC-02", "INC-03")
def test_facts_that_do_not_fit_are_named(rules: ps.Rulebook) -> None:
    """All of them at once: another currency, a stranger, a quarter told twice."""
    facts = IncentiveFacts(
        partner=partner(architectures=["securety"]),
        deals=(
            deal(),
            deal(id="d-2", value=Money(5, "EUR")),
            deal(id="d-3", value=None),
        ),
        activations=(
            activation(proof="telemetri"),
            activation(id="n-2", proof=None, proved_on=None),
        ),
        results=(result(), result("expand"), result(on=date(2026, 3, 31))),
        renewals=(renewals(1, 1), renewals(1, 1, on=date(2026, 1, 1))),
    )
    with pytest.raises(InvalidDataError) as caught:
        rules.incentives.statement(facts, on=ON, rates=RATES)
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("partner.architectures", "unknown"),
        ("activations[0].proof", "unknown"),
        ("results[2].on", "duplicate"),
        ("renewals[1].on", "duplicate"),
        ("deals[1].value", "not-one"),
    ]
    assert "is in EUR, and rates.activation is in USD" in str(caught.value)
    assert "results[0] tells of FY2026 Q1 already" in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"deals": (deal(), deal())}, "deals[1].id"),
        ({"activations": (activation(), activation())}, "activations[1].id"),
        ({"results": (5,)}, "results[0]"),
        ({"renewals": 5}, "renewals"),
        ({"partner": "acme"}, "partner"),
    ],
)
def test_facts_that_cannot_be_are_refused(changes: dict[str, Any], path: str) -> None:
    """Each id once, and everything of its kind."""
    given: dict[str, Any] = {"partner": partner(), **changes}
    with pytest.raises(InvalidDataError) as caught:
        IncentiveFacts(**given)
    assert [each.path for each in caught.value.problems] == [path]


def test_a_quarter_of_other_years_is_refused(rules: ps.Rulebook) -> None:
    """Only those in which incentives are paid can be asked for."""
    other = FiscalYear(2).quarter_of(ON)
    with pytest.raises(InvalidValueError, match="no quarter of the years"):
        rules.incentives.statement(FACTS, on=ON, quarter=other)
    name: Any = "2026-Q3"
    with pytest.raises(InvalidValueError, match=r"policy\.quarter\('2026-Q3'\)"):
        rules.incentives.statement(FACTS, on=ON, quarter=name)


def test_other_records_are_refused(rules: ps.Rulebook) -> None:
    """Each by what is needed in its place."""
    policy, wrong = rules.incentives, cast(Any, {"id": "d-1"})
    asked: list[tuple[str, Callable[[], object]]] = [
        ("IncentiveFacts", lambda: policy.statement(wrong, on=ON)),
        ("IncentiveRates", lambda: policy.statement(FACTS, on=ON, rates=wrong)),
        ("Deal", lambda: policy.adoption_course(wrong, on=ON)),
        ("IncentivePartner", lambda: policy.adoption_line(deal(), wrong, on=ON)),
        ("Activation", lambda: policy.activation_line(wrong, on=ON)),
        ("PerformanceResult", lambda: policy.tiered_line(wrong, partner(), on=ON)),
        ("RenewalResult", lambda: policy.renewal_line(wrong, on=ON)),
    ]
    for kind, ask in asked:
        with pytest.raises(InvalidUseError, match=f"^this needs a {kind}, not dict"):
            ask()


def test_the_order_of_facts_makes_no_difference(rules: ps.Rulebook) -> None:
    """The statement is the same."""
    turned = attrs.evolve(
        FACTS,
        deals=FACTS.deals[::-1],
        activations=FACTS.activations[::-1],
        results=FACTS.results[::-1],
        renewals=FACTS.renewals[::-1],
    )
    assert rules.incentives.statement(turned, on=ON, rates=RATES) == told(rules)


@pytest.mark.parametrize(
    ("part", "changes", "path"),
    [
        ("adoption", {"least_share": 0}, "adoption.least_share"),
        ("adoption", {"least_share": 101}, "adoption.least_share"),
        ("adoption", {"months": 0}, "adoption.months"),
        ("adoption", {"plan_days": -1}, "adoption.plan_days"),
        ("adoption", {"quarters_after": -1}, "adoption.quarters_after"),
        ("tiered", {"architectures": -1}, "tiered.architectures"),
        ("tiered", {"architectures": 6}, "tiered.architectures"),
        ("renewal", {"above": 100}, "renewal.above"),
        ("renewal", {"above": -1}, "renewal.above"),
        ("payment", {"quarters_after": -1}, "payment.quarters_after"),
        ("payment", {"instalments": 0}, "payment.instalments"),
        ("payment", {"decimals": 13}, "payment.decimals"),
        ("payment", {"first_month": 13}, "payment.first_month"),
    ],
)
def test_terms_that_cannot_be_are_refused(
    rules: ps.Rulebook, part: str, changes: dict[str, Any], path: str
) -> None:
    """Each by its path."""
    policy = rules.incentives
    own = attrs.evolve(getattr(policy, part), **changes)
    with pytest.raises(InvalidModelError) as caught:
        attrs.evolve(policy, **{part: own})
    assert [(e.path, e.code) for e in caught.value.problems] == [(path, "out-of-range")]


@pytest.mark.parametrize(
    "name", ["levels", "specialisations", "architectures", "proofs"]
)
def test_a_policy_lacks_nothing(rules: ps.Rulebook, name: str) -> None:
    """Without one of its lists nobody could earn anything."""
    with pytest.raises(InvalidModelError) as caught:
        attrs.evolve(rules.incentives, **{name: type(rules.incentives.levels)()})
    assert (name, "empty") in [(e.path, e.code) for e in caught.value.problems]


@pytest.mark.rule("INC-01", "INC-02", "INC-03")
def test_a_company_can_agree_on_rates_in_its_rulebook() -> None:
    """Then no caller has to."""
    document = short_document()
    document["incentives"]["rates"] = {
        "adoption": 2,
        "activation": "500 USD",
        "adopt": [{"id": "a", "name": "A", "performance": 1, "rate": 5}],
        "citations": "COMPANY: partner agreement",
    }
    own = loaded(document)
    found = own.statement(FACTS, on=ON)
    assert dict(found.by_incentive) == {
        IncentiveKind.ACTIVATION: usd(500),
        IncentiveKind.ADOPTION: usd(40),
        IncentiveKind.ADOPT: usd(50),
    }
    none = own.statement(FACTS, on=ON, rates=IncentiveRates())
    assert none.total == usd(0)
