"""Let PostgreSQL keep who may see what, by the library's own rules.

The statements are those of the rulebook with which the migration runs. Whoever changes
the rules of access adds a migration that does the same again.
"""

from __future__ import annotations

from alembic import op

from onboarding_hub.database.rights import grant_rights, take_rights

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in grant_rights():
            op.execute(statement)


def downgrade() -> None:
    """Take it back."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in take_rights():
            op.execute(statement)
