"""What a programme is for: the areas of its goals, and the goals themselves."""

from __future__ import annotations

from datetime import date

import attrs

from partner_success.core.citation import Citation
from partner_success.partners.faults import Faults
from partner_success.scoring.targets import Target

__all__ = ["Goal", "GoalArea"]


@attrs.frozen(kw_only=True)
class GoalArea:
    """What goals are about.

    Attributes:
        id: The name for programs.
        name: The name for people.
        about: What is wanted there.
        citations: Where it comes from.

    Rule: PRG-03.
    """

    id: str
    name: str
    about: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Goal:
    """A goal: its metric, what it should reach, and by when.

    Attributes:
        id: The name for programs.
        area: The id of the area that it belongs to.
        target: The metric by its name and unit, and the value that it should reach.
        due_on: The day by which it should; on that day it still counts.

    Raises:
        InvalidDataError: With every fault: no metric with its target, no day.

    Examples:
        >>> from decimal import Decimal
        >>> onboarded = Target(id="onboarded", name="Partners onboarded",
        ...     relation="at_least", value=Decimal(10), unit="partners")
        >>> goal = Goal(id="ten", area="scaling", target=onboarded,
        ...     due_on=date(2027, 3, 31))
        >>> str(goal)
        'Partners onboarded: at least 10 partners by 2027-03-31'

    Rule: PRG-03.
    """

    id: str
    area: str
    target: Target
    due_on: date

    def __attrs_post_init__(self) -> None:
        faults = Faults("goal", self.id)
        faults.id("id", self.id)
        faults.id("area", self.area)
        if faults.record("target", self.target, Target) is not None:
            faults.text("target.name", self.target.name)
        faults.day("due_on", self.due_on)
        faults.report()

    def __str__(self) -> str:
        return f"{self.target.name}: {self.target} by {self.due_on}"
