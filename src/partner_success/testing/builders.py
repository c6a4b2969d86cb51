"""Builders: records that are valid as they stand, of which a test says what matters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from partner_success.access import Actor
from partner_success.core.money import Money
from partner_success.errors import InvalidUseError
from partner_success.gates import Journey, PartnerJourney, Stage
from partner_success.partners import (
    Account,
    Contract,
    Partner,
    Role,
    TeamAssignment,
    Ticket,
)
from partner_success.questionnaires import (
    Questionnaire,
    Signer,
    Submission,
    TypedMark,
    Verdict,
    start_draft,
    submit,
)
from partner_success.testing.sample_answers import AMOUNTS, Wanted, sample_answers

__all__ = [
    "BEGINNING",
    "begin_journey",
    "make_account",
    "make_actor",
    "make_partner",
    "make_submission",
    "make_ticket",
    "make_verdicts",
]

BEGINNING: Final = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""When made-up partners set out and made-up tickets are opened: a Monday."""

_TO_LAUNCH: Final = timedelta(days=200)


def person_id(role: str) -> str:
    """Give the id of who is assigned in a role, such as ``"psm-1"``."""
    return f"{role.lower()}-1"


def make_actor(*roles: str, id: str | None = None, **more: Any) -> Actor:
    """Give who is assigned in the first of the roles, or somebody else with an id.

    Args:
        roles: The roles that are held.
        id: Who it is; ``None`` for who is assigned in the first role, which then has to
            be given, such as ``"psm-1"`` for ``"PSM"``.
        **more: What `Actor` takes too, such as its grants.

    Raises:
        InvalidUseError: Neither a role nor an id is given.

    Examples:
        >>> make_actor("PSM").email, make_actor("PSM", id="ada").id
        ('psm-1@example.com', 'ada')
    """
    if id is None and not roles:
        raise InvalidUseError("nobody is named; give a role, or an id")
    name = person_id(roles[0]) if id is None else id
    return Actor(id=name, email=f"{name}@example.com", roles=roles, **more)


def make_partner(**changes: Any) -> Partner:
    """Give a partner with one person in each standard role, in Tier 1.

    Args:
        **changes: What is otherwise, by the fields of `Partner`.

    Raises:
        InvalidDataError: What is otherwise makes no partner.

    Examples:
        >>> partner = make_partner(id="lumen")
        >>> partner.id, partner.name, len(partner.team)
        ('lumen', 'Acme', 5)
    """
    roles = [role for role in Role if role is not Role.ADMIN]
    contract = Contract(
        id="c-1",
        kind="ppa",
        committed_value=Money(AMOUNTS["ccv"], "USD"),
        launch_revenue_potential=Money(AMOUNTS["lrp"], "USD"),
    )
    team = [TeamAssignment(role=each, person_id=person_id(each)) for each in roles]
    given: dict[str, Any] = {
        "id": "acme",
        "name": "Acme",
        "team": team,
        "contract": contract,
        "onboarding_start": BEGINNING.date(),
        "target_launch": BEGINNING.date() + _TO_LAUNCH,
    }
    return Partner(**given | changes)


def make_account(**changes: Any) -> Account:
    """Give a customer of the made-up partner, of whom nothing was measured.

    Args:
        **changes: What is otherwise, by the fields of `Account`.

    Raises:
        InvalidDataError: What is otherwise makes no account.

    Examples:
        >>> make_account(measures={"nps": 64}).measures["nps"]
        64
    """
    given: dict[str, Any] = {
        "id": "a-1",
        "name": "Umbrella",
        "partner_id": "acme",
        "on": BEGINNING.date(),
    }
    return Account(**given | changes)


def make_ticket(**changes: Any) -> Ticket:
    """Give an open incident of the made-up customer.

    Args:
        **changes: What is otherwise, by the fields of `Ticket`.

    Raises:
        InvalidDataError: What is otherwise makes no ticket.

    Examples:
        >>> make_ticket(severity="critical").severity.value
        'critical'
    """
    given: dict[str, Any] = {
        "id": "t-1",
        "account_id": "a-1",
        "severity": "high",
        "opened_at": BEGINNING,
        "is_incident": True,
    }
    return Ticket(**given | changes)


def begin_journey(
    journey: Journey, *, at: datetime = BEGINNING, partner: Partner | None = None
) -> PartnerJourney:
    """Let a partner set out with one person in each role of the journey.

    Args:
        journey: Any journey, your own too.
        at: When, with its zone.
        partner: Who; the made-up partner where it is left out.

    Examples:
        >>> import partner_success as ps
        >>> begin_journey(ps.standard().journey).state.team["PSM"]
        ('psm-1',)
    """
    return journey.start(partner or make_partner(), at=at, team=team_of(journey))


def team_of(journey: Journey) -> dict[str, tuple[str, ...]]:
    """Give by role the ids of who is assigned; nobody is as an administrator."""
    return {
        role.id: (person_id(role.id),) for role in journey.roles if not role.overrides
    }


def make_submission(  # noqa: PLR0913 - what a submission says
    journey: Journey,
    stage: str,
    outcome: Wanted = "met",
    *,
    id: str = "s-1",
    at: datetime = BEGINNING,
    partner_id: str = "acme",
) -> Submission:
    """Give signed answers to the questionnaire of a stage that come to an outcome.

    Args:
        journey: The journey of the stage.
        stage: The stage; it has a questionnaire.
        outcome: What the answers come to while no reviewer has decided anything.
        id: The id of the submission.
        at: When it is signed, with its zone.
        partner_id: Whose it is.

    Raises:
        InvalidUseError: The stage asks nothing, or plain answers do not come to it.
        UnknownNameError: There is no such stage or outcome.

    Examples:
        >>> import partner_success as ps
        >>> make_submission(ps.standard().journey, "gate_3").signature.signer.role
        'PSM'
    """
    asked = questionnaire_of(journey, stage)
    role = signing_role(journey.stages[stage], asked)
    name = f"The {role}"
    done = submit(
        start_draft(
            asked,
            sample_answers(asked, outcome, on=at.date()),
            id=f"d-{id}",
            partner_id=partner_id,
            at=at,
            by=person_id(role),
        ),
        asked,
        id=id,
        signer=Signer(name=name, email=f"{person_id(role)}@example.com", role=role),
        mark=TypedMark(text=name),
        at=at,
    )
    if done.submission is None:
        raise InvalidUseError(
            f"plain answers to {asked.id!r} cannot be handed in: {done.explain()}"
        )
    return done.submission


def questionnaire_of(journey: Journey, stage: str) -> Questionnaire:
    """Give the questionnaire of a gate.

    Raises:
        InvalidUseError: The stage asks nothing.
    """
    name = journey.stages[stage].questionnaire
    if name is None:
        raise InvalidUseError(f"{stage!r} asks nothing; choose a stage that is a gate")
    return journey.questionnaires[name]


def signing_role(stage: Stage, asked: Questionnaire) -> str:
    """Give the role that signs the answers: the lead's, where it may complete them."""
    allowed = asked.completed_by or (stage.lead,)
    return stage.lead if stage.lead in allowed else allowed[0]


def make_verdicts(
    asked: Questionnaire, *, passed: bool, at: datetime = BEGINNING
) -> tuple[Verdict, ...]:
    """Give what a reviewer decides about every section that one judges.

    Examples:
        >>> import partner_success as ps
        >>> form = ps.standard().questionnaires["gate_0"]
        >>> [each.section for each in make_verdicts(form, passed=True)]
        ['strategic_value']
    """
    return tuple(
        Verdict(section=each.id, passed=passed, reviewer="reviewer-1", at=at)
        for each in asked.sections
        if each.reviewed
    )
