"""What is left of a submission that was deleted: its place, without its answers."""

from __future__ import annotations

from datetime import datetime

import attrs

from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.signing.record_checks import (
    digest_field,
    fixed_offset,
    instant_field,
    instant_text,
    kind_field,
    text_field,
)
from partner_success.questionnaires.signing.signatures import Seal
from partner_success.questionnaires.signing.submissions import Replaced, Submission

__all__ = ["Tombstone", "delete"]

_ID = text_field(most=200)


@attrs.frozen(kw_only=True)
class Tombstone:
    """The place of a deleted submission in its chain of corrections.

    Answers, signer and mark are gone; the digest stays, so that a copy of the
    submission can still be told to be the one that was deleted.

    Attributes:
        id: The id of the submission.
        questionnaire_id: Which questionnaire it answered.
        version: Which version of it.
        partner_id: Whom its answers were about.
        digest: The digest that was signed.
        seal: The keyed signature over the digest; ``None`` where there was none.
        replaces: The submission that it corrected; ``None`` for a first one.
        deleted_at: When it was deleted, with the distance from UTC.
        deleted_by: The id of the person who deleted it.
        reason: Why, for a person; at most 1,000 characters, without personal data.

    Raises:
        InvalidValueError: A part of it is not what it must be.

    Rule: QST-06.
    """

    id: str = attrs.field(validator=_ID)
    questionnaire_id: str = attrs.field(validator=_ID)
    version: str = attrs.field(validator=_ID)
    partner_id: str = attrs.field(validator=_ID)
    digest: str = attrs.field(validator=digest_field)
    seal: Seal | None = attrs.field(
        default=None, validator=kind_field(Seal, optional=True)
    )
    replaces: Replaced | None = attrs.field(
        default=None, validator=kind_field(Replaced, optional=True)
    )
    deleted_at: datetime = attrs.field(
        converter=fixed_offset, validator=instant_field, eq=instant_text
    )
    deleted_by: str = attrs.field(validator=_ID)
    reason: str = attrs.field(validator=text_field(most=1_000))

    @property
    def as_replaced(self) -> Replaced:
        """What a correction of the deleted submission names."""
        return Replaced(id=self.id, digest=self.digest)


def delete(submission: Submission, *, at: datetime, by: str, reason: str) -> Tombstone:
    """Give what to keep in the place of a submission whose answers must go.

    Args:
        submission: What is deleted; whoever keeps it puts the tombstone in its place.
        at: When, with its zone.
        by: The id of the person who deletes it.
        reason: Why, such as the law or the request that asks for it.

    Raises:
        InvalidValueError: The time has no zone, or the id or the reason is blank.

    Examples:
        >>> from datetime import UTC
        >>> from partner_success.questionnaires import Signature, Signer, TypedMark
        >>> signature = Signature(
        ...     signer=Signer(name="Ada Byron", email="ada@example.com", role="PSM"),
        ...     signed_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        ...     mark=TypedMark(text="Ada Byron"),
        ...     digest="0" * 64,
        ... )
        >>> submission = Submission(
        ...     id="s-1",
        ...     questionnaire_id="gate",
        ...     version="1.0.0",
        ...     partner_id="p-1",
        ...     answers={"contract": {"signed": True}},
        ...     signature=signature,
        ... )
        >>> at = datetime(2026, 4, 1, tzinfo=UTC)
        >>> grave = delete(submission, at=at, by="u-9", reason="the signer asked")
        >>> grave.id, grave.digest == submission.digest, hasattr(grave, "answers")
        ('s-1', True, False)

    Rule: QST-06.
    """
    require_kind("submission", submission, Submission)
    return Tombstone(
        id=submission.id,
        questionnaire_id=submission.questionnaire_id,
        version=submission.version,
        partner_id=submission.partner_id,
        digest=submission.digest,
        seal=submission.signature.seal,
        replaces=submission.replaces,
        deleted_at=at,
        deleted_by=by,
        reason=reason,
    )
