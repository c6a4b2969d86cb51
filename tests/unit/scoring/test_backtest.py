"""The numbers of a backtest: those of the rulebook, and those that cannot be."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidModelError
from partner_success.scoring import BacktestPolicy
from tests.unit.scoring.cards import found


def policy(**changes: Any) -> BacktestPolicy:
    """Give a sound policy with some numbers changed."""
    sound: dict[str, Any] = {
        "outcome_days": 1,
        "draws": 100,
        "confidence": Decimal("0.5"),
        "least_of_each": 2,
    }
    return BacktestPolicy(id="trial", name="Trial", **(sound | changes))


@pytest.mark.rule("RBK-04")
def test_the_numbers_of_the_policy(rules: ps.Rulebook) -> None:
    """A quarter, a thousand draws, 95 %, ten of each; each with its unit and source."""
    standard = rules.backtest
    assert (standard.outcome_days, standard.draws) == (90, 1000)
    assert (standard.confidence, standard.least_of_each) == (Decimal("0.95"), 10)
    assert standard.provenance.edition == rules.edition.id
    numbers = [each for each in rules.numbers() if each.family == "backtest"]
    assert [each.unit for each in numbers] == ["days", "draws", "share", "customers"]
    assert all(each.citations for each in numbers)


def test_the_least_numbers_are_allowed() -> None:
    """A day, a hundred draws, two of each."""
    assert policy().draws == 100


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        *(("outcome_days", 0, "from 1 up"), ("outcome_days", 1.0, "found 1.0")),
        *(("draws", 99, "from 100 up"), ("draws", True, "found True")),
        *(("least_of_each", 1, "from 2 up"), ("least_of_each", None, "found None")),
        *(("confidence", Decimal(1), "0 and 1"), ("confidence", Decimal(0), "0 and 1")),
        ("confidence", Decimal("NaN"), "0 and 1"),
    ],
)
def test_a_number_out_of_range_is_named(name: str, value: Any, expected: str) -> None:
    """The fault says what is needed and what was found."""
    with pytest.raises(InvalidModelError, match=expected) as caught:
        policy(**{name: value})
    assert found(caught.value.problems) == {(name, "out-of-range")}


def test_every_fault_is_named_at_once() -> None:
    """Four numbers out of range are four faults."""
    with pytest.raises(InvalidModelError) as caught:
        policy(outcome_days=-1, draws=1, least_of_each=0, confidence=Decimal(2))
    assert len(caught.value.problems) == 4


def test_a_company_changes_a_number(rules: ps.Rulebook) -> None:
    """An overlay states the one and inherits the rest."""
    changes = {
        "edition": {
            "id": "ours",
            "name": "Ours",
            "effective_from": "2026-02-01",
            "extends": rules.edition.id,
        },
        "backtest": {"outcome_days": 30},
    }
    ours = ps.rulebook.from_document(changes).backtest
    assert ours.outcome_days == 30
    assert attrs.evolve(
        ours, outcome_days=90, provenance=rules.backtest.provenance
    ) == (rules.backtest)
