"""Random calendars and pairs: lazy frames and the calendar give the same numbers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.errors import NoSuchTimeError
from partner_success.frames import add_deadline, add_elapsed
from tests.properties.test_bulk_time import DAY, Asked, asked
from tests.support.engines import NEEDS_DUCKDB, column, make_frame

pytestmark = pytest.mark.rule("FRM-01", "SLA-05", "SLA-11")

EPOCH = date(1970, 1, 1)


def fewer(most: int) -> settings:
    """Ask for fewer examples, of which each is a frame."""
    return settings(max_examples=min(most, settings().max_examples))


def agree(case: Asked, works: list[int], engine: str) -> None:
    """Make sure that a frame tells what the calendar tells."""
    noon = (case.starts[0] // DAY, case.ends[0] // DAY)
    middle = EPOCH + timedelta(days=min(noon))
    between = middle - timedelta(days=90), middle + timedelta(days=90)
    low = (between[0] - EPOCH).days * DAY
    high = (between[1] - EPOCH).days * DAY + DAY
    rows = {"start": case.starts, "end": case.ends, "work": works}
    frame = make_frame({**rows, "number": range(len(works))}, engine)
    found: Any = add_elapsed(
        frame, case.calendar, start="start", end="end", into="worked", between=between
    )
    found = add_deadline(
        found,
        case.calendar,
        start="start",
        duration="work",
        into="due",
        between=between,
    )
    native = found.collect() if engine == "polars lazy" else found.to_arrow_table()
    worked, due, order = (column(native, name) for name in ("worked", "due", "number"))
    for place, number in enumerate(order):
        start, end, work = (rows[name][number] for name in rows)
        pair = case.calendar.elapsed_microseconds(start, end)
        assert worked[place] == pair
        try:
            late = case.calendar.deadline_microseconds(start, work)
        except NoSuchTimeError:
            late = high + 1
        assert due[place] == (late if low <= late <= high else None)


works = st.lists(st.integers(-(10**12), 10**12) | st.just(0), min_size=8, max_size=8)


@fewer(5)
@given(asked(), works)
def test_lazy_polars_agrees(case: Asked, work: list[int]) -> None:
    """Of any calendar, around days on which clocks do something odd."""
    agree(case, work, "polars lazy")


@NEEDS_DUCKDB
@fewer(2)
@given(asked(), works)
def test_duckdb_agrees(case: Asked, work: list[int]) -> None:
    """Of any calendar likewise."""
    agree(case, work, "duckdb")
