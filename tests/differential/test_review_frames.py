"""A review of frames finds what a review of the same facts as records finds."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

import partner_success as ps
from partner_success.review import NOT_IN_FRAMES, review_frames
from partner_success.scoring import TriggerSource
from tests.support.review_frames import (
    BETWEEN,
    HOURS,
    Lots,
    frames_of,
    order_by,
    order_of,
    rows_of,
    told_by,
    told_of,
)

pytestmark = pytest.mark.rule("FRM-01")

INSTANTS = [
    datetime(2026, 10, 30, 20, tzinfo=UTC),
    datetime(2026, 8, 12, 9, 30, tzinfo=UTC),
    datetime(2026, 5, 4, 9, tzinfo=UTC),
]
KEPT = ("tickets", "meetings", "requests", "evaluations")
SOURCE = TriggerSource(feedback="csat_share", kept=KEPT)


def both(
    rules: ps.Rulebook, seed: int, engine: str, sla: str | None
) -> tuple[Any, Any]:
    """Review one portfolio as records, and as frames of an engine."""
    at = INSTANTS[seed % len(INSTANTS)]
    made = Lots(seed, at).portfolio(rules)
    if engine == "duckdb":
        # It takes half a minute to plan the query over all kinds of facts.
        made = made.with_few_kinds()
    kept = KEPT[:1] if made.done is None else KEPT
    source = TriggerSource(feedback="csat_share", kept=kept)
    asked: dict[str, Any] = {"calendar": HOURS, "sla": sla, "source": source}
    by_record = made.reviewed(rules, **asked)
    averages = ps.gates.measured_averages(
        rules.journey, (each.state for each in made.journeys)
    )
    found = review_frames(
        frames_of(rows_of(made), engine),
        rules,
        at=at,
        averages=averages,
        between=BETWEEN,
        **asked,
    )
    return by_record, found


@pytest.mark.parametrize(
    ("engine", "seed", "sla"),
    [
        ("polars lazy", 0, "partner_support"),
        ("polars lazy", 1, "partner_support"),
        ("polars lazy", 2, "enterprise_support"),
        ("polars", 3, "partner_support"),
        ("polars categories", 4, None),
        ("duckdb", 9, "partner_support"),
        ("pandas", 6, "enterprise_support"),
    ],
)
def test_frames_find_what_records_do(
    rules: ps.Rulebook, engine: str, seed: int, sla: str | None
) -> None:
    """Each finding, for whom it is, and the order of the partners are the same."""
    by_record, found = both(rules, seed, engine, sla)
    assert told_by(found.findings) == told_of(by_record)
    assert order_by(found.partners) == order_of(by_record)


def test_findings_of_every_kind_are_compared(rules: ps.Rulebook) -> None:
    """The portfolios have something of all that frames look for."""
    codes: Counter[str] = Counter()
    for seed in range(9):
        at = INSTANTS[seed % len(INSTANTS)]
        made = Lots(seed, at).portfolio(rules)
        for sla in ("enterprise_support", None) if seed == 0 else ("partner_support",):
            found = made.reviewed(rules, calendar=HOURS, sla=sla, source=SOURCE)
            codes.update(each.code for each in found.findings)
    # These stand in the tests of single findings.
    never = {"care-unknown", "launch-unknown", "metric-missed"}
    missing = {each.id for each in ps.review.FINDINGS} - set(codes)
    assert missing - set(NOT_IN_FRAMES) <= never
