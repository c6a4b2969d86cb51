"""Tables are read whole, record by record, or not at all."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    MissingExtraError,
    UnknownNameError,
)
from partner_success.frames import Table, TableLimits, read_table
from partner_success.frames.json_records import Unreadable


def write(path: Path, content: str | bytes) -> Path:
    """Write a file."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def codes(table: Table) -> list[tuple[int | None, int, str]]:
    """Give line, record and code of each refusal."""
    return [(each.line, each.record, each.problem.code) for each in table.refusals]


def refused(path: Path, limits: TableLimits | None = None) -> list[str]:
    """Give the codes with which a whole file is refused."""
    with pytest.raises(InvalidDataError) as caught:
        read_table(path, limits=limits or TableLimits())
    assert caught.value.subject.endswith(path.name)
    return [problem.code for problem in caught.value.problems]


def test_csv_tells_the_line_of_each_record(tmp_path: Path) -> None:
    """Byte order mark, blank lines and quoted line ends do not shift it."""
    text = '\ufeffid,note\r\na,"two\r\nlines, here"\r\n\r\nb,\r\n'
    table = read_table(write(tmp_path / "t.csv", text))
    assert table.columns == ("id", "note")
    assert [cells for _, cells in table.rows] == [
        ("a", "two\r\nlines, here"),
        ("b", ""),
    ]
    assert [(source.line, source.record) for source, _ in table.rows] == [
        (2, 1),
        (5, 2),
    ]
    assert str(table.rows[1][0]) == "t.csv, line 5"


def test_csv_becomes_an_all_text_frame(tmp_path: Path) -> None:
    """Nothing is guessed from what cells look like."""
    frame = read_table(write(tmp_path / "t.csv", "id,n\na,1\nb,\n")).frame()
    assert frame.to_dict(as_series=False) == {"id": ["a", "b"], "n": ["1", ""]}


def test_empty_table_becomes_an_empty_frame(tmp_path: Path) -> None:
    """The columns are there."""
    frame = read_table(write(tmp_path / "t.csv", "id,n\n")).frame()
    assert (frame.columns, len(frame)) == (["id", "n"], 0)


def test_ragged_records_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    """What was found and what was expected is told."""
    table = read_table(write(tmp_path / "t.csv", "a,b\n1\n1,2\n1,2,3\n"))
    assert codes(table) == [(2, 1, "ragged"), (4, 3, "ragged")]
    problem = table.refusals[0].problem
    assert (problem.given, problem.expected) == ("1 cell", "2 cells")
    assert len(table.rows) == 1


def test_a_stray_quotation_mark_spoils_its_record_only(tmp_path: Path) -> None:
    """Where the marks of the line match, the next line is read."""
    table = read_table(write(tmp_path / "t.csv", 'a,b\n"x"y,1\n1,2\n'))
    assert codes(table) == [(2, 1, "not-csv")]
    assert len(table.rows) == 1


def test_an_open_quotation_mark_ends_the_reading(tmp_path: Path) -> None:
    """Nobody knows which lines stand inside the text, and that is said."""
    table = read_table(write(tmp_path / "t.csv", 'a,b\n1,2\n"x,1\n1,2\n'))
    assert codes(table) == [(3, 2, "not-csv")]
    assert "nothing from line 3 on was read" in table.refusals[0].problem.message
    assert len(table.rows) == 1


def test_bytes_that_are_no_utf_8_spoil_their_record_only(tmp_path: Path) -> None:
    """The column is named."""
    table = read_table(write(tmp_path / "t.csv", b"a,b\nK\xf6ln,1\nx,2\n"))
    assert codes(table) == [(2, 1, "no-utf-8")]
    assert table.refusals[0].problem.path == "a"
    assert len(table.rows) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty-file"),
        ("id;name\n1;2\n", "not-commas"),
        ("id\tname\n", "not-commas"),
        ("id|name\n", "not-commas"),
        ("a,b,a\n", "duplicate-column"),
        ("a,,b\n", "empty-name"),
        ("a, b\n", "space-around"),
        ("a," + "b" * 201 + "\n", "too-long"),
        ("a,b\0\n", "no-character"),
        ('"a"b\n', "not-csv"),
        (b"\xff\xfea\0", "no-utf-8"),
        (b"K\xf6ln,b\n", "no-utf-8"),
    ],
)
def test_bad_headers_refuse_the_file(
    tmp_path: Path, text: str | bytes, code: str
) -> None:
    """Each fault has its code."""
    assert refused(write(tmp_path / "t.csv", text)) == [code]


def test_every_bad_name_is_told(tmp_path: Path) -> None:
    """Doubles are named with both places."""
    path = write(tmp_path / "t.csv", "a,,a\n")
    with pytest.raises(InvalidDataError, match="columns 1 and 3 are both called 'a'"):
        read_table(path)
    assert refused(path) == ["empty-name", "duplicate-column"]


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"size": 5}, "too-large"),
        ({"columns": 1}, "too-many-columns"),
        ({"rows": 1}, "too-many-rows"),
    ],
)
@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "parquet"])
def test_files_are_bounded(
    tmp_path: Path, limits: dict[str, int], code: str, suffix: str
) -> None:
    """Size, columns and records, in every form."""
    path = tmp_path / f"t.{suffix}"
    save(path, [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}])
    assert refused(path, TableLimits(**limits)) == [code]


def save(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write rows in the form that the path names."""
    frame = pl.DataFrame(rows)
    match path.suffix:
        case ".csv":
            frame.write_csv(path)
        case ".json":
            frame.write_json(path)
        case ".jsonl":
            frame.write_ndjson(path)
        case _:
            frame.write_parquet(path)


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "parquet"])
@pytest.mark.parametrize("cell", ["x" * 11, "\0"])
def test_cells_are_bounded(tmp_path: Path, suffix: str, cell: str) -> None:
    """A cell that is too long, or no text, spoils its record only."""
    path = tmp_path / f"t.{suffix}"
    save(path, [{"a": cell}, {"a": "y"}])
    table = read_table(path, limits=TableLimits(cell=10))
    assert [cells for _, cells in table.rows] == [("y",)]
    assert [each.problem.path for each in table.refusals] == ["a"]


@pytest.mark.parametrize("bad", [0, -1, True, 1.5])
def test_limits_are_whole_numbers(bad: Any) -> None:
    """A limit that makes no sense is refused by its name."""
    with pytest.raises(InvalidValueError, match="'rows'"):
        TableLimits(rows=bad)


@pytest.mark.parametrize(
    "text", ['[{"a": 1}, {"b": "x"}]', '{"rows": [{"a": 1}, {"b": "x"}]}']
)
def test_json_is_a_list_of_objects(tmp_path: Path, text: str) -> None:
    """Directly or under 'rows'; the columns are those of all records."""
    table = read_table(write(tmp_path / "t.json", text))
    assert table.columns == ("a", "b")
    assert [cells for _, cells in table.rows] == [(1, None), (None, "x")]
    assert table.rows[1][0].line is None
    assert table.rows[1][0].place == "record 2"


def test_json_keeps_types_and_digits(tmp_path: Path) -> None:
    """Numbers are exact; NaN is nothing; what cannot be read stays marked."""
    text = '[{"a": 0.10, "b": true, "c": NaN, "d": Infinity, "e": 1e99999}]'
    table = read_table(write(tmp_path / "t.json", text))
    cells = table.rows[0][1]
    assert cells[:3] == (Decimal("0.10"), True, None)
    assert str(cells[0]) == "0.10"
    assert all(isinstance(cell, Unreadable) for cell in cells[3:])


def test_json_of_very_long_whole_numbers(tmp_path: Path) -> None:
    """They are marked, not read."""
    table = read_table(write(tmp_path / "t.json", f'[{{"a": {"9" * 5000}}}]'))
    assert isinstance(table.rows[0][1][0], Unreadable)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "no-json"),
        ("{", "no-json"),
        ('{"a": 1}\n{"a": 2}', "no-json"),
        ("3", "no-table"),
        ('{"a": 1}', "no-table"),
        ('{"rows": 3}', "no-table"),
        ('{"rows": [], "more": 1}', "unknown-key"),
        ("[" * 200_000, "too-deep"),
        (b"\xff", "no-utf-8"),
    ],
)
def test_json_that_is_no_table(tmp_path: Path, text: str | bytes, code: str) -> None:
    """The whole file is refused."""
    assert refused(write(tmp_path / "t.json", text)) == [code]


def test_json_lines_under_another_name(tmp_path: Path) -> None:
    """The error says how such a file is called."""
    path = write(tmp_path / "t.json", '{"a": 1}\n{"a": 2}')
    with pytest.raises(InvalidDataError, match=r"called \.jsonl"):
        read_table(path)


def test_json_documents_have_a_limit_of_their_own(tmp_path: Path) -> None:
    """They take many times their size in memory."""
    path = write(tmp_path / "t.json", '[{"a": 1}]')
    assert refused(path, TableLimits(json_size=5)) == ["too-large"]


def test_records_of_json_that_are_refused(tmp_path: Path) -> None:
    """Each is refused by itself."""
    text = '[3, {"a": 1, "a": 2}, {"": 1}, {"a": "\\ud800"}, {"a": 5}]'
    table = read_table(write(tmp_path / "t.json", text))
    assert codes(table) == [
        (None, 1, "no-object"),
        (None, 2, "duplicate-key"),
        (None, 3, "empty-name"),
        (None, 4, "no-character"),
    ]
    assert [cells for _, cells in table.rows] == [(5,)]


def test_json_lines_tell_their_line(tmp_path: Path) -> None:
    """A line that is no JSON, no UTF-8 or too long spoils itself only."""
    lines = b'{"a": 1}\n\n{"a"\n"\xff"\n' + b'{"a": "' + b"x" * 60 + b'"}\n{"a": 2}'
    path = write(tmp_path / "t.ndjson", lines)
    table = read_table(path, limits=TableLimits(json_size=20))
    assert [source.line for source, _ in table.rows] == [1, 6]
    assert codes(table) == [
        (3, 2, "no-json"),
        (4, 3, "no-utf-8"),
        (5, 4, "too-long"),
    ]


def test_a_long_last_line_without_an_end(tmp_path: Path) -> None:
    """It is refused too."""
    path = write(tmp_path / "t.jsonl", '{"a": "' + "x" * 60)
    table = read_table(path, limits=TableLimits(json_size=20))
    assert codes(table) == [(1, 1, "too-long")]


def test_columns_of_json_are_bounded_over_all_records(tmp_path: Path) -> None:
    """One more key in each record adds up."""
    path = write(tmp_path / "t.jsonl", '{"a": 1}\n{"b": 1}\n')
    assert refused(path, TableLimits(columns=1)) == ["too-many-columns"]


def test_parquet_keeps_types(tmp_path: Path) -> None:
    """What the file declares is told by column."""
    at = datetime(2026, 1, 2, 9, tzinfo=UTC)
    frame = pl.DataFrame(
        {
            "text": ["a", None],
            "kind": pl.Series(["x", "y"], dtype=pl.Categorical),
            "whole": [1, None],
            "float": [0.5, float("nan")],
            "exact": [Decimal("0.10"), None],
            "truth": [True, None],
            "day": [date(2026, 1, 2), None],
            "instant": [at, None],
            "local": [at.replace(tzinfo=None), None],
            "nothing": [None, None],
            "other": [[1], None],
        }
    )
    frame.write_parquet(tmp_path / "t.parquet")
    table = read_table(tmp_path / "t.parquet")
    words = {name: kind.word for name, kind in table.types.items()}
    assert words == {
        "text": "text",
        "kind": "text",
        "whole": "whole",
        "float": "number",
        "exact": "number",
        "truth": "truth",
        "day": "day",
        "instant": "instant",
        "local": "local",
        "nothing": "nothing",
        "other": "other",
    }
    cells = table.rows[0][1]
    assert cells[:3] == ("a", "x", 1)
    assert cells[7] == at
    assert table.rows[0][0].place == "record 1"


def test_frames_have_types_where_the_cells_have(tmp_path: Path) -> None:
    """Numbers of mixed types become floats, everything else text."""
    text = (
        '[{"t": true, "i": 1, "f": 0.5, "m": 1, "s": "x", "big": 99999999999999999999},'
        ' {"m": "x"}]'
    )
    frame = read_table(write(tmp_path / "t.json", text)).frame()
    assert {name: str(kind) for name, kind in frame.schema.items()} == {
        "t": "Boolean",
        "i": "Int64",
        "f": "Float64",
        "m": "String",
        "s": "String",
        "big": "Float64",
    }
    pl.DataFrame({"d": [date(2026, 1, 2)]}).write_parquet(tmp_path / "t.parquet")
    frame = read_table(tmp_path / "t.parquet").frame()
    assert str(frame.schema["d"]) == "Date"


@pytest.mark.parametrize("content", [b"", b"PA", b"PAR1", b"PAR1PAR1", b"x" * 99])
def test_parquet_that_is_none(tmp_path: Path, content: bytes) -> None:
    """Marks at both ends are not enough."""
    assert refused(write(tmp_path / "t.parquet", content)) == ["no-parquet"]


def test_parquet_with_bad_names(tmp_path: Path) -> None:
    """Names are checked as those of CSV."""
    pl.DataFrame({" a": [1]}).write_parquet(tmp_path / "t.parquet")
    assert refused(tmp_path / "t.parquet") == ["space-around"]


def test_a_panic_of_the_engine_is_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is caught though it is no Exception, and though it says nothing."""

    def panic(*_: object, **__: object) -> None:
        raise pl.exceptions.PanicException

    monkeypatch.setattr(pl, "scan_parquet", panic)
    path = write(tmp_path / "t.parquet", b"PAR1PAR1")
    with pytest.raises(InvalidDataError, match="PanicException"):
        read_table(path)


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    """Nor is anything else that is no regular file."""
    folder = tmp_path / "t.csv"
    folder.mkdir()
    assert refused(folder) == ["unreadable-file"]
    assert refused(tmp_path / "absent.csv") == ["unreadable-file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Opening it would block."""
    os.mkfifo(tmp_path / "t.csv")
    assert refused(tmp_path / "t.csv") == ["unreadable-file"]


def test_a_path_that_no_file_can_have() -> None:
    """NUL in a path is refused like an absent file."""
    with pytest.raises(InvalidDataError, match="cannot be read"):
        read_table("a\0b.csv")


def test_a_disk_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault of the system is told, not raised."""

    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    readers = "partner_success.frames.tables._READERS"
    monkeypatch.setattr(readers, {"csv": fail})
    with pytest.raises(InvalidDataError, match="Input/output error"):
        read_table(write(tmp_path / "t.csv", "a\n"))


def test_an_unknown_format_is_named(tmp_path: Path) -> None:
    """Near misses are offered."""
    with pytest.raises(UnknownNameError, match=r"did you mean '\.csv'"):
        read_table(tmp_path / "t.csvv")


def test_names_that_no_terminal_can_print(tmp_path: Path) -> None:
    """A file's name is made printable where it is told."""
    path = tmp_path / "\udcff.csv"
    write(path, "a,b\n1\n")
    table = read_table(path)
    assert table.file == "\\udcff.csv"
    assert table.refusals[0].file == table.file


@pytest.mark.parametrize("module", ["narwhals", "polars"])
def test_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    """Without the libraries nothing is read, not even CSV."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=r"partner-success\[frames\]") as caught:
        read_table(write(tmp_path / "t.csv", "a\n"))
    assert caught.value.extra == "frames"


def test_a_cell_longer_than_can_be_split_spoils_its_record_only(tmp_path: Path) -> None:
    """Whether or not it stands in quotation marks; the lines around it are read."""
    path = tmp_path / "long.csv"
    long = "x" * 140_000
    path.write_text(f'a,b\n1,2\n{long},3\n"4",5\n"{long}",6\n7,8\n', encoding="utf-8")
    table = read_table(path)
    assert [cells for _, cells in table.rows] == [("1", "2"), ("4", "5"), ("7", "8")]
    assert [source.line for source, _ in table.rows] == [2, 4, 6]
    assert [(each.line, each.problem.code) for each in table.refusals] == [
        (3, "not-csv"),
        (5, "not-csv"),
    ]


def test_lines_are_counted_over_quotation_marks(tmp_path: Path) -> None:
    """A text over several lines at the end of what is split at once, among others."""
    path = tmp_path / "notes.csv"
    plain = "".join(f"{number},{'x' * 70}\n" for number in range(4000))
    path.write_text(
        f'a,b\n{plain}\n"1\n2\n3",4\n{plain}"5\n6",7\n8,9\n', encoding="utf-8"
    )
    table = read_table(path)
    assert not table.refusals
    assert [source.record for source, _ in table.rows] == [*range(1, 8004)]
    lines = path.read_text(encoding="utf-8").splitlines()
    for source, cells in table.rows:
        assert source.line is not None
        assert lines[source.line - 1].strip('"').startswith(cells[0].split("\n")[0])
