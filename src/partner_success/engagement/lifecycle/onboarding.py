"""The first half-year of a customer by day: its phases, weeks, months, milestones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import attrs

from partner_success.core.checks import refuse
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.instants import Period, require_date
from partner_success.engagement.lifecycle.checking import onboarding_faults
from partner_success.engagement.lifecycle.terms import (
    Milestone,
    OnboardingPeriod,
    OnboardingPhase,
)
from partner_success.errors import InvalidValueError

__all__ = ["Onboarding", "day_of"]

_LAST_ORDINAL: Final = date.max.toordinal()


@attrs.frozen(kw_only=True)
class Onboarding:
    """What is reached in a customer's first half-year, and by which day.

    Days are counted from the day on which onboarding starts, which is day 1.

    Attributes:
        phases: The phases in order. They do not overlap; a day can lie in none.
        citations: Where it comes from.

    Raises:
        InvalidModelError: It has faults; each is named by its path.

    Rule: ENG-05.
    """

    phases: Catalogue[OnboardingPhase]
    citations: tuple[Citation, ...] = ()

    def __attrs_post_init__(self) -> None:
        refuse("the onboarding", onboarding_faults(self.phases))

    @property
    def last_day(self) -> int:
        """The last day of the last phase."""
        return max(phase.last_day for phase in self.phases)

    @property
    def milestones(self) -> Catalogue[Milestone]:
        """Every milestone, in order."""
        every = (each for phase in self.phases for each in phase.milestones)
        return Catalogue(every, kind="milestone")

    def phase_on(self, start: date, on: date) -> OnboardingPhase | None:
        """Give the phase of a day; ``None`` before the start and after the last phase.

        Args:
            start: The day on which onboarding starts; it is day 1.
            on: The day that is asked about.

        Raises:
            InvalidValueError: One of them is no day.

        Examples:
            >>> import partner_success as ps
            >>> onboarding = ps.standard().lifecycle.onboarding
            >>> start = date(2026, 5, 4)
            >>> onboarding.phase_on(start, date(2026, 6, 3)).name
            'Expansion'
            >>> onboarding.phase_on(start, date(2026, 5, 3)) is None
            True

        Rule: ENG-05.
        """
        day = day_of(start, on)
        return next(
            (each for each in self.phases if each.first_day <= day <= each.last_day),
            None,
        )

    def period_on(self, start: date, on: date) -> OnboardingPeriod | None:
        """Give the week or months of a day; ``None`` where the day lies in none.

        Args:
            start: The day on which onboarding starts; it is day 1.
            on: The day that is asked about.

        Raises:
            InvalidValueError: One of them is no day.

        Rule: ENG-05.
        """
        day = day_of(start, on)
        periods = (period for phase in self.phases for period in phase.periods)
        return next(
            (each for each in periods if each.first_day <= day <= each.last_day), None
        )

    def week_on(self, start: date, on: date) -> int | None:
        """Give the week of a day, from 1; ``None`` where the day lies in no week.

        Args:
            start: The day on which onboarding starts; it is day 1.
            on: The day that is asked about.

        Raises:
            InvalidValueError: One of them is no day.

        Rule: ENG-05.
        """
        period = self.period_on(start, on)
        return None if period is None else period.week

    def days_from(
        self, start: date, part: OnboardingPhase | OnboardingPeriod
    ) -> Period:
        """Give the days of a phase or period for somebody who starts on a day.

        Raises:
            InvalidValueError: It is no day, or so late that the calendar ends before.

        Rule: ENG-05.
        """
        return Period(_day(start, part.first_day), _day(start, part.last_day))

    def places(self) -> Iterator[tuple[OnboardingPhase, OnboardingPeriod, Milestone]]:
        """Give every milestone with the phase and the period that it belongs to."""
        for phase in self.phases:
            for period in phase.periods:
                for milestone in period.milestones:
                    yield phase, period, milestone


def day_of(start: date, on: date) -> int:
    """Give which day of the onboarding a day is; below 1 before its start.

    Raises:
        InvalidValueError: One of them is no day.

    Examples:
        >>> day_of(date(2026, 5, 4), date(2026, 5, 4))
        1
    """
    return (
        require_date(on, "on").toordinal()
        - require_date(start, "start").toordinal()
        + 1
    )


def _day(start: date, number: int) -> date:
    ordinal = require_date(start, "start").toordinal() + number - 1
    if ordinal > _LAST_ORDINAL:
        raise InvalidValueError(
            f"onboarding that starts on {start} has no day {number}, since the calendar"
            f" ends on {date.max}; give an earlier start"
        )
    return date.fromordinal(ordinal)
