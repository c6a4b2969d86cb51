"""A portfolio as dataframes is reviewed: what is found, for whom, and how it stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pandas as pd
import polars as pl
import pytest

import partner_success as ps
from partner_success.core import Catalogue
from partner_success.errors import InvalidDataError, InvalidUseError, InvalidValueError
from partner_success.frames import collect
from partner_success.review import ReviewFrames, ReviewTables, review_frames
from partner_success.scoring import TriggerSource
from tests.support.engines import NEEDS_SPARK, make_frame
from tests.support.reviewed import OFFICE
from tests.support.row_rules import LIBRARY_WARNINGS

pytestmark = LIBRARY_WARNINGS

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2026, 5, 4, 11, tzinfo=BERLIN)
"""A Monday, in a zone that is two hours ahead of UTC on the day, and one in winter."""

ON = AT.date()
BETWEEN = (date(2026, 3, 1), date(2026, 12, 31))
PARTS = ps.standard().health.components.ids
INSTANT = pl.Datetime("us", "UTC")
CARE = {"care-overdue", "care-due"}


def ago(days: int) -> date:
    """Give a day before the review."""
    return ON - timedelta(days=days)


def accounts(*rows: dict[str, Any], **columns: Any) -> pl.DataFrame:
    """Give readings of customers, of the day before where nothing is said."""
    kinds = {
        "account_id": pl.String,
        "partner_id": pl.String,
        "on": pl.Date,
        **dict.fromkeys(PARTS, pl.Float64),
        **columns,
    }
    usual = {"partner_id": "acme", "on": ago(1)}
    return pl.DataFrame([usual | row for row in rows], schema=kinds)


def healthy(score: float) -> dict[str, float]:
    """Give a health of which all parts are one number."""
    return dict.fromkeys(PARTS, score)


def rows(found: ReviewTables, *names: str, **only: str) -> list[tuple[Any, ...]]:
    """Give columns of the findings of one kind."""
    table = found.findings
    table = table.collect() if isinstance(table, pl.LazyFrame) else table
    return table.filter(**only).select(*names).rows()


def reviewed(rules: ps.Rulebook, **frames: Any) -> ReviewTables:
    """Review frames as of the instant, by no policy."""
    return review_frames(ReviewFrames(**frames), rules, at=AT)


@pytest.mark.rule("HLT-02", "LIC-03", "RNW-01", "TRG-06")
def test_customers(rules: ps.Rulebook) -> None:
    """Bands, triggers, licences and renewals call by the newest readings."""
    found = review_frames(
        ReviewFrames(
            accounts=accounts(
                {"account_id": "a-1", **healthy(95), "renews_on": ago(3)},
                {"account_id": "a-2", **healthy(95), "on": ago(40), "nps": None},
                {
                    "account_id": "a-2",
                    **healthy(77),
                    "relationship_strength": None,
                    "nps": 20.0,
                    "renews_on": ago(-100),
                },
                {"account_id": "a-3", **healthy(55), "partner_id": "bolt"},
                {"account_id": "a-4", **healthy(55), "churned": True},
                {
                    "account_id": "a-5",
                    "technical_performance": 90.0,
                    "renews_on": ago(-20),
                },
                {"account_id": "a-6", **healthy(85), "on": ago(-1)},
                renews_on=pl.Date,
                nps=pl.Float64,
                churned=pl.Boolean,
            ).lazy(),
            licences=pl.LazyFrame(
                {
                    "account_id": ["a-1", "a-1", "a-2", "a-2", "a-4"],
                    "licence_type": ["seat", "reader", "seat", "seat", "seat"],
                    "on": [ago(1), ago(1), ago(9), ago(1), ago(1)],
                    "licensed": [10, 10, 10, 10, 10],
                    "active": [12, 2, 2, 8, 1],
                }
            ),
            meetings=pl.LazyFrame(
                {
                    "account_id": ["a-1", "a-3"],
                    "on": [ago(2)] * 2,
                    "held": [True, False],
                }
            ),
            partners=pl.LazyFrame(
                {
                    "partner_id": ["acme", "core"],
                    "stage": ["gate_2", None],
                    "contract_id": ["c-1", None],
                    "renews_on": [ago(-80), ago(1)],
                    "pam": ["ada", "ben"],
                    "tam": ["tess", None],
                }
            ),
            people={"PAM": "pam", "TAM": "tam", "partner": "tam", "vendor": "pam"},
        ),
        rules,
        at=AT,
        source=TriggerSource(feedback="nps"),
    )
    told = ("urgency", "subject", "roles", "people", "amount", "detail")
    assert rows(found, *told[:4], code="health-band") == [
        ("soon", "a-2", "TAM", "tess"),
        ("chance", "a-1", "CSM", ""),
        ("now", "a-3", "TAM", ""),
    ]
    assert rows(found, *told[4:], subject="a-3", code="health-band") == [
        (55.0, "emergency, technical_performance")
    ]
    assert rows(found, "subject", "detail", "amount", code="trigger-fired") == [
        ("a-2", "complaints", 20.0),
        ("a-3", "executive_disengagement", None),
    ]
    assert rows(found, *told[:3], "amount", kind="licence") == [
        ("soon", "a-1/reader", "TPM", 20.0),
        ("chance", "a-1/seat", "TAM", 2.0),
    ]
    assert rows(found, "subject", "since", "amount", code="renewal-passed") == [
        ("a-1", ago(3), -3.0)
    ]
    ahead = rows(found, "kind", *told[1:5], code="renewal-ahead")
    assert ahead == [
        ("account", "a-5", "partner", "tess", 20.0),
        ("contract", "c-1", "vendor, partner", "ada, tess", 80.0),
        ("account", "a-2", "partner", "tess", 100.0),
    ]
    assert rows(found, "partner_id", code="customers-unknown") == [("core",)]
    assert rows(found, "subject", code="health-unknown") == [("a-5",)]
    table = found.partners.collect()
    assert table.select("partner_id", "customers", "weakest_customer", "band").rows()[
        :2
    ] == [("acme", 3, "a-2", "at_risk"), ("bolt", 1, "a-3", "emergency")]
    assert table["days_to_renewal"].to_list() == [20.0, None, None]
    assert table["worst"].to_list()[0] == "renewal-passed"
    assert collect(found.partners)["status"].unique().to_list() == ["reviewed"]


@pytest.mark.rule("SLA-07", "SLA-09")
def test_tickets(rules: ps.Rulebook) -> None:
    """Promises are missed or press as their clocks say, on days of the instant's zone.

    The first was opened at eleven in the evening in UTC, which in Berlin is the next
    day, in winter and in summer.
    """
    late = datetime(2026, 1, 10, 22, 30, tzinfo=UTC)
    tickets = pl.DataFrame(
        {
            "id": ["t-1", "t-2", "t-3", "t-4", "t-5", "t-6"],
            "account_id": ["a-1", "a-1", None, "a-1", "nobody", "a-1"],
            "partner_id": [None, None, "bolt", None, None, None],
            "severity": ["critical", "low", "high", "low", "low", "low"],
            "opened_at": pl.Series(
                [
                    late,
                    AT - timedelta(hours=5),
                    AT - timedelta(hours=1),
                    AT - timedelta(hours=9),
                    AT - timedelta(hours=9),
                    AT + timedelta(hours=1),
                ],
                dtype=INSTANT,
            ),
            "first_responded_at": pl.Series([None] * 6, dtype=INSTANT),
            "resolved_at": pl.Series(
                [None, None, None, AT - timedelta(hours=8), None, None], dtype=INSTANT
            ),
        }
    )
    frames = ReviewFrames(
        accounts=accounts({"account_id": "a-1", **healthy(85)}), tickets=tickets
    )
    found = review_frames(frames, rules, at=AT, sla="enterprise_support")
    told = ("partner_id", "code", "subject", "detail", "roles", "since", "amount")
    assert rows(found, *told, kind="ticket") == [
        ("acme", "promise-missed", "t-1", "first_response", "Tier 4",
         date(2026, 1, 11), 2722.5),
        ("acme", "promise-missed", "t-1", "resolution", "Tier 4",
         date(2026, 1, 11), 680.625),
        ("acme", "promise-pressing", "t-2", "first_response", "Tier 1", None, 0.625),
        ("bolt", "promise-pressing", "t-3", "first_response", "Tier 1", None, 0.5),
    ]  # fmt: skip
    sums = ("partner_id", "open_tickets", "promises_missed", "promises_pressing")
    assert found.partners.select(*sums, "next_due").rows() == [
        ("acme", 2, 2, 1, AT + timedelta(hours=3)),
        ("bolt", 1, 0, 1, AT + timedelta(hours=1)),
    ]
    unjudged = review_frames(frames, rules, at=AT)
    assert rows(unjudged, "partner_id", "amount", code="promises-unknown") == [
        ("acme", 2.0),
        ("bolt", 1.0),
    ]
    policy = attrs.evolve(
        rules.sla["enterprise_support"],
        escalation=Catalogue([], kind="escalation step"),
    )
    quiet = attrs.evolve(rules, sla=Catalogue([policy], kind="SLA policy"))
    found = review_frames(frames, quiet, at=AT, sla="enterprise_support")
    assert {code for (code,) in rows(found, "code", kind="ticket")} == {
        "promise-missed"
    }


@pytest.mark.rule("JRN-22", "JRN-23", "CAD-03")
def test_partners_on_their_way(rules: ps.Rulebook) -> None:
    """Stages are late, launches at risk, and what is owed after a launch is told."""
    count = 6
    standings = pl.DataFrame(
        {
            "partner_id": ["acme", "bolt", "core", "dune", "east", "fern"],
            "stage": ["gate_1", "gate_2", "gate_3", "post_launch", "gate_0", "gate_3"],
            "gate_status": ["blocked", "failed", None, None, None, None],
            "onboarding_start": [ago(200), None, None, None, None, None],
            "stage_started": [ago(30)] * count,
            "target_launch": [ago(-10), None, ago(-21), None, ago(-300), ago(-9)],
            "launched_on": [None, None, None, ago(40), None, None],
        },
        schema_overrides={"launched_on": pl.Date, "onboarding_start": pl.Date},
    )
    done = pl.DataFrame(
        {
            "partner_id": ["dune"] * 6,
            "activity": [
                *("check_in", "check_in", "ticket_status", "monthly_metrics"),
                *("system_health", "operational_metrics"),
            ],
            "on": [ago(20), ago(9), ON, ago(1), ago(7), ago(-1)],
            "number": [1, 5, None, None, None, None],
        }
    )
    metrics = pl.DataFrame(
        {
            "partner_id": ["core", "core", None],
            "metric": ["order_success", "uptime", "uptime"],
            "is_met": [False, True, False],
        }
    )
    found = review_frames(
        ReviewFrames(
            accounts=accounts(),
            partners=pl.DataFrame(
                {"partner_id": ["east", "gone"], "actual_launch": [None, ago(50)]}
            ),
            standings=standings,
            metrics=metrics,
            done=done,
        ),
        rules,
        at=AT,
        calendar=OFFICE,
        between=BETWEEN,
    )
    told = ("partner_id", "urgency", "code", "roles", "since")
    planned = rules.journey.stages["gate_1"].weeks
    assert planned is not None
    late = ago(200) + timedelta(days=7 * planned.last - 1)
    assert rows(found, *told, kind="stage") == [
        ("acme", "now", "launch-at-risk", "PDM", None),
        ("acme", "now", "gate-blocked", "PDM", None),
        ("acme", "soon", "stage-late", "PDM", late),
        ("bolt", "soon", "gate-failed", "TPM", None),
        ("bolt", "not known", "launch-unknown", "TPM", None),
        ("fern", "watch", "launch-tight", "PSM", None),
    ]
    assert rows(found, "partner_id", "subject", "playbooks", kind="metric") == [
        ("core", "order_success", "metrics_below_target")
    ]
    care = rows(found, "partner_id", "code", "since", "amount", kind="role")
    assert [(id_, code) for id_, code, *_ in care] == [
        ("dune", "care-overdue"),
        ("dune", "care-due"),
        ("gone", "care-overdue"),
        ("gone", "care-due"),
    ]
    record = ps.review_portfolio(
        [
            ps.partners.Snapshot(
                at=AT,
                partner=ps.partners.Partner(
                    id=id_,
                    name=id_,
                    team=[ps.partners.TeamAssignment(role="PAM", person_id="ada")],
                    actual_launch=ago(days),
                ),
            )
            for id_, days in (("dune", 40), ("gone", 50))
        ],
        rules,
        at=AT,
        calendar=OFFICE,
        done=[
            ps.engagement.ActivityDone(
                activity=row["activity"],
                partner_id=row["partner_id"],
                on=row["on"],
                by="tess",
                number=row["number"],
            )
            for row in done.iter_rows(named=True)
        ],
    )
    assert care == [
        (each.partner_id, each.code, each.since, each.gravity)
        for each in sorted(record.findings, key=lambda one: one.partner_id)
        if each.kind == "role"
    ]
    assert rows(found, "partner_id", code="journey-unknown") == [("gone",)]


@pytest.mark.rule("FRM-02")
def test_faulty_rows(rules: ps.Rulebook) -> None:
    """They are told by partner, and whoever collects the partners hears of them."""
    readings = accounts(
        {"account_id": "a-1", "partner_id": "both", **healthy(80), "nps": 40.0},
        {"account_id": "a-2", "partner_id": "twice", **healthy(80)},
        {"account_id": "a-2", "partner_id": "twice", **healthy(80)},
        {"account_id": None, "partner_id": "lost", **healthy(80)},
        {"account_id": "a-3", "partner_id": "high", **healthy(101)},
        {"account_id": "a-4", "partner_id": "use", **healthy(80)},
        {"account_id": "a-5", "partner_id": None, **healthy(80)},
        nps=pl.Float64,
    )
    now = datetime(2026, 5, 4, tzinfo=UTC)
    found = review_frames(
        ReviewFrames(
            accounts=readings,
            usage=pl.DataFrame(
                {"account_id": ["a-4"], "on": [ON], "active_users": [-1]}
            ),
            licences=pl.DataFrame(
                {
                    "account_id": ["a-4", "a-4"],
                    "licence_type": ["seat", "reader"],
                    "on": [ON, ON],
                    "licensed": [-1, 1],
                    "active": [1, 1],
                }
            ),
            tickets=pl.DataFrame(
                {
                    "id": ["t-1"],
                    "partner_id": ["grave"],
                    "severity": ["grave"],
                    "opened_at": [now],
                    "first_responded_at": [now],
                    "resolved_at": [now],
                }
            ).lazy(),
            partners=pl.DataFrame({"partner_id": ["same", "same"]}),
            standings=pl.DataFrame(
                {
                    "partner_id": ["far", "void", "pair", "pair"],
                    "stage": ["gate_9", None, "gate_1", "gate_1"],
                    "stage_started": [ON] * 4,
                    "stage_ended": [ON] * 4,
                    "target_launch": [ON] * 4,
                    "launched_on": [ON] * 4,
                }
            ).lazy(),
            done=pl.DataFrame(
                {
                    "partner_id": ["odd", "few", "far", "same"],
                    "activity": ["nap", "check_in", "check_in", "ticket_status"],
                    "on": [ON] * 4,
                    "number": [None, None, 1.5, 3],
                }
            ),
        ),
        rules,
        at=AT,
        sla="enterprise_support",
        calendar=OFFICE,
        between=BETWEEN,
    )
    partners = found.partners.collect()
    statuses = dict(partners.select("partner_id", "status").rows())
    assert statuses == {
        "both": "out of range",
        "twice": "duplicate",
        "lost": "missing",
        "high": "out of range",
        "use": "out of range",
        "grave": "no such severity",
        "same": "out of range",
        "far": "out of range",
        "void": "missing",
        "pair": "duplicate",
    }
    told = dict(rows(found, "partner_id", "detail", code="values-refused"))
    assert {id_: told[id_] for id_ in statuses} == statuses
    with pytest.raises(InvalidDataError, match="'duplicate' in 2 of"):
        collect(found.partners)


def test_a_rulebook_without_bands(rules: ps.Rulebook) -> None:
    """Scores are told, and nobody is called."""
    plain = attrs.evolve(rules, health=attrs.evolve(rules.health, bands=None))
    readings = accounts({"account_id": "a-1", **healthy(20)})
    found = reviewed(plain, accounts=readings)
    assert rows(found, "code", kind="account") == []
    assert found.partners.select("health", "band").rows() == [(20.0, None)]


def test_pandas_with_objects(rules: ps.Rulebook) -> None:
    """Days among objects, times of a zone among them and gaps are read all the same."""
    readings = pd.DataFrame(
        {
            "account_id": ["a-1"],
            "partner_id": ["acme"],
            "on": [ago(1)],
            **{part: [95.0] for part in PARTS},
        }
    )
    opened = pd.Series(
        [AT - timedelta(hours=1), AT + timedelta(hours=1), 0], dtype=object
    )
    tickets = pd.DataFrame(
        {
            "id": ["t-1", "t-2", "t-3"],
            "account_id": ["a-1", "a-1", "a-1"],
            "severity": ["high", "high", "high"],
            "opened_at": opened,
            "resolved_at": pd.Series([None, None, 5_000_000], dtype=object),
        }
    )
    found = reviewed(rules, accounts=readings, tickets=tickets)
    assert found.partners["open_tickets"].to_list() == [1]
    assert found.partners["worst"].to_list() == ["health-band"]
    numbered = pd.DataFrame(
        {
            "id": ["t-1"],
            "account_id": ["a-1"],
            "severity": ["high"],
            "opened_at": [0],
            "resolved_at": pd.Series([None], dtype="Int64"),
        }
    )
    found = reviewed(rules, accounts=readings, tickets=numbered)
    assert found.partners["open_tickets"].to_list() == [1]


@pytest.mark.rule("FRM-02")
def test_what_is_refused(rules: ps.Rulebook) -> None:
    """Columns by their names, libraries that cannot look back, and days not said."""
    readings = accounts({"account_id": "a-1", **healthy(80)})
    lacking = readings.drop("on").with_columns(churned=pl.lit("no"))
    with pytest.raises(InvalidDataError) as error:
        reviewed(rules, accounts=lacking, licences=pl.DataFrame({"on": [ON]}))
    assert [each.path for each in error.value.problems] == [
        "accounts.on",
        "accounts.churned",
        "licences.account_id",
        "licences.licence_type",
        "licences.licensed",
        "licences.active",
    ]
    with pytest.raises(InvalidUseError, match="a review looks back over days"):
        reviewed(rules, accounts=readings.to_arrow())
    with pytest.raises(InvalidUseError, match="cannot be joined"):
        reviewed(rules, accounts=readings, usage=readings.to_arrow())
    done = pl.DataFrame({"partner_id": [], "activity": [], "on": []})
    frames = ReviewFrames(accounts=readings, done=done)
    with pytest.raises(InvalidValueError, match="the days of their launches"):
        review_frames(frames, rules, at=AT, calendar=OFFICE)
    with pytest.raises(InvalidUseError):
        reviewed(rules, accounts=3)


@NEEDS_SPARK
@pytest.mark.rule("FRM-01")
def test_spark_is_refused_by_name(rules: ps.Rulebook) -> None:
    """It would plan for minutes; the message says what to do instead."""
    columns = {"account_id": ["a-1"], "partner_id": ["acme"], "on": [ON]}
    frames = ReviewFrames(accounts=make_frame(columns, "pyspark"))
    with pytest.raises(InvalidUseError, match="PySpark plans each of them anew"):
        review_frames(frames, rules, at=AT)


@pytest.mark.rule("CAD-03")
def test_nothing_is_owed_where_no_launch_is_known(rules: ps.Rulebook) -> None:
    """Without partners and standings nobody was launched; with partners alone some."""
    done = pl.DataFrame(
        {"partner_id": ["acme"], "activity": ["check_in"], "on": [ago(3)]}
    )
    readings = accounts({"account_id": "a-1", **healthy(95)})
    given: dict[str, Any] = {"accounts": readings, "done": done}
    asked: dict[str, Any] = {"at": AT, "calendar": OFFICE, "between": BETWEEN}
    nobody = review_frames(ReviewFrames(**given), rules, **asked)
    assert not {code for (code,) in rows(nobody, "code")} & CARE
    partners = pl.DataFrame(
        {
            "partner_id": ["acme"],
            "stage": ["post_launch"],
            "actual_launch": [date(2026, 3, 2)],
        }
    )
    some = review_frames(ReviewFrames(**given, partners=partners), rules, **asked)
    assert {code for (code,) in rows(some, "code")} & CARE
