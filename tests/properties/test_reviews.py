"""Laws of reviews: of later facts, of order, of what is not known, and of counts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.partners import Snapshot
from partner_success.review import Review, Urgency, in_order, portfolio_data
from tests.support.reviewed import (
    AT,
    ON,
    account,
    answer,
    licence,
    partner,
    sheet,
    snapshot,
    ticket,
    usage,
)

RULES = ps.standard()
COLLECTIONS = ("accounts", "tickets", "usage", "answers", "licences", "sheets")
DAYS = st.integers(-60, 60).map(lambda days: ON + timedelta(days=days))
IDS = st.sampled_from(["a-1", "a-2", "a-3"])


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """Draw a partner with facts of many days, before and after the instant."""
    customers = [account(id_, 85, date(2026, 1, 1)) for id_ in ("a-1", "a-2", "a-3")]
    days = draw(st.lists(DAYS, unique=True, max_size=4))
    more = {
        "churned": draw(st.sampled_from([None, False, True])),
        "renews_on": draw(st.one_of(st.none(), DAYS)),
    }
    score = st.one_of(st.none(), st.integers(0, 110))
    customers += [account(draw(IDS), draw(score), day, **more) for day in days]
    severities = st.sampled_from(["critical", "high", "medium", "low"])
    return snapshot(
        accounts=customers,
        tickets=[
            ticket(
                f"t-{place}",
                opened_at=AT + timedelta(hours=hours),
                severity=draw(severities),
                resolved_at=draw(
                    st.sampled_from([None, AT + timedelta(hours=hours + 3)])
                ),
            )
            for place, hours in enumerate(
                draw(st.lists(st.integers(-9, 3), max_size=3))
            )
        ],
        usage=[usage(day, draw(st.integers(0, 9))) for day in days],
        licences=[
            licence(draw(st.integers(0, 9)), draw(st.integers(0, 9)), day)
            for day in days
        ],
        answers=[
            answer(f"s-{place}", kind, draw(st.integers(0, 11)), answered_on=day)
            for place, day in enumerate(days)
            for kind in ("csat" if place % 2 else "nps",)
        ],
        sheets=[
            sheet(
                draw(st.integers(1, 6)),
                id_=f"r-{place}",
                on=day,
                answered=draw(st.integers(0, 50)),
            )
            for place, day in enumerate(days[:1])
        ],
    )


def reviewed(found: Snapshot) -> Review:
    """Review it with a policy for its tickets."""
    return ps.review(found, RULES, at=AT, sla="enterprise_support")


def told(found: Review) -> tuple[Any, ...]:
    """Give what was found, without the places that refused records stand in."""
    refusals = {(each.file, each.problem) for each in found.refusals}
    return found.worst, found.tickets, found.surveys, found.readiness, refusals


def known(found: Snapshot) -> Snapshot:
    """Leave out of a snapshot what happened later."""
    return attrs.evolve(
        found,
        accounts=[each for each in found.accounts if each.on <= ON],
        tickets=[each for each in found.tickets if each.opened_at <= AT],
        usage=[each for each in found.usage if each.on <= ON],
        licences=[each for each in found.licences if each.on <= ON],
        answers=[each for each in found.answers if each.answered_on <= ON],
        sheets=[each for each in found.sheets if each.on <= ON],
    )


@settings(max_examples=20)
@given(snapshots())
def test_later_facts_change_nothing(found: Snapshot) -> None:
    """A review of what was known by then says the same."""
    assert told(reviewed(found)) == told(reviewed(known(found)))


@settings(max_examples=20)
@given(snapshots(), st.randoms())
def test_the_order_of_facts_does_not_matter(found: Snapshot, lots: Any) -> None:
    """However the records of each collection are shuffled."""
    mixed = {}
    for name in COLLECTIONS:
        records = list(getattr(found, name))
        lots.shuffle(records)
        mixed[name] = records
    assert told(reviewed(attrs.evolve(found, **mixed))) == told(reviewed(found))


@settings(max_examples=20)
@given(snapshots())
def test_findings_are_in_order_and_about_the_partner(found: Snapshot) -> None:
    """Each names its rules, and only what is not known is without."""
    one = reviewed(found)
    assert in_order(reversed(one.worst)) == one.worst
    for each in one.worst:
        assert each.partner_id == "acme"
        assert each.rules or each.urgency is Urgency.UNKNOWN


@settings(max_examples=10)
@given(st.lists(snapshots(), min_size=1, max_size=3))
def test_a_portfolio_is_the_sum_of_its_partners(found: list[Snapshot]) -> None:
    """Each review is that of the partner alone, and every count adds up."""
    many = [
        attrs.evolve(
            each,
            partner=partner(f"p-{place}"),
            **{
                name: [
                    attrs.evolve(record, partner_id=f"p-{place}")
                    for record in getattr(each, name)
                ]
                for name in ("accounts", "answers", "sheets")
            },
        )
        for place, each in enumerate(found)
    ]
    whole = ps.review_portfolio(many, RULES, at=AT, sla="enterprise_support")
    for each in many:
        assert whole.partner(each.partner.id) == reviewed(each)
    data = portfolio_data(whole)
    assert sum(each["count"] for each in data["stages"]) == len(many)
    customers = sum(len(each.accounts) for each in whole.reviews)
    assert sum(each["count"] for each in data["bands"]) == customers
    assert sum(data["counts"].values()) == len(whole.findings)
    assert sum(each["count"] for each in data["common"]) == len(whole.findings)


@pytest.mark.parametrize("id_", ["acme", "bolt"])
def test_a_partner_without_facts_is_never_well(id_: str) -> None:
    """Everything that is said of it is that it is not known."""
    found = reviewed(snapshot(partner=partner(id_)))
    assert found.worst
    assert {each.urgency for each in found.worst} == {Urgency.UNKNOWN}
