"""Agreements are found by partner and customer, and hold from day to day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from partner_success.access import Agreements
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
)
from partner_success.partners import DataSharingAgreement

pytestmark = pytest.mark.rule("ACC-14")

DAY = date(2026, 5, 4)
NEXT = DAY + timedelta(days=1)


def agreed(id_: str = "dsa-1", **changes: Any) -> DataSharingAgreement:
    """Give an agreement with acme on a-1's telemetry, changed."""
    good: dict[str, Any] = {
        "partner_id": "acme",
        "account_id": "a-1",
        "data_classes": ["telemetry"],
        "starts_on": date(2026, 1, 1),
        "signed_on": date(2026, 1, 1),
    }
    return DataSharingAgreement(id=id_, **(good | changes))


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({}, True),
        ({"starts_on": DAY}, True),
        ({"starts_on": NEXT}, False),
        ({"signed_on": DAY}, True),
        ({"signed_on": NEXT}, False),
        ({"signed_on": None}, False),
        ({"ends_on": NEXT}, True),
        ({"ends_on": DAY}, False),
        ({"ended_on": NEXT}, True),
        ({"ended_on": DAY}, False),
        ({"ends_on": NEXT, "ended_on": DAY}, False),
        ({"ends_on": DAY, "ended_on": NEXT}, False),
    ],
)
def test_an_agreement_holds_from_signature_and_start_to_its_end(
    changes: dict[str, Any], *, holds: bool
) -> None:
    """First days are inside, ends are not, and each alone keeps it from holding."""
    one = agreed(**changes)
    found = Agreements([one]).in_force("acme", "a-1", "telemetry", on=DAY)
    assert found == ((one,) if holds else ())


def test_agreements_are_found_by_partner_and_customer() -> None:
    """Those on all customers count for each, and the earliest comes first."""
    own = agreed("dsa-2")
    every = agreed(
        "dsa-1", account_id=None, all_accounts=True, starts_on=date(2026, 2, 1)
    )
    other = agreed("dsa-3", partner_id="beta")
    found = Agreements([every, other, own])
    assert found.of("acme") == found.of("acme", "a-1") == (own, every)
    assert found.of("acme", "a-2") == (every,)
    assert found.of("beta", "a-1") == (other,)
    assert found.of("beta", "a-2") == found.of("gamma") == ()


def test_agreements_on_another_class_do_not_count() -> None:
    """Each kind of data needs its own."""
    found = Agreements([agreed()])
    assert found.in_force("acme", "a-1", "cx_data", on=DAY) == ()


def test_ids_are_unique() -> None:
    """An audit record names one agreement."""
    with pytest.raises(InvalidDataError, match=r"records\[1\].id: is the id of") as e:
        Agreements([agreed(), agreed(partner_id="beta")])
    assert [each.code for each in e.value.problems] == ["duplicate-id"]


def test_wrong_arguments_are_named() -> None:
    """A day is a day, an id a text, and an agreement a record."""
    with pytest.raises(InvalidDataError, match=r"records\[0\]: must be a DataSharing"):
        Agreements(["dsa-1"])  # type: ignore[list-item]
    found = Agreements()
    with pytest.raises(InvalidUseError, match="partner_id needs an id as text"):
        found.of(5)  # type: ignore[arg-type]
    with pytest.raises(InvalidUseError, match="account_id is blank"):
        found.of("acme", "")
    with pytest.raises(InvalidUseError, match="account_id needs an id as text"):
        found.in_force("acme", None, "telemetry", on=DAY)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="on needs a datetime"):
        found.in_force("acme", "a-1", "telemetry", on=None)  # type: ignore[arg-type]
