"""The report of those who integrate partners until they can order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import attrs

from partner_success.analytics.gates.counting import gate_counts, integration_totals
from partner_success.analytics.gates.figures import (
    GateFigures,
    counted,
    gate_figures,
    gate_table,
    share_of,
)
from partner_success.analytics.gates.integration import (
    CommonIssue,
    IntegrationStatus,
    PartnerIntegration,
    common_issues,
    integration_table,
    issue_table,
    partner_integration,
    tested_share,
)
from partner_success.analytics.gates.integration_facts import integration_facts
from partner_success.analytics.gates.report import shown_ratio
from partner_success.analytics.gates.scope import ReportScope, narrowed
from partner_success.analytics.gates.spells import GateSpells
from partner_success.analytics.report_table import ReportColumn, ReportTable
from partner_success.analytics.views import View
from partner_success.core.arguments import require
from partner_success.core.collections import FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import Period
from partner_success.core.provenance import Provenance
from partner_success.engagement.kpis.ratio import PERCENT, Ratio
from partner_success.frames.reports.gate_facts import GateCounts
from partner_success.frames.reports.integration_counts import IntegrationTotals
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.report_terms import GateReportTerms
from partner_success.partners import (
    IntegrationIssue,
    MonitoringCheck,
    TransactionTest,
)

__all__ = ["TpmReport", "tpm_report", "tpm_report_on"]


@attrs.frozen(kw_only=True)
class TpmReport(Explained):
    """How the integrations of partners stand.

    Attributes:
        scope: What is looked at.
        integrations: How the integration of each partner in the gate stands, by id.
        transactions: How many test transactions succeeded in the period, of those run,
            of every partner that is looked at.
        gate: What partners make of the gate that makes them ready to order.
        issues: The commonest kinds of integration issues found in the period.
        unplaced: How many facts speak of partners that are on no journey here; they are
            left out.
        provenance: The rulebook edition of the journey.

    Rule: ANL-05, ANL-06, ANL-09.
    """

    scope: ReportScope
    integrations: tuple[PartnerIntegration, ...]
    transactions: Ratio
    gate: GateFigures
    issues: tuple[CommonIssue, ...]
    unplaced: int = 0
    provenance: Provenance = Provenance()

    @property
    def partners(self) -> int:
        """How many partners are in the gate."""
        return len(self.integrations)

    @property
    def by_status(self) -> FrozenMap[IntegrationStatus, int]:
        """How many partners of the gate have which status of their integration."""
        counts = Counter(each.status for each in self.integrations)
        return FrozenMap((status, counts[status]) for status in IntegrationStatus)

    @property
    def monitoring(self) -> Ratio:
        """How many partners of the gate had healthy monitoring, of those looked at."""
        found = [each.is_healthy for each in self.integrations]
        looked = [each for each in found if each is not None]
        healthy = looked.count(True)
        return share_of(
            "healthy monitoring", healthy, "healthy", len(looked), "checked"
        )

    def tables(self) -> tuple[ReportTable, ...]:
        """Give everything as tables."""
        edition = self.provenance
        return (
            integration_table(
                self.integrations, remarks=self.remarks(), provenance=edition
            ),
            self._share_table(),
            issue_table(self.issues, edition),
            gate_table([self.gate], provenance=edition),
        )

    def _share_table(self) -> ReportTable:
        return ReportTable(
            id="shares",
            name="Test transactions and monitoring",
            columns=(
                ReportColumn(id="figure", name="Figure"),
                ReportColumn(id="part", name="So many", kind="whole"),
                ReportColumn(id="whole", name="Of", kind="whole"),
                ReportColumn(id="share", name="Share", kind="number", unit=PERCENT),
            ),
            rows=[
                (
                    each.name,
                    int(each.numerator.amount),
                    int(each.denominator.amount),
                    each.exact,
                )
                for each in (self.transactions, self.monitoring)
            ],
            provenance=self.provenance,
        )

    def remarks(self) -> Iterator[str]:
        """Say what was left out, each in one sentence."""
        if self.unplaced:
            facts = counted(self.unplaced, "fact")
            yield f"left out: {facts} of partners without a journey here"
        yield from self.scope.remarks()

    def explain(self) -> Explanation:
        """Tell how each integration stands, and below it how the gate goes."""
        rows = [
            (
                each.partner_id,
                str(each.status),
                shown_ratio(each.items),
                shown_ratio(each.transactions),
                str(each.open_issues),
                _health(is_healthy=each.is_healthy),
            )
            for each in self.integrations
        ]
        counts = ", ".join(f"{count} {name}" for name, count in self.by_status.items())
        return Explanation(
            title=f"Integrations on {self.scope.on}:"
            f" {counted(self.partners, 'partner')} ({counts})",
            columns=("", "status", "items", "transactions", "issues", "monitoring"),
            rows=tuple(rows),
            remarks=(
                str(self.transactions),
                str(self.monitoring),
                *(
                    f"{each.kind}: {each.count} found, {each.open} open"
                    for each in self.issues
                ),
                str(self.gate),
                *self.gate.explain().remarks,
                *self.remarks(),
            ),
            provenance=self.provenance,
        )


def _health(*, is_healthy: bool | None) -> str:
    if is_healthy is None:
        return "–"
    return "healthy" if is_healthy else "not healthy"


def tpm_report(  # noqa: PLR0913 - the facts, and what a report can be narrowed by
    spells: GateSpells,
    terms: GateReportTerms,
    *,
    transactions: Iterable[TransactionTest] = (),
    issues: Iterable[IntegrationIssue] = (),
    checks: Iterable[MonitoringCheck] = (),
    period: Period | None = None,
    tier: int | None = None,
    person: str | None = None,
    view: View | None = None,
) -> TpmReport:
    """Report how the integrations of partners stand.

    A TPM is who is assigned in the role that leads the gate which makes partners ready
    to order. The integration of a partner in it is complete once all its items are
    ticked off, or the answers about it passed. Facts count up to the instant of the
    spells; the newest look at a partner's monitoring tells whether it is healthy.

    Args:
        spells: Partners in stages, as `gate_spells` gives them.
        terms: What reports show: ``rules.analytics.gates``.
        transactions: Test transactions, each once.
        issues: Integration issues, each once.
        checks: Looks at the monitoring.
        period: Count only what happened on these days; how integrations stand is told
            of the instant.
        tier: Look only at partners of this tier.
        person: Look only at the partners of this TPM.
        view: What the reader may see of TPM analytics, as `view_of` gives it; left out,
            everything.

    Raises:
        InvalidUseError: One of the arguments is something else, or the view is of
            another role's analytics.
        InvalidValueError: A transaction or an issue is there twice.
        UnknownNameError: The journey has no such gate.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import partner_success as ps
        >>> from partner_success.analytics.gates import gate_spells
        >>> rules = ps.standard()
        >>> spells = gate_spells(rules.journey, [], at=datetime(2026, 5, 4, tzinfo=UTC))
        >>> tpm_report(spells, rules.analytics.gates).transactions.exact

    Rule: ANL-05, ANL-06, ANL-09.
    """
    journey = require(spells, GateSpells).journey
    asked = require(terms, GateReportTerms)
    gate = journey.stages[asked.ready_to_order]
    left, scope = narrowed(
        spells, period=period, tier=tier, person=person, role=gate.lead, view=view
    )
    known = integration_facts(
        spells.partner_ids,
        spells.at,
        transactions=transactions,
        issues=issues,
        checks=checks,
    )
    here = [spell for spell in left.current if spell.stage == gate.id]
    totals = integration_totals(known, left.partner_ids, here, scope)
    counts = gate_counts(gate.id, left.spells, scope)
    return tpm_report_on(journey, asked, scope, totals, counts)


def tpm_report_on(
    journey: JourneyTerms,
    terms: GateReportTerms,
    scope: ReportScope,
    totals: IntegrationTotals,
    gate: GateCounts,
) -> TpmReport:
    """Report on what was counted; see `tpm_report`.

    Args:
        journey: The journey.
        terms: What reports show.
        scope: What is looked at.
        totals: How integrations stand.
        gate: What partners made of the gate.

    Rule: ANL-09.
    """
    stage = journey.stages[terms.ready_to_order]
    return TpmReport(
        scope=scope,
        integrations=tuple(
            partner_integration(id_, counts, terms)
            for id_, counts in sorted(totals.by_partner.items())
        ),
        transactions=tested_share(totals.succeeded, totals.ran),
        gate=gate_figures(stage, gate, journey.provenance),
        issues=common_issues(totals.issues, terms.commonest_issues),
        unplaced=totals.unplaced,
        provenance=journey.provenance,
    )
