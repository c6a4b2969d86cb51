from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from partner_success.analytics import ReportColumn, ReportTable
from partner_success.errors import InvalidValueError

DAYS = ReportColumn(id="mean", name="Mean", kind="number", unit="days")
PLAIN = ReportColumn(id="plain", name="Plain")


def test_a_table_shows_exact_values_rounded_and_gaps_as_gaps() -> None:
    """A table shows exact values rounded and gaps as gaps."""
    cells = (Fraction(7, 3), True, False, None, date(2026, 5, 4), "<b>")
    table = ReportTable(
        id="t", name="Times", columns=[DAYS], rows=[[cell] for cell in cells]
    )
    told = table.explain()
    assert told.columns == ("Mean (days)",)
    shown = [row[0] for row in told.rows]
    assert shown == ["2.33", "yes", "no", "–", "2026-05-04", "<b>"]


def test_a_column_without_a_unit_is_headed_by_its_name() -> None:
    """A column without a unit is headed by its name."""
    assert PLAIN.heading == "Plain"


def test_a_row_has_a_cell_for_each_column() -> None:
    """A row has a cell for each column."""
    with pytest.raises(InvalidValueError, match="row 1 of the table 't' has 2 cells"):
        ReportTable(id="t", name="T", columns=[PLAIN], rows=[["a"], ["b", "c"]])
