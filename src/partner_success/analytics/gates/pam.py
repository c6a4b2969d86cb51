"""The report of those who own partners: each of them across all stages."""

from __future__ import annotations

import attrs

from partner_success.analytics.gates.counting import gate_facts
from partner_success.analytics.gates.report import GateReport, report_on
from partner_success.analytics.gates.scope import ReportScope, narrowed
from partner_success.analytics.gates.spells import GateSpells
from partner_success.analytics.gates.standings import (
    PartnerLine,
    partner_lines,
    partner_table,
)
from partner_success.analytics.report_table import ReportTable
from partner_success.analytics.views import View
from partner_success.core.arguments import require
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import Period
from partner_success.core.provenance import Provenance
from partner_success.frames.reports.gate_facts import GateFacts
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.report_terms import GateReportTerms

__all__ = ["PamReport", "pam_report", "pam_report_on"]


@attrs.frozen(kw_only=True)
class PamReport(Explained):
    """How the partners of PAMs stand, across all stages.

    Attributes:
        partners: Each partner, those at high and medium risk first and then by the days
            left.
        gates: How these partners get through the gates.

    Rule: ANL-04, ANL-06.
    """

    partners: tuple[PartnerLine, ...]
    gates: GateReport

    @property
    def scope(self) -> ReportScope:
        """What is looked at."""
        return self.gates.scope

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition of the journey."""
        return self.gates.provenance

    def tables(self) -> tuple[ReportTable, ...]:
        """Give everything as tables, the partners first."""
        return (
            partner_table("partners", "Partners", self.partners, self.provenance),
            *self.gates.tables(),
        )

    def explain(self) -> Explanation:
        """Tell how each partner stands."""
        return Explanation(
            title=f"Partners on {self.scope.on}: {len(self.partners)},"
            f" {len(self.gates.at_risk)} at risk",
            columns=("", "stage", "status", "days", "left", "risk"),
            rows=tuple(
                (
                    each.partner_id,
                    each.name,
                    str(each.status).replace("_", " "),
                    "–" if each.days is None else str(each.days),
                    "–" if each.days_left is None else str(each.days_left),
                    each.risk or "–",
                )
                for each in self.partners
            ),
            remarks=tuple(self.scope.remarks()),
            provenance=self.provenance,
        )


def pam_report(  # noqa: PLR0913 - what a report can be narrowed by
    spells: GateSpells,
    terms: GateReportTerms,
    *,
    period: Period | None = None,
    tier: int | None = None,
    person: str | None = None,
    view: View | None = None,
) -> PamReport:
    """Report how the partners of PAMs stand, across all stages.

    A PAM is who is assigned in the role that leads the first stage.

    Args:
        spells: Partners in stages, as `gate_spells` gives them.
        terms: What reports show: ``rules.analytics.gates``.
        period: Count only what happened on these days.
        tier: Look only at partners of this tier.
        person: Look only at the partners of this PAM.
        view: What the reader may see of PAM analytics, as `view_of` gives it; left out,
            everything.

    Raises:
        InvalidUseError: One of the arguments is something else, or the view is of
            another role's analytics.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import partner_success as ps
        >>> from partner_success.analytics.gates import gate_spells
        >>> rules = ps.standard()
        >>> spells = gate_spells(rules.journey, [], at=datetime(2026, 5, 4, tzinfo=UTC))
        >>> print(pam_report(spells, rules.analytics.gates, person="ines"))
        Partners on 2026-05-04: 0, 0 at risk

    Rule: ANL-04, ANL-06.
    """
    role = require(spells, GateSpells).journey.stages.ids[0]
    left, scope = narrowed(
        spells,
        period=period,
        tier=tier,
        person=person,
        role=spells.journey.stages[role].lead,
        view=view,
    )
    return pam_report_on(left.journey, gate_facts(left, scope), scope, terms)


def pam_report_on(
    journey: JourneyTerms, facts: GateFacts, scope: ReportScope, terms: GateReportTerms
) -> PamReport:
    """Report on what was counted; see `report_on`.

    Rule: ANL-04.
    """
    return PamReport(
        partners=partner_lines(facts.standings, journey.stages, scope.on),
        gates=report_on(journey, facts, scope, require(terms, GateReportTerms)),
    )
