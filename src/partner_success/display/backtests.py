"""A backtest as tables: figures, who goes from which band to which, and by name."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from partner_success.analytics import AlarmCount, Alarms, Backtest, Comparison, Place
from partner_success.analytics.estimates import figure
from partner_success.analytics.sample import RefusedReading
from partner_success.core.quantities import decimal_text
from partner_success.display.tables import Cell, Column, Table, cell
from partner_success.display.terminal import stacked
from partner_success.display.tones import Tone, tone_of
from partner_success.display.wording import visible
from partner_success.scoring.scorecard import Scorecard

if TYPE_CHECKING:
    from rich.console import RenderableType

_TONES: dict[str, Tone | None] = {"better": "best", "worse": "worst", "not shown": None}


def backtest_table(backtest: Backtest, *, most: int | None = None) -> RenderableType:
    """Give the verdict, the figures, the migration, and who changes band.

    Args:
        backtest: What was tried.
        most: The most rows of each table; what is left out is said. None shows all.

    Raises:
        MissingExtraError: rich is not installed.
    """
    tables = [
        table
        for table in (
            figures_table(backtest),
            migration_table(backtest),
            *([] if backtest.alarms is None else [alarms_table(backtest.alarms)]),
            moves_table(backtest),
            refused_table(backtest),
        )
        if table.rows
    ]
    return stacked(backtest.verdict.message, tables, _lines(backtest), most=most)


def figures_table(backtest: Backtest) -> Table:
    """Tabulate the figures of both cards with their intervals."""
    named = (("AUC", backtest.auc), ("Brier score", backtest.brier))
    level = f"{float(100 * backtest.policy.confidence):g} %"
    return Table(
        id="figures",
        title="How well the scores told churn",
        columns=(
            Column("Figure"),
            *(Column(name, numeric=True) for name in ("Old", "from to")),
            *(Column(name, numeric=True) for name in ("New", "from to")),
            *(Column(name, numeric=True) for name in ("Difference", "from to")),
            Column("The new card is"),
        ),
        rows=tuple(_figure_row(name, found) for name, found in named if found),
        note=f"from to: {level} of {backtest.draws:,} draws of customers, seed"
        f" {backtest.seed}. AUC: more is better; Brier score: less.",
    )


def _figure_row(name: str, found: Comparison) -> tuple[Cell, ...]:
    cells = [cell(name)]
    for each in (found.old, found.new, found.difference):
        low, high = figure(each.interval.low), figure(each.interval.high)
        cells += [cell(figure(each.value)), cell(f"{low} to {high}")]
    return (*cells, cell(found.outlook, _TONES[found.outlook]))


def migration_table(backtest: Backtest) -> Table:
    """Tabulate old bands against new ones."""
    found = backtest.migration
    rows = (
        (
            cell(old.name, _tone(backtest.old, old)),
            *(cell(f"{count:,}") for count in counts),
        )
        for old, counts in zip(found.old, found.counts, strict=True)
    )
    return Table(
        id="migration",
        title="Customers from old band to new",
        columns=(
            Column("Old band"),
            *(Column(visible(place.name), numeric=True) for place in found.new),
        ),
        rows=tuple(rows),
        note="Each customer by its newest reading.",
    )


def alarms_table(alarms: Alarms) -> Table:
    """Tabulate how often each cause would have called somebody."""
    causes = [each for each in alarms.causes if each.old or each.new]
    quiet = [each.name for each in alarms.causes if not each.old and not each.new]
    first, last = alarms.period.first, alarms.period.last
    note = f"From {first} to {last}, {len(alarms.weeks)} weeks."
    note += f" Never: {', '.join(map(visible, quiet))}." if quiet else ""
    return Table(
        id="alarms",
        title="Alarms by cause",
        columns=(
            Column("Cause"),
            Column("Old", numeric=True),
            Column("a week", numeric=True),
            Column("New", numeric=True),
            Column("a week", numeric=True),
        ),
        rows=tuple(
            (
                cell(_cause(each)),
                cell(f"{each.old:,}"),
                cell(alarms.text_a_week(each.old)),
                cell(f"{each.new:,}"),
                cell(alarms.text_a_week(each.new)),
            )
            for each in causes
        ),
        note=note,
    )


def _cause(each: AlarmCount) -> str:
    return f"enters {each.name}" if each.cause.startswith("band ") else each.name


def moves_table(backtest: Backtest) -> Table:
    """Tabulate the customers that change band, those that come down first."""
    return Table(
        id="moves",
        title="Who changes band",
        columns=(
            Column("Customer"),
            Column("Read on"),
            Column("Old score", numeric=True),
            Column("Old band"),
            Column("New score", numeric=True),
            Column("New band"),
            Column("Change"),
            Column("Has left"),
        ),
        rows=tuple(
            (
                cell(move.subject),
                cell(move.on),
                cell(_number(move.old_score)),
                cell(move.old.name, _tone(backtest.old, move.old)),
                cell(_number(move.new_score)),
                cell(move.new.name, _tone(backtest.new, move.new)),
                cell(move.direction),
                cell("yes" if move.left else None),
            )
            for move in backtest.migration.moves
        ),
    )


def refused_table(backtest: Backtest) -> Table:
    """Tabulate the values that a scorecard refused."""
    return Table(
        id="refused",
        title="Values that a scorecard refused",
        columns=(
            Column("Customer"),
            Column("Read on"),
            Column("Card"),
            Column("Measure"),
            Column("What is wrong"),
        ),
        rows=tuple(map(_refused_row, backtest.sample.refused)),
    )


def _refused_row(each: RefusedReading) -> tuple[Cell, ...]:
    problem = each.problem
    texts = (each.subject, each.on, each.card, problem.path, problem.message)
    return tuple(map(cell, texts))


def _lines(backtest: Backtest) -> Iterator[str]:
    if backtest.draws_left_out:
        yield f"{backtest.draws_left_out:,} draws left out: a side was empty in them"
    yield from backtest.sample.lines
    yield backtest.migration.summary
    if backtest.alarms is not None:
        yield backtest.alarms.summary
    for side, card in (("old", backtest.old), ("new", backtest.new)):
        yield f"{side}: {card.name}, {card.provenance}"


def _tone(card: Scorecard, place: Place) -> Tone:
    if card.bands is None or place.band is None:
        return "unknown"
    return tone_of(card.bands, card.bands[place.band])


def _number(exact: Fraction | None) -> str | None:
    return None if exact is None else decimal_text(*exact.as_integer_ratio())
