"""The partner information report of dataframes is that of a snapshot."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs
import polars as pl
import pytest

import partner_success as ps
from partner_success.access import Actor, partner_resource
from partner_success.analytics import view_of
from partner_success.analytics.information import (
    collect_information_report,
    information_report,
)
from partner_success.errors import InvalidDataError, InvalidUseError, InvalidValueError
from partner_success.frames.reports import InformationFrames
from partner_success.partners import Snapshot
from tests.support.engines import make_frame
from tests.support.row_rules import LIBRARY_WARNINGS, ROW_ENGINES
from tests.unit.partners import records as make

pytestmark = [pytest.mark.rule("ANL-08", "FRM-01"), *LIBRARY_WARNINGS]

ENGINES = [
    each
    for each in ROW_ENGINES
    if each.values[0] in ("polars lazy", "pandas over arrow", "pyarrow", "duckdb")
]
BERLIN = ZoneInfo("Europe/Berlin")
APRIL, MAY, END = date(2026, 4, 1), date(2026, 5, 1), date(2026, 5, 31)
AT = datetime(2026, 6, 2, 9, tzinfo=BERLIN)

FIELDS: Final[dict[str, dict[str, Any]]] = {
    "accounts": {
        "partner_id": pl.String,
        "id": pl.String,
        "name": pl.String,
        "on": pl.Date,
        "starts_on": pl.Date,
        "renews_on": pl.Date,
        "churned": pl.Boolean,
    },
    "contacts": dict.fromkeys(("account_id", "name", "role", "email"), pl.String),
    "tenants": dict.fromkeys(("id", "account_id", "name", "data_centre"), pl.String),
    "downtimes": {
        "tenant_id": pl.String,
        "month": pl.Date,
        "planned_minutes": pl.Float64,
        "unplanned_minutes": pl.Float64,
    },
    "licences": {
        "account_id": pl.String,
        "licence_type": pl.String,
        "on": pl.Date,
        **dict.fromkeys(("licensed", "active", "assigned"), pl.Int64),
    },
    "tickets": {
        "id": pl.String,
        "partner_id": pl.String,
        "account_id": pl.String,
        "severity": pl.String,
        "opened_at": pl.Datetime("us", "UTC"),
        "is_incident": pl.Boolean,
    },
    "usage": {
        "account_id": pl.String,
        "on": pl.Date,
        "active_users": pl.Int64,
        "minutes": pl.Float64,
        "sessions": pl.Int64,
    },
}
IDS = {"accounts": "account_id", "tenants": "tenant_id", "tickets": "ticket_id"}
STRANGERS = {
    "accounts": [make.account(id="z-1", partner_id="birch", on=END)],
    "contacts": [make.contact(account_id="z-1")],
    "tenants": [make.tenant(id="z-2", account_id="z-1")],
    "downtimes": [make.downtime(tenant_id="z-2", month=MAY)],
    "licences": [make.licence(account_id="z-1", on=END)],
    "tickets": [make.ticket(id="z-3", partner_id="birch", account_id=None)],
    "usage": [make.usage(account_id="z-1", on=END)],
}
"""What is known of another partner, which no report of acme tells."""


def known() -> Snapshot:
    """Two customers with something of everything, on the edges of the month."""
    late = datetime(2026, 4, 30, 22, 30, tzinfo=UTC)
    tickets = [
        (late, True, "a-1"),
        (late - timedelta(hours=1), True, "a-1"),
        (AT - timedelta(days=9), None, "a-1"),
        (AT - timedelta(days=9), False, "a-2"),
        (AT + timedelta(hours=1), True, "a-2"),
        (AT - timedelta(days=9), True, None),
        (AT - timedelta(hours=1), True, None),
    ]
    return Snapshot(
        at=AT,
        partner=make.partner(),
        accounts=[
            make.account(name="Old", on=MAY, renews_on=END),
            make.account(name="Umbrella", on=END, starts_on=APRIL, churned=False),
            make.account(name="Later", on=date(2026, 6, 1)),
            make.account(id="a-2", name="Tyrell", on=APRIL),
            make.account(id="a-3", name="New in June", on=date(2026, 6, 1)),
        ],
        contacts=[
            make.contact(name="Alan", email=None),
            make.contact(name="Grace", role="sponsor"),
        ],
        tenants=[make.tenant(data_centre="DC 12"), make.tenant(id="x-2", name="Test")],
        downtimes=[
            make.downtime(month=MAY, planned_minutes=90, unplanned_minutes=None),
            make.downtime(month=APRIL),
            make.downtime(tenant_id="x-2", month=MAY, unplanned_minutes=1.5),
        ],
        licences=[
            make.licence(licence_type="seat", on=MAY, licensed=9, active=9),
            make.licence(licence_type="seat", on=END, licensed=9, active=2),
            make.licence(licence_type="trial", on=MAY, licensed=None, active=1),
            make.licence(licence_type="trial", on=date(2026, 6, 1), licensed=1),
        ],
        tickets=[
            make.ticket(
                id=f"t-{place}",
                partner_id="acme",
                account_id=account,
                opened_at=opened,
                first_responded_at=None,
                resolved_at=None,
                is_incident=broken,
            )
            for place, (opened, broken, account) in enumerate(tickets)
        ],
        usage=[
            make.usage(on=date(2026, 3, 31), active_users=1),
            make.usage(on=APRIL, active_users=10, feature_users={"chat": 3}),
            make.usage(
                on=MAY, active_users=11, minutes=2.25, feature_users={"chat": 4}
            ),
            make.usage(
                on=END, active_users=None, minutes=None, feature_users={"mail": None}
            ),
            make.usage(on=date(2026, 6, 1), active_users=99),
        ],
    )


def frames(snapshot: Snapshot, engine: str = "polars") -> dict[str, Any]:
    """Give a snapshot as frames, with what is known of another partner among it."""
    found = {}
    for name, schema in FIELDS.items():
        records = [*getattr(snapshot, name), *STRANGERS[name]][::-1]
        rows = [[getattr(each, field) for field in schema] for each in records]
        found[name] = pl.DataFrame(rows, schema=schema, orient="row", strict=False)
        found[name] = found[name].rename({"id": IDS.get(name, "id")}, strict=False)
    features = [
        (each.account_id, each.on, feature, users)
        for each in snapshot.usage
        for feature, users in each.feature_users.items()
    ]
    schema = {"account_id": pl.String, "on": pl.Date, "feature": pl.String}
    found["features"] = pl.DataFrame(
        features, schema={**schema, "users": pl.Int64}, orient="row"
    )
    if engine.startswith("pandas"):
        found = {
            name: each.with_columns(pl.col(pl.Date).cast(pl.Datetime("us")))
            for name, each in found.items()
        }
    return {name: make_frame(each.to_dict(), engine) for name, each in found.items()}


@pytest.mark.parametrize("engine", ENGINES)
def test_the_report_is_that_of_a_snapshot(rules: ps.Rulebook, engine: str) -> None:
    """Table by table: the newest readings, the month in its zone, and no strangers."""
    snapshot = known()
    given = InformationFrames(**frames(snapshot, engine))
    found = collect_information_report(
        given, snapshot.partner, rules, at=AT, month=date(2026, 5, 9)
    )
    wanted = information_report(snapshot, rules, month=MAY)
    assert found.tables() == wanted.tables()
    assert str(found) == str(wanted)
    incidents = {each[1]: each[6:] for each in wanted.tables()[4].rows}
    assert incidents == {"Umbrella": (1, 1), "Tyrell": (0, 0), "Acme": (1, 0)}


def test_a_month_that_is_not_over_is_told_up_to_the_instant(rules: ps.Rulebook) -> None:
    """What lies behind it counts in neither."""
    snapshot = attrs.evolve(known(), at=datetime(2026, 5, 20, 9, tzinfo=BERLIN))
    given = InformationFrames(**frames(snapshot))
    found = collect_information_report(
        given, snapshot.partner, rules, at=snapshot.at, month=MAY
    )
    assert found.tables() == information_report(snapshot, rules, month=MAY).tables()
    with pytest.raises(InvalidValueError, match="has not begun"):
        collect_information_report(
            given, snapshot.partner, rules, at=snapshot.at, month=date(2026, 6, 1)
        )


def test_what_is_not_there_was_not_available(rules: ps.Rulebook) -> None:
    """Each table that is left out is a section that is marked."""
    snapshot = known()
    accounts = frames(snapshot)["accounts"]
    asked: Any = {"at": AT, "month": MAY}
    found = collect_information_report(
        InformationFrames(accounts=accounts), snapshot.partner, rules, **asked
    )
    sections: Any = ["contacts", "tenants", "licences", "incidents", "usage"]
    wanted = information_report(snapshot, rules, month=MAY, missing=sections)
    assert found.tables() == wanted.tables()
    every = frames(snapshot)
    told = collect_information_report(
        InformationFrames(**every | {"downtimes": None}),
        snapshot.partner,
        rules,
        missing=["usage"],
        **asked,
    )
    bare = attrs.evolve(snapshot, downtimes=())
    assert told.tables() == (
        information_report(bare, rules, month=MAY, missing=["usage"]).tables()
    )
    text: Any = "usage"
    with pytest.raises(InvalidUseError, match="one text"):
        collect_information_report(
            InformationFrames(**every), snapshot.partner, rules, missing=text, **asked
        )


def test_features_without_a_reading_of_their_day_are_told(rules: ps.Rulebook) -> None:
    """As a reading of which nothing else is known."""
    snapshot = known()
    every = frames(snapshot)
    every["usage"] = every["usage"].filter(pl.col("on") > END)
    found = collect_information_report(
        InformationFrames(**every), snapshot.partner, rules, at=AT, month=MAY
    )
    use = found.customers[0].use
    assert use is not None
    assert [(each.name, each.now, each.before) for each in use] == [("chat", 4, 3)]


@pytest.mark.rule("ANL-06")
def test_a_view_hides_the_customers(rules: ps.Rulebook) -> None:
    """Of a partner that is not open to the reader nothing is told."""
    snapshot = known()
    nobody = Actor(id="p-9", email="no@example.com", roles=["TAM"])
    resource = partner_resource("acme", stage="gate_1", team={})
    view = view_of(nobody, rules.access, [resource], role="TAM", at=AT)
    found = collect_information_report(
        InformationFrames(**frames(snapshot)),
        snapshot.partner,
        rules,
        at=AT,
        month=MAY,
        view=view,
    )
    assert found.tables() == (
        information_report(snapshot, rules, month=MAY, view=view).tables()
    )


@pytest.mark.rule("FRM-02")
def test_what_is_wrong_is_refused(rules: ps.Rulebook) -> None:
    """Columns that are missing, and words nobody knows."""
    every = frames(known())
    for name, change in (
        ("accounts", every["accounts"].drop("name")),
        ("tickets", every["tickets"].with_columns(severity=pl.lit("dire"))),
        ("usage", every["usage"].with_columns(on=pl.lit(None, pl.Date))),
    ):
        with pytest.raises(InvalidDataError):
            collect_information_report(
                InformationFrames(**every | {name: change}),
                make.partner(),
                rules,
                at=AT,
                month=MAY,
            )
