"""What somebody owes their partners on a day, as a table."""

from __future__ import annotations

from typing import Final

from partner_success.display.tables import Cell, Column, Table
from partner_success.display.tones import Tone
from partner_success.display.wording import visible
from partner_success.engagement import DueItem, DueList, DueState
from partner_success.errors import InvalidUseError

__all__ = ["due_table"]

_TONES: Final[dict[DueState, Tone]] = {
    DueState.OVERDUE: "worst",
    DueState.DUE: "fair",
    DueState.DONE: "good",
}
_COLUMNS: Final = (
    Column("State"),
    Column("By"),
    Column("Partner"),
    Column("What"),
    Column("Missed", numeric=True),
    Column("Last done"),
)


def due_table(found: DueList) -> Table:
    """Tabulate what is overdue, due and done, a line each, what presses most first.

    Args:
        found: The list, from `Cadence.due_list`.

    Raises:
        InvalidUseError: It is no such list.

    Rule: CAD-03.
    """
    if not isinstance(found, DueList):
        raise InvalidUseError(f"this needs a DueList, not {type(found).__name__}")
    return Table(
        id="due",
        title=visible(found.explain().title),
        columns=_COLUMNS,
        rows=tuple(_row(each) for each in found.items),
    )


def _row(each: DueItem) -> tuple[Cell, ...]:
    return (
        Cell(each.state.value, _TONES[each.state]),
        Cell(str(each.by)),
        Cell(visible(each.partner_id)),
        Cell(visible(each.title)),
        Cell(str(each.missed or "–")),
        Cell("–" if each.done is None else str(each.done.on)),
    )
