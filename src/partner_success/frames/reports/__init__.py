"""Figures of reports, counted on dataframes of any library where their rows stand.

What begins with ``collect`` computes a lazy frame, as far as its counts; nothing else
does. `partner_success.analytics` makes reports of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.frames.reports.durations import (
        DurationCounts,
        collect_durations,
        collect_spell_durations,
    )
    from partner_success.frames.reports.gate_facts import GateFrames
    from partner_success.frames.reports.information_rows import InformationFrames
    from partner_success.frames.reports.integration_counts import IntegrationFrames
    from partner_success.frames.reports.role_facts import RoleFrames
    from partner_success.frames.reports.state_spells import state_spells

__all__ = [
    "DurationCounts",
    "GateFrames",
    "InformationFrames",
    "IntegrationFrames",
    "RoleFrames",
    "collect_durations",
    "collect_spell_durations",
    "state_spells",
]

export(
    __name__,
    """
    durations: DurationCounts collect_durations collect_spell_durations
    gate_facts: GateFrames
    information_rows: InformationFrames
    integration_counts: IntegrationFrames
    role_facts: RoleFrames
    state_spells: state_spells
    """,
)
