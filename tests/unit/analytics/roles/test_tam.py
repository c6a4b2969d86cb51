"""The report of the Technical Account Manager, counted by hand."""

from __future__ import annotations

from datetime import UTC, date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import partner_success as ps
from partner_success.analytics.roles import TamReport, tam_report
from partner_success.core.money import Money
from partner_success.partners import LicenceCount
from tests.support.role_facts import (
    MAY,
    account,
    answer,
    facts,
    on,
    revenue,
    ticket,
    usage,
)

HEALTH = (
    "technical_performance",
    "business_outcomes",
    "user_adoption",
    "relationship_strength",
)
OPERATION = (
    "operational_kpis",
    "system_performance",
    "ticket_trend",
    "usage_pattern",
)
RUNS: dict[str, Any] = {"started": on(1, 3), "passed": on(1, 4), "operating": on(2, 4)}
"""A partner that is in Post-Launch from 2 April on."""


def report(rules: ps.Rulebook, *partners: Any) -> TamReport:
    """Give the report of May."""
    return tam_report(partners, rules, period=MAY, zone=UTC)


def operates(points: int) -> dict[str, int]:
    """Give operational health with the same points everywhere."""
    return dict.fromkeys(OPERATION, points)


def licence(account_id: str, day: int, *counts: int | None) -> LicenceCount:
    """Give a count of seats: licensed and active."""
    licensed, active = counts
    return LicenceCount(
        account_id=account_id,
        licence_type="seat",
        on=date(2026, 5, day),
        licensed=licensed,
        active=active,
    )


@pytest.mark.rule("ANL-02")
def test_partners_in_post_launch_have_operational_health(rules: ps.Rulebook) -> None:
    """Scores of 90 and 80; with one component of four too little is known."""
    found = report(
        rules,
        facts(rules, "acme", **RUNS, operation=operates(90)),
        facts(rules, "birch", **RUNS, operation=operates(80)),
        facts(rules, "cedar", **RUNS, operation={"ticket_trend": 10}),
        facts(rules, "dune", started=on(1, 4), operation=operates(10)),
        facts(rules, "elm", **RUNS, operation=operates(1), left_on=date(2026, 5, 9)),
    )
    assert [each.partner_id for each in found.partners] == ["acme", "birch", "cedar"]
    assert str(found.operation.mean) == (
        "mean partner operational health: 85 points of 100"
        " (170 points / 2 partners scored)"
    )
    assert found.operation.unscored == ("cedar",)
    assert {
        name: count for name, count in found.operation.by_band.items() if count
    } == {
        "Champion": 1,
        "Healthy": 1,
    }
    assert found.explain().remarks == ("too little known of cedar",)


@pytest.mark.rule("ANL-02")
def test_tickets_count_while_the_partner_is_in_post_launch(
    rules: ps.Rulebook,
) -> None:
    """One before Post-Launch and one after the partner left do not."""
    tickets = [
        ticket(1, on(4), 2),
        ticket(2, on(5), 2),
        ticket(3, on(9), 4),
        ticket(4, on(10), 8),
    ]
    found = report(
        rules,
        facts(
            rules,
            started=on(1, 4),
            passed=on(2, 4),
            operating=on(5),
            left_on=date(2026, 5, 10),
            records={"tickets": tickets},
        ),
    ).tickets
    assert found.opened == 2
    assert str(found.resolution.mean) == (
        "mean resolution time: 3 hours (6 hours / 2 tickets resolved)"
    )


@pytest.mark.rule("ANL-02", "ANL-07")
def test_adoption_is_that_of_partners_in_post_launch(rules: ps.Rulebook) -> None:
    """In the 28 days up to the last of the period."""
    readings = [usage("a-1", date(2026, 5, 4), 40, chat=30)]
    found = report(
        rules,
        facts(rules, "acme", **RUNS, records={"usage": readings}),
        facts(
            rules,
            "birch",
            started=on(4),
            records={
                "accounts": [account("b-1", "birch")],
                "usage": [usage("b-1", MAY.last, 10, chat=0)],
            },
        ),
    ).adoption
    assert found.features["chat"].rate.exact == 75
    assert found.head.period.days == 28


@pytest.mark.rule("ANL-02")
def test_csat_is_that_of_the_fiscal_year_until_the_period_ends(
    rules: ps.Rulebook,
) -> None:
    """Means of 4 and 2; an answer of June and a project of last year do not count."""
    done = {"project_completed_on": date(2026, 4, 30), "successful": True}

    def answers(*ratings: int, partner_id: str = "acme") -> list[Any]:
        return [
            answer(
                place,
                date(2026, 5, 5),
                rating,
                project_id="p-1",
                partner_id=partner_id,
                **done,
            )
            for place, rating in enumerate(ratings)
        ]

    late = answer(8, date(2026, 6, 1), 1, project_id="p-1", **done)
    old = answer(
        9,
        date(2026, 1, 2),
        1,
        project_id="p-0",
        project_completed_on=date(2025, 12, 31),
        successful=True,
    )
    found = report(
        rules,
        facts(rules, "acme", **RUNS, records={"answers": [*answers(3, 5), late, old]}),
        facts(
            rules,
            "birch",
            **RUNS,
            records={"answers": answers(2, partner_id="birch")},
        ),
        facts(rules, "cedar", **RUNS),
    ).csat
    assert str(found.satisfied) == (
        "satisfied ratings: 33.33 % (1 satisfied ratings / 3 ratings)"
    )
    assert str(found.mean) == (
        "mean partner CSAT: 3 points of 5 (6 points / 2 partners with a project)"
    )
    assert found.lines["cedar"].csat.mean is None


@pytest.mark.rule("ANL-02")
def test_who_over_uses_licences_or_thrives_may_want_more(rules: ps.Rulebook) -> None:
    """By the newest reading up to the last day; who has left is not asked."""
    well, ill = dict.fromkeys(HEALTH, 95), dict.fromkeys(HEALTH, 60)
    accounts = [
        account("a-1", measures=ill),
        account("a-1", on=date(2026, 5, 20), measures=well | {"colour": 3}),
        account("a-1", on=date(2026, 6, 1), measures=ill),
        account("a-2", measures=ill),
        account("a-3", measures=well, churned=True),
        account("a-4"),
        account("a-5", on=date(2026, 6, 1), measures=well),
    ]
    licences = [
        licence("a-2", 1, 10, 5),
        licence("a-2", 20, 10, 11),
        licence("a-3", 20, 10, 11),
        licence("a-4", 20, 10, 10),
        licence("a-1", 20, None, 11),
        licence("a-1", 19, 10, 11),
        LicenceCount(
            account_id="a-4",
            licence_type="seat",
            on=date(2026, 6, 1),
            licensed=1,
            active=2,
        ),
    ]
    records = {"accounts": accounts, "licences": licences}
    found = report(rules, facts(rules, **RUNS, records=records)).opportunities
    assert [(each.account_id, each.ground, each.detail, each.on) for each in found] == [
        ("a-1", "health", "Customer health 95, Champion", date(2026, 5, 20)),
        (
            "a-2",
            "over-use of licences",
            "seat: 11 active, 10 licensed",
            date(2026, 5, 20),
        ),
    ]
    assert {each.partner_id for each in found} == {"acme"}


@pytest.mark.rule("ANL-02")
def test_the_rulebook_says_in_which_bands_more_is_wanted(rules: ps.Rulebook) -> None:
    """In no other than Champion."""
    assert rules.role_analytics.expansion_bands == ("champion",)
    accounts = [account("a-1", measures=dict.fromkeys(HEALTH, Decimal("89.99")))]
    one = facts(rules, **RUNS, records={"accounts": accounts})
    assert report(rules, one).opportunities == ()


@pytest.mark.rule("ANL-02")
def test_revenue_is_kept_apart_by_currency(rules: ps.Rulebook) -> None:
    """Of 1000 USD 150 were lost and 200 won; nothing is converted."""
    found = report(
        rules,
        facts(rules, "acme", **RUNS, revenue=revenue(600, 100, 0, 200)),
        facts(rules, "birch", **RUNS, revenue=revenue(400, 0, 50, 0)),
        facts(rules, "cedar", **RUNS, revenue=revenue(0, 0, 0, 0, currency="EUR")),
        facts(rules, "dune", **RUNS),
    )
    usd, euro = found.revenue["USD"], found.revenue["EUR"]
    assert (usd.gross.exact, usd.net.exact, usd.partners) == (85, 105, 2)
    assert usd.expansion == Money(200, "USD")
    assert euro.gross.exact is None
    rows = {row[0]: row[1:] for row in found.explain().rows}
    assert rows["net retention"] == (
        "105 %",
        "1050 USD kept and added / 1000 USD at the start",
    )


@pytest.mark.rule("ANL-02")
def test_partners_are_retained_that_are_active_at_both_ends(
    rules: ps.Rulebook,
) -> None:
    """Who came on the first day was there, and who left on the last is gone."""
    first: dict[str, Any] = RUNS | {"operating": on(1)}
    second: dict[str, Any] = RUNS | {"operating": on(2)}
    found = report(
        rules,
        facts(rules, "acme", **first),
        facts(rules, "birch", **RUNS, left_on=date(2026, 5, 31)),
        facts(rules, "cedar", **RUNS, left_on=date(2026, 6, 1)),
        facts(rules, "dune", **RUNS, left_on=date(2026, 5, 1)),
        facts(rules, "elm", **second),
        facts(rules, "fir"),
    ).partner_retention
    assert str(found) == (
        "partner retention: 66.67 %"
        " (2 partners active at both ends / 3 partners at the start)"
    )


@pytest.mark.rule("ANL-02")
def test_it_is_told_in_rows_and_tables(rules: ps.Rulebook) -> None:
    """Each figure with what it was made of, and each table by its id."""
    records = {
        "accounts": [account("a-1", measures=dict.fromkeys(HEALTH, 95))],
        "usage": [usage("a-1", MAY.last, 4, chat=1)],
        "tickets": [ticket(1, on(4), 2)],
    }
    found = report(
        rules,
        facts(
            rules,
            **RUNS,
            records=records,
            operation=operates(91),
            revenue=revenue(100, 0, 0, 10),
        ),
        facts(rules, "birch", **RUNS),
    )
    told = found.explain()
    assert (
        told.title == "TAM report, 2026-05-01 to 2026-05-31: 2 partners in Post-Launch"
    )
    rows = {row[0]: row[1:] for row in told.rows}
    assert rows["adoption of chat"][0] == "25 %"
    assert rows["expansion revenue"] == ("10 USD", "")
    assert rows["expansion opportunities"] == ("1", "")
    assert rows["median resolution time"] == ("2 h", "90 % within 2 h")
    tables = {table.id: table for table in found.tables()}
    assert list(tables) == [
        "tam_figures",
        "tam_partners",
        "tam_health",
        "tickets",
        "feature_adoption",
        "partner_features",
        "tam_expansion",
        "tam_revenue",
    ]
    assert tables["tam_health"].rows == (
        ("acme", 91, "Champion", None, None, 0),
        ("birch", None, None, None, None, 0),
    )
    assert tables["tam_expansion"].rows == (
        ("acme", "a-1", "health", "Customer health 95, Champion", date(2026, 5, 1)),
    )
    assert tables["tam_revenue"].rows == (("USD", 1, 100, 0, 0, 10, 100, 110),)
    assert found.provenance == rules.role_analytics.provenance
    assert found.tickets.resolution.mean.exact == Fraction(2)


@pytest.mark.rule("ANL-02")
def test_what_cannot_be_is_refused_and_the_rest_is_told(rules: ps.Rulebook) -> None:
    """Points, answers, use and measures are left out by name, each by itself."""
    project: dict[str, Any] = {
        "project_id": "p-1",
        "project_completed_on": date(2026, 5, 2),
        "successful": True,
    }
    answers = [
        answer(1, date(2026, 5, 4), 5, **project),
        answer(2, date(2026, 5, 4), 6, **project),
        answer(3, date(2026, 5, 4), 4, **project | {"question": "comunication"}),
        # Of no project of the year, and given after the period: nobody asks for them.
        answer(4, date(2026, 5, 4), 9),
        answer(5, date(2026, 6, 4), 9, **project),
    ]
    records = {
        "answers": answers,
        "accounts": [
            account("a-1", measures=dict.fromkeys(HEALTH, 95)),
            account("a-2", measures=dict.fromkeys(HEALTH, 101)),
        ],
        "usage": [usage("a-1", date(2026, 5, 20), 4, chat=5, mail=1)],
        "licences": [licence("a-2", 3, 10, 11)],
    }
    found = report(
        rules,
        facts(rules, **RUNS, records=records, operation=operates(91)),
        facts(rules, "birch", **RUNS, operation=operates(101)),
        facts(rules, "cedar", **RUNS),
    )
    assert [(each.partner_id, each.kind, each.id) for each in found.refusals] == [
        ("birch", "operation", "birch"),
        ("acme", "usage", "a-1"),
        ("acme", "answer", "s-2"),
        ("acme", "answer", "s-3"),
        ("acme", "account", "a-2"),
    ]
    assert found.operation.mean.exact == Fraction(91)
    assert found.operation.unscored == ("cedar",)
    assert found.csat.mean.exact == Fraction(5)
    assert found.adoption.features.ids == ("mail",)
    assert [(each.account_id, each.ground) for each in found.opportunities] == [
        ("a-1", "health"),
        ("a-2", "over-use of licences"),
    ]
    told = found.explain().remarks
    assert told[0] == "too little known of cedar"
    assert told[1].startswith("operation of 'birch' is left out: ")
    assert told[3] == (
        "answer 's-2' of 'acme' is left out: a rating lies from 1 to 5, found 6"
    )
    table = found.tables()[-1]
    assert table.id == "tam_refusals"
    # All four components of two records are wrong.
    assert len(table.rows) == 4 + 1 + 2 + 4
    assert table.rows[4][:4] == (
        "acme",
        "usage",
        "a-1",
        "['a-1'].feature_users['chat']",
    )


@pytest.mark.rule("ANL-02")
def test_many_refusals_are_counted(rules: ps.Rulebook) -> None:
    """Five are told, and of the others how many there are."""
    wrong = [
        facts(rules, f"p-{place}", **RUNS, operation=operates(101))
        for place in range(7)
    ]
    remarks = report(rules, *wrong).remarks
    assert len(remarks) == 6
    assert remarks[-1] == "2 more records left out"


@pytest.mark.rule("ANL-02")
def test_who_leaves_after_the_period_is_still_asked(rules: ps.Rulebook) -> None:
    """The day of leaving decides, and it is the first on which nobody is asked."""
    for day, grounds in ((1, ["health"]), (31, [])):
        month = 6 if day == 1 else 5
        leaving = account(
            measures=dict.fromkeys(HEALTH, 95),
            churned=True,
            churned_on=date(2026, month, day),
        )
        found = report(rules, facts(rules, **RUNS, records={"accounts": [leaving]}))
        assert [each.ground for each in found.opportunities] == grounds
