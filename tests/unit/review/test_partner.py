"""What a review finds of a partner: tickets, care, surveys, readiness, contract."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.engagement import ActivityDone
from partner_success.errors import InvalidUseError, InvalidValueError, UnknownNameError
from partner_success.partners import Contract, Person, TeamAssignment
from partner_success.review import Review, Urgency
from tests.support.reviewed import (
    AT,
    OFFICE,
    ON,
    account,
    answer,
    of_code,
    only,
    partner,
    sheet,
    snapshot,
    ticket,
    way,
)

HOUR = timedelta(hours=1)


def with_tickets(rules: ps.Rulebook, at: Any, *tickets: Any, **more: Any) -> Review:
    """Review tickets of a customer."""
    found = snapshot(accounts=[account()], tickets=tickets)
    return ps.review(found, rules, at=at, **more)


def test_a_missed_promise_is_for_now(rules: ps.Rulebook) -> None:
    """With the tier that has to be called, and since when it is missed."""
    asked = {"sla": "enterprise_support"}
    found = with_tickets(rules, AT + 3 * HOUR, ticket(severity="high"), **asked)
    one = only(found, "promise-missed")
    assert (one.urgency, one.kind, one.subject) == (Urgency.NOW, "ticket", "t-1")
    assert one.message.startswith("ticket t-1 of a-1, high: first response breached")
    assert (one.roles, one.since) == (("Tier 4",), ON)


def test_a_promise_that_runs_out_is_for_soon(rules: ps.Rulebook) -> None:
    """Once a step of its escalation is reached; before that it is no finding."""
    asked = {"sla": "enterprise_support"}
    pressing = with_tickets(rules, AT + HOUR, ticket(severity="high"), **asked)
    one = only(pressing, "promise-pressing")
    assert (one.urgency, one.roles) == (Urgency.SOON, ("Tier 1",))
    early = with_tickets(rules, AT, ticket(severity="high"), **asked)
    assert of_code(early, "promise-pressing") == []
    assert early.tickets[0].state is not None


def test_an_answer_ends_the_first_response(rules: ps.Rulebook) -> None:
    """The resolution is awaited still."""
    answered = ticket(severity="high", first_responded_at=AT + HOUR)
    found = with_tickets(rules, AT + 9 * HOUR, answered, sla="enterprise_support")
    assert "resolution breached" in only(found, "promise-missed").message


def test_without_steps_a_missed_promise_is_found(rules: ps.Rulebook) -> None:
    """A policy need not say whom to call; then whoever leads the stage is."""
    policy = attrs.evolve(rules.sla["enterprise_support"], escalation=())
    changed = attrs.evolve(rules, sla=ps.Catalogue([policy], kind="support policy"))
    at = way("silverpine").state.at + 3 * HOUR
    late = ticket(severity="high", opened_at=at - 3 * HOUR)
    given = snapshot(
        partner=partner("silverpine"),
        accounts=[account(partner_id="silverpine")],
        tickets=[late],
    )
    found = ps.review(
        given, changed, at=at, sla="enterprise_support", journey=way("silverpine")
    )
    one = only(found, "promise-missed")
    assert one.roles == ("TPM",)
    assert one.people == ("june",)


def test_a_ticket_of_the_partner_itself_names_no_customer(rules: ps.Rulebook) -> None:
    """It is judged like any other."""
    own = ticket(severity="high", account_id=None, partner_id="acme")
    found = with_tickets(rules, AT + 3 * HOUR, own, sla="enterprise_support")
    assert only(found, "promise-missed").message.startswith("ticket t-1, high")


def test_resolved_tickets_are_over(rules: ps.Rulebook) -> None:
    """However late they were."""
    done = ticket(resolved_at=AT + 90 * HOUR)
    found = with_tickets(rules, AT + 99 * HOUR, done, sla="enterprise_support")
    assert found.tickets == ()


def test_without_a_policy_promises_are_not_judged(rules: ps.Rulebook) -> None:
    """Open tickets are counted by severity; nobody claims that they are in time."""
    tickets = [ticket("t-2"), ticket("t-1", severity="critical"), ticket("t-3")]
    found = with_tickets(rules, AT, *tickets)
    one = only(found, "promises-unknown")
    assert one.urgency is Urgency.UNKNOWN
    assert "1 critical, 2 high, 0 medium, 0 low" in one.message
    assert [each.ticket.id for each in found.tickets] == ["t-1", "t-2", "t-3"]
    assert {each.state for each in found.tickets} == {None}


def test_a_policy_in_working_time_needs_a_calendar(rules: ps.Rulebook) -> None:
    """Also where there is no ticket; an unknown policy is told."""
    with pytest.raises(InvalidValueError, match="needs a calendar"):
        ps.review(snapshot(), rules, at=AT, sla="partner_support")
    with pytest.raises(UnknownNameError, match="partner_support"):
        ps.review(snapshot(), rules, at=AT, sla="partner_suport")
    late = AT + timedelta(days=3)
    asked: dict[str, Any] = {"sla": "partner_support", "calendar": OFFICE}
    found = with_tickets(rules, late, ticket(severity="medium"), **asked)
    assert only(found, "promise-missed")


def test_care_after_launch(rules: ps.Rulebook) -> None:
    """What is overdue is for soon, what is due to be watched, by role."""
    given = snapshot(partner=partner(actual_launch=date(2026, 3, 2)))
    found = ps.review(given, rules, at=AT, calendar=OFFICE, done=[])
    late, due = only(found, "care-overdue"), only(found, "care-due")
    assert (late.urgency, due.urgency) == (Urgency.SOON, Urgency.WATCH)
    assert late.message.startswith("TAM is behind with: ")
    assert due.message.startswith("TAM owes: ")
    assert late.since is not None
    assert late.people == ("tess",)
    held = [
        ActivityDone(
            activity=each.id,
            partner_id="acme",
            on=ON,
            by="tess",
            number=None if each.number is None else each.number + each.missed,
        )
        for care in found.care or ()
        for each in care.items
    ]
    others = [attrs.evolve(each, partner_id="other") for each in held]
    again = ps.review(given, rules, at=AT, calendar=OFFICE, done=[*held, *others])
    assert not of_code(again, "care-overdue") + of_code(again, "care-due")


def test_a_partner_that_is_not_launched_is_owed_nothing(rules: ps.Rulebook) -> None:
    """Nor is one that launches later; what the journey says goes before the record."""
    ahead = snapshot(partner=partner(actual_launch=ON + timedelta(days=1)))
    for given in (snapshot(), ahead):
        found = ps.review(given, rules, at=AT, calendar=OFFICE, done=[])
        assert found.care == ()
    launched = snapshot(partner=partner("amberline"))
    at = way("amberline").state.at
    found = ps.review(
        launched, rules, at=at, calendar=OFFICE, done=[], journey=way("amberline")
    )
    assert found.care


@pytest.mark.parametrize("known", [{"calendar": OFFICE}, {"done": []}])
def test_without_calendar_or_records_care_is_not_known(
    rules: ps.Rulebook, known: dict[str, Any]
) -> None:
    """All of it would look overdue."""
    found = ps.review(snapshot(), rules, at=AT, **known)
    assert found.care is None
    assert only(found, "care-unknown").urgency is Urgency.UNKNOWN


def test_surveys(rules: ps.Rulebook) -> None:
    """CSAT without points and a negative NPS are to be watched."""
    answers = [
        answer("s-1", "csat", 2),
        answer("s-2", "nps", 2),
        answer("s-3", "nps", 9),
        answer("s-4", "nps", 3),
    ]
    found = ps.review(snapshot(answers=answers), rules, at=AT)
    csat, nps = only(found, "csat-without-points"), only(found, "nps-negative")
    assert csat.urgency is nps.urgency is Urgency.WATCH
    assert "it earns no points" in csat.message
    assert "2 detract and 1 promote" in nps.message
    assert of_code(found, "surveys-unknown") == []


def test_good_surveys_are_no_finding(rules: ps.Rulebook) -> None:
    """They are among the data."""
    answers = [answer("s-1", "csat", 5), answer("s-2", "nps", 10)]
    found = ps.review(snapshot(answers=answers), rules, at=AT)
    assert not [each for each in found.worst if each.kind == "survey"]
    assert found.surveys is not None
    assert found.surveys.csat.mean == 5


def test_what_nobody_was_asked_is_not_known(rules: ps.Rulebook) -> None:
    """CSAT and NPS by themselves; a refused answer is none."""
    found = ps.review(snapshot(answers=[answer("s-1", "csat", 9)]), rules, at=AT)
    assert len(of_code(found, "surveys-unknown")) == 2
    assert [each.file for each in found.refusals] == ["answers"]
    half = ps.review(snapshot(answers=[answer("s-1", "csat", 4)]), rules, at=AT)
    assert "NPS" in only(half, "surveys-unknown").message
    half = ps.review(snapshot(answers=[answer("s-1", "nps", 9)]), rules, at=AT)
    assert "CSAT" in only(half, "surveys-unknown").message


def test_readiness_is_that_of_the_newest_sheet(rules: ps.Rulebook) -> None:
    """The lowest level is to be watched; a good one is no finding."""
    low = sheet(1, id_="r-2")
    high = sheet(5, id_="r-9", on=date(2026, 1, 1))
    found = ps.review(snapshot(sheets=[high, low]), rules, at=AT)
    one = only(found, "readiness-lowest")
    assert (one.urgency, one.subject) == (Urgency.WATCH, "r-2")
    good = ps.review(snapshot(sheets=[sheet(5)]), rules, at=AT)
    assert not [each for each in good.worst if each.kind == "sheet"]


def test_an_open_sheet_is_not_known(rules: ps.Rulebook) -> None:
    """How many elements are not answered is said; so is that there is no sheet."""
    found = ps.review(snapshot(sheets=[sheet(5, answered=48)]), rules, at=AT)
    assert "2 elements are not answered" in only(found, "readiness-unknown").message
    none = ps.review(snapshot(), rules, at=AT)
    assert "there is no readiness sheet" in only(none, "readiness-unknown").message


def test_refused_ratings_are_refusals(rules: ps.Rulebook) -> None:
    """A sheet of nothing else is none."""
    found = ps.review(snapshot(sheets=[sheet(9)]), rules, at=AT)
    assert found.readiness is None
    assert len(found.refusals) == 50
    assert "1 record has" in only(found, "values-refused").message


def test_the_partners_own_contract(rules: ps.Rulebook) -> None:
    """Its end is prepared like a customer's."""
    contract = Contract(id="c-1", kind="ppa", renews_on=ON + timedelta(days=75))
    found = ps.review(snapshot(partner=partner(contract=contract)), rules, at=AT)
    one = only(found, "renewal-ahead")
    assert (one.kind, one.subject) == ("contract", "c-1")
    assert one.roles == tuple(
        dict.fromkeys(str(each.prompt.side) for each in found.prompts)
    )
    unsigned = partner(contract=Contract(id="c-1", kind="ppa"))
    found = ps.review(snapshot(partner=unsigned), rules, at=AT)
    assert found.prompts == ()


def test_next_actions_are_those_of_the_people_known(rules: ps.Rulebook) -> None:
    """Who has no record is not recognised; without a journey nobody can do anything."""
    journey = way("silverpine")
    lead = Person(id="june", name="June", email="june@example.com")
    team = partner("silverpine", team=[TeamAssignment(role="PAM", person_id="june")])
    given = snapshot(partner=team, people=[lead])
    found = ps.review(given, rules, at=journey.state.at, journey=journey)
    [one] = found.next_actions(rules.access)
    assert (one.role, one.person_id) == ("TPM", "june")
    assert any("tick off in Gate 2" in str(each) for each in one.actions)
    assert ps.review(given, rules, at=AT).next_actions(rules.access) == ()


def test_a_review_tells_itself(rules: ps.Rulebook) -> None:
    """When, what, who, by which rules; refused values below."""
    found = ps.review(snapshot(accounts=[account(health=101)]), rules, at=AT)
    told = str(found.explain())
    assert told.startswith("Acme on 2026-05-04: ")
    assert "refused in accounts" in told
    assert "not known" in told
    assert found.explain().provenance.edition == rules.edition.id
    good = snapshot(accounts=[account(health=40)])
    rows = ps.review(good, rules, at=AT).explain().rows
    assert rows[0][0] == "now"
    assert rows[0][2] == "TAM (tess)"
    assert rows[0][3] == "HLT-02, TRG-06"
    assert len(found.not_known) == found.counts[Urgency.UNKNOWN]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"snapshot": partner()}, "a review looks at a Snapshot"),
        ({"journey": way("quarry")}, "that of 'quarry'"),
        ({"calendar": "Mon-Fri"}, "calendar is a WorkingCalendar"),
    ],
)
def test_misuse_says_what_to_give(
    rules: ps.Rulebook, given: dict[str, Any], says: str
) -> None:
    """What was found is named."""
    asked: dict[str, Any] = {"snapshot": snapshot(), "at": AT} | given
    with pytest.raises(InvalidUseError, match=says):
        ps.review.review(rules=rules, **asked)


def test_an_instant_has_a_zone(rules: ps.Rulebook) -> None:
    """Or nobody knows which day it is."""
    with pytest.raises(InvalidValueError, match="time zone"):
        ps.review(snapshot(), rules, at=AT.replace(tzinfo=None))


def test_a_stage_that_began_later_leads_nobody_yet(rules: ps.Rulebook) -> None:
    """Of a day before it the record does not tell who led the partner."""
    for day, roles in ((4, ("PDM",)), (5, ())):
        known = partner(stage="gate_1", stage_since=date(2026, 5, day))
        found = ps.review(snapshot(partner=known), rules, at=AT)
        unknown = next(each for each in found.worst if each.code == "care-unknown")
        assert unknown.roles == roles
