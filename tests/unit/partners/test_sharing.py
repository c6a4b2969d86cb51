"""Designations and agreements say for whom, for what and for how long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.partners import records as good
from tests.unit.partners.conftest import Found

DAY = good.DAY
NEXT = DAY + timedelta(days=1)
BEFORE = DAY - timedelta(days=1)


@pytest.mark.rule("ACC-14", "ENG-11")
@pytest.mark.parametrize("make", [good.designation, good.agreement])
def test_a_period_ends_after_it_begins(make: Callable[..., Any], faults: Found) -> None:
    """The end is no part of it, so one that ends as it begins would never hold."""
    assert make(ends_on=NEXT).ends_on == NEXT
    assert faults(make, ends_on=DAY) == {"ends_on": "never"}
    assert faults(make, ends_on=BEFORE) == {"ends_on": "before-start"}


@pytest.mark.rule("ENG-11")
def test_a_designation_never_reaches_back(faults: Found) -> None:
    """It begins on the day on which the customer made it, or later."""
    for made in (DAY, BEFORE, None):
        assert good.designation(designated_on=made).designated_on == made
    found = faults(good.designation, designated_on=NEXT)
    assert found == {"starts_on": "retroactive"}


@pytest.mark.rule("ACC-14")
def test_an_agreement_says_whose_data_it_is_about(faults: Found) -> None:
    """A customer that was left out does not open the data of all."""
    assert good.agreement(account_id=None, all_accounts=True).account_id is None
    assert faults(good.agreement, account_id=None) == {"account_id": "missing"}
    assert faults(good.agreement, all_accounts=True) == {"account_id": "contradiction"}


@pytest.mark.rule("ACC-14")
@pytest.mark.parametrize(
    ("classes", "found"),
    [
        ([], {"data_classes": "empty"}),
        ("telemetry", {"data_classes": "wrong-type"}),
        (["telemetry", "telemetry"], {"data_classes[1]": "duplicate"}),
        (["telemetry", ""], {"data_classes[1]": "blank"}),
        (["telemetry", 5], {"data_classes[1]": "wrong-type"}),
    ],
)
def test_an_agreement_names_classes_of_data(
    classes: object, found: dict[str, str], faults: Found
) -> None:
    """At least one, and each once."""
    assert faults(good.agreement, data_classes=classes) == found


@pytest.mark.rule("ACC-14")
def test_an_agreement_may_be_signed_late_or_ended_early() -> None:
    """Both are facts; whether it holds on a day is for the policy to say."""
    found = good.agreement(signed_on=NEXT, ended_on=BEFORE)
    assert (found.signed_on, found.ended_on) == (NEXT, BEFORE)
    assert good.agreement(signed_on=None).signed_on is None
