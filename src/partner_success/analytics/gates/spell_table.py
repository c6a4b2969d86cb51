"""Spells as a table: a row for each partner in each stage, for files and frames."""

from __future__ import annotations

from typing import Final

from partner_success.analytics.gates.spells import GateSpell, GateSpells
from partner_success.analytics.report_table import Cell, ReportColumn, ReportTable
from partner_success.core.arguments import require

__all__ = ["spell_table"]

_COLUMNS: Final = (
    ReportColumn(id="partner_id", name="Partner"),
    ReportColumn(id="stage", name="Stage"),
    ReportColumn(id="is_current", name="Is in it", kind="truth"),
    ReportColumn(id="is_reached", name="Reached it", kind="truth"),
    ReportColumn(id="is_passed", name="Passed it", kind="truth"),
    ReportColumn(id="status", name="Status"),
    ReportColumn(id="phase", name="Phase"),
    ReportColumn(id="tier", name="Tier", kind="whole"),
    ReportColumn(id="started_at", name="Started", kind="instant"),
    ReportColumn(id="passed_at", name="Passed", kind="instant"),
    ReportColumn(id="days", name="Days", kind="whole", unit="days"),
    ReportColumn(id="met", name="Met", kind="whole", unit="submissions"),
    ReportColumn(id="failed", name="Failed", kind="whole", unit="submissions"),
    ReportColumn(id="is_overridden", name="Overridden", kind="truth"),
    ReportColumn(id="reworks", name="Reworks", kind="whole", unit="times"),
    ReportColumn(id="target_launch", name="Target launch", kind="day"),
    ReportColumn(id="days_left", name="Left", kind="whole", unit="days"),
    ReportColumn(id="risk", name="Risk"),
)


def spell_table(spells: GateSpells) -> ReportTable:
    """Put spells into a table, a row for each partner in each stage.

    It is what `partner_success.frames.report_on_gates` counts on any engine.

    Args:
        spells: Partners in stages, as `gate_spells` gives them.

    Raises:
        InvalidUseError: They are something else.

    Examples:
        >>> from datetime import UTC, datetime
        >>> import partner_success as ps
        >>> from partner_success.analytics.gates import gate_spells
        >>> journey = ps.standard().journey
        >>> spells = gate_spells(journey, [], at=datetime(2026, 5, 4, tzinfo=UTC))
        >>> len(spell_table(spells).columns), spell_table(spells).rows
        (18, ())

    Rule: ANL-04.
    """
    found = require(spells, GateSpells)
    return ReportTable(
        id="gate_spells",
        name="Partners in stages",
        columns=_COLUMNS,
        rows=map(_row, found.spells),
        remarks=() if found.withheld is None else (found.withheld,),
        provenance=found.journey.provenance,
    )


def _row(spell: GateSpell) -> tuple[Cell, ...]:
    results = [each.result for each in spell.submissions]
    return (
        spell.partner_id,
        spell.stage,
        spell.is_current,
        spell.started_at is not None,
        spell.passed_at is not None,
        str(spell.status),
        spell.phase,
        spell.tier,
        spell.started_at,
        spell.passed_at,
        spell.days,
        results.count("met"),
        results.count("failed"),
        spell.is_overridden,
        spell.reworks,
        spell.target_launch,
        spell.days_left,
        spell.risk,
    )
