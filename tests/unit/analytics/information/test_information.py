"""What a partner is told of its customers, and what is marked as not known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import partner_success as ps
from partner_success.access import Actor, partner_resource
from partner_success.analytics import ReportTable, view_of
from partner_success.analytics.information import InformationReport, information_report
from partner_success.errors import InvalidUseError, InvalidValueError, UnknownNameError
from partner_success.partners import Severity, Snapshot
from tests.unit.partners import records as make

MAY = date(2026, 5, 1)
END = date(2026, 5, 31)
JUNE = datetime(2026, 6, 2, tzinfo=UTC)


def snapshot(**changes: Any) -> Snapshot:
    """Two customers, of whom nothing else is known."""
    good: dict[str, Any] = {
        "at": JUNE,
        "partner": make.partner(),
        "accounts": [make.account(), make.account(id="a-2", name="Tyrell")],
    }
    return Snapshot(**good | changes)


def report(rules: ps.Rulebook, given: Any = None, **changes: Any) -> InformationReport:
    """The report of May."""
    known = snapshot(**(given or {}))
    return information_report(known, rules, **{"month": MAY, **changes})


def table(found: InformationReport, id_: str) -> ReportTable:
    """One table of a report."""
    return {each.id: each for each in found.tables()}[id_]


def rows(found: InformationReport, id_: str, account: str) -> list[dict[str, Any]]:
    """The rows of one customer, by column."""
    chosen = table(found, id_)
    names = [column.id for column in chosen.columns]
    named = [dict(zip(names, row, strict=True)) for row in chosen.rows]
    return [each for each in named if each["account_id"] == account]


@pytest.mark.rule("ANL-08")
def test_customers_have_the_days_of_their_contracts(rules: ps.Rulebook) -> None:
    """Those of the newest reading up to the end of the month."""
    started, renews = date(2024, 2, 1), date(2027, 1, 31)
    accounts = [
        make.account(name="Old name", on=date(2026, 4, 30)),
        make.account(name="Umbrella", on=END, starts_on=started, renews_on=renews),
        make.account(name="Later", on=date(2026, 6, 1)),
        make.account(id="a-2", name="Early", on=END, churned=True),
        make.account(id="a-2", name="Earlier", on=MAY),
        make.account(id="a-3", name="New in June", on=date(2026, 6, 1)),
    ]
    found = report(rules, {"accounts": accounts})
    assert rows(found, "customers", "a-1") == [
        {
            "account_id": "a-1",
            "customer": "Umbrella",
            "starts_on": started,
            "renews_on": renews,
            "churned": None,
            "read_on": END,
        }
    ]
    assert [each.account.name for each in found.customers] == ["Umbrella", "Early"]
    assert rows(found, "customers", "a-2")[0]["churned"] is True


@pytest.mark.rule("ANL-08")
def test_contacts_have_names_and_addresses(rules: ps.Rulebook) -> None:
    """A customer without one has a row that says so."""
    people = [make.contact(role="sponsor"), make.contact(name="Alan", email=None)]
    found = report(rules, {"contacts": people})
    told = rows(found, "contacts", "a-1")
    assert [(each["contact"], each["role"], each["email"]) for each in told] == [
        ("Grace", "sponsor", "grace@example.com"),
        ("Alan", None, None),
    ]
    (gap,) = rows(found, "contacts", "a-2")
    assert (gap["customer"], gap["contact"]) == ("Tyrell", None)


@pytest.mark.rule("ANL-08")
def test_tenants_have_their_data_centre_and_downtimes_of_the_month(
    rules: ps.Rulebook,
) -> None:
    """None of 0 minutes is told where nobody measured; other months do not count."""
    given = {
        "tenants": [
            make.tenant(data_centre="DC 12"),
            make.tenant(id="x-2", name="Test"),
            make.tenant(id="x-3", name="Old"),
        ],
        "downtimes": [
            make.downtime(planned_minutes=90, unplanned_minutes=0),
            make.downtime(month=date(2026, 4, 1), planned_minutes=600),
            make.downtime(tenant_id="x-2", planned_minutes=None, unplanned_minutes=1.5),
            make.downtime(tenant_id="x-3", month=date(2026, 4, 1)),
        ],
    }
    found = report(rules, given)
    told = [
        (
            each["tenant"],
            each["data_centre"],
            each["planned_downtime"],
            each["unplanned_downtime"],
        )
        for each in rows(found, "tenants", "a-1")
    ]
    assert told == [
        ("Live", "DC 12", 90, 0),
        ("Test", None, None, Fraction(3, 2)),
        ("Old", None, None, None),
    ]
    assert rows(found, "tenants", "a-2")[0]["tenant_id"] is None


@pytest.mark.rule("ANL-08")
def test_the_table_of_the_deck(rules: ps.Rulebook) -> None:
    """License Compliance and Risk Assessment: its two customers, line by line."""
    first = [("360", 85, None), ("goals", 85, 72), ("learning", None, 9)]
    second = [("pay", 3000, 2954), ("goals", 3000, 1087), ("variable", 3000, None)]
    licences = [
        make.licence(account_id=id_, licence_type=name, licensed=bought, active=used)
        for id_, counts in (("a-1", first), ("a-2", second))
        for name, bought, used in counts
    ]
    found = report(rules, {"licences": licences})
    told = [
        (each["licence"], each["licensed"], each["active"], each["delta"], each["risk"])
        for id_ in ("a-1", "a-2")
        for each in rows(found, "licences", id_)
    ]
    assert told == [
        ("360", 85, None, 85, "High"),
        ("goals", 85, 72, 13, "Low"),
        ("learning", None, 9, -9, "Low"),
        ("pay", 3000, 2954, 46, "Low"),
        ("goals", 3000, 1087, 1913, "Medium"),
        ("variable", 3000, None, 3000, "High"),
    ]
    at_risk = [each["renewal_at_risk"] for each in rows(found, "licences", "a-2")]
    assert at_risk == [False, True, True]
    assert [each.renewals_at_risk for each in found.customers] == [1, 2]


@pytest.mark.rule("ANL-08")
def test_an_unknown_count_of_users_is_absent_and_not_zero(rules: ps.Rulebook) -> None:
    """Use and compliance are told only where both counts are known."""
    licences = [
        make.licence(licence_type="full", licensed=10, active=12, assigned=11),
        make.licence(licence_type="half", licensed=10, active=None),
        make.licence(licence_type="odd", licensed=None, active=3),
        make.licence(licence_type="none", licensed=None, active=None),
        make.licence(licence_type="empty", licensed=0, active=0),
    ]
    found = report(rules, {"licences": licences})
    told = [
        (each["assigned"], each["used"], each["compliant"], each["risk"])
        for each in rows(found, "licences", "a-1")
    ]
    assert told == [
        (11, 120, False, "Low"),
        (None, None, None, "High"),
        (None, None, None, "Low"),
        (None, None, None, None),
        (None, None, True, None),
    ]
    unknown = rows(found, "licences", "a-1")[3]
    assert (unknown["delta"], unknown["renewal_at_risk"]) == (None, None)
    assert rows(found, "licences", "a-2")[0]["licence"] is None
    assert found.customers[1].renewals_at_risk is None


@pytest.mark.rule("ANL-08")
def test_the_newest_count_of_a_licence_is_told_with_its_day(rules: ps.Rulebook) -> None:
    """Nothing that comes after the month."""
    licences = [
        make.licence(on=date(2026, 5, 20), licensed=10, active=8),
        make.licence(on=date(2026, 4, 20), licensed=10, active=1),
        make.licence(on=date(2026, 6, 1), licensed=10, active=2),
    ]
    (told,) = rows(report(rules, {"licences": licences}), "licences", "a-1")
    assert (told["active"], told["counted_on"]) == (8, date(2026, 5, 20))


def ticket(number: int, **changes: Any) -> Any:
    """An incident of the fourth of May."""
    return make.ticket(**{"id": f"t-{number}", "is_incident": True, **changes})


@pytest.mark.rule("ANL-08")
def test_incidents_of_the_month_are_counted_by_severity(rules: ps.Rulebook) -> None:
    """Tickets that do not say whether they are incidents are counted apart."""
    tickets = [
        ticket(1),
        ticket(2),
        ticket(3, severity="low"),
        ticket(4, is_incident=False),
        ticket(5, is_incident=None),
        ticket(6, opened_at=datetime(2026, 4, 30, 23, 59, tzinfo=UTC)),
        ticket(7, opened_at=datetime(2026, 6, 1, tzinfo=UTC)),
        ticket(8, account_id=None, partner_id="acme", severity="critical"),
    ]
    found = report(rules, {"tickets": tickets})
    (told,) = rows(found, "incidents", "a-1")
    counts = [told[str(each)] for each in Severity]
    assert counts == [0, 2, 0, 1]
    assert (told["incidents"], told["unsaid"]) == (3, 1)
    # No ticket of a customer is no incident, which is known.
    assert rows(found, "incidents", "a-2")[0]["incidents"] == 0
    own = table(found, "incidents").rows[-1]
    assert own == (None, "Acme", 1, 0, 0, 0, 1, 0)


def test_months_are_those_of_the_zone_of_the_snapshot(rules: ps.Rulebook) -> None:
    """In Berlin May begins two hours before it does in UTC."""
    late = datetime(2026, 4, 30, 22, 30, tzinfo=UTC)
    given = {
        "at": JUNE.astimezone(ZoneInfo("Europe/Berlin")),
        "tickets": [ticket(1, opened_at=late)],
    }
    found = report(rules, given)
    assert rows(found, "incidents", "a-1")[0]["incidents"] == 1


def usage(on: date, **given: Any) -> Any:
    """A reading of the first customer's use."""
    return make.usage(on=on, **{"active_users": None, **given})


@pytest.mark.rule("ANL-08")
def test_use_is_told_with_its_change_over_the_month_before(rules: ps.Rulebook) -> None:
    """Each figure is the mean of the readings of the month that know it."""
    given = [
        usage(date(2026, 3, 31), active_users=500),
        usage(date(2026, 4, 1), active_users=8, feature_users={"invoicing": 4}),
        usage(date(2026, 4, 30), active_users=12, minutes=Decimal("30.5")),
        usage(date(2026, 5, 1), active_users=10, feature_users={"invoicing": 5}),
        usage(date(2026, 5, 15), minutes=None, feature_users={"invoicing": None}),
        usage(date(2026, 5, 31), active_users=15, feature_users={"orders": 0}),
        usage(date(2026, 6, 1), active_users=900),
    ]
    found = report(rules, {"usage": given})
    told = [
        (
            each["use"],
            each["readings"],
            each["this_month"],
            each["month_before"],
            each["change"],
        )
        for each in rows(found, "usage", "a-1")
    ]
    assert told == [
        ("active users", 2, Fraction(25, 2), 10, 25),
        ("minutes", 0, None, Fraction(61, 2), None),
        ("invoicing", 1, 5, 4, 25),
        ("orders", 1, 0, None, None),
    ]
    (gap,) = rows(found, "usage", "a-2")
    assert (gap["use"], gap["this_month"]) == (None, None)


def test_a_change_over_nothing_has_no_percent(rules: ps.Rulebook) -> None:
    """From 0 users to 3 is no share of anything, and both counts are there."""
    given = [
        usage(date(2026, 4, 1), sessions=0),
        usage(date(2026, 5, 1), sessions=3),
    ]
    (use,) = report(rules, {"usage": given}).customers[0].use or ()
    assert use.change is not None
    assert (use.percent, use.change.absent is not None) == (None, True)
    assert use.change.numerator.amount == 3


def test_an_application_called_like_a_measure_is_told_once(rules: ps.Rulebook) -> None:
    """The measure of the whole product goes before it."""
    given = [usage(MAY, sessions=3, feature_users={"sessions": 9})]
    told = rows(report(rules, {"usage": given}), "usage", "a-1")
    assert [(each["use"], each["this_month"]) for each in told] == [("sessions", 3)]


@pytest.mark.rule("ANL-08")
def test_a_section_that_was_not_available_is_marked(rules: ps.Rulebook) -> None:
    """Each customer has a row with gaps in it, and a remark says why."""
    given = {
        "tickets": [ticket(1)],
        "contacts": [make.contact()],
        "tenants": [make.tenant()],
        "licences": [make.licence()],
        "usage": [make.usage()],
    }
    missing = ["usage", "tenants", "licences", "incidents", "contacts"]
    found = report(rules, given, missing=missing)
    assert found.remarks == (
        "not available: contacts, incidents, licences, tenants, usage",
    )
    customer = found.customers[0]
    parts = ("contacts", "tenants", "licences", "incidents", "use")
    assert [getattr(customer, part) for part in parts] == [None] * 5
    assert found.own_incidents is None
    for each in found.tables()[1:]:
        assert [row[2:] for row in each.rows] == [(None,) * (len(each.columns) - 2)] * 2
        assert found.remarks[0] in each.remarks


def test_a_month_that_is_not_over_says_so(rules: ps.Rulebook) -> None:
    """What lies after the snapshot's instant does not count."""
    at = datetime(2026, 5, 4, 9, tzinfo=UTC)
    given = {
        "at": at,
        "tickets": [ticket(1), ticket(2, opened_at=at.replace(hour=10))],
        "usage": [usage(date(2026, 5, 5), active_users=3)],
    }
    found = report(rules, given)
    assert found.remarks == ("the month is told up to 2026-05-04",)
    assert rows(found, "incidents", "a-1")[0]["incidents"] == 1
    assert rows(found, "usage", "a-1")[0]["use"] is None


def test_the_last_month_of_all_can_be_told(rules: ps.Rulebook) -> None:
    """There is no day after it."""
    last = date(9999, 12, 31)
    at = datetime(9999, 12, 31, 12, tzinfo=UTC)
    assert report(rules, {"at": at}, month=last).remarks == ()


@pytest.mark.rule("ANL-06")
def test_a_reader_sees_what_access_lets_them_see(rules: ps.Rulebook) -> None:
    """Nothing of a partner that is not theirs, and it says that it is withheld."""
    ada = Actor(id="p-1", email="ada@example.com", roles=["PSM"])
    for email, shown in (("ada@example.com", 2), ("bo@example.com", 0)):
        theirs = [partner_resource("acme", stage="gate_3", team={"PSM": email})]
        view = view_of(ada, rules.access, theirs, role="PSM", at=JUNE)
        found = report(rules, {"tickets": [ticket(1)]}, view=view)
        assert len(found.customers) == shown
        assert (found.own_incidents is None) == (shown == 0)
        assert found.remarks == (() if view.remark is None else (view.remark,))
        assert len(table(found, "incidents").rows) == (3 if shown else 0)


def test_the_report_tells_itself(rules: ps.Rulebook) -> None:
    """A line a customer, with a dash for what is not known."""
    given = {
        "accounts": [
            make.account(renews_on=END),
            make.account(id="a-2", name="Tyrell"),
        ],
        "contacts": [make.contact()],
        "tenants": [make.tenant(), make.tenant(id="x-2"), make.tenant(id="x-3")],
        "downtimes": [
            make.downtime(unplanned_minutes=30),
            make.downtime(tenant_id="x-2", unplanned_minutes=12),
        ],
        "licences": [make.licence(active=1)],
        "tickets": [ticket(1)],
        "usage": [
            usage(date(2026, 4, 1), active_users=8),
            usage(date(2026, 5, 1), active_users=9),
        ],
    }
    told = report(rules, given, missing=["contacts"]).explain()
    assert told.title == "Information for Acme, 2026-05: 2 customers"
    assert told.rows == (
        ("Umbrella", "2026-05-31", "–", "42", "1", "1", "12.5"),
        ("Tyrell", "–", "–", "–", "–", "0", "–"),
    )
    assert told.provenance.edition == rules.licence.provenance.edition
    one = report(rules, {"accounts": [make.account()]}, missing=["incidents"])
    assert str(one) == "Information for Acme, 2026-05: 1 customer"
    assert one.explain().rows[0][5] == "–"


def test_what_cannot_be_asked_is_refused(rules: ps.Rulebook) -> None:
    """A month to come, an instant, an unknown section, one text of sections."""
    with pytest.raises(InvalidValueError, match="2026-07 has not begun on 2026-06-02"):
        report(rules, month=date(2026, 7, 9))
    with pytest.raises(InvalidValueError, match="month needs a day"):
        report(rules, month=JUNE)
    with pytest.raises(UnknownNameError, match="did you mean 'licences'"):
        report(rules, missing=["licenses"])
    with pytest.raises(InvalidUseError, match=r"write \['usage'\]"):
        report(rules, missing="usage")
    wrong: Any = "acme"
    with pytest.raises(InvalidUseError, match="needs a Snapshot"):
        information_report(wrong, rules, month=MAY)
    with pytest.raises(InvalidUseError, match="needs a Rulebook"):
        information_report(snapshot(), wrong, month=MAY)
