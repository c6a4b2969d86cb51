"""The report of those who develop partners up to the day they can sell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs

from partner_success.analytics.gates.counting import gate_counts
from partner_success.analytics.gates.figures import (
    GateFigures,
    counted,
    gate_figures,
    gate_table,
)
from partner_success.analytics.gates.loads import (
    DevelopmentLoad,
    hours_of,
    load_of,
    load_table,
    utilisation_of,
    work_table,
)
from partner_success.analytics.gates.report import shown_ratio
from partner_success.analytics.gates.scope import ReportScope, narrowed
from partner_success.analytics.gates.spells import GateSpells
from partner_success.analytics.gates.standings import (
    PhaseCount,
    phase_counts,
    phase_table,
)
from partner_success.analytics.report_table import ReportTable
from partner_success.analytics.views import View
from partner_success.core.arguments import require
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import Period
from partner_success.core.provenance import Provenance
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.frames.reports.gate_facts import GateCounts
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.report_terms import GateReportTerms
from partner_success.practice.staffing import StaffingPolicy, StaffMember

__all__ = ["PdmReport", "pdm_report", "pdm_report_on"]


@attrs.frozen(kw_only=True)
class PdmReport(Explained):
    """What PDMs carry, and how their partners become ready to sell.

    Attributes:
        scope: What is looked at.
        loads: What each PDM carries, in the order of their ids.
        unassigned: The ids of partners to be developed that have no PDM, in order.
        by_phase: How many partners to be developed are in which phase; they add up.
        gate: What partners make of the gate that makes them ready to sell.
        provenance: The rulebook edition of the journey.

    Rule: ANL-05, ANL-06, ANL-09.
    """

    scope: ReportScope
    loads: tuple[DevelopmentLoad, ...]
    unassigned: tuple[str, ...]
    by_phase: tuple[PhaseCount, ...]
    gate: GateFigures
    provenance: Provenance = Provenance()

    @property
    def partners(self) -> int:
        """How many partners are to be developed."""
        return sum(each.partners for each in self.by_phase)

    @property
    def utilisation(self) -> Ratio:
        """The partners of all PDMs over the most that they can have together."""
        return utilisation_of(self.loads)

    def tables(self) -> tuple[ReportTable, ...]:
        """Give everything as tables."""
        edition, remarks = self.provenance, tuple(self.remarks())
        return (
            load_table(self.loads, remarks=remarks, provenance=edition),
            work_table(self.loads, edition),
            phase_table(self.by_phase, edition),
            gate_table([self.gate], provenance=edition),
        )

    def remarks(self) -> tuple[str, ...]:
        """Say which partners have nobody, and what was left out."""
        if not self.unassigned:
            return tuple(self.scope.remarks())
        nobody = f"nobody develops {', '.join(self.unassigned)}"
        return (nobody, *self.scope.remarks())

    def explain(self) -> Explanation:
        """Tell what each PDM carries, and below it how the gate goes."""
        rows = [
            (
                each.person,
                str(each.load.count),
                shown_ratio(each.utilisation),
                "–" if each.load.aim is None else str(each.load.aim),
                str(each.load.state),
                str(each.load.hours),
            )
            for each in self.loads
        ]
        return Explanation(
            title=f"Partner development on {self.scope.on}:"
            f" {counted(self.partners, 'partner')}, {self.utilisation}",
            columns=("", "partners", "used", "aim", "load", "hours a week"),
            rows=tuple(rows),
            remarks=(
                *(f"{each.name}: {each.partners}" for each in self.by_phase),
                str(self.gate),
                *self.gate.explain().remarks,
                *self.remarks(),
            ),
            provenance=self.provenance,
        )


def pdm_report(  # noqa: PLR0913 - what a report can be narrowed by
    spells: GateSpells,
    terms: GateReportTerms,
    staffing: StaffingPolicy,
    *,
    staff: Iterable[StaffMember] = (),
    period: Period | None = None,
    tier: int | None = None,
    person: str | None = None,
    view: View | None = None,
) -> PdmReport:
    """Report what PDMs carry, and how their partners become ready to sell.

    A PDM is who is assigned in the role that leads the gate which makes partners ready
    to sell. They carry their partners until these enter the stage behind that gate; a
    partner of two PDMs counts for both. The hours are those of the plan for the stage
    that a partner is in.

    Args:
        spells: Partners in stages, as `gate_spells` gives them.
        terms: What reports show: ``rules.analytics.gates``.
        staffing: What one person can carry: ``rules.staffing``.
        staff: PDMs who have no partner yet, or only a share of a position; all others
            count with a full one. Which partners they have is told by the spells.
            Where a view is given, those without a partner in it are left out.
        period: Count of the gate only what happened on these days.
        tier: Look only at partners of this tier.
        person: Look only at the partners of this PDM.
        view: What the reader may see of PDM analytics, as `view_of` gives it; left out,
            everything.

    Raises:
        InvalidUseError: One of the arguments is something else, or the view is of
            another role's analytics.
        UnknownNameError: The journey has no such gate, or staffing no such role.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import partner_success as ps
        >>> from partner_success.analytics.gates import gate_spells
        >>> rules = ps.standard()
        >>> spells = gate_spells(rules.journey, [], at=datetime(2026, 5, 4, tzinfo=UTC))
        >>> ann = StaffMember(id="ann", role="pdm")
        >>> report = pdm_report(
        ...     spells, rules.analytics.gates, rules.staffing, staff=[ann]
        ... )
        >>> print(report.utilisation)
        utilisation: 0 % (0 partners / 8 partners at most)

    Rule: ANL-05, ANL-06, ANL-09.
    """
    journey = require(spells, GateSpells).journey
    asked = require(terms, GateReportTerms)
    gate = journey.stages[asked.ready_to_sell]
    left, scope = narrowed(
        spells, period=period, tier=tier, person=person, role=gate.lead, view=view
    )
    stages = [*journey.stages][: journey.place(gate.id) + 1]
    ids = {stage.id for stage in stages}
    current = [spell for spell in left.current if spell.stage in ids]
    carried: dict[str, list[tuple[str, str]]] = {}
    for spell in current:
        for each in spell.people.get(gate.lead, ()):
            carried.setdefault(each, []).append((spell.partner_id, spell.stage))
    return pdm_report_on(
        journey,
        asked,
        require(staffing, StaffingPolicy),
        scope,
        staff=staff,
        carried=carried,
        unassigned=sorted(
            each.partner_id for each in current if not each.people.get(gate.lead)
        ),
        by_phase=Counter((each.stage, each.phase) for each in current),
        gate=gate_counts(gate.id, left.spells, scope),
        is_whole=view is None,
    )


def pdm_report_on(  # noqa: PLR0913 - what was counted, and how it is told
    journey: JourneyTerms,
    terms: GateReportTerms,
    staffing: StaffingPolicy,
    scope: ReportScope,
    *,
    staff: Iterable[StaffMember],
    carried: Mapping[str, Sequence[tuple[str, str]]],
    unassigned: Iterable[str],
    by_phase: Mapping[tuple[str, str | None], int],
    gate: GateCounts,
    is_whole: bool,
) -> PdmReport:
    """Report on what was counted; see `pdm_report`.

    Args:
        journey: The journey.
        terms: What reports show.
        staffing: What one person can carry.
        scope: What is looked at.
        staff: Who has no partner yet, or only a share of a position.
        carried: By person the partners to be developed, each with its stage.
        unassigned: Those of them that nobody develops, in order.
        by_phase: How many are in which phase.
        gate: What partners made of the gate.
        is_whole: Whether those without a partner are shown.

    Rule: ANL-09.
    """
    stage = journey.stages[terms.ready_to_sell]
    stages = [*journey.stages][: journey.place(stage.id) + 1]
    members = {each.id: each for each in (require(each, StaffMember) for each in staff)}
    theirs = {id_: carried.get(id_, ()) for id_ in members} if is_whole else {}
    theirs |= carried
    hours, role = hours_of(stages, stage.lead), terms.development_load
    return PdmReport(
        scope=scope,
        loads=tuple(
            load_of(
                members.get(id_) or StaffMember(id=id_, role=role),
                theirs[id_],
                hours,
                staffing,
            )
            for id_ in sorted(theirs)
            if scope.person is None or id_ == scope.person
        ),
        unassigned=tuple(unassigned),
        by_phase=phase_counts(by_phase, stages),
        gate=gate_figures(stage, gate, journey.provenance),
        provenance=journey.provenance,
    )
