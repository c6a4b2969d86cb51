"""Time in state on two public logs, held to laws and to cases counted by hand.

The logs (incidents of the BPI Challenge 2013, and tickets of a help desk) are not part
of this repository.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

import polars as pl
import pytest

from partner_success.analytics.durations import (
    StateLog,
    collect_time_in_state,
    read_state_log,
    spells,
    time_in_state,
)
from partner_success.frames.reports import state_spells
from tests.support.engines import NEEDS_DUCKDB, make_frame

FOLDER: Final = Path(__file__).parents[4].parent / "shared" / "data"
NAMES: Final = ("bpi_13_incidents", "helpdesk_it")
FINAL: Final = {"bpi_13_incidents": "5", "helpdesk_it": "6"}

pytestmark = [
    pytest.mark.skipif(
        not (FOLDER / f"{NAMES[0]}.csv").exists(),
        reason=f"the public logs of incidents and tickets are not in {FOLDER}",
    ),
    pytest.mark.unwatched,
]


@cache
def read(name: str) -> StateLog:
    """Read a log whole; its times have no zone, and count as UTC."""
    columns = {"case": "CaseID", "state": "ActivityID", "time": "CompleteTimestamp"}
    return read_state_log(FOLDER / f"{name}.csv", **columns, zone="UTC")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_the_log_is_lost(name: str) -> None:
    """Each row is an event, and the spells of all cases fill their time up."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    log = read(name)
    assert (len(log.events), log.refusals) == (len(rows), ())
    last = max(each.at for each in log.events)
    starts: dict[str, datetime] = {}
    for each in log.events:
        starts[each.case] = min(each.at, starts.get(each.case, each.at))
    every = spells(log.events)
    total = sum((each.duration for each in every), timedelta())
    assert total == sum((last - start for start in starts.values()), timedelta())
    still = Counter(each.case for each in every if not each.ended)
    assert still == dict.fromkeys(starts, 1)


@pytest.mark.rule("ANL-05")
@pytest.mark.parametrize("name", NAMES)
def test_the_figures_of_a_state_add_up(name: str) -> None:
    """Plain means come back from the rows, and counts from the spells."""
    every = spells(read(name).events, final=[FINAL[name]])
    states = {each.state for each in every}
    assert FINAL[name] not in states
    # Of the larger log only the states in which many are left to the end.
    some = states if name == "helpdesk_it" else {"3", "7", "9"}
    found = [each for each in every if each.state in some]
    report = time_in_state(found, level=Decimal("0.95"))
    assert sum(each.elapsed.count for each in report.states) == len(found)
    for each in report.states:
        own = [one for one in found if one.state == each.state]
        ended = sorted(one.duration for one in own if one.ended)
        times = each.elapsed
        assert (times.count, times.finished) == (len(own), len(ended))
        mean, middle = times.mean, times.median.value
        assert mean is not None
        plain = sum(ended, timedelta()) / timedelta(hours=1) / len(ended)
        assert float(mean) == pytest.approx(plain)
        if times.open:
            # One that has not ended only makes it longer.
            least = ended[(len(ended) - 1) // 2] / timedelta(hours=1)
            assert middle is None or float(middle) >= least - 1e-9
        else:
            assert times.restricted_mean == mean
            median = ended[(len(ended) - 1) // 2] / timedelta(hours=1)
            assert float(middle or 0) == pytest.approx(median)


def test_a_case_counted_by_hand() -> None:
    """The help desk's second ticket: 15 seconds new, then 2 days, 19 min and 59 s."""
    events = [each for each in read("helpdesk_it").events if each.case == "2"]
    assert events[0].at == datetime(2012, 4, 3, 16, 55, 38, tzinfo=UTC)
    found = [(each.state, each.duration) for each in spells(events, final=["6"])]
    assert found == [
        ("1", timedelta(seconds=15)),
        ("8", timedelta(days=2, minutes=19, seconds=59)),
    ]


@pytest.mark.rule("ANL-05", "FRM-01")
@pytest.mark.parametrize("engine", [pytest.param("duckdb", marks=NEEDS_DUCKDB)])
def test_dataframes_tell_the_same_of_the_incidents(engine: str) -> None:
    """Every spell is that of records, lazily on Polars and on DuckDB."""
    name = "bpi_13_incidents"
    rows = pl.read_csv(FOLDER / f"{name}.csv", schema_overrides=[pl.String] * 3)
    frame = rows.with_columns(
        pl.col("CompleteTimestamp").str.to_datetime(time_unit="us", time_zone="UTC")
    ).with_row_index("row")
    named = {"case": "CaseID", "state": "ActivityID", "time": "CompleteTimestamp"}
    every = spells(read(name).events, final=[FINAL[name]])
    wanted = time_in_state(
        sorted(every, key=lambda each: each.state), level=Decimal("0.95")
    )
    for each in (frame.lazy(), make_frame(frame.to_dict(), engine)):
        found = state_spells(each, **named, order="row", final=[FINAL[name]])
        assert collect_time_in_state(found, level=Decimal("0.95")) == wanted
