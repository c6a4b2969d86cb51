"""What the files of a directory hold: people, partners, grants, delegations."""

from __future__ import annotations

from datetime import datetime

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap

__all__ = [
    "DelegationEntry",
    "DirectoryFile",
    "GrantEntry",
    "PartnerEntry",
    "PersonEntry",
]


@attrs.frozen(kw_only=True)
class PersonEntry:
    """Somebody, by the id that everything else refers to, and the roles they hold."""

    id: str
    email: str | None = None
    roles: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class PartnerEntry:
    """A partner: its stage, and by role the ids of the people assigned to it."""

    id: str
    name: str = ""
    stage: str | None = None
    team: FrozenMap[str, tuple[str, ...]] = EMPTY_MAP


@attrs.frozen(kw_only=True)
class GrantEntry:
    """A context grant, people by their ids."""

    id: str
    partner_id: str
    grantee: str
    gates: tuple[str, ...]
    reason: str
    grantor: str
    starts_at: datetime
    ends_at: datetime
    revoked_at: datetime | None = None


@attrs.frozen(kw_only=True)
class DelegationEntry:
    """A delegation, people by their ids; without a partner for all of the lead's."""

    id: str
    lead: str
    deputy: str
    role: str
    partner_id: str | None = None
    starts_at: datetime
    ends_at: datetime
    revoked_at: datetime | None = None


@attrs.frozen(kw_only=True)
class DirectoryFile:
    """What one file holds; each part may stand in a file of its own."""

    people: tuple[PersonEntry, ...] = ()
    partners: tuple[PartnerEntry, ...] = ()
    grants: tuple[GrantEntry, ...] = ()
    delegations: tuple[DelegationEntry, ...] = ()
