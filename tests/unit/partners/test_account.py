"""An account holds its measures as they were read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.unit.partners.conftest import Found
from tests.unit.partners.records import DAY, account, usage


@pytest.mark.parametrize("value", [0, -3, 1.5, Decimal("99.9"), 10**400, None])
def test_measures_are_any_finite_number(value: Any) -> None:
    """Whole, decimal and float, of any size and sign, or absent."""
    assert account(measures={"x": value}).measures["x"] == value


def test_a_decimal_beyond_floats_is_finite() -> None:
    """It is not mistaken for an infinity."""
    assert account(measures={"x": Decimal("1E+400")}).measures["x"] == Decimal("1E+400")


@pytest.mark.parametrize(
    "value", [float("nan"), Decimal("NaN"), Decimal("-NaN"), Decimal("sNaN")]
)
def test_a_nan_is_an_absent_value(value: Any) -> None:
    """So that equal readings are equal records."""
    assert account(measures={"x": value}).measures["x"] is None
    assert account(measures={"x": value}) == account(measures={"x": None})
    assert usage(minutes=value).minutes is None


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), Decimal("Infinity")])
def test_an_infinity_is_no_measure(value: Any, faults: Found) -> None:
    """It is refused by the name of the measure."""
    assert faults(account, measures={"x": value}) == {"measures['x']": "not-finite"}


@pytest.mark.parametrize("value", [[("x", 1)], "x", 5])
def test_measures_are_a_mapping(value: Any, faults: Found) -> None:
    """A list of pairs is refused too."""
    assert faults(account, measures=value) == {"measures": "wrong-type"}


def test_a_contract_does_not_renew_before_it_starts(faults: Found) -> None:
    """On its first day it can."""
    assert faults(account, starts_on=DAY, renews_on=DAY) == {}
    found = faults(account, starts_on=DAY, renews_on=DAY.replace(day=3))
    assert found == {"renews_on": "before-start"}


def test_a_day_of_leaving_needs_one_that_left(faults: Found) -> None:
    """It does not lie before the contract, and the reading says that it left."""
    gone = account(churned=True, churned_on=DAY, starts_on=DAY)
    assert gone.churned_on == DAY
    for churned in (None, False):
        found = faults(account, churned=churned, churned_on=DAY)
        assert found == {"churned_on": "contradiction"}
    early = DAY.replace(day=3)
    found = faults(account, churned=True, churned_on=early, starts_on=DAY)
    assert found == {"churned_on": "before-start"}


def test_a_customer_has_left_from_the_day_on_that_is_named() -> None:
    """Without a day it has left on every day, and what nobody knows stays unknown."""
    before = DAY.replace(day=3)
    gone = account(churned=True, churned_on=DAY)
    assert (gone.has_left(before), gone.has_left(DAY)) == (False, True)
    assert account(churned=True).has_left(before) is True
    assert account(churned=False).has_left(DAY) is False
    assert account().has_left(DAY) is None
