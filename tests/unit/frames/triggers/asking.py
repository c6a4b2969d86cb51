"""Frames of columns judged, in one line each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

import partner_success as ps
from partner_success.frames.triggers import judge_triggers
from tests.support.engines import NEEDS_DUCKDB
from tests.support.trigger_frames import (
    Row,
    frames_of,
    rows_of,
)
from tests.unit.frames.triggers.portfolio import (
    DAY,
)

DUCKDB = pytest.param("duckdb", marks=NEEDS_DUCKDB)


TICKET = (
    "a-1",
    "t-1",
    "high",
    datetime(2026, 5, 28, tzinfo=UTC),
    None,
    None,
)


def judge(rules: ps.Rulebook, engine: str = "polars", **sources: Any) -> Any:
    """Judge frames of columns, with accounts named after the rows of the others."""
    if "accounts" not in sources:
        ids = {id_ for each in sources.values() for id_ in each["account_id"]}
        sources["accounts"] = {"account_id": sorted(ids - {None})}
    return judge_triggers(frames_of(sources, engine), rules.triggers, on=DAY)


def rows(rules: ps.Rulebook, trigger: str, **sources: Any) -> dict[Any, Row]:
    """Give state, now and status of one trigger by customer."""
    found = [row for row in rows_of(judge(rules, **sources)) if row[1] == trigger]
    return {row[0]: (row[2], row[3], row[7]) for row in found}
