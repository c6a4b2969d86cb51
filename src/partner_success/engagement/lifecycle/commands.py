"""What can be done to a customer on its way."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

import attrs

from partner_success.partners.faults import Faults

__all__ = [
    "AdvanceStage",
    "LifecycleCommand",
    "LifecycleCommanded",
    "RecordChurn",
    "RecordRenewal",
    "ReopenMilestone",
    "TickMilestone",
]


@attrs.frozen(kw_only=True)
class LifecycleCommanded:
    """Something that somebody wants to do.

    Attributes:
        by: The id of who does it.
        why: Why, in their words.

    Raises:
        InvalidDataError: With every fault of its fields.
    """

    by: str
    why: str = ""

    def __attrs_post_init__(self) -> None:
        faults = Faults(type(self).__name__)
        faults.id("by", self.by)
        if not isinstance(self.why, str):
            faults.wrong_type("why", self.why, "text")
        self._check(faults)
        faults.report()

    def _check(self, faults: Faults) -> None:
        """Note what is wrong with the fields of the command itself."""


@attrs.frozen(kw_only=True)
class AdvanceStage(LifecycleCommanded):
    """Go on to a stage that can follow.

    Attributes:
        to: The id of the stage; left out, the next one in order.
        onboarding_start: Where Onboard is entered the day on which onboarding starts,
            which is day 1; left out, the day of the command by its own clock.

    Rule: ENG-01, ENG-05.
    """

    to: str | None = None
    onboarding_start: date | None = None

    def _check(self, faults: Faults) -> None:
        faults.id("to", self.to, optional=True)
        faults.day("onboarding_start", self.onboarding_start, optional=True)


@attrs.frozen(kw_only=True)
class RecordRenewal(LifecycleCommanded):
    """Record that the contract was renewed; the customer is back in Adopt.

    Rule: ENG-01.
    """


@attrs.frozen(kw_only=True)
class RecordChurn(LifecycleCommanded):
    """Record that the customer left; `why` tells it in words.

    Attributes:
        reason: The id of the reason, one of the lifecycle's ``churn_reasons``.

    Rule: ENG-01.
    """

    reason: str

    def _check(self, faults: Faults) -> None:
        faults.id("reason", self.reason)


@attrs.frozen(kw_only=True)
class TickMilestone(LifecycleCommanded):
    """Record that a milestone of the onboarding was reached.

    Attributes:
        milestone: The id of the milestone.
        on: The day on which it was reached; left out, the day of the command by its own
            clock.

    Rule: ENG-05.
    """

    milestone: str
    on: date | None = None

    def _check(self, faults: Faults) -> None:
        faults.id("milestone", self.milestone)
        faults.day("on", self.on, optional=True)


@attrs.frozen(kw_only=True)
class ReopenMilestone(LifecycleCommanded):
    """Record that a milestone was not reached after all.

    Attributes:
        milestone: The id of the milestone.

    Rule: ENG-05.
    """

    milestone: str

    def _check(self, faults: Faults) -> None:
        faults.id("milestone", self.milestone)


LifecycleCommand: TypeAlias = (
    AdvanceStage | RecordRenewal | RecordChurn | TickMilestone | ReopenMilestone
)
"""Anything that can be done to a customer on its way."""
