"""Parts of pages: tables with tones, and pictures side by side, all text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Final

from partner_success.display.svg import svg_text
from partner_success.display.tables import Cell, Column, Table
from partner_success.display.wording import visible
from partner_success.errors import MissingExtraError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["figure_markup", "gallery", "table_markup"]

_SHORT: Final = 12


def table_markup(table: Table) -> str:
    """Give a table as HTML, with its note below."""
    heads = "".join(_head(column) for column in table.columns)
    rows = "".join(
        "<tr>"
        + "".join(
            _cell(cell, column, first=not place)
            for place, (cell, column) in enumerate(zip(row, table.columns, strict=True))
        )
        + "</tr>"
        for row in table.rows
    )
    note = f'<p class="muted">{escape(table.note)}</p>' if table.note else ""
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{table.id}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{note}"
    )


def _head(column: Column) -> str:
    kind = ' class="number"' if column.numeric else ""
    return f'<th scope="col"{kind}>{escape(column.heading)}</th>'


def _cell(cell: Cell, column: Column, *, first: bool) -> str:
    kinds = [
        *(["number"] if column.numeric else []),
        # Ids and days are read whole.
        *(["short"] if len(cell.text) <= _SHORT else []),
        *([cell.tone] if cell.tone else []),
    ]
    kind = f' class="{" ".join(kinds)}"' if kinds else ""
    tag, scope = ("th", ' scope="row"') if first else ("td", "")
    return f"<{tag}{scope}{kind}>{escape(cell.text)}</{tag}>"


def gallery(figures: Iterator[str]) -> str:
    """Lay pictures out; without the extra that draws them, say which it is."""
    try:
        return f'<div class="pictures">{"".join(figures)}</div>'
    except MissingExtraError as error:
        return f'<p class="muted">{escape(str(error))}</p>'


def figure_markup(figure: Figure, title: str, description: str) -> str:
    """Give a figure as HTML, with its accessible name and what it shows."""
    picture = svg_text(figure, title=title, description=visible(description))
    return f"<figure>{picture}</figure>"
