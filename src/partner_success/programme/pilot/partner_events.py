"""What can happen between a programme and the partners of its pilot."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from partner_success.core.tags import tag
from partner_success.programme.pilot.recorded import (
    PilotRecorded,
    check_any,
    check_positive,
)

__all__ = [
    "CaseStudyAnswered",
    "CaseStudyAsked",
    "MetricsShared",
    "PartnerChosen",
    "PartnerOnboarded",
    "PartnerSigned",
    "PartnerSurveyed",
    "PartnerTrained",
    "PartnerWithdrawn",
    "SharingAgreed",
]


@attrs.frozen(kw_only=True)
class PartnerChosen(PilotRecorded):
    """A partner was chosen for the pilot.

    Attributes:
        partner: The id of the partner.
        meets: The ids of the selection criteria that it meets; at least one.

    Rule: PRG-09.
    """

    kind: Literal["partner_chosen"] = tag("partner_chosen")
    partner: str
    meets: tuple[str, ...] = attrs.field(validator=check_any)


@attrs.frozen(kw_only=True)
class PartnerSigned(PilotRecorded):
    """A pilot partner signed.

    Attributes:
        partner: The id of the partner.
        on: The day.

    Rule: PRG-02.
    """

    kind: Literal["partner_signed"] = tag("partner_signed")
    partner: str
    on: date


@attrs.frozen(kw_only=True)
class PartnerOnboarded(PilotRecorded):
    """The onboarding of a pilot partner is complete.

    Attributes:
        partner: The id of the partner.
        on: The day.

    Rule: PRG-02.
    """

    kind: Literal["partner_onboarded"] = tag("partner_onboarded")
    partner: str
    on: date


@attrs.frozen(kw_only=True)
class PartnerTrained(PilotRecorded):
    """The training of a pilot partner is complete.

    Attributes:
        partner: The id of the partner.
        on: The day.

    Rule: PRG-02, PRG-09.
    """

    kind: Literal["partner_trained"] = tag("partner_trained")
    partner: str
    on: date


@attrs.frozen(kw_only=True)
class PartnerSurveyed(PilotRecorded):
    """The survey of a pilot partner came in.

    Attributes:
        partner: The id of the partner.
        on: The day.

    Rule: PRG-02, PRG-09.
    """

    kind: Literal["partner_surveyed"] = tag("partner_surveyed")
    partner: str
    on: date


@attrs.frozen(kw_only=True)
class CaseStudyAsked(PilotRecorded):
    """A pilot partner was asked for a case study.

    Attributes:
        partner: The id of the partner.

    Rule: PRG-02, PRG-09.
    """

    kind: Literal["case_study_asked"] = tag("case_study_asked")
    partner: str


@attrs.frozen(kw_only=True)
class CaseStudyAnswered(PilotRecorded):
    """A pilot partner said whether it is willing to take part in a case study.

    Attributes:
        partner: The id of the partner.
        willing: Whether it is.

    Rule: PRG-09.
    """

    kind: Literal["case_study_answered"] = tag("case_study_answered")
    partner: str
    willing: bool


@attrs.frozen(kw_only=True)
class PartnerWithdrawn(PilotRecorded):
    """A partner takes part no longer; `why` says why.

    Attributes:
        partner: The id of the partner.

    Rule: PRG-02.
    """

    kind: Literal["partner_withdrawn"] = tag("partner_withdrawn")
    partner: str


@attrs.frozen(kw_only=True)
class SharingAgreed(PilotRecorded):
    """It was agreed how often metrics are shared.

    Attributes:
        months: Every how many calendar months, from 1.

    Rule: PRG-09.
    """

    kind: Literal["sharing_agreed"] = tag("sharing_agreed")
    months: int = attrs.field(validator=check_positive)


@attrs.frozen(kw_only=True)
class MetricsShared(PilotRecorded):
    """Metrics were shared with the pilot partners.

    Attributes:
        on: The day.

    Rule: PRG-09.
    """

    kind: Literal["metrics_shared"] = tag("metrics_shared")
    on: date
