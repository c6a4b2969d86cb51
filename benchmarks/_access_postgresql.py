"""The list of a user with few of many partners, in a private PostgreSQL server."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import sqlalchemy as sa
from _measuring import Row, median_ratio, microseconds_in_turns

import partner_success as ps
from partner_success.interop import GrantColumns, PartnerColumns, sql_condition

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.postgresql import running_server

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
ADA = "ada@example.com"
OWN = 20
INDEX = "partners_by_psm"

metadata = sa.MetaData()
partners = sa.Table(
    "partners",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("stage", sa.Text),
    sa.Column("psm_key", sa.Text),
    sa.Index(INDEX, "psm_key"),
)
grants = sa.Table(
    "grants",
    metadata,
    *(sa.Column(name, sa.Text) for name in ("partner_id", "grantee_key", "gate")),
    *(
        sa.Column(name, sa.DateTime(timezone=True))
        for name in ("starts_at", "ends_at", "revoked_at")
    ),
    sa.Index("grants_by_grantee", "grantee_key"),
)
BY_HAND = """
SELECT id FROM partners WHERE psm_key = %(key)s AND stage IN ('gate_3', 'post_launch')
UNION SELECT partner_id FROM grants WHERE grantee_key = %(key)s
  AND starts_at <= %(at)s AND ends_at > %(at)s
  AND (revoked_at IS NULL OR revoked_at > %(at)s)
"""

FILL = """
INSERT INTO partners SELECT 'p-' || n,
  CASE WHEN n %% 3 = 0 THEN 'gate_2' ELSE 'gate_3' END,
  CASE WHEN n %% %(every)s = 0 THEN %(key)s ELSE 'u-' || n / 20 || '@example.com' END
FROM generate_series(1, %(count)s) AS n
"""


def _fill(connection: psycopg.Connection[Any], count: int) -> None:
    """Put partners in, a few of them Ada's, and grants of many people."""
    connection.execute(FILL, {"every": count // OWN, "key": ADA, "count": count})
    connection.execute(
        "INSERT INTO grants SELECT 'p-' || n, CASE WHEN n <= 3 THEN %s ELSE"
        " 'u-' || n || '@example.com' END, 'gate_1', timestamptz '2026-05-01',"
        " timestamptz '2026-06-01', NULL FROM generate_series(1, 2000) AS n",
        (ADA,),
    )
    connection.execute("ANALYZE partners, grants")


def listing_rows(*, quick: bool) -> list[Row]:
    """Time a user's list by the policy beside the query that one would write.

    Raises:
        FileNotFoundError: There are no binaries of a PostgreSQL server.
        RuntimeError: The list does not use the index of the owners.
    """
    ada = ps.access.Actor(id="p-1", email=ADA, roles=["PSM"])
    seen = ps.standard().access.predicate(ada, "view_partner", at=NOW)
    columns = PartnerColumns(
        partner_id=partners.c.id,
        team={"PSM": partners.c.psm_key},
        facts={"stage": partners.c.stage},
    )
    table = GrantColumns(**{column.name: column for column in grants.c})
    query = sa.select(partners.c.id).where(sql_condition(seen, columns, grants=table))
    text = query.compile(
        dialect=sa.create_engine("postgresql+psycopg://").dialect,
        compile_kwargs={"render_postcompile": True},
    )
    ours, values = str(text), dict(text.params)
    count = 100_000 if quick else 1_000_000
    with running_server() as server, psycopg.connect(server) as connection:
        engine = sa.create_engine("postgresql+psycopg://", creator=lambda: connection)
        metadata.create_all(engine)
        _fill(connection, count)
        lines = connection.execute(f"EXPLAIN {ours}", values).fetchall()
        plan = "\n".join(line for (line,) in lines)
        print(plan, file=sys.stderr)
        if INDEX not in plan:
            raise RuntimeError(f"the list does not use {INDEX}")
        by_hand = {"key": ADA, "at": NOW}
        listed = sorted(connection.execute(ours, values).fetchall())
        assert listed == sorted(connection.execute(BY_HAND, by_hand).fetchall())
        jobs = (
            lambda: connection.execute(ours, values).fetchall(),
            lambda: connection.execute(BY_HAND, by_hand).fetchall(),
        )
        own, other = microseconds_in_turns(jobs, rounds=41 if quick else 101, calls=5)
    name = f"list of a user with {OWN} of {count:,} partners, beside by hand"
    return [Row(name, median_ratio(own, other), 1.5)]
