"""What to check where a ticket is not visible, in the guides' order."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

import partner_success as ps
from partner_success.access import Checkup
from tests.unit.access.scenes import (
    ADA,
    NOW,
    ROLES,
    STAGES,
    actor,
    grant,
    partner,
)

pytestmark = pytest.mark.rule("ACC-10")


def steps(checkup: Checkup) -> list[tuple[str, bool | None]]:
    """Give what was looked at and whether it stands in the way."""
    return [(step.code, step.in_the_way) for step in checkup.steps]


def said(checkup: Checkup) -> list[str]:
    """Give the sentences of what stands in the way."""
    return [step.message for step in checkup.obstacles]


TICKET: dict[str, Any] = {"ticket_id": "t-1", "belongs_to": "acme", "status": "open"}


def ticket_steps(rules: ps.Rulebook, **changes: Any) -> Checkup:
    """Ask for Ada, TAM of Acme in Gate 3, with a ticket that is known."""
    acme = partner("gate_3", TAM=ADA.email)
    return rules.access.why_ticket_not_visible(
        actor("TAM"), acme, at=NOW, **TICKET | changes
    )


def test_a_ticket_of_a_partner_that_is_not_visible(rules: ps.Rulebook) -> None:
    """For a ticket the partner comes first, then whose it is, then its status."""
    acme = partner("gate_2", TAM=ADA.email)
    found = rules.access.why_ticket_not_visible(
        actor("TAM"), acme, at=NOW, belongs_to="globex", status="resolved",
        statuses_shown=["open", "paused"],
    )  # fmt: skip
    assert steps(found) == [
        ("role", False),
        ("assignment", False),
        ("stage", True),
        ("gate-before", True),
        ("ask-pam", None),
        ("ticket-partner", True),
        ("ticket-status", True),
    ]
    assert said(found)[-2:] == [
        "the ticket belongs to globex, not to acme",
        "the status of the ticket is resolved; shown are open and paused",
    ]
    assert str(found) == "the ticket is not visible to p-1"


@pytest.mark.parametrize(
    ("changes", "visible", "message"),
    [
        ({}, True, "tickets of every status are shown"),
        (
            {"statuses_shown": {"paused", "open"}},
            True,
            "the status of the ticket is open; shown are open and paused",
        ),
        (
            {"statuses_shown": "reopened"},
            False,
            "the status of the ticket is open; shown are reopened",
        ),
        (
            {"statuses_shown": []},
            False,
            "the status of the ticket is open; shown are none",
        ),
        (
            {"statuses_shown": ["open"], "status": None},
            None,
            "the status of the ticket is not known",
        ),
    ],
)
def test_the_status_of_a_ticket(
    rules: ps.Rulebook, changes: dict[str, Any], visible: bool | None, message: str
) -> None:
    """A ticket whose status is not shown is not visible; not known is not known."""
    found = ticket_steps(rules, **changes)
    assert found.visible is visible
    assert found.steps[-1].message == message


def test_whose_ticket_it_is(rules: ps.Rulebook) -> None:
    """A ticket of another partner is not looked for here."""
    assert ticket_steps(rules).visible is True
    other = ticket_steps(rules, belongs_to="globex")
    assert (other.visible, said(other)) == (
        False,
        ["the ticket belongs to globex, not to acme"],
    )
    unknown = ticket_steps(rules, belongs_to=None)
    assert unknown.visible is None
    assert str(unknown) == "ticket t-1 may be visible to p-1"
    assert unknown.steps[-2].message == "it is not known whose ticket it is"
    both = ticket_steps(rules, belongs_to=None, status="x", statuses_shown=["y"])
    assert both.visible is False


def test_a_partner_without_its_tickets(rules: ps.Rulebook) -> None:
    """Who sees the partner, and not its tickets, is told which roles do."""
    found = rules.access.why_ticket_not_visible(
        actor("PDM"), partner("gate_1", PDM=ADA.email), at=NOW, **TICKET
    )
    assert found.visible is False
    assert [step.message for step in found.steps[:2]] == [
        "the partner acme is visible",
        (
            "to view support tickets one of these roles is needed,"
            " and none is held: PAM, PSM, TAM or ADMIN"
        ),
    ]


@pytest.mark.parametrize("stage", [*STAGES, None])
@pytest.mark.parametrize("role", ROLES)
def test_a_ticket_agrees_with_the_decisions(
    rules: ps.Rulebook, stage: str | None, role: str
) -> None:
    """A ticket is visible where the partner and its tickets are, and it is theirs."""
    for tied, given in product((True, False), (True, False)):
        ada = actor(role, grants=[grant()] if given else [])
        acme = partner(stage, **({role: ADA.email} if tied else {}))
        found = rules.access.why_ticket_not_visible(ada, acme, at=NOW, **TICKET)
        sees = rules.access.decide(ada, "view_partner", acme, at=NOW).allowed
        ticket = acme.ticket("t-1")
        may = rules.access.decide(ada, "view_tickets", ticket, at=NOW).allowed
        assert found.visible is (sees and may)
