"""Cards and past readings for tests, built in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs
import numpy as np

from partner_success.analytics import PastReading
from partner_success.scoring import BacktestPolicy, Scorecard
from tests.unit.scoring.cards import card, component

FLOORS: dict[str, Any] = {"good": 80, "fair": 50, "poor": 0}
FIRST = date(2026, 1, 31)


def one(id_: str = "use", **more: Any) -> Scorecard:
    """Give a card that reads one number and has three bands."""
    more.setdefault("floors", FLOORS)
    made: Scorecard = card(component(id_), id=id_, **more)
    return made


def policy(**changes: Any) -> BacktestPolicy:
    """Give a policy of few draws and of two customers of each kind."""
    sound: dict[str, Any] = {
        "outcome_days": 90,
        "draws": 100,
        "confidence": Decimal("0.9"),
        "least_of_each": 2,
    }
    return BacktestPolicy(id="trial", name="Trial", **(sound | changes))


def readings(
    rows: Iterable[tuple[Any, bool | None]], *, id_: str = "use"
) -> list[PastReading]:
    """Give one reading a customer, of one number and an outcome each."""
    return [
        PastReading(subject=f"a-{place:05}", values={id_: value}, churned=churned)
        for place, (value, churned) in enumerate(rows)
    ]


def monthly(
    subject: str, values: Sequence[Any], churned: Sequence[bool | None]
) -> list[PastReading]:
    """Give readings of one customer, thirty days apart."""
    return [
        PastReading(
            subject=subject,
            on=FIRST + timedelta(days=30 * place),
            values={"use": value},
            churned=outcome,
        )
        for place, (value, outcome) in enumerate(zip(values, churned, strict=True))
    ]


def told(signal: float, *, customers: int, seed: int = 7) -> list[PastReading]:
    """Give customers of whom ``use`` tells churn so well, and ``noise`` not at all."""
    lots = np.random.default_rng(seed)
    left = lots.random(customers) < 0.3
    use = np.clip(lots.normal(60, 15, customers) - signal * left, 0, 100)
    noise = lots.uniform(0, 100, customers)
    return [
        PastReading(
            subject=f"a-{place:05}",
            values={"use": float(use[place]), "noise": float(noise[place])},
            churned=bool(left[place]),
        )
        for place in range(customers)
    ]


def renamed(reading: PastReading, **changes: Any) -> PastReading:
    """Give a reading with some of its fields changed."""
    return attrs.evolve(reading, **changes)
