"""What engines take for more and more rows: the tables and pictures of its page.

``python benchmarks/engines.py --keep docs/reference/engines.json`` measures them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from partner_success.display import GrowthLine, growth_svg

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "score-at-any-size.md"
MEASURED = ROOT / "docs" / "reference" / "engines.json"
IMAGES = ROOT / "docs" / "images"

BEGIN = "<!-- begin measured: written by `python -m tools.reference` -->\n"
END = "<!-- end measured -->\n"
TITLES = {
    "scores": "Score, band and greatest drag, from Parquet to Parquet",
    "triggers": "Five triggers of every customer, from Parquet to Parquet",
}


def engines_page() -> str:
    """Give the page with the tables as they were measured."""
    text = PAGE.read_text(encoding="utf-8")
    head, begin, rest = text.partition(BEGIN)
    _, end, foot = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{PAGE.name} does not say where its tables stand")
    tables = "\n".join(_tables(_measured()))
    return f"{head}{begin}\n{tables}\n\n{end}{foot}"


def draw_engines() -> None:
    """Draw each job anew, a line for each engine."""
    found = _measured()
    for job, title in TITLES.items():
        lines = [
            GrowthLine(
                engine,
                [
                    (each["rows"], each["jobs"][job]["processor"])
                    for each in found
                    if each["engine"] == engine
                ],
            )
            for engine in _engines(found)
        ]
        picture = growth_svg(lines, title=title, across="rows", upward="busy seconds")
        path = IMAGES / f"engines-{job}.svg"
        path.write_text(f"{picture}\n", encoding="utf-8")


def _measured() -> list[dict[str, Any]]:
    found: dict[str, Any] = json.loads(MEASURED.read_text(encoding="utf-8"))
    measured: list[dict[str, Any]] = found["measured"]
    return measured


def _engines(found: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(each["engine"] for each in found))


def _tables(found: list[dict[str, Any]]) -> Iterator[str]:
    engines = _engines(found)
    by_place = {(each["engine"], each["rows"]): each for each in found}
    sizes = sorted({each["rows"] for each in found})
    for job in TITLES:
        yield f"| rows, {job} | {' | '.join(engines)} |"
        yield f"| ---: |{' ---: |' * len(engines)}"
        for rows in sizes:
            figures = [
                f"{by_place[engine, rows]['jobs'][job]['processor']:.1f} s"
                if (engine, rows) in by_place
                else "not measured"
                for engine in engines
            ]
            yield f"| {rows:,} | {' | '.join(figures)} |"
        yield ""
    yield f"| rows, most memory of both | {' | '.join(engines)} |"
    yield f"| ---: |{' ---: |' * len(engines)}"
    for rows in sizes:
        figures = [
            f"{by_place[engine, rows]['memory'] / 1e9:.1f} GB"
            if (engine, rows) in by_place
            else "not measured"
            for engine in engines
        ]
        yield f"| {rows:,} | {' | '.join(figures)} |"
