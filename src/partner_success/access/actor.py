"""Who asks: a person with the roles they hold and what was given to them for a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import attrs

from partner_success.access.delegations import Delegation
from partner_success.access.grants import Grant
from partner_success.access.people import Identity
from partner_success.partners.faults import Faults, frozen_tuple

__all__ = ["Actor"]


def _roles(value: Iterable[str] | str) -> frozenset[str]:
    # One role may be written without a list around it.
    found: object = [value] if isinstance(value, str) else value
    if not isinstance(found, Iterable):
        return cast("frozenset[str]", found)
    return frozenset(map(_plain, cast("Iterable[str]", found)))


def _plain(role: object) -> str:
    # The text of a role, not the member of an enumeration, so that both are one.
    return str.__str__(role) if isinstance(role, str) else cast(str, role)


def _grants(value: Iterable[Grant]) -> tuple[Grant, ...]:
    return frozen_tuple(value)


def _delegations(value: Iterable[Delegation]) -> tuple[Delegation, ...]:
    return frozen_tuple(value)


@attrs.frozen(kw_only=True)
class Actor(Identity):
    """Who wants to do something, with every role they hold in the company.

    Attributes:
        id: What records and logs refer to; not blank, no space around it.
        email: As it was given, at most 320 characters; ``None`` where there is none.
        key: The address folded once; ``None`` matches nobody, and so is tied to nobody.
        roles: The ids of the roles; a single one may be given as its text.
        grants: The context grants they were given; those of others do not matter.
        delegations: What names them as deputy; what names others does not matter.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> sorted(Actor(id="p-1", email="ada@example.com", roles=["PSM", "TAM"]).roles)
        ['PSM', 'TAM']

    Rule: ACC-09, ACC-13.
    """

    roles: frozenset[str] = attrs.field(converter=_roles, default=frozenset())
    grants: tuple[Grant, ...] = attrs.field(converter=_grants, default=(), repr=False)
    delegations: tuple[Delegation, ...] = attrs.field(
        converter=_delegations, default=(), repr=False
    )

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        faults = Faults("actor", self.id)
        roles = cast(object, self.roles)
        if not isinstance(roles, frozenset):
            faults.wrong_type("roles", roles, "a list of ids of roles")
        else:
            for role in sorted(self.roles, key=repr):
                faults.id("roles", role)
        faults.records("grants", self.grants, Grant)
        faults.records("delegations", self.delegations, Delegation)
        faults.report()
