"""Licence risk: the deck's printed table, the edges, and counts that are absent."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest

import partner_success as ps
from partner_success.errors import InvalidModelError, InvalidValueError
from partner_success.scoring import LicencePolicy
from tests.unit.scoring.cards import bands, found

# Every row that the deck prints: licensed, active, delta, percent, risk.
PRINTED = [
    (85, None, 85, "0", "High"),
    (85, 72, 13, "84.7", "Low"),
    (85, 75, 10, "88.2", "Low"),
    (None, 9, -9, None, "Low"),
    (3000, None, 3000, "0", "High"),
    (3000, 2954, 46, "98.5", "Low"),
    (3000, 1087, 1913, "36.2", "Medium"),
    (3000, 2959, 41, "98.6", "Low"),
]


@pytest.mark.rule("LIC-01", "LIC-02")
@pytest.mark.parametrize(("licensed", "active", "delta", "percent", "risk"), PRINTED)
def test_the_printed_table(
    rules: ps.Rulebook,
    licensed: int | None,
    active: int | None,
    delta: int,
    percent: str | None,
    risk: str,
) -> None:
    """Every row of the deck comes out as it is printed."""
    result = rules.licence.judge(licensed, active)
    assert result.delta == delta
    assert result.risk is not None
    assert result.risk.name == risk
    if percent is None:
        assert result.utilisation is None
    else:
        assert f"({percent} % used)" in str(result)


@pytest.mark.rule("LIC-01")
def test_absent_counts_are_none(rules: ps.Rulebook) -> None:
    """None and NaN alike; without licence and use there is nothing to judge."""
    for absent in (None, float("nan"), 0):
        result = rules.licence.judge(absent, absent)  # type: ignore[arg-type]
        assert (result.licensed, result.active, result.delta) == (0, 0, 0)
        assert (result.risk, result.utilisation) == (None, None)
        assert not result.renewal_at_risk
        assert not result.up_sell
    nothing = rules.licence.judge(None, None)
    assert str(nothing) == "Licence risk: nothing to judge (no licence)"


@pytest.mark.rule("LIC-02")
@pytest.mark.parametrize(
    ("licensed", "active", "risk"),
    [
        *((10_000, 0, "High"), (10_000, 2499, "High"), (10_000, 2500, "Medium")),
        *((10_000, 5999, "Medium"), (10_000, 6000, "Low"), (10_000, 10_000, "Low")),
        *((10_000, 10_001, "Low"), (1, 5, "Low"), (0, 1, "Low")),
        *((3 * 10**20, 10**20 * 3 // 4 - 1, "High"), (4, 1, "Medium"), (5, 3, "Low")),
    ],
)
def test_edges_are_met_exactly(
    rules: ps.Rulebook, licensed: int, active: int, risk: str
) -> None:
    """25 % is Medium, 60 % is Low, one user less is the band below."""
    result = rules.licence.judge(licensed, active)
    assert result.risk is not None
    assert result.risk.name == risk


@pytest.mark.rule("LIC-02")
def test_the_numbers_of_the_policy(rules: ps.Rulebook) -> None:
    """Three bands of a percentage, with what to do in each."""
    risks = rules.licence.risks
    assert [(band.name, band.floor) for band in risks] == [
        ("Low", 60),
        ("Medium", 25),
        ("High", 0),
    ]
    assert (risks.low, risks.high) == (0, 100)
    assert all(band.action and band.meaning for band in risks)


@pytest.mark.rule("LIC-02")
def test_a_company_sets_its_own_edges(rules: ps.Rulebook) -> None:
    """Other bands, other judgements."""
    strict = attrs.evolve(
        rules.licence, risks=bands({"fine": 90, "poor": 0}), risky=("poor",)
    )
    result = strict.judge(100, 89)
    assert result.risk is not None
    assert result.risk.id == "poor"
    assert result.renewal_at_risk


@pytest.mark.rule("LIC-03")
@pytest.mark.parametrize(
    ("licensed", "active", "at_risk", "up_sell"),
    [
        *((100, 24, True, False), (100, 25, True, False), (100, 59, True, False)),
        *((100, 60, False, False), (100, 100, False, False), (100, 101, False, True)),
        *((None, 1, False, True), (100, None, True, False)),
    ],
)
def test_risk_and_opportunity(
    rules: ps.Rulebook,
    licensed: int | None,
    active: int | None,
    at_risk: bool,
    up_sell: bool,
) -> None:
    """High and Medium put the renewal at risk; over-use is an opportunity."""
    result = rules.licence.judge(licensed, active)
    assert (result.renewal_at_risk, result.up_sell) == (at_risk, up_sell)


@pytest.mark.rule("LIC-01", "LIC-03")
def test_the_explanation_of_a_count(rules: ps.Rulebook) -> None:
    """Share, risk, counts, what to do, and over-use by its number."""
    over = rules.licence.judge(10, 12)
    assert over.utilisation == Fraction(6, 5)
    assert str(over.explain()).splitlines() == [
        "Licence risk: Low (120 % used)",
        "licensed  active  delta",
        "10            12     -2",
        "Nothing to do for the renewal",
        "2 more active than licensed users: an opportunity to sell",
        "(rulebook standard 2026.1)",
    ]
    assert "Licence risk: Low" in over._repr_html_()
    assert over.provenance.edition == "standard 2026.1"
    bare = attrs.evolve(rules.licence, risks=bands({"poor": 0}), risky=())
    assert bare.judge(10, 2).explain().remarks == ()


@pytest.mark.rule("LIC-01")
@pytest.mark.parametrize("count", [-1, 1.5, True, "85", float("inf"), [1]])
def test_what_is_no_count_is_refused(rules: ps.Rulebook, count: Any) -> None:
    """Licensed and active users are whole numbers from 0 up."""
    with pytest.raises(InvalidValueError, match="licensed users"):
        rules.licence.judge(count, 5)
    with pytest.raises(InvalidValueError, match="active users"):
        rules.licence.judge(5, count)


@pytest.mark.rule("LIC-01")
def test_whole_counts_of_any_type_are_taken(rules: ps.Rulebook) -> None:
    """A column of numbers may hold them as floats."""
    result = rules.licence.judge(np.int64(85), 72.0)  # type: ignore[arg-type]
    assert (result.licensed, result.active) == (85, 72)


@pytest.mark.rule("LIC-02", "LIC-03")
def test_a_policy_names_all_its_faults() -> None:
    """Unknown risky bands and a scale that is no percentage."""
    with pytest.raises(InvalidModelError) as caught:
        LicencePolicy(
            id="x", name="X", risks=bands({"a": 0}, high=99), risky=("a", "b", "c")
        )
    assert found(caught.value.problems) == {
        ("risky", "unknown-band"),
        ("risks", "out-of-range"),
    }
    assert len(caught.value.problems) == 3
    with pytest.raises(InvalidModelError):
        LicencePolicy(
            id="x", name="X", risks=bands({"a": "0.01"}, low=Decimal("0.01")), risky=()
        )
