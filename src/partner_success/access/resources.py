"""What is asked for: a partner and what belongs to it, or something of the company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias, TypeVar, cast

import attrs

from partner_success.access.people import folded_key
from partner_success.access.vocabulary import STAGE
from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.partners import Partner, Person, PersonKey
from partner_success.partners.faults import Faults

__all__ = ["Resource", "partner_resource", "plain_value", "resource_of"]

FactValue: TypeAlias = str | bool
ValueT = TypeVar("ValueT")
Addresses: TypeAlias = str | Iterable[str | None] | None

NO_ROLES: Final[frozenset[str]] = frozenset()


def plain_value(value: ValueT) -> ValueT:
    """Give a member of an enumeration of texts as its text, all else as it is."""
    return cast(ValueT, str.__str__(value)) if isinstance(value, str) else value


def _facts(value: Mapping[str, FactValue | None]) -> FrozenMap[str, FactValue]:
    """Copy the facts that are known, in the order of their names."""
    if not isinstance(cast(object, value), Mapping):
        return cast("FrozenMap[str, FactValue]", value)
    known = {
        name: plain_value(each) for name, each in value.items() if each is not None
    }
    return FrozenMap(sorted(known.items(), key=repr))


Team: TypeAlias = FrozenMap[str, tuple[PersonKey, ...]]


class _Folded(Team):
    """A team whose addresses are folded, which is done once and not for every part."""

    __slots__ = ()


NOBODY: Final[Team] = FrozenMap()
"""A team to which nobody is assigned."""


def _team(value: Mapping[str, Addresses]) -> Team:
    if isinstance(value, _Folded) or not isinstance(cast(object, value), Mapping):
        return cast(Team, value)
    return _Folded({plain_value(role): _keys(each) for role, each in value.items()})


def _keys(addresses: Addresses) -> tuple[PersonKey, ...]:
    found: object = addresses
    one = isinstance(found, str) or not isinstance(found, Iterable)
    several = cast("Iterable[str | None]", [addresses] if one else addresses)
    keys = (folded_key(each) for each in several)
    return tuple(dict.fromkeys(key for key in keys if key is not None))


def _by_key(team: Team) -> dict[PersonKey | None, frozenset[str]]:
    found: dict[PersonKey, set[str]] = {}
    for role, keys in team.items():
        for key in keys:
            found.setdefault(key, set()).add(role)
    return {key: frozenset(roles) for key, roles in found.items()}


@attrs.frozen(kw_only=True)
class Resource:
    """Something that an action is done to.

    Make a partner's with `partner_resource` and what belongs to it with its methods.

    Attributes:
        kind: The id of its kind in the policy.
        id: What logs call it; ``None`` where the kind says enough.
        partner_id: The partner it belongs to; ``None`` where it belongs to none.
        team: By role the keys of the people assigned to the partner in it. Addresses
            may be given, which are folded; what can be no address is nobody.
        facts: What is known of it, by the names of the policy; what is ``None`` is
            left out.
        signature: The kind and the facts as one text: equal for all that stand alike.
        roles_by_key: By key the roles in which a person is assigned to the partner.
        concerns: The key of the person whom it is about, such as who is to be given a
            grant; an address may be given.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> acme = partner_resource("acme", stage="gate_3", team={"PSM": "Ada@x.com"})
        >>> acme.gate("gate_3").facts["gate"], acme.roles_by_key
        ('gate_3', {'ada@x.com': frozenset({'PSM'})})

    Rule: ACC-09.
    """

    kind: str
    id: str | None = None
    partner_id: str | None = None
    team: Team = attrs.field(default=NOBODY, converter=_team, repr=False)
    facts: FrozenMap[str, FactValue] = attrs.field(default=EMPTY_MAP, converter=_facts)
    concerns: PersonKey | None = attrs.field(
        default=None, converter=folded_key, repr=False
    )
    signature: str = attrs.field(init=False, eq=False, repr=False)
    roles_by_key: Mapping[PersonKey | None, frozenset[str]] = attrs.field(
        init=False, eq=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        faults = Faults("resource", self.id)
        faults.id("kind", self.kind)
        faults.id("id", self.id, optional=True)
        faults.id("partner_id", self.partner_id, optional=True)
        for name, value in (("team", self.team), ("facts", self.facts)):
            if not isinstance(value, FrozenMap):
                faults.wrong_type(name, value, "a mapping")
        faults.report()
        self._check_names(faults)
        faults.report()
        object.__setattr__(self, "roles_by_key", _by_key(self.team))
        # A text, because that remembers its hash.
        signature = repr((self.kind, *self.facts.items()))
        object.__setattr__(self, "signature", signature)

    def _check_names(self, faults: Faults) -> None:
        for role in self.team:
            faults.id(f"team[{role!r}]", role)
        for name, value in self.facts.items():
            path = f"facts[{name!r}]"
            faults.id(path, name)
            if not isinstance(cast(object, value), str | bool):
                faults.wrong_type(path, value, "a text or a truth")

    def part(
        self,
        kind: str,
        id_: str | None = None,
        *,
        concerns: str | None = None,
        **facts: FactValue | None,
    ) -> Resource:
        """Give something that belongs to the same partner, of any kind of the policy.

        Only the facts given here and the partner's stage are known of it.
        """
        known = {STAGE: self.facts.get(STAGE), **facts}
        return attrs.evolve(
            self, kind=kind, id=id_, facts=FrozenMap(known), concerns=concerns
        )

    def gate(self, gate: str, *, status: str | None = None) -> Resource:
        """Give the record of one of the partner's gates, with its status where known.

        The status is ``"not_started"``, ``"in_progress"``, ``"awaiting_sign_off"``,
        ``"passed"``, ``"failed"`` or ``"blocked"``.
        """
        return self.part("gate", gate, gate=gate, gate_status=status)

    def submission(
        self, id_: str, *, gate: str, signed: bool = True, signed_off: bool
    ) -> Resource:
        """Give a submission for one of the partner's gates.

        Args:
            id_: The id of the submission.
            gate: The gate whose questionnaire it answers.
            signed: Whether it is signed.
            signed_off: Whether a sign-off of the gate rests on it.
        """
        return self.part(
            "submission", id_, gate=gate, signed=signed, signed_off=signed_off
        )

    def metrics(self) -> Resource:
        """Give the partner's operational metrics."""
        return self.part("metrics")

    def ticket(self, id_: str | None = None) -> Resource:
        """Give one of the partner's support tickets, or all of them."""
        return self.part("ticket", id_)

    def analytics(self, role: str) -> Resource:
        """Give the analytics of a role as far as they tell of this partner."""
        return self.part("partner_analytics", role=role)

    def report(self, id_: str | None = None) -> Resource:
        """Give a report on the partner."""
        return self.part("report", id_)

    def grant_to(self, email: str | None) -> Resource:
        """Give a context grant on the partner's records to somebody, by the address."""
        return self.part("grant", concerns=email)


def partner_resource(
    id_: str, *, stage: str | None, team: Mapping[str, Addresses]
) -> Resource:
    """Give a partner as access looks at it.

    Args:
        id_: The partner's id.
        stage: The id of the stage it is in; ``None`` before it enters the first.
        team: By role the address of who is assigned in it, or several.

    Raises:
        InvalidDataError: With every fault of the record.
    """
    return Resource(
        kind="partner", id=id_, partner_id=id_, team=team, facts={STAGE: stage}
    )


def resource_of(partner: Partner, people: Iterable[Person]) -> Resource:
    """Give a partner's record as access looks at it.

    Args:
        partner: The record, whose team names people by id.
        people: Those among whom they are looked up. Who is not there, or has no
            address, is matched with nobody.

    Examples:
        >>> from partner_success.partners import TeamAssignment
        >>> acme = Partner(id="acme", name="Acme", stage="gate_3",
        ...     team=[TeamAssignment(role="PAM", person_id="p-1")])
        >>> ada = Person(id="p-1", name="Ada Byron", email="ada@example.com")
        >>> resource_of(acme, [ada]).team["PAM"]
        ('ada@example.com',)
    """
    addresses = {person.id: person.email for person in people}
    team: dict[str, list[str | None]] = {}
    for each in partner.team:
        team.setdefault(each.role, []).append(addresses.get(each.person_id))
    return partner_resource(partner.id, stage=partner.stage, team=team)
