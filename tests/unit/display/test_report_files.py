"""Reports as files: nothing is lost on the way, and nothing runs."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import attrs
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partner_success.analytics import ReportColumn, ReportTable
from partner_success.core import Provenance
from partner_success.display import (
    write_report_csv,
    write_report_html,
    write_report_parquet,
)
from partner_success.display.report_page import table_html
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.frames.typed_tables import parquet_of
from tests.unit.display.hiding import hide

HOSTILE = ("=1+1", "@SUM(A1)", "'quoted", "<script>alert(1)</script>", "\x1b[31mred")
BERLIN = timezone(timedelta(hours=2))
AT = datetime(2026, 5, 4, 9, 30, tzinfo=BERLIN)

COLUMNS = (
    ReportColumn(id="name", name="Name"),
    ReportColumn(id="count", name="Count", kind="whole"),
    ReportColumn(id="mean", name="Mean", kind="number", unit="days"),
    ReportColumn(id="late", name="Late", kind="truth"),
    ReportColumn(id="on", name="On", kind="day"),
    ReportColumn(id="at", name="At", kind="instant"),
)
FULL = ("Acme", 3, Fraction(7, 3), True, date(2026, 5, 4), AT)
EMPTY = ("Birch", None, None, None, None, None)


@attrs.frozen
class Report:
    """A report of some tables."""

    given: tuple[ReportTable, ...]

    def tables(self) -> tuple[ReportTable, ...]:
        """Give the tables."""
        return self.given

    def __str__(self) -> str:
        return "Partners <in> May"


def table(*rows: Any, **changes: Any) -> ReportTable:
    """A table of these rows."""
    given = {"id": "partners", "name": "Partners", "columns": COLUMNS, "rows": rows}
    return ReportTable(**(given | changes))


def lines_of(path: Path) -> list[list[str]]:
    """The cells of a CSV file as a spreadsheet reads it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_csv_has_every_value_and_a_gap_for_what_is_absent(tmp_path: Path) -> None:
    """Numbers are plain, truths are words, times keep their zone."""
    rows = [FULL, ("Cedar", 0, Decimal("1.50"), False, None, None), EMPTY]
    more = ("Dale", 1, Fraction(4), None, None, None)
    (path,) = write_report_csv(Report((table(*rows, more),)), tmp_path)
    assert path == tmp_path / "partners.csv"
    assert lines_of(path) == [
        ["name", "count", "mean", "late", "on", "at"],
        [
            *("Acme", "3", "2.3333333333333335", "true", "2026-05-04"),
            "2026-05-04T09:30:00+02:00",
        ],
        ["Cedar", "0", "1.50", "false", "", ""],
        ["Birch", "", "", "", "", ""],
        ["Dale", "1", "4", "", "", ""],
    ]


def test_texts_that_spreadsheets_would_run_are_harmless(tmp_path: Path) -> None:
    """Without its apostrophe each is what it was; names of columns too."""
    plain = ReportColumn(id="=name", name="Name")
    risky = table(*[(text,) for text in HOSTILE], columns=[plain])
    (path,) = write_report_csv(Report((risky,)), tmp_path)
    head, *cells = [line[0] for line in lines_of(path)]
    assert head == "'=name"
    assert cells[:3] == ["'=1+1", "'@SUM(A1)", "''quoted"]
    assert [each.removeprefix("'") for each in cells] == list(HOSTILE)


def test_remarks_and_the_edition_go_with_the_tables(tmp_path: Path) -> None:
    """They have a file of their own, where there are any."""
    edition = Provenance(edition="standard 2026.1")
    said = table(FULL, remarks=("=2 not shown",), provenance=edition)
    other = table(id="others")
    paths = write_report_csv(Report((said, other)), tmp_path)
    assert [path.name for path in paths] == [
        "partners.csv",
        "others.csv",
        "remarks.csv",
    ]
    assert lines_of(paths[2])[1:] == [
        ["partners", "'=2 not shown"],
        ["partners", "rulebook standard 2026.1"],
    ]
    assert len(lines_of(paths[1])) == 1


def test_parquet_has_types_and_exact_numbers(tmp_path: Path) -> None:
    """A number is a float with both counts beside; what is absent is null."""
    (path,) = write_report_parquet(Report((table(FULL, EMPTY),)), tmp_path)
    frame = pl.read_parquet(path)
    assert dict(frame.schema) == {
        "name": pl.String,
        "count": pl.Int64,
        "mean": pl.Float64,
        "mean_numerator": pl.Int64,
        "mean_denominator": pl.Int64,
        "late": pl.Boolean,
        "on": pl.Date,
        "at": pl.Datetime("us", "UTC"),
    }
    name, count, mean, above, below, late, on, at = frame.row(0)
    assert (name, count, late, on) == ("Acme", 3, True, date(2026, 5, 4))
    assert mean == 7 / 3
    assert Fraction(above, below) == Fraction(7, 3)
    assert at == AT
    assert at.utcoffset() == UTC.utcoffset(None)
    assert frame.row(1) == ("Birch", *[None] * 7)


def test_a_table_without_rows_keeps_its_types(tmp_path: Path) -> None:
    """Whoever reads it next month meets the same columns."""
    full, empty = table(FULL), table(id="empty")
    paths = write_report_parquet(Report((full, empty)), tmp_path)
    schemas = [pl.read_parquet(path).schema for path in paths]
    assert schemas[0] == schemas[1]


def test_numbers_too_long_for_parquet(tmp_path: Path) -> None:
    """A fraction loses its counts and not its value; a whole number is refused."""
    long = Fraction(2**70, 3)
    row = ("Acme", 1, long, None, None, None)
    deep = ("Birch", 1, Fraction(1, 3**60), None, None, None)
    (path,) = write_report_parquet(Report((table(row, deep),)), tmp_path)
    frame = pl.read_parquet(path)
    assert frame["mean"].to_list() == [float(long), 1 / 3**60]
    assert frame["mean_numerator"].null_count() == 2
    assert frame["mean_denominator"].null_count() == 2
    vast = Report((table(("Acme", 2**63, None, None, None, None)),))
    with pytest.raises(InvalidValueError, match=r"'count'.*64 bits"):
        write_report_parquet(vast, tmp_path)


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    """Those that stand beside a number count as well."""
    both = (COLUMNS[2], ReportColumn(id="mean_numerator", name="Above"))
    clash = Report((table((None, None), columns=both),))
    with pytest.raises(InvalidValueError, match="called 'mean_numerator'"):
        write_report_parquet(clash, tmp_path)


@pytest.mark.parametrize("id_", ["../out", "Partners", "", "a/b", "a.b", ".hidden"])
def test_an_id_that_is_no_file_name_is_refused(id_: str, tmp_path: Path) -> None:
    """No table leaves the folder."""
    with pytest.raises(InvalidValueError, match="is also a file's name"):
        write_report_csv(Report((table(id=id_),)), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    """Also where one of them would hold the remarks."""
    for tables in ((table(), table()), (table(id="remarks"),)):
        with pytest.raises(InvalidValueError, match="two files of the report"):
            write_report_parquet(Report(tables), tmp_path)


def test_what_is_no_table_or_no_folder_is_refused(tmp_path: Path) -> None:
    """It says what to do."""
    stranger: Any = Report(("rows",))  # type: ignore[arg-type]
    with pytest.raises(InvalidUseError, match="needs a ReportTable, not str"):
        write_report_csv(stranger, tmp_path)
    with pytest.raises(InvalidValueError, match="make it first"):
        write_report_csv(Report((table(),)), tmp_path / "none")


def test_without_the_extra_parquet_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CSV and the page need none."""
    from partner_success.errors import MissingExtraError

    hide(monkeypatch, "polars")
    monkeypatch.setattr("partner_success.frames.engine.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match="frames"):
        write_report_parquet(Report((table(FULL),)), tmp_path)
    write_report_csv(Report((table(FULL),)), tmp_path)
    write_report_html(Report((table(FULL),)), tmp_path / "page.html")


class _Page(HTMLParser):
    """What a page holds: tags with their attributes, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def page_of(report: Report, folder: Path, **given: Any) -> _Page:
    """Write a page and read it back."""
    path = folder / "page.html"
    write_report_html(report, path, **given)
    text = path.read_text(encoding="utf-8")
    assert not any(mark in text for mark in ("http://", "https://", "<script"))
    return _Page(text)


def test_the_page_can_be_read_by_a_screen_reader(tmp_path: Path) -> None:
    """A language, one heading, captions, and a scope for each heading of a table."""
    page = page_of(
        Report((table(FULL, EMPTY), table(id="others", name="Rest"))), tmp_path
    )
    tags = page.tags
    assert ("html", {"lang": "en"}) in tags
    assert [tag for tag, _ in tags].count("h1") == 1
    assert [tag for tag, _ in tags].count("caption") == 2
    heads = [given for tag, given in tags if tag == "th"]
    assert {given.get("scope") for given in heads} == {"col", "row"}
    labels = [given["aria-label"] for tag, given in tags if tag == "span"]
    assert labels == ["not known"] * 5
    ids = [given["id"] for tag, given in tags if "id" in given]
    assert ids == ["partners", "others"]
    links = [given["href"] for tag, given in tags if tag == "a"]
    assert links == ["#partners", "#others"]
    assert "Mean (days)" in page.words
    assert "2.33" in page.words
    assert "There is nothing to show." in page.words


def test_what_users_wrote_is_shown_as_what_it_is(tmp_path: Path) -> None:
    """No tag of theirs, no command to a terminal; the heading is escaped too."""
    risky = table(
        *[(text, *[None] * 5) for text in HOSTILE],
        name="<b>Partners</b>",
        remarks=("<i>1 more</i>",),
        provenance=Provenance(edition="<u>ours"),
    )
    page = page_of(Report((risky,)), tmp_path, title='<img src="x">')
    assert {"b", "i", "u", "img", "script"} & {tag for tag, _ in page.tags} == set()
    for text in ("<script>alert(1)</script>", "␛[31mred", "<i>1 more</i>", "<u>ours"):
        assert text in page.words
    assert page.words.strip().startswith('<img src="x">')


def test_the_heading_is_what_the_report_says_of_itself(tmp_path: Path) -> None:
    """Unless another is given."""
    page = page_of(Report(()), tmp_path)
    assert page.words.strip().startswith("Partners <in> May")


def test_a_long_table_says_what_it_leaves_out() -> None:
    """The rows that are shown are the first ones."""
    text = table_html(table(FULL, EMPTY, EMPTY), most_rows=1)
    assert "2 more rows not shown here." in text
    assert "Birch" not in text
    assert "more row" not in table_html(table(FULL))


cells = st.one_of(st.none(), st.fractions(max_denominator=10**6), st.integers())


@settings(max_examples=15)
@given(st.lists(st.tuples(st.text(max_size=8), cells), max_size=4))
def test_parquet_gives_back_what_it_was_given(rows: list[tuple[str, Any]]) -> None:
    """Exactly where the counts fit, and the nearest float in any case."""
    frame = pl.read_parquet(parquet_of([("name", "text"), ("mean", "number")], rows))
    assert frame["name"].to_list() == [name for name, _ in rows]
    for (_, value), (_, near, above, below) in zip(
        rows, frame.iter_rows(), strict=True
    ):
        assert near == (None if value is None else float(value))
        if above is not None:
            assert Fraction(above, below) == value
        else:
            assert value is None or abs(value) >= 2**40
