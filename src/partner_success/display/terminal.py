"""What a terminal shows (extra ``cli``): tables, explanations, a bar on long jobs.

Everything is printed as plain text with styles: what users wrote is never markup, and
control characters of theirs never reach the terminal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TextIO

from partner_success.core.extras import NeedsExtra
from partner_success.display.changes import changes_table
from partner_success.display.tables import (
    Column,
    Table,
    accounts_table,
    cell,
    licences_table,
    partners_table,
    sheets_table,
)
from partner_success.display.tones import COLOURS
from partner_success.display.wording import plural, visible

if TYPE_CHECKING:
    from rich.console import RenderableType

    from partner_success.core.explanation import Explanation
    from partner_success.frames.comparing import PortfolioChanges
    from partner_success.frames.results import PortfolioScores

ProgressReport = Callable[[int, int], None]
"""Is told how much is done, and of how much."""

_WIDE: Final = 132
_LONG_JOB: Final = 2_000


def show(shown: RenderableType | Table, *, file: TextIO | None = None) -> None:
    """Print a table or anything that rich can show.

    To a file or pipe it prints without colours, 132 columns wide unless the environment
    says otherwise (``COLUMNS``).

    Args:
        shown: What to print.
        file: Where to; standard output by default.

    Raises:
        MissingExtraError: rich is not installed.
    """
    with _rich():
        from rich.console import Console

    target = file or sys.stdout
    # rich takes 80 columns for whatever is no terminal.
    wide = None if target.isatty() or "COLUMNS" in os.environ else _WIDE
    console = Console(
        file=target, width=wide, markup=False, emoji=False, highlight=False
    )
    console.print(_rich_table(shown) if isinstance(shown, Table) else shown)


def portfolio_table(
    scores: PortfolioScores,
    *,
    changes: PortfolioChanges | None = None,
    most: int | None = None,
) -> RenderableType:
    """Give everything that was scored as tables, worst first, with a summary.

    Args:
        scores: What was scored.
        changes: What changed since an earlier time, to be shown with it.
        most: The most rows of each table; what is left out is said. None shows all.

    Raises:
        InvalidValueError: The accounts were scored by different scorecards.
        MissingExtraError: rich is not installed.
    """
    from partner_success.display.summary import summary_lines

    tables, lines = portfolio_tables(scores, changes), summary_lines(scores, changes)
    return stacked("", tables, lines, most=most)


def stacked(
    head: str, tables: Iterable[Table], lines: Iterable[str], *, most: int | None
) -> RenderableType:
    """Give a heading, if there is one, tables, and lines below them.

    Args:
        head: What matters most.
        tables: The tables.
        lines: What else there is to say.
        most: The most rows of each table; what is left out is said. None shows all.

    Raises:
        MissingExtraError: rich is not installed.
    """
    with _rich():
        from rich.console import Group
        from rich.text import Text

    parts: list[Any] = [Text(visible(head), style="bold"), ""] if head else []
    for table in tables:
        parts += [_rich_table(cut(table, most)), ""]
    parts += [Text(visible(line)) for line in lines]
    return Group(*parts)


def portfolio_tables(
    scores: PortfolioScores, changes: PortfolioChanges | None = None
) -> tuple[Table, ...]:
    """Give the tables of a portfolio that have rows, the refusals left out."""
    tables = (
        accounts_table(scores.accounts),
        *([] if changes is None else [changes_table(changes)]),
        partners_table(scores.partners),
        licences_table(scores.licences),
        sheets_table(scores.sheets),
    )
    return tuple(table for table in tables if table.rows)


def cut(table: Table, most: int | None) -> Table:
    """Keep the first rows of a table, and say how many are left out."""
    left = 0 if most is None else len(table.rows) - most
    if left <= 0:
        return table
    note = f"{plural(left, 'more row')} not shown. {table.note}".rstrip()
    return Table(
        id=table.id,
        title=table.title,
        columns=table.columns,
        rows=table.rows[:most],
        note=note,
    )


def explanation(explained: Explanation) -> RenderableType:
    """Give an explanation as a table with its remarks below.

    Raises:
        MissingExtraError: rich is not installed.
    """
    with _rich():
        from rich.console import Group
        from rich.text import Text

    # Apart from the table, which would break it where the columns are narrow.
    parts: list[Any] = [Text(visible(explained.title), style="bold")]
    if explained.rows:
        columns = (
            Column(name, numeric=place > 0) for place, name in _numbered(explained)
        )
        table = Table(
            id="explanation",
            title="",
            columns=tuple(columns),
            rows=tuple(tuple(_kept(text) for text in row) for row in explained.rows),
        )
        parts.append(_rich_table(table))
    parts += [Text(visible(remark)) for remark in explained.remarks]
    if explained.provenance.edition:
        parts.append(Text(visible(str(explained.provenance)), style="dim"))
    return Group(*parts)


@contextmanager
def progress(
    label: str, *, file: TextIO | None = None, long_job: int = _LONG_JOB
) -> Generator[ProgressReport]:
    """Show a bar while a long job runs, on a terminal only.

    Args:
        label: What is being done.
        file: The terminal; standard error by default.
        long_job: Jobs of fewer steps show no bar.

    Yields:
        What to call with the steps done and their number.

    Raises:
        MissingExtraError: rich is not installed.
    """
    with _rich():
        from rich.console import Console
        from rich.progress import Progress

    console = Console(file=file or sys.stderr)
    bar = Progress(console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task(label, total=None)
    started = False

    def report(done: int, total: int) -> None:
        nonlocal started
        if total < long_job:
            return
        if not started:
            started = True
            bar.start()
        bar.update(task, completed=done, total=total)

    try:
        yield report
    finally:
        if started:
            bar.stop()


def _rich_table(table: Table) -> Any:
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(
        title=Text(table.title, style="bold") if table.title else None,
        caption=Text(table.note) if table.note else None,
        title_justify="left",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    for column in table.columns:
        drawn.add_column(
            Text(column.heading),
            justify="right" if column.numeric else "left",
            overflow="fold",
        )
    for row in table.rows:
        drawn.add_row(
            *(
                Text(each.text, style=COLOURS[each.tone] if each.tone else "")
                for each in row
            )
        )
    return drawn


def _numbered(explained: Explanation) -> Iterator[tuple[int, str]]:
    return ((place, visible(name)) for place, name in enumerate(explained.columns))


def _kept(text: str) -> Any:
    # An empty cell of an explanation means nothing to say, not a missing value.
    made = cell(text)
    return made if text else type(made)("")


def _rich() -> NeedsExtra:
    return NeedsExtra(extra="cli", module="rich", purpose="printing to a terminal")
