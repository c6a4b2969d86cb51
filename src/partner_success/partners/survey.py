"""An answer to a survey."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import attrs

from partner_success.partners.faults import Faults, member


class SurveyKind(StrEnum):
    """What a survey asks for.

    Attributes:
        CSAT: How satisfied somebody is with a project.
        NPS: How likely somebody is to recommend the vendor.
    """

    CSAT = "csat"
    NPS = "nps"


def _kind(value: SurveyKind | str) -> SurveyKind:
    return member(SurveyKind, value)


@attrs.frozen(kw_only=True)
class SurveyAnswer:
    """What one respondent answered to one question.

    Attributes:
        id: Not blank, no space around it.
        kind: What the survey asks for; its text is taken too.
        partner_id: The id of the `Partner` it judges.
        question: The id of the question.
        answered_on: The day of the answer.
        rating: The mark, at least 0 on the scale of the question; ``None`` where the
            question was skipped or is open.
        text: What was written; ``None`` where nothing was.
        account_id: The id of the `Account` that answered; ``None`` where unknown.
        project_id: The id of the project it judges; ``None`` where it judges none.
        project_completed_on: The day that project was completed; ``None`` before.
        successful: Whether that project ended in success; ``None`` where unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> SurveyAnswer(id="s-1", kind="csat", partner_id="acme", question="overall",
        ...     answered_on=date(2026, 5, 4), rating=5).kind
        <SurveyKind.CSAT: 'csat'>
    """

    id: str
    kind: SurveyKind = attrs.field(converter=_kind)
    partner_id: str
    question: str
    answered_on: date
    rating: int | None = None
    text: str | None = None
    account_id: str | None = None
    project_id: str | None = None
    project_completed_on: date | None = None
    successful: bool | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("survey answer", self.id)
        faults.id("id", self.id)
        faults.member("kind", self.kind, SurveyKind)
        faults.id("partner_id", self.partner_id)
        faults.id("question", self.question)
        faults.day("answered_on", self.answered_on)
        faults.count("rating", self.rating, optional=True)
        faults.text("text", self.text, optional=True)
        faults.id("account_id", self.account_id, optional=True)
        faults.id("project_id", self.project_id, optional=True)
        faults.day("project_completed_on", self.project_completed_on, optional=True)
        faults.truth("successful", self.successful, optional=True)
        faults.report()
