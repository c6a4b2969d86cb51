"""Logs of states, read from files of any columns."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from partner_success.analytics.durations import StateLog, read_state_log
from partner_success.errors import InvalidDataError, UnknownNameError
from partner_success.frames.engine import make_frame

NAMES: dict[str, Any] = {"case": "ticket", "state": "kind", "time": "time"}


def read(folder: Path, *lines: str, **given: Any) -> StateLog:
    """Read a log of these lines."""
    path = folder / "log.csv"
    path.write_text("\n".join(["ticket,time,kind", *lines]), encoding="utf-8")
    return read_state_log(path, **{**NAMES, **given})


def test_events_are_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    """An instant keeps its own zone; one without takes the one that is given."""
    lines = ("t-1,2026-05-04T09:00:00+02:00,new", "t-1,2026-05-04 10:00:00,open")
    log = read(tmp_path, *lines, zone="Europe/Berlin")
    assert [(each.case, each.state) for each in log.events] == [
        ("t-1", "new"),
        ("t-1", "open"),
    ]
    assert [each.at.astimezone(UTC).hour for each in log.events] == [7, 8]
    assert (log.refusals, log.file) == ((), "log.csv")


def test_a_row_that_cannot_be_read_is_refused_by_its_column(tmp_path: Path) -> None:
    """The others are read; a row with a cell too few is refused before."""
    log = read(
        tmp_path,
        "t-1,2026-05-04T09:00:00Z,",
        "t-2,2026-05-04 09:00:00,new",
        "t-3,yesterday,new",
        ",,new",
        "t-5",
        "t-6,2026-05-04T09:00:00Z,new",
    )
    assert [each.case for each in log.events] == ["t-6"]
    found = [(each.line, each.problem.path, each.problem.code) for each in log.refusals]
    assert found[1:] == [
        (2, "kind", "missing"),
        (3, "time", "no-zone"),
        (4, "time", "wrong-type"),
        (5, "ticket", "missing"),
        (5, "time", "missing"),
    ]
    assert found[0][0] == 6


def test_types_of_parquet_are_taken(tmp_path: Path) -> None:
    """Whole numbers become names, and instants are instants."""
    path = tmp_path / "log.parquet"
    frame: Any = make_frame(["ticket", "kind"], [(1, 5), (2, 6)]).to_native()
    instants = [datetime(2026, 5, 4, 9, tzinfo=UTC)] * 2
    import polars as pl

    frame.with_columns(pl.Series("time", instants)).write_parquet(path)
    log = read_state_log(path, **NAMES)
    assert [(each.case, each.state) for each in log.events] == [("1", "5"), ("2", "6")]
    assert log.events[0].at == instants[0]


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With the near miss, or all that there are; and a zone that there is not."""
    with pytest.raises(InvalidDataError, match="did you mean 'kind'"):
        read(tmp_path, state="knd")
    with pytest.raises(InvalidDataError, match=r"it has \['ticket', 'time', 'kind'\]"):
        read(tmp_path, case="xyzzy")
    with pytest.raises(UnknownNameError, match="Europe/Berlin"):
        read(tmp_path, zone="Europe/Berln")
