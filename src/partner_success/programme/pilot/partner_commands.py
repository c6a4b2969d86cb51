"""What can be done with the partners of a pilot."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import attrs

from partner_success.partners.faults import Faults
from partner_success.programme.given import check_ids, check_positive
from partner_success.programme.pilot.commanded import PilotCommanded, id_tuple

__all__ = [
    "AgreeSharing",
    "AnswerCaseStudy",
    "AskForCaseStudy",
    "ChoosePartner",
    "OnboardPartner",
    "PartnerDeed",
    "ShareMetrics",
    "SignPartner",
    "SurveyPartner",
    "TrainPartner",
    "WithdrawPartner",
]


@attrs.frozen(kw_only=True)
class ChoosePartner(PilotCommanded):
    """Choose a partner for the pilot.

    Attributes:
        partner: The id of the partner.
        meets: The ids of the selection criteria that it meets; without one it is
            refused.

    Rule: PRG-09.
    """

    ids: ClassVar[tuple[str, ...]] = ("partner",)
    partner: str
    meets: tuple[str, ...] = attrs.field(converter=id_tuple)

    def _check(self, faults: Faults) -> None:
        check_ids(faults, "meets", self.meets)


@attrs.frozen(kw_only=True)
class PartnerDeed(PilotCommanded):
    """Record that a pilot partner has come a step further.

    Attributes:
        partner: The id of the partner.
        on: The day on which it did; left out, the day of the command by its own clock.

    Rule: PRG-02.
    """

    ids: ClassVar[tuple[str, ...]] = ("partner",)
    partner: str
    on: date | None = None

    def _check(self, faults: Faults) -> None:
        faults.day("on", self.on, optional=True)


@attrs.frozen(kw_only=True)
class SignPartner(PartnerDeed):
    """Record that a pilot partner signed.

    Rule: PRG-02.
    """


@attrs.frozen(kw_only=True)
class OnboardPartner(PartnerDeed):
    """Record that the onboarding of a pilot partner, who signed, is complete.

    Rule: PRG-02.
    """


@attrs.frozen(kw_only=True)
class TrainPartner(PartnerDeed):
    """Record that the training of a pilot partner, who signed, is complete.

    Rule: PRG-02, PRG-09.
    """


@attrs.frozen(kw_only=True)
class SurveyPartner(PartnerDeed):
    """Record that the survey of a pilot partner, who signed, came in.

    Rule: PRG-02, PRG-09.
    """


@attrs.frozen(kw_only=True)
class AskForCaseStudy(PilotCommanded):
    """Record that a pilot partner was asked for a case study.

    Attributes:
        partner: The id of the partner.

    Rule: PRG-02, PRG-09.
    """

    ids: ClassVar[tuple[str, ...]] = ("partner",)
    partner: str


@attrs.frozen(kw_only=True)
class AnswerCaseStudy(PilotCommanded):
    """Record whether a partner that was asked is willing to take part.

    Attributes:
        partner: The id of the partner.
        willing: Whether it is.

    Rule: PRG-09.
    """

    ids: ClassVar[tuple[str, ...]] = ("partner",)
    partner: str
    willing: bool

    def _check(self, faults: Faults) -> None:
        faults.truth("willing", self.willing)


@attrs.frozen(kw_only=True)
class WithdrawPartner(PilotCommanded):
    """Record that a partner takes part no longer; `why` says why.

    Attributes:
        partner: The id of the partner.

    Rule: PRG-02.
    """

    ids: ClassVar[tuple[str, ...]] = ("partner",)
    partner: str


@attrs.frozen(kw_only=True)
class AgreeSharing(PilotCommanded):
    """Record how often metrics are shared; it counts for the whole run.

    Sharing less often while the pilot runs can close a gap that there was, so that
    `why` says why.

    Attributes:
        months: Every how many calendar months, from 1.

    Rule: PRG-09.
    """

    months: int

    def _check(self, faults: Faults) -> None:
        check_positive(faults, "months", self.months)


@attrs.frozen(kw_only=True)
class ShareMetrics(PilotCommanded):
    """Record that metrics were shared with the pilot partners.

    Attributes:
        on: The day; left out, the day of the command by its own clock.

    Rule: PRG-09.
    """

    on: date | None = None

    def _check(self, faults: Faults) -> None:
        faults.day("on", self.on, optional=True)
