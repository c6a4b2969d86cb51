"""How partners stand now: by stage, by phase, and one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

import attrs

from partner_success.analytics.report_table import ReportColumn, ReportTable
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.provenance import Provenance
from partner_success.frames.reports.gate_facts import StandingFacts
from partner_success.gates.definition import Stage
from partner_success.gates.launch_risk import RiskLevel
from partner_success.gates.state import GateStatus

__all__ = [
    "LEVELS",
    "PartnerLine",
    "PhaseCount",
    "StageCount",
    "partner_lines",
    "partner_table",
    "phase_counts",
    "phase_table",
    "stage_counts",
    "stage_table",
]

LEVELS: Final[tuple[RiskLevel, ...]] = ("high", "medium", "low")
"""The risks of launches, the worst first."""

_LEVEL: Final[dict[str | None, RiskLevel | None]] = {
    None: None,
    **{level: level for level in LEVELS},
}


@attrs.frozen(kw_only=True)
class StageCount:
    """How many partners are in a stage.

    Attributes:
        id: The id of the stage.
        name: Its name.
        by_status: How many there are of each status that the stage has for them.

    Rule: ANL-04.
    """

    id: str
    name: str
    by_status: FrozenMap[GateStatus, int]

    @property
    def partners(self) -> int:
        """How many partners are in it, whatever its status."""
        return sum(self.by_status.values())


@attrs.frozen(kw_only=True)
class PhaseCount:
    """How many partners are in a phase of a stage.

    Attributes:
        stage: The id of the stage.
        phase: The id of the phase; ``None`` for those in none of them.
        name: The name of the phase, or of the stage.
        partners: How many partners are in it.

    Rule: ANL-09.
    """

    stage: str
    phase: str | None
    name: str
    partners: int


@attrs.frozen(kw_only=True)
class PartnerLine:
    """How one partner stands.

    Attributes:
        partner_id: The partner.
        stage: The id of the stage that it is in.
        name: The name of that stage.
        status: How the stage stands.
        phase: The id of the phase that it is in; ``None`` for none.
        tier: Its tier; ``None`` where nobody knows it.
        days: The days from reaching the stage to passing it, or up to now; ``None``
            where it was not reached.
        target_launch: The day on which it is to launch; ``None`` without one.
        days_left: The days up to that; ``None`` without one.
        risk: The risk of the launch; ``None`` once launched and without a target.

    Rule: ANL-04.
    """

    partner_id: str
    stage: str
    name: str
    status: GateStatus
    phase: str | None
    tier: int | None
    days: int | None
    target_launch: date | None
    days_left: int | None
    risk: RiskLevel | None


def stage_counts(
    counts: Mapping[tuple[str, str], int], stages: Iterable[Stage]
) -> tuple[StageCount, ...]:
    """Give partners by the stage that they are in, in the order of the journey.

    Args:
        counts: By stage and status how many partners are there.
        stages: The stages that are told.
    """
    return tuple(
        StageCount(
            id=stage.id,
            name=stage.name,
            by_status=FrozenMap(
                (status, counts[stage.id, status])
                for status in GateStatus
                if counts.get((stage.id, status))
            ),
        )
        for stage in stages
    )


def phase_counts(
    counts: Mapping[tuple[str, str | None], int], stages: Iterable[Stage]
) -> tuple[PhaseCount, ...]:
    """Give partners by the phase that they are in, and those in none of a stage.

    Args:
        counts: By stage and phase how many partners are there.
        stages: The stages that are told.
    """
    found: list[PhaseCount] = []
    for stage in stages:
        names = {phase.id: phase.name for phase in stage.phases}
        for phase, name in (*names.items(), (None, stage.name)):
            count = counts.get((stage.id, phase), 0)
            found.append(
                PhaseCount(stage=stage.id, phase=phase, name=name, partners=count)
            )
    return tuple(found)


def partner_lines(
    standings: Iterable[StandingFacts], stages: Catalogue[Stage], on: date
) -> tuple[PartnerLine, ...]:
    """Give how each partner stands: those at high and medium risk first.

    Those at one risk go by the days left and then by id; those without a risk are last.

    Args:
        standings: Where each of them stands.
        stages: The stages of the journey.
        on: The day from which days are left.
    """
    lines = (
        PartnerLine(
            partner_id=each.partner_id,
            stage=each.stage,
            name=stages[each.stage].name,
            status=GateStatus(each.status),
            phase=each.phase,
            tier=each.tier,
            days=each.days,
            target_launch=each.target_launch,
            days_left=(
                None if each.target_launch is None else (each.target_launch - on).days
            ),
            risk=_LEVEL[each.risk],
        )
        for each in standings
    )
    return tuple(sorted(lines, key=_by_risk))


def _by_risk(line: PartnerLine) -> tuple[int, int, str]:
    # Who has a risk has a target too, and so has days left.
    rank = len(LEVELS) if line.risk is None else LEVELS.index(line.risk)
    left = 0 if line.risk is None else line.days_left
    return rank, left or 0, line.partner_id


def stage_table(
    counts: Iterable[StageCount], *, remarks: Iterable[str], provenance: Provenance
) -> ReportTable:
    """Put counts by stage into a table, with a column for each status."""
    return ReportTable(
        id="partners_by_stage",
        name="Partners by stage",
        columns=(
            ReportColumn(id="stage", name="Id"),
            ReportColumn(id="name", name="Stage"),
            ReportColumn(id="partners", name="Partners", kind="whole"),
            *(
                ReportColumn(
                    id=str(status),
                    name=str(status).replace("_", " ").capitalize(),
                    kind="whole",
                )
                for status in GateStatus
            ),
        ),
        rows=[
            (
                each.id,
                each.name,
                each.partners,
                *(each.by_status.get(status, 0) for status in GateStatus),
            )
            for each in counts
        ],
        remarks=tuple(remarks),
        provenance=provenance,
    )


def phase_table(counts: Iterable[PhaseCount], provenance: Provenance) -> ReportTable:
    """Put counts by phase into a table."""
    return ReportTable(
        id="partners_by_phase",
        name="Partners by phase",
        columns=(
            ReportColumn(id="stage", name="Stage"),
            ReportColumn(id="phase", name="Phase"),
            ReportColumn(id="name", name="Name"),
            ReportColumn(id="partners", name="Partners", kind="whole"),
        ),
        rows=[(each.stage, each.phase, each.name, each.partners) for each in counts],
        remarks=("a stage without a phase counts who is in none of its phases",),
        provenance=provenance,
    )


def partner_table(
    id_: str, name: str, lines: Iterable[PartnerLine], provenance: Provenance
) -> ReportTable:
    """Put how partners stand into a table."""
    return ReportTable(
        id=id_,
        name=name,
        columns=(
            ReportColumn(id="partner_id", name="Partner"),
            ReportColumn(id="stage", name="Id"),
            ReportColumn(id="name", name="Stage"),
            ReportColumn(id="status", name="Status"),
            ReportColumn(id="phase", name="Phase"),
            ReportColumn(id="tier", name="Tier", kind="whole"),
            ReportColumn(id="days", name="In it for", kind="whole", unit="days"),
            ReportColumn(id="target_launch", name="Target launch", kind="day"),
            ReportColumn(id="days_left", name="Left", kind="whole", unit="days"),
            ReportColumn(id="risk", name="Risk"),
        ),
        rows=[
            (
                each.partner_id,
                each.stage,
                each.name,
                str(each.status),
                each.phase,
                each.tier,
                each.days,
                each.target_launch,
                each.days_left,
                each.risk,
            )
            for each in lines
        ],
        provenance=provenance,
    )
