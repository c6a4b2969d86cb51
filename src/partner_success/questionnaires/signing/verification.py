"""Whether a submission is what was signed, by whom and under which version."""

from __future__ import annotations

from collections.abc import Iterator

from partner_success.core.decision import Decision, Reason
from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.signing.seals import seal_fits
from partner_success.questionnaires.signing.signatures import Signer
from partner_success.questionnaires.signing.submissions import Submission

__all__ = ["verify"]


def verify(
    submission: Submission,
    *,
    questionnaire: Questionnaire | None = None,
    signer: Signer | None = None,
    public_key: bytes | None = None,
) -> Decision:
    """Say whether a submission is what was signed, with every reason why not.

    The digest is always computed anew. The rest is looked at where it is given.

    Args:
        submission: What is verified.
        questionnaire: The questionnaire and version that should have been answered.
        signer: Who should have signed, told by e-mail address and role; spellings of
            one address are the same, and the name may differ.
        public_key: The 32 bytes of the Ed25519 key that must have sealed it. Only a
            seal finds a change by somebody who computed the digest anew.

    Returns:
        The decision; the codes of its reasons are ``tampered``,
        ``wrong-questionnaire``, ``wrong-version``, ``wrong-signer``, ``no-seal`` and
        ``wrong-seal``. Reasons do not repeat names and addresses.

    Raises:
        InvalidValueError: The key has another length.
        InvalidUseError: It is no submission.
        MissingExtraError: A key was given, and the extra ``signing`` is not installed.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from partner_success.questionnaires import Signature, TypedMark
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
        >>> [reason.code for reason in verify(submission).reasons]
        ['tampered']

    Rule: QST-07, QST-08.
    """
    require_kind("submission", submission, Submission)
    reasons = [
        *_tampering(submission),
        *_other_questionnaire(submission, questionnaire),
        *_other_signer(submission, signer),
        *_seal_reasons(submission, public_key),
    ]
    return Decision(holds=not reasons, reasons=tuple(reasons))


def _tampering(submission: Submission) -> Iterator[Reason]:
    computed = submission.computed_digest()
    if computed != submission.digest:
        yield Reason(
            code="tampered",
            message=f"the submission {submission.id!r} was changed after it was signed,"
            " for its digest does not fit",
            rules=("QST-07",),
            facts={"signed": submission.digest, "computed": computed},
        )


def _other_questionnaire(
    submission: Submission, questionnaire: Questionnaire | None
) -> Iterator[Reason]:
    if questionnaire is None:
        return
    if submission.questionnaire_id != questionnaire.id:
        yield Reason(
            code="wrong-questionnaire",
            message=f"the submission answers {submission.questionnaire_id!r}, not"
            f" {questionnaire.id!r}",
            rules=("QST-08",),
        )
    elif submission.version != questionnaire.version:
        yield Reason(
            code="wrong-version",
            message=f"the submission answers version {submission.version}, not"
            f" {questionnaire.version}; read it with the one that it answers",
            rules=("QST-08",),
        )


def _other_signer(submission: Submission, signer: Signer | None) -> Iterator[Reason]:
    if signer is not None and not submission.signature.signer.is_same(signer):
        yield Reason(
            code="wrong-signer",
            message=f"the submission {submission.id!r} was signed by another person, or"
            " in another role",
            rules=("QST-07",),
        )


def _seal_reasons(submission: Submission, public_key: bytes | None) -> Iterator[Reason]:
    if public_key is None:
        return
    found = submission.signature.seal
    if found is None:
        yield Reason(
            code="no-seal",
            message=f"the submission {submission.id!r} has no seal",
            rules=("QST-07",),
        )
    # What counts is what the submission holds now, not the digest that it states.
    elif not seal_fits(found, submission.computed_digest(), public_key):
        yield Reason(
            code="wrong-seal",
            message=f"the seal of the submission {submission.id!r} was made over"
            " something else, or with another key",
            rules=("QST-07",),
            facts={"key_id": found.key_id},
        )
