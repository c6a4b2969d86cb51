"""Facts of customers as columns, and what the scalar rules say of them as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import narwhals as nw
import polars as pl

from partner_success.core import Series
from partner_success.core.quantities import count_steps
from partner_success.frames.triggers import TriggerFrames
from partner_success.scoring import TriggerFacts, TriggerPolicy
from tests.support.engines import column, make_frame

Sources = dict[str, dict[str, Any]]
Row = tuple[Any, ...]

RESULT: Final = (
    "account_id",
    "trigger",
    "state",
    "now",
    "before",
    "reasons",
    "playbooks",
    "status",
)

_TIME = pl.Datetime("us", "UTC")
SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "accounts": {
        "account_id": pl.String,
        "renews_on": pl.Date,
        "tickets_looked_at": pl.Boolean,
        "meetings_looked_at": pl.Boolean,
        "requests_looked_at": pl.Boolean,
        "evaluations_looked_at": pl.Boolean,
    },
    "tickets": {
        "account_id": pl.String,
        "id": pl.String,
        "severity": pl.String,
        "opened_at": _TIME,
        "resolved_at": _TIME,
        "is_incident": pl.Boolean,
    },
    "meetings": {"account_id": pl.String, "on": pl.Date, "held": pl.Boolean},
    "requests": {
        "account_id": pl.String,
        "asked_on": pl.Date,
        "answered_on": pl.Date,
        "topic": pl.String,
    },
    "evaluations": {
        "account_id": pl.String,
        "noted_on": pl.Date,
        "ended_on": pl.Date,
        "alternative": pl.String,
    },
    **{
        name: {"account_id": pl.String, "on": pl.Date, "value": pl.Float64}
        for name in ("usage", "nps", "feedback")
    },
}


def typed(source: str, rows: Iterable[Row]) -> dict[str, Any]:
    """Give rows as columns of their types, so that empty ones have some too."""
    given = list(rows)
    return {
        name: pl.Series(name, [row[place] for row in given], dtype=kind, strict=False)
        for place, (name, kind) in enumerate(SCHEMAS[source].items())
    }


def columns_of(known: Mapping[str, TriggerFacts]) -> Sources:
    """Write facts by customer as columns by source."""
    found: Sources = {
        "accounts": typed(
            "accounts",
            [
                (
                    id_,
                    facts.renews_on,
                    facts.tickets is not None,
                    facts.meetings is not None,
                    facts.requests is not None,
                    facts.evaluations is not None,
                )
                for id_, facts in known.items()
            ],
        )
    }
    for name in ("usage", "nps", "feedback"):
        found[name] = typed(
            name,
            [
                (id_, each.on, each.value)
                for id_, facts in known.items()
                for each in getattr(facts, name) or Series()
            ],
        )
    for name in ("tickets", "meetings", "requests", "evaluations"):
        fields = [field for field in SCHEMAS[name] if field != "account_id"]
        found[name] = typed(
            name,
            [
                (id_, *(_plain(getattr(each, field)) for field in fields))
                for id_, facts in known.items()
                for each in getattr(facts, name) or ()
            ],
        )
    return found


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def frames_of(sources: Sources, engine: str, **options: Any) -> TriggerFrames:
    """Make the frames of one engine."""
    made = {name: make_frame(each, engine) for name, each in sources.items()}
    return TriggerFrames(**made, **options)


def rows_of(frame: Any) -> list[Row]:
    """Give the rows of a result in the order of customers and triggers."""
    table = nw.from_native(frame)
    assert tuple(table.collect_schema()) == RESULT
    if isinstance(table, nw.LazyFrame):
        table = table.collect()
    found = list(
        zip(*(column(table.to_native(), name) for name in RESULT), strict=True)
    )
    return sorted(found, key=lambda row: (row[0] is None, row[0] or "", _place(row)))


ORDER: Final = (
    "usage_decline",
    "performance",
    "complaints",
    "executive_disengagement",
    "competitive_activity",
)


def _place(row: Row) -> int:
    return ORDER.index(row[1])


def told(
    known: Mapping[str, TriggerFacts], policy: TriggerPolicy, on: date
) -> list[Row]:
    """Give the rows that the scalar rules give of the same facts."""
    found: list[Row] = []
    for id_, facts in sorted(known.items()):
        for result in policy.judge(facts, on=on).results:
            facts_of = {
                code: value
                for reason in result.evidence
                for code, value in reason.facts.items()
            }
            now, before = _numbers(result.id, result.state, facts_of, facts, on)
            found.append(
                (
                    id_,
                    result.id,
                    result.state,
                    now,
                    before,
                    ", ".join(reason.code for reason in result.evidence),
                    ", ".join(result.playbooks) if result.fired else None,
                    "judged",
                )
            )
    return found


def _numbers(
    id_: str, state: str, told: Mapping[str, Any], facts: TriggerFacts, on: date
) -> tuple[float | None, float | None]:
    """Read the numbers out of the evidence, where it has them."""
    if id_ == "usage_decline" and state != "not enough data":
        return float(told["mean_now"]), float(told["mean_before"])
    if id_ == "performance" and state != "not enough data":
        return float(len(told["incidents"])), None
    if id_ == "complaints":
        newest = facts.nps.latest(on) if facts.nps else None
        return (None if newest is None else count_steps(newest.value) / 100), None
    if id_ == "executive_disengagement" and facts.requests is not None:
        return _ANY, None
    if id_ == "competitive_activity" and state != "not enough data":
        return float(len(told.get("alternatives", ()))), None
    return None, None


class _Any:
    """Equal to any number: the evidence of the scalar rule does not always tell it."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, float)

    def __hash__(self) -> int:
        return 0


_ANY: Any = _Any()
