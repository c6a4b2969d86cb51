"""A report as one page that opens without a network and runs no script."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Final

import attrs

from partner_success.analytics.report_table import ReportTable
from partner_success.display.files import write_whole
from partner_success.display.page_style import STYLE
from partner_success.display.report_files import Tabled, tables_of
from partner_success.display.wording import plural, visible

__all__ = ["report_page", "table_html", "write_report_html"]

_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
    " form-action 'none'"
)
# The heading of a section says on screen what the caption says to a screen reader.
_SPOKEN: Final = (
    "caption.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden;"
    " clip-path: inset(50%); white-space: nowrap; }"
)
_NUMERIC: Final = frozenset({"whole", "number"})
_NOTHING: Final = "–"
_ABSENT: Final = f'<span role="img" aria-label="not known">{_NOTHING}</span>'
_SHORT: Final = 12
_ROWS: Final = 5_000


@attrs.frozen(kw_only=True)
class PageSection:
    """A part of a page under a heading.

    Attributes:
        id: The name that links lead to.
        title: The heading, as plain text.
        html: What stands below it, escaped already.
    """

    id: str
    title: str
    html: str


def write_report_html(
    report: Tabled, path: str | Path, *, title: str | None = None
) -> None:
    """Write a report as one page.

    It opens without a network, runs no script, prints well, and can be read by a screen
    reader: each table has its caption and headings, and what is absent is read as not
    known. All text is escaped. Numbers are rounded to hundredths; a long table says how
    many rows are left out. The file appears whole or not at all.

    Args:
        report: The report.
        path: Where the page goes.
        title: Its heading; left out, what the report says of itself.

    Raises:
        InvalidUseError: Something among the tables is none.
        InvalidValueError: The file cannot be written, or two tables share an id.
    """
    sections = [
        PageSection(id=table.id, title=table.name, html=table_html(table))
        for table in tables_of(report)
    ]
    page = report_page(str(report) if title is None else title, sections)
    write_whole(path, page.encode("utf-8", errors="replace"))


def report_page(
    title: str, sections: Iterable[PageSection], *, summary: str = ""
) -> str:
    """Give a page with a heading, links to its sections, and the sections.

    Args:
        title: The heading, as plain text.
        sections: The sections, in order.
        summary: What stands below the heading, escaped already.
    """
    parts = list(sections)
    heading = escape(visible(title))
    links = "".join(
        f'<li><a href="#{escape(each.id)}">{escape(visible(each.title))}</a></li>'
        for each in parts
    )
    body = "".join(
        f'<section aria-labelledby="{escape(each.id)}"><h2 id="{escape(each.id)}">'
        f"{escape(visible(each.title))}</h2>{each.html}</section>"
        for each in parts
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{heading}</title><style>{STYLE}{_SPOKEN}</style>"
        f"</head><body><header><h1>{heading}</h1>{summary}</header>"
        f'<nav aria-label="Sections"><ul>{links}'
        f"</ul></nav><main>{body}</main></body></html>\n"
    )


def table_html(table: ReportTable, *, most_rows: int = _ROWS) -> str:
    """Give a table as HTML with caption, headings and remarks, all escaped.

    Args:
        table: The table.
        most_rows: How many rows to show; the note says how many are left out.
    """
    shown = attrs.evolve(table, rows=table.rows[:most_rows])
    told = shown.explain()
    left = len(table.rows) - len(shown.rows)
    numeric = [column.kind in _NUMERIC for column in table.columns]
    heads = "".join(
        f'<th scope="col"{_class(number=number)}>{escape(visible(name))}</th>'
        for name, number in zip(told.columns, numeric, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            _cell(text, first=not place, number=number, absent=cell is None)
            for place, (cell, text, number) in enumerate(
                zip(cells, texts, numeric, strict=True)
            )
        )
        + "</tr>"
        for cells, texts in zip(shown.rows, told.rows, strict=True)
    )
    notes = list(told.remarks)
    if not table.rows:
        notes.insert(0, "There is nothing to show.")
    if left:
        notes.insert(0, f"{plural(left, 'more row')} not shown here.")
    if table.provenance.edition:
        notes.append(str(table.provenance))
    said = "".join(f'<p class="muted">{escape(visible(note))}</p>' for note in notes)
    id_ = escape(table.id)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{id_}">'
        f'<table><caption class="spoken">{escape(visible(table.name))}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{said}"
    )


def _cell(text: str, *, first: bool, number: bool, absent: bool) -> str:
    tag, scope = ("th", ' scope="row"') if first else ("td", "")
    inner = _ABSENT if absent else escape(visible(text))
    short = not number and len(text) <= _SHORT
    return f"<{tag}{scope}{_class(number=number, short=short)}>{inner}</{tag}>"


def _class(*, number: bool, short: bool = False) -> str:
    kind = "number" if number else "short" if short else ""
    return f' class="{kind}"' if kind else ""
