"""The tables as they were at first."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "idempotency_keys",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.JSON(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_index(
        op.f("ix_idempotency_keys_expires_at"),
        "idempotency_keys",
        ["expires_at"],
        unique=False,
    )
    op.create_table(
        "partners",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("lead_role", sa.Text(), nullable=False),
        sa.Column("target_launch", sa.Date(), nullable=True),
        sa.Column("team", sa.JSON(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partners")),
    )
    op.create_index(op.f("ix_partners_stage"), "partners", ["stage"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("key", name=op.f("uq_people_key")),
    )
    op.create_table(
        "delegations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("lead_id", sa.Text(), nullable=False),
        sa.Column("lead_key", sa.Text(), nullable=False),
        sa.Column("deputy_id", sa.Text(), nullable=False),
        sa.Column("deputy_key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("partner_id", sa.Text(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_delegations_partner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
    )
    op.create_index(
        op.f("ix_delegations_deputy_key"), "delegations", ["deputy_key"], unique=False
    )
    op.create_table(
        "drafts",
        sa.Column("partner_id", sa.Text(), nullable=False),
        sa.Column("questionnaire_id", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_drafts_partner_id")
        ),
        sa.PrimaryKeyConstraint(
            "partner_id", "questionnaire_id", name=op.f("pk_drafts")
        ),
    )
    op.create_table(
        "grants",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("gate", sa.Text(), nullable=False),
        sa.Column("partner_id", sa.Text(), nullable=False),
        sa.Column("grantee_id", sa.Text(), nullable=False),
        sa.Column("grantee_key", sa.Text(), nullable=False),
        sa.Column("grantor_id", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_grants_partner_id")
        ),
        sa.PrimaryKeyConstraint("id", "gate", name=op.f("pk_grants")),
    )
    op.create_index(
        op.f("ix_grants_grantee_key"), "grants", ["grantee_key"], unique=False
    )
    op.create_index(
        op.f("ix_grants_partner_id"), "grants", ["partner_id"], unique=False
    )
    op.create_table(
        "journey_events",
        sa.Column("partner_id", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_journey_events_partner_id")
        ),
        sa.PrimaryKeyConstraint(
            "partner_id", "sequence", name=op.f("pk_journey_events")
        ),
        sa.UniqueConstraint("id", name=op.f("uq_journey_events_id")),
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("partner_id", sa.Text(), nullable=False),
        sa.Column("questionnaire_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("signed_by", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Text(), nullable=True),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_submissions_partner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
    )
    op.create_index(
        op.f("ix_submissions_partner_id"), "submissions", ["partner_id"], unique=False
    )
    op.create_table(
        "team_assignments",
        sa.Column("partner_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_team_assignments_partner_id")
        ),
        sa.PrimaryKeyConstraint(
            "partner_id", "role", "person_id", name=op.f("pk_team_assignments")
        ),
    )
    op.create_index(
        op.f("ix_team_assignments_key_role"),
        "team_assignments",
        ["key", "role"],
        unique=False,
    )
    op.create_index(
        op.f("ix_team_assignments_person_id"),
        "team_assignments",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "tickets",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("partner_id", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_tickets_partner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tickets")),
    )
    op.create_index(
        op.f("ix_tickets_opened_at_id"), "tickets", ["opened_at", "id"], unique=False
    )
    op.create_index(
        op.f("ix_tickets_partner_id"), "tickets", ["partner_id"], unique=False
    )
    op.create_table(
        "ticket_events",
        sa.Column("ticket_id", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["tickets.id"], name=op.f("fk_ticket_events_ticket_id")
        ),
        sa.PrimaryKeyConstraint("ticket_id", "sequence", name=op.f("pk_ticket_events")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("ticket_events")
    op.drop_index(op.f("ix_tickets_partner_id"), table_name="tickets")
    op.drop_index(op.f("ix_tickets_opened_at_id"), table_name="tickets")
    op.drop_table("tickets")
    op.drop_index(op.f("ix_team_assignments_person_id"), table_name="team_assignments")
    op.drop_index(op.f("ix_team_assignments_key_role"), table_name="team_assignments")
    op.drop_table("team_assignments")
    op.drop_index(op.f("ix_submissions_partner_id"), table_name="submissions")
    op.drop_table("submissions")
    op.drop_table("journey_events")
    op.drop_index(op.f("ix_grants_partner_id"), table_name="grants")
    op.drop_index(op.f("ix_grants_grantee_key"), table_name="grants")
    op.drop_table("grants")
    op.drop_table("drafts")
    op.drop_index(op.f("ix_delegations_deputy_key"), table_name="delegations")
    op.drop_table("delegations")
    op.drop_table("people")
    op.drop_index(op.f("ix_partners_stage"), table_name="partners")
    op.drop_table("partners")
    op.drop_index(op.f("ix_idempotency_keys_expires_at"), table_name="idempotency_keys")
    op.drop_table("idempotency_keys")
