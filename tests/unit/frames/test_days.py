"""Days and months have the numbers that Python gives them, on every engine."""

from __future__ import annotations

from datetime import date, timedelta

import narwhals as nw
import polars as pl
import pytest

from partner_success.core.months import month_number as month_number_of
from partner_success.frames.days import day_number, month_number
from tests.support.row_rules import frame_of, rows_of

pytestmark = pytest.mark.rule("FRM-01")

DAY = timedelta(days=1)
EDGES = [
    date(year, month, day)
    for year in (4, 100, 400, 1582, 1900, 1970, 2000, 2024, 2100, 9998)
    for month, day in ((1, 1), (2, 28), (3, 1), (6, 30), (12, 31))
]


@pytest.mark.parametrize("engine", ["polars", "pandas", "pandas over arrow", "duckdb"])
def test_numbers_of_days_and_months(engine: str) -> None:
    """At the ends of years and months, of leap years too; a gap stays one."""
    days = [date(1, 1, 2), *EDGES, *(each + DAY for each in EDGES), None]
    frame = frame_of([{"day": each} for each in days], {"day": pl.Date}, engine)
    added = nw.from_native(frame).with_columns(
        number=day_number("day"),
        month=month_number("day"),
        before=month_number("day", days=-1),
        after=month_number("day", days=1),
    )
    found = rows_of(added.to_native(), ["number", "month", "before", "after"])
    *known, gap = found
    assert set(gap.values()) == {None}
    for day, each in zip(days, known, strict=False):
        assert day is not None
        assert each["number"] == day.toordinal()
        assert each["month"] == month_number_of(day)
        assert each["before"] == month_number_of(day - DAY)
        assert each["after"] == month_number_of(day + DAY)
