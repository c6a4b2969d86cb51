"""Dataframes of every library are judged as the clocks of their tickets would."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import narwhals as nw
import pandas as pd
import polars as pl
import pytest

import partner_success as ps
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    MissingExtraError,
    UnknownNameError,
)
from partner_success.frames import factors, judge_events, refused_events
from partner_success.sla import (
    CalendarChanged,
    Cancelled,
    Event,
    Opened,
    Paused,
    Reopened,
    Replied,
    Resolved,
    Responded,
    Resumed,
    SeverityChanged,
    TargetState,
)
from tests.unit.sla.tickets import NIGHTS, OFFICE, on, policy, step, target

pytestmark = pytest.mark.rule("SLA-11")

POLICY = policy(
    target(1, 2, 4, 8, unit="working hours"),
    target(1, 2, 4, 8, unit="working hours", pauses=("partner",)),
    target(4, 8, 24, 48, limit="below"),
    steps=[step(50), step(100)],
)
AT = on("6 12:00")

LOG: list[tuple[str, Event]] = [
    ("INC2", Opened(at=on("4 10:00"), severity="low")),  # type: ignore[arg-type]
    ("INC1", Opened(at=on("4 10:00"), severity="critical")),  # type: ignore[arg-type]
    ("INC2", Responded(at=on("4 11:00"))),
    ("INC2", Replied(at=on("4 12:00"))),
    ("INC1", Paused(at=on("4 12:30"), reason="partner")),
    ("INC2", Paused(at=on("4 13:00"), reason="vendor")),
    ("INC1", Paused(at=on("4 12:00"), reason="vendor")),
    ("INC1", SeverityChanged(at=on("4 14:00"), severity="high")),  # type: ignore[arg-type]
    ("INC2", Resumed(at=on("4 15:00"))),
    ("INC2", Responded(at=on("5 10:00"))),
    ("INC2", CalendarChanged(at=on("5 10:30"), calendar=NIGHTS)),
    ("INC2", Resolved(at=on("5 11:00"))),
    ("INC2", Reopened(at=on("5 12:00"))),
    ("INC3", Responded(at=on("5 12:00"))),
    ("INC4", Opened(at=on("6 14:00"), severity="high")),  # type: ignore[arg-type]
    ("INC5", Opened(at=on("5 09:00"), severity="high")),  # type: ignore[arg-type]
    ("INC5", Cancelled(at=on("5 09:30"))),
]
ORDER = ["INC2", "INC1", "INC3", "INC4", "INC5"]


def columns(log: list[tuple[str, Event]] = LOG) -> dict[str, list[Any]]:
    """Write a log as columns of plain values."""
    found: dict[str, list[Any]] = {
        "ticket": [ticket for ticket, _ in log],
        "time": [event.at for _, event in log],
        "kind": [event.kind for _, event in log],
        "note": ["" for _ in log],
    }
    for name in ("severity", "reason", "calendar"):
        values = [getattr(event, name, None) for _, event in log]
        found[name] = [None if value is None else str(value) for value in values]
    return found


def polars(given: dict[str, list[Any]]) -> pl.DataFrame:
    """Make a frame of Polars."""
    return pl.DataFrame(given, infer_schema_length=None)


def pandas(given: dict[str, list[Any]]) -> pd.DataFrame:
    """Make a frame of pandas whose rows have other names than their places."""
    return pd.DataFrame(given, index=range(len(given["ticket"]), 0, -1))


def categories(given: dict[str, list[Any]]) -> pl.DataFrame:
    """Make a frame in which names are stored as categories."""
    frame = polars(given)
    names = [name for name, kind in frame.schema.items() if kind == pl.String]
    return frame.with_columns(pl.col(names).cast(pl.Categorical))


MAKERS: dict[str, Callable[[dict[str, list[Any]]], Any]] = {
    "polars": polars,
    "categories": categories,
    "pandas": pandas,
    "pandas over arrow": lambda given: pandas(given).convert_dtypes(
        dtype_backend="pyarrow"
    ),
    "pyarrow": lambda given: polars(given).to_arrow(),
}

make = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())


def rows(frame: Any) -> list[dict[str, Any]]:
    """Give the rows of a frame of any library, what is missing as None."""
    table = nw.from_native(frame, eager_only=True)
    lists = {
        name: [
            None if missing else value
            for value, missing in zip(
                table[name].to_list(), table[name].is_null().to_list(), strict=True
            )
        ]
        for name in table.columns
    }
    return [
        dict(zip(lists, each, strict=True))
        for each in zip(*lists.values(), strict=True)
    ]


def told(state: TargetState) -> dict[str, Any]:
    """Give what a clock says of a target, under the names of columns."""
    ahead = state.next_escalation
    found: dict[str, Any] = {
        "state": state.state,
        "target": state.target,
        "elapsed": state.elapsed,
        "remaining": state.remaining,
        "due": state.due,
        "breached_since": state.breached_since,
        "ended_at": state.ended_at,
        "cancelled": state.cancelled,
        "escalations": len(state.escalations),
        "next_step": None if ahead is None else ahead.step.id,
        "next_escalation_at": None if ahead is None else ahead.at,
    }
    return {f"{state.id}_{name}": value for name, value in found.items()}


@make
def test_a_frame_tells_what_clocks_tell(
    make: Callable[[dict[str, list[Any]]], Any],
) -> None:
    """A row a ticket, in the library of the frame, with all that its clock says."""
    given = make(columns())
    frame = judge_events(given, POLICY, calendar=OFFICE, at=AT)
    assert type(frame) is type(given)
    found = rows(frame)
    assert [row["ticket"] for row in found] == ORDER
    for row in found:
        own = [event for ticket, event in LOG if ticket == row["ticket"]]
        replay = POLICY.replay(own, calendar=OFFICE)
        assert row["refused"] == len(replay.refused)
        assert row["accepted"] == len(own) - len(replay.refused)
        clock = replay.clock
        if clock is None or clock.opened_at > AT:
            nothing = {"ticket", "accepted", "refused"}
            left = {value for name, value in row.items() if name not in nothing}
            assert left <= {None, 0}
            continue
        state = clock.at(AT)
        known = (state.phase, state.severity, state.pause)
        assert (row["phase"], row["severity"], row["pause"]) == known
        for each in state.targets:
            assert told(each).items() <= row.items()
        late = sum(each.state == "breached" for each in state.answers)
        assert row["next_response_answers"] == len(state.answers)
        assert row["next_response_late_answers"] == late


@make
def test_what_is_refused_is_listed(
    make: Callable[[dict[str, list[Any]]], Any],
) -> None:
    """Each refused event with its row and code; one with two reasons has two rows."""
    found = rows(refused_events(make(columns()), POLICY, calendar=OFFICE))
    assert [tuple(row.values()) for row in found] == [
        (6, "INC1", "paused", "out-of-order"),
        (6, "INC1", "paused", "already-paused"),
        (13, "INC3", "responded", "not-opened"),
    ]


@make
def test_put_in_order_nothing_is_late(
    make: Callable[[dict[str, list[Any]]], Any],
) -> None:
    """On request the events of each ticket are sorted by time first."""
    frame = make(columns())
    found = rows(refused_events(frame, POLICY, calendar=OFFICE, reorder=True))
    assert [row["code"] for row in found] == ["already-paused", "not-opened"]
    judged = rows(judge_events(frame, POLICY, calendar=OFFICE, at=AT, reorder=True))
    assert [row["refused"] for row in judged] == [0, 1, 1, 0, 0]


@make
def test_times_as_numbers_and_tickets_as_numbers(
    make: Callable[[dict[str, list[Any]]], Any],
) -> None:
    """Whole numbers are microseconds in UTC, and name tickets too."""
    given = make({"ticket": [9, 4, 9], "time": [0, 5, 3], "kind": ["opened"] * 3})
    table = nw.from_native(given)
    frame = table.with_columns(severity=nw.lit("low")).to_native()
    at = datetime(1970, 1, 1, 1, tzinfo=UTC)
    found = rows(judge_events(frame, POLICY, calendar=OFFICE, at=at))
    assert [(row["ticket"], row["refused"]) for row in found] == [(9, 1), (4, 0)]
    assert found[0]["resolution_due"] == at + timedelta(hours=47)


@make
def test_a_frame_without_rows(make: Callable[[dict[str, list[Any]]], Any]) -> None:
    """Nothing comes of nothing, with the same columns."""
    given = nw.from_native(make(columns())).head(0).to_native()
    frame = judge_events(given, POLICY, calendar=OFFICE, at=AT)
    assert rows(frame) == []
    full = judge_events(make(columns()), POLICY, calendar=OFFICE, at=AT)
    assert list(nw.from_native(frame).columns) == list(nw.from_native(full).columns)
    assert rows(refused_events(given, POLICY, calendar=OFFICE)) == []


def test_what_is_not_promised_has_no_columns(rules: ps.Rulebook) -> None:
    """A policy without a next response is told without one."""
    terms = rules.sla["enterprise_support"]
    frame = judge_events(polars(columns()), terms, calendar=OFFICE, at=AT)
    kinds = {name.rpartition("_")[0] for name in frame.columns if "_state" in name}
    assert kinds == set(terms.kinds) == {"first_response", "resolution"}
    assert not any(name.startswith("next_response") for name in frame.columns)


def test_what_was_given_stays() -> None:
    """Frames are never changed."""
    for frame in (polars(columns()), pandas(columns())):
        before = frame.clone() if isinstance(frame, pl.DataFrame) else frame.copy()
        judge_events(frame, POLICY, calendar=OFFICE, at=AT)
        assert before.equals(frame)  # type: ignore[arg-type]


def test_times_without_a_zone() -> None:
    """They are refused, unless it is said that they are in UTC."""
    frame = polars(columns()).with_columns(pl.col("time").dt.replace_time_zone(None))
    with pytest.raises(InvalidValueError, match="has no time zone; say utc=True"):
        judge_events(frame, POLICY, calendar=OFFICE, at=AT)
    with_zone = frame.with_columns(pl.col("time").dt.replace_time_zone("UTC"))
    one, other = (
        judge_events(each, POLICY, calendar=OFFICE, at=AT, utc=True)
        for each in (frame, with_zone)
    )
    assert one.equals(other)


@make
def test_every_fault_is_told(make: Callable[[dict[str, list[Any]]], Any]) -> None:
    """What is missing or unknown is refused with its first row and what was meant."""
    given = columns()
    given["ticket"][3] = given["time"][2] = given["reason"][5] = None
    given["kind"][8], given["kind"][9] = "resumd", "resumd"
    given["severity"][1], given["severity"][7] = "urgent", "hgih"
    given["severity"][14] = given["severity"][15] = None
    given["reason"][4], given["calendar"][10] = "  ", "Mon-Fri"
    with pytest.raises(InvalidDataError) as caught:
        judge_events(make(given), POLICY, calendar=OFFICE, at=AT)
    found = {each.path: (each.code, each.message) for each in caught.value.problems}
    assert {path: code for path, (code, _) in found.items()} == {
        "[3].ticket": "missing",
        "[2].time": "missing",
        "[8].kind": "unknown-name",
        "[14].severity": "missing",
        "[1].severity": "unknown-name",
        "[7].severity": "unknown-name",
        "[5].reason": "missing",
        "[4].reason": "blank",
        "[10].calendar": "no-calendar",
    }
    assert found["[8].kind"][1].endswith("did you mean 'resumed'?")
    assert "known are critical, high, medium, low" in found["[1].severity"][1]
    assert "in 2 rows" in found["[14].severity"][1]
    assert "in 1 row " in found["[5].reason"][1]


def test_many_faults_are_counted() -> None:
    """The first are told one by one, and of the others how many there are."""
    count = 40
    frame = pl.DataFrame(
        {
            "ticket": range(count),
            "time": [2**62] * count,
            "kind": [f"unheard of {place}" for place in range(count)],
        }
    )
    with pytest.raises(InvalidDataError) as caught:
        refused_events(frame, POLICY, calendar=OFFICE)
    first, *_, last = caught.value.problems
    assert (first.code, first.path) == ("out-of-range", "[0].time")
    assert (len(caught.value.problems), last.code) == (21, "more")
    assert last.message == "there are 21 more such faults"


def test_columns_that_are_not_there_or_of_another_type() -> None:
    """A column that is needed is asked for by name, and its type is said."""
    frame = polars(columns())
    for name in ("ticket", "time", "kind", "severity", "reason", "calendar"):
        with pytest.raises(UnknownNameError, match=f"no column is called '{name}'"):
            judge_events(frame.drop(name), POLICY, calendar=OFFICE, at=AT)
    wrong = frame.with_columns(ticket=pl.lit(1.5))
    with pytest.raises(InvalidValueError, match="hold texts or whole numbers; found"):
        judge_events(wrong, POLICY, calendar=OFFICE, at=AT)
    wrong = frame.with_columns(kind=pl.lit(1))
    with pytest.raises(InvalidValueError, match="'kind' has to hold texts; found"):
        judge_events(wrong, POLICY, calendar=OFFICE, at=AT)
    with pytest.raises(InvalidUseError, match="not from builtins"):
        judge_events([1], POLICY, calendar=OFFICE, at=AT)  # type: ignore[type-var]


@pytest.mark.parametrize("bits", [1, 2])
def test_names_of_one_hash_are_told_apart(
    monkeypatch: pytest.MonkeyPatch, bits: int
) -> None:
    """Names whose hashes agree are looked at in full."""
    names = pl.Series("name", ["b", "a", None, "b", "c", None, "a"])
    expected = [0, 1, -1, 0, 3, -1, 1]
    column = nw.from_native(names, series_only=True)
    assert factors.factorize(column).codes.tolist() == expected
    monkeypatch.setattr(factors, "_HASH_BITS", bits)
    found = factors.factorize(column)
    assert found.codes.tolist() == expected
    assert found.first.tolist() == [0, 1, 2, 4]


@pytest.mark.parametrize(
    ("module", "extra"), [("numpy", "bulk"), ("narwhals", "frames")]
)
def test_without_an_extra_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, module: str, extra: str
) -> None:
    """Each of the two libraries is asked for by name."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"partner-success\[{extra}\]"):
        judge_events(polars(columns()), POLICY, calendar=OFFICE, at=AT)
