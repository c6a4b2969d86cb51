"""Tables of generated pages: with a caption and with headings for rows and columns.

They are HTML, because Markdown has no captions and no headings of rows, which readers
of screens tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

__all__ = ["Html", "code", "joined", "listed", "table"]


class Html(str):
    """Text that is HTML already; any other text of a cell is escaped."""

    __slots__ = ()


def code(name: str) -> Html:
    """Write a name of a program, which may be broken behind its underscores."""
    return Html(f"<code>{escape(name).replace('_', '_<wbr />')}</code>")


def joined(parts: Iterable[str], between: str = "<br />") -> Html:
    """Put texts below each other, or with something else between them."""
    return Html(between.join(map(_safe, parts)))


def listed(texts: Iterable[str]) -> Html:
    """Write texts as a list; one alone as it is, and none as a word."""
    found = list(map(_safe, texts))
    if len(found) > 1:
        return Html(f"<ul>{''.join(f'<li>{each}</li>' for each in found)}</ul>")
    return Html(found[0] if found else "nothing")


def table(
    caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]
) -> list[str]:
    """Give the lines of a table whose first column is the heading of each row.

    At most three columns can be read side by side on a small screen.
    """
    heads = "".join(f'<th scope="col">{_safe(each)}</th>' for each in columns)
    lines = ["<table>", f"<caption>{_safe(caption)}</caption>"]
    lines.append(f"<thead><tr>{heads}</tr></thead>")
    lines.append("<tbody>")
    for first, *others in rows:
        cells = "".join(f"<td>{_safe(each)}</td>" for each in others)
        lines.append(f'<tr><th scope="row">{_safe(first)}</th>{cells}</tr>')
    return [*lines, "</tbody>", "</table>"]


def _safe(text: str) -> str:
    return text if isinstance(text, Html) else escape(text, quote=False)
