"""The tables that only the report of the Technical Account Manager has."""

from __future__ import annotations

from collections.abc import Iterable

from partner_success.analytics.report_table import Cell, ReportColumn, ReportTable
from partner_success.analytics.roles.expansion import ExpansionOpportunity
from partner_success.analytics.roles.operation import (
    CsatFigures,
    CsatLine,
    OperationFigures,
    OperationLine,
)
from partner_success.analytics.roles.retained import RevenueLine
from partner_success.analytics.roles.scope import ReportHead
from partner_success.analytics.roles.showing import plain_table

__all__ = ["expansion_table", "health_table", "revenue_table"]


def health_table(
    operation: OperationFigures, csat: CsatFigures, head: ReportHead
) -> ReportTable:
    """Give operational health and CSAT of each partner."""
    columns = [
        ReportColumn(id="partner_id", name="Partner id"),
        ReportColumn(id="health", name="Operational health", kind="number"),
        ReportColumn(id="band", name="Band"),
        ReportColumn(id="csat", name="CSAT", kind="number"),
        ReportColumn(id="csat_points", name="CSAT points", kind="whole"),
        ReportColumn(id="ratings", name="Ratings", kind="whole"),
    ]
    rows = [_health_cells(line, csat.lines[line.id]) for line in operation.lines]
    return plain_table("tam_health", "Health and CSAT", columns, rows, head)


def _health_cells(line: OperationLine, csat: CsatLine) -> tuple[Cell, ...]:
    score, own = line.score, csat.csat
    return (
        line.id,
        None if score is None else score.exact,
        None if score is None else score.band.name,
        own.mean,
        None if own.mean is None else own.points,
        own.answers,
    )


def expansion_table(
    opportunities: Iterable[ExpansionOpportunity], head: ReportHead
) -> ReportTable:
    """Give the customers who may want more."""
    columns = [
        ReportColumn(id="partner_id", name="Partner id"),
        ReportColumn(id="account_id", name="Customer id"),
        ReportColumn(id="ground", name="Ground"),
        ReportColumn(id="detail", name="Found"),
        ReportColumn(id="on", name="Read on", kind="day"),
    ]
    rows = [
        (each.partner_id, each.account_id, each.ground, each.detail, each.on)
        for each in opportunities
    ]
    return plain_table("tam_expansion", "Who may want more", columns, rows, head)


def revenue_table(lines: Iterable[RevenueLine], head: ReportHead) -> ReportTable:
    """Give recurring revenue by currency, with what became of it."""
    columns = [
        ReportColumn(id="currency", name="Currency"),
        ReportColumn(id="partners", name="Partners", kind="whole"),
        ReportColumn(id="at_start", name="At the start", kind="number"),
        ReportColumn(id="churned", name="Churned", kind="number"),
        ReportColumn(id="contracted", name="Contracted", kind="number"),
        ReportColumn(id="expanded", name="Expanded", kind="number"),
        ReportColumn(id="gross", name="Gross retention", kind="number", unit="%"),
        ReportColumn(id="net", name="Net retention", kind="number", unit="%"),
    ]
    rows = [_revenue_cells(line) for line in lines]
    return plain_table("tam_revenue", "Recurring revenue", columns, rows, head)


def _revenue_cells(line: RevenueLine) -> tuple[Cell, ...]:
    revenue = line.revenue
    amounts = (
        revenue.at_start,
        revenue.churned,
        revenue.contracted,
        revenue.expanded,
    )
    return (
        line.id,
        line.partners,
        *(each.amount for each in amounts),
        line.gross.exact,
        line.net.exact,
    )
