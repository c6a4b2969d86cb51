"""Scores are exact: a million mixes on and beside the edges, and both ways to score."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import partner_success as ps
from partner_success.errors import PartnerSuccessError
from partner_success.scoring import Score, Scorecard
from tests.properties.scorecards import numbers, scorecards

HEALTH = (
    "technical_performance",
    "business_outcomes",
    "user_adoption",
    "relationship_strength",
)


@cache
def _band(numerator: int) -> str:
    """Give the band of a sum over 10,000 by exact fractions."""
    score = Fraction(numerator, 10_000)
    names = {90: "Champion", 80: "Healthy", 70: "At Risk", 60: "Critical"}
    return next((n for floor, n in names.items() if score >= floor), "Emergency")


def _mixes(seed: int, count: int) -> Iterator[tuple[list[float], int]]:
    """Give mixes of whole hundredths, most of them on a band's edge or beside it."""
    draw = np.random.default_rng(seed)
    edges = draw.choice([6000, 7000, 8000, 9000], count)
    parts = edges[:, None] + draw.integers(-900, 901, (count, 4))
    beside = draw.integers(-2, 3, count)
    # The last component is set so that the weighted sum comes as near as it can.
    short = 100 * edges + beside * 20 - parts[:, :3] @ np.array([30, 30, 20])
    aimed = np.where(draw.random(count) < 0.8, short // 20, parts[:, 3])
    parts[:, 3] = np.clip(aimed, 0, 10_000)
    sums = parts @ np.array([30, 30, 20, 20])
    return zip((parts / 100).tolist(), sums.tolist(), strict=True)


@pytest.mark.rule("HLT-01", "HLT-02")
def test_a_million_mixes_on_and_beside_the_edges_agree_with_fractions(
    rules: ps.Rulebook,
) -> None:
    """No mix has another sum or another band than exact arithmetic says."""
    score = rules.health.score
    wrong = []
    on_edge = 0
    for (a, b, c, d), numerator in _mixes(20260101, 1_000_000):
        found = score(
            technical_performance=a,
            business_outcomes=b,
            user_adoption=c,
            relationship_strength=d,
        )
        if found.numerator != numerator or found.band.name != _band(numerator):
            wrong.append((a, b, c, d))
        on_edge += not numerator % 100_000
    assert wrong == []
    assert on_edge > 50_000


@pytest.mark.rule("HLT-01", "HLT-06")
def test_reweighted_mixes_on_the_edges_agree_with_fractions(rules: ps.Rulebook) -> None:
    """With one component missing, too, no edge is missed or taken by a rounding."""
    draw = random.Random(7)
    weights = (30, 30, 20, 20)
    for _ in range(10_000):
        edge, absent = draw.choice([60, 70, 80, 90]), draw.randrange(4)
        counts = [edge * 100 + draw.choice([-1, 0, 0, 0, 1]) for _ in HEALTH]
        given = {
            id_: count / 100
            for place, (id_, count) in enumerate(zip(HEALTH, counts, strict=True))
            if place != absent
        }
        found = rules.health.score(given, missing="reweight")
        assert isinstance(found, Score)
        present = [n for n in range(4) if n != absent]
        sum_ = Fraction(sum(weights[n] * counts[n] for n in present), 100)
        mean = sum_ / sum(weights[n] for n in present)
        assert found.exact == mean
        assert (found.band.floor >= edge) is (mean >= edge)


# ------------------------------------------------------------------ the quick way
odd = st.one_of(
    st.integers(),
    st.integers(-1, 101),
    st.floats(allow_nan=True, allow_infinity=True),
    st.floats(-1, 101),
    st.decimals(-1, 101, places=3),
    st.fractions(0, 100),
    st.sampled_from(
        [
            *(True, False, None, "5", "", [5], float("nan"), -0.0, 10**400, 2**53 + 1),
            *(math.nextafter(100, 101), math.nextafter(0, -1), 100.005, 99.995, 0.285),
            *(np.float64(99.5), np.float32(0.1), np.int64(7), np.float64("nan")),
            *(Decimal("NaN"), Decimal("Infinity"), Decimal("1E+5000"), Fraction(1, 3)),
        ]
    ),
)


@pytest.mark.rule("HLT-01", "HLT-06")
@given(scorecards(), st.data())
def test_the_quick_way_is_the_careful_way(one: Scorecard, data: st.DataObject) -> None:
    """Keywords and a mapping give equal scores and refuse with equal words."""
    values = data.draw(st.fixed_dictionaries(dict.fromkeys(one.components.ids, odd)))
    assert _outcome(one, **values) == _outcome(one, values)


def _outcome(one: Scorecard, *args: Any, **named: Any) -> object:
    try:
        return one.score(*args, **named)
    except PartnerSuccessError as error:
        return type(error), str(error)


@pytest.mark.rule("HLT-01")
@given(scorecards(), st.data())
def test_a_score_is_the_exact_mean_of_counted_floats(
    one: Scorecard, data: st.DataObject
) -> None:
    """Independent arithmetic in fractions comes to the same sum."""
    values = data.draw(
        st.fixed_dictionaries(dict.fromkeys(one.components.ids, numbers))
    )
    counts = {id_: math.floor(100 * value + 0.5) for id_, value in values.items()}
    turned = {
        part.id: counts[part.id]
        if part.better == "higher"
        else 10_000 - counts[part.id]
        for part in one.components
    }
    total = sum(Fraction(part.weight * turned[part.id], 100) for part in one.components)
    score = one.score(**values)
    assert score.exact == total / sum(part.weight for part in one.components)
    assert score.value == float(score.exact)
