"""Reports on gates of dataframes: counted there, and told as those of records are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from partner_success.analytics.gates.pam import PamReport, pam_report_on
from partner_success.analytics.gates.pdm import PdmReport, pdm_report_on
from partner_success.analytics.gates.report import GateReport, report_on
from partner_success.analytics.gates.scope import ReportScope, withheld
from partner_success.analytics.gates.standings import LEVELS
from partner_success.analytics.gates.tpm import TpmReport, tpm_report_on
from partner_success.analytics.views import View
from partner_success.core.arguments import require
from partner_success.core.instants import Period, microseconds, require_aware
from partner_success.frames.reports.gate_facts import GateCounts, GateFacts, GateFrames
from partner_success.frames.reports.integration_counts import (
    IntegrationFrames,
    collect_integrations,
)
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.report_terms import GateReportTerms
from partner_success.gates.state import GateStatus
from partner_success.practice.staffing import StaffingPolicy, StaffMember

if TYPE_CHECKING:
    from partner_success.frames.reports.gate_counts import GateTable

__all__ = [
    "collect_gate_report",
    "collect_pam_report",
    "collect_pdm_report",
    "collect_tpm_report",
]


def collect_gate_report(  # noqa: PLR0913 - what a report can be narrowed by
    frames: GateFrames,
    journey: JourneyTerms,
    terms: GateReportTerms,
    *,
    at: datetime,
    period: Period | None = None,
    stage: str | None = None,
    tier: int | None = None,
    person: str | None = None,
    view: View | None = None,
) -> GateReport:
    """Report how partners get through the gates, of dataframes.

    It counts on the engine, collects the counts and those partners whose launch has a
    risk, and tells them as `gate_report` does. Of a reason for failing the message of
    the newest submission is told; of equally new ones the last by the alphabet.

    Args:
        frames: Partners in stages, on any engine; lazy frames are computed.
        journey: The journey that all of them are on: ``rules.journey``.
        terms: What reports show: ``rules.analytics.gates``.
        at: The instant up to which the frames tell everything, with its zone; its day
            is that of its clock.
        period: Count only what happened on these days.
        stage: Look only at this stage.
        tier: Look only at partners of this tier.
        person: Look only at partners to whom somebody is assigned, in any role.
        view: What the reader may see, as `view_of` or `collect_view` gives it.

    Raises:
        InvalidDataError: Columns are missing or hold something else, rows were refused
            or are there twice, or a word is unknown.
        InvalidUseError: One of the arguments is something else.
        InvalidValueError: The instant has no zone.
        MissingExtraError: The extra ``frames`` is not installed.
        UnknownNameError: The journey has no such stage.

    Examples:
        >>> from datetime import UTC, date, datetime
        >>> import polars as pl
        >>> import partner_success as ps
        >>> rules = ps.standard()
        >>> spells = pl.DataFrame({
        ...     "partner_id": ["acme"], "stage": ["gate_1"], "is_current": [True],
        ...     "status": ["in_progress"], "started_on": [date(2026, 3, 2)],
        ...     "passed_on": [None],
        ... }, schema_overrides={"passed_on": pl.Date})
        >>> print(collect_gate_report(
        ...     GateFrames(spells=spells), rules.journey, rules.analytics.gates,
        ...     at=datetime(2026, 5, 4, tzinfo=UTC), stage="gate_1",
        ... ))
        Gates on 2026-05-04: 1 partner, 0 at risk

    Rule: ANL-04, ANL-05, ANL-06, FRM-01.
    """
    asked = _Asked(frames, journey, terms, at)
    table, scope = asked.narrowed(
        period=period, stage=stage, tier=tier, person=person, view=view
    )
    return report_on(journey, asked.facts(table, at_risk=True), scope, asked.terms)


def collect_pam_report(  # noqa: PLR0913 - what a report can be narrowed by
    frames: GateFrames,
    journey: JourneyTerms,
    terms: GateReportTerms,
    *,
    at: datetime,
    period: Period | None = None,
    tier: int | None = None,
    person: str | None = None,
    view: View | None = None,
) -> PamReport:
    """Report how the partners of PAMs stand, of dataframes; see `pam_report`.

    Each partner is in it, so that a row for each is collected.

    Args:
        frames: Partners in stages, on any engine; lazy frames are computed.
        journey: The journey that all of them are on.
        terms: What reports show: ``rules.analytics.gates``.
        at: The instant up to which the frames tell everything, with its zone.
        period: Count only what happened on these days.
        tier: Look only at partners of this tier.
        person: Look only at the partners of this PAM.
        view: What the reader may see of PAM analytics.

    Raises:
        InvalidDataError: As in `collect_gate_report`, and so are the others.
        InvalidUseError: Likewise.
        InvalidValueError: Likewise.
        MissingExtraError: Likewise.

    Rule: ANL-04, ANL-06, FRM-01.
    """
    asked = _Asked(frames, journey, terms, at)
    table, scope = asked.narrowed(
        role=journey.stages[journey.stages.ids[0]].lead,
        period=period,
        tier=tier,
        person=person,
        view=view,
    )
    return pam_report_on(journey, asked.facts(table), scope, asked.terms)


def collect_pdm_report(  # noqa: PLR0913 - what a report can be narrowed by
    frames: GateFrames,
    journey: JourneyTerms,
    terms: GateReportTerms,
    staffing: StaffingPolicy,
    *,
    at: datetime,
    staff: Iterable[StaffMember] = (),
    period: Period | None = None,
    tier: int | None = None,
    person: str | None = None,
    view: View | None = None,
) -> PdmReport:
    """Report what PDMs carry, of dataframes; see `pdm_report`.

    A row is collected for each partner that is to be developed, which are those told.

    Args:
        frames: Partners in stages, on any engine; lazy frames are computed.
        journey: The journey that all of them are on.
        terms: What reports show: ``rules.analytics.gates``.
        staffing: What one person can carry: ``rules.staffing``.
        at: The instant up to which the frames tell everything, with its zone.
        staff: PDMs who have no partner yet, or only a share of a position.
        period: Count of the gate only what happened on these days.
        tier: Look only at partners of this tier.
        person: Look only at the partners of this PDM.
        view: What the reader may see of PDM analytics.

    Raises:
        InvalidDataError: As in `collect_gate_report`, and so are the others.
        InvalidUseError: Likewise.
        InvalidValueError: Likewise.
        MissingExtraError: Likewise.
        UnknownNameError: The journey has no such gate, or staffing no such role.

    Rule: ANL-05, ANL-06, ANL-09, FRM-01.
    """
    asked = _Asked(frames, journey, terms, at)
    gate = journey.stages[asked.terms.ready_to_sell]
    table, scope = asked.narrowed(
        role=gate.lead, period=period, tier=tier, person=person, view=view
    )
    stages = [*journey.stages.ids][: journey.place(gate.id) + 1]
    pairs, unassigned = table.assigned(gate.lead, stages)
    carried: dict[str, list[tuple[str, str]]] = {}
    for who, partner, stage in pairs:
        carried.setdefault(who, []).append((partner, stage))
    return pdm_report_on(
        journey,
        asked.terms,
        require(staffing, StaffingPolicy),
        scope,
        staff=staff,
        carried=carried,
        unassigned=unassigned,
        by_phase=table.by_phase(),
        gate=_of(table.gates(), gate.id),
        is_whole=view is None,
    )


def collect_tpm_report(  # noqa: PLR0913 - the facts, and what it can be narrowed by
    frames: GateFrames,
    journey: JourneyTerms,
    terms: GateReportTerms,
    *,
    at: datetime,
    integrations: IntegrationFrames | None = None,
    period: Period | None = None,
    tier: int | None = None,
    person: str | None = None,
    view: View | None = None,
) -> TpmReport:
    """Report how the integrations of partners stand, of dataframes; see `tpm_report`.

    A row is collected for each partner in the gate, which are those told. Of two looks
    at a partner's monitoring at one instant the worse counts.

    Args:
        frames: Partners in stages, on any engine; lazy frames are computed.
        journey: The journey that all of them are on.
        terms: What reports show: ``rules.analytics.gates``.
        at: The instant up to which the frames tell everything, with its zone.
        integrations: Test transactions, issues and looks at the monitoring.
        period: Count only what happened on these days.
        tier: Look only at partners of this tier.
        person: Look only at the partners of this TPM.
        view: What the reader may see of TPM analytics.

    Raises:
        InvalidDataError: As in `collect_gate_report`, and so are the others.
        InvalidUseError: Likewise.
        InvalidValueError: Likewise.
        MissingExtraError: Likewise.
        UnknownNameError: The journey has no such gate.

    Rule: ANL-05, ANL-06, ANL-09, FRM-01.
    """
    asked = _Asked(frames, journey, terms, at)
    gate = journey.stages[asked.terms.ready_to_order]
    table, scope = asked.narrowed(
        role=gate.lead, period=period, tier=tier, person=person, view=view
    )
    totals = collect_integrations(
        integrations or IntegrationFrames(),
        frames.done,
        table,
        stage=gate.id,
        at=microseconds(at),
        period=period,
    )
    counts = _of(table.gates(), gate.id)
    return tpm_report_on(journey, asked.terms, scope, totals, counts)


def _of(gates: Mapping[str, GateCounts], stage: str) -> GateCounts:
    return gates.get(stage, GateCounts())


class _Asked:
    """What a report is asked of, checked."""

    def __init__(
        self,
        frames: GateFrames,
        journey: JourneyTerms,
        terms: GateReportTerms,
        at: datetime,
    ) -> None:
        self._frames = require(frames, GateFrames)
        self._journey = require(journey, JourneyTerms)
        self.terms = require(terms, GateReportTerms)
        self._at = require_aware(at, "at")

    def narrowed(  # noqa: PLR0913 - what a report can be narrowed by
        self,
        *,
        period: Period | None,
        tier: int | None,
        person: str | None,
        view: View | None,
        stage: str | None = None,
        role: str | None = None,
    ) -> tuple[GateTable, ReportScope]:
        """Leave out what is not looked at, and say what is."""
        from partner_success.frames.reports.gate_counts import GateQuestion, GateTable

        withheld(None, 0, view, role)
        question = GateQuestion(
            on=self._at.date(),
            stages=self._journey.stages.ids,
            statuses=[str(each) for each in GateStatus],
            risks=LEVELS,
            period=None if period is None else require(period, Period),
            stage=None if stage is None else self._journey.stages[stage].id,
            tier=tier,
            person=person,
            role=role,
            visible=None if view is None else view.partner_ids,
        )
        table = GateTable(self._frames, question)
        scope = ReportScope(
            at=self._at,
            period=period,
            stage=stage,
            tier=tier,
            person=person,
            withheld=withheld(None, table.hidden, view, role),
        )
        return table, scope

    def facts(self, table: GateTable, *, at_risk: bool = False) -> GateFacts:
        """Collect what a report rests on, and where partners stand."""
        return table.facts(table.standings(at_risk=at_risk))
