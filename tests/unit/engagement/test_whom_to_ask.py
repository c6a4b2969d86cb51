"""Whom to turn to about what: the teams inside and those of the partner."""

from __future__ import annotations

import pytest

import partner_success as ps
from partner_success.core.collections import Catalogue
from partner_success.engagement import Side
from partner_success.errors import UnknownNameError
from tests.unit.engagement.small_responsibilities import contact, small

_OF_SALES = "expansion_opportunities renewal_discussions customer_references"

# Copied by hand: the team, the side it works for, its subjects, in order.
TEAMS = [
    (
        "support_team",
        Side.VENDOR,
        "complex_issues partner_context technical_guidance ticket_trends",
    ),
    (
        "product_team",
        Side.VENDOR,
        "partner_feedback feature_requests bug_reports beta_programmes",
    ),
    (
        "sales_team",
        Side.VENDOR,
        f"{_OF_SALES} success_stories",
    ),
    (
        "technical_team",
        Side.PARTNER,
        "technical_sync troubleshooting training_and_enablement architecture_reviews",
    ),
    (
        "operations_team",
        Side.PARTNER,
        "operational_health process_optimisation capacity_planning incident_reviews",
    ),
    (
        "executive_team",
        Side.PARTNER,
        "business_reviews strategic_planning relationship_building success_celebration",
    ),
]


@pytest.mark.rule("ENG-09")
def test_every_team(rules: ps.Rulebook) -> None:
    """Three teams inside and three at the partner, each with its four subjects."""
    found = [
        (each.id, each.side, " ".join(each.subjects.ids))
        for each in rules.responsibilities.contacts
    ]
    assert found == TEAMS
    for each in rules.responsibilities.contacts:
        assert [citation.source for citation in each.citations] == ["TAM"]


@pytest.mark.rule("ENG-09")
def test_whom_to_ask(rules: ps.Rulebook) -> None:
    """Each subject leads to the team that has it, and to no other."""
    for team, _, subjects in TEAMS:
        for subject in subjects.split():
            found = rules.responsibilities.whom_to_ask(subject)
            assert [each.id for each in found] == [team]


@pytest.mark.rule("ENG-09")
def test_how_often(rules: ps.Rulebook) -> None:
    """A rhythm stands where one is printed, and nowhere else."""
    told = {
        subject.id: subject.rhythm
        for team in rules.responsibilities.contacts
        for subject in team.subjects
        if subject.rhythm is not None
    }
    assert told == {"technical_sync": "regularly", "business_reviews": "quarterly"}


def test_a_subject_of_several_teams() -> None:
    """All of them are given, in order."""
    contacts = Catalogue([contact("a", "x", "y"), contact("b", "y"), contact("c", "z")])
    drawn = small(contacts=contacts)
    assert [each.id for each in drawn.whom_to_ask("y")] == ["a", "b"]
    with pytest.raises(UnknownNameError) as caught:
        drawn.whom_to_ask("q")
    assert caught.value.known == ("x", "y", "z")


def test_a_misspelt_subject(rules: ps.Rulebook) -> None:
    """It is told what it may have meant."""
    with pytest.raises(UnknownNameError, match="did you mean 'bug_reports'"):
        rules.responsibilities.whom_to_ask("bug_report")
