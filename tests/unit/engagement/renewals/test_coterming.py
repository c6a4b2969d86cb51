"""Contracts of a customer moved to one end: worked sums, the cents, and wrong input."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core import Money
from partner_success.errors import InvalidDataError, InvalidValueError
from tests.unit.engagement.renewals.contracts import term, usd

LEAP: dict[str, Any] = {"starts_on": date(2028, 1, 1), "ends_on": date(2028, 12, 31)}


@pytest.mark.rule("RNW-03")
def test_a_worked_sum(rules: ps.Rulebook) -> None:
    """One contract is made longer by 30 days, another shorter by 31."""
    contracts = [
        term("short", ends_on=date(2026, 9, 30), value=usd(546)),
        term("long", ends_on=date(2026, 11, 30), value=usd(1002)),
    ]
    found = rules.renewals.coterm(contracts, ends_on=date(2026, 10, 31))
    longer, shorter = found.lines
    assert (longer.term.contract, longer.days, longer.days_moved) == ("long", 304, -30)
    assert (longer.value, longer.difference) == (usd(912), usd(-90))
    assert (shorter.term.contract, shorter.days_moved) == ("short", 31)
    assert (shorter.value, shorter.difference) == (usd(608), usd(62))
    assert (found.charge, found.credit, found.balance) == (usd(62), usd(90), usd(-28))
    assert found.value_before == usd(1548)
    assert found.value == usd(1520)
    assert longer.moved_term().value_per_day == 3


@pytest.mark.rule("RNW-03")
def test_a_day_of_a_leap_year_is_a_366th(rules: ps.Rulebook) -> None:
    """A day is worth the value over the days that its own term has."""
    leap = term(value=usd(366), **LEAP)
    plain = term(value=usd(366))
    assert leap.value_per_day == 1
    assert plain.value_per_day == Fraction(366, 365)
    found = rules.renewals.coterm([leap], ends_on=date(2028, 2, 29))
    assert found.value == usd(60)


@pytest.mark.rule("RNW-03")
def test_cents_are_rounded_once(rules: ps.Rulebook) -> None:
    """Three thirds of a cent are one cent, which the first id gets."""
    contracts = [
        term(name, value=usd("0.01"), ends_on=date(2026, 1, 3)) for name in ("b", "a")
    ]
    contracts.append(term("c", value=usd("0.01"), ends_on=date(2026, 1, 3)))
    found = rules.renewals.coterm(contracts, ends_on=date(2026, 1, 1))
    assert [str(line.value) for line in found.lines] == [
        "0.01 USD",
        "0.00 USD",
        "0.00 USD",
    ]
    assert found.value == usd("0.01")


@pytest.mark.rule("RNW-03")
def test_a_half_of_a_cent_goes_up(rules: ps.Rulebook) -> None:
    """Half of 0.01 and half of 0.05 are charged as 0.01 and 0.03."""
    for value, half in (("0.01", "0.01"), ("0.05", "0.03")):
        two_days = term(value=usd(value), ends_on=date(2026, 1, 2))
        found = rules.renewals.coterm([two_days], ends_on=date(2026, 1, 1))
        assert str(found.value) == f"{half} USD"


@pytest.mark.rule("RNW-03")
def test_what_needs_no_rounding_is_left(rules: ps.Rulebook) -> None:
    """A contract that ends on the common day keeps its value, whoever is beside it."""
    odd = term("odd", value=usd("0.01"), ends_on=date(2026, 2, 1))
    even = [term(f"even-{n}", ends_on=date(2026, 1, 31)) for n in range(3)]
    found = rules.renewals.coterm([odd, *even], ends_on=date(2026, 1, 31))
    assert {line.difference for line in found.lines[:3]} == {usd(0)}


def test_a_currency_without_cents(rules: ps.Rulebook) -> None:
    """A company may split in whole units, and then finer amounts are refused."""
    terms = attrs.evolve(rules.renewals.coterming, decimals=0, rounding="half even")
    policy = attrs.evolve(rules.renewals, coterming=terms)
    yen = term(value=Money(1001, "JPY"), ends_on=date(2026, 1, 2))
    assert str(policy.coterm([yen], ends_on=date(2026, 1, 1)).value) == "500 JPY"
    with pytest.raises(InvalidDataError, match="finer than 0 decimals"):
        policy.coterm([term(value=usd("0.5"))], ends_on=date(2026, 1, 1))


def test_a_coterm_tells_itself(rules: ps.Rulebook) -> None:
    """The explanation shows each contract, the sums, and how days are counted."""
    found = rules.renewals.coterm([term()], ends_on=date(2027, 1, 1))
    told = str(found.explain())
    assert "Contracts of a-1 to end on 2027-01-01: 2.00 USD charged, 0 USD" in told
    assert "c-1       2026-12-31   365       366  730 USD  732.00 USD" in told
    assert "both ends counted" in told
    assert found.provenance.edition == rules.edition.id


@pytest.mark.rule("RNW-03")
@pytest.mark.parametrize(
    ("others", "faults"),
    [
        ([term("c-2", customer="a-2")], [("[1].customer", "not-one")]),
        ([term("c-2", value=Money(1, "EUR"))], [("[1].value", "not-one")]),
        ([term()], [("[1].contract", "duplicate")]),
        ([term("c-2", value=usd("0.001"))], [("[1].value", "too-fine")]),
        ([term("c-2", **LEAP)], [("[1].starts_on", "no-days")]),
        (
            [term(customer="a-2", value=Money("0.001", "EUR"), **LEAP)],
            [
                ("[1].contract", "duplicate"),
                ("[1].customer", "not-one"),
                ("[1].value", "not-one"),
                ("[1].value", "too-fine"),
                ("[1].starts_on", "no-days"),
            ],
        ),
    ],
)
def test_what_cannot_get_one_end(
    rules: ps.Rulebook, others: list[Any], faults: list[tuple[str, str]]
) -> None:
    """Every contract that cannot be moved is named with what keeps it."""
    with pytest.raises(InvalidDataError) as caught:
        rules.renewals.coterm([term(), *others], ends_on=date(2027, 6, 30))
    assert [(each.path, each.code) for each in caught.value.problems] == faults


def test_no_contract_and_no_day(rules: ps.Rulebook) -> None:
    """There has to be a contract, and the end is a day."""
    with pytest.raises(InvalidDataError, match="there is no contract"):
        rules.renewals.coterm([], ends_on=date(2027, 6, 30))
    with pytest.raises(InvalidValueError, match="ends_on needs a day"):
        rules.renewals.coterm([term()], ends_on=datetime(2027, 6, 30, tzinfo=UTC))


@pytest.mark.rule("RNW-03")
def test_a_term_has_at_least_a_day() -> None:
    """A term that ends the day before its first one has no length: refused."""
    assert term(ends_on=date(2026, 1, 1)).days == 1
    with pytest.raises(InvalidDataError, match="ends_on: is before starts_on"):
        term(ends_on=date(2025, 12, 31))
    with pytest.raises(InvalidDataError) as caught:
        term(" ", customer=None, starts_on="2026", value=usd(-1))
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("contract", "blank"),
        ("customer", "missing"),
        ("starts_on", "wrong-type"),
        ("value", "negative"),
    ]
