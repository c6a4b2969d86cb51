"""Gate reports over dataframes beside a count in plain Python, row by row."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.frames import report_on_gates
from tests.support.engines import make_frame

ENGINES = ["polars", "polars lazy", "pyarrow"]
NAMES = ("stage", "is_current", "is_reached", "is_passed", "days", "met", "failed")

truths = st.none() | st.booleans()
numbers = (
    st.none()
    | st.integers(0, 400).map(float)
    | st.sampled_from([math.nan, math.inf, -math.inf, -1.0, 0.5, 2.0**31, 2.0**31 + 1])
)
stages = st.none() | st.sampled_from(["gate_1", "gate_2", "Gate 3 'x'"])
rows = st.lists(
    st.tuples(stages, truths, truths, truths, numbers, numbers, numbers), max_size=12
)


def whole(value: float | None) -> int:
    """Give what a number counts."""
    sound = value is not None and 0 <= value <= 2**31
    return math.floor(value) if sound and value is not None else 0


def counted(given_rows: list[tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """Count one row after the other."""
    found: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for stage, current, reached, passed, days, met, failed in given_rows:
        if stage is None:
            continue
        done = bool(reached and passed)
        parts = (
            bool(current),
            bool(reached),
            done,
            whole(days) if done else 0,
            whole(met),
            whole(failed),
        )
        found[stage] = [old + new for old, new in zip(found[stage], parts, strict=True)]
    return {stage: (*counts, *rates(*counts[1:])) for stage, counts in found.items()}


def rates(
    reached: int, completed: int, days: int, met: int, failed: int
) -> tuple[float | None, ...]:
    """Give completion, mean days, pass rate and fail rate."""
    decided = met + failed
    return (
        100 * completed / reached if reached else None,
        days / completed if completed else None,
        100 * met / decided if decided else None,
        100 * failed / decided if decided else None,
    )


@pytest.mark.rule("ANL-04", "FRM-01")
@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=min(20, settings().max_examples))
@given(rows)
def test_frames_count_as_plain_python_does(
    engine: str, given_rows: list[tuple[Any, ...]]
) -> None:
    """Gaps, NaN, infinities and numbers at the edge among them."""
    kinds = [pl.String, *[pl.Boolean] * 3, *[pl.Float64] * 3]
    schema = dict(zip(NAMES, kinds, strict=True))
    frame = pl.DataFrame(given_rows, schema=schema, orient="row")
    found = nw.from_native(report_on_gates(make_frame(frame.to_dict(), engine)))
    known = found.collect() if isinstance(found, nw.LazyFrame) else found
    names = ("partners", "reached", "completed", "passed_days", "met", "failed")
    shares = ("completion", "mean_days", "pass_rate", "fail_rate")
    wanted = known.select("stage", *names, *shares).rows()
    assert {row[0]: row[1:] for row in wanted} == counted(given_rows)
