"""What goes beyond a single score: comparing two of them, and a whole backtest."""

from __future__ import annotations

import random
import statistics
import sys
import time
from datetime import date, timedelta

import attrs
from _measuring import Row, microseconds_in_turns, options, tell

import partner_success as ps
from partner_success.analytics import PastReading, backtest
from partner_success.scoring import compare

MONTHS = 10
FIRST = date(2026, 1, 31)


def comparison_rows(*, quick: bool) -> list[Row]:
    """Time the split of the change between two four-component scores."""
    score = ps.standard().health.score
    was, now = (
        score(
            technical_performance=technical,
            business_outcomes=outcomes,
            user_adoption=adoption,
            relationship_strength=relationship,
        )
        for technical, outcomes, adoption, relationship in (
            (92, 71.5, 64, 80.25),
            (90, 83, 58.25, 81),
        )
    )

    def comparison() -> object:
        return compare(was, now).parts

    rounds, calls = (15, 2_000) if quick else (41, 10_000)
    (taken,) = microseconds_in_turns([comparison], rounds=rounds, calls=calls)
    name = "comparison of two four-component scores, us"
    return [Row(name, statistics.median(taken), 60)]


def backtest_rows(*, quick: bool) -> list[Row]:
    """Time a backtest of two four-component cards, drawing of samples included."""
    rules = ps.standard()
    card, policy = rules.health, rules.backtest
    readings = 10_000 if quick else 100_000
    past = _past(readings // MONTHS, card.components.ids)
    parts = [
        attrs.evolve(part, weight=weight)
        for part, weight in zip(card.components, (10, 20, 40, 30), strict=True)
    ]
    changed = attrs.evolve(card, components=ps.Catalogue(parts, kind="component"))
    start = time.perf_counter()
    found = backtest(card, changed, past, policy=policy)
    taken = time.perf_counter() - start
    assert found.draws == policy.draws == 1000
    assert found.sample.used == readings
    name = "backtest of 100,000 rows with 1,000 bootstrap draws, s"
    return [Row(name, taken, 20)]


def _past(customers: int, ids: tuple[str, ...]) -> list[PastReading]:
    """Make up customers of whom some decline and then leave."""
    lots = random.Random(2026)
    found: list[PastReading] = []
    for place in range(customers):
        level = lots.gauss(75, 12)
        for month in range(MONTHS):
            values = {
                id_: round(min(100.0, max(0.0, lots.gauss(level, 8))), 2) for id_ in ids
            }
            found.append(
                PastReading(
                    subject=f"a-{place}",
                    on=FIRST + timedelta(days=30 * month),
                    values=values,
                    churned=lots.random() < (0.3 if level < 65 else 0.05),
                )
            )
    return found


def main() -> int:
    """Measure and tell."""
    chosen = options(__doc__ or "")
    rows = comparison_rows(quick=chosen.quick) + backtest_rows(quick=chosen.quick)
    return tell(rows, as_json=chosen.json)


if __name__ == "__main__":
    sys.exit(main())
