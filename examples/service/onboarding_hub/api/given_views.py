"""Who may look along for a time, and who stands in: what is answered and sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field

from onboarding_hub.api.views import Reference, Sent, Words

__all__ = [
    "DeputyList",
    "DeputyView",
    "GrantList",
    "GrantView",
    "NewDeputy",
    "NewGrant",
]


def _kept(at: datetime) -> datetime:
    """Take an instant that can be kept: one that there is in UTC too."""
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("lies outside of the calendar; give another day") from error


Instant = Annotated[AwareDatetime, AfterValidator(_kept)]
"""An instant with its zone."""


class NewGrant(Sent):
    """A context grant that is to be given."""

    to: Reference = Field(description="The id of who shall read.")
    gates: list[Reference] = Field(min_length=1, max_length=20)
    reason: Words
    ends_at: Instant
    starts_at: Instant | None = None


class GrantView(BaseModel):
    """A context grant."""

    id: str
    partner_id: str
    grantee: str
    grantor: str
    gates: list[str]
    reason: str
    starts_at: datetime
    ends_at: datetime
    revoked_at: datetime | None
    state: str


class GrantList(BaseModel):
    """The context grants on a partner's records."""

    items: list[GrantView]


class NewDeputy(Sent):
    """Somebody who is to stand in for whoever sends it."""

    to: Reference = Field(description="The id of who shall stand in.")
    role: Reference = Field(description="The lead's role in which they stand in.")
    ends_at: Instant
    starts_at: Instant | None = None


class DeputyView(BaseModel):
    """A lead's naming of a deputy for a time."""

    id: str
    partner_id: str | None = Field(description="Null where it is for all partners.")
    lead: str
    deputy: str
    role: str
    starts_at: datetime
    ends_at: datetime
    revoked_at: datetime | None
    state: str


class DeputyList(BaseModel):
    """Who stands in for somebody, and for whom they stand in."""

    items: list[DeputyView]
