"""The columns that tables of facts can have, and the fault of a cell in one."""

from __future__ import annotations

from typing import Final, Literal

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.errors import Problem
from partner_success.frames.building import problem
from partner_success.interop.faults import shorten

CellKind = Literal[
    "id",
    "text",
    "choice",
    "number",
    "whole",
    "day",
    "instant",
    "truth",
    "ratings",
    "leads",
]
"""What a column holds; ratings and leads are objects inside a record of JSON."""

EXPECTED: Final[FrozenMap[str, str]] = FrozenMap(
    {
        "id": "an id without space around it",
        "text": "text",
        "number": "a number such as 12.5",
        "whole": "a whole number from 0 up",
        "day": "a day as YYYY-MM-DD",
        "instant": "a time with its zone such as 2026-03-31T09:30:00+02:00",
        "truth": "true or false",
        "ratings": "an object with the rating of each element",
        "leads": "an object with the name for each seat",
    }
)


@attrs.frozen(kw_only=True)
class Column:
    """A column that a table of facts can have.

    Attributes:
        id: Its name in the file.
        kind: What it holds.
        required: Whether every record needs it; else an empty cell is 'not known'.
        choices: With the kind ``"choice"`` what it can say.
    """

    id: str
    kind: CellKind
    required: bool = False
    choices: tuple[str, ...] = ()

    @property
    def expected(self) -> str:
        """What a cell must be, in words."""
        if self.kind == "choice":
            return f"one of {', '.join(self.choices)}"
        return EXPECTED[self.kind]


def cell_fault(column: Column, code: str, message: str, given: object) -> Problem:
    """Make the problem of a cell."""
    return problem(
        code,
        message,
        path=column.id,
        given=shorten(given),
        expected=column.expected,
    )
