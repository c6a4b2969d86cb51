"""Partners, people and signed answers for any journey, by short names."""

from __future__ import annotations

from datetime import date

from partner_success.access import Actor
from partner_success.gates import Journey
from partner_success.questionnaires import Questionnaire
from partner_success.testing.builders import BEGINNING as AT
from partner_success.testing.builders import (
    begin_journey,
    make_partner,
    questionnaire_of,
    signing_role,
)
from partner_success.testing.builders import make_actor as actor
from partner_success.testing.builders import make_submission as submission
from partner_success.testing.builders import make_verdicts as verdicts
from partner_success.testing.builders import person_id as person
from partner_success.testing.builders import team_of as team
from partner_success.testing.sample_answers import (
    AMOUNTS,
    Given,
    Wanted,
    sample_answers,
)
from partner_success.testing.sample_answers import answered_section as answered
from partner_success.testing.waypoints import Log
from partner_success.testing.waypoints import journey_in_stage as on_the_way

__all__ = [
    "AMOUNTS",
    "AT",
    "Given",
    "Log",
    "Wanted",
    "actor",
    "actors",
    "answered",
    "answers",
    "on_the_way",
    "partner",
    "person",
    "questionnaire_of",
    "set_out",
    "signing_role",
    "submission",
    "team",
    "verdicts",
]

partner = make_partner


def set_out(journey: Journey, *, at=AT, who=None):
    """Let a partner set out with one person in each role of the journey."""
    return begin_journey(journey, at=at, partner=who)


def actors(journey: Journey) -> dict[str, Actor]:
    """Give by role who is assigned in it."""
    return {role: actor(role) for role in journey.roles.ids}


def answers(asked: Questionnaire, outcome: Wanted, on: date) -> Given:
    """Give answers that come to an outcome: good ones first, then bad ones."""
    return sample_answers(asked, outcome, on=on)
