"""Readers of tables: whatever the bytes are, only this library's errors come out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import partner_success as ps
from partner_success.errors import PartnerSuccessError
from partner_success.frames import (
    TableLimits,
    read_portfolio,
    read_table,
    score_portfolio,
)

SUFFIXES = ("csv", "json", "jsonl", "parquet")
NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=9).filter(
    lambda name: name == name.strip() and "\0" not in name
)
# JSON and Parquet tell empty text from nothing; CSV does not, so all cells are filled.
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@pytest.fixture(scope="module")
def folder() -> Any:
    """Give one folder to all examples."""
    with TemporaryDirectory() as name:
        yield Path(name)


def survives(path: Path, content: bytes) -> None:
    """Read bytes as a table and as a portfolio; nothing foreign may come out."""
    path.write_bytes(content)
    for read in (
        lambda: read_table(path, limits=TableLimits(rows=50, columns=20, cell=50)),
        lambda: score_portfolio(
            read_portfolio(path, ps.standard(), kind="accounts"), ps.standard()
        ),
        lambda: score_portfolio(
            read_portfolio(path, ps.standard(), kind="readiness"), ps.standard()
        ),
    ):
        attempt(read)


def attempt(read: Callable[[], object]) -> None:
    """Let only this library's errors pass, and let them be printed."""
    try:
        read()
    except PartnerSuccessError as error:
        str(error).encode()


CSV_PARTS = st.sampled_from(
    b', \n " \r \0 id name partner_id on nps 2026-01-01 NaN 1e999999999 \xff ;'.split(
        b" "
    )
)
JSON_PARTS = st.sampled_from(
    b'[ ] { } , : \n "id" "on" "rows" "ratings" "\\ud800" NaN -Infinity 1e99999 1 null'
    b" true \xff \xef\xbb\xbf".split(b" ")
)


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(
    content=st.binary(max_size=300)
    | st.lists(CSV_PARTS, max_size=60).map(b"".join)
    | st.lists(JSON_PARTS, max_size=60).map(b"".join)
)
@example(content=b"PAR1" + b"\0" * 20 + b"PAR1")
@example(content=b"PAR1\xff\xff\xff\x7fPAR1")
@example(content=b"[" * 100_000)
@example(content=b'{"a":' * 100_000)
@example(content=b'"' + b"x" * 200_000)
@example(content=b'[{"id": {"a": [[[]]]}, "ratings": {"a": {}}, "on": []}]')
def test_any_bytes(folder: Path, suffix: str, content: bytes) -> None:
    """Garbage of every form is refused in this library's words."""
    survives(folder / f"accounts.{suffix}", content)


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["2026-01-01", "a-1", "journey_map"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
FACTS = ["id", "name", "partner_id", "on", "nps", "uptime", "segment", "churned"]
KEYS = st.sampled_from([*FACTS, "ratings", "leads", "sheet_id", "element", "rating"])


@given(rows=st.lists(st.dictionaries(KEYS, JSON_VALUES), max_size=5))
def test_any_json(folder: Path, rows: list[dict[str, Any]]) -> None:
    """Sound JSON of any shape is read or refused."""
    survives(folder / "accounts.json", json.dumps(rows).encode())
    lines = "\n".join(map(json.dumps, rows))
    survives(folder / "accounts.jsonl", lines.encode())


@given(data=st.data())
def test_cut_parquet(folder: Path, data: st.DataObject) -> None:
    """A file of which the end, the middle or the start is missing is refused."""
    path = folder / "accounts.parquet"
    pl.DataFrame({"id": ["a"] * 9, "on": [date(2026, 1, 1)] * 9}).write_parquet(path)
    whole = path.read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    survives(path, whole[:start])
    survives(path, whole[end:])
    survives(path, whole[:start] + whole[end:])


def tables(cells: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[list[str], Any]]:
    """Give names of columns and rows of cells."""
    return st.lists(NAMES, min_size=2, max_size=5, unique=True).flatmap(
        lambda names: st.tuples(
            st.just(names),
            st.lists(
                st.lists(cells, min_size=len(names), max_size=len(names)), max_size=6
            ),
        )
    )


@given(table=tables(TEXTS))
def test_csv_reads_back(folder: Path, table: tuple[list[str], list[list[str]]]) -> None:
    """What the standard library wrote is read as it was."""
    names, rows = table
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([names, *rows])
    path = folder / "back.csv"
    path.write_bytes(text.getvalue().encode())
    found = read_table(path)
    assert not found.refusals
    assert list(found.columns) == names
    assert [list(cells) for _, cells in found.rows] == rows


@given(table=tables(TEXTS | st.integers() | st.booleans() | st.none()))
def test_json_reads_back(
    folder: Path, table: tuple[list[str], list[list[Any]]]
) -> None:
    """Types and digits are kept, in both forms of JSON."""
    names, rows = table
    records = [dict(zip(names, row, strict=True)) for row in rows]
    (folder / "back.json").write_text(json.dumps(records), encoding="utf-8")
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (folder / "back.jsonl").write_text(lines, encoding="utf-8")
    for name in ("back.json", "back.jsonl"):
        found = read_table(folder / name)
        assert not found.refusals
        assert [list(cells) for _, cells in found.rows] == rows
        assert list(found.columns) == (names if rows else [])


@given(
    table=tables(st.none() | TEXTS),
    whole=st.none() | st.integers(-(2**63), 2**63 - 1),
    number=st.none() | st.floats(allow_nan=False),
    day=st.none() | st.dates(),
)
def test_parquet_reads_back(
    folder: Path, table: tuple[list[str], list[list[Any]]], **more: Any
) -> None:
    """Every type that tables of facts have is kept."""
    names, rows = table
    columns = [*(f"t{name}" for name in names), *more]
    cells = [(*row, *more.values()) for row in rows]
    kinds = [*(pl.String for _ in names), pl.Int64, pl.Float64, pl.Date]
    schema = dict(zip(columns, kinds, strict=True))
    path = folder / "back.parquet"
    pl.DataFrame(cells, schema=schema, orient="row").write_parquet(path)
    found = read_table(path)
    assert not found.refusals
    assert list(found.columns) == columns
    assert [tuple(cells) for _, cells in found.rows] == cells


GOOD = ("64", "0", "-100", "99.95", "", "NaN", "null", "1e1", " 7 ")
BAD = ("1,5", "5 %", "x", "inf", "1e400", "--1", "2026-01-01", "true", "٣")


@given(
    cells=st.lists(
        st.tuples(st.sampled_from(GOOD + BAD), st.sampled_from(GOOD + BAD)), max_size=20
    )
)
def test_planted_mistakes_are_exactly_the_refusals(
    folder: Path, cells: list[tuple[str, str]]
) -> None:
    """No sound cell is refused, no bad one read, and each is named with its line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["id", "name", "partner_id", "on", "nps", "uptime"])
    for place, pair in enumerate(cells):
        writer.writerow([f"a-{place}", "two\nlines", "p", "2026-01-01", *pair])
    path = folder / "accounts.csv"
    path.write_bytes(text.getvalue().encode())
    facts = read_portfolio(path, ps.standard())
    columns = ("nps", "uptime")
    planted = {
        (2 + 2 * place, column)
        for place, pair in enumerate(cells)
        for column, cell in zip(columns, pair, strict=True)
        if cell in BAD
    }
    refused = [(each.line, each.problem.path) for each in facts.refusals]
    assert set(refused) == planted
    assert len(refused) == len(planted)
    assert all(each.problem.given and each.problem.expected for each in facts.refusals)
    assert len(facts.accounts) == len(cells) - len({line for line, _ in planted})
