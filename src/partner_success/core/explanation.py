"""A result told to a person: a heading, a table, remarks; as text, data and HTML."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from html import escape
from typing import Protocol

import attrs

from partner_success.core.provenance import Provenance
from partner_success.errors import InvalidValueError

__all__ = ["Explained", "Explanation"]


class _RichConsole(Protocol):
    """The part of a rich console that is used; rich itself is never imported here."""

    def render_str(
        self, text: str, *, markup: bool, emoji: bool, highlight: bool
    ) -> object:
        """Make a renderable of plain text."""
        ...


@attrs.frozen(kw_only=True)
class Explanation:
    """Why a result is what it is.

    It shows itself: ``print`` and ``str`` give text, a notebook an HTML table, a rich
    console the text. All values are escaped in HTML.

    Attributes:
        title: What was judged and the answer, in one line.
        columns: Headings of the table, each a different one.
        rows: Cells of the table, each row as long as ``columns``.
        remarks: Sentences below the table, each in one line.
        provenance: Which rulebook decided.

    Raises:
        InvalidValueError: A row is empty or not as long as ``columns``, or a heading
            stands twice.

    Examples:
        >>> print(Explanation(title="Stage 1 of 4", remarks=("next: a tool",)))
        Stage 1 of 4
        next: a tool
    """

    title: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    remarks: tuple[str, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        for place, row in enumerate(self.rows):
            if not row or len(row) != len(self.columns):
                raise InvalidValueError(
                    f"row {place + 1} of {self.title!r} has {len(row)} cells for"
                    f" {len(self.columns)} columns; give one cell a column"
                )
        if len(set(self.columns)) != len(self.columns):
            raise InvalidValueError(
                f"a column of {self.title!r} stands twice: {', '.join(self.columns)}"
            )

    def __str__(self) -> str:
        return "\n".join(map(_one_line, self._lines()))

    def as_data(self) -> dict[str, object]:
        """Give the explanation as plain data, rows as mappings by heading.

        The versions of the time zone and holiday databases are there where they were
        used.
        """
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        used = {
            "tzdata": self.provenance.tzdata,
            "holidays": self.provenance.holidays,
        }
        return {
            "title": self.title,
            "rows": rows,
            "remarks": list(self.remarks),
            "edition": self.provenance.edition,
            **{name: version for name, version in used.items() if version is not None},
        }

    def html(self) -> str:
        """Give the explanation as an HTML fragment with every value escaped."""
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.columns)
        body = "".join(f"<tr>{_html_cells(row)}</tr>" for row in self.rows)
        table = (
            f"<table><caption>{escape(self.title)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
            if self.rows
            else f"<p>{escape(self.title)}</p>"
        )
        remarks = "".join(f"<p>{escape(line)}</p>" for line in self._last_lines())
        return f'<div class="partner-success">{table}{remarks}</div>'

    def _repr_html_(self) -> str:
        return self.html()

    def __rich_console__(self, console: _RichConsole, _: object) -> Iterator[object]:
        yield console.render_str(str(self), markup=False, emoji=False, highlight=False)

    def _lines(self) -> Iterator[str]:
        yield self.title
        if self.rows:
            table = [self.columns, *self.rows]
            widths = [max(map(len, column)) for column in zip(*table, strict=True)]
            for row in table:
                cells = [
                    cell.rjust(width) if place else cell.ljust(width)
                    for place, (cell, width) in enumerate(zip(row, widths, strict=True))
                ]
                yield "  ".join(cells).rstrip()
        yield from self._last_lines()

    def _last_lines(self) -> Iterator[str]:
        yield from self.remarks
        if self.provenance != Provenance():
            yield f"({self.provenance})"


def _html_cells(row: tuple[str, ...]) -> str:
    first, *others = row
    # A page folds blanks, and those in front say that a row belongs to the one above.
    blanks = len(first) - len(first.lstrip(" "))
    name = "\u00a0" * 2 * blanks + escape(first[blanks:])
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in others)
    return f'<th scope="row">{name}</th>{cells}'


def _one_line(text: str) -> str:
    """Put a blank for every character that would break a line or steer a terminal."""
    return "".join(each if each.isprintable() else " " for each in text)


class Explained(ABC):
    """A result that shows itself: as text, in a notebook, on a rich console."""

    __slots__ = ()

    @abstractmethod
    def explain(self) -> Explanation:
        """Tell how the result came about."""
        ...

    def __str__(self) -> str:
        return self.explain().title

    def _repr_html_(self) -> str:
        return self.explain().html()

    def __rich_console__(
        self, console: _RichConsole, options: object
    ) -> Iterator[object]:
        yield from self.explain().__rich_console__(console, options)
