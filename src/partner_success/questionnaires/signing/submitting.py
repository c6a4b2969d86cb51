"""Making a draft a submission: checked, signed, or refused with every reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, cast

import attrs

from partner_success.core.decision import Reason
from partner_success.core.instants import require_aware
from partner_success.errors import Problem
from partner_success.questionnaires.checking import Completed, complete
from partner_success.questionnaires.kinds import require_kind
from partner_success.questionnaires.questionnaire import Questionnaire
from partner_success.questionnaires.signing.drafts import Draft
from partner_success.questionnaires.signing.signatures import Mark, Signature, Signer
from partner_success.questionnaires.signing.submissions import Replaced, Submission
from partner_success.questionnaires.signing.tombstones import Tombstone

__all__ = ["Submitted", "correct", "submit"]

# It holds the place while the digest is computed, which does not cover itself.
_NO_DIGEST: Final = "0" * 64


@attrs.frozen(kw_only=True)
class Submitted:
    """What came of submitting a draft.

    Attributes:
        submission: The submission; ``None`` where it was refused.
        reasons: Why it was refused, all at once, by code: ``incomplete``,
            ``wrong-questionnaire``, ``wrong-version``, ``wrong-role``; for a correction
            also ``same-id``, ``other-questionnaire``, ``other-partner``.
        problems: What is wrong with the answers, where they are ``incomplete``.
        dropped: The paths of answers that were left out, because they were given to
            fields that are not asked.

    Rule: QST-06.
    """

    submission: Submission | None
    reasons: tuple[Reason, ...] = ()
    problems: tuple[Problem, ...] = attrs.field(default=(), repr=False)
    dropped: tuple[str, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether there is no submission."""
        return self.submission is None

    def explain(self) -> str:
        """Give the outcome and its reasons as text."""
        if self.submission is None:
            lines = [f"refused: {reason}" for reason in self.reasons]
            return "\n".join(lines + [f"  {problem}" for problem in self.problems])
        left = f"; left out: {', '.join(self.dropped)}" if self.dropped else ""
        return f"submitted as {self.submission.id}{left}"


def submit(  # noqa: PLR0913 - what stands in a signature
    draft: Draft,
    questionnaire: Questionnaire,
    *,
    id: str,
    signer: Signer,
    mark: Mark,
    at: datetime,
    address: str | None = None,
    client: str | None = None,
    replaces: Replaced | None = None,
) -> Submitted:
    """Sign the answers of a draft, or refuse with every reason.

    The answers are checked on the day that the signer's clock shows. Answers to fields
    that are not asked are left out, computed fields are filled in.

    Args:
        draft: What was answered; it stays as it is.
        questionnaire: The version that the draft answers.
        id: The id of the submission, unlike any other.
        signer: Who signs, in a role that may complete the questionnaire.
        mark: What the signer typed or drew.
        at: When it is signed, with its zone.
        address: The network address that it came from, where that is known.
        client: The program that it came from, where that is known.
        replaces: The submission that this one corrects; `correct` fills it in.

    Raises:
        InvalidValueError: The time has no zone, the id is blank, or another part of the
            signature is not what it must be.

    Examples:
        >>> from datetime import UTC
        >>> from partner_success.questionnaires import (
        ...     Section, TypedMark, YesNoField, start_draft)
        >>> field = YesNoField(id="signed", label="Is it signed?", required=True)
        >>> section = Section(id="contract", title="Contract", fields=[field])
        >>> gate = Questionnaire(
        ...     id="gate", version="1.0.0", title="Gate", sections=[section]
        ... )
        >>> at = datetime(2026, 3, 2, 10, tzinfo=UTC)
        >>> draft = start_draft(gate, id="d-1", partner_id="p-1", at=at, by="u-1")
        >>> ada = Signer(name="Ada Byron", email="ada@example.com", role="PSM")
        >>> mark = TypedMark(text="Ada Byron")
        >>> print(submit(draft, gate, id="s-1", signer=ada, mark=mark, at=at).explain())
        refused: the answers have 1 problem; mend it and submit again
          contract.signed: there is no answer to: Is it signed?
        >>> draft = draft.save({"contract": {"signed": True}}, at=at, by="u-1")
        >>> done = submit(draft, gate, id="s-1", signer=ada, mark=mark, at=at)
        >>> done.submission.digest == done.submission.computed_digest()
        True

    Rule: QST-06, QST-07, QST-08.
    """
    require_kind("draft", draft, Draft)
    completed = complete(
        questionnaire,
        cast(Any, draft.answers),
        on=require_aware(at, "at").date(),
    )
    signature = Signature(
        signer=signer,
        signed_at=at,
        mark=mark,
        address=address,
        client=client,
        digest=_NO_DIGEST,
    )
    unsigned = Submission(
        id=id,
        questionnaire_id=questionnaire.id,
        version=questionnaire.version,
        partner_id=draft.partner_id,
        answers=completed.answers,
        signature=signature,
        replaces=replaces,
    )
    reasons = tuple(_refusals(draft, questionnaire, signer, completed))
    if reasons:
        return Submitted(
            submission=None,
            reasons=reasons,
            problems=completed.problems,
            dropped=completed.dropped,
        )
    signed = attrs.evolve(signature, digest=unsigned.computed_digest())
    submission = attrs.evolve(unsigned, signature=signed)
    return Submitted(submission=submission, dropped=completed.dropped)


def correct(  # noqa: PLR0913 - what stands in a signature
    replaced: Submission | Tombstone,
    draft: Draft,
    questionnaire: Questionnaire,
    *,
    id: str,
    signer: Signer,
    mark: Mark,
    at: datetime,
    address: str | None = None,
    client: str | None = None,
) -> Submitted:
    """Sign answers that replace those of a submission, which stays as it is.

    The correction names the submission by id and digest. It may answer another version
    of the questionnaire, and what it replaces may have been deleted since.

    Args:
        replaced: The submission that is corrected, or what its deletion left.
        draft: The corrected answers, of the same questionnaire and partner.
        questionnaire: The version that the draft answers.
        id: The id of the correction, unlike any other.
        signer: Who signs the correction.
        mark: What the signer typed or drew.
        at: When it is signed, with its zone.
        address: The network address that it came from, where that is known.
        client: The program that it came from, where that is known.

    Raises:
        InvalidValueError: As for `submit`.

    Rule: QST-06.
    """
    require_kind("replaced", replaced, Submission, Tombstone)
    found = submit(
        draft,
        questionnaire,
        id=id,
        signer=signer,
        mark=mark,
        at=at,
        address=address,
        client=client,
        replaces=replaced.as_replaced,
    )
    if reasons := tuple(_unfit(replaced, draft, id)):
        return attrs.evolve(found, submission=None, reasons=(*found.reasons, *reasons))
    return found


def _refusals(
    draft: Draft, questionnaire: Questionnaire, signer: Signer, completed: Completed
) -> Iterator[Reason]:
    if draft.questionnaire_id != questionnaire.id:
        yield Reason(
            code="wrong-questionnaire",
            message=f"the draft answers {draft.questionnaire_id!r}, and"
            f" {questionnaire.id!r} was given; give the one that it answers",
            rules=("QST-08",),
        )
    elif draft.version != questionnaire.version:
        yield Reason(
            code="wrong-version",
            message=f"the draft answers version {draft.version}, and version"
            f" {questionnaire.version} was given; give the one that it answers, or"
            " migrate the draft",
            rules=("QST-08",),
        )
    roles = questionnaire.completed_by
    if roles and signer.role not in roles:
        yield Reason(
            code="wrong-role",
            message=f"{questionnaire.title} is completed by {' or '.join(roles)}, and"
            f" the signer signs as {signer.role}",
            rules=("QST-06",),
            facts={"role": signer.role, "completed_by": roles},
        )
    if count := len(completed.problems):
        what = "1 problem; mend it" if count == 1 else f"{count} problems; mend them"
        yield Reason(
            code="incomplete",
            message=f"the answers have {what} and submit again",
            rules=("QST-06",),
            facts={"problems": count},
        )


def _unfit(
    replaced: Submission | Tombstone, draft: Draft, id_: str
) -> Iterator[Reason]:
    if id_ == replaced.id:
        yield Reason(
            code="same-id",
            message="a correction is another submission and needs an id of its own",
            rules=("QST-06",),
        )
    if draft.questionnaire_id != replaced.questionnaire_id:
        yield Reason(
            code="other-questionnaire",
            message=f"the submission answers {replaced.questionnaire_id!r}, and the"
            f" correction {draft.questionnaire_id!r}; correct the same questionnaire",
            rules=("QST-06",),
        )
    if draft.partner_id != replaced.partner_id:
        yield Reason(
            code="other-partner",
            message=f"the submission is about the partner {replaced.partner_id!r}, and"
            f" the correction about {draft.partner_id!r}; correct the same partner's",
            rules=("QST-06",),
        )
