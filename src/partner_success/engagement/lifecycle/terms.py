"""What a lifecycle is made of: its stages, and an onboarding by day."""

from __future__ import annotations

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue

__all__ = [
    "LifecycleStage",
    "Milestone",
    "OnboardingPeriod",
    "OnboardingPhase",
    "UserRange",
]


@attrs.frozen(kw_only=True)
class LifecycleStage:
    """A stage of a customer's way.

    Attributes:
        id: One of ``land``, ``onboard``, ``adopt``, ``expand`` and ``renew``.
        name: What it is called.
        about: What it is about, as one sentence.
        citations: Where it comes from.

    Rule: ENG-01.
    """

    id: str
    name: str
    about: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class UserRange:
    """How many users something is done for.

    Attributes:
        least: The fewest, at least 1.
        most: The most (closed), at least as many.
    """

    least: int
    most: int

    def __str__(self) -> str:
        return f"{self.least} to {self.most} users"


@attrs.frozen(kw_only=True)
class Milestone:
    """Something that has to be reached.

    Attributes:
        id: Unlike that of any other milestone of the onboarding.
        name: What is so once it is reached.
        users: For how many users at once; ``None`` where that is not said.
        citations: Where it comes from.
    """

    id: str
    name: str
    users: UserRange | None = None
    citations: tuple[Citation, ...] = ()

    def __str__(self) -> str:
        return self.name if self.users is None else f"{self.name} ({self.users})"


@attrs.frozen(kw_only=True)
class OnboardingPeriod:
    """A week, or one or several months, of a phase.

    Attributes:
        id: Unlike that of any other period of the onboarding.
        name: What it is about.
        first_day: Its first day; day 1 is the day on which onboarding starts.
        last_day: Its last day (closed), on which its milestones are due.
        milestones: What has to be reached in it.
        week: Which week it is, from 1; ``None`` where it is no week.
        citations: Where it comes from.
    """

    id: str
    name: str
    first_day: int
    last_day: int
    milestones: Catalogue[Milestone]
    week: int | None = None
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class OnboardingPhase:
    """A part of the first half-year, with an objective of its own.

    Attributes:
        id: Unlike that of any other phase.
        name: What it is called.
        objective: What is to be so at its end.
        first_day: Its first day; day 1 is the day on which onboarding starts.
        last_day: Its last day (closed).
        periods: Its weeks or months in order. Days of the phase can lie in none.
        citations: Where it comes from.

    Rule: ENG-05.
    """

    id: str
    name: str
    objective: str
    first_day: int
    last_day: int
    periods: Catalogue[OnboardingPeriod]
    citations: tuple[Citation, ...] = ()

    @property
    def milestones(self) -> tuple[Milestone, ...]:
        """The milestones of all its periods, in order."""
        return tuple(each for period in self.periods for each in period.milestones)
