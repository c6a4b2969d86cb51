"""The example files, read with nothing but the standard library."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import attrs

import partner_success as ps

EXAMPLES = Path(__file__).parents[3] / "examples"
PORTFOLIO = EXAMPLES / "portfolio"
READINESS = EXAMPLES / "readiness" / "readiness.json"
JOURNEY = EXAMPLES / "journey"
_TABLE_ROW = re.compile(r"\| (\S+\.csv) \| (\d+) \| (.+) \| `(.+)` \| .+ \|")


@attrs.frozen
class Promised:
    """A mistake that the portfolio's README promises."""

    file: str
    line: int
    column: str
    value: str


def promised() -> list[Promised]:
    """Give the mistakes of the README's table."""
    text = (PORTFOLIO / "README.md").read_text(encoding="utf-8")
    return [
        Promised(file, int(line), column, value)
        for file, line, column, value in _TABLE_ROW.findall(text)
    ]


def records(name: str) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the line on which it starts, the header first."""
    with (PORTFOLIO / name).open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        start = 1
        for cells in reader:
            yield start, cells
            start = reader.line_num + 1


def rows(name: str) -> list[dict[str, str]]:
    """Give the records that are as they should be, by column."""
    mistaken = {each.line for each in promised() if each.file == name}
    found = records(name)
    _, header = next(found)
    return [
        dict(zip(header, cells, strict=True))
        for line, cells in found
        if line not in mistaken
    ]


def known(row: Mapping[str, str], names: list[str]) -> dict[str, Decimal]:
    """Give what is known of some numbers of a record."""
    return {name: Decimal(row[name]) for name in names if row[name]}


def measures(rules: ps.Rulebook) -> list[str]:
    """Give the ids of the components of health and of their measures."""
    return [
        part.id
        for component in rules.health.components
        for part in (component, *component.measures)
    ]
