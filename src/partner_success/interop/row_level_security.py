"""The rules for reading as policies that PostgreSQL itself keeps, row by row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from partner_success.access import AccessPolicy, Actor
from partner_success.core.extras import NeedsExtra
from partner_success.core.instants import from_microseconds, microseconds, require_aware
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.interop.sql_columns import (
    DelegationColumns,
    GrantColumns,
    PartnerColumns,
    require_columns,
)

__all__ = ["actor_settings", "row_level_security"]

SETTINGS: Final = "partner_success"
"""The first part of the names of settings that say who asks."""
_PREFIX: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def actor_settings(
    actor: Actor,
    at: datetime,
    *,
    reason: str | None = None,
    settings: str = SETTINGS,
) -> dict[str, str]:
    """Give what a transaction has to set, so that PostgreSQL knows who asks and when.

    Set each with ``SELECT set_config(name, value, true)``, which holds until the end of
    the transaction, as parameters and before the first query.

    Args:
        actor: Who asks. Context grants and delegations are read from their tables, and
            not from the actor.
        at: When, with its zone.
        reason: Why, where a rule asks for a reason.
        settings: The first part of the names.

    Raises:
        InvalidValueError: The instant has no zone, or the settings no proper name.

    Examples:
        >>> from datetime import UTC
        >>> ada = Actor(id="p-1", email="Ada@example.com", roles=["PSM", "TAM"])
        >>> found = actor_settings(ada, datetime(2026, 5, 4, 9, tzinfo=UTC))
        >>> for name, value in found.items():
        ...     print(name, repr(value))
        partner_success.person_key 'ada@example.com'
        partner_success.roles '["PSM", "TAM"]'
        partner_success.at '2026-05-04T09:00:00+00:00'
        partner_success.reason_given ''

    Rule: ACC-09, ACC-11.
    """
    _check_prefix(settings)
    moment = from_microseconds(microseconds(require_aware(at, "at")))
    given = reason is not None and bool(reason.strip())
    return {
        f"{settings}.person_key": actor.key or "",
        f"{settings}.roles": json.dumps(sorted(actor.roles)),
        f"{settings}.at": moment.isoformat(),
        f"{settings}.reason_given": "yes" if given else "",
    }


def row_level_security(  # noqa: PLR0913
    policy: AccessPolicy,
    action: str,
    columns: PartnerColumns,
    *,
    grants: GrantColumns | None = None,
    delegations: DelegationColumns | None = None,
    settings: str = SETTINGS,
    to: str | Iterable[str] = "PUBLIC",
    roles: Iterable[str] | None = None,
    name: str | None = None,
) -> tuple[str, ...]:
    """Give the statements by which PostgreSQL shows of a table what may be read.

    They turn row-level security on, for the owner of the table too, and create one
    policy for all actors. Who asks, and when, stands in the settings of the transaction
    that `actor_settings` gives; where one is not set, nothing that depends on it is
    seen. Nothing is allowed but reading; who writes needs policies of your own.

    Args:
        policy: Who may do what.
        action: The id of what reads the rows, such as ``"view_partner"``.
        columns: Where the rows keep what is asked of them; the partner's id is a column
            of the table that is protected.
        grants: Where context grants are kept; left out, none opens anything.
        delegations: Where delegations are kept; left out, deputies see nothing by them.
        settings: The first part of the names of the settings.
        to: The database role or roles for which the policy is, or ``"PUBLIC"``.
        roles: The roles of the policy that are covered; left out, all. A role that sees
            every row keeps PostgreSQL from looking the others' rows up in an index, so
            give it a policy and a database role of its own.
        name: What the policy is called; left out, after the settings and the action.

    Raises:
        MissingExtraError: SQLAlchemy or psycopg, which quotes, is not installed.
        UnknownNameError: There is no such action or role, or what is asked for has no
            column.
        InvalidUseError: The action writes or is not done to what belongs to a partner,
            or an argument is none of its kind.
        InvalidValueError: The settings have no proper name.

    Examples:
        >>> from sqlalchemy import MetaData, Table, Text
        >>> from sqlalchemy import Column as SqlColumn
        >>> import partner_success as ps
        >>> partners = Table("partners", MetaData(), SqlColumn("id", Text))
        >>> found = row_level_security(
        ...     ps.standard().access, "view_metrics", PartnerColumns(
        ...         partner_id=partners.c.id), roles=["ADMIN"], to="administrators")
        >>> for statement in found:
        ...     print(statement)
        ALTER TABLE "partners" ENABLE ROW LEVEL SECURITY
        ALTER TABLE "partners" FORCE ROW LEVEL SECURITY
        CREATE POLICY "partner_success_view_metrics" ON "partners" FOR SELECT \
TO "administrators" USING ((SELECT CAST(nullif(current_setting(\
'partner_success.roles', true), '') AS JSONB) @> CAST('["ADMIN"]' AS JSONB)))

    Rule: ACC-09, ACC-11.
    """
    _check_prefix(settings)
    _check_action(policy, action)
    require_columns(columns, PartnerColumns, "columns")
    if grants is not None:
        require_columns(grants, GrantColumns, "grants")
    if delegations is not None:
        require_columns(delegations, DelegationColumns, "delegations")
    chosen = policy.roles.ids if roles is None else tuple(roles)
    for role in chosen:
        policy.roles[role]
    extra = {"extra": "postgresql", "purpose": "row-level security"}
    with NeedsExtra(module="sqlalchemy", **extra):
        import sqlalchemy as sa

        del sa
    with NeedsExtra(module="psycopg", **extra):
        import psycopg

        del psycopg
    from partner_success.interop.sql_policies import RowPolicy, statements

    rows = RowPolicy(
        policy=policy,
        action_id=action,
        columns=columns,
        grants=grants,
        delegations=delegations,
        settings=settings,
        roles=chosen,
    )
    takers = (to,) if isinstance(to, str) else tuple(to)
    return statements(rows, name or f"{settings}_{action}", takers)


def _check_prefix(settings: str) -> None:
    if not _PREFIX.fullmatch(settings):
        raise InvalidValueError(
            f"settings is {settings!r}; the name of settings starts with a letter and"
            " is made of letters, digits and '_'"
        )


def _check_action(policy: AccessPolicy, action_id: str) -> None:
    action = policy.actions[action_id]
    kind = policy.kinds[action.kind]
    if not kind.of_partner:
        raise InvalidUseError(
            f"to {action.name} is done to {kind.name}, which belongs to no partner;"
            " row-level security selects rows of partners, so ask decide"
        )
    if not action.reads:
        raise InvalidUseError(
            f"to {action.name} writes, and row-level security here selects what may be"
            " read; ask decide before you write"
        )
