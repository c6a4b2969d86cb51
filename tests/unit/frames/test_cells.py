"""A cell becomes the value that its column declares, or a problem that names it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from partner_success.errors import Problem
from partner_success.frames.cells import read_text_cell, read_typed_cell
from partner_success.frames.columns import CellKind, Column
from partner_success.frames.json_records import Unreadable


def column(kind: CellKind, *, required: bool = False) -> Column:
    """Give a column of a kind."""
    return Column(id="c", kind=kind, required=required, choices=("csat", "nps"))


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("number", "64", 64),
        ("number", " +7 ", 7),
        ("number", "-0.50", Decimal("-0.50")),
        ("number", ".5", Decimal("0.5")),
        ("number", "5.", Decimal(5)),
        ("number", "1e3", Decimal("1E+3")),
        ("whole", "5", 5),
        ("whole", "5.0", 5),
        ("day", "2026-02-28", date(2026, 2, 28)),
        ("instant", "2026-02-28T09:30:00Z", datetime(2026, 2, 28, 9, 30, tzinfo=UTC)),
        ("truth", "true", True),
        ("truth", "FALSE", False),
        ("id", "a-1", "a-1"),
        ("text", " as it is ", " as it is "),
        ("text", "null", "null"),
        ("choice", "nps", "nps"),
    ],
)
def test_text_of_each_kind(kind: CellKind, text: str, value: Any) -> None:
    """Numbers keep their digits, and a whole number stays one."""
    found = read_text_cell(text, column(kind))
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("kind", ["number", "whole", "day", "instant", "truth", "id"])
@pytest.mark.parametrize("text", ["", " ", "NaN", "nan", "null", "NULL"])
def test_what_stands_for_nothing(kind: CellKind, text: str) -> None:
    """It is absent where it may be, and refused where it is needed."""
    assert read_text_cell(text, column(kind)) is None
    refused = read_text_cell(text, column(kind, required=True))
    assert refused.code == "missing"
    assert refused.path == "c"


def test_only_empty_text_is_no_text() -> None:
    """Somebody is called Null."""
    assert read_text_cell("", column("text")) is None
    assert read_text_cell("", column("text", required=True)).code == "missing"


@pytest.mark.parametrize(
    ("kind", "text", "code", "says"),
    [
        ("number", "1,5", "not-a-number", "its point is '.'"),
        ("number", "5 %", "not-a-number", "leave the unit out"),
        ("number", "n/a", "not-a-number", "is no number"),
        ("number", "inf", "not-a-number", "finite"),
        ("number", "-Infinity", "not-a-number", "finite"),
        ("number", "٣", "not-a-number", "is no number"),
        ("number", "1_0", "not-a-number", "is no number"),
        ("number", "1e400", "too-long", "40 digits"),
        ("number", "0e999999999", "too-long", "40 digits"),
        ("number", "9" * 41, "too-long", "40 digits"),
        ("whole", "1.5", "not-whole", "not rounded"),
        ("whole", "-3", "negative", "below 0"),
        ("whole", "x", "not-a-number", "is no number"),
        ("day", "2026-02-30", "no-such-day", "there is no day"),
        ("day", "28.02.2026", "not-a-day", "YYYY-MM-DD"),
        ("day", "2026-02-28T00:00", "not-a-day", "YYYY-MM-DD"),
        ("instant", "2026-02-28T09:30", "no-time-zone", "zone"),
        ("instant", "soon", "wrong-text", "zone"),
        ("truth", "yes", "not-a-truth", "neither true nor false"),
        ("truth", "1", "not-a-truth", "neither true nor false"),
        ("id", " a-1", "space-around", "strip it"),
        ("choice", "NPS!", "unknown-name", "did you mean 'nps'?"),
        ("choice", "other", "unknown-name", "one of csat, nps"),
    ],
)
def test_text_that_is_refused(kind: CellKind, text: str, code: str, says: str) -> None:
    """The problem names the column, what was given, and what is expected."""
    found = read_text_cell(text, column(kind))
    assert isinstance(found, Problem)
    assert (found.path, found.code) == ("c", code)
    assert says in found.message
    assert found.given
    assert found.expected


def test_a_day_is_expected_in_one_form() -> None:
    """The form is spelt out."""
    found = read_text_cell("1/2/2026", column("day"))
    assert found.expected == "a day as YYYY-MM-DD"


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        ("number", 3, 3),
        ("number", 0.5, 0.5),
        ("number", Decimal("0.30"), Decimal("0.30")),
        ("whole", 5.0, 5),
        ("whole", Decimal("5.0"), 5),
        ("truth", False, False),
        ("day", "2026-01-02", date(2026, 1, 2)),
        ("day", date(2026, 1, 2), date(2026, 1, 2)),
        ("day", datetime(2026, 1, 2), date(2026, 1, 2)),  # noqa: DTZ001
        ("instant", datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)),
        ("instant", "2026-01-02T00:00:00Z", datetime(2026, 1, 2, tzinfo=UTC)),
        ("text", "x", "x"),
        ("text", "", None),
        ("id", "a-1", "a-1"),
        ("ratings", {"a": 3, "b": None}, {"a": 3, "b": None}),
        ("leads", {"a": "Ann"}, {"a": "Ann"}),
        ("number", None, None),
        ("number", float("nan"), None),
    ],
)
def test_typed_values_of_each_kind(kind: CellKind, given: Any, value: Any) -> None:
    """A value of the right type is taken as it is."""
    assert read_typed_cell(given, column(kind)) == value


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        ("number", "3", "wrong-type"),
        ("number", True, "wrong-type"),
        ("number", float("inf"), "not-finite"),
        ("number", Decimal("1E+41"), "too-long"),
        ("number", 10**41, "too-long"),
        ("whole", 1.5, "not-whole"),
        ("whole", -1, "negative"),
        ("truth", 1, "wrong-type"),
        ("id", 17, "wrong-type"),
        ("id", " ", "blank"),
        ("text", ["x"], "wrong-type"),
        ("day", 20260102, "wrong-type"),
        ("day", datetime(2026, 1, 2, 9), "not-a-day"),  # noqa: DTZ001
        ("day", datetime(2026, 1, 2, tzinfo=UTC), "not-a-day"),
        ("instant", date(2026, 1, 2), "wrong-type"),
        ("instant", datetime(2026, 1, 2), "wrong-type"),  # noqa: DTZ001
        ("ratings", [3], "wrong-type"),
    ],
)
def test_typed_values_that_are_refused(kind: CellKind, given: Any, code: str) -> None:
    """Nothing is taken for what it is not."""
    assert read_typed_cell(given, column(kind)).code == code


def test_a_number_that_json_could_not_hold() -> None:
    """What the reader of the document found wrong is told of the column."""
    found = read_typed_cell(
        Unreadable(Problem(path="", code="x", message="m")), column("id")
    )
    assert (found.path, found.code) == ("c", "x")


def test_a_number_in_quotes_is_told_so() -> None:
    """The hint says what to do."""
    assert "without quotes" in read_typed_cell("3", column("whole")).message


def test_parts_are_refused_one_by_one() -> None:
    """Each bad rating of an object is named by its element."""
    given = {"a": 3, "b": "4", "c": 1.5, "k" * 300: 1}
    found = read_typed_cell(given, column("ratings"))
    assert [(each.path, each.code) for each in found] == [
        ("c.b", "wrong-type"),
        ("c.c", "not-whole"),
        ("c", "too-long"),
    ]


def test_text_inside_a_part_is_bounded() -> None:
    """A name is held to the same limits as any cell."""
    found = read_typed_cell({"a": "\0"}, column("leads"))
    assert [(each.path, each.code) for each in found] == [("c.a", "no-character")]
