"""Engines that are dear to ask judge one portfolio as the scalar rules do."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core import Series
from partner_success.frames.triggers import judge_triggers
from partner_success.partners import (
    AlternativeEvaluation,
    ExecutiveMeeting,
    ExecutiveRequest,
    Ticket,
)
from partner_success.scoring import TriggerFacts
from tests.support.engines import NEEDS_DASK, NEEDS_SPARK
from tests.support.trigger_frames import columns_of, frames_of, rows_of, told
from tests.unit.frames.triggers.portfolio import (
    DAY,
    EXPECTED_ODD,
    HOLIDAYS,
    KNOWN,
    with_odd_rows,
)

pytestmark = pytest.mark.rule("FRM-01")

ON = DAY


def before(lot: Random, most: int) -> date:
    """Give a day before the one that is judged, or up to ten days after it."""
    return ON - timedelta(days=lot.randint(-10, most))


def customer(lot: Random) -> TriggerFacts:
    """Make up what is known of one."""

    def some(most: int) -> range:
        return range(lot.randint(0, most))

    def looked(found: Any) -> Any:
        return None if lot.random() < 0.1 else found

    fall = before(lot, 30)
    use = {
        day: lot.choice([9.99, 0]) if lot.random() < 0.1 else 10 if day < fall else 8
        for day in (ON - timedelta(days=back) for back in range(-5, 40))
        if lot.random() < 0.8
    }
    tickets: list[Ticket] = []
    for number in some(5):
        opened = datetime.combine(before(lot, 35), datetime.min.time(), UTC)
        end = lot.choice([None, opened + timedelta(days=lot.randint(0, 9))])
        tickets.append(
            Ticket(
                id=f"t-{number}",
                account_id="a-1",
                severity=lot.choice(["critical", "high", "low"]),
                opened_at=opened,
                resolved_at=end,
                is_incident=lot.choice([True, False, None]),
            )
        )
    requests: list[ExecutiveRequest] = []
    for number in some(3):
        asked = before(lot, 30)
        answered = lot.choice([None, asked + timedelta(days=lot.randint(0, 12))])
        requests.append(
            ExecutiveRequest(
                account_id="a-1",
                asked_on=asked,
                answered_on=answered,
                topic=None if number == 0 else f"topic {number}",
            )
        )
    evaluations: list[AlternativeEvaluation] = []
    for number in some(2):
        noted = before(lot, 30)
        ended = lot.choice([None, noted + timedelta(days=lot.randint(0, 20))])
        evaluations.append(
            AlternativeEvaluation(
                account_id="a-1",
                noted_on=noted,
                ended_on=ended,
                alternative=None if number == 0 else "Hooli",
            )
        )
    scores = {before(lot, 60): lot.choice([49.99, 50, 90]) for _ in some(3)}
    marks = {before(lot, 40): lot.randint(1, 9) for _ in some(8)}
    held = {before(lot, 40): lot.random() < 0.7 for _ in some(3)}
    return TriggerFacts(
        usage=looked(Series(use)),
        tickets=looked(tickets),
        nps=looked(Series(scores)),
        feedback=looked(Series(marks)),
        meetings=looked(
            [
                ExecutiveMeeting(account_id="a-1", on=on, held=each)
                for on, each in held.items()
            ]
        ),
        requests=looked(requests),
        evaluations=looked(evaluations),
        renews_on=lot.choice([None, ON + timedelta(days=lot.randint(-5, 185))]),
        holidays=HOLIDAYS,
    )


def portfolio(size: int) -> dict[str, TriggerFacts]:
    """Make up customers, the same in every run."""
    lot = Random(2026)
    return {f"a-{number:04}": customer(lot) for number in range(size)}


def found_by(rules: ps.Rulebook, engine: str, sources: Any) -> list[Any]:
    """Judge sources on an engine."""
    frames = frames_of(sources, engine, holidays=HOLIDAYS)
    return rows_of(judge_triggers(frames, rules.triggers, on=ON))


@pytest.mark.parametrize(
    "engine", ["pandas", pytest.param("pyspark", marks=NEEDS_SPARK)]
)
def test_a_portfolio_row_by_row(rules: ps.Rulebook, engine: str) -> None:
    """Every state of every trigger is among some hundred customers."""
    known = portfolio(300)
    known |= {id_: attrs.evolve(each, holidays=HOLIDAYS) for id_, each in KNOWN.items()}
    expected = told(known, rules.triggers, ON)
    states = Counter(row[1:3] for row in expected)
    assert len(states) == 15
    assert min(states.values()) > 3
    found = found_by(rules, engine, with_odd_rows(columns_of(known)))
    assert [row for row in found if row[0] in known] == expected
    odd = [row for row in found if row[0] not in known and row[1] == "complaints"]
    assert {row[0]: row[2:] for row in odd} == EXPECTED_ODD


@NEEDS_DASK
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning")
def test_several_partitions_of_dask(rules: ps.Rulebook) -> None:
    """What needs no look back from row to row runs there, each time alike."""
    known = {
        id_: attrs.evolve(TriggerFacts(), nps=each.nps, tickets=each.tickets)
        for id_, each in portfolio(60).items()
    }
    sources = columns_of(known)
    sources = {name: sources[name] for name in ("accounts", "nps", "tickets")}
    expected = told(known, rules.triggers, ON)
    for _ in range(2):
        assert found_by(rules, "dask", sources) == expected
