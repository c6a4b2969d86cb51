"""Signed answers, which never change, and drafts, which do."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from onboarding_hub.database.instants import to_database
from onboarding_hub.database.tables import drafts, submissions
from onboarding_hub.store.journeys import StaleError
from partner_success.interop import structure, unstructure
from partner_success.questionnaires import Draft, Submission

__all__ = [
    "add",
    "called",
    "draft_of",
    "drop_draft",
    "of_partner",
    "save_draft",
]


def add(connection: sa.Connection, submission: Submission, *, by: str) -> None:
    """Keep a submission."""
    signature, replaced = submission.signature, submission.replaces
    row = {
        "id": submission.id,
        "partner_id": submission.partner_id,
        "questionnaire_id": submission.questionnaire_id,
        "version": submission.version,
        "signed_at": to_database(signature.signed_at),
        "signed_by": by,
        "role": signature.signer.role,
        "digest": signature.digest,
        "replaces": None if replaced is None else replaced.id,
        "document": unstructure(submission),
    }
    connection.execute(sa.insert(submissions), row)


def of_partner(connection: sa.Connection, partner_id: str) -> list[Any]:
    """Give the submissions of a partner without their answers, the newest last."""
    shown: list[Any] = [each for each in submissions.c if each.name != "document"]
    chosen = sa.select(*shown).where(submissions.c.partner_id == partner_id)
    ordered = chosen.order_by(submissions.c.signed_at, submissions.c.id)
    return list(connection.execute(ordered))


def called(
    connection: sa.Connection, partner_id: str, submission_id: str
) -> tuple[Submission, str] | None:
    """Give a submission of a partner, and the id of who signed it."""
    chosen = sa.select(submissions.c.document, submissions.c.signed_by).where(
        submissions.c.partner_id == partner_id, submissions.c.id == submission_id
    )
    row = connection.execute(chosen).one_or_none()
    if row is None:
        return None
    found = structure(row.document, Submission, subject=f"submission {submission_id}")
    return found, row.signed_by


def _is(partner_id: str, questionnaire_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        drafts.c.partner_id == partner_id,
        drafts.c.questionnaire_id == questionnaire_id,
    )


def draft_of(
    connection: sa.Connection, partner_id: str, questionnaire_id: str
) -> tuple[Draft, int] | None:
    """Give the draft of a partner's answers, and how often it was saved."""
    chosen = sa.select(drafts.c.document, drafts.c.revision)
    row = connection.execute(
        chosen.where(*_is(partner_id, questionnaire_id))
    ).one_or_none()
    if row is None:
        return None
    return structure(row.document, Draft, subject="the draft"), row.revision


def save_draft(connection: sa.Connection, draft: Draft, *, seen: int) -> int:
    """Keep a draft, if it still is the one that was seen.

    Args:
        connection: The transaction.
        draft: The draft as it is from now on.
        seen: How often it was saved before; 0 where there was none.

    Returns:
        How often it was saved now.

    Raises:
        StaleError: Somebody else saved it meanwhile.
    """
    row = {
        "partner_id": draft.partner_id,
        "questionnaire_id": draft.questionnaire_id,
        "revision": seen + 1,
        "saved_at": to_database(draft.saved_at),
        "saved_by": draft.saved_by,
        "document": unstructure(draft),
    }
    if seen == 0:
        connection.execute(sa.insert(drafts), row)
        return 1
    is_it = _is(draft.partner_id, draft.questionnaire_id)
    changed = sa.update(drafts).where(*is_it, drafts.c.revision == seen)
    if connection.execute(changed.values(**row)).rowcount != 1:
        raise StaleError
    return seen + 1


def drop_draft(
    connection: sa.Connection, partner_id: str, questionnaire_id: str
) -> None:
    """Forget a draft whose answers were signed."""
    connection.execute(sa.delete(drafts).where(*_is(partner_id, questionnaire_id)))
