"""Submissions: complete answers under a signature, which never change."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any, Final

import attrs

from partner_success.questionnaires.checking import Answers, AnswerValue
from partner_success.questionnaires.signing.canonical import MOST_SAFE, canonical_form
from partner_success.questionnaires.signing.plain_answers import frozen_answers
from partner_success.questionnaires.signing.record_checks import (
    digest_field,
    instant_text,
    kind_field,
    text_field,
)
from partner_success.questionnaires.signing.signatures import (
    Mark,
    Signature,
    TypedMark,
)

__all__ = [
    "Replaced",
    "Submission",
    "signed_data",
]

SIGNED_AS: Final = "partner-success submission 1"
"""What is signed and in which form; it changes when the form does."""

_NUMBERS: Final = frozenset({int, Decimal})
_ID: Final = text_field(most=200)


@attrs.frozen(kw_only=True)
class Replaced:
    """The submission that a correction replaces.

    Attributes:
        id: Its id.
        digest: Its digest, so that nothing else can be put in its place.

    Raises:
        InvalidValueError: The id is blank, or the digest none.

    Examples:
        >>> Replaced(id="s-1", digest="0" * 64).id
        's-1'

    Rule: QST-06.
    """

    id: str = attrs.field(validator=_ID)
    digest: str = attrs.field(validator=digest_field)


@attrs.frozen(kw_only=True)
class Submission:
    """Complete answers under a signature; they never change.

    Make one with `submit` or `correct`, which check the answers; this class takes what
    a file holds, and `verify` says whether it is what was signed.

    Attributes:
        id: Unlike any other submission.
        questionnaire_id: Which questionnaire was answered.
        version: Which version of it; the answers are read with this one and no other.
        partner_id: Whom the answers are about.
        answers: The answers by section and field, days as ISO text, choices as their
            codes. Numbers that are equal are kept alike: 3.0 is 3, and 1.50 is 1.5.
        signature: Who signed them, when and how, and the digest.
        replaces: The submission that this one corrects; ``None`` for a first one.

    Raises:
        InvalidValueError: A part of it is not what it must be, or cannot be signed.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from partner_success.questionnaires import Signer
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
        >>> submission.computed_digest()[:16]
        '525f614a8904a63f'

    Rule: QST-06, QST-07, QST-08.
    """

    id: str = attrs.field(validator=_ID)
    questionnaire_id: str = attrs.field(validator=_ID)
    version: str = attrs.field(validator=_ID)
    partner_id: str = attrs.field(validator=_ID)
    answers: Answers = attrs.field(converter=frozen_answers, repr=False)
    signature: Signature = attrs.field(validator=kind_field(Signature))
    replaces: Replaced | None = attrs.field(
        default=None, validator=kind_field(Replaced, optional=True)
    )

    @property
    def digest(self) -> str:
        """The digest that was signed, whether it fits or not."""
        return self.signature.digest

    @property
    def as_replaced(self) -> Replaced:
        """What a correction of this submission names."""
        return Replaced(id=self.id, digest=self.digest)

    def signed_form(self) -> bytes:
        """Give the bytes that the digest is of: everything but digest and seal.

        Rule: QST-07.
        """
        return canonical_form(signed_data(self))

    def computed_digest(self) -> str:
        """Compute the digest anew, to be compared with the one that was signed.

        Rule: QST-07.
        """
        return hashlib.sha256(self.signed_form()).hexdigest()


def signed_data(submission: Submission) -> dict[str, Any]:
    """Give what is signed as plain data, before it is brought into canonical form.

    What is not there is left out. ``numbers_as_text`` names section and field of each
    answer that is a number and stands as text in the canonical form, so that the number
    1.5 and the text "1.5" have different digests.

    Rule: QST-07.
    """
    signature = submission.signature
    signer = signature.signer
    data: dict[str, Any] = {"answers": submission.answers}
    if signature.address is not None:
        data["address"] = signature.address
    if signature.client is not None:
        data["client"] = signature.client
    data["id"] = submission.id
    data["mark"] = _mark_data(signature.mark)
    if numbers := _numbers_as_text(submission.answers):
        data["numbers_as_text"] = numbers
    data["partner_id"] = submission.partner_id
    data["questionnaire_id"] = submission.questionnaire_id
    if (replaced := submission.replaces) is not None:
        data["replaces"] = {"digest": replaced.digest, "id": replaced.id}
    data["signed_as"] = SIGNED_AS
    data["signed_at"] = instant_text(signature.signed_at)
    data["signer"] = {"email": signer.email, "name": signer.name, "role": signer.role}
    data["version"] = submission.version
    return data


def _mark_data(mark: Mark) -> dict[str, object]:
    if isinstance(mark, TypedMark):
        return {"text": mark.text, "type": mark.type}
    return {"path": mark.path, "type": mark.type}


def _numbers_as_text(answers: Answers) -> list[tuple[str, str]]:
    found = [
        (section, field)
        for section, fields in answers.items()
        # Most sections have no number that could be one.
        if not _NUMBERS.isdisjoint(map(type, fields.values()))
        for field, value in fields.items()
        if _is_text_number(value)
    ]
    return sorted(found, key=_utf_16)


def _is_text_number(value: AnswerValue) -> bool:
    if type(value) is int:
        return not -MOST_SAFE <= value <= MOST_SAFE
    return type(value) is Decimal


def _utf_16(place: tuple[str, str]) -> list[bytes]:
    return [name.encode("utf-16-be") for name in place]
