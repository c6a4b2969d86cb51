"""Who asks, told to the database along with the question who they are.

Each request has to learn who asks, PostgreSQL has to be told it before it shows a row
of a partner, and most requests then look at one partner. Here that is one question.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

import sqlalchemy as sa

from onboarding_hub.database.engine import Database
from onboarding_hub.database.tables import partners
from onboarding_hub.store.partners import SHOWN, PartnerRow
from onboarding_hub.store.people import BY_ID, actor_of, with_what_was_given
from partner_success.access import Actor

__all__ = ["let_in"]

_MOST_KNOWN: Final = 10_000
_PARTNER: Final = "partner_"


def let_in(
    database: Database,
    connection: sa.Connection,
    person_id: str,
    at: datetime,
    *,
    partner_id: str | None = None,
) -> tuple[Actor | None, PartnerRow | None]:
    """Give who asks, and the partner that they want to look at.

    The database is told who they were last time along with the question who they are
    now. Where that has changed it is told anew, and what it showed is not used.

    Args:
        database: The database.
        connection: The transaction; until its end the database knows who asks.
        person_id: Who asks.
        at: When.
        partner_id: The partner that they want to look at; ``None`` for none.

    Returns:
        The person with all that they were given; ``None`` where they are not known.
        The partner, if it was found at once; nothing is said of who may see it.
    """
    last = database.last_known.get(person_id)
    told: Mapping[str, str] = {} if last is None else database.told_of(last, at)
    if last is None:
        partner_id = None
    asked = {"person_id": person_id, "partner_id": partner_id, **_values(told)}
    question = _question(tuple(told), with_partner=partner_id is not None)
    found = connection.execute(question, asked).mappings().one_or_none()
    if found is None:
        return None, None
    actor = actor_of(found)
    shown = _partner(found) if partner_id is not None and actor == last else None
    if actor != last:
        database.ask_as(connection, actor, at)
        _remember(database.last_known, actor)
    if found["was_given"] or found["stands_in"]:
        actor = with_what_was_given(connection, actor)
    return actor, shown


def _remember(last_known: dict[str, Actor], actor: Actor) -> None:
    if len(last_known) >= _MOST_KNOWN:
        last_known.clear()
    last_known[actor.id] = actor


def _values(told: Mapping[str, str]) -> dict[str, str]:
    return {f"told_{place}": each for place, each in enumerate(told.values())}


@lru_cache(maxsize=8)
def _question(names: tuple[str, ...], *, with_partner: bool) -> sa.Select[Any]:
    """Ask who somebody is, let the database know that they ask, and look.

    The first part is done once and before the partner is looked for, since it sets
    something: PostgreSQL would show no partner to nobody.
    """
    person = BY_ID.add_columns(
        *(
            sa.func.set_config(
                sa.literal_column(f"'{name}'"),
                sa.bindparam(f"told_{place}", type_=sa.Text),
                sa.true(),
            )
            for place, name in enumerate(names)
        )
    )
    if not with_partner:
        return person
    asks = person.cte("asks")
    looked_for = partners.c.id == sa.bindparam("partner_id")
    return sa.select(
        *(asks.c[each] for each in ("id", "email", "roles", "was_given", "stands_in")),
        *(each.label(f"{_PARTNER}{each.name}") for each in SHOWN),
    ).select_from(asks.outerjoin(partners, looked_for))


def _partner(found: Mapping[Any, Any]) -> PartnerRow | None:
    if found[f"{_PARTNER}id"] is None:
        return None
    return PartnerRow.of({each.name: found[_PARTNER + each.name] for each in SHOWN})
