"""Partners as lists show them: what their journeys came to, in columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import attrs
import sqlalchemy as sa

from onboarding_hub.database.instants import from_database
from onboarding_hub.database.tables import (
    GRANTED,
    PARTNERS,
    partners,
    team_assignments,
)
from partner_success.access import Actor, Predicate, Resource, partner_resource
from partner_success.interop import sql_condition

__all__ = [
    "SHOWN",
    "SORTS",
    "Filters",
    "PartnerRow",
    "count",
    "count_by_stage",
    "names",
    "page",
    "row_called",
    "sorted_page",
]

SHOWN = [each for each in partners.c if each.name != "snapshot"]
_ONE = sa.select(*SHOWN).where(partners.c.id == sa.bindparam("partner_id"))


@attrs.frozen(kw_only=True)
class PartnerRow:
    """A partner as a list shows it.

    Attributes:
        id: Its id.
        name: As the partner writes it.
        country: Where it launches.
        created_at: When it was created.
        updated_at: When something happened to it last.
        version: How many events led here.
        stage: The stage that it is in.
        status: How that stage stands.
        lead_role: The role that leads the stage.
        target_launch: The day on which it is to launch.
        team: By role the ids of who is assigned.
    """

    id: str
    name: str
    country: str | None
    created_at: datetime
    updated_at: datetime
    version: int
    stage: str
    status: str
    lead_role: str
    target_launch: Any
    team: Mapping[str, list[str]]

    @classmethod
    def of(cls, row: Mapping[Any, Any]) -> PartnerRow:
        """Read a row of the table."""
        found = dict(row)
        for name in ("created_at", "updated_at"):
            found[name] = from_database(found[name])
        return cls(**found)

    def resource_for(self, actor: Actor) -> Resource:
        """Give the partner as access looks at it, as far as this person is concerned.

        It is what `PartnerJourney.resource_for` gives, without reading the journey.
        """
        known = [(each.lead.id, each.lead.email) for each in actor.delegations]
        known.append((actor.id, actor.email))
        team = tuple(
            (role, tuple(address for id_, address in known if id_ in ids))
            for role, ids in self.team.items()
        )
        return _resource(self.id, self.stage, team)


@lru_cache(maxsize=4_096)
def _resource(
    partner_id: str, stage: str, team: tuple[tuple[str, tuple[str | None, ...]], ...]
) -> Resource:
    return partner_resource(partner_id, stage=stage, team=dict(team))


@attrs.frozen(kw_only=True)
class Filters:
    """What a list of partners is narrowed to.

    Attributes:
        stage: The stage that they are in.
        status: How that stage stands.
        lead: The id of who leads it.
        search: A part of their name, in any case.
    """

    stage: str | None = None
    status: str | None = None
    lead: str | None = None
    search: str | None = None


def row_called(connection: sa.Connection, partner_id: str) -> PartnerRow | None:
    """Give a partner; nothing is said of who may see it."""
    found = (
        connection.execute(_ONE, {"partner_id": partner_id}).mappings().one_or_none()
    )
    return None if found is None else PartnerRow.of(found)


def page(
    connection: sa.Connection,
    seen: Predicate,
    filters: Filters,
    *,
    after: str | None,
    limit: int,
) -> list[PartnerRow]:
    """Give the partners that somebody may see, in the order of their ids.

    Args:
        connection: The transaction.
        seen: What must hold of a partner so that they may see it.
        filters: What is looked for among them.
        after: The id behind which to begin.
        limit: How many at most.
    """
    chosen = sa.select(*SHOWN).where(*_conditions(seen, filters))
    if after is not None:
        chosen = chosen.where(partners.c.id > after)
    rows = connection.execute(chosen.order_by(partners.c.id).limit(limit))
    return [PartnerRow.of(row) for row in rows.mappings()]


def count(connection: sa.Connection, seen: Predicate, filters: Filters) -> int:
    """Count the partners that somebody may see, among those that are looked for."""
    chosen = sa.select(sa.func.count()).select_from(partners)
    return connection.scalar(chosen.where(*_conditions(seen, filters))) or 0


def names(
    connection: sa.Connection, seen: Predicate, ids: Iterable[str]
) -> dict[str, str]:
    """Give the names of partners by id, of those among them that somebody may see."""
    may = sql_condition(seen, PARTNERS, grants=GRANTED)
    chosen = sa.select(partners.c.id, partners.c.name)
    rows = connection.execute(chosen.where(may, partners.c.id.in_([*ids])))
    return {row.id: row.name for row in rows}


def _conditions(seen: Predicate, filters: Filters) -> list[sa.ColumnElement[bool]]:
    found = [sql_condition(seen, PARTNERS, grants=GRANTED)]
    if filters.stage is not None:
        found.append(partners.c.stage == filters.stage)
    if filters.status is not None:
        found.append(partners.c.status == filters.status)
    if filters.search is not None:
        found.append(partners.c.name.icontains(filters.search, autoescape=True))
    if filters.lead is not None:
        leads = sa.select(team_assignments.c.partner_id).where(
            team_assignments.c.role == partners.c.lead_role,
            team_assignments.c.person_id == filters.lead,
            team_assignments.c.partner_id == partners.c.id,
        )
        found.append(leads.exists())
    return found


SORTS: Final = ("name", "stage", "status", "target_launch", "updated_at")
"""By what a list can be sorted; a minus before it turns the order round."""


def sorted_page(  # noqa: PLR0913 - what a list of people's choice is made of
    connection: sa.Connection,
    seen: Predicate,
    filters: Filters,
    *,
    order: str,
    stages: Sequence[str],
    offset: int,
    limit: int,
) -> list[PartnerRow]:
    """Give the partners that somebody may see, in an order of their choice.

    Args:
        connection: The transaction.
        seen: What must hold of a partner so that they may see it.
        filters: What is looked for among them.
        order: One of `SORTS`, or one behind a minus; what is not known comes last.
        stages: The ids of the stages in their order.
        offset: How many stand before.
        limit: How many at most.
    """
    column: sa.ColumnElement[Any] = partners.c[order.removeprefix("-")]
    if column is partners.c.stage:
        places = {stage: place for place, stage in enumerate(stages)}
        column = sa.case(places, value=column, else_=len(places))
    elif column is partners.c.name:
        column = sa.func.lower(column)
    turned = column.desc() if order.startswith("-") else column.asc()
    chosen = (
        sa.select(*SHOWN)
        .where(*_conditions(seen, filters))
        .order_by(turned.nulls_last(), partners.c.id)
        .offset(offset)
        .limit(limit)
    )
    return [PartnerRow.of(row) for row in connection.execute(chosen).mappings()]


def count_by_stage(
    connection: sa.Connection, seen: Predicate, filters: Filters
) -> Mapping[str, int]:
    """Count the partners that somebody may see in each stage, whichever is chosen."""
    anywhere = attrs.evolve(filters, stage=None)
    chosen = (
        sa.select(partners.c.stage, sa.func.count())
        .where(*_conditions(seen, anywhere))
        .group_by(partners.c.stage)
    )
    return {row.stage: row[1] for row in connection.execute(chosen)}
