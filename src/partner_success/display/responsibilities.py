"""Who does what, to read: on a terminal, in Markdown, as a page.

Whatever a rulebook says stays text: it is never HTML, never a link.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from partner_success.core.provenance import Provenance
from partner_success.display.markdown_text import as_markdown
from partner_success.display.page_style import STYLE
from partner_success.display.tables import Cell, Column, Table
from partner_success.display.wording import visible
from partner_success.engagement import (
    EngagementStage,
    ModelComparison,
    Responsibility,
    ResponsibilityTable,
    Side,
)
from partner_success.errors import InvalidUseError

__all__ = [
    "model_comparison_table",
    "responsibilities_html",
    "responsibilities_markdown",
    "responsibilities_table",
]

_NOTHING: Final = "not applicable"
_HEADS: Final = {Side.PARTNER: "Partner", Side.VENDOR: "Vendor"}
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_STYLE: Final = """
.duties { table-layout: fixed; } .duties ul { margin: 0; padding-left: 1.1rem; }
.duties thead th:first-child { width: 7rem; } .duties tbody th { font-weight: 600; }
.duties td { border-left: 1px solid var(--rule); }
.duties .none { color: var(--muted); }
@media (max-width: 45rem) { body { padding: 1rem; } .duties thead { display: none; }
  .duties, .duties tbody, .duties tr, .duties th, .duties td { display: block;
    width: auto; border: 0; padding-left: 0; padding-right: 0; }
  .duties tr { padding: .6rem 0; border-bottom: 1px solid var(--rule); }
  .duties td::before { content: attr(data-model); display: block;
    color: var(--muted); } }
"""


def responsibilities_table(table: ResponsibilityTable) -> Table:
    """Tabulate who does what: a line for each activity in each place.

    Args:
        table: The whole, from `Responsibilities.table`.

    Raises:
        InvalidUseError: It is no such table.

    Rule: ENG-03.
    """
    _require(table, ResponsibilityTable)
    rows: list[tuple[Cell, ...]] = []
    for row in table.rows:
        names = (row.stage.name, row.model.name, row.side.value)
        for line in _lines(row) or (_NOTHING,):
            rows.append(tuple(Cell(visible(each)) for each in (*names, line)))
            names = ("", "", "")
    return Table(
        id="responsibilities",
        title=visible(table.name),
        columns=(Column("Stage"), Column("Model"), Column("Side"), Column("Does")),
        rows=tuple(rows),
    )


def model_comparison_table(comparison: ModelComparison) -> Table:
    """Tabulate what changes with another model: a line for each difference.

    Args:
        comparison: What changes, from `Responsibilities.compare`.

    Raises:
        InvalidUseError: It is no such comparison.

    Rule: ENG-03.
    """
    _require(comparison, ModelComparison)
    rows: list[tuple[Cell, ...]] = []
    for change in comparison.changes:
        names = (change.stage.name, change.side.value)
        for line in change.lines:
            rows.append(tuple(Cell(visible(each)) for each in (*names, *line)))
            names = ("", "")
    heads = ("Stage", "Side", "Change", "Activity")
    return Table(
        id="model-comparison",
        title=visible(comparison.explain().title),
        columns=tuple(map(Column, heads)),
        rows=tuple(rows),
    )


def responsibilities_markdown(table: ResponsibilityTable) -> str:
    """Write who does what as Markdown: for each stage and side a list for each model.

    Args:
        table: The whole, from `Responsibilities.table`.

    Raises:
        InvalidUseError: It is no such table.

    Examples:
        >>> import partner_success as ps
        >>> text = responsibilities_markdown(ps.standard().responsibilities.table())
        >>> print(text.splitlines()[2])
        ## Land

    Rule: ENG-03.
    """
    _require(table, ResponsibilityTable)
    blocks = [f"# {as_markdown(table.name)}"]
    for stage in table.stages:
        blocks.append(f"## {as_markdown(stage.name)}")
        for row in _rows_of(table, stage):
            head = f"{as_markdown(row.model.name)}: {_HEADS[row.side].lower()}"
            blocks.append(f"### {head}")
            lines = [f"- {as_markdown(line)}" for line in _lines(row)]
            blocks.append("\n".join(lines) or f"({_NOTHING})")
    if edition := _edition(table):
        blocks.append(as_markdown(edition))
    return "\n\n".join(blocks) + "\n"


def responsibilities_html(table: ResponsibilityTable) -> str:
    """Write who does what as a page: a table for each side, a column for each model.

    The page fetches nothing and runs no script; all that a rulebook says is escaped. On
    a phone the columns stand below each other.

    Args:
        table: The whole, from `Responsibilities.table`.

    Raises:
        InvalidUseError: It is no such table.

    Examples:
        >>> import partner_success as ps
        >>> page = responsibilities_html(ps.standard().responsibilities.table())
        >>> page.startswith("<!doctype html>"), "<script" in page
        (True, False)

    Rule: ENG-03.
    """
    _require(table, ResponsibilityTable)
    title = _html(table.name)
    models = "".join(
        f"<li>{_html(f'{each.name}: {each.description}')}</li>" for each in table.models
    )
    sides = "".join(_html_side(table, side) for side in Side)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}{_STYLE}</style></head><body>"
        f"<header><h1>{title}</h1><ul>{models}</ul></header><main>{sides}</main>"
        f'<footer><p class="muted">{_html(_edition(table))}</p></footer>'
        "</body></html>\n"
    )


def _html_side(table: ResponsibilityTable, side: Side) -> str:
    head = "".join(f'<th scope="col">{_html(each.name)}</th>' for each in table.models)
    body = "".join(
        f'<tr><th scope="row">{_html(stage.name)}</th>'
        + "".join(_html_cell(row) for row in _rows_of(table, stage) if row.side is side)
        + "</tr>"
        for stage in table.stages
    )
    return (
        f'<h2>{_HEADS[side]}</h2><table class="duties"><thead><tr>'
        f'<th scope="col">Stage</th>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _html_cell(row: Responsibility) -> str:
    start = f'<td data-model="{_html(row.model.name)}"'
    if not row.ids:
        return f'{start} class="none">{_NOTHING}</td>'
    lines = "".join(f"<li>{_html(line)}</li>" for line in _lines(row))
    return f"{start}><ul>{lines}</ul></td>"


def _lines(row: Responsibility) -> tuple[str, ...]:
    return tuple(each.text for each in row.assignments)


def _rows_of(
    table: ResponsibilityTable, stage: EngagementStage
) -> Iterator[Responsibility]:
    return (row for row in table.rows if row.stage == stage)


def _html(text: str) -> str:
    return escape(visible(text))


def _edition(table: ResponsibilityTable) -> str:
    return str(table.provenance) if table.provenance != Provenance() else ""


def _require(found: object, kind: type) -> None:
    if not isinstance(found, kind):
        raise InvalidUseError(f"this needs {kind.__name__}, not {type(found).__name__}")
