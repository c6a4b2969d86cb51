"""Who reads a report, and which partners the access policy opens to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import attrs

from partner_success.access import AccessPolicy, Actor, Resource, partner_resource
from partner_success.analytics import View, view_of
from partner_success.analytics.gates import GateSpells, spells_open_to
from partner_success.cli.access_directory import read_directory
from partner_success.errors import UnknownNameError
from partner_success.gates import PartnerJourney
from partner_success.review import ReviewFolder

__all__ = ["Reader", "reader_of"]

Team = Mapping[str, Iterable[str]]
"""The ids of who is assigned to a partner, by role."""


@attrs.frozen(kw_only=True)
class Reader:
    """Who reads a report.

    Attributes:
        actor: The person, with their roles.
        policy: Who may do what.
        partners: Every partner, as access looks at it.
        at: The instant at which they read.
    """

    actor: Actor
    policy: AccessPolicy
    partners: tuple[Resource, ...]
    at: datetime

    def view(self, role: str) -> View:
        """Give what they may see of a role's analytics."""
        return view_of(self.actor, self.policy, self.partners, role=role, at=self.at)

    def open(self, spells: GateSpells) -> GateSpells:
        """Leave out of spells what is not open to them."""
        return spells_open_to(
            spells, self.actor, self.policy, self.partners, at=self.at
        )


def reader_of(  # noqa: PLR0913 - who reads, of what, by which policy
    person: str,
    *,
    directory: list[Path],
    folder: ReviewFolder,
    journeys: Mapping[str, PartnerJourney],
    policy: AccessPolicy,
    at: datetime,
) -> Reader:
    """Give who reads a report.

    Without a directory it is somebody of the file of partners, in every role in which
    they are assigned to some partner.

    Args:
        person: The id of the person.
        directory: Files that say who people are; empty without.
        folder: What was read: partners, and those who work on them.
        journeys: The partners on their journeys.
        policy: Who may do what.
        at: The instant.

    Raises:
        InvalidDataError: The directory cannot be read.
        UnknownNameError: Nobody has that id; near ones are named.
    """
    teams = _teams(folder, journeys)
    if directory:
        found = read_directory(directory, policy)
        addresses = {each.id: each.email for each in found.people}
        actor = found.actor(person)
    else:
        addresses = {each.id: each.email for each in folder.people}
        if person not in addresses:
            raise UnknownNameError("person", person, addresses)
        actor = Actor(
            id=person,
            email=addresses[person],
            roles=list(dict.fromkeys(_roles(person, teams.values()))),
        )
    stages = _stages(folder, journeys)
    return Reader(
        actor=actor,
        policy=policy,
        at=at,
        partners=tuple(
            partner_resource(
                id_,
                stage=stages[id_],
                team={
                    role: [addresses.get(each) for each in ids]
                    for role, ids in team.items()
                },
            )
            for id_, team in teams.items()
        ),
    )


def _teams(
    folder: ReviewFolder, journeys: Mapping[str, PartnerJourney]
) -> dict[str, Team]:
    """Give who is assigned to each partner: by its journey, else by its record."""
    teams: dict[str, Team] = {}
    for partner in folder.partners:
        own: dict[str, list[str]] = {}
        for each in partner.team:
            own.setdefault(str(each.role), []).append(each.person_id)
        teams[partner.id] = own
    return teams | {id_: each.state.team for id_, each in journeys.items()}


def _stages(
    folder: ReviewFolder, journeys: Mapping[str, PartnerJourney]
) -> dict[str, str | None]:
    recorded = {each.id: each.stage for each in folder.partners}
    return recorded | {id_: each.state.stage for id_, each in journeys.items()}


def _roles(person: str, teams: Iterable[Team]) -> Iterator[str]:
    for team in teams:
        yield from (role for role, ids in team.items() if person in ids)
