"""What is answered and sent, as models: for people who read the description."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from onboarding_hub.problems import FaultView, ReasonView

__all__ = [
    "ActionView",
    "Assignment",
    "CommandDone",
    "DraftView",
    "EventPage",
    "GateView",
    "HealthView",
    "JourneyView",
    "NewPartner",
    "NewTicket",
    "ObstacleView",
    "PartnerPage",
    "PartnerView",
    "PathView",
    "PersonList",
    "PersonView",
    "QuestionnaireList",
    "QuestionnaireView",
    "Reference",
    "Sent",
    "SignIn",
    "SubmissionDone",
    "SubmissionList",
    "SubmissionSummary",
    "SubmissionView",
    "TargetView",
    "TicketPage",
    "TicketView",
    "Words",
]

Reference = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._#-]{0,99}$")]
"""An id as it may stand in an address."""
Words = Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]


class Sent(BaseModel):
    """What somebody sends: nothing that is not known is taken."""

    model_config = ConfigDict(extra="forbid")


class SignIn(Sent):
    """Who wants to be signed in, of the sample people."""

    person_id: Reference


class PersonView(BaseModel):
    """Somebody in the directory."""

    id: str
    name: str
    roles: list[str]


class PersonList(BaseModel):
    """Everybody in the directory."""

    items: list[PersonView]


class Assignment(Sent):
    """Who works on a partner in which role."""

    role: Reference
    person_id: Reference


class NewPartner(Sent):
    """A partner who is to set out."""

    name: Words
    country: Words | None = None
    team: list[Assignment] = Field(default=[], max_length=50)
    onboarding_start: date | None = None
    target_launch: date | None = None
    committed_value: str | None = Field(
        default=None, max_length=60, description="With its currency: 60000000 USD."
    )
    launch_revenue_potential: str | None = Field(default=None, max_length=60)


class PartnerView(BaseModel):
    """A partner, as everybody sees it who may."""

    id: str
    name: str
    country: str | None
    stage: str
    stage_name: str
    status: str
    lead_role: str
    leads: list[str] = Field(description="The ids of who leads the stage.")
    target_launch: date | None
    team: dict[str, list[str]] = Field(description="By role the ids of who works.")
    version: int
    created_at: datetime
    updated_at: datetime


class PartnerPage(BaseModel):
    """Some of the partners that somebody may see."""

    items: list[PartnerView]
    total: int = Field(description="How many there are on all pages.")
    next: str | None = Field(description="The cursor of the next page.")


class SignOffView(BaseModel):
    """Who signed a gate off."""

    by: str
    role: str
    at: datetime
    submission_id: str | None


class GateView(BaseModel):
    """The record of a gate."""

    stage: str
    name: str
    status: str
    started_at: datetime | None
    ended_at: datetime | None
    questionnaire: str | None
    submissions: list[str]
    failures: list[ReasonView]
    blocked_by: list[str]
    sign_off: SignOffView | None
    co_signed_by: list[str]
    overridden: bool


class ActionView(BaseModel):
    """Something that somebody can do now."""

    command: str = Field(description="The kind of the command.")
    stage: str | None
    name: str | None
    sentence: str
    role: str | None = Field(description="The role by which they may.")
    rule: str | None = Field(description="The rule by which they may.")


class ObstacleView(BaseModel):
    """Something between a partner and a stage."""

    stage: str
    code: str
    message: str
    rules: list[str]
    roles: list[str]
    people: list[str]


class PathView(BaseModel):
    """Everything between a partner and a stage."""

    target: str
    arrived: bool
    obstacles: list[ObstacleView]


class JourneyView(BaseModel):
    """How a partner stands, as far as the one who asks may see it."""

    partner_id: str
    version: int
    at: datetime
    stage: str
    stage_name: str
    status: str
    tier: int | None
    onboarding_start: date | None
    target_launch: date | None
    launched_on: date | None
    gates: list[GateView] = Field(description="Those whose records they may see.")
    actions: list[ActionView] = Field(description="What they can do now.")
    next_stage: PathView | None = Field(description="What stands before the next one.")


class EventPage(BaseModel):
    """Some of what happened on a journey, as documents of the library."""

    items: list[dict[str, Any]]
    next: str | None


class CommandDone(BaseModel):
    """What a command came to."""

    partner_id: str
    version: int
    stage: str
    status: str
    events: list[dict[str, Any]]


class QuestionnaireView(BaseModel):
    """A questionnaire: what is asked, and how a form shows it."""

    id: str
    version: str
    title: str
    stage: str | None
    completed_by: list[str]
    answers_schema: dict[str, Any] = Field(description="JSON Schema of the answers.")
    ui_schema: dict[str, Any]


class QuestionnaireSummary(BaseModel):
    """A questionnaire, without its questions."""

    id: str
    version: str
    title: str
    stage: str | None
    completed_by: list[str]


class QuestionnaireList(BaseModel):
    """The questionnaires of the journey."""

    items: list[QuestionnaireSummary]


class DraftView(BaseModel):
    """Answers that are not signed yet."""

    partner_id: str
    questionnaire_id: str
    version: str
    answers: dict[str, Any]
    saved_at: datetime
    saved_by: str
    revision: int
    problems: list[FaultView] = Field(description="What keeps it from being signed.")


class SubmissionSummary(BaseModel):
    """Signed answers, without the answers."""

    id: str
    questionnaire_id: str
    version: str
    signed_at: datetime
    signed_by: str
    role: str
    digest: str
    replaces: str | None


class SubmissionList(BaseModel):
    """The signed answers of a partner whose gates may be seen."""

    items: list[SubmissionSummary]


class SubmissionView(SubmissionSummary):
    """Signed answers."""

    answers: dict[str, Any]
    holds: bool = Field(description="Whether it still is what was signed.")
    reasons: list[ReasonView] = Field(description="Why it is not.")


class SubmissionDone(BaseModel):
    """What came of signing answers."""

    submission_id: str
    digest: str
    dropped: list[str] = Field(description="Answers that were not asked for.")
    partner_id: str
    version: int
    stage: str
    status: str
    events: list[dict[str, Any]]


class NewTicket(Sent):
    """A ticket that is to be opened."""

    severity: Reference
    summary: Words
    policy: Reference | None = Field(
        default=None, description="What is promised; left out, what the service does."
    )


class TargetView(BaseModel):
    """How one promise stands."""

    id: str
    state: str
    promised: str
    due: datetime | None
    elapsed_seconds: int
    remaining_seconds: int
    breached_since: datetime | None
    ended_at: datetime | None


class TicketView(BaseModel):
    """A ticket with its clock."""

    id: str
    partner_id: str
    summary: str
    policy: str
    severity: str
    phase: str
    pause: str | None
    opened_at: datetime
    opened_by: str
    version: int
    at: datetime = Field(description="The instant for which the clock is told.")
    breached: bool
    targets: list[TargetView]


class TicketPage(BaseModel):
    """Some of the tickets that somebody may see."""

    items: list[TicketView]
    total: int
    next: str | None


class HealthView(BaseModel):
    """Whether the service is well."""

    status: str
    checks: dict[str, bool] = {}
