"""The gate report: how partners get through the gates, and where they are held up."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import attrs

from partner_success.analytics.gates.completions import (
    MonthOfCompletions,
    completion_table,
    completions_by_month,
)
from partner_success.analytics.gates.counting import gate_facts
from partner_success.analytics.gates.failures import (
    FailureReason,
    commonest_failures,
    failure_table,
)
from partner_success.analytics.gates.figures import (
    GateFigures,
    counted,
    gate_figures,
    gate_table,
)
from partner_success.analytics.gates.scope import ReportScope, narrowed
from partner_success.analytics.gates.spells import GateSpells
from partner_success.analytics.gates.standings import (
    PartnerLine,
    StageCount,
    partner_lines,
    partner_table,
    stage_counts,
    stage_table,
)
from partner_success.analytics.report_table import ReportTable
from partner_success.analytics.views import View
from partner_success.core.arguments import require
from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import Period
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import rounded_text
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.frames.reports.gate_facts import GateCounts, GateFacts
from partner_success.gates.definition import JourneyTerms, Stage
from partner_success.gates.report_terms import GateReportTerms

__all__ = ["GateReport", "gate_report", "report_on", "shown_ratio"]

_AT_RISK: Final = ("high", "medium")


@attrs.frozen(kw_only=True)
class GateReport(Explained):
    """How partners get through the gates.

    Attributes:
        scope: What is looked at.
        by_stage: How many partners are in each stage; they add up to `partners`.
        gates: What partners make of each gate, by its id.
        failures: The commonest reasons of failed submissions.
        launches: Who has a launch risk, those at high and medium risk first and then by
            the days left.
        completions: How many completed which gate, by month.
        provenance: The rulebook edition of the journey.
        stages: The stages of the journey, in order.

    Rule: ANL-04, ANL-05, ANL-06.
    """

    scope: ReportScope
    by_stage: Catalogue[StageCount]
    gates: Catalogue[GateFigures]
    failures: tuple[FailureReason, ...]
    launches: tuple[PartnerLine, ...]
    completions: tuple[MonthOfCompletions, ...]
    stages: tuple[Stage, ...] = attrs.field(repr=False)
    provenance: Provenance = Provenance()

    @property
    def partners(self) -> int:
        """How many partners there are in all."""
        return sum(each.partners for each in self.by_stage)

    @property
    def at_risk(self) -> tuple[PartnerLine, ...]:
        """Who may miss the launch: those at high or medium risk."""
        return tuple(each for each in self.launches if each.risk in _AT_RISK)

    def tables(self) -> tuple[ReportTable, ...]:
        """Give everything as tables."""
        edition = self.provenance
        remarks = tuple(self.scope.remarks())
        return (
            stage_table(self.by_stage, remarks=remarks, provenance=edition),
            gate_table(self.gates, remarks=remarks, provenance=edition),
            failure_table(self.failures, edition),
            partner_table("launch_risk", "Launch risk", self.launches, edition),
            completion_table(self.completions, self.stages, edition),
        )

    def explain(self) -> Explanation:
        """Tell each gate in a row, and below it what holds partners up."""
        rows = [
            (
                gate.name,
                str(gate.partners),
                shown_ratio(gate.completion),
                shown_ratio(gate.mean),
                "–" if gate.median is None else _number(gate.median),
                shown_ratio(gate.passing),
                shown_ratio(gate.failing),
            )
            for gate in self.gates
        ]
        partners = counted(self.partners, "partner")
        return Explanation(
            title=f"Gates on {self.scope.on}: {partners}, {len(self.at_risk)} at risk",
            columns=(
                "",
                "in it",
                "completed",
                "mean days",
                "median",
                "met",
                "failed",
            ),
            rows=tuple(rows),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _remarks(self) -> Iterator[str]:
        for stage in self.by_stage:
            if stage.id not in self.gates and stage.partners:
                yield f"{stage.name}: {counted(stage.partners, 'partner')}"
        for each in self.at_risk:
            yield (
                f"{each.risk} risk: {each.partner_id} in {each.name},"
                f" {counted(each.days_left or 0, 'day')} left"
            )
        for reason in self.failures:
            yield f"{reason.gate} failed {reason.count} x: {reason.message}"
        yield from self.scope.remarks()


def shown_ratio(ratio: Ratio) -> str:
    """Write a rate shortly, with both of its counts.

    Examples:
        >>> from partner_success.analytics.gates.figures import share_of
        >>> shown_ratio(share_of("rate", 2, "passed", 3, "reached it"))
        '66.67 (2/3)'
        >>> shown_ratio(share_of("rate", 0, "passed", 0, "reached it"))
        '– (0/0)'
    """
    value = "–" if ratio.exact is None else _number(ratio.exact)
    part, whole = ratio.numerator.amount, ratio.denominator.amount
    return f"{value} ({_number(part)}/{_number(whole)})"


def _number(value: Fraction) -> str:
    return rounded_text(*value.as_integer_ratio(), decimals=2)


def gate_report(  # noqa: PLR0913 - what a report can be narrowed by
    spells: GateSpells,
    terms: GateReportTerms,
    *,
    period: Period | None = None,
    stage: str | None = None,
    tier: int | None = None,
    person: str | None = None,
    view: View | None = None,
) -> GateReport:
    """Report how partners get through the gates.

    Every partner counts in the one stage that it is in. Of a gate count those that
    reached it, whether they are still in it or not. A period counts what happened in
    it; how partners stand is told of the instant of the spells.

    Args:
        spells: Partners in stages, as `gate_spells` gives them.
        terms: What reports show: ``rules.analytics.gates``.
        period: Count only what happened on these days.
        stage: Look only at this stage.
        tier: Look only at partners of this tier.
        person: Look only at partners to whom somebody is assigned, in any role.
        view: What the reader may see, as `view_of` gives it; left out, everything.

    Raises:
        InvalidUseError: One of the arguments is something else.
        UnknownNameError: The journey has no such stage.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import partner_success as ps
        >>> from partner_success.analytics.gates import gate_spells
        >>> rules = ps.standard()
        >>> spells = gate_spells(rules.journey, [], at=datetime(2026, 5, 4, tzinfo=UTC))
        >>> print(gate_report(spells, rules.analytics.gates))
        Gates on 2026-05-04: 0 partners, 0 at risk

    Rule: ANL-04, ANL-05, ANL-06.
    """
    left, scope = narrowed(
        spells, period=period, stage=stage, tier=tier, person=person, view=view
    )
    facts = gate_facts(left, scope)
    return report_on(left.journey, facts, scope, require(terms, GateReportTerms))


def report_on(
    journey: JourneyTerms, facts: GateFacts, scope: ReportScope, terms: GateReportTerms
) -> GateReport:
    """Report on what was counted.

    Args:
        journey: The journey.
        facts: What was counted, of what is looked at.
        scope: What is looked at.
        terms: What reports show.

    Rule: ANL-04.
    """
    stages = journey.stages
    looked_at = [
        each for each in stages if scope.stage is None or each.id == scope.stage
    ]
    gates = tuple(each for each in looked_at if each.is_gate)
    figures = [
        gate_figures(each, facts.gates.get(each.id, GateCounts()), journey.provenance)
        for each in gates
    ]
    at_risk = [each for each in facts.standings if each.risk is not None]
    return GateReport(
        scope=scope,
        by_stage=Catalogue(stage_counts(facts.by_status, looked_at), kind="stage"),
        gates=Catalogue(figures, kind="gate"),
        failures=commonest_failures(facts.failures, stages, terms.commonest_failures),
        launches=partner_lines(at_risk, stages, scope.on),
        completions=completions_by_month(facts.completed, gates),
        stages=gates,
        provenance=journey.provenance,
    )
