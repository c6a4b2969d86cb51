"""Triggers over frames of drawn facts are those of the scalar rules."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.frames.triggers import judge_triggers
from partner_success.scoring import TriggerFacts
from tests.properties.trigger_cases import day, days, known, places
from tests.support.engines import NEEDS_DUCKDB
from tests.support.trigger_frames import columns_of, frames_of, rows_of, told

pytestmark = pytest.mark.rule("FRM-01")

# The fixture gives the one cached rulebook, so it may serve all examples of a test.
few = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
    ],
)

SOURCES = {
    "usage_decline": ("usage",),
    "performance": ("tickets",),
    "complaints": ("nps", "feedback"),
    "executive_disengagement": ("meetings", "requests", "renews_on"),
    "competitive_activity": ("evaluations",),
}

customers = st.lists(known(), min_size=1, max_size=8)


def agree(
    rules: ps.Rulebook,
    engine: str,
    facts: list[TriggerFacts],
    names: tuple[str, ...],
    place: int,
    holidays: frozenset[date],
) -> None:
    """Compare both answers of some sources."""
    covers = next((each.usage.covers for each in facts if each.usage), 1)
    kept: dict[str, TriggerFacts] = {}
    for number, each in enumerate(facts):
        own = {name: getattr(each, name) for name in names}
        if each.usage is not None and "usage" in own:
            own["usage"] = attrs.evolve(each.usage, covers=covers)
        kept[f"a-{number}"] = TriggerFacts(**own, holidays=holidays)
    sources = columns_of(kept)
    sources = {name: sources[name] for name in ("accounts", *names) if name in sources}
    frames = frames_of(sources, engine, usage_covers=covers, holidays=holidays)
    found = rows_of(judge_triggers(frames, rules.triggers, on=day(place)))
    assert found == told(kept, rules.triggers, day(place))


@pytest.mark.parametrize("trigger", SOURCES)
@few
@given(facts=customers, place=places, holidays=st.frozensets(days, max_size=3))
def test_each_on_polars(
    rules: ps.Rulebook,
    trigger: str,
    facts: list[TriggerFacts],
    place: int,
    holidays: frozenset[date],
) -> None:
    """State, numbers, reasons and playbooks, on any day."""
    agree(rules, "polars lazy", facts, SOURCES[trigger], place, holidays)


@NEEDS_DUCKDB
@settings(few, max_examples=2)
@given(facts=customers, place=places, holidays=st.frozensets(days, max_size=3))
def test_all_on_duckdb(
    rules: ps.Rulebook,
    facts: list[TriggerFacts],
    place: int,
    holidays: frozenset[date],
) -> None:
    """All five at once."""
    names = tuple(name for each in SOURCES.values() for name in each)
    agree(rules, "duckdb", facts, names, place, holidays)
