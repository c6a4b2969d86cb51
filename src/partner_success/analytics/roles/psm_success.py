"""By what a Partner Success Manager succeeds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import tzinfo

import attrs

from partner_success.analytics.report_table import ReportColumn, ReportTable
from partner_success.analytics.roles.betas import BetaFigures, beta_ends, beta_figures
from partner_success.analytics.roles.facts import ReportedPartner
from partner_success.analytics.roles.launches import (
    LaunchFigures,
    LaunchSatisfaction,
    launch_facts,
    launch_figures,
    launch_ratings,
    launch_satisfaction,
)
from partner_success.analytics.roles.readiness import (
    MetricFigures,
    SupportReadiness,
    metric_counts,
    metric_figures,
    support_counts,
    support_readiness,
)
from partner_success.analytics.roles.scope import ReportHead, scope_of
from partner_success.analytics.roles.showing import (
    ROWS,
    counted,
    figures_table,
    ratio_row,
    ratio_rows_table,
)
from partner_success.analytics.views import View
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import Period
from partner_success.core.provenance import Provenance
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.frames.reports.role_facts import LaunchFact, SupportCounts
from partner_success.rulebook import Rulebook

__all__ = ["PsmSuccess", "psm_success", "psm_success_on"]


@attrs.frozen(kw_only=True)
class PsmSuccess(Explained):
    """By what a Partner Success Manager succeeds.

    Attributes:
        head: Whose report it is, of which days, and what is left out.
        beta: How betas ended.
        metrics: Whether operational metrics reach their targets.
        support: How ready partners are to support their customers.
        launches: How many launches held.
        satisfaction: How satisfied those were who saw a launch.

    Rule: ANL-03.
    """

    head: ReportHead
    beta: BetaFigures
    metrics: MetricFigures
    support: SupportReadiness
    launches: LaunchFigures
    satisfaction: LaunchSatisfaction

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.head.provenance

    @property
    def figures(self) -> tuple[Ratio, ...]:
        """Every share and mean of it."""
        return (
            self.beta.success,
            self.metrics.achieved,
            self.support.items,
            self.support.scenarios,
            self.launches.success,
            self.satisfaction.satisfied,
            self.satisfaction.mean,
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader has to know of betas, launches and ratings."""
        waived, silent = self.beta.waived, self.satisfaction.silent
        told = {
            f"{counted(waived, 'beta')} waived, apart from those that ended": waived,
            f"no ratings at launch of {', '.join(silent)}": silent,
        }
        return (
            *(text for text, holds in told.items() if holds),
            *self.launches.remarks,
        )

    def tables(self) -> tuple[ReportTable, ...]:
        """Give it as tables: figures, and metrics one by one."""
        head = self.head
        metric = ReportColumn(id="metric", name="Metric")
        metrics = [((id_,), each) for id_, each in self.metrics.by_metric.items()]
        name = f"What the {head.role} achieves"
        return (
            figures_table("psm_success", name, self.figures, head, self.remarks),
            ratio_rows_table(
                "psm_metrics", "Operational metrics", [metric], metrics, head
            ),
        )

    def explain(self) -> Explanation:
        """Tell each figure with what it was made of."""
        return Explanation(
            title=f"{self.head.role} success, {self.head.days}",
            columns=ROWS,
            rows=tuple(map(ratio_row, self.figures)),
            remarks=(*self.remarks, *self.head.remarks),
            provenance=self.provenance,
        )


def psm_success(
    partners: Iterable[ReportedPartner],
    rules: Rulebook,
    *,
    period: Period,
    zone: tzinfo,
    view: View | None = None,
) -> PsmSuccess:
    """Tell by what a Partner Success Manager succeeds.

    Betas count that ended in the period, and launches whose day lies in it, wherever
    their partner is now. Metrics, items and scenarios are those of partners that were
    in Gate 3 in the period. A launch is judged by the CSAT answers that came from its
    day on, up to so many days after it as the rulebook names.

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
        InvalidValueError: A partner is there twice, the zone is none, or a rating is
            none of the scale.
        UnknownNameError: The journey does not have the stage that the rulebook names,
            or the survey has no such question.

    Rule: ANL-03, ANL-06.
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
    return psm_success_on(
        scope.head(),
        rules,
        beta=beta_ends(scope),
        metrics=metric_counts(scope),
        support=support_counts(scope),
        launches=launch_facts(scope),
        ratings=launch_ratings(scope),
    )


def psm_success_on(  # noqa: PLR0913 - all that was counted
    head: ReportHead,
    rules: Rulebook,
    *,
    beta: Mapping[str, int],
    metrics: Mapping[tuple[str, bool], int],
    support: SupportCounts,
    launches: Iterable[LaunchFact],
    ratings: Mapping[str, Mapping[int, int]],
) -> PsmSuccess:
    """Tell by what was counted; see `psm_success`.

    Args:
        head: Whose report it is, of which days.
        rules: The rulebook.
        beta: How many betas ended in which way.
        metrics: By metric and whether it reaches its target how many there are.
        support: How ready partners are.
        launches: The launches of the period.
        ratings: By partner that launched how often each rating was given.

    Rule: ANL-03.
    """
    return PsmSuccess(
        head=head,
        beta=beta_figures(beta),
        metrics=metric_figures(metrics),
        support=support_readiness(support),
        launches=launch_figures(launches, rules.role_analytics.rollback_days),
        satisfaction=launch_satisfaction(ratings, rules.csat),
    )
