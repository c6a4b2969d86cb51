"""How the integrations of partners stand: items, transactions, issues, monitoring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

import attrs

from partner_success.analytics.gates.figures import share_of
from partner_success.analytics.report_table import ReportColumn, ReportTable
from partner_success.core.provenance import Provenance
from partner_success.engagement.kpis.ratio import PERCENT, Ratio
from partner_success.frames.reports.integration_counts import (
    IntegrationCounts,
    IssueCounts,
)
from partner_success.gates.report_terms import GateReportTerms

__all__ = [
    "CommonIssue",
    "IntegrationStatus",
    "PartnerIntegration",
    "common_issues",
    "integration_table",
    "issue_table",
    "partner_integration",
    "tested_share",
]


class IntegrationStatus(StrEnum):
    """How far the integration of a partner is.

    Attributes:
        NOT_STARTED: None of its items is done.
        UNDER_WAY: Some are.
        COMPLETE: All are, or the answers about it passed.
    """

    NOT_STARTED = "not started"
    UNDER_WAY = "under way"
    COMPLETE = "complete"


@attrs.frozen(kw_only=True)
class PartnerIntegration:
    """How the integration of one partner stands.

    Attributes:
        partner_id: The partner.
        status: How far it is.
        items: How many of its items are done, of all of them.
        has_passed: Whether the answers about it passed in the newest submission.
        monitoring: How many items about monitoring are done, of all of them.
        transactions: How many test transactions succeeded in the period, of those run.
        open_issues: How many issues are open.
        is_healthy: Whether the monitoring was healthy when somebody last looked;
            ``None`` where nobody did.

    Rule: ANL-09.
    """

    partner_id: str
    status: IntegrationStatus
    items: Ratio
    has_passed: bool
    monitoring: Ratio
    transactions: Ratio
    open_issues: int
    is_healthy: bool | None


def partner_integration(
    partner_id: str, counts: IntegrationCounts, terms: GateReportTerms
) -> PartnerIntegration:
    """Tell how the integration of one partner stands.

    Args:
        partner_id: The partner.
        counts: What was counted of it.
        terms: Which items count.

    Rule: ANL-09.
    """
    items = _items("items of the integration", terms.integration_items, counts.done)
    passed = terms.integration_phase in counts.passed_sections
    return PartnerIntegration(
        partner_id=partner_id,
        status=_status(items, has_passed=passed),
        items=items,
        has_passed=passed,
        monitoring=_items("items of monitoring", terms.monitoring_items, counts.done),
        transactions=tested_share(counts.succeeded, counts.ran),
        open_issues=counts.open_issues,
        is_healthy=counts.is_healthy,
    )


def _items(name: str, ids: Iterable[str], done: frozenset[str]) -> Ratio:
    asked = frozenset(ids)
    return share_of(name, len(asked & done), "done", len(asked), "items")


def _status(items: Ratio, *, has_passed: bool) -> IntegrationStatus:
    if has_passed or items.numerator.amount == items.denominator.amount:
        return IntegrationStatus.COMPLETE
    if items.numerator.amount:
        return IntegrationStatus.UNDER_WAY
    return IntegrationStatus.NOT_STARTED


def tested_share(succeeded: int, ran: int) -> Ratio:
    """Give the share of test transactions that succeeded, of those that were run.

    Rule: ANL-09.
    """
    return share_of(
        "test transactions that succeed", succeeded, "succeeded", ran, "run"
    )


@attrs.frozen(kw_only=True)
class CommonIssue:
    """A kind of issue that integrations have.

    Attributes:
        kind: The kind.
        count: How many were found in the period.
        open: How many of these are open.
        partners: How many partners had them.

    Rule: ANL-09.
    """

    kind: str
    count: int
    open: int
    partners: int


def common_issues(
    issues: Mapping[str, IssueCounts], most: int
) -> tuple[CommonIssue, ...]:
    """Give the commonest kinds of issues that were found in the period.

    Of equally common ones those of more partners come first, and then by the alphabet.

    Rule: ANL-09.
    """
    ranked = sorted(
        issues, key=lambda kind: (-issues[kind].count, -issues[kind].partners, kind)
    )
    return tuple(
        CommonIssue(
            kind=kind,
            count=issues[kind].count,
            open=issues[kind].open,
            partners=issues[kind].partners,
        )
        for kind in ranked[:most]
    )


_COLUMNS: Final = (
    ReportColumn(id="partner_id", name="Partner"),
    ReportColumn(id="status", name="Integration"),
    ReportColumn(id="items_done", name="Done", kind="whole", unit="items"),
    ReportColumn(id="items", name="Of", kind="whole", unit="items"),
    ReportColumn(id="answers_passed", name="Answers passed", kind="truth"),
    ReportColumn(id="monitoring_done", name="Monitoring", kind="whole", unit="items"),
    ReportColumn(id="monitoring_items", name="Of them", kind="whole", unit="items"),
    ReportColumn(id="succeeded", name="Succeeded", kind="whole", unit="transactions"),
    ReportColumn(id="ran", name="Run", kind="whole", unit="transactions"),
    ReportColumn(id="success", name="Success", kind="number", unit=PERCENT),
    ReportColumn(id="open_issues", name="Open issues", kind="whole"),
    ReportColumn(id="is_healthy", name="Monitoring healthy", kind="truth"),
)


def integration_table(
    partners: Iterable[PartnerIntegration],
    *,
    remarks: Iterable[str],
    provenance: Provenance,
) -> ReportTable:
    """Put how integrations stand into a table."""
    return ReportTable(
        id="integrations",
        name="Integrations",
        columns=_COLUMNS,
        rows=[
            (
                each.partner_id,
                str(each.status),
                int(each.items.numerator.amount),
                int(each.items.denominator.amount),
                each.has_passed,
                int(each.monitoring.numerator.amount),
                int(each.monitoring.denominator.amount),
                int(each.transactions.numerator.amount),
                int(each.transactions.denominator.amount),
                each.transactions.exact,
                each.open_issues,
                each.is_healthy,
            )
            for each in partners
        ],
        remarks=tuple(remarks),
        provenance=provenance,
    )


def issue_table(issues: Iterable[CommonIssue], provenance: Provenance) -> ReportTable:
    """Put common issues into a table."""
    return ReportTable(
        id="integration_issues",
        name="Common integration issues",
        columns=(
            ReportColumn(id="kind", name="Kind"),
            ReportColumn(id="count", name="Found", kind="whole"),
            ReportColumn(id="open", name="Open", kind="whole"),
            ReportColumn(id="partners", name="Partners", kind="whole"),
        ),
        rows=[(each.kind, each.count, each.open, each.partners) for each in issues],
        provenance=provenance,
    )
