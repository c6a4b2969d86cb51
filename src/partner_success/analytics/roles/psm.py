"""The report of the Partner Success Manager."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo

import attrs

from partner_success.analytics.report_table import ReportColumn, ReportTable
from partner_success.analytics.roles.betas import beta_counts, beta_states
from partner_success.analytics.roles.facts import ReportedPartner
from partner_success.analytics.roles.launches import (
    LaunchFigures,
    launch_facts,
    launch_figures,
)
from partner_success.analytics.roles.orders import (
    OrderFigures,
    order_counts,
    order_figures,
)
from partner_success.analytics.roles.scope import ReportHead, StagePartner, scope_of
from partner_success.analytics.roles.showing import (
    ROWS,
    counted,
    figures_table,
    partner_table,
    plain_table,
    ratio_row,
    stage_time_row,
    stage_time_table,
    ticket_table,
    times_row,
    times_table,
)
from partner_success.analytics.roles.stage_time import (
    StageTime,
    stage_counts,
    stage_time,
)
from partner_success.analytics.roles.tickets import (
    TicketFigures,
    ticket_counts,
    ticket_figures,
)
from partner_success.analytics.views import View
from partner_success.core.collections import FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import Period
from partner_success.core.provenance import Provenance
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.engagement.kpis.role_policy import RoleAnalyticsPolicy
from partner_success.frames.reports.role_facts import (
    LaunchFact,
    OrderCounts,
    StageCounts,
    TicketCounts,
)
from partner_success.rulebook import Rulebook

__all__ = ["PsmReport", "psm_report", "psm_report_on"]


@attrs.frozen(kw_only=True)
class PsmReport(Explained):
    """What a Partner Success Manager looks at.

    Attributes:
        head: Whose report it is, of which days, and what is left out.
        partners: Who is in Gate 3 when the period ends, by their ids.
        beta: How many of them have their beta in each state; they add up to all.
        orders: How many orders succeeded, and how long they took.
        tickets: How many tickets there were, and how long they took.
        completion: How long Gate 3 takes.
        launches: How many launches held.

    Rule: ANL-01.
    """

    head: ReportHead
    partners: tuple[StagePartner, ...]
    beta: FrozenMap[str, int]
    orders: OrderFigures
    tickets: TicketFigures
    completion: StageTime
    launches: LaunchFigures

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.head.provenance

    @property
    def figures(self) -> tuple[Ratio, ...]:
        """Every share and mean of it."""
        return (
            self.orders.success,
            self.orders.fulfilment.mean,
            self.tickets.resolution.mean,
            self.completion.mean,
            self.launches.success,
        )

    def tables(self) -> tuple[ReportTable, ...]:
        """Give it as tables: figures, partners, betas, times, tickets, and the gate."""
        head = self.head
        states = [
            ReportColumn(id="state", name="State"),
            ReportColumn(id="partners", name="Partners", kind="whole"),
        ]
        times = {
            "fulfilment of orders": self.orders.fulfilment,
            "resolution of tickets": self.tickets.resolution,
        }
        figures = self.figures, head, self.launches.remarks
        return (
            figures_table("psm_figures", f"{head.role} figures", *figures),
            partner_table("psm_partners", self.partners, head),
            plain_table("psm_betas", "Betas by state", states, self.beta.items(), head),
            times_table("psm_times", times, head),
            ticket_table(self.tickets, head),
            stage_time_table("psm_stage_time", self.completion, head),
        )

    def explain(self) -> Explanation:
        """Tell each figure with what it was made of."""
        orders, tickets = self.orders, self.tickets
        beta = [
            (f"beta {state.replace('_', ' ')}", str(count), "")
            for state, count in self.beta.items()
            if count
        ]
        opened = ("tickets opened", str(tickets.opened), "")
        return Explanation(
            title=f"{self.head.role} report, {self.head.days}:"
            f" {counted(len(self.partners), 'partner')} in {self.head.stage}",
            columns=ROWS,
            rows=(
                *beta,
                ratio_row(orders.success),
                ratio_row(orders.fulfilment.mean),
                times_row("fulfilment time", orders.fulfilment),
                opened,
                ratio_row(tickets.resolution.mean),
                times_row("resolution time", tickets.resolution),
                ratio_row(self.completion.mean),
                stage_time_row(self.completion),
                ratio_row(self.launches.success),
            ),
            remarks=(*self.launches.remarks, *self.head.remarks),
            provenance=self.provenance,
        )


def psm_report(
    partners: Iterable[ReportedPartner],
    rules: Rulebook,
    *,
    period: Period,
    zone: tzinfo,
    view: View | None = None,
) -> PsmReport:
    """Report what a Partner Success Manager looks at.

    Partners count as in Gate 3, with the state of their betas, when the period ends.
    Orders and tickets count in the period, on the days on which their partner was in
    Gate 3: an order on the day it was placed and a ticket on the day it was opened, the
    times they took on the day they were completed or resolved. The mean time to
    complete is of those who passed Gate 3 in the period, and launches are those whose
    day lies in it. What is not known is left out, and a figure of nothing has no value.

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

    Rule: ANL-01, ANL-06.
    """
    policy = rules.role_analytics
    scope = scope_of(
        partners,
        rules,
        role=policy.psm_role,
        stage=policy.psm_stage,
        period=period,
        zone=zone,
        view=view,
    )
    return psm_report_on(
        scope.head(),
        policy,
        partners=scope.partners(),
        beta=beta_states(scope),
        orders=order_counts(scope),
        tickets=ticket_counts(scope),
        stage=stage_counts(scope),
        launches=launch_facts(scope),
    )


def psm_report_on(  # noqa: PLR0913 - all that was counted
    head: ReportHead,
    policy: RoleAnalyticsPolicy,
    *,
    partners: Iterable[StagePartner],
    beta: Mapping[str, int],
    orders: OrderCounts,
    tickets: TicketCounts,
    stage: StageCounts,
    launches: Iterable[LaunchFact],
) -> PsmReport:
    """Report on what was counted; see `psm_report`.

    Args:
        head: Whose report it is, of which days.
        policy: What counts.
        partners: Who is in the stage when the period ends.
        beta: How many of them have their beta in which state.
        orders: Their orders.
        tickets: Their tickets.
        stage: How long the stage took.
        launches: The launches of the period.

    Rule: ANL-01.
    """
    return PsmReport(
        head=head,
        partners=tuple(partners),
        beta=beta_counts(beta),
        orders=order_figures(orders, policy.percentile),
        tickets=ticket_figures(tickets, policy.percentile),
        completion=stage_time(stage, str(head.stage)),
        launches=launch_figures(launches, policy.rollback_days),
    )
