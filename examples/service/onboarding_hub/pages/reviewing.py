"""Sections of signed answers that a reviewer has to decide about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

import attrs

from onboarding_hub.hub import Visit
from onboarding_hub.pages.fields import FormField
from onboarding_hub.pages.filled import Given
from onboarding_hub.store import submissions
from partner_success.gates import PartnerJourney, Submit
from partner_success.questionnaires import (
    Questionnaire,
    SectionStatus,
    Submission,
    Verdict,
    evaluate,
)

__all__ = ["PREFIX", "Waiting", "verdicts_of", "waiting_for"]

PREFIX: Final = "v."
"""What stands before the id of a section in the name of its field."""

_PASSED: Final = {"passes": True, "fails": False}


@attrs.frozen(kw_only=True)
class Waiting:
    """Signed answers that a reviewer has to decide about.

    Attributes:
        partner_id: Whose they are.
        submission_id: Their id.
        signed_by: The id of who signed them.
        titles: The titles of the sections that have to be decided about.
        questions: What whoever looks is asked, by the id of each of these sections;
            nothing where they may not decide.
    """

    partner_id: str
    submission_id: str
    signed_by: str
    titles: tuple[str, ...]
    questions: Mapping[str, FormField]

    @property
    def address(self) -> str:
        """Where they are decided about."""
        place = f"/partners/{quote(self.partner_id)}/submissions"
        return f"{place}/{quote(self.submission_id)}"


def waiting_for(visit: Visit, found: PartnerJourney) -> Waiting | None:
    """Give the answers of the present gate that wait for a reviewer, if any do.

    Whether they still wait is for the library to say: it would take verdicts, or not.
    """
    judged, partner_id = found.state.gate.judged, found.state.partner_id
    if judged is None:
        return None
    kept = submissions.called(visit.connection, partner_id, judged.id)
    if kept is None:
        return None
    submission, signed_by = kept
    asked = visit.journey.questionnaires[submission.questionnaire_id]
    pending = [*_pending(asked, submission, judged.verdicts)]
    verdicts = [
        Verdict(section=each, passed=True, reviewer=visit.actor.id, at=visit.at)
        for each in pending
    ]
    command = Submit(submission, verdicts=verdicts, by=visit.actor)
    if not pending or found.apply(command, at=visit.at).refused:
        return None
    may = found.access_to(command, visit.policy, at=visit.at).allowed
    return Waiting(
        partner_id=partner_id,
        submission_id=submission.id,
        signed_by=signed_by,
        titles=tuple(asked.sections[each].title for each in pending),
        questions={each: _question(each) for each in pending} if may else {},
    )


def _pending(
    asked: Questionnaire, submission: Submission, verdicts: Sequence[Verdict]
) -> Iterator[str]:
    """Give the sections about which a reviewer still has to decide."""
    on = submission.signature.signed_at.date()
    judged = evaluate(asked, submission.answers, on=on, verdicts=verdicts)
    for each in judged.sections:
        reviewed = asked.sections[each.section_id].reviewed
        if reviewed and each.status is SectionStatus.PENDING:
            yield each.section_id


def _question(section: str) -> FormField:
    return FormField(
        name=f"{PREFIX}{section}",
        label="Does it pass?",
        kind="choice",
        required=True,
        choices=(
            ("passes", "Passes"),
            ("fails", "Does not pass"),
            ("", "Not decided"),
        ),
    )


def verdicts_of(given: Given) -> list[dict[str, Any]]:
    """Give the verdicts that were filled in, as the API takes them."""
    return [
        {"section": name.removeprefix(PREFIX), "passed": _PASSED.get(text, text)}
        for name, texts in given.items()
        for text in texts
        if name.startswith(PREFIX) and text
    ]
