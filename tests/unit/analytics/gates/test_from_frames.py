"""Reports on gates of dataframes are those of records, on every engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import attrs
import narwhals as nw
import polars as pl
import pytest

import partner_success as ps
from partner_success.access import Actor, partner_resource
from partner_success.analytics import View, view_of
from partner_success.analytics.gates import (
    GateSpells,
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
from partner_success.analytics.gates.counting import gate_counts
from partner_success.analytics.gates.scope import ReportScope
from partner_success.analytics.gates.standings import LEVELS
from partner_success.core import Period
from partner_success.errors import InvalidDataError, InvalidUseError, UnknownNameError
from partner_success.frames.reports import GateFrames, IntegrationFrames
from partner_success.frames.reports.gate_counts import GateQuestion, GateTable
from partner_success.gates.state import GateStatus
from partner_success.partners import (
    IntegrationIssue,
    MonitoringCheck,
    TransactionTest,
)
from partner_success.practice.staffing import StaffMember
from tests.support.engines import NEEDS_DASK, NEEDS_SPARK, make_frame
from tests.support.on_gates import NOON, five_partners
from tests.support.report_frames import frames_of, table_frame
from tests.support.row_rules import LIBRARY_WARNINGS, ROW_ENGINES

pytestmark = [pytest.mark.rule("ANL-04", "FRM-01"), *LIBRARY_WARNINGS]

# Every count is a job, so that few libraries are asked for everything.
ENGINES = [
    each
    for each in ROW_ENGINES
    if each.values[0] in ("polars lazy", "pandas over arrow", "pyarrow", "duckdb")
]
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31))
HOUR = timedelta(hours=1)
STAFF = [StaffMember(id="zoe", role="pdm")]


@pytest.fixture
def spells(rules: ps.Rulebook) -> GateSpells:
    """Five partners in their stages, by their ids."""
    return gate_spells(rules.journey, five_partners(rules.journey), at=NOON)


def facts() -> dict[str, Any]:
    """Facts about integrations, some of them of nobody, and some of later."""
    later, before = NOON + HOUR, NOON - 40 * 24 * HOUR
    return {
        "transactions": [
            TransactionTest(id="x-1", partner_id="acme", ran_at=NOON, succeeded=True),
            TransactionTest(
                id="x-2", partner_id="acme", ran_at=before, succeeded=False
            ),
            TransactionTest(
                id="x-3", partner_id="birch", ran_at=before, succeeded=True
            ),
            TransactionTest(id="x-4", partner_id="acme", ran_at=later, succeeded=True),
            TransactionTest(id="x-5", partner_id="ghost", ran_at=NOON, succeeded=True),
        ],
        "issues": [
            IntegrationIssue(
                id="i-1",
                partner_id="acme",
                kind="login",
                found_at=before,
                resolved_at=later,
            ),
            IntegrationIssue(
                id="i-2",
                partner_id="acme",
                kind="login",
                found_at=before,
                resolved_at=NOON,
            ),
            IntegrationIssue(
                id="i-3", partner_id="birch", kind="mapping", found_at=NOON
            ),
            IntegrationIssue(
                id="i-4", partner_id="acme", kind="mapping", found_at=NOON
            ),
        ],
        "checks": [
            MonitoringCheck(
                partner_id="acme",
                checked_at=at,
                is_running=True,
                alerts_arrive=arrive,
            )
            for at, arrive in [(before, True), (NOON, None), (later, True)]
        ],
    }


def reports(
    rules: ps.Rulebook, spells: GateSpells, engine: str, asked: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """Give each report of frames beside that of records."""
    terms, journey = rules.analytics.gates, rules.journey
    frames = GateFrames(**frames_of(gate_tables(spells), engine))
    known = facts()
    about = IntegrationFrames(**frames_of(integration_tables(**known), engine))
    given: Any = (frames, journey, terms)
    return {
        "gates": (
            collect_gate_report(*given, at=NOON, **asked),
            gate_report(spells, terms, **asked),
        ),
        "pam": (
            collect_pam_report(*given, at=NOON, **asked),
            pam_report(spells, terms, **asked),
        ),
        "pdm": (
            collect_pdm_report(*given, rules.staffing, at=NOON, staff=STAFF, **asked),
            pdm_report(spells, terms, rules.staffing, staff=STAFF, **asked),
        ),
        "tpm": (
            collect_tpm_report(*given, at=NOON, integrations=about, **asked),
            tpm_report(spells, terms, **known, **asked),
        ),
    }


@pytest.mark.rule("ANL-05", "ANL-09")
@pytest.mark.parametrize("engine", ENGINES)
def test_every_report_is_that_of_records(
    rules: ps.Rulebook, spells: GateSpells, engine: str
) -> None:
    """Exactly: as records, and table by table."""
    for name, (found, wanted) in reports(rules, spells, engine, {}).items():
        assert found == wanted, name
        assert found.tables() == wanted.tables(), name


@NEEDS_DASK
def test_dask_reports_the_same(rules: ps.Rulebook, spells: GateSpells) -> None:
    """Of one stage, because every count is dear."""
    tables = gate_tables(spells)
    terms = rules.analytics.gates
    found, wanted = (
        collect_gate_report(
            GateFrames(spells=table_frame(tables["spells"], each)),
            rules.journey,
            terms,
            at=NOON,
            stage="gate_1",
        )
        for each in ("dask", "polars lazy")
    )
    assert found == wanted


@NEEDS_SPARK
def test_spark_counts_the_same(rules: ps.Rulebook, spells: GateSpells) -> None:
    """What partners made of one gate, because every count is a job."""
    needed = ["partner_id", "stage", "is_current", "status", "started_on", "passed_on"]
    table = table_frame(gate_tables(spells)["spells"], "polars").select(needed)
    question = GateQuestion(
        on=NOON.date(),
        stages=rules.journey.stages.ids,
        statuses=[str(each) for each in GateStatus],
        risks=LEVELS,
    )
    found = GateTable(
        GateFrames(spells=make_frame(table.to_dict(), "pyspark")), question
    )
    wanted = gate_counts("gate_1", spells.spells, ReportScope(at=NOON))
    counted = found.gates()["gate_1"]
    assert counted == attrs.evolve(wanted, met=0, failed=0, reworks=0)


@pytest.mark.rule("ANL-09")
@pytest.mark.parametrize(
    "asked",
    [
        {"period": MARCH},
        {"tier": 1},
        {"tier": 9},
        {"person": "paul"},
        {"person": "ines", "period": Period(date(2026, 1, 19), date(2026, 1, 20))},
    ],
)
def test_every_report_is_narrowed_alike(
    rules: ps.Rulebook, spells: GateSpells, asked: Mapping[str, Any]
) -> None:
    """By days, tier and person; both ends of a period belong to it."""
    for name, (found, wanted) in reports(rules, spells, "polars lazy", asked).items():
        assert found == wanted, name


def test_one_stage_is_looked_at(rules: ps.Rulebook, spells: GateSpells) -> None:
    """Others are left out, and what is unknown is refused."""
    terms = rules.analytics.gates
    frames = GateFrames(**frames_of(gate_tables(spells)))
    found = collect_gate_report(frames, rules.journey, terms, at=NOON, stage="gate_1")
    assert found == gate_report(spells, terms, stage="gate_1")
    with pytest.raises(UnknownNameError, match="gate_1"):
        collect_gate_report(frames, rules.journey, terms, at=NOON, stage="gate_11")


def view(rules: ps.Rulebook, role: str, actor: Actor) -> View:
    """What somebody may see of a role's analytics, whose partner is acme alone."""
    key = actor.email
    partners = [
        partner_resource("acme", stage="gate_2", team={"PAM": key, role: key}),
        *(
            partner_resource(each, stage="gate_1", team={role: "no@example.com"})
            for each in ("birch", "cedar", "dale", "elm")
        ),
    ]
    return view_of(actor, rules.access, partners, role=role, at=NOON)


@pytest.mark.rule("ANL-06")
def test_a_view_hides_partners(rules: ps.Rulebook, spells: GateSpells) -> None:
    """And the report says how many; another role's view is refused."""
    ines = Actor(id="ines", email="ines@example.com", roles=["PAM"])
    nobody = Actor(id="ada", email="ada@example.com", roles=["TAM"])
    terms = rules.analytics.gates
    frames = GateFrames(**frames_of(gate_tables(spells)))
    given: Any = (frames, rules.journey, terms)
    for actor in (ines, nobody):
        seen = view(rules, "PAM", actor)
        found = collect_pam_report(*given, at=NOON, view=seen)
        assert found == pam_report(spells, terms, view=seen)
        assert found.scope.withheld
        seen = view(rules, "PDM", actor)
        developed = collect_pdm_report(
            *given, rules.staffing, at=NOON, view=seen, staff=STAFF
        )
        assert developed == pdm_report(
            spells, terms, rules.staffing, view=seen, staff=STAFF
        )
        assert "zoe" not in [each.person for each in developed.loads]
    with pytest.raises(InvalidUseError, match="PDM analytics"):
        collect_pam_report(*given, at=NOON, view=seen)


def test_what_nobody_has_is_not_there(rules: ps.Rulebook, spells: GateSpells) -> None:
    """Without submissions and a team there are no rates, and everybody is alone."""
    tables = gate_tables(spells)
    terms, journey = rules.analytics.gates, rules.journey
    bare = GateFrames(spells=table_frame(tables["spells"]))
    found = collect_gate_report(bare, journey, terms, at=NOON)
    assert found.gates["gate_1"].passing.exact is None
    assert found.failures == ()
    assert found.gates["gate_1"].mean == (
        gate_report(spells, terms).gates["gate_1"].mean
    )
    alone = collect_pdm_report(bare, journey, terms, rules.staffing, at=NOON)
    assert alone.unassigned == ("birch", "cedar", "dale", "elm")
    with pytest.raises(InvalidUseError, match="team="):
        collect_gate_report(bare, journey, terms, at=NOON, person="ines")
    half = GateFrames(
        spells=table_frame(tables["spells"]),
        submissions=table_frame(tables["submissions"]),
    )
    rates = collect_gate_report(half, journey, terms, at=NOON)
    assert rates.failures == ()
    assert rates.gates == gate_report(spells, terms).gates
    plain = collect_tpm_report(half, journey, terms, at=NOON)
    assert plain.integrations[0].items.numerator.amount == 0
    assert plain.transactions.exact is None
    assert (plain.issues, plain.unplaced) == ((), 0)


def test_nobody_at_all(rules: ps.Rulebook) -> None:
    """An empty table has no partner in any stage."""
    nothing = gate_spells(rules.journey, [], at=NOON)
    for name, (found, wanted) in reports(rules, nothing, "polars", {}).items():
        assert found == wanted, name


Change = Callable[[pl.DataFrame], pl.DataFrame]


@pytest.mark.rule("FRM-02")
@pytest.mark.parametrize(
    ("table", "change", "code"),
    [
        ("spells", lambda each: each.vstack(each.head(1)), "duplicate"),
        (
            "spells",
            lambda each: each.with_columns(is_current=pl.lit(value=True)),
            "duplicate",
        ),
        (
            "spells",
            lambda each: each.with_columns(stage=pl.lit("gate_11")),
            "unknown-name",
        ),
        ("spells", lambda each: each.with_columns(status=pl.lit("x")), "unknown-name"),
        ("spells", lambda each: each.with_columns(risk=pl.lit("x")), "unknown-name"),
        (
            "spells",
            lambda each: each.with_columns(is_current=pl.lit(None, pl.Boolean)),
            "incomplete",
        ),
        ("spells", lambda each: each.with_columns(reworks=-1), "out-of-range"),
        ("spells", lambda each: each.drop("passed_on"), "missing-column"),
        (
            "submissions",
            lambda each: each.with_columns(result=pl.lit("won")),
            "unknown-name",
        ),
        ("submissions", lambda each: each.vstack(each), "duplicate"),
        (
            "failures",
            lambda each: each.with_columns(code=pl.lit(None, pl.String)),
            "incomplete",
        ),
        ("team", lambda each: each.drop("role"), "missing-column"),
    ],
)
def test_what_is_wrong_is_refused(
    rules: ps.Rulebook, spells: GateSpells, table: str, change: Change, code: str
) -> None:
    """Rows that are there twice, words nobody knows, and what is missing."""
    frames = frames_of(gate_tables(spells), "polars")
    frames[table] = change(frames[table])
    with pytest.raises(InvalidDataError) as caught:
        collect_gate_report(
            GateFrames(**frames), rules.journey, rules.analytics.gates, at=NOON
        )
    assert code in {each.code for each in caught.value.problems}


@pytest.mark.rule("ANL-09", "FRM-02")
def test_facts_about_integrations_are_checked(
    rules: ps.Rulebook, spells: GateSpells
) -> None:
    """Each is told once, and of two looks at one instant the worse counts."""
    frames = GateFrames(**frames_of(gate_tables(spells)))
    given: Any = (frames, rules.journey, rules.analytics.gates)
    tables = frames_of(integration_tables(**facts()), "polars")
    twice = tables["issues"].vstack(tables["issues"])
    with pytest.raises(InvalidDataError, match="'i-1'"):
        collect_tpm_report(
            *given, at=NOON, integrations=IntegrationFrames(issues=twice)
        )
    looks = [
        MonitoringCheck(
            partner_id="acme", checked_at=NOON, is_running=ran, alerts_arrive=True
        )
        for ran in (False, True)
    ]
    checks = table_frame(integration_tables(checks=looks)["checks"], "polars")
    found = collect_tpm_report(
        *given, at=NOON, integrations=IntegrationFrames(checks=checks)
    )
    assert found.integrations[0].is_healthy is False


def test_the_newest_message_of_a_reason_is_told(
    rules: ps.Rulebook, spells: GateSpells
) -> None:
    """Of equally new ones the last by the alphabet."""
    tables = gate_tables(spells)
    frames = frames_of(tables, "polars")
    failures = frames["failures"]
    older = failures.filter(pl.col("code") == "phase_1a.plan").with_columns(
        message=pl.col("submission_id") + " said"
    )
    frames["failures"] = failures.vstack(older)
    found = collect_gate_report(
        GateFrames(**frames), rules.journey, rules.analytics.gates, at=NOON
    )
    plan = next(each for each in found.failures if each.code == "phase_1a.plan")
    assert plan.count == 2
    assert plan.message == "phase_1a.plan!"


def test_tables_have_the_days_that_clocks_show(spells: GateSpells) -> None:
    """Every table has a row for each thing that is known."""
    tables = gate_tables(spells)
    sizes = {name: len(each.rows) for name, each in tables.items()}
    assert sizes == {
        "spells": 11,
        "submissions": 8,
        "failures": 4,
        "team": 13,
        "done": 2,
    }
    found = nw.from_native(table_frame(tables["spells"], "polars"))
    row = found.filter(nw.col("partner_id") == "acme", nw.col("stage") == "gate_1").row(
        0
    )
    assert row[6:8] == (date(2026, 1, 26), date(2026, 4, 3))
    assert datetime(2026, 5, 4, 12, tzinfo=UTC) == NOON
