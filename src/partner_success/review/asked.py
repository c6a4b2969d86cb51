"""What a review is asked with, the same for every part of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from partner_success.calendars import WorkingCalendar
from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.instants import require_aware
from partner_success.engagement import ActivityDone
from partner_success.engagement.cadence.touchpoints import check_calendar
from partner_success.engagement.renewals.prompts import PlannedPrompt
from partner_success.gates import JourneyState
from partner_success.rulebook import Rulebook
from partner_success.scoring.triggers import TriggerSource
from partner_success.sla import SlaPolicy
from partner_success.sla.policy import calendar_for

if TYPE_CHECKING:
    from partner_success.programme import PilotProgramme

__all__ = ["Asked", "asked"]


@attrs.frozen(kw_only=True)
class Asked:
    """What a review is asked with.

    Attributes:
        rules: What decides.
        at: The instant.
        source: Which readings the triggers look at.
        calendar: When people work; ``None`` where nobody says.
        policy: What is promised of tickets; ``None`` where nobody says.
        done: What was done in the cadence; ``None`` where nobody keeps that.
        averages: By stage the mean days that partners took for it.
        others: How other partners stand on their journeys.
        forecasts: Whether launches are forecast.
        programme: The programme in which partners take part, as it stood then; ``None``
            where there is none.
        prompts: What is to be done ahead of a renewal, by its day, as far as somebody
            has asked: many customers renew on one day.
    """

    rules: Rulebook
    at: datetime
    source: TriggerSource
    calendar: WorkingCalendar | None = None
    policy: SlaPolicy | None = None
    done: tuple[ActivityDone, ...] | None = None
    averages: FrozenMap[str, Fraction] = EMPTY_MAP
    others: tuple[JourneyState, ...] = ()
    forecasts: bool = True
    programme: PilotProgramme | None = None
    prompts: dict[date, tuple[PlannedPrompt, ...]] = attrs.field(
        factory=dict[date, tuple[PlannedPrompt, ...]], repr=False, eq=False
    )

    @property
    def on(self) -> date:
        """The day of the instant, in the instant's own zone."""
        return self.at.date()


def asked(  # noqa: PLR0913 - a keyword for each thing that can be said
    rules: Rulebook,
    at: datetime,
    *,
    calendar: WorkingCalendar | None,
    sla: str | None,
    source: TriggerSource | None,
    done: Iterable[ActivityDone] | None,
) -> Asked:
    """Check what a review is asked with.

    Raises:
        InvalidUseError: The calendar is none.
        InvalidValueError: The instant has no zone, or the policy counts working time
            and there is no calendar.
        UnknownNameError: There is no such policy.
    """
    require_aware(at, "at")
    if calendar is not None:
        check_calendar(calendar)
    policy = None if sla is None else rules.sla[sla]
    if policy is not None:
        calendar_for(policy, calendar)
    return Asked(
        rules=rules,
        at=at,
        calendar=calendar,
        policy=policy,
        source=TriggerSource() if source is None else source,
        done=None if done is None else tuple(done),
    )
