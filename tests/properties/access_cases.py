"""Every way in which a question of access can stand, and who could ask it.

Ways that no line of the table tells apart are one class, and each class has a member:

- Every stage, gate, status, role of analytics and truth is tried, and not known, too.
- A context grant is tried by partner: each state of a grant has a partner of its own,
  named for it, so that one person with all grants meets every state. The grants name
  two gates of the six, which splits the gates into named and not named. Their edges lie
  at the very instant of the question.
- People hold none, one or all of the roles, tied to the partner in none, their own or
  another one. Two and three roles are tried with `few` points: what somebody may do is
  what one of their roles may do, which is proved apart for every set of roles, so that
  more roles bring nothing new.
- Whom something concerns matters where a grant is given, and a reason where a gate is
  overridden; that neither matters elsewhere is tried with `few` points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import combinations, islice, product
from typing import Any

import attrs

from partner_success.access import (
    AccessPolicy,
    Actor,
    Delegation,
    Grant,
    Identity,
    Resource,
    partner_resource,
)
from tests.properties.access_table import (
    KINDS,
    NOBODY,
    ROLES,
    STAGES,
    STATUSES,
    Asked,
    expected,
)

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)
DAY = timedelta(days=1)

KIM = Identity(id="p-1", email="kim@example.com")
"""Who asks."""
INES = Identity(id="p-2", email="ines@example.com")
"""Who gives context grants."""
NAMED = ("gate_0", "gate_3")
"""The gates that every context grant names."""

# From when until when, and when taken back, by the partner that the grant is for.
GRANTED: dict[str, tuple[datetime, datetime, datetime | None]] = {
    "in-force": (NOW, NOW + TICK, None),
    "taken-back-later": (NOW - DAY, NOW + DAY, NOW + TICK),
    "not-yet": (NOW + TICK, NOW + DAY, None),
    "expired": (NOW - DAY, NOW, None),
    "revoked": (NOW - DAY, NOW + DAY, NOW),
}
OPEN = frozenset({"in-force", "taken-back-later"})
"""The partners whose grant holds now, for Kim."""
PARTNERS = ("without", *GRANTED, "of-another-person")


def _grant(partner: str, grantee: Identity = KIM) -> Grant:
    starts_at, ends_at, revoked_at = GRANTED.get(partner, GRANTED["in-force"])
    return Grant(
        id=f"g-{partner}",
        partner_id=partner,
        grantee=grantee,
        gates=NAMED,
        reason="hand-over",
        grantor=INES,
        starts_at=starts_at,
        ends_at=ends_at,
        revoked_at=revoked_at,
    )


GRANTS = (
    *map(_grant, GRANTED),
    _grant("of-another-person", Identity(id="p-3", email="kim@example.org")),
)
"""The table of context grants, of everybody."""


def lead(role: str) -> Identity:
    """Give who else is assigned to every partner in a role."""
    return Identity(id=f"p-{role}", email=f"lead.{role}@example.com")


def delegation(role: str, **changes: Any) -> Delegation:
    """Give the naming of Kim by the lead of a role, in force unless changed."""
    named = Delegation(
        id=f"d-{role}",
        lead=lead(role),
        deputy=KIM,
        role=role,
        starts_at=NOW,
        ends_at=NOW + TICK,
    )
    return attrs.evolve(named, **changes)


@attrs.frozen
class Someone:
    """Kim, as far as the table looks at a person.

    Attributes:
        roles: The roles that are held.
        tied: The roles in which Kim is assigned to every partner.
        stands_in: The roles in which Kim is the deputy of their lead.
    """

    roles: frozenset[str]
    tied: frozenset[str]
    stands_in: frozenset[str] = NOBODY

    def actor(self, grants: Iterable[Grant] = GRANTS) -> Actor:
        """Give Kim."""
        return Actor(
            id=KIM.id,
            email=KIM.email,
            roles=self.roles,
            grants=grants,
            delegations=[delegation(role) for role in sorted(self.stands_in)],
        )

    def __str__(self) -> str:
        said = f"{self._told(self.roles)} tied {self._told(self.tied)}"
        return f"{said} for {self._told(self.stands_in)}" if self.stands_in else said

    @staticmethod
    def _told(roles: frozenset[str]) -> str:
        return "+".join(sorted(roles)) or "nothing"


@attrs.frozen(cache_hash=True)
class Point:
    """Something that is to be done to a resource as it stands.

    Attributes:
        action: The action.
        facts: What is known of the resource, and what is not.
        for_self: Whether the resource concerns Kim; ``None``: nobody.
    """

    action: str
    facts: tuple[tuple[str, Any], ...] = ()
    for_self: bool | None = None

    @property
    def kind(self) -> str:
        """The kind of the resource."""
        return KINDS[self.action]

    def __str__(self) -> str:
        return f"{self.action} {dict(self.facts)}"


Values = Sequence[str | bool | None]
STAGE: Values = (*STAGES, None)
TRUTH: Values = (True, False, None)

FACTS: dict[str, dict[str, Values]] = {
    "partner": {"stage": STAGE},
    "gate": {"stage": STAGE, "gate": STAGE, "gate_status": (*STATUSES, None)},
    "submission": {
        "stage": STAGE,
        "gate": STAGE,
        "signed": TRUTH,
        "signed_off": TRUTH,
    },
    "metrics": {"stage": STAGE},
    "ticket": {"stage": STAGE},
    "partner_analytics": {"stage": STAGE, "role": (*ROLES, None)},
    "report": {"stage": STAGE},
    "grant": {"stage": STAGE},
    "new_partner": {},
    "analytics": {"role": (*ROLES, None)},
    "questionnaire": {},
    "rulebook": {},
}
"""What can be known of each kind of resource."""
OF_PARTNER = frozenset(kind for kind, facts in FACTS.items() if "stage" in facts)

# One of each that the table tells apart, for when people are many.
FEW: dict[str, Values] = {
    "gate_status": ("awaiting_sign_off", "failed", None),
    "signed": (True,),
}


@cache
def points(*actions: str, few: bool = False) -> tuple[Point, ...]:
    """Give every point of some actions, none given: of all."""
    return tuple(_points(actions or tuple(KINDS), few=few))


def _points(actions: Iterable[str], *, few: bool) -> Iterator[Point]:
    for action in actions:
        values = dict(FACTS[KINDS[action]])
        if few:
            values |= {name: each for name, each in FEW.items() if name in values}
        concerned = (None, False, True) if KINDS[action] == "grant" else (None,)
        for chosen in product(*values.values()):
            known = dict(zip(values, chosen, strict=True))
            if few and not _is_near(known):
                continue
            for for_self in concerned:
                yield Point(action, tuple(known.items()), for_self)


def _is_near(known: Mapping[str, Any]) -> bool:
    """Tell whether the gate is that of the stage, the one after it, or not known."""
    if "gate" not in known:
        return True
    here = STAGE.index(known["stage"])
    return known["gate"] in (STAGE[here], STAGE[(here + 1) % len(STAGE)], None)


@cache
def owner(partner: str, tied: frozenset[str]) -> Resource:
    """Give a partner to which Kim is tied in these roles, beside the leads."""
    people = {
        role: [lead(role).email, *([KIM.email] if role in tied else [])]
        for role in ROLES
    }
    return partner_resource(partner, stage=None, team=people)


def resource(point: Point, partner: str, tied: frozenset[str]) -> Resource:
    """Give what a point is asked of."""
    return _resource(point.kind, point.facts, point.for_self, partner, tied)


@cache
def _resource(
    kind: str,
    facts: tuple[tuple[str, Any], ...],
    for_self: bool | None,
    partner: str,
    tied: frozenset[str],
) -> Resource:
    # Kept for all actions of a kind, for building one takes longer than a decision.
    if kind not in OF_PARTNER:
        return Resource(kind=kind, facts=dict(facts))
    concerned = {None: None, False: INES.email, True: KIM.email}[for_self]
    return owner(partner, tied).part(kind, concerns=concerned, **dict(facts))


def asked(point: Point, partner: str, someone: Someone, reason: str | None) -> Asked:
    """Put a question as the table sees it."""
    facts = dict(point.facts)
    return Asked(
        action=point.action,
        roles=someone.roles,
        tied=someone.tied,
        stage=facts.get("stage"),
        gate=facts.get("gate"),
        status=facts.get("gate_status"),
        of_role=facts.get("role"),
        signed_off=facts.get("signed_off"),
        summary_granted=partner in OPEN,
        gate_granted=partner in OPEN and facts.get("gate") in NAMED,
        for_self=bool(point.for_self),
        reason=bool(reason and reason.strip()),
        stands_in=someone.stands_in,
    )


REASON = "the partner asked for it"


def differences(
    policy: AccessPolicy,
    people: Iterable[Someone],
    tried: Sequence[Point],
    ways: Iterable[tuple[str, str | None]],
) -> Iterator[str]:
    """Give every question that a policy answers otherwise than the table.

    Args:
        policy: What is asked.
        people: Who asks.
        tried: What is asked.
        ways: Of which partner, with which reason; what belongs to no partner is asked
            for with every reason.
    """
    listed = tuple(ways)
    for someone in people:
        actor, bare = someone.actor(), someone.actor(grants=())
        for point in tried:
            for partner, reason in listed:
                who = bare if partner == "without" else actor
                what = resource(point, partner, someone.tied)
                found = policy.decide(who, point.action, what, at=NOW, reason=reason)
                wanted = expected(asked(point, partner, someone, reason))
                if found.allowed is not wanted:
                    yield f"{someone}: {point}, {partner}, reason {reason}"


def holding(size: int, roles: Sequence[str] = ROLES) -> Iterator[frozenset[str]]:
    """Give every set of so many roles."""
    yield from map(frozenset, combinations(roles, size))


def ties_of(roles: frozenset[str]) -> Iterator[frozenset[str]]:
    """Give every set of ties in roles that are held, and one in a role that is not."""
    for size in range(len(roles) + 1):
        yield from holding(size, sorted(roles))
    yield from islice(other_ties(roles), 1)


def other_ties(roles: frozenset[str]) -> Iterator[frozenset[str]]:
    """Give a tie in each role that is not held, the one that is most alike first."""
    likest = sorted(ROLES, key=["TAM", "PSM", *ROLES].index)
    yield from (frozenset([role]) for role in likest if role not in roles)


ALL = frozenset(ROLES)
EVERYBODY = tuple(
    Someone(ALL, frozenset(tied)) for tied in ([], *([role] for role in ROLES), ROLES)
)
"""Who holds all roles, tied in none, in each and in all."""

BARE_AND_GRANTED = (("without", None), ("in-force", REASON))
