"""The report of the Technical Account Manager."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import tzinfo

import attrs

from partner_success.analytics.report_table import ReportTable
from partner_success.analytics.roles.adoption import adoption_of, window_to
from partner_success.analytics.roles.adoption_result import FeatureAdoption
from partner_success.analytics.roles.expansion import (
    ExpansionOpportunity,
    expansion_opportunities,
)
from partner_success.analytics.roles.facts import ReportedPartner
from partner_success.analytics.roles.feature_users import feature_users
from partner_success.analytics.roles.operation import (
    CsatFigures,
    CsatLine,
    OperationFigures,
    csat_figures,
    csat_lines,
    operation_figures,
)
from partner_success.analytics.roles.refusals import (
    RefusedRecord,
    refusal_remarks,
    refusals_table,
)
from partner_success.analytics.roles.retained import (
    RevenueLine,
    partner_counts,
    partner_retention,
    revenue_lines,
)
from partner_success.analytics.roles.revenue import revenue_of
from partner_success.analytics.roles.scope import ReportHead, StagePartner, scope_of
from partner_success.analytics.roles.showing import (
    ROWS,
    counted,
    figures_table,
    partner_table,
    ratio_row,
    ticket_table,
    times_row,
)
from partner_success.analytics.roles.tam_tables import (
    expansion_table,
    health_table,
    revenue_table,
)
from partner_success.analytics.roles.tickets import (
    TicketFigures,
    ticket_counts,
    ticket_figures,
)
from partner_success.analytics.views import View
from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import Period
from partner_success.core.provenance import Provenance
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.engagement.kpis.retention import RecurringRevenue
from partner_success.frames.reports.role_facts import TicketCounts, UserCount
from partner_success.partners.faults import Measure
from partner_success.rulebook import Rulebook

__all__ = ["TamReport", "tam_report", "tam_report_on"]


@attrs.frozen(kw_only=True)
class TamReport(Explained):
    """What a Technical Account Manager looks at, and by what this role succeeds.

    Attributes:
        head: Whose report it is, of which days, and what is left out.
        partners: Who is in Post-Launch when the period ends, by their ids.
        operation: How well they operate.
        tickets: How many tickets there were, and how long they took.
        adoption: Which features their customers use.
        csat: How satisfied their customers are.
        opportunities: Which of their customers may want more.
        revenue: What became of recurring revenue, by currency.
        partner_retention: Partners that stayed, of those there were at the start.
        refused_accounts: Readings of customers that are no opportunities, because the
            scorecard refused a value.

    Rule: ANL-02.
    """

    head: ReportHead
    partners: tuple[StagePartner, ...]
    operation: OperationFigures
    tickets: TicketFigures
    adoption: FeatureAdoption
    csat: CsatFigures
    opportunities: tuple[ExpansionOpportunity, ...]
    revenue: Catalogue[RevenueLine]
    partner_retention: Ratio
    refused_accounts: tuple[RefusedRecord, ...] = ()

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.head.provenance

    @property
    def figures(self) -> tuple[Ratio, ...]:
        """Every share and mean of it, but for those of single features."""
        revenue = [each for line in self.revenue for each in (line.gross, line.net)]
        return (
            self.operation.mean,
            self.tickets.resolution.mean,
            self.csat.satisfied,
            self.csat.mean,
            *revenue,
            self.partner_retention,
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """Of whom too little is known for a score, and what is left out."""
        unscored = ", ".join(self.operation.unscored)
        return (
            *([f"too little known of {unscored}"] if unscored else []),
            *refusal_remarks(self.refusals),
        )

    @property
    def refusals(self) -> tuple[RefusedRecord, ...]:
        """Every record that could not be told; all else is in the figures."""
        return (
            *self.operation.refusals,
            *self.adoption.refusals,
            *self.csat.refusals,
            *self.refused_accounts,
        )

    def tables(self) -> tuple[ReportTable, ...]:
        """Give it as tables.

        Figures, partners, their health and CSAT, tickets, adoption by feature and by
        partner, opportunities, and revenue; where records are left out, they too.
        """
        head = self.head
        return (
            figures_table(
                "tam_figures", f"{head.role} figures", self.figures, head, self.remarks
            ),
            partner_table("tam_partners", self.partners, head),
            health_table(self.operation, self.csat, head),
            ticket_table(self.tickets, head),
            *self.adoption.tables(),
            expansion_table(self.opportunities, head),
            revenue_table(self.revenue, head),
            *(
                [refusals_table("tam_refusals", self.refusals, head)]
                if self.refusals
                else []
            ),
        )

    def explain(self) -> Explanation:
        """Tell each figure with what it was made of."""
        operation, tickets, *others = map(ratio_row, self.figures)
        return Explanation(
            title=f"{self.head.role} report, {self.head.days}:"
            f" {counted(len(self.partners), 'partner')} in {self.head.stage}",
            columns=ROWS,
            rows=(
                operation,
                ("tickets opened", str(self.tickets.opened), ""),
                tickets,
                times_row("resolution time", self.tickets.resolution),
                *(
                    (f"adoption of {each.id}", *ratio_row(each.rate)[1:])
                    for each in self.adoption.features
                ),
                *others,
                *(
                    ("expansion revenue", str(line.expansion), "")
                    for line in self.revenue
                ),
                ("expansion opportunities", str(len(self.opportunities)), ""),
            ),
            remarks=(*self.remarks, *self.head.remarks),
            provenance=self.provenance,
        )


def tam_report(
    partners: Iterable[ReportedPartner],
    rules: Rulebook,
    *,
    period: Period,
    zone: tzinfo,
    view: View | None = None,
) -> TamReport:
    """Report what a Technical Account Manager looks at.

    Partners count that are in Post-Launch when the period ends, with their operational
    health, the adoption of features in the last days of the period, their CSAT of the
    fiscal year in which it ends, and their customers who may want more. Tickets count
    in the period, on the days on which their partner was in Post-Launch. Revenue is
    that of all partners of which it is known: as it was given, or else by what their
    customers pay, as `recurring_revenue` works it out.

    A record in which something cannot be, such as points beyond their scale, is left
    out and stands among the refusals with what is wrong; the rest is told.

    Args:
        partners: What is known of each partner, in any order.
        rules: The rulebook; its ``role_analytics`` says what counts.
        period: The days of the report.
        zone: Where the days of instants are told.
        view: What the reader may see, as `view_of` gives it for the role of the report;
            left out, all is shown.

    Raises:
        InvalidUseError: Something is of another kind, the view is of another role, or
            a partner is on another journey than that of the rulebook.
        InvalidDataError: The journey of a partner went on after the period; every one
            is named.
        InvalidValueError: A partner is there twice, or the zone is none.
        UnknownNameError: The journey does not have the stage that the rulebook names.

    Rule: ANL-02, ANL-06.
    """
    policy = rules.role_analytics
    scope = scope_of(
        partners,
        rules,
        role=policy.tam_role,
        stage=policy.tam_stage,
        period=period,
        zone=zone,
        view=view,
    )
    head = scope.head()
    days = window_to(period.last, policy)
    here = scope.here()
    users, refused_users = feature_users((each.snapshot for each in here), days)
    csat, refused_answers = csat_lines(scope)
    opportunities, refused_accounts = expansion_opportunities(scope)
    return tam_report_on(
        head,
        rules,
        partners=scope.partners(),
        operations=[(each.partner_id, each.operation) for each in here],
        tickets=ticket_counts(scope),
        users=users,
        csat=csat,
        opportunities=opportunities,
        revenue=[one for each in scope.facts for one in revenue_of(each, period)],
        at_both_ends=partner_counts(scope),
        refused_users=refused_users,
        refused_answers=refused_answers,
        refused_accounts=refused_accounts,
    )


def tam_report_on(  # noqa: PLR0913 - all that was counted
    head: ReportHead,
    rules: Rulebook,
    *,
    partners: Iterable[StagePartner],
    operations: Iterable[tuple[str, Mapping[str, Measure | None]]],
    tickets: TicketCounts,
    users: Mapping[str, Mapping[str, UserCount]],
    csat: Sequence[CsatLine],
    opportunities: Iterable[ExpansionOpportunity],
    revenue: Iterable[RecurringRevenue],
    at_both_ends: tuple[int, int],
    refused_users: tuple[RefusedRecord, ...] = (),
    refused_answers: tuple[RefusedRecord, ...] = (),
    refused_accounts: tuple[RefusedRecord, ...] = (),
) -> TamReport:
    """Report on what was counted; see `tam_report`.

    Args:
        head: Whose report it is, of which days.
        rules: The rulebook.
        partners: Who is in the stage when the period ends.
        operations: Each of them with the points of its operational health.
        tickets: Their tickets.
        users: By partner and feature how many used it.
        csat: The CSAT of each of them.
        opportunities: Which of their customers may want more.
        revenue: What became of the revenue of each partner of which it is known.
        at_both_ends: How many partners there were at the start, and how many stayed.
        refused_users: What is left out of the users of features.
        refused_answers: What is left out of CSAT.
        refused_accounts: What is left out of opportunities.

    Rule: ANL-02.
    """
    policy = rules.role_analytics
    days = window_to(head.period.last, policy)
    return TamReport(
        head=head,
        partners=tuple(partners),
        operation=operation_figures(operations, rules.partner_health),
        tickets=ticket_figures(tickets, policy.percentile),
        adoption=adoption_of(
            users, policy, attrs.evolve(head, period=days), refused_users
        ),
        csat=csat_figures(csat, rules.csat, refused_answers),
        opportunities=tuple(opportunities),
        refused_accounts=refused_accounts,
        revenue=revenue_lines(revenue),
        partner_retention=partner_retention(*at_both_ends),
    )
