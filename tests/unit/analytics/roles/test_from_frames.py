"""Reports of roles of dataframes are those of records, on every engine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, timedelta
from typing import Any

import attrs
import polars as pl
import pytest

import partner_success as ps
from partner_success.access import Actor, partner_resource
from partner_success.analytics import view_of
from partner_success.analytics.roles import (
    ReportedPartner,
    Times,
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
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.frames.reports import RoleFrames
from partner_success.gates.state import MockScenario, SupportState
from partner_success.partners import LaunchRollback, LicenceCount
from tests.support.report_frames import frames_of
from tests.support.role_facts import (
    MAY,
    account,
    answer,
    beta,
    facts,
    launched,
    metric,
    on,
    order,
    revenue,
    ticket,
    usage,
)
from tests.support.row_rules import LIBRARY_WARNINGS, ROW_ENGINES

pytestmark = [pytest.mark.rule("FRM-01"), *LIBRARY_WARNINGS]

ENGINES = [
    each
    for each in ROW_ENGINES
    if each.values[0] in ("polars lazy", "pandas over arrow", "pyarrow", "duckdb")
]
FIRST, LAST = MAY.first, MAY.last


def of(partner: str, *records: Any) -> list[Any]:
    """Give records of acme as those of another partner."""
    return [
        attrs.evolve(each, id=f"{partner}-{each.id}", partner_id=partner)
        for each in records
    ]


def psm_partners(rules: ps.Rulebook) -> list[ReportedPartner]:
    """Give partners in and out of Gate 3, with days on every edge."""
    orders = [
        order(1, on(3), 1),
        order(2, on(4), 2),
        order(3, on(10), 4, repaired=True),
        order(4, on(20)),
        order(5, on(28), 6),
        order(6, on(30, 4), 40),
        order(7, on(28), 2, repaired=True),
    ]
    tickets = [
        ticket(1, on(30, 4), 36, "high"),
        ticket(2, on(4), 6, "high"),
        ticket(3, on(5), None),
        ticket(4, on(31), 24, "critical"),
    ]
    answers = [
        answer(1, date(2026, 5, 9), 5),
        answer(2, date(2026, 5, 10), 4),
        answer(3, date(2026, 5, 11), 5, kind="nps"),
        answer(4, date(2026, 5, 12), None),
        answer(5, date(2026, 5, 12), 2, question="engagement_anything"),
        answer(6, date(2027, 1, 12), 2),
    ]
    launch = launched(date(2026, 5, 10))
    metrics = (metric("uptime", 99, 98), metric("latency", 1, 2))
    return [
        facts(
            rules,
            "acme",
            started=on(4),
            passed=on(27),
            operating=on(28),
            launch=launch,
            records={"orders": orders, "tickets": tickets, "answers": answers},
            metrics=metrics,
            beta=beta("succeeded", on(5), ended_at=on(20)),
        ),
        facts(
            rules,
            "birch",
            started=on(4, 4),
            beta=beta("running", on(5)),
            records={"orders": of("birch", *orders)},
            metrics=metrics[1:],
        ),
        facts(rules, "cedar"),
        facts(
            rules,
            "dune",
            started=on(4, 4),
            passed=on(1),
            operating=on(20),
            left_on=date(2026, 5, 15),
            launch=launched(FIRST),
            records={
                "rollbacks": [LaunchRollback(partner_id="dune", on=date(2026, 5, 31))],
                "tickets": of("dune", *tickets),
            },
        ),
        facts(rules, "elm", started=on(4), left_on=LAST, launch=launched(LAST)),
        facts(rules, "fir", started=on(5), left_on=date(2026, 6, 1)),
        facts(
            rules,
            "gum",
            at=on(15, 5),
            started=on(1, 3),
            passed=on(30, 4),
            beta=beta("running", on(1, 4)),
            launch=launched(date(2026, 4, 30)),
        ),
    ]


def tam_partners(rules: ps.Rulebook) -> list[ReportedPartner]:
    """Give partners in and out of Post-Launch, with all that their report reads."""
    health = dict.fromkeys(rules.health.components.ids, 95)
    accounts = [
        account("a-1", measures=dict.fromkeys(health, 20), on=date(2026, 5, 1)),
        account("a-1", measures=health, on=date(2026, 5, 20)),
        account("a-2", measures=dict.fromkeys(health, 50.25)),
        account("a-3", measures=health, churned=True),
        account("a-4"),
        account("a-5", measures=health, on=date(2026, 6, 1)),
    ]
    licences = [
        LicenceCount(
            account_id=id_, licence_type="seat", on=day, licensed=most, active=used
        )
        for id_, day, most, used in [
            ("a-1", date(2026, 5, 1), 10, 5),
            ("a-1", date(2026, 5, 31), 10, 12),
            ("a-2", date(2026, 5, 2), 10, 12),
            ("a-2", date(2026, 5, 3), 12, 12),
            ("a-3", date(2026, 5, 3), 1, 12),
            ("a-4", date(2026, 5, 3), None, 12),
            ("a-4", date(2026, 6, 3), 1, 12),
        ]
    ]
    about = {"project_completed_on": date(2026, 5, 2), "successful": True}
    answers = [
        answer(1, date(2026, 5, 9), 5, project_id="p-1", **about),
        answer(2, date(2026, 5, 9), 4, project_id="p-1", **about),
        answer(3, date(2026, 5, 9), 2, project_id="p-2", **about),
        answer(4, date(2026, 6, 1), 1, project_id="p-2", **about),
        answer(
            5, date(2026, 5, 9), 1, project_id="p-3", **about | {"successful": False}
        ),
        answer(6, date(2026, 5, 9), None, project_id="p-3", **about),
        answer(7, date(2026, 5, 9), 3),
    ]
    readings = [
        usage("a-1", date(2026, 5, 10), 40, chat=10, mail=0),
        usage("a-1", LAST, 30, chat=8),
        usage("a-2", LAST, 10, chat=5),
        usage("a-3", LAST, None, chat=7),
        usage("a-4", LAST, 20, mail=None),
        usage("a-2", date(2026, 5, 3), 90, chat=90),
    ]
    card = rules.partner_health
    points = dict.fromkeys(card.components.ids, 80)
    more = {
        "accounts": accounts,
        "licences": licences,
        "answers": answers,
        "usage": readings,
        "tickets": [ticket(1, on(30, 4), 36, "high"), ticket(2, on(4), 6)],
    }
    stages = {"started": on(1, 2), "passed": on(1, 4)}
    return [
        facts(
            rules,
            "acme",
            **stages,
            operating=on(2, 4),
            records=more,
            operation=points,
            revenue=revenue(100, 10, 5, 20),
        ),
        facts(
            rules,
            "birch",
            **stages,
            operating=on(1),
            records={
                "usage": [usage("b-1", LAST, 10, chat=1)],
                "accounts": [account("b-1", "birch")],
            },
            operation={card.components.ids[0]: None},
            revenue=revenue(100, 10, 5, 20),
        ),
        facts(
            rules,
            "cedar",
            **stages,
            operating=on(1, 4),
            left_on=LAST,
            revenue=revenue(50, 0, 0, 1, currency="EUR"),
        ),
        facts(rules, "dune", started=on(4), revenue=revenue(1, 0, 0, 0)),
        facts(rules, "elm", **stages, operating=on(2, 4), left_on=date(2026, 5, 1)),
    ]


def frames(
    rules: ps.Rulebook,
    partners: list[ReportedPartner],
    role: Any,
    engine: str = "polars lazy",
) -> RoleFrames:
    """Give what is known of partners as frames of one library."""
    tables = role_tables(partners, rules, role=role, zone=UTC)
    return RoleFrames(**frames_of(tables, engine))


@pytest.mark.rule("ANL-01", "ANL-03")
@pytest.mark.parametrize("engine", ENGINES)
def test_the_psms_reports_are_those_of_records(rules: ps.Rulebook, engine: str) -> None:
    """Exactly, as records and table by table."""
    partners = psm_partners(rules)
    known = frames(rules, partners, "PSM", engine)
    report = collect_psm_report(known, rules, period=MAY, zone="UTC")
    wanted = psm_report(partners, rules, period=MAY, zone=UTC)
    assert report == wanted
    assert report.tables() == wanted.tables()
    assert (wanted.orders.success.numerator.amount, wanted.launches.rolled_back) == (
        5,
        ("dune",),
    )
    found = collect_psm_success(known, rules, period=MAY, zone="UTC")
    success = psm_success(partners, rules, period=MAY, zone=UTC)
    assert found == success
    assert found.tables() == success.tables()
    assert success.satisfaction.asked == ("acme",)


@pytest.mark.rule("ANL-02", "ANL-07")
@pytest.mark.parametrize("engine", ENGINES)
def test_the_tams_report_is_that_of_records(rules: ps.Rulebook, engine: str) -> None:
    """Table by table; the ratings of a project have no order in a dataframe."""
    partners = tam_partners(rules)
    known = frames(rules, partners, "TAM", engine)
    report = collect_tam_report(known, rules, period=MAY, zone="UTC")
    wanted = tam_report(partners, rules, period=MAY, zone=UTC)
    assert report.tables() == wanted.tables()
    assert report.figures == wanted.figures
    assert report.adoption == wanted.adoption
    assert report.opportunities == wanted.opportunities
    assert len(wanted.opportunities) == 2
    assert str(report) == str(wanted)
    alone = collect_feature_adoption(known, rules, on=LAST)
    assert alone == feature_adoption(
        (each.snapshot for each in partners), rules, on=LAST
    )


@pytest.mark.rule("ANL-01")
def test_scenarios_and_items_are_counted(rules: ps.Rulebook) -> None:
    """Scenarios on the days in the stage alone."""
    [acme, *_] = psm_partners(rules)
    ran = MockScenario(name="a night call", passed=True, at=on(4))
    support = SupportState(scenarios=(ran,))
    acme = attrs.evolve(acme, journey=attrs.evolve(acme.journey, support=support))
    tables = role_tables([acme], rules, role="PSM", zone=UTC)
    assert tables["scenarios"].rows == (("acme", date(2026, 5, 4), True),)
    given = frames_of(tables, "polars")
    days = [date(2026, 5, 3), date(2026, 5, 4), date(2026, 5, 28), date(2026, 5, 29)]
    given["scenarios"] = pl.DataFrame(
        {
            "partner_id": ["acme"] * 4,
            "on": days,
            "passed": [True, True, False, True],
        }
    )
    found = collect_psm_success(RoleFrames(**given), rules, period=MAY, zone="UTC")
    assert str(found.support.scenarios).endswith(
        "(1 scenarios passed / 2 scenarios run)"
    )


@pytest.mark.rule("ANL-06")
def test_a_view_hides_partners(rules: ps.Rulebook) -> None:
    """And the report says how many; the view of another role is refused."""
    partners = psm_partners(rules)
    ada = Actor(id="p-1", email="ada@example.com", roles=["PSM", "TAM"])
    resources = {
        role: [
            partner_resource(each.partner_id, stage=stage, team={role: who})
            for each in partners
            for who in ["ada@example.com" if each.partner_id < "c" else "b@example.com"]
        ]
        for role, stage in (("PSM", "gate_3"), ("TAM", "post_launch"))
    }
    for actor in (ada, attrs.evolve(ada, email="no@example.com")):
        seen, other = (
            view_of(actor, rules.access, resources[role], role=role, at=on(31))
            for role in ("PSM", "TAM")
        )
        known = frames(rules, partners, "PSM")
        asked: Any = {"period": MAY, "view": seen}
        found = collect_psm_report(known, rules, zone="UTC", **asked)
        assert found == psm_report(partners, rules, zone=UTC, **asked)
        snapshots = [each.snapshot for each in partners]
        adoption = collect_feature_adoption(known, rules, on=LAST, view=other)
        assert adoption == feature_adoption(snapshots, rules, on=LAST, view=other)
    with pytest.raises(InvalidUseError, match="role='PSM'"):
        collect_psm_report(known, rules, period=MAY, zone="UTC", view=other)


@pytest.mark.rule("ANL-07")
def test_without_readings_no_feature_is_known(rules: ps.Rulebook) -> None:
    """The partners are told, and nothing of them."""
    known = frames(rules, tam_partners(rules), "TAM")
    for bare in (
        RoleFrames(partners=known.partners),
        RoleFrames(partners=known.partners, usage=known.usage),
    ):
        found = collect_feature_adoption(bare, rules, on=LAST)
        assert (len(found.partners), found.uses) == (5, ())


def test_what_nobody_has_counts_nothing(rules: ps.Rulebook) -> None:
    """A table of partners is enough, and so is an empty one."""
    for partners in (psm_partners(rules), []):
        known = frames(rules, partners, "PSM")
        bare = RoleFrames(partners=known.partners)
        report = collect_psm_report(bare, rules, period=MAY, zone="UTC")
        wanted = psm_report(partners, rules, period=MAY, zone=UTC)
        assert report.partners == wanted.partners
        assert report.completion == wanted.completion
        assert (report.orders.success.exact, report.tickets.opened) == (None, 0)
        found = collect_psm_success(bare, rules, period=MAY, zone="UTC")
        assert (
            found.support.items
            == psm_success(partners, rules, period=MAY, zone=UTC).support.items
        )
        assert (found.metrics.by_metric, found.satisfaction.asked) == ({}, ())
        tam = collect_tam_report(
            RoleFrames(partners=frames(rules, partners, "TAM").partners),
            rules,
            period=MAY,
            zone="UTC",
        )
        assert (tam.opportunities, tam.csat.mean.exact) == ((), None)


Change = Callable[[pl.DataFrame], pl.DataFrame]


@pytest.mark.rule("FRM-02")
@pytest.mark.parametrize(
    ("table", "change", "code"),
    [
        ("partners", lambda each: each.vstack(each.head(1)), "duplicate"),
        ("partners", lambda each: each.with_columns(stage=pl.lit("x")), "unknown-name"),
        ("partners", lambda each: each.with_columns(beta=pl.lit("x")), "unknown-name"),
        (
            "partners",
            lambda each: each.with_columns(stands_on=pl.lit(date(2026, 6, 1))),
            "later",
        ),
        ("partners", lambda each: each.drop("name"), "missing-column"),
        ("orders", lambda each: each.vstack(each), "duplicate"),
        (
            "orders",
            lambda each: each.with_columns(completed_at=pl.col("placed_at").min()),
            "out-of-order",
        ),
        (
            "tickets",
            lambda each: each.with_columns(severity=pl.lit("x")),
            "unknown-name",
        ),
        (
            "tickets",
            lambda each: each.with_columns(opened_on=pl.lit(None, pl.Date)),
            "incomplete",
        ),
    ],
)
def test_what_is_wrong_is_refused(
    rules: ps.Rulebook, table: str, change: Change, code: str
) -> None:
    """Rows that are there twice or turned, words nobody knows, and what is missing."""
    tables = role_tables(psm_partners(rules), rules, role="PSM", zone=UTC)
    given = frames_of(tables, "polars")
    given[table] = change(given[table])
    with pytest.raises(InvalidDataError) as caught:
        collect_psm_report(RoleFrames(**given), rules, period=MAY, zone="UTC")
    assert code in {each.code for each in caught.value.problems}


def test_answers_amounts_and_users_are_checked(rules: ps.Rulebook) -> None:
    """As records check them."""
    given = frames_of(
        role_tables(psm_partners(rules), rules, role="PSM", zone=UTC), "polars"
    )
    for column, value, error in (
        ("rating", 9, InvalidValueError),
        ("question", "who_knows", UnknownNameError),
        ("kind", "other", InvalidDataError),
    ):
        answers = given["answers"].with_columns(pl.lit(value).alias(column))
        known = RoleFrames(**given | {"answers": answers})
        with pytest.raises(error):
            collect_psm_success(known, rules, period=MAY, zone="UTC")
    tables = role_tables(tam_partners(rules), rules, role="TAM", zone=UTC)
    given = frames_of(tables, "polars")
    partners = given["partners"].with_columns(at_start=pl.lit("much"))
    with pytest.raises(InvalidDataError, match="found 'much'"):
        collect_tam_report(
            RoleFrames(**given | {"partners": partners}), rules, period=MAY, zone="UTC"
        )
    features = given["features"].with_columns(users=1_000)
    known = RoleFrames(**given | {"features": features})
    with pytest.raises(InvalidDataError, match="1000 people of 'a-1' used 'chat'"):
        collect_feature_adoption(known, rules, on=LAST)
    with pytest.raises(InvalidUseError):
        collect_feature_adoption(given, rules, on=LAST)  # type: ignore[arg-type]


def test_times_are_made_of_counts_or_of_each() -> None:
    """Both ways give the same figures."""
    times = [timedelta(hours=hours) for hours in (1, 1, 4)]
    hour = 3_600_000_000
    found = Times.of("mean", times, "orders", 90)
    assert found == Times.of_counts("mean", {hour: 2, 4 * hour: 1}, "orders", 90)
    assert (found.mean.exact, found.median) == (2, timedelta(hours=1))
