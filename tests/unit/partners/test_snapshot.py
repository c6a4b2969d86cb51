"""A snapshot's records refer to each other and nowhere else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from partner_success.core.money import Money
from partner_success.errors import InvalidDataError
from tests.unit.partners import records as good
from tests.unit.partners.conftest import Found
from tests.unit.partners.records import snapshot


def test_every_dangling_reference_is_reported_at_once() -> None:
    """Each with its path, its code and what it names."""
    with pytest.raises(InvalidDataError) as caught:
        snapshot(
            people=[good.person(id="p-7")],
            accounts=[good.account(), good.account(id="a-2", partner_id="other")],
            tickets=[good.ticket(account_id="a-9", partner_id="other")],
            usage=[good.usage(), good.usage(account_id="a-8")],
            answers=[good.answer(partner_id="other", account_id="a-7")],
            licences=[good.licence(account_id="a-6")],
            sheets=[good.sheet(partner_id="acme ".strip()), good.sheet(id="r-2")],
            meetings=[good.meeting(account_id="a-5")],
            requests=[good.request(account_id="a-4")],
            evaluations=[good.evaluation(account_id="a-3")],
            contacts=[good.contact(account_id="a-10")],
            tenants=[good.tenant(account_id="a-11")],
            downtimes=[good.downtime(tenant_id="x-9")],
            orders=[good.order(partner_id="other", account_id="a-2")],
            rollbacks=[good.rollback(partner_id="other")],
            operations=[good.operation(partner_id="other")],
            maturity=[good.maturity(partner_id="other")],
            revenue=[good.revenue(account_id="a-12")],
        )
    assert [str(problem) for problem in caught.value.problems] == [
        "accounts[1].partner_id: names 'other', and there is no such partner here",
        "tickets[0].partner_id: names 'other', and there is no such partner here",
        "tickets[0].account_id: names 'a-9', and there is no such account here",
        "usage[1].account_id: names 'a-8', and there is no such account here",
        "answers[0].partner_id: names 'other', and there is no such partner here",
        "answers[0].account_id: names 'a-7', and there is no such account here",
        "licences[0].account_id: names 'a-6', and there is no such account here",
        "meetings[0].account_id: names 'a-5', and there is no such account here",
        "requests[0].account_id: names 'a-4', and there is no such account here",
        "evaluations[0].account_id: names 'a-3', and there is no such account here",
        "contacts[0].account_id: names 'a-10', and there is no such account here",
        "tenants[0].account_id: names 'a-11', and there is no such account here",
        "downtimes[0].tenant_id: names 'x-9', and there is no such tenant here",
        "orders[0].partner_id: names 'other', and there is no such partner here",
        "rollbacks[0].partner_id: names 'other', and there is no such partner here",
        "operations[0].partner_id: names 'other', and there is no such partner here",
        "maturity[0].partner_id: names 'other', and there is no such partner here",
        "revenue[0].account_id: names 'a-12', and there is no such account here",
        "partner.team[0].person_id: names 'p-1', and there is no such person here",
    ]
    codes = {problem.code for problem in caught.value.problems}
    assert codes == {"dangling-reference"}


def test_records_may_refer_to_nothing() -> None:
    """An answer without an account and a ticket of the partner itself are whole."""
    own = good.ticket(account_id=None, partner_id="acme")
    found = snapshot(tickets=[own], answers=[good.answer()])
    assert found.tickets == (own,)


def test_people_may_be_left_out_altogether() -> None:
    """Then the team is not looked up."""
    assert snapshot(people=()).people == ()


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("people", good.person(name="Another")),
        ("accounts", good.account(name="Another")),
        ("tickets", good.ticket(severity="low")),
        ("usage", good.usage(active_users=1)),
        ("answers", good.answer(rating=1)),
        ("licences", good.licence(active=1)),
        ("sheets", good.sheet(ratings={})),
        ("meetings", good.meeting(held=False)),
        ("requests", good.request(answered_on=good.DAY)),
        ("evaluations", good.evaluation(ended_on=good.DAY)),
        ("orders", good.order(repaired=True)),
        ("rollbacks", good.rollback(why="Outage")),
        ("revenue", good.revenue(amount=Money(1, "EUR"))),
    ],
)
def test_nothing_stands_there_twice(name: str, record: Any, faults: Found) -> None:
    """Two readings of one day, or two records of one id, contradict each other."""
    records = [*getattr(snapshot(), name), record]
    assert faults(snapshot, **{name: records}) == {f"{name}[1]": "duplicate"}


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("accounts", good.account),
        ("usage", good.usage),
        ("licences", good.licence),
        ("revenue", good.revenue),
    ],
)
def test_readings_of_several_days_stand_side_by_side(name: str, make: Any) -> None:
    """The history of a customer is one."""
    records = (make(), make(on=date(2026, 5, 11)))
    assert getattr(snapshot(**{name: records}), name) == records


def test_references_are_checked_beside_other_faults(faults: Found) -> None:
    """A wrong record hides neither its neighbours nor their references."""
    tickets = ["t-1", good.ticket(account_id="a-9")]
    assert faults(snapshot, at=None, partner=None, tickets=tickets) == {
        "at": "missing",
        "partner": "missing",
        "tickets[0]": "wrong-type",
        "tickets[1].account_id": "dangling-reference",
    }


def test_accounts_that_are_no_list_leave_nothing_to_refer_to(faults: Found) -> None:
    """The fault and what follows from it are both named."""
    tables = (
        *("answers", "licences", "usage", "meetings", "requests", "evaluations"),
        *("contacts", "tenants", "downtimes", "revenue"),
    )
    found = faults(snapshot, accounts=5, **dict.fromkeys(tables, ()))
    assert found == {
        "accounts": "wrong-type",
        "tickets[0].account_id": "dangling-reference",
    }


def test_later_facts_are_kept() -> None:
    """What counts at an instant is for the rules to say."""
    later = good.ticket(opened_at=good.AT + timedelta(days=1))
    assert snapshot(tickets=[later]).tickets == (later,)
