"""A partner in each stage, and for every role people with every tie to each of them.

Whatever belongs to a partner or to the record of one of its gates has a word in it that
tells which, so that it is found wherever it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from typing import Any, Final

import attrs
import sqlalchemy as sa

import partner_success as ps
from onboarding_hub.database.tables import delegations, partners
from onboarding_hub.store import grants, journeys, people, submissions, tickets
from onboarding_hub.store.tickets import TicketRow, working_time
from partner_success.access import (
    Actor,
    Delegation,
    Grant,
    Identity,
    Resource,
    partner_resource,
)
from partner_success.gates import Block, PartnerJourney, ReassignOwner
from partner_success.questionnaires import start_draft
from partner_success.testing.builders import make_actor, make_partner, make_submission
from partner_success.testing.waypoints import journey_in_stage
from tests.support.service import NOW, Place

STAGES: Final = ("pre_contract", "gate_0", "gate_1", "gate_2", "gate_3", "post_launch")
GATES: Final = STAGES[:-1]
TEAM: Final = ("PAM", "PDM", "TPM", "PSM", "TAM")
ROLES: Final = (*TEAM, "ADMIN")
WORDS: Final = re.compile(r"q[ptgr]-[a-z0-9_]+(?:\.[a-z0-9_]+)?")
OF_THE_PARTNER: Final = (
    "journey_started",
    "owner_reassigned",
    "tier_set",
    "target_launch_set",
    "hand_off_step_done",
)
DAY: Final = timedelta(days=1)

GRANTED: Final[dict[str, dict[str, Any]]] = {
    "granted": {"gates": ["gate_0"]},
    "granted_two": {"gates": ["gate_1", "gate_3"]},
    "expired": {"gates": ["gate_0"], "ends_at": NOW},
    "taken_back": {"gates": ["gate_0"], "revoked_at": NOW},
    "granted_later": {"gates": ["gate_0"], "starts_at": NOW + timedelta(seconds=1)},
    "assigned_granted": {"gates": ["gate_2"]},
    "deputy_granted": {"gates": ["gate_2"]},
}
STANDING_IN: Final[dict[str, dict[str, Any]]] = {
    "deputy": {},
    "deputy_of_one": {"partner_id": "qp-gate_1"},
    "deputy_before": {"ends_at": NOW},
    "deputy_no_more": {"revoked_at": NOW},
    "deputy_later": {"starts_at": NOW + timedelta(seconds=1)},
    "deputy_granted": {},
}
TIES: Final = tuple(
    dict.fromkeys(("assigned", "former", "otherwise", "none", *GRANTED, *STANDING_IN))
)
"""How people are tied to each partner; `otherwise`: in a role they do not hold."""


@attrs.frozen(kw_only=True)
class Somebody:
    """Somebody, as access knows them: made of what is meant, and not of what is stored.

    Attributes:
        actor: Who they are, with everything that they were given.
        tie: How they are tied to the partners.
        role: The role that they hold, or stand in for.
    """

    actor: Actor
    tie: str
    role: str

    @property
    def id(self) -> str:
        """Their id."""
        return self.actor.id


def id_of(role: str, tie: str) -> str:
    """Give the id of somebody."""
    return f"{role.lower()}-{tie}"


def _identity(role: str, tie: str) -> Identity:
    return Identity(id=id_of(role, tie), email=f"{id_of(role, tie)}@example.com")


def _times(given: dict[str, Any]) -> dict[str, Any]:
    return {"starts_at": NOW - DAY, "ends_at": NOW + DAY, **given}


def somebody(role: str, tie: str) -> Somebody:
    """Give somebody who holds a role, or stands in for somebody who does."""
    held = role
    more: dict[str, Any] = {}
    if tie in GRANTED:
        more["grants"] = [
            Grant(
                id=f"qr-{stage}.{tie}_{role.lower()}",
                partner_id=f"qp-{stage}",
                grantee=_identity(role, tie),
                grantor=_identity("PAM", "assigned"),
                reason=f"qr-{stage}.why",
                **_times(GRANTED[tie]),
            )
            for stage in STAGES
        ]
    if tie in STANDING_IN:
        held = "PSM" if role == "TAM" else "TAM"
        more["delegations"] = [
            Delegation(
                id=f"d-{id_of(role, tie)}",
                lead=_identity(role, "assigned"),
                deputy=_identity(role, tie),
                role=role,
                **_times(STANDING_IN[tie]),
            )
        ]
    own = _identity(role, tie)
    actor = Actor(id=own.id, email=own.email, roles=[held], **more)
    return Somebody(actor=actor, tie=tie, role=role)


EVERYBODY: Final = tuple(somebody(role, tie) for role in ROLES for tie in TIES)


def team_now() -> dict[str, list[str]]:
    """Give by role the ids of who is assigned to every one of the partners."""
    found = {
        role: [id_of(role, "assigned"), id_of(role, "assigned_granted")]
        for role in TEAM
    }
    found["PAM"].append(id_of("ADMIN", "assigned"))
    for place, role in enumerate(ROLES):
        other = TEAM[(place + 1) % len(TEAM)]
        found[other].append(id_of(role, "otherwise"))
    return found


@attrs.frozen(kw_only=True)
class Sight:
    """What somebody may see of a partner, by the library's decisions one by one."""

    stage: str
    is_seen: bool
    gates: frozenset[str]
    tickets: bool
    grants: bool

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that may be in what is shown to them."""
        found = {f"qg-{self.stage}.{gate}" for gate in self.gates}
        if self.is_seen:
            found.add(f"qp-{self.stage}")
        if self.tickets:
            found.add(f"qt-{self.stage}")
        if self.grants:
            found.add(f"qr-{self.stage}")
        return frozenset(found)


def sight(rules: ps.Rulebook, who: Somebody, stage: str) -> Sight:
    """Ask the library what somebody may see of the partner in a stage."""
    team = {
        role: [f"{id_}@example.com" for id_ in ids] for role, ids in team_now().items()
    }
    partner = partner_resource(f"qp-{stage}", stage=stage, team=team)

    def may(action: str, resource: Resource) -> bool:
        return rules.access.decide(who.actor, action, resource, at=NOW).allowed

    seen = may("view_partner", partner)
    return Sight(
        stage=stage,
        is_seen=seen,
        gates=frozenset(
            each for each in STAGES if seen and may("view_gate", partner.gate(each))
        ),
        tickets=seen and may("view_tickets", partner.ticket()),
        grants=seen and may("revoke_grant", partner.grant_to(None)),
    )


def words_in(text: str) -> set[str]:
    """Give the words of partners and gates that are in a text."""
    return {*WORDS.findall(text)}


def settle(place: Place, rules: ps.Rulebook) -> None:
    """Put everybody and everything into a database with the sample."""
    with place.owner() as owner, owner.engine.begin() as connection:
        _settle_people(connection)
        for stage in STAGES:
            _settle_partner(connection, rules, stage)
        for each in EVERYBODY:
            for grant in each.actor.grants:
                grants.add(connection, attrs.evolve(grant, revoked_at=None))
                if grant.revoked_at is not None:
                    grants.take_back(connection, grant)
            for named in each.actor.delegations:
                people.add_delegation(connection, named)
                if named.revoked_at is not None:
                    changed = sa.update(delegations)
                    changed = changed.where(delegations.c.id == named.id)
                    connection.execute(changed.values(revoked_at=named.revoked_at))


def _settle_people(connection: sa.Connection) -> None:
    for each in EVERYBODY:
        people.add_person(
            connection,
            id_=each.id,
            name=f"Name of {each.id}",
            email=each.actor.email,
            roles=sorted(each.actor.roles),
        )


def _settle_partner(connection: sa.Connection, rules: ps.Rulebook, stage: str) -> None:
    id_ = f"qp-{stage}"
    partner = make_partner(id=id_, name=f"Name of {id_}")
    found = rules.journey.replay(_told(_walked(rules, stage, partner), stage))
    journeys.begin(connection, partner, found)
    at = NOW - timedelta(hours=1)
    for gate in GATES[: STAGES.index(stage) + 1]:
        word = f"qg-{stage}.{gate}"
        answers = make_submission(
            rules.journey, gate, id=word, at=NOW - DAY, partner_id=id_
        )
        submissions.add(connection, answers, by=id_of("PAM", "assigned"))
        asked = rules.journey.questionnaires[answers.questionnaire_id]
        draft = start_draft(asked, {}, id=word, partner_id=id_, at=at, by=word)
        submissions.save_draft(connection, draft, seen=0)
    calendar = "Mon-Fri 09:00-17:00; zone UTC"
    clock = rules.sla["partner_support"].open(
        severity="high", at=at, calendar=working_time(calendar)
    )
    row = TicketRow(
        id=f"qt-{stage}",
        partner_id=id_,
        summary=f"Trouble of qt-{stage}",
        policy="partner_support",
        calendar=calendar,
        severity="high",
        phase=clock.at(at).phase,
        opened_at=at,
        opened_by=id_of("TAM", "assigned"),
        version=1,
    )
    tickets.add(connection, row, clock)


def _walked(rules: ps.Rulebook, stage: str, partner: Any) -> PartnerJourney:
    """Give a partner in a stage, blocked there and at the next, with a former team."""
    found = journey_in_stage(
        rules.journey, stage, partner=partner, at=NOW - timedelta(days=20)
    )
    by = make_actor("PAM")
    now = team_now()
    before = {role: [*now[role], id_of(role, "former")] for role in TEAM}
    commands: list[Any] = [
        ReassignOwner(by=by, role=role, people=team[role], why="leave")
        for team in (before, now)
        for role in TEAM
    ]
    # The gate where it is, and the one to come, whose records fewer people see.
    for gate in GATES[STAGES.index(stage) :][:2]:
        word = f"qg-{stage}.{gate}"
        commands.insert(0, Block(by=by, stage=gate, reasons=[word]))
    for each in commands:
        step = found.apply(each, at=found.state.at + timedelta(minutes=1))
        assert not step.refused, step.reasons
        found = step.journey
    return found


def _told(found: PartnerJourney, stage: str) -> Iterator[Any]:
    """Give the log with the word of its gate, or of the partner, in every event."""
    here = GATES[0]
    for each in found.events:
        if each.kind == "stage_started":
            here = each.stage
        gate = getattr(each, "stage", None) or here
        word = f"qg-{stage}.{gate}"
        if each.kind in OF_THE_PARTNER:
            word = f"qp-{stage}"
        yield attrs.evolve(each, why=word)


def statuses(place: Place) -> dict[str, str]:
    """Give by partner how its stage stands, as it is stored."""
    with place.owner() as owner, owner.engine.connect() as connection:
        found = connection.execute(sa.select(partners.c.id, partners.c.status)).all()
    return {row.id: row.status for row in found}
