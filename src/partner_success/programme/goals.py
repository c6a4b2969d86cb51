"""What a programme is for: the areas of its goals, and the goals themselves."""

from __future__ import annotations

from datetime import date

import attrs

from partner_success.core.citation import Citation
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

    Rule: PRG-03.
    """

    id: str
    area: str
    target: Target
    due_on: date
