"""The milestones of one customer with their days, and which of them are overdue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import Period, require_date
from partner_success.engagement.lifecycle.onboarding import Onboarding, day_of
from partner_success.engagement.lifecycle.terms import (
    Milestone,
    OnboardingPeriod,
    OnboardingPhase,
)

__all__ = [
    "MilestoneStanding",
    "OnboardingPlan",
    "OnboardingProgress",
    "PlannedMilestone",
    "onboarding_plan",
]


@attrs.frozen(kw_only=True)
class PlannedMilestone:
    """A milestone with its days.

    Attributes:
        milestone: The milestone.
        phase: The phase that it belongs to.
        period: The week or months that it belongs to.
        days: The days of that period, both ends inside.
    """

    milestone: Milestone
    phase: OnboardingPhase
    period: OnboardingPeriod
    days: Period

    @property
    def id(self) -> str:
        """The id of the milestone."""
        return self.milestone.id

    @property
    def due(self) -> date:
        """The last day on which it is in time."""
        return self.days.last


@attrs.frozen(kw_only=True)
class MilestoneStanding:
    """How a milestone stands on a day.

    Attributes:
        planned: The milestone with its days.
        done_on: The day on which it was reached; ``None`` where it is open.
        overdue: Whether it is open and the day lies after the one on which it was due.
    """

    planned: PlannedMilestone
    done_on: date | None
    overdue: bool

    @property
    def id(self) -> str:
        """The id of the milestone."""
        return self.planned.id


@attrs.frozen(kw_only=True)
class OnboardingProgress(Explained):
    """How far a customer's onboarding is on a day.

    Attributes:
        on: The day.
        day: Which day of the onboarding it is; below 1 before its start.
        phase: The phase of the day; ``None`` where it lies in none.
        week: The week of the day, from 1; ``None`` where it lies in none.
        milestones: How each milestone stands, in order.

    Rule: ENG-05.
    """

    on: date
    day: int
    phase: OnboardingPhase | None
    week: int | None
    milestones: Catalogue[MilestoneStanding]

    @property
    def done(self) -> tuple[MilestoneStanding, ...]:
        """The milestones that are reached, in order."""
        return tuple(each for each in self.milestones if each.done_on is not None)

    @property
    def overdue(self) -> tuple[MilestoneStanding, ...]:
        """The milestones that are overdue, in order."""
        return tuple(each for each in self.milestones if each.overdue)

    def explain(self) -> Explanation:
        """Tell the day, and of each milestone when it is due and whether it is done."""
        phase = "in no phase" if self.phase is None else f"in {self.phase.name}"
        week = "" if self.week is None else f", week {self.week}"
        counts = f"{len(self.done)} of {len(self.milestones)} milestones done"
        return Explanation(
            title=f"Day {self.day}, {phase}{week}: {counts}",
            columns=("milestone", "due", "stands"),
            rows=tuple(
                (str(each.planned.milestone), str(each.planned.due), _stands(each))
                for each in self.milestones
            ),
        )


def _stands(standing: MilestoneStanding) -> str:
    if standing.done_on is not None:
        return f"done on {standing.done_on}"
    return "overdue" if standing.overdue else "open"


@attrs.frozen(kw_only=True)
class OnboardingPlan:
    """The milestones of a customer who starts on a day.

    Attributes:
        start: The day on which onboarding starts; it is day 1.
        milestones: Every milestone with its days, in order.
        onboarding: What was planned by.

    Rule: ENG-05.
    """

    start: date
    milestones: Catalogue[PlannedMilestone]
    onboarding: Onboarding = attrs.field(repr=False)

    def overdue(
        self, on: date, done: Iterable[str] = ()
    ) -> tuple[PlannedMilestone, ...]:
        """Give the milestones that should have been reached before a day and were not.

        A milestone is in time on the day on which it is due.

        Args:
            on: The day.
            done: The ids of the milestones that were reached.

        Raises:
            InvalidValueError: It is no day.
            UnknownNameError: There is no such milestone.

        Rule: ENG-05.
        """
        day = require_date(on, "on")
        reached = {self.milestones[name].id for name in done}
        return tuple(
            each
            for each in self.milestones
            if each.due < day and each.id not in reached
        )

    def progress(self, on: date, done_on: Mapping[str, date]) -> OnboardingProgress:
        """Give how every milestone stands on a day.

        Args:
            on: The day; what was reached after it counts as open.
            done_on: By the ids of the milestones that were reached the days.

        Raises:
            InvalidValueError: It is no day.
            UnknownNameError: There is no such milestone.

        Rule: ENG-05.
        """
        day = require_date(on, "on")
        reached = {name: when for name, when in done_on.items() if when <= day}
        late = {each.id for each in self.overdue(day, reached)}
        phase = self.onboarding.phase_on(self.start, day)
        return OnboardingProgress(
            on=day,
            day=day_of(self.start, day),
            phase=phase,
            week=self.onboarding.week_on(self.start, day),
            milestones=Catalogue(
                (
                    MilestoneStanding(
                        planned=each,
                        done_on=reached.get(each.id),
                        overdue=each.id in late,
                    )
                    for each in self.milestones
                ),
                kind="milestone",
            ),
        )


def onboarding_plan(onboarding: Onboarding, start: date) -> OnboardingPlan:
    """Give every milestone with its days for a customer who starts on a day.

    Args:
        onboarding: What is reached by which day.
        start: The day on which onboarding starts; it is day 1.

    Raises:
        InvalidValueError: It is no day, or so late that the calendar ends before the
            onboarding does.

    Examples:
        >>> import partner_success as ps
        >>> plan = onboarding_plan(ps.standard().lifecycle.onboarding, date(2026, 5, 4))
        >>> str(plan.milestones["pilot_migration"].due)
        '2026-05-31'

    Rule: ENG-05.
    """
    planned = (
        PlannedMilestone(
            milestone=milestone,
            phase=phase,
            period=period,
            days=onboarding.days_from(start, period),
        )
        for phase, period, milestone in onboarding.places()
    )
    return OnboardingPlan(
        start=require_date(start, "start"),
        milestones=Catalogue(planned, kind="milestone"),
        onboarding=onboarding,
    )
