"""Reviews as a person sees them: everything found is there, and nothing acts."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.display import show
from partner_success.display.reviews import portfolio_review, review_text
from partner_success.partners import MaturitySheet, OperationReading, Person
from partner_success.review import Finding, Review, Urgency
from tests.support.reviewed import (
    AT,
    JOURNEYS_AT,
    ON,
    account,
    answer,
    paid,
    partner,
    sheet,
    snapshot,
    ticket,
    way,
)

PARTS = dict.fromkeys(
    ("operational_kpis", "system_performance", "ticket_trend", "usage_pattern"), 85
)


def shown(renderable: Any) -> str:
    """Give what is printed, its lines joined."""
    held = StringIO()
    show(renderable, file=held)
    return " ".join(held.getvalue().split())


def reviewed(rules: ps.Rulebook, **more: Any) -> Review:
    """Review a partner."""
    return ps.review(snapshot(**more), rules, at=AT + timedelta(hours=3))


def test_a_portfolio(rules: ps.Rulebook) -> None:
    """Worst first, with what was found most, stages, bands and the rules."""
    bad = snapshot(partner=partner("quarry"))
    found = ps.review_portfolio(
        [snapshot(accounts=[account(health=40), account("a-2", health=101)]), bad],
        rules,
        at=JOURNEYS_AT,
        journeys=[way("quarry")],
    )
    text = shown(portfolio_review(found))
    for word in (
        "2 partners on 2026-10-30",
        "Quarry Gate 2 1",
        "Health band that calls for somebody",
        "partners: 1 Gate 2: Ready to Order, 1 Not known",
        "customers: 1 Emergency, 1 Refused",
        "1 row refused",
        "rulebook standard 2026.1",
    ):
        assert word in text
    assert "not shown" in shown(portfolio_review(found, most=1))


def test_nothing_to_review(rules: ps.Rulebook) -> None:
    """Tables without rows are left out."""
    text = shown(portfolio_review(ps.review_portfolio([], rules, at=AT)))
    assert "nothing found" in text
    assert "partners: none" in text
    assert "worst first" not in text


def test_a_partner_of_whom_nothing_was_found(rules: ps.Rulebook) -> None:
    """Has a row of dashes."""
    found = ps.review_portfolio([snapshot()], rules, at=AT)
    calm = attrs.evolve(found.reviews[0], worst=())
    text = shown(portfolio_review(attrs.evolve(found, reviews=(calm,))))
    assert "Acme – – – – – – – –" in text


def test_one_partner(rules: ps.Rulebook) -> None:
    """Findings, customers from the lowest health, and how the rest stands."""
    customers = [
        account("a-1", health=85),
        account("a-2", health=40),
        account("a-3", health=None),
        account("a-4", health=101),
        account("a-5", health=20, churned=True),
        account("a-6", measures={"nps": 150}),
    ]
    found = reviewed(
        rules,
        accounts=customers,
        tickets=[ticket()],
        answers=[answer("s-1", "nps", 9)],
        sheets=[sheet(3)],
        operations=[OperationReading(partner_id="acme", on=ON, parts=PARTS)],
        maturity=[MaturitySheet(partner_id="acme", on=ON, in_place={"csms": True})],
    )
    text = shown(review_text(found, rules.access))
    for word in (
        "Partner operational health 85 of 100 points: Healthy, on 2026-05-04",
        "CS maturity: stage 1 to 4 of 4, on 2026-05-04",
        "Acme on 2026-05-04",
        "Not scored",
        "Refused",
        "Left",
        "open tickets: 1, 0 of them late",
        "Net Promoter Score: 100",
        "on 2026-05-04",
    ):
        assert word in text
    table = text[text.index("Customers, from the lowest") :]
    places = [table.index(f" a-{each} ") for each in (3, 4, 6, 2, 1, 5)]
    assert places == sorted(places)


def test_what_customers_pay_is_told_where_it_is_known(rules: ps.Rulebook) -> None:
    """By currency; without any of it there is no such column."""
    both = [paid("1200.50"), paid("7", currency="CHF")]
    known = reviewed(rules, accounts=[account()], revenue=both)
    text = shown(review_text(known, rules.access))
    assert "Revenue" in text
    assert "7 CHF, 1,200.50 EUR" in text
    bare = reviewed(rules, accounts=[account()])
    assert "Revenue" not in shown(review_text(bare, rules.access))


def test_what_was_refused_has_no_line(rules: ps.Rulebook) -> None:
    """A score of which a value was refused is none."""
    found = reviewed(
        rules,
        operations=[OperationReading(partner_id="acme", on=ON, parts={"none": 1})],
        maturity=[MaturitySheet(partner_id="acme", on=ON, in_place={"none": True})],
    )
    text = shown(review_text(found, rules.access))
    assert "Partner operational health" not in text
    assert "CS maturity: stage" not in text


def test_triggers_and_late_tickets_are_named(rules: ps.Rulebook) -> None:
    """Beside the customer, and as a count."""
    found = ps.review(
        snapshot(
            accounts=[account(measures={"nps": -50, "technical_performance": 90})],
            tickets=[ticket(), ticket("t-2", opened_at=AT - timedelta(hours=9))],
        ),
        rules,
        at=AT,
        sla="enterprise_support",
    )
    text = shown(review_text(found, rules.access))
    assert "Complaints" in text
    assert "open tickets: 2, 1 of them late" in text


def test_where_a_partner_stands_and_who_can_act(rules: ps.Rulebook) -> None:
    """Standing, way, risk and forecast, and the next actions of people known."""
    people = [
        Person(id=each, name=each, email=f"{each}@example.com")
        for each in ("ada", "tess", "june")
    ]
    found = ps.review(
        snapshot(partner=partner("silverpine"), people=people),
        rules,
        at=JOURNEYS_AT,
        journey=way("silverpine"),
    )
    text = shown(review_text(found, rules.access))
    for word in (
        "What each person can do next",
        "TPM june tick off in Gate 2",
        "silverpine, from gate_2 to gate_3",
        "Launch risk of silverpine",
        "Launch forecast of silverpine",
    ):
        assert word in text


def test_nothing_lies_before_the_last_stage(rules: ps.Rulebook) -> None:
    """So no way is told of a launched partner."""
    found = ps.review(
        snapshot(partner=partner("amberline")),
        rules,
        at=JOURNEYS_AT,
        journey=way("amberline"),
    )
    text = shown(review_text(found, rules.access))
    assert "amberline on 2026-10-30: " in text
    assert "from post_launch to" not in text


def test_many_people_are_counted(rules: ps.Rulebook) -> None:
    """Only the first are named."""
    one = Finding(
        code="stage-waits",
        urgency=Urgency.WATCH,
        partner_id="acme",
        kind="stage",
        subject="gate_1",
        message="something \x1b[31mred",
        roles=("PAM", "TAM"),
        people=("a", "b", "c", "d", "e"),
    )
    found = attrs.evolve(reviewed(rules), worst=(one,))
    text = shown(review_text(found, rules.access))
    assert "PAM, TAM (a, b, c, 2 more)" in text.replace("( ", "(")
    assert "\x1b" not in text


@pytest.mark.parametrize("most", [None, 1])
def test_rows_that_are_left_out_are_told(rules: ps.Rulebook, most: int | None) -> None:
    """Where there is a limit."""
    text = shown(review_text(reviewed(rules), rules.access, most=most))
    assert ("not shown" in text) == (most is not None)
