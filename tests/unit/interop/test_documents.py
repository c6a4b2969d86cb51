"""Documents in TOML, JSON and YAML."""

from __future__ import annotations

import json
import math
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from partner_success.core import NeedsExtra
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    MissingExtraError,
    UnknownNameError,
)
from partner_success.interop import (
    Format,
    Limits,
    format_document,
    format_of,
    parse_document,
    read_document,
)

FORMATS: tuple[Format, ...] = get_args(Format)


DATA: dict[str, Any] = {
    "title": "Ours: the “best”",
    "weight": Decimal("0.30"),
    "whole": 30,
    "big": 10**300,
    "fine": Decimal("1.23456789012345678901234567890"),
    "great": Decimal("1E+30"),
    "small": Decimal("-1.5E-30"),
    "on": True,
    "empty": {},
    "none": [],
    "list": [1, Decimal("2.5"), "three", [4], {"five": 5}],
    "tables": [{"id": "a", "text": "x" * 200}, {"id": "b"}],
    "nested": {"odd key": {"": 1, "dots.in": "line\nbreak\ttab", "é": "\u2028\x85"}},
}


@pytest.mark.parametrize("form", FORMATS)
def test_plain_data_comes_back(form: Format) -> None:
    """What is written is read again with every digit."""
    text = format_document(DATA, form)
    found = parse_document(text, form)
    assert found == DATA
    assert repr(found["fine"]) == repr(DATA["fine"])
    assert parse_document(text.encode(), form) == DATA
    assert parse_document(b"\xef\xbb\xbf" + text.encode(), form) == DATA
    assert parse_document("\ufeff" + text, form) == DATA
    assert format_document(found, form) == text


TRICKY = [
    "no",
    "y",
    "N",
    "on",
    "True",
    "null",
    "~",
    "",
    " x ",
    "12:30",
    "0o17",
    "1e3",
    "0x1F",
    "1_000",
    "010",
    ".5",
    "5.",
    ".inf",
    ".nan",
    "2026-01-01",
    "=",
    "<<",
    "*a",
    "&a",
    "!tag",
    "- x",
    "a: b",
    "# c",
    "%x",
    "@x",
    "`x",
    "{a}",
    "[a]",
    "'",
    '"',
    "\\",
    "?",
    "---",
    "...",
    "\x00",
    "\x7f",
    "\r\n",
    "\ufeff",
    "𝄞",
    "1" * 2000,
    "9e99999",
    "|",
]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("text", TRICKY)
def test_text_stays_text(form: Format, text: str) -> None:
    """Text that looks like something else comes back as text, in keys too."""
    data = {"value": text, text: 1, "list": [text]}
    assert parse_document(format_document(data, form), form) == data


@pytest.mark.parametrize("text", [text for text in TRICKY if text != "="])
def test_other_readers_of_yaml_agree(text: str) -> None:
    """A reader of YAML 1.1 reads the same text."""
    written = format_document({"value": text, "key": {text: 1}}, "yaml")
    found = yaml.safe_load(written)
    assert found == {"value": text, "key": {text: 1}}


def test_other_readers_agree_on_numbers() -> None:
    """Other readers see numbers as numbers."""
    data = {"a": Decimal("0.30"), "b": Decimal("1E+3"), "c": 5, "d": Decimal(5)}
    expected = {"a": 0.3, "b": 1000.0, "c": 5, "d": 5.0}
    assert yaml.safe_load(format_document(data, "yaml")) == expected
    assert json.loads(format_document(data, "json")) == expected
    assert tomllib.loads(format_document(data, "toml")) == expected


def test_days_and_times() -> None:
    """TOML has days of its own; elsewhere they are text."""
    instant = datetime(2026, 2, 28, 9, 30, tzinfo=UTC)
    data = {"day": date(2026, 2, 28), "hour": time(9, 30), "instant": instant}
    texts = {
        "day": "2026-02-28",
        "hour": "09:30:00",
        "instant": "2026-02-28T09:30:00+00:00",
    }
    assert parse_document(format_document(data, "json"), "json") == texts
    written = format_document(data, "yaml")
    assert "day: 2026-02-28\n" in written
    assert parse_document(written, "yaml") == texts
    found = parse_document(format_document(data, "toml"), "toml")
    assert found == {**texts, "day": data["day"]}
    native = "day = 2026-02-28\nhour = 09:30:00\ninstant = 2026-02-28T09:30:00Z"
    assert parse_document(native, "toml") == data


def test_floats_keep_the_digits_they_print() -> None:
    """A float is written as the number that it prints."""
    for form in FORMATS:
        text = format_document({"a": 0.1, "b": (1e22, 5e-324)}, form)
        found = parse_document(text, form)
        assert found == {"a": Decimal("0.1"), "b": [Decimal("1E22"), Decimal("5E-324")]}


def test_nothing() -> None:
    """JSON and YAML have a word for nothing; TOML has none, and says where."""
    data = {"a": None, "b": [1, None]}
    for form in ("json", "yaml"):
        assert parse_document(format_document(data, form), form) == data
    with pytest.raises(InvalidDataError) as caught:
        format_document(data, "toml")
    assert [problem.path for problem in caught.value.problems] == ["a", "b[1]"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"a": math.nan}, "not-finite"),
        ({"a": Decimal("Infinity")}, "not-finite"),
        ({"a": 1 << 100_000}, "too-long"),
        ({"a": b"x"}, "no-plain-value"),
        ({1: "x"}, "key-not-text"),
        ({"a": "\ud800"}, "no-character"),
        ({"\ud800": 1}, "no-character"),
        ({"a": "x" * 100_001}, "too-long"),
    ],
)
@pytest.mark.parametrize("form", FORMATS)
def test_what_no_document_holds(form: Format, data: Any, code: str) -> None:
    """What a document cannot say is refused before anything is written."""
    with pytest.raises(InvalidDataError) as caught:
        format_document(data, form)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_data_that_contains_itself() -> None:
    """Endless data is refused by depth."""
    data: dict[str, Any] = {}
    data["self"] = data
    with pytest.raises(InvalidDataError, match="limit 'depth'"):
        format_document(data, "json")


def test_many_faults_are_cut() -> None:
    """A document full of faults reports the first hundred."""
    with pytest.raises(InvalidDataError) as caught:
        format_document({"a": [math.nan] * 1000}, "json")
    assert len(caught.value.problems) == 100


def test_yaml_core_schema() -> None:
    """Unquoted words mean what the core schema of YAML 1.2 says."""
    text = (
        "%YAML 1.2\n---\n{a: no, b: 12:30, c: 0o17, d: 0x1F, e: 010, f: 1e3, g: +.5,"
        " h: ~, i: , j: TRUE, k: 2026-01-01, l: False, m: 1_000, n: -7, o: '5',"
        " p: 5.}\n"
    )
    found = parse_document(text, "yaml")
    assert list(found.values()) == [
        *["no", "12:30", 15, 31, 10, Decimal("1E3"), Decimal("0.5"), None, None, True],
        *["2026-01-01", False, "1_000", -7, "5", Decimal(5)],
    ]


def test_empty_documents() -> None:
    """A document without an entry is an empty table, where the form allows it."""
    assert parse_document("", "toml") == {}
    assert parse_document("# nothing yet\n", "yaml") == {}
    assert parse_document("", "yaml") == {}
    assert parse_document("{}", "json") == {}


def test_formats_have_names() -> None:
    """A form that is not known is refused with those that are."""
    unknown: Any = "jsno"
    for call in (parse_document, format_document):
        with pytest.raises(UnknownNameError, match="did you mean 'json'"):
            call({}, unknown)
    assert [format_of(name) for name in ("a.toml", "a.JSON", "a.yml", "b.yaml")] == [
        "toml",
        "json",
        "yaml",
        "yaml",
    ]
    with pytest.raises(UnknownNameError):
        format_of("a.ini")


def test_files(tmp_path: Path) -> None:
    """A file is read by the end of its name, and no more of it than allowed."""
    path = tmp_path / "ours.toml"
    path.write_text("a = 0.5")
    assert read_document(path) == {"a": Decimal("0.5")}
    assert read_document(str(path)) == {"a": Decimal("0.5")}
    with pytest.raises(InvalidDataError) as caught:
        read_document(path, limits=Limits(size=3))
    assert caught.value.subject == str(path)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file, a folder and an impossible name are refused with the path."""
    (tmp_path / "folder.json").mkdir()
    for name in ("missing.toml", "folder.json", "x\x00.yaml"):
        with pytest.raises(InvalidDataError, match="cannot be read") as caught:
            read_document(tmp_path / name)
        assert caught.value.subject.endswith(name)


@pytest.mark.parametrize("value", [0, -1, True, 1.5, "9"])
def test_limits_are_checked(value: Any) -> None:
    """A limit is a whole number above 0."""
    with pytest.raises(InvalidValueError, match="'depth'"):
        Limits(depth=value)


@pytest.fixture
def without_files() -> Iterator[None]:
    """The extra `files` is not installed."""
    hidden: Any = {"yaml": None, "tomli_w": None}
    with pytest.MonkeyPatch.context() as patch:
        for name, module in hidden.items():
            patch.setitem(sys.modules, name, module)
        yield


@pytest.mark.usefixtures("without_files")
def test_extras_are_named() -> None:
    """What is missing is named with the command that installs it."""
    for call in (
        lambda: parse_document("a: 1", "yaml"),
        lambda: format_document({}, "yaml"),
        lambda: format_document({}, "toml"),
    ):
        with pytest.raises(MissingExtraError, match=r"partner-success\[files\]"):
            call()
    assert parse_document("a = 1", "toml") == {"a": 1}


def test_other_import_errors_pass() -> None:
    """A module that is there and lacks one of its own is told as it is."""
    guard = NeedsExtra(extra="files", module="yaml", purpose="reading YAML")
    with pytest.raises(ModuleNotFoundError, match="inner"), guard:
        raise ModuleNotFoundError("no inner", name="inner")
    with pytest.raises(KeyError), guard:
        raise KeyError
