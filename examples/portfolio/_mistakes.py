"""The mistakes of the portfolio, put in on purpose after everything is drawn.

Each stands for one that real exports have; README.md lists them with their lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Table = list[list[str]]

ROW = "(row)"


@dataclass(frozen=True)
class Mistake:
    """One mistake: in which file, in which row, what is written, what is wrong.

    The row is the first one from place `after` on whose cells are as in `where`.
    """

    file: str
    column: str
    value: str
    wrong: str
    where: Mapping[str, str] = field(default_factory=dict)
    after: int = 0


def _account(id_: str, column: str, value: str, wrong: str) -> Mistake:
    return Mistake("accounts.csv", column, value, wrong, {"id": id_})


MISTAKES = (
    _account("A-1036", "uptime", "104", "more than 100 %"),
    _account("A-1090", "feature_use", "87 %", "text in a number"),
    _account("A-1147", "cost_savings", "n/a", "text in a number"),
    _account("A-1225", "uptime", "99,4", "a decimal comma"),
    _account("A-1303", "response_time", "inf", "an infinity"),
    _account("A-1352", ROW, "3 cells short", "the end is cut off"),
    _account("A-1412", "id", "A-1412", "an id that stood before"),
    Mistake(
        "survey_answers.csv",
        "question",
        "comunication",
        "no such question",
        {"question": "communication"},
        after=1200,
    ),
    Mistake(
        "survey_answers.csv",
        "answered_on",
        "2026-02-30",
        "no such day",
        {"kind": "nps"},
        after=4300,
    ),
    Mistake(
        "survey_answers.csv",
        "rating",
        "6",
        "the scale ends at 5",
        {"question": "value", "rating": "5"},
        after=5600,
    ),
    Mistake(
        "licences.csv",
        "active",
        "-7",
        "fewer than nobody",
        {"licence_type": "core"},
        after=600,
    ),
    Mistake(
        "readiness.csv",
        "rating",
        "X",
        "the cross of a paper form",
        {"sheet_id": "R-09", "element": "kpi_data"},
    ),
)
SENT_TWICE = Mistake("usage.csv", ROW, "a repeat", "the row before, sent twice")


def plant(
    file: str, header: tuple[str, ...], table: Table
) -> list[tuple[int, Mistake]]:
    """Put the mistakes of a file into its rows, and say at which places they stand.

    Places count from 0 below the header. Rows of usage that were sent twice are given
    too, though they need no planting.
    """
    planted = [
        (_plant(mistake, header, table), mistake)
        for mistake in MISTAKES
        if mistake.file == file
    ]
    if file == "usage.csv":
        planted += [(place, SENT_TWICE) for place in _repeats(table)]
    return planted


def _plant(mistake: Mistake, header: tuple[str, ...], table: Table) -> int:
    place = _place(mistake, header, table)
    if mistake.column == ROW:
        table[place] = table[place][:-3]
    elif mistake.column == "id":
        # Somebody entered the account again, at the end.
        table.append([*table[place]])
        return len(table) - 1
    else:
        table[place][header.index(mistake.column)] = mistake.value
    return place


def _place(mistake: Mistake, header: tuple[str, ...], table: Table) -> int:
    wanted = [(header.index(name), value) for name, value in mistake.where.items()]
    for place, row in enumerate(table):
        if place >= mistake.after and all(row[at] == value for at, value in wanted):
            return place
    raise LookupError(f"no row of {mistake.file} is as {mistake.where}")


def _repeats(table: Table) -> list[int]:
    seen: set[tuple[str, ...]] = set()
    places = []
    for place, row in enumerate(table):
        if tuple(row) in seen:
            places.append(place)
        seen.add(tuple(row))
    return places
