"""The renewal incentive: above a share of the renewals, never at it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidDataError
from partner_success.practice.incentives import LineState
from partner_success.rulebook.loading import read_families
from tests.unit.practice.incentives.partners import (
    ON,
    RATES,
    found,
    lacking,
    loaded,
    paid,
    renewals,
    short_document,
    usd,
)


@pytest.mark.rule("INC-03")
@pytest.mark.parametrize(
    ("renewed", "due", "earned"),
    [
        (4, 5, False),
        (5, 6, True),
        (80, 100, False),
        (81, 100, True),
        (8001, 10_000, True),
        (8000, 10_000, False),
        (Decimal("800.01"), Decimal(1000), True),
        (Decimal("800.00"), Decimal(1000), False),
        (10**30 * 4 + 1, 10**30 * 5, True),
        (0, 0, False),
        (1, 1, True),
    ],
)
def test_it_begins_above_eighty_percent(
    rules: ps.Rulebook, renewed: Any, due: Any, *, earned: bool
) -> None:
    """Four of five is 80 %, and earns nothing."""
    line = rules.incentives.renewal_line(renewals(renewed, due), on=ON, rates=RATES)
    assert line.decision.holds is earned
    assert paid(line) == ([("FY2026 Q2", "10.00 USD")] if earned else [])
    assert {reason.rules for reason in line.decision.reasons} == {("INC-03",)}


@pytest.mark.rule("INC-03")
def test_it_says_what_was_found(rules: ps.Rulebook) -> None:
    """With both counts."""
    line = rules.incentives.renewal_line(renewals(4, 5), on=ON, rates=RATES)
    [reason] = line.decision.reasons
    assert reason.message == "4 of 5 renewed, 80 %; it takes more than 80 %"
    assert reason.citations
    assert line.state is LineState.NOT_EARNED
    line = rules.incentives.renewal_line(renewals(0, 0), on=ON, rates=RATES)
    assert found(line, "renewals") == "nothing was due"


@pytest.mark.rule("INC-03")
@pytest.mark.parametrize(
    ("changes", "on", "expected"),
    [
        ({}, date(2026, 3, 31), {"quarter": None}),
        ({}, date(2026, 4, 1), {}),
        ({"value": None}, ON, {"value": None}),
    ],
)
def test_a_quarter_counts_once_it_is_over(
    rules: ps.Rulebook,
    changes: dict[str, Any],
    on: date,
    expected: dict[str, bool | None],
) -> None:
    """And what is renewed has to be known."""
    given = renewals(9, 10, **changes)
    line = rules.incentives.renewal_line(given, on=on, rates=RATES)
    assert lacking(line) == expected


@pytest.mark.rule("INC-03")
def test_no_share_is_invented(rules: ps.Rulebook) -> None:
    """Where none is agreed, it is open."""
    line = rules.incentives.renewal_line(renewals(9, 10), on=ON)
    assert lacking(line) == {"rate": None}


@pytest.mark.rule("INC-03", "RNW-02")
def test_the_bound_is_that_of_the_renewals(rules: ps.Rulebook) -> None:
    """It stands once, so that a company cannot change half of it."""
    assert rules.incentives.renewal.above == rules.renewals.rates.incentive_above
    document = short_document()
    document["renewals"]["rates"]["incentive_above"] = 70
    assert loaded(document).renewal.above == 70
    document["incentives"]["renewal"]["above"] = Decimal("75.5")
    own = loaded(document)
    assert own.renewal.above == Decimal("75.5")
    assert own.renewal_line(renewals(76, 100), on=ON, rates=RATES).decision.holds


@pytest.mark.rule("INC-03")
def test_a_family_that_is_not_there_is_named() -> None:
    """With what it may have meant."""
    document = short_document()
    document["incentives"]["renewal"]["above"] = "renewal"
    [problem] = [
        each
        for each in read_families(document)[1]
        if each.path.startswith("incentives.")
    ]
    assert (problem.path, problem.code) == (
        "incentives.renewal.above",
        "unknown-reference",
    )
    assert "did you mean 'renewals'?" in problem.message


@pytest.mark.parametrize("rates", [{}, 5])
def test_renewals_without_their_bound_are_named(rates: object) -> None:
    """And so is what takes it from them."""
    document = short_document()
    document["renewals"]["rates"] = rates
    paths = [each.path for each in read_families(document)[1]]
    assert [path for path in paths if path.startswith("renewals.rates")]
    assert "incentives.renewal.above" in paths


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ({"renewed": 6, "due": 5}, [("renewed", "out-of-range")]),
        ({"renewed": -1, "due": 5}, [("renewed", "negative")]),
        (
            {"renewed": 1.5, "due": True},
            [
                ("due", "wrong-type"),
                ("renewed", "wrong-type"),
            ],
        ),
        ({"renewed": None, "due": 5}, [("renewed", "missing")]),
        (
            {"renewed": Decimal(1), "due": Decimal("NaN")},
            [("due", "not-finite")],
        ),
        ({"renewed": 1, "due": 5, "value": usd(-1)}, [("value", "negative")]),
        ({"renewed": 1, "due": 5, "on": "2026"}, [("on", "wrong-type")]),
    ],
)
def test_renewals_that_cannot_be_are_refused(
    given: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    """Each fault by its path."""
    with pytest.raises(InvalidDataError) as caught:
        renewals(**given)
    assert [(each.path, each.code) for each in caught.value.problems] == faults


@pytest.mark.rule("INC-03")
def test_a_company_counts_by_its_own_bound(rules: ps.Rulebook) -> None:
    """The next whole number of it is needed."""
    own = attrs.evolve(rules.incentives.renewal, above=Decimal("66.6"))
    policy = attrs.evolve(rules.incentives, renewal=own)
    assert policy.renewal_line(renewals(2, 3), on=ON, rates=RATES).decision.holds
    assert not policy.renewal_line(
        renewals(666, 1000), on=ON, rates=RATES
    ).decision.holds
