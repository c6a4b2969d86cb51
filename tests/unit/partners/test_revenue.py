"""What a customer pays is an exact amount from a day on."""

from __future__ import annotations

from partner_success.core.money import Money
from tests.unit.partners import records as good
from tests.unit.partners.conftest import Found


def test_an_amount_is_exact_and_can_be_nothing() -> None:
    """0 says that nothing is paid any more; digits are kept."""
    assert str(good.revenue().amount) == "1,250.50 EUR"
    assert good.revenue(amount=Money(0, "USD")).currency == "USD"


def test_what_cannot_be_paid_is_refused(faults: Found) -> None:
    """An amount below 0, none at all, and a bare number; with every other fault."""
    assert faults(good.revenue, amount=Money(-1, "EUR")) == {"amount": "negative"}
    assert faults(good.revenue, amount=12) == {"amount": "wrong-type"}
    assert faults(good.revenue, account_id="", on=None, amount=None) == {
        "account_id": "blank",
        "on": "missing",
        "amount": "missing",
    }


def test_two_currencies_of_a_day_stand_side_by_side() -> None:
    """A customer can pay in both."""
    both = (good.revenue(), good.revenue(amount=Money(9, "USD")))
    assert good.snapshot(revenue=both).revenue == both
