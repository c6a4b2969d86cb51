"""How figures of reports are shown: as tables, and as rows for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

import attrs

from partner_success.analytics.report_table import Cell, ReportColumn, ReportTable
from partner_success.analytics.roles.figures import Times, hours_of
from partner_success.analytics.roles.scope import ReportHead, StagePartner
from partner_success.analytics.roles.stage_time import StageTime
from partner_success.analytics.roles.tickets import TicketFigures
from partner_success.core.quantities import rounded_text
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.sla.wording import time_text

__all__ = [
    "ROWS",
    "Row",
    "counted",
    "figures_table",
    "number_text",
    "partner_table",
    "plain_table",
    "ratio_row",
    "ratio_rows_table",
    "stage_time_row",
    "stage_time_table",
    "ticket_table",
    "times_row",
    "times_table",
]

Row = tuple[str, str, str]
"""What a figure is, its value, and what it is made of."""

ROWS: Final = ("figure", "value", "made of")
"""The headings of rows of an explanation."""

_RATIO: Final = (
    ReportColumn(id="value", name="Value", kind="number"),
    ReportColumn(id="unit", name="Unit"),
    ReportColumn(id="numerator", name="Numerator", kind="number"),
    ReportColumn(id="numerator_counts", name="Numerator counts"),
    ReportColumn(id="denominator", name="Denominator", kind="number"),
    ReportColumn(id="denominator_counts", name="Denominator counts"),
)


def plain_table(
    id_: str,
    name: str,
    columns: Iterable[ReportColumn],
    rows: Iterable[Iterable[Cell]],
    head: ReportHead,
) -> ReportTable:
    """Give a table that says what is left out, and by which rulebook it was made."""
    return ReportTable(
        id=id_,
        name=name,
        columns=columns,
        rows=rows,
        remarks=head.remarks,
        provenance=head.provenance,
    )


def figures_table(
    id_: str,
    name: str,
    figures: Iterable[Ratio],
    head: ReportHead,
    remarks: Iterable[str] = (),
) -> ReportTable:
    """Give figures as a table, each with what stands above and below its line."""
    columns = [ReportColumn(id="figure", name="Figure"), *_RATIO]
    rows = [(each.name, *_ratio_cells(each)) for each in figures]
    table = plain_table(id_, name, columns, rows, head)
    return attrs.evolve(table, remarks=(*remarks, *table.remarks))


def ratio_rows_table(
    id_: str,
    name: str,
    columns: Iterable[ReportColumn],
    rows: Iterable[tuple[tuple[Cell, ...], Ratio]],
    head: ReportHead,
) -> ReportTable:
    """Give a table of ratios behind cells of its own."""
    cells = [(*own, *_ratio_cells(ratio)) for own, ratio in rows]
    return plain_table(id_, name, [*columns, *_RATIO], cells, head)


def _ratio_cells(ratio: Ratio) -> tuple[Cell, ...]:
    return (
        ratio.exact,
        ratio.unit,
        ratio.numerator.amount,
        ratio.numerator.of,
        ratio.denominator.amount,
        ratio.denominator.of,
    )


def partner_table(
    id_: str, partners: Iterable[StagePartner], head: ReportHead
) -> ReportTable:
    """Give the partners of a stage as a table."""
    columns = [
        ReportColumn(id="partner_id", name="Partner id"),
        ReportColumn(id="name", name="Partner"),
        ReportColumn(id="since", name="Since", kind="day"),
    ]
    rows = [(each.partner_id, each.name, each.since) for each in partners]
    return plain_table(id_, f"Partners in {head.stage}", columns, rows, head)


def times_table(id_: str, times: Mapping[str, Times], head: ReportHead) -> ReportTable:
    """Give times by what took them as a table."""
    first = ReportColumn(id="what", name="Time of")
    columns = [first, *_time_columns(next(iter(times.values())))]
    rows = [(name, *_time_cells(each)) for name, each in times.items()]
    return plain_table(id_, "Times", columns, rows, head)


def ticket_table(figures: TicketFigures, head: ReportHead) -> ReportTable:
    """Give tickets by severity as a table."""
    columns = [
        ReportColumn(id="severity", name="Severity"),
        ReportColumn(id="opened", name="Opened", kind="whole"),
        *_time_columns(figures.resolution),
    ]
    rows = [
        (each.id, each.opened, *_time_cells(each.resolution))
        for each in (figures.overall, *figures.by_severity)
    ]
    return plain_table("tickets", "Tickets by severity", columns, rows, head)


def _time_columns(times: Times) -> tuple[ReportColumn, ...]:
    high = f"{times.percentile} % within"
    return (
        ReportColumn(id="count", name="Count", kind="whole"),
        ReportColumn(id="mean_hours", name="Mean", kind="number", unit="hours"),
        ReportColumn(id="median_hours", name="Median", kind="number", unit="hours"),
        ReportColumn(id="high_hours", name=high, kind="number", unit="hours"),
    )


def _time_cells(times: Times) -> tuple[Cell, ...]:
    return (times.count, times.mean.exact, _hours(times.median), _hours(times.high))


def _hours(time: timedelta | None) -> Cell:
    return None if time is None else hours_of(time)


def stage_time_table(id_: str, time: StageTime, head: ReportHead) -> ReportTable:
    """Give how long a stage takes as a table of one row."""
    columns = [
        ReportColumn(id="passed", name="Passed in the period", kind="whole"),
        ReportColumn(id="mean_days", name="Mean", kind="number", unit="days"),
        ReportColumn(id="seen", name="Partners seen in it", kind="whole"),
        ReportColumn(id="still_in", name="Still in it", kind="whole"),
        ReportColumn(
            id="median_days",
            name="Median with those still in it",
            kind="number",
            unit="days",
        ),
    ]
    row = (
        int(time.mean.denominator.amount),
        time.mean.exact,
        time.survival.count,
        time.still_in,
        time.median,
    )
    return plain_table(id_, f"Time in {head.stage}", columns, [row], head)


def counted(count: int, thing: str) -> str:
    """Write a count with what is counted, such as ``"2 partners"``."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def number_text(value: Ratio) -> str:
    """Write a value with its unit; a word where there is none."""
    if value.exact is None:
        return "no value"
    number = rounded_text(*value.exact.as_integer_ratio(), decimals=2)
    return f"{number} {value.unit}"


def ratio_row(ratio: Ratio) -> Row:
    """Give a figure as a row: name, value, and what it is made of."""
    return ratio.name, number_text(ratio), f"{ratio.numerator} / {ratio.denominator}"


def times_row(name: str, times: Times) -> Row:
    """Give median and percentile of times as a row."""
    if times.median is None or times.high is None:
        return f"median {name}", "no value", "nothing is over"
    high = f"{times.percentile} % within {time_text(times.high)}"
    return f"median {name}", time_text(times.median), high


def stage_time_row(time: StageTime) -> Row:
    """Give the median that takes those into account who are still in a stage."""
    seen = f"{counted(time.survival.count, 'partner')}, {time.still_in} still in it"
    if time.median is None:
        return "median with those still in it", "no value", seen
    days = rounded_text(*time.median.as_integer_ratio(), decimals=2)
    return "median with those still in it", f"{days} days", seen
