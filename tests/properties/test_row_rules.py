"""Rules over any rows are those of each row alone, on every engine at hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.frames import (
    judge_adoption_runs,
    judge_launch_risks,
    judge_licences,
)
from partner_success.practice.incentives import Repeats
from tests.support.engines import INSTALLED
from tests.support.journeys import journey_called
from tests.support.row_rules import (
    LAUNCHES,
    LIBRARY_WARNINGS,
    LICENCES,
    MONTHS,
    NO_WINDOWS,
    OF_OBJECTS,
    ON,
    assert_rows,
    frame_of,
    launch_answers,
    launch_rows,
    licence_answer,
    licence_rows,
    month_answers,
    month_rows,
)

pytestmark = [pytest.mark.rule("FRM-01"), *LIBRARY_WARNINGS]

# Each example is a frame on every engine, so there are few of them, and a seed does not
# shrink to anything that is easier to read.
few = settings(max_examples=2, phases=[Phase.generate])

ENGINES = [
    each
    for each in INSTALLED
    if each != OF_OBJECTS and not each.endswith(("categories", "lazy"))
]
"""Those that differ in what they do with a gap."""

seeds = st.integers(0, 2**32)

days = (
    st.none()
    | st.integers(0, 120)
    | st.fractions(0, 120, max_denominator=10_000)
    | st.floats(0, 120)
    | st.decimals(0, 120, places=2)
)
"""Averages of any kind of number: sums of them have fractions of every fineness."""


@few
@given(seed=seeds)
@pytest.mark.rule("LIC-01", "LIC-02", "LIC-03")
def test_licences_of_any_rows(seed: int) -> None:
    """Around each edge of a band, and counts of no sense among them."""
    policy = ps.standard().licence
    rows = licence_rows(Random(seed), 100)
    expected = [licence_answer(policy, row) for row in rows]
    for engine in ENGINES:
        frame = frame_of(rows, LICENCES, engine)
        assert_rows(judge_licences(frame, policy), expected)


@few
@given(
    seed=seeds,
    name=st.sampled_from(["standard", "company"]),
    averages=st.lists(days, min_size=6, max_size=6),
)
@pytest.mark.rule("JRN-23")
def test_launches_of_any_rows(seed: int, name: str, averages: list[Any]) -> None:
    """Levels are exact and days the nearest floats, whatever the averages are."""
    journey = journey_called(name)
    measured = dict(zip(journey.stages.ids, averages, strict=False))
    rows = launch_rows(Random(seed), 60, journey, measured)
    expected = launch_answers(journey, rows, measured)
    for engine in ENGINES:
        frame = frame_of(rows, LAUNCHES, engine)
        found = judge_launch_risks(frame, journey, on=ON, averages=measured)
        assert_rows(found, expected)


@few
@given(
    seed=seeds,
    repeats=st.sampled_from(Repeats),
    months=st.integers(1, 5),
    share=st.sampled_from(["60", "60.01", "59.995", "100"]),
)
@pytest.mark.rule("INC-01")
def test_runs_of_any_months(
    seed: int, repeats: Repeats, months: int, share: str
) -> None:
    """Deals that begin, end and go wrong anywhere, their rows in any order."""
    policy = ps.standard().incentives
    terms = attrs.evolve(
        policy.adoption, repeats=repeats, months=months, least_share=Decimal(share)
    )
    rows = month_rows(Random(seed), 10)
    least = (Fraction(share) / 100).as_integer_ratio()
    most = 2**53 // max(100, *least)
    policy = attrs.evolve(policy, adoption=terms)
    expected = month_answers(policy, rows, ON, most)
    for engine in ENGINES:
        if engine not in NO_WINDOWS:
            frame = frame_of(rows, MONTHS, engine)
            assert_rows(judge_adoption_runs(frame, terms, on=ON), expected)
