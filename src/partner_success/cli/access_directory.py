"""Everybody and every partner that a question about access can name, from files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Final, TypeVar

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
from partner_success.cli.access_entries import (
    DelegationEntry,
    DirectoryFile,
    GrantEntry,
    PartnerEntry,
    PersonEntry,
)
from partner_success.core.collections import Catalogue
from partner_success.core.quantities import shown
from partner_success.errors import InvalidDataError, Problem, near_misses
from partner_success.interop import read_document, structure
from partner_success.partners import PersonKey

__all__ = ["Directory", "read_directory"]

_SUFFIXES: Final = frozenset({".toml", ".json", ".yaml", ".yml"})
_MOST_HINTS: Final = 20

EntryT = TypeVar("EntryT", PersonEntry, PartnerEntry, GrantEntry, DelegationEntry)
RecordT = TypeVar("RecordT")


@attrs.frozen(kw_only=True)
class Directory:
    """Everybody and every partner that a question can be about.

    Attributes:
        people: Everybody.
        partners: Every partner.
        grants: Every context grant.
        delegations: Every naming of a deputy.
    """

    people: Catalogue[PersonEntry]
    partners: Catalogue[PartnerEntry]
    grants: tuple[Grant, ...] = ()
    delegations: tuple[Delegation, ...] = ()

    def actor(self, id_: str) -> Actor:
        """Give somebody, with what was given to them.

        Raises:
            UnknownNameError: Nobody has that id; near ones are named.
        """
        person = self.people[id_]
        return Actor(
            id=person.id,
            email=person.email,
            roles=person.roles,
            grants=[each for each in self.grants if each.grantee.id == id_],
            delegations=[each for each in self.delegations if each.deputy.id == id_],
        )

    def team(self, partner: PartnerEntry) -> dict[str, list[str | None]]:
        """Give by role the addresses of the people assigned to a partner."""
        return {
            role: [self.people[id_].email for id_ in ids]
            for role, ids in partner.team.items()
        }

    def resource(self, id_: str) -> Resource:
        """Give a partner as access looks at it.

        Raises:
            UnknownNameError: No partner has that id; near ones are named.
        """
        partner = self.partners[id_]
        team = self.team(partner)
        return partner_resource(partner.id, stage=partner.stage, team=team)


def read_directory(places: Iterable[Path], policy: AccessPolicy) -> Directory:
    """Read files, and the files that stand in folders, into one directory.

    Args:
        places: Files (.toml, .json, .yaml) or folders of such.
        policy: What knows which roles and stages there are.

    Raises:
        InvalidDataError: A file cannot be read or has another form; or, with every
            fault by file and path, what the files say does not go together.
        UnknownNameError: The name of a file ends in nothing that is read.
    """
    files = dict.fromkeys(file for place in places for file in _files(place))
    parts = {
        str(file): structure(read_document(file), DirectoryFile, subject=str(file))
        for file in files
    }
    return _Joining(parts, policy).directory()


def _files(place: Path) -> list[Path]:
    # What ends like a file is opened as one, and told of as one that is not there.
    if not place.suffix and not place.exists():
        message = "there is no such folder; check the path"
        problem = Problem(path="", code="no-folder", message=message)
        raise InvalidDataError(str(place), [problem])
    if not place.is_dir():
        return [place]
    found = sorted(each for each in place.iterdir() if each.suffix in _SUFFIXES)
    if not found:
        message = "there is no file .toml, .json or .yaml in this folder"
        problem = Problem(path="", code="empty-folder", message=message)
        raise InvalidDataError(str(place), [problem])
    return found


@attrs.define
class _Joining:
    """Several files put together, with every fault by file and path."""

    parts: dict[str, DirectoryFile]
    policy: AccessPolicy
    problems: list[Problem] = attrs.field(factory=list[Problem])
    people: dict[str, Identity] = attrs.field(factory=dict[str, Identity])
    keys: dict[PersonKey, str] = attrs.field(factory=dict[PersonKey, str])

    def directory(self) -> Directory:
        """Put everything together, or name all that is in the way."""
        people = self._entries("people", lambda file: file.people)
        partners = self._entries("partners", lambda file: file.partners)
        grants = self._entries("grants", lambda file: file.grants)
        delegations = self._entries("delegations", lambda file: file.delegations)
        for path, person in people.items():
            self._person(path, person)
        for path, partner in partners.items():
            self._partner(path, partner)
        names = {partner.id: partner for partner in partners.values()}
        given = [self._grant(path, each, names) for path, each in grants.items()]
        named = [
            self._delegation(path, each, names) for path, each in delegations.items()
        ]
        if self.problems:
            raise InvalidDataError("the directory", self.problems)
        return Directory(
            people=Catalogue(people.values(), kind="person"),
            partners=Catalogue(partners.values(), kind="partner"),
            grants=tuple(each for each in given if each is not None),
            delegations=tuple(each for each in named if each is not None),
        )

    def _entries(
        self, name: str, part: Callable[[DirectoryFile], tuple[EntryT, ...]]
    ) -> dict[str, EntryT]:
        """Give all entries of a part by file and path, each id once."""
        found: dict[str, EntryT] = {}
        first: dict[str, str] = {}
        for file, content in self.parts.items():
            for place, entry in enumerate(part(content)):
                path = f"{file}: {name}[{place}]"
                if entry.id in first:
                    message = f"the id stands already at {first[entry.id]}; use it once"
                    self._add(f"{path}.id", "duplicate-id", message, entry.id)
                else:
                    first[entry.id] = path
                    found[path] = entry
        return found

    def _add(self, path: str, code: str, message: str, given: str) -> None:
        self.problems.append(
            Problem(path=path, code=code, message=message, given=shown(given))
        )

    def _known(self, path: str, kind: str, name: str, known: Collection[str]) -> bool:
        if name in known:
            return True
        # Thousands of faults are not worth thousands of searches.
        hinted = len(self.problems) < _MOST_HINTS
        near = near_misses(name, known) if hinted else ()
        hint = f"; did you mean {near[0]!r}?" if near else ""
        self._add(path, f"unknown-{kind}", f"no {kind} is called so{hint}", name)
        return False

    def _made(self, path: str, make: Callable[[], RecordT]) -> RecordT | None:
        """Make a record; its faults stand below the path."""
        try:
            return make()
        except InvalidDataError as error:
            self.problems += [each.under(path) for each in error.problems]
            return None

    def _person(self, path: str, entry: PersonEntry) -> None:
        if "@" in entry.id:
            message = "logs name people by their ids; choose one that is no address"
            self._add(f"{path}.id", "address-as-id", message, "an e-mail address")
        for place, role in enumerate(entry.roles):
            self._known(f"{path}.roles[{place}]", "role", role, self.policy.roles.ids)
        found = self._made(path, lambda: Identity(id=entry.id, email=entry.email))
        if found is None:
            return
        self.people[entry.id] = found
        if found.key is not None:
            owner = self.keys.setdefault(found.key, entry.id)
            if owner != entry.id:
                message = f"the address is that of {owner!r}; each person has their own"
                self._add(f"{path}.email", "same-address", message, "an e-mail address")

    def _partner(self, path: str, entry: PartnerEntry) -> None:
        if entry.stage is not None:
            stages = self.policy.stages.ids
            self._known(f"{path}.stage", "stage", entry.stage, stages)
        for role, ids in entry.team.items():
            team = f"{path}.team.{role}"
            self._known(team, "role", role, self.policy.roles.ids)
            for place, id_ in enumerate(ids):
                self._known(f"{team}[{place}]", "person", id_, self.people)
        self._made(path, lambda: Resource(kind="partner", id=entry.id))

    def _grant(
        self, path: str, entry: GrantEntry, partners: Collection[str]
    ) -> Grant | None:
        right = [
            self._known(f"{path}.partner_id", "partner", entry.partner_id, partners),
            self._known(f"{path}.grantee", "person", entry.grantee, self.people),
            self._known(f"{path}.grantor", "person", entry.grantor, self.people),
        ]
        for place, gate in enumerate(entry.gates):
            self._known(f"{path}.gates[{place}]", "stage", gate, self.policy.stages.ids)
        if not all(right):
            return None
        return self._made(
            path,
            lambda: Grant(
                id=entry.id,
                partner_id=entry.partner_id,
                grantee=self.people[entry.grantee],
                gates=entry.gates,
                reason=entry.reason,
                grantor=self.people[entry.grantor],
                starts_at=entry.starts_at,
                ends_at=entry.ends_at,
                revoked_at=entry.revoked_at,
            ),
        )

    def _delegation(
        self, path: str, entry: DelegationEntry, partners: Collection[str]
    ) -> Delegation | None:
        right = [
            self._known(f"{path}.lead", "person", entry.lead, self.people),
            self._known(f"{path}.deputy", "person", entry.deputy, self.people),
        ]
        self._known(f"{path}.role", "role", entry.role, self.policy.roles.ids)
        if entry.partner_id is not None:
            self._known(f"{path}.partner_id", "partner", entry.partner_id, partners)
        if not all(right):
            return None
        return self._made(
            path,
            lambda: Delegation(
                id=entry.id,
                lead=self.people[entry.lead],
                deputy=self.people[entry.deputy],
                role=entry.role,
                partner_id=entry.partner_id,
                starts_at=entry.starts_at,
                ends_at=entry.ends_at,
                revoked_at=entry.revoked_at,
            ),
        )
