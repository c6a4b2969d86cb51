"""Make the example portfolio, the same one every time.

    python examples/portfolio/generate.py [--out DIRECTORY] [--check]

Needs nothing but Python. With `--check` nothing is written, and the exit code is 1 when
the files of the directory differ from what is made. `_story.py` tells what happens to
each account; `_facts.py`, `_surveys.py` and `_readings.py` tell what is seen of it;
`_mistakes.py` what is wrong in the files on purpose.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable
from pathlib import Path

from _facts import Row, features, licences, revenue, tickets, usage
from _mistakes import Mistake, plant
from _readings import COLUMNS, Readings
from _story import accounts
from _surveys import answers, sheets

HERE = Path(__file__).parent
EARLIER = "2026-07"
HEADERS = {
    "accounts.csv": COLUMNS,
    "features.csv": ("account_id", "on", "feature", "users"),
    "licences.csv": ("account_id", "licence_type", "on", "licensed", "active"),
    "readiness.csv": ("sheet_id", "partner_id", "on", "element", "rating"),
    "revenue.csv": ("account_id", "on", "amount", "currency"),
    "survey_answers.csv": (
        "id",
        "kind",
        "partner_id",
        "account_id",
        "project_id",
        "question",
        "rating",
        "text",
        "answered_on",
        "project_completed_on",
        "successful",
    ),
    "tickets.csv": (
        "id",
        "account_id",
        "partner_id",
        "severity",
        "opened_at",
        "first_responded_at",
        "resolved_at",
        "is_incident",
    ),
    "usage.csv": ("account_id", "on", "active_users", "minutes"),
}


def newest(months: dict[str, list[Row]], until: str = "9999-12") -> list[Row]:
    """Give the newest reading of each account up to a month, by account."""
    found: dict[str, Row] = {}
    for month in sorted(months):
        if month <= until:
            found |= {str(row["id"]): row for row in months[month]}
    return [found[id_] for id_ in sorted(found)]


def portfolio() -> tuple[dict[str, str], list[tuple[int, Mistake]]]:
    """Make the text of every file by its path, and the mistakes with their lines."""
    everyone = accounts()
    use, said = usage(everyone), answers(everyone)
    months = Readings(use, said).history(everyone)
    tables = {
        "accounts.csv": newest(months),
        "features.csv": features(everyone, use),
        "licences.csv": licences(everyone, use),
        "readiness.csv": sheets(),
        "revenue.csv": revenue(everyone),
        "survey_answers.csv": said,
        "tickets.csv": tickets(everyone),
        "usage.csv": use,
    }
    files: dict[str, str] = {}
    mistakes: list[tuple[int, Mistake]] = []
    for name, rows in tables.items():
        table = [_cells(HEADERS[name], row) for row in rows]
        planted = plant(name, HEADERS[name], table)
        files[name] = _text(HEADERS[name], table)
        mistakes += [
            (1 + _lines(HEADERS[name], table[:place]), mistake)
            for place, mistake in planted
        ]
    files["earlier/accounts.csv"] = _clean(newest(months, EARLIER))
    for month, rows in months.items():
        files[f"history/accounts-{month}.csv"] = _clean(rows)
    return files, mistakes


def _clean(rows: Iterable[Row]) -> str:
    return _text(COLUMNS, [_cells(COLUMNS, row) for row in rows])


def _cells(header: tuple[str, ...], row: Row) -> list[str]:
    return [str(row.get(name, "")) for name in header]


def _text(header: tuple[str, ...], table: list[list[str]]) -> str:
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(table)
    return written.getvalue()


def _lines(header: tuple[str, ...], table: list[list[str]]) -> int:
    """Count lines, of which an answer of several takes as many."""
    return _text(header, table).count("\n")


def check(files: dict[str, str], folder: Path) -> list[str]:
    """Tell in which files a folder differs from what was made."""
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.csv")}
    faults = [f"{name}: is not made here" for name in sorted(there - files.keys())]
    for name, text in files.items():
        if name not in there:
            faults.append(f"{name}: is missing")
        # Read as text: a checkout may have given the lines another end.
        elif (folder / name).read_text(encoding="utf-8") != text:
            faults.append(f"{name}: differs")
    return faults


def write(files: dict[str, str], folder: Path) -> None:
    """Write every file below a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def main() -> int:
    """Write the files, or check those that are there."""
    parser = argparse.ArgumentParser(description="Make the example portfolio.")
    parser.add_argument("--out", type=Path, default=HERE, metavar="DIRECTORY")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    options = parser.parse_args()
    files, mistakes = portfolio()
    if options.check:
        faults = check(files, options.out)
        print("\n".join(faults) or f"{options.out} is as made")
        return 1 if faults else 0
    write(files, options.out)
    print("| file | line | column | value | what is wrong |")
    print("| --- | --- | --- | --- | --- |")
    for line, each in mistakes:
        cells = (each.file, line, each.column, f"`{each.value}`", each.wrong)
        print(f"| {' | '.join(map(str, cells))} |")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
