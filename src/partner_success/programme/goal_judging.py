"""How far the goals of a programme are reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

import attrs

from partner_success.core.arguments import require
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import require_date
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import (
    Number,
    as_number,
    count_steps,
    decimal_text,
    is_missing,
    shown,
)
from partner_success.errors import InvalidValueError
from partner_success.partners.faults import Faults
from partner_success.programme.given import entries_of, stranger, unique
from partner_success.programme.goals import Goal, GoalArea
from partner_success.programme.policy import ProgrammePolicy

__all__ = ["GoalStanding", "GoalState", "GoalsCheck", "judge_goals"]

_FINEST: Final = 9
"""The most decimals that a target counts."""


class GoalState(StrEnum):
    """How a goal stands on a day.

    Attributes:
        MET: Its value reaches the target.
        MISSED: Its value does not, and the day by which it should is over.
        NOT_YET_DUE: Its value does not yet, or is not known, and there is time left.
        NO_VALUE: Its day is over, and no value is known.
    """

    MET = "met"
    MISSED = "missed"
    NOT_YET_DUE = "not_yet_due"
    NO_VALUE = "no_value"


@attrs.frozen(kw_only=True)
class GoalStanding:
    """How far one goal is reached.

    Attributes:
        goal: The goal.
        value: What its metric came to, counted to the decimals of the target, exact;
            ``None`` where it is not known.
        on: The day on which it is judged.

    Rule: PRG-03.
    """

    goal: Goal
    value: Fraction | None
    on: date

    @property
    def id(self) -> str:
        """The id of the goal."""
        return self.goal.id

    @property
    def state(self) -> GoalState:
        """How it stands."""
        target = self.goal.target
        if self.value is not None and target.met_steps(
            int(self.value * 10**target.decimals)
        ):
            return GoalState.MET
        if self.on <= self.goal.due_on:
            return GoalState.NOT_YET_DUE
        return GoalState.NO_VALUE if self.value is None else GoalState.MISSED

    @property
    def days_left(self) -> int:
        """How many days remain after the day; below 0 where the goal's day is over."""
        return (self.goal.due_on - self.on).days

    @property
    def margin(self) -> Fraction | None:
        """How far the value is beyond the target, in its unit, exact.

        Below 0 it falls short by as much; 0 is the target itself, which counts unless
        the target says ``above`` or ``below``. With ``between`` it is the way to the
        nearer end. ``None`` where no value is known.
        """
        if self.value is None:
            return None
        target = self.goal.target
        above = self.value - Fraction(target.value)
        if target.upper is not None:
            return min(above, Fraction(target.upper) - self.value)
        return above if target.relation in ("at_least", "above") else -above

    @property
    def value_text(self) -> str | None:
        """The value as a decimal number; ``None`` where it is not known."""
        return None if self.value is None else _exact(self.value)

    @property
    def margin_text(self) -> str | None:
        """The margin as a decimal number; ``None`` where no value is known."""
        return None if self.margin is None else _exact(self.margin)

    @property
    def distance(self) -> str | None:
        """The margin in words, with the unit; ``None`` where no value is known."""
        if self.margin is None:
            return None
        unit = f" {self.goal.target.unit}" if self.goal.target.unit else ""
        if not self.margin:
            return "on the target"
        size = _exact(abs(self.margin))
        return f"{size}{unit} {'beyond' if self.margin > 0 else 'short'}"


@attrs.frozen(kw_only=True)
class GoalsCheck(Explained):
    """How far the goals of a programme are reached, and what no goal covers.

    Attributes:
        areas: What goals are about.
        goals: Each goal with how it stands.
        on: The day on which they are judged.
        provenance: The rulebook edition that has the areas.

    Rule: PRG-03.
    """

    areas: Catalogue[GoalArea]
    goals: Catalogue[GoalStanding]
    on: date
    provenance: Provenance = Provenance()

    @property
    def by_area(self) -> FrozenMap[str, tuple[GoalStanding, ...]]:
        """The goals of each area, by its id; empty where it has none."""
        return FrozenMap(
            {
                area.id: tuple(each for each in self.goals if each.goal.area == area.id)
                for area in self.areas
            }
        )

    @property
    def areas_without(self) -> tuple[GoalArea, ...]:
        """The areas that have no goal."""
        by_area = self.by_area
        return tuple(area for area in self.areas if not by_area[area.id])

    @property
    def by_state(self) -> FrozenMap[GoalState, int]:
        """How many goals stand how."""
        states = [each.state for each in self.goals]
        return FrozenMap({state: states.count(state) for state in GoalState})

    def explain(self) -> Explanation:
        """Tell how each goal stands, and which areas have none."""
        counts = ", ".join(
            f"{count} {state.replace('_', ' ')}"
            for state, count in self.by_state.items()
            if count
        )
        rows = (
            (
                f"{area.name}: {each.goal}",
                each.value_text or "-",
                each.distance or "-",
                each.state.replace("_", " "),
            )
            for area in self.areas
            for each in self.by_area[area.id]
        )
        return Explanation(
            title=f"Goals on {self.on}: {counts or 'there are none'}",
            columns=("goal", "value", "distance", "state"),
            rows=tuple(rows),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _remarks(self) -> Iterator[str]:
        for area in self.areas_without:
            yield f"{area.name} has no goal; it is wanted that: {area.about}"


def judge_goals(
    policy: ProgrammePolicy,
    goals: Iterable[Goal],
    values: Mapping[str, Number | None] | None = None,
    *,
    on: date,
) -> GoalsCheck:
    """Tell for each goal whether it is met, missed, not yet due, or has no value.

    Args:
        policy: What goals are about.
        goals: The goals.
        values: What the metric of each came to, by id of the goal: as of the day, or as
            of the goal's own day where that is over. ``None``, NaN, or left out says
            that it is not known.
        on: The day. A goal still has the whole of its own day.

    Raises:
        InvalidUseError: The policy is none.
        InvalidValueError: `on` is no day.
        InvalidDataError: With every fault: a goal twice or of an unknown area, a value
            of an unknown goal, a value that is no finite number.

    Rule: PRG-03.
    """
    require(policy, ProgrammePolicy)
    require_date(on, "on")
    faults = Faults("goals")
    known: list[Goal] = []
    areas = policy.goal_areas
    for path, goal in unique(faults, "goals", goals, Goal, "id"):
        known.append(goal)
        if goal.area not in areas:
            stranger(faults, f"{path}.area", areas.kind, goal.area, areas.ids)
    there = Catalogue(known, kind="goal")
    counted: dict[str, Fraction] = {}
    for path, name, value in entries_of(faults, "values", values or {}, there):
        if not is_missing(value):
            _count(faults, path, there[name], value, counted)
    faults.report()
    return GoalsCheck(
        areas=areas,
        goals=Catalogue(
            (
                GoalStanding(goal=each, value=counted.get(each.id), on=on)
                for each in there
            ),
            kind="goal",
        ),
        on=on,
        provenance=policy.provenance,
    )


def _count(
    faults: Faults, path: str, goal: Goal, value: object, into: dict[str, Fraction]
) -> None:
    """Count a value as its target counts it, so that distance and state agree."""
    try:
        number = as_number(value, f"the value of {shown(goal.id)}")
    except InvalidValueError as error:
        faults.add(path, "no-number", str(error), value, "a finite number")
        return
    decimals = goal.target.decimals
    into[goal.id] = Fraction(count_steps(number, decimals), 10**decimals)


def _exact(number: Fraction) -> str:
    """Write a number as finely as any target counts."""
    return decimal_text(number.numerator, number.denominator, _FINEST)
