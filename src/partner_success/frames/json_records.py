"""Records from JSON: a list of objects, the same under 'rows', or an object a line."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import attrs

from partner_success.errors import Problem
from partner_success.frames.building import (
    Gatherer,
    file_error,
    name_faults,
    no_utf_8,
    problem,
    too_large,
)
from partner_success.frames.sources import Source
from partner_success.interop.faults import RefusedError, shorten
from partner_success.interop.leaf import said
from partner_success.interop.numbers import read_number, read_whole

_ROWS = "rows"
_FORM = 'a list of objects, or {"rows": [...]}'


@attrs.frozen
class Unreadable:
    """Stands where a value would stand that the document spells wrongly."""

    problem: Problem


def read_json(file: BinaryIO, path: Path, gatherer: Gatherer) -> tuple[str, ...]:
    """Read a JSON document and give its columns.

    Raises:
        InvalidDataError: It is no JSON, not of the form of a table, or too large.
    """
    most = gatherer.limits.json_size
    content = file.read(most + 1)
    if len(content) > most:
        hint = "; as JSON Lines, CSV or Parquet, more is read"
        raise too_large(path, most, hint)
    data = _parse(content)
    if isinstance(data, Problem):
        raise file_error(path, data)
    numbered: Iterator[tuple[None, object]] = (
        (None, each) for each in _list(data, path)
    )
    return _take(numbered, path, gatherer)


def read_json_lines(file: BinaryIO, path: Path, gatherer: Gatherer) -> tuple[str, ...]:
    """Read JSON Lines and give the columns.

    Raises:
        InvalidDataError: There are too many records or columns.
    """
    return _take(_lines(file, gatherer.limits.json_size), path, gatherer)


def _lines(file: BinaryIO, most: int) -> Iterator[tuple[int, object]]:
    number = 0
    while line := file.readline(most + 1):
        number += 1
        if len(line) > most:
            while line and not line.endswith(b"\n"):
                line = file.readline(most + 1)
            message = f"the line has more than {most:,} bytes"
            yield number, problem("too-long", message, expected=f"at most {most:,}")
        elif line.strip():
            yield number, _parse(line)


def _parse(content: bytes) -> object:
    """Give the data of a document, or the problem that keeps it from being read."""
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            parse_float=_number,
            parse_int=_whole,
            parse_constant=_constant,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError:
        return no_utf_8()
    except RecursionError:
        return problem("too-deep", "too many objects and lists inside each other")
    except json.JSONDecodeError as error:
        message = f"this is no JSON: {error.msg} (line {error.lineno})"
        if error.msg == "Extra data":
            message += "; a file with an object a line is called .jsonl"
        return problem("no-json", message, expected="JSON")


def _number(text: str) -> object:
    try:
        return read_number(text)
    except RefusedError as error:
        return _unreadable(error)


def _whole(text: str) -> object:
    try:
        return read_whole(text)
    except RefusedError as error:
        return _unreadable(error)


def _constant(text: str) -> object:
    # Python writes an unknown number so, though JSON has no word for it.
    return None if text == "NaN" else _number(text)


def _unreadable(error: RefusedError) -> Unreadable:
    return Unreadable(attrs.evolve(error.faults[0].problem, expected="a number"))


def _object(pairs: list[tuple[str, object]]) -> object:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    counts = Counter(key for key, _ in pairs)
    double = counts.most_common(1)[0][0]
    message = f"the key {shorten(double)} stands twice in one object"
    return Unreadable(problem("duplicate-key", message, expected="each key once"))


def _list(data: object, path: Path) -> list[object]:
    found = data
    if isinstance(data, dict) and _ROWS in data:
        table = cast(dict[str, object], data)
        others = [key for key in table if key != _ROWS]
        if others:
            message = f"unknown beside 'rows': {shorten(others)}; a table is {_FORM}"
            raise file_error(path, problem("unknown-key", message))
        found = table[_ROWS]
    if not isinstance(found, list):
        message = f"a table is {_FORM}, and this is {said(found)}"
        raise file_error(path, problem("no-table", message, expected=_FORM))
    return cast(list[object], found)


def _take(
    numbered: Iterator[tuple[int | None, object]], path: Path, gatherer: Gatherer
) -> tuple[str, ...]:
    objects: list[tuple[Source, dict[str, object]]] = []
    columns: dict[str, None] = {}
    for line, data in numbered:
        source = gatherer.next_source(line)
        record = _record(data, gatherer)
        if isinstance(record, list):
            gatherer.refuse(source, *record)
            continue
        objects.append((source, record))
        columns |= dict.fromkeys(record)
        if len(columns) > gatherer.limits.columns:
            raise file_error(path, *name_faults(tuple(columns), gatherer.limits))
    for source, record in objects:
        gatherer.take(source, tuple(columns), tuple(map(record.get, columns)))
    return tuple(columns)


def _record(data: object, gatherer: Gatherer) -> dict[str, object] | list[Problem]:
    """Give the object that a record is, or all that is wrong with it."""
    if isinstance(data, Problem):
        return [data]
    if isinstance(data, Unreadable):
        return [data.problem]
    if not isinstance(data, dict):
        message = f"a record is an object, and this is {said(data)}"
        given = shorten(data)
        return [problem("no-object", message, given=given, expected="an object")]
    record = cast(dict[str, object], data)
    faults = name_faults(tuple(record), gatherer.limits)
    # Too many columns are a fault of the whole file, as in the other forms.
    return record if len(record) > gatherer.limits.columns else faults or record
