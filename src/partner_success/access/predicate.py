"""What must hold of a partner's row, so that a whole list is filtered at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final, cast

import attrs

from partner_success.access.actor import Actor
from partner_success.access.deciding import Row, Table
from partner_success.access.delegations import Delegation
from partner_success.access.grants import Grant
from partner_success.access.people import folded_key
from partner_success.access.reduction import (
    Known,
    Reduced,
    all_of,
    any_of,
    reduce_condition,
)
from partner_success.access.rules import AccessRule
from partner_success.access.terms import AccessTerms
from partner_success.access.validity import Validity
from partner_success.access.vocabulary import GATE, RELATIONS, ResourceKind
from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.expressions import (
    Compare,
    Field,
    Literal,
    Operator,
    compile_condition,
    fields,
)
from partner_success.core.instants import microseconds
from partner_success.errors import InvalidUseError, UnknownNameError
from partner_success.partners import PersonKey

__all__ = [
    "GRANTED",
    "PARTNER_ID",
    "GrantAtom",
    "Predicate",
    "TieAtom",
    "make_predicate",
]

GRANTED: Final = "granted"
"""The field that stands for 'a context grant in force opens it'."""
PARTNER_ID: Final = "partner_id"
"""The field that holds the id of the partner."""


@attrs.frozen
class TieAtom:
    """The question whether somebody is assigned to the partner in a role.

    Attributes:
        role: The id of the role.
        key: Whose key it is: the actor's, or that of the lead they stand in for.
    """

    role: str
    key: PersonKey


@attrs.frozen
class GrantAtom:
    """The question whether a context grant opens it to the actor.

    Attributes:
        key: The actor's key, which the grantee's must equal.
        at: The instant at which the grant must hold: not before its start, before its
            end, and not taken back until then.
        gate: The gate that it must name; ``None`` where any does, or the row says.
        by_gate: Whether the row's own ``gate`` must be among those it names.
    """

    key: PersonKey
    at: datetime = attrs.field(eq=microseconds)
    gate: str | None = None
    by_gate: bool = False

    def opens(self, grant: Grant, row_gate: object = None) -> bool:
        """Tell whether a grant is one of those, for a row with this gate."""
        if grant.grantee.key != self.key:
            return False
        if grant.state(self.at) is not Validity.IN_FORCE:
            return False
        gate = row_gate if self.by_gate else self.gate
        return gate in grant.gates if self.by_gate or gate is not None else True


@attrs.frozen(kw_only=True)
class Predicate:
    """What must hold of a row of partners, in a form that every engine runs.

    Attributes:
        action_id: What is to be done.
        actor_id: Who wants to.
        at: When, with its zone.
        condition: What must hold, over the fields ``partner_id``, the facts of the
            resource, ``granted`` and those of `ties`; or the answer for every row.
            Where it is not known to hold of a row, the row is left out.
        ties: What each field of a tie asks for.
        grant: What the field ``granted`` asks for; ``None`` where it does not occur.
        grants: The context grants that the actor was given, as far as is known.

    Examples:
        >>> from datetime import UTC
        >>> import partner_success as ps
        >>> from partner_success.access import Actor
        >>> ada = Actor(id="p-1", email="ada@example.com", roles=["TPM"])
        >>> now = datetime(2026, 5, 4, 9, tzinfo=UTC)
        >>> seen = ps.standard().access.predicate(ada, "view_partner", at=now)
        >>> print(seen)
        (tied TPM is yes and stage is 'gate_2') or granted is yes
        >>> seen.matches({"partner_id": "acme", "stage": "gate_2",
        ...     "team": {"TPM": "ada@example.com"}})
        True

    Rule: ACC-11.
    """

    action_id: str
    actor_id: str
    at: datetime = attrs.field(eq=microseconds)
    condition: Reduced
    ties: FrozenMap[str, TieAtom] = EMPTY_MAP
    grant: GrantAtom | None = None
    grants: tuple[Grant, ...] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        if isinstance(self.condition, bool):
            return "every row" if self.condition else "no row"
        return str(self.condition)

    @property
    def facts(self) -> tuple[str, ...]:
        """The columns that rows must have, besides those of ties and grants."""
        if isinstance(self.condition, bool):
            return ()
        own = (*self.ties, GRANTED)
        named = [name for name in fields(self.condition) if name not in own]
        if self.grant is not None:
            named += [PARTNER_ID, *([GATE] if self.grant.by_gate else [])]
        return tuple(dict.fromkeys(named))

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles whose people rows must name."""
        return tuple(dict.fromkeys(atom.role for atom in self.ties.values()))

    def matches(
        self, row: Mapping[str, object], *, grants: Iterable[Grant] | None = None
    ) -> bool:
        """Tell whether it is known to hold of one row.

        Args:
            row: The facts by their names, ``partner_id``, and under ``team`` the
                address or key of the people in each role, one or several.
            grants: The table of context grants, of everybody; left out, those that the
                actor brought along.
        """
        return next(self.select([row], grants=grants), None) is not None

    def select(
        self,
        rows: Iterable[Mapping[str, object]],
        *,
        grants: Iterable[Grant] | None = None,
    ) -> Iterator[Mapping[str, object]]:
        """Give the rows of which it is known to hold, in their order.

        Args:
            rows: As `matches` takes one.
            grants: The table of context grants, of everybody; left out, those that the
                actor brought along.
        """
        if isinstance(self.condition, bool):
            yield from rows if self.condition else ()
            return
        holds = compile_condition(self.condition)
        opening = _by_partner(self.grants if grants is None else grants)
        names = self.facts
        for row in rows:
            facts = {name: row.get(name) for name in names}
            if holds(facts | self._relations(row, opening)) is True:
                yield row

    def _relations(
        self, row: Mapping[str, object], opening: Mapping[object, list[Grant]]
    ) -> dict[str, object]:
        facts: dict[str, object] = {}
        team = row.get("team")
        people = cast("Mapping[str, object]", team if isinstance(team, Mapping) else {})
        for name, atom in self.ties.items():
            facts[name] = _is_in(atom.key, people.get(atom.role))
        if self.grant is not None:
            theirs = opening.get(row.get(PARTNER_ID), ())
            gate = row.get(GATE)
            facts[GRANTED] = any(self.grant.opens(each, gate) for each in theirs)
        return facts


def _by_partner(grants: Iterable[Grant]) -> dict[object, list[Grant]]:
    found: dict[object, list[Grant]] = {}
    for grant in grants:
        found.setdefault(grant.partner_id, []).append(grant)
    return found


def _is_in(key: PersonKey, people: object) -> bool:
    if people is None or isinstance(people, str):
        return folded_key(people) == key
    several = cast("Iterable[object]", people if isinstance(people, Iterable) else ())
    return any(folded_key(each) == key for each in several)


def make_predicate(
    table: Table,
    actor: Actor,
    action_id: str,
    at: datetime,
    known: Mapping[str, Known],
) -> Predicate:
    """Put into the rules of an action what is known of the actor and the question."""
    policy = table.policy
    kind = _kind_of(policy, action_id)
    parts = _Parts(table.rows(action_id), _checked(policy, kind, known))
    for role in actor.roles:
        policy.roles[role]
    for role in policy.roles.ids:
        if role in actor.roles:
            parts.add(role, actor.key)
    for each in actor.delegations:
        if actor.key is None or each.deputy.key != actor.key:
            continue
        if each.state(at) is Validity.IN_FORCE:
            policy.roles[each.role]
            parts.add_deputy(each)
    condition = any_of(parts.found)
    used = () if isinstance(condition, bool) else fields(condition)
    key = actor.key if GRANTED in used else None
    return Predicate(
        action_id=action_id,
        actor_id=actor.id,
        at=at,
        condition=condition,
        ties=FrozenMap({n: atom for n, atom in parts.ties.items() if n in used}),
        grant=None if key is None else _grant_atom(key, at, kind, known),
        grants=actor.grants,
    )


def _kind_of(policy: AccessTerms, action_id: str) -> ResourceKind:
    action = policy.actions[action_id]
    kind = policy.kinds[action.kind]
    if not kind.of_partner:
        raise InvalidUseError(
            f"{action.id!r} is asked of {kind.name}, which belongs to no partner;"
            " a predicate selects partners, so ask decide"
        )
    return kind


def _checked(
    policy: AccessTerms, kind: ResourceKind, known: Mapping[str, Known]
) -> Mapping[str, Known]:
    for name, value in known.items():
        if name in RELATIONS:
            continue
        if name not in kind.facts:
            raise UnknownNameError(f"fact of kind {kind.id!r}", name, kind.facts)
        policy.require_word(name, value)
    return known


def _grant_atom(
    key: PersonKey, at: datetime, kind: ResourceKind, known: Mapping[str, Known]
) -> GrantAtom:
    gate = known.get(GATE)
    return GrantAtom(
        key=key,
        at=at,
        gate=gate if isinstance(gate, str) else None,
        by_gate=GATE in kind.facts and GATE not in known,
    )


@attrs.define
class _Parts:
    """What each rule leaves open, and the ties that it asks for."""

    rows: tuple[Row, ...]
    known: Mapping[str, Known]
    found: list[Reduced] = attrs.field(factory=list[Reduced])
    ties: dict[str, TieAtom] = attrs.field(factory=dict[str, TieAtom])

    def add(self, role: str, key: PersonKey | None) -> None:
        """Add the rules of a role that the actor holds."""
        closed: dict[str, Known] = {GRANTED: False} if key is None else {}
        tie = self._tie(f"tied_{role}", role, key)
        known = {**self.known, **closed, "tied": tie}
        for row in self.rows:
            if row.role == role:
                self.found.append(_reduced(row.rule, known))

    def add_deputy(self, delegation: Delegation) -> None:
        """Add what a deputy may do by the lead's tie."""
        role = delegation.role
        # Begun otherwise than one's own ties, so that no name of a role makes it one.
        name = f"lead_{len(self.ties) + 1}_tied_{role}"
        tie = self._tie(name, role, delegation.lead.key)
        known = {**self.known, GRANTED: False, "tied": tie}
        for row in self.rows:
            if row.role == role and row.rule.delegable:
                own = [_reduced(row.rule, known)]
                if delegation.partner_id is not None:
                    here = Literal(delegation.partner_id)
                    own.append(Compare(Field(PARTNER_ID), Operator.EQUALS, here))
                self.found.append(all_of(own))

    def _tie(self, name: str, role: str, key: PersonKey | None) -> Known:
        if key is None:
            return False
        self.ties[name] = TieAtom(role, key)
        return Field(name)


def _reduced(rule: AccessRule, known: Mapping[str, Known]) -> Reduced:
    return True if rule.condition is None else reduce_condition(rule.condition, known)
