"""A company lived through step by step: who may do what, beside the table."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

import partner_success as ps
from partner_success.access import (
    AccessPolicy,
    Actor,
    Delegation,
    Grant,
    Identity,
    Resource,
    partner_resource,
)
from tests.properties.access_cases import NOW, OF_PARTNER
from tests.properties.access_table import (
    KINDS,
    ROLES,
    STAGES,
    STATUSES,
    Asked,
    expected,
)

PEOPLE = ("ada", "kim", "tomas")
PARTNERS = ("acme", "globex")
people, partners = st.sampled_from(PEOPLE), st.sampled_from(PARTNERS)
roles, gates = st.sampled_from(ROLES), st.sampled_from(STAGES)
hours = st.integers(min_value=1, max_value=48)


@attrs.define
class Term:
    """From when until when something holds, in hours since the beginning.

    Attributes:
        of: Who or what it is about, in whatever words its kind has.
        starts: The first hour in which it holds.
        ends: The first in which it no longer does.
        revoked: The hour in which it was taken back; ``None``: it was not.
    """

    of: tuple[Any, ...]
    starts: int
    ends: int
    revoked: int | None = None

    def holds(self, hour: int) -> bool:
        """Tell whether it holds in an hour."""
        return self.starts <= hour < self.ends and self.revoked is None


class CompanyMachine(RuleBasedStateMachine):
    """Moves partners, people, grants, deputies and time, and asks after each step.

    The model is sets and whole hours; the library gets records made anew of them.
    """

    policy: AccessPolicy

    def __init__(self) -> None:
        super().__init__()
        self.hour = 0
        self.held: set[tuple[str, str]] = set()
        self.ties: set[tuple[str, str, str]] = set()
        self.stages: dict[str, str | None] = dict.fromkeys(PARTNERS)
        self.statuses: dict[str, str | None] = dict.fromkeys(PARTNERS)
        self.grants: list[Term] = []
        self.delegations: list[Term] = []

    @initialize(
        held=st.sets(st.tuples(people, roles), max_size=6),
        ties=st.sets(st.tuples(people, partners, roles), max_size=12),
        stage=gates,
    )
    def begin(
        self, held: set[tuple[str, str]], ties: set[tuple[str, str, str]], stage: str
    ) -> None:
        """Take the standard policy that is in force, and staff the company."""
        self.policy = ps.standard().access
        self.held, self.ties = set(held), set(ties)
        self.stages["acme"] = stage
        self.statuses["acme"] = "awaiting_sign_off"

    @rule(partner=partners, stage=st.none() | gates)
    def move(self, partner: str, stage: str | None) -> None:
        """Bring a partner into a stage, or take back what is known of it."""
        self.stages[partner] = stage

    @rule(partner=partners, status=st.none() | st.sampled_from(STATUSES))
    def change_status(self, partner: str, status: str | None) -> None:
        """Let the gates of a partner stand another way."""
        self.statuses[partner] = status

    @rule(person=people, role=roles)
    def take_or_leave_a_role(self, person: str, role: str) -> None:
        """Give somebody a role, or take it away."""
        self.held ^= {(person, role)}

    @rule(person=people, partner=partners, role=roles)
    def assign_or_release(self, person: str, partner: str, role: str) -> None:
        """Put somebody on a partner's team in a role, or take them off."""
        self.ties ^= {(person, partner, role)}

    @rule(
        person=people,
        partner=partners,
        named=st.lists(gates, min_size=1, max_size=3, unique=True),
        wait=st.integers(min_value=0, max_value=5),
        length=hours,
    )
    def grant(
        self, person: str, partner: str, named: list[str], wait: int, length: int
    ) -> None:
        """Give a context grant from some hour on."""
        starts = self.hour + wait
        term = Term((person, partner, tuple(named)), starts, starts + length)
        self.grants.append(term)

    @rule(
        people=st.permutations(PEOPLE),
        role=roles,
        partner=st.none() | partners,
        wait=st.integers(min_value=0, max_value=5),
        length=hours,
    )
    def name_a_deputy(
        self, people: list[str], role: str, partner: str | None, wait: int, length: int
    ) -> None:
        """Let somebody stand in for another from some hour on."""
        lead, deputy, _ = people
        starts = self.hour + wait
        term = Term((lead, deputy, role, partner), starts, starts + length)
        self.delegations.append(term)

    @precondition(lambda self: self.grants or self.delegations)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        """Take back a grant or a delegation."""
        term = data.draw(st.sampled_from([*self.grants, *self.delegations]))
        term.revoked = self.hour

    @rule(passed=hours)
    def wait(self, passed: int) -> None:
        """Let time pass."""
        self.hour += passed

    @invariant()
    def everybody_may_do_what_the_table_says(self) -> None:
        """Decide for everybody, and compare with the table and with the lists."""
        there = {kind: self.resources(kind) for kind in OF_PARTNER}
        # In turns, because every list is as good with what the actor brings along.
        every = [each for name in PEOPLE for each in self.grants_of(name)]
        grants = every if self.hour % 2 else None
        for person in PEOPLE:
            actor = self.actor(person)
            for action, kind in KINDS.items():
                if kind in OF_PARTNER:
                    self.compare(actor, action, there[kind], grants)

    def compare(
        self,
        actor: Actor,
        action: str,
        there: dict[str, tuple[Resource, dict[str, Any]]],
        grants: list[Grant] | None,
    ) -> None:
        """Decide on both partners one by one, by the table and as a list."""
        now = at(self.hour)
        allowed: list[str] = []
        for partner, (what, _) in there.items():
            found = self.policy.decide(actor, action, what, at=now, reason="asked for")
            assert found.allowed is expected(self.asked(actor.id, partner, action))
            allowed += [partner] * found.allowed
        listed = self.policy.predicate(actor, action, at=now, reason="asked for")
        chosen = listed.select([row for _, row in there.values()], grants=grants)
        assert [row["partner_id"] for row in chosen] == allowed

    def resources(self, kind: str) -> dict[str, tuple[Resource, dict[str, Any]]]:
        """Give what belongs to each partner, alone and as a row of a list."""
        found: dict[str, tuple[Resource, dict[str, Any]]] = {}
        for partner in PARTNERS:
            what = self.resource(partner, kind)
            row: dict[str, Any] = dict.fromkeys(self.policy.kinds[kind].facts)
            row |= {"partner_id": partner, "team": self.team(partner), **what.facts}
            found[partner] = (what, row)
        return found

    def actor(self, person: str) -> Actor:
        """Give somebody with all that they were given, and what is for others too."""
        return Actor(
            id=person,
            email=f"{person}@example.com",
            roles=[role for name, role in self.held if name == person],
            grants=self.grants_of(person),
            delegations=[
                _delegation(number, each)
                for number, each in enumerate(self.delegations)
            ],
        )

    def grants_of(self, person: str) -> list[Grant]:
        """Give the grants that somebody was given."""
        return [
            _grant(number, each)
            for number, each in enumerate(self.grants)
            if each.of[0] == person
        ]

    def team(self, partner: str) -> dict[str, list[str]]:
        """Give who is assigned to a partner, in some spelling."""
        return {
            role: [
                f" {name.upper()}@example.com"
                for name, of, tied in sorted(self.ties)
                if (of, tied) == (partner, role)
            ]
            for role in ROLES
        }

    def gate(self, partner: str) -> str | None:
        """Give the gate that is asked for: the partner's own, or Gate 1 by night."""
        return "gate_1" if self.hour % 2 else self.stages[partner]

    def resource(self, partner: str, kind: str) -> Resource:
        """Give what belongs to a partner."""
        owner = partner_resource(
            partner, stage=self.stages[partner], team=self.team(partner)
        )
        facts: dict[str, Any] = {
            "gate": self.gate(partner),
            "gate_status": self.statuses[partner],
            "role": "PSM",
            "signed": True,
            "signed_off": False,
        }
        names = self.policy.kinds[kind].facts
        return owner.part(
            kind, **{name: of for name, of in facts.items() if name in names}
        )

    def asked(self, person: str, partner: str, action: str) -> Asked:
        """Put a question as the table sees it."""
        holding = [
            each.of[2]
            for each in self.grants
            if each.of[:2] == (person, partner) and each.holds(self.hour)
        ]
        gate = self.gate(partner)
        return Asked(
            action=action,
            roles=frozenset(role for name, role in self.held if name == person),
            tied=frozenset(
                role for name, of, role in self.ties if (name, of) == (person, partner)
            ),
            stage=self.stages[partner],
            gate=gate,
            status=self.statuses[partner],
            of_role="PSM",
            signed_off=False,
            summary_granted=bool(holding),
            gate_granted=any(gate in named for named in holding),
            reason=True,
            stands_in=frozenset(
                role
                for each in self.delegations
                if each.holds(self.hour)
                for lead, deputy, role, only in [each.of]
                if deputy == person
                and only in (None, partner)
                and (lead, partner, role) in self.ties
            ),
        )


def at(hour: int) -> datetime:
    """Give the instant at which an hour begins."""
    return NOW + timedelta(hours=hour)


def _times(term: Term) -> dict[str, Any]:
    return {
        "starts_at": at(term.starts),
        "ends_at": at(term.ends),
        "revoked_at": None if term.revoked is None else at(term.revoked),
    }


def _person(name: str) -> Identity:
    return Identity(id=name, email=f"{name}@example.com")


def _grant(number: int, term: Term) -> Grant:
    person, partner, named = term.of
    return Grant(
        id=f"g-{number}",
        partner_id=partner,
        grantee=_person(person),
        gates=named,
        reason="hand-over",
        grantor=Identity(id="ines", email="ines@example.com"),
        **_times(term),
    )


def _delegation(number: int, term: Term) -> Delegation:
    lead, deputy, role, partner = term.of
    return Delegation(
        id=f"d-{number}",
        lead=_person(lead),
        deputy=_person(deputy),
        role=role,
        partner_id=partner,
        **_times(term),
    )


@pytest.mark.rule("ACC-01", "ACC-05", "ACC-11", "ACC-12", "ACC-13")
class TestCompany(CompanyMachine.TestCase):  # type: ignore[misc,name-defined]
    """Any order of changes."""

    settings = settings(
        max_examples=min(40, settings().max_examples), stateful_step_count=10
    )
