"""Reports on gates: how partners get through them, for PAMs, PDMs and TPMs.

`gate_spells` turns partners on a journey into one flat form, on which every figure is
computed; each report can be narrowed, and shows no more than a reader's view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.analytics.gates.completions import MonthOfCompletions
    from partner_success.analytics.gates.failures import FailureReason
    from partner_success.analytics.gates.figures import GateFigures
    from partner_success.analytics.gates.from_frames import (
        collect_gate_report,
        collect_pam_report,
        collect_pdm_report,
        collect_tpm_report,
    )
    from partner_success.analytics.gates.gate_tables import (
        gate_tables,
        integration_tables,
    )
    from partner_success.analytics.gates.integration import (
        CommonIssue,
        IntegrationStatus,
        PartnerIntegration,
    )
    from partner_success.analytics.gates.loads import DevelopmentLoad
    from partner_success.analytics.gates.pam import PamReport, pam_report
    from partner_success.analytics.gates.pdm import PdmReport, pdm_report
    from partner_success.analytics.gates.reading import spells_open_to
    from partner_success.analytics.gates.report import GateReport, gate_report
    from partner_success.analytics.gates.scope import ReportScope
    from partner_success.analytics.gates.spell_table import spell_table
    from partner_success.analytics.gates.spells import (
        GateSpell,
        GateSpells,
        SpellSubmission,
        gate_spells,
    )
    from partner_success.analytics.gates.standings import (
        PartnerLine,
        PhaseCount,
        StageCount,
    )
    from partner_success.analytics.gates.tpm import TpmReport, tpm_report

__all__ = [
    "CommonIssue",
    "DevelopmentLoad",
    "FailureReason",
    "GateFigures",
    "GateReport",
    "GateSpell",
    "GateSpells",
    "IntegrationStatus",
    "MonthOfCompletions",
    "PamReport",
    "PartnerIntegration",
    "PartnerLine",
    "PdmReport",
    "PhaseCount",
    "ReportScope",
    "SpellSubmission",
    "StageCount",
    "TpmReport",
    "collect_gate_report",
    "collect_pam_report",
    "collect_pdm_report",
    "collect_tpm_report",
    "gate_report",
    "gate_spells",
    "gate_tables",
    "integration_tables",
    "pam_report",
    "pdm_report",
    "spell_table",
    "spells_open_to",
    "tpm_report",
]

export(
    __name__,
    """
    completions: MonthOfCompletions
    failures: FailureReason
    figures: GateFigures
    from_frames: collect_gate_report collect_pam_report collect_pdm_report
      collect_tpm_report
    gate_tables: gate_tables integration_tables
    integration: CommonIssue IntegrationStatus PartnerIntegration
    loads: DevelopmentLoad
    pam: PamReport pam_report
    pdm: PdmReport pdm_report
    reading: spells_open_to
    report: GateReport gate_report
    scope: ReportScope
    spell_table: spell_table
    spells: GateSpell GateSpells SpellSubmission gate_spells
    standings: PartnerLine PhaseCount StageCount
    tpm: TpmReport tpm_report
    """,
)
