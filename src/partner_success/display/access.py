"""Who may do what, as a table to read: on a terminal, in Markdown, as a page, as CSV.

Whatever a rulebook says stays text: it is never HTML, never a link, never a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from partner_success.access import (
    AccessComparison,
    AccessMatrix,
    MatrixCell,
    MatrixRow,
)
from partner_success.core.provenance import Provenance
from partner_success.display.export import harmless
from partner_success.display.markdown_text import as_markdown
from partner_success.display.page_style import STYLE
from partner_success.display.tables import Cell, Column, Table, cell
from partner_success.display.wording import visible
from partner_success.errors import InvalidUseError

__all__ = [
    "access_changes_table",
    "access_matrix_csv",
    "access_matrix_html",
    "access_matrix_markdown",
    "access_matrix_table",
    "access_partners_table",
]

_NEVER: Final = "–"
_NOTE: Final = "What is not listed is denied."
_ASSIGNED: Final = (
    "Assigned: on the partner's team in this role. A deputy: named by somebody who is"
    " assigned, for a time."
)
_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
)
_STYLE: Final = """
header ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; list-style: none;
  padding: 0; }
.matrix { min-width: 60rem; table-layout: fixed; }
.matrix thead th { z-index: 1; }
.matrix tbody th { font-weight: 600; } .matrix .id { display: block; font-weight: 400;
  font-size: .8rem; color: var(--muted); }
.matrix td { font-size: .9rem; border-left: 1px solid var(--rule); }
.matrix ul { margin: 0; padding: 0; list-style: none; }
.matrix li + li { margin-top: .3rem; }
.matrix .always { font-weight: 600; } .matrix .never { color: var(--muted); }
.matrix .who { display: none; }
@media (max-width: 63rem) { body { padding: 1rem; }
  .matrix { min-width: 0; } .matrix thead { display: none; }
  .matrix, .matrix tbody, .matrix tr, .matrix th, .matrix td { display: block;
    width: auto; border: 0; padding-left: 0; padding-right: 0; }
  .matrix tr { padding: .6rem 0; border-bottom: 1px solid var(--rule); }
  .matrix td { display: grid; grid-template-columns: 4.5rem 1fr; padding: .15rem 0; }
  .matrix td.never { display: none; }
  .matrix td.nobody { display: block; }
  .matrix .who { display: block; font-weight: 400; color: var(--muted); } }
"""


def access_matrix_table(matrix: AccessMatrix) -> Table:
    """Tabulate who may do what: a line for each way in which a role may."""
    rows: list[tuple[Cell, ...]] = []
    for row in matrix.rows:
        name = row.action.name
        for each in row.cells:
            role = each.role
            for line in _joined(each.lines):
                rows.append((_cell(name), _cell(role), _cell(line)))
                name = role = ""
        if row.action.nobody:
            rows.append((_cell(name), _cell(_NEVER), _cell(row.action.nobody)))
    return Table(
        id="access",
        title=f"{visible(matrix.name)}: who may do what",
        columns=(Column("Action"), Column("Role"), Column("When")),
        rows=tuple(rows),
        note=f"{_NOTE} {_ASSIGNED}",
    )


def _cell(text: str) -> Cell:
    return Cell(visible(text))


def access_changes_table(found: AccessComparison) -> Table:
    """Tabulate who gains and who loses what: a line for each way."""
    rows: list[tuple[Cell, ...]] = []
    for each in found.changes:
        who = f"deputy of {each.role}" if each.deputy else each.role
        names = (who, "gains" if each.gained else "loses", each.action_name)
        for line in _joined(each.reach.lines):
            rows.append((*map(_cell, names), _cell(line)))
            names = ("", "", "")
    told = found.explain()
    return Table(
        id="access-changes",
        title=visible(told.title),
        columns=(Column("Role"), Column("Change"), Column("Action"), Column("When")),
        rows=tuple(rows),
        note=" ".join(f"{visible(each)}." for each in told.remarks),
    )


def access_partners_table(rows: Iterable[tuple[str, str, str]]) -> Table:
    """Tabulate partners, each with its id, name and stage."""
    return Table(
        id="partners",
        title="",
        columns=(Column("Id"), Column("Name"), Column("Stage")),
        rows=tuple(tuple(map(cell, row)) for row in rows),
    )


def access_matrix_markdown(matrix: AccessMatrix) -> str:
    """Write who may do what as a Markdown table, a row for each action.

    Args:
        matrix: The whole of a policy, from `partner_success.access.access_matrix`.

    Examples:
        >>> import partner_success as ps
        >>> from partner_success.access import access_matrix
        >>> text = access_matrix_markdown(access_matrix(ps.standard().access))
        >>> print(text.splitlines()[0])
        # Access: who may do what

    Rule: ACC-12.
    """
    _require(matrix)
    head = ["Action", *(as_markdown(role.id) for role in matrix.roles)]
    lines = [f"| {' | '.join(head)} |", f"| {' | '.join(['---'] * len(head))} |"]
    lines += [f"| {' | '.join(_markdown_row(row))} |" for row in matrix.rows]
    roles = "\n".join(
        f"- {as_markdown(role.id)}: {as_markdown(role.name)}" for role in matrix.roles
    )
    blocks = [
        f"# {as_markdown(matrix.name)}: who may do what",
        _NOTE,
        "\n".join(lines),
        _ASSIGNED,
        roles,
        as_markdown(_edition(matrix)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _markdown_row(row: MatrixRow) -> Iterator[str]:
    yield as_markdown(row.action.name)
    for place, each in enumerate(row.cells):
        nobody = row.action.nobody if not place else ""
        yield as_markdown(nobody or "; or ".join(each.lines) or _NEVER)


def access_matrix_html(matrix: AccessMatrix) -> str:
    """Write who may do what as a page, a row for each action; on a phone a list.

    The page fetches nothing and runs no script; all that a rulebook says is escaped.

    Args:
        matrix: The whole of a policy, from `partner_success.access.access_matrix`.

    Examples:
        >>> import partner_success as ps
        >>> from partner_success.access import access_matrix
        >>> page = access_matrix_html(access_matrix(ps.standard().access))
        >>> page.startswith("<!doctype html>"), "<script" in page
        (True, False)

    Rule: ACC-12.
    """
    _require(matrix)
    title = _html(f"{matrix.name}: who may do what")
    head = "".join(
        f'<th scope="col" title="{_html(role.name)}">{_html(role.id)}</th>'
        for role in matrix.roles
    )
    rows = "".join(_html_row(row) for row in matrix.rows)
    roles = "".join(
        f"<li>{_html(role.id)}: {_html(role.name)}</li>" for role in matrix.roles
    )
    edition = _edition(matrix)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}{_STYLE}</style></head><body>"
        f"<header><h1>{title}</h1><p>{_NOTE} {_ASSIGNED}</p><ul>{roles}</ul></header>"
        '<main><table class="matrix"><thead><tr><th scope="col">Action</th>'
        f"{head}</tr></thead><tbody>{rows}</tbody></table></main>"
        f'<footer><p class="muted">{_html(edition)}</p></footer></body></html>\n'
    )


def _html_row(row: MatrixRow) -> str:
    action = row.action
    name = f'{_html(action.name)}<span class="id">{_html(action.id)}</span>'
    if action.nobody:
        text = _html(action.nobody)
        cells = f'<td class="nobody" colspan="{len(row.cells)}">{text}</td>'
    else:
        cells = "".join(map(_html_cell, row.cells))
    return f'<tr><th scope="row">{name}</th>{cells}</tr>'


def _html_cell(each: MatrixCell) -> str:
    who = f'<span class="who">{_html(each.role)}</span>'
    if not each.lines:
        return f'<td class="never">{who}{_NEVER}</td>'
    kind = ' class="always"' if each.lines == ("always",) else ""
    lines = "".join(f"<li>{_html(line)}</li>" for line in _joined(each.lines))
    return f"<td{kind}>{who}<ul>{lines}</ul></td>"


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Put an 'or' before each line but the first."""
    return (f"or {line}" if place else line for place, line in enumerate(lines))


def _html(text: str) -> str:
    return escape(visible(text))


def _edition(matrix: AccessMatrix) -> str:
    known = matrix.provenance != Provenance()
    return str(matrix.provenance) if known else ""


def _require(matrix: object) -> None:
    if not isinstance(matrix, AccessMatrix):
        found = type(matrix).__name__
        raise InvalidUseError(f"matrix needs AccessMatrix, not {found}")


def access_matrix_csv(matrix: AccessMatrix) -> str:
    """Write who may do what as CSV, a row for each action and role.

    A text that a spreadsheet could take for a formula gets an apostrophe in front.

    Args:
        matrix: The whole of a policy, from `partner_success.access.access_matrix`.

    Rule: ACC-12.
    """
    _require(matrix)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("action", "kind", "role", "when", "rules", "edition"))
    for row in matrix.rows:
        for each in row.cells:
            values = (row.id, row.kind.id, each.role, str(each), " ".join(each.rules))
            writer.writerow(map(harmless, (*values, matrix.provenance.edition)))
    return text.getvalue()
