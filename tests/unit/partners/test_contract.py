"""A contract holds what was agreed."""

from __future__ import annotations

from datetime import date

import pytest

from partner_success.core.money import Money
from partner_success.partners import ContractKind
from tests.unit.partners.conftest import Found
from tests.unit.partners.records import contract


@pytest.mark.parametrize("kind", ["ppa", "distribution", "sales_agent", "other"])
def test_there_are_four_kinds(kind: str) -> None:
    """Each is taken by its text."""
    assert contract(kind=kind).kind is ContractKind(kind)
    assert len(ContractKind) == 4


def test_amounts_may_be_of_two_currencies() -> None:
    """The potential of a country is often in another one."""
    found = contract(
        committed_value=Money("60000000", "USD"),
        launch_revenue_potential=Money(0, "EUR"),
    )
    assert found.launch_revenue_potential == Money(0, "EUR")


def test_amounts_are_money_of_at_least_zero(faults: Found) -> None:
    """Bare numbers have no currency, and nobody commits to less than nothing."""
    assert faults(
        contract, committed_value=60, launch_revenue_potential=Money(-1, "USD")
    ) == {"committed_value": "wrong-type", "launch_revenue_potential": "negative"}


def test_it_does_not_end_before_it_starts(faults: Found) -> None:
    """The same day is allowed, and so is a signature after the start."""
    start = date(2026, 5, 4)
    ended = {"starts_on": start, "renews_on": date(2026, 5, 3)}
    assert faults(contract, **ended) == {"renews_on": "before-start"}
    assert contract(starts_on=start, renews_on=start, signed_on=date(2026, 6, 1))
