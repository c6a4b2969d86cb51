"""Reports of frames that lie in parts, on Spark and Dask, are those of records."""

from __future__ import annotations

from datetime import UTC, date
from typing import Any

import pytest

import partner_success as ps
from partner_success.analytics.durations import collect_survival
from partner_success.analytics.gates import (
    collect_gate_report,
    collect_pam_report,
    collect_pdm_report,
    collect_tpm_report,
    gate_report,
    gate_spells,
    gate_tables,
    integration_tables,
    pam_report,
    pdm_report,
    tpm_report,
)
from partner_success.analytics.information import (
    collect_information_report,
    information_report,
)
from partner_success.analytics.roles import (
    collect_feature_adoption,
    collect_psm_report,
    collect_psm_success,
    collect_tam_report,
    feature_adoption,
    psm_report,
    psm_success,
    role_tables,
    tam_report,
)
from partner_success.core import Observation, estimate_survival
from partner_success.frames.reports import (
    GateFrames,
    InformationFrames,
    IntegrationFrames,
    RoleFrames,
)
from tests.support.engines import NEEDS_DASK, NEEDS_SPARK, make_frame
from tests.support.on_gates import NOON, five_partners
from tests.support.report_frames import frames_of
from tests.support.role_facts import MAY
from tests.support.row_rules import LIBRARY_WARNINGS
from tests.unit.analytics.gates.test_from_frames import STAFF
from tests.unit.analytics.gates.test_from_frames import facts as facts_of_gates
from tests.unit.analytics.information import test_from_frames as information
from tests.unit.analytics.roles.test_from_frames import psm_partners, tam_partners

pytestmark = [pytest.mark.rule("FRM-01"), pytest.mark.unwatched, *LIBRARY_WARNINGS]

Both = tuple[Any, Any]


def of_psm(rules: ps.Rulebook, engine: str) -> Both:
    """What a PSM is told."""
    partners = psm_partners(rules)[:4]
    tables = role_tables(partners, rules, role="PSM", zone=UTC)
    known = RoleFrames(**frames_of(tables, engine))
    return (
        collect_psm_report(known, rules, period=MAY, zone="UTC").tables(),
        psm_report(partners, rules, period=MAY, zone=UTC).tables(),
    )


def of_psm_success(rules: ps.Rulebook, engine: str) -> Both:
    """How a PSM succeeds."""
    partners = psm_partners(rules)[:4]
    tables = role_tables(partners, rules, role="PSM", zone=UTC)
    known = RoleFrames(**frames_of(tables, engine))
    return (
        collect_psm_success(known, rules, period=MAY, zone="UTC").tables(),
        psm_success(partners, rules, period=MAY, zone=UTC).tables(),
    )


def of_tam(rules: ps.Rulebook, engine: str) -> Both:
    """What a TAM is told."""
    partners = tam_partners(rules)
    tables = role_tables(partners, rules, role="TAM", zone=UTC)
    known = RoleFrames(**frames_of(tables, engine))
    return (
        collect_tam_report(known, rules, period=MAY, zone="UTC").tables(),
        tam_report(partners, rules, period=MAY, zone=UTC).tables(),
    )


def of_adoption(rules: ps.Rulebook, engine: str) -> Both:
    """Which features customers use."""
    partners = tam_partners(rules)
    tables = role_tables(partners, rules, role="TAM", zone=UTC)
    needed = {name: tables[name] for name in ("partners", "usage", "features")}
    known = RoleFrames(**frames_of(needed, engine))
    return (
        collect_feature_adoption(known, rules, on=MAY.last),
        feature_adoption((each.snapshot for each in partners), rules, on=MAY.last),
    )


def of_gates(rules: ps.Rulebook, engine: str) -> Both:
    """How partners get through one gate: every count is a job."""
    spells = gate_spells(rules.journey, five_partners(rules.journey), at=NOON)
    frames = GateFrames(**frames_of(gate_tables(spells), engine))
    terms = rules.analytics.gates
    return (
        collect_gate_report(frames, rules.journey, terms, at=NOON, stage="gate_1"),
        gate_report(spells, terms, stage="gate_1"),
    )


def of_pam(rules: ps.Rulebook, engine: str) -> Both:
    """What a PAM is told."""
    spells = gate_spells(rules.journey, five_partners(rules.journey), at=NOON)
    frames = GateFrames(**frames_of(gate_tables(spells), engine))
    terms = rules.analytics.gates
    return (
        collect_pam_report(frames, rules.journey, terms, at=NOON),
        pam_report(spells, terms),
    )


def of_pdm(rules: ps.Rulebook, engine: str) -> Both:
    """What a PDM is told."""
    spells = gate_spells(rules.journey, five_partners(rules.journey), at=NOON)
    frames = GateFrames(**frames_of(gate_tables(spells), engine))
    terms, load = rules.analytics.gates, rules.staffing
    return (
        collect_pdm_report(frames, rules.journey, terms, load, at=NOON, staff=STAFF),
        pdm_report(spells, terms, load, staff=STAFF),
    )


def of_tpm(rules: ps.Rulebook, engine: str) -> Both:
    """What a TPM is told."""
    spells = gate_spells(rules.journey, five_partners(rules.journey), at=NOON)
    frames = GateFrames(**frames_of(gate_tables(spells), engine))
    known = facts_of_gates()
    about = IntegrationFrames(**frames_of(integration_tables(**known), engine))
    terms = rules.analytics.gates
    return (
        collect_tpm_report(frames, rules.journey, terms, at=NOON, integrations=about),
        tpm_report(spells, terms, **known),
    )


def of_information(rules: ps.Rulebook, engine: str) -> Both:
    """What a partner is told of itself."""
    snapshot = information.known()
    given = InformationFrames(**information.frames(snapshot, engine))
    found = collect_information_report(
        given, snapshot.partner, rules, at=information.AT, month=date(2026, 5, 9)
    )
    return found.tables(), information_report(snapshot, rules, month=MAY.first).tables()


def of_survival(_: ps.Rulebook, engine: str) -> Both:
    """How long something lasts."""
    lasted = [(3, True), (3, False), (5, True), (5, True), (8, False)]
    columns = {
        "duration": [days for days, _ in lasted],
        "ended": [ended for _, ended in lasted],
    }
    wanted = estimate_survival(Observation(days, ended=ended) for days, ended in lasted)
    return collect_survival(make_frame(columns, engine)), {"": wanted}


REPORTS = {
    "psm": of_psm,
    "psm success": of_psm_success,
    "tam": of_tam,
    "adoption": of_adoption,
    "gates": of_gates,
    "pam": of_pam,
    "pdm": of_pdm,
    "tpm": of_tpm,
    "information": of_information,
    "survival": of_survival,
}


IN_GATES = ("gates", "survival")
"""Spark plans every count anew, so that one of the others takes it up to a minute.

`nox -s spark_reports` asks for them all.
"""


@NEEDS_SPARK
@pytest.mark.parametrize("report", IN_GATES)
def test_spark_reports_what_records_do(rules: ps.Rulebook, report: str) -> None:
    """Exactly, each of them."""
    found, wanted = REPORTS[report](rules, "pyspark")
    assert found == wanted


@NEEDS_DASK
def test_dask_reports_what_records_do(rules: ps.Rulebook) -> None:
    """One of them, because every count is dear there."""
    found, wanted = of_psm_success(rules, "dask")
    assert found == wanted
