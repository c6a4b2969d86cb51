"""Let PostgreSQL keep who may see what, by the library's own rules.

The statements are those of the rulebook with which the migration runs, for the tables
that there are then. Whoever changes the rules of access, or makes a table more, adds a
migration that takes the rights back and grants them anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from onboarding_hub.database.rights import grant_rights, take_rights

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        for statement in grant_rights(sa.inspect(connection).get_table_names()):
            op.execute(statement)


def downgrade() -> None:
    """Take it back."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        for statement in take_rights(sa.inspect(connection).get_table_names()):
            op.execute(statement)
