"""The work that is left up to a launch, as columns that compare it exactly.

While days of the current stage are left, the buffer is a whole number, the days up to
the target and the days used, less a fraction that hangs on the stage alone. Later it is
the days up to the target less another fraction. And a whole number is below a fraction
exactly if it is below the first whole number from that fraction up. So nothing but
whole numbers is compared, however fine the averages are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

import attrs

from partner_success.frames.exact import exact_sum, one_of, split
from partner_success.gates.definition import JourneyTerms
from partner_success.gates.timeline import stages_to_launch

if TYPE_CHECKING:
    import narwhals as nw

__all__ = ["LaunchWork", "needed_and_buffer"]


@attrs.frozen
class LaunchWork:
    """What is left from each stage on, by its place in the journey.

    Attributes:
        enough: How many days used are all that a stage takes.
        cases: What is needed beside the days used, by case: twice the place, and one
            more where all days of the stage are used up.
        high_below: Days of buffer below which the risk is high.
        medium_below: Days of buffer below which it is medium.
    """

    enough: Mapping[int, int]
    cases: Mapping[int, Fraction]
    high_below: int
    medium_below: int

    @classmethod
    def of(cls, journey: JourneyTerms, measured: Mapping[str, Fraction]) -> LaunchWork:
        """Add up what a journey plans and what was measured."""
        found = list(_left(journey, measured))
        cases: dict[int, Fraction] = {}
        for place, days, behind in found:
            cases |= {2 * place: days + behind, 2 * place + 1: behind}
        return cls(
            enough={place: ceil(days) for place, days, _ in found},
            cases=cases,
            high_below=journey.launch_risk.high_below,
            medium_below=journey.launch_risk.medium_below,
        )

    def is_over(self, place: nw.Expr, used: nw.Expr) -> nw.Expr:
        """Whether all days of the stage are used up."""
        return used >= one_of(place, self.enough)

    def parts(self, case: nw.Expr) -> tuple[nw.Expr, nw.Expr]:
        """Give what is needed beside the days used, split for `exact_sum`."""
        halves = {each: split(days) for each, days in self.cases.items()}
        part = {each: half for each, (half, _) in halves.items()}
        rest = {each: half for each, (_, half) in halves.items()}
        return one_of(case, part), one_of(case, rest)

    def level(self, case: nw.Expr, days: nw.Expr) -> nw.Expr:
        """Give the level of the whole days that stand against what is needed."""
        import narwhals as nw

        low = nw.when(days < self._edge(case, self.medium_below))
        higher = low.then(nw.lit("medium")).otherwise(nw.lit("low"))
        high = nw.when(days < self._edge(case, self.high_below))
        return high.then(nw.lit("high")).otherwise(higher)

    def _edge(self, case: nw.Expr, below: int) -> nw.Expr:
        edges = {each: ceil(below + days) for each, days in self.cases.items()}
        return one_of(case, edges)


def needed_and_buffer(
    used: nw.Expr, days: nw.Expr, part: nw.Expr, rest: nw.Expr
) -> tuple[nw.Expr, nw.Expr]:
    """Give the days of work that are left and the buffer, rounded once each.

    Args:
        used: The days used of what is needed.
        days: The days up to the target and those used.
        part: What is needed beside the days used, as `LaunchWork.parts` gives it.
        rest: Likewise.
    """
    return exact_sum(used * -1, part, rest), exact_sum(days, part * -1, rest * -1)


def _left(
    journey: JourneyTerms, measured: Mapping[str, Fraction]
) -> Iterator[tuple[int, Fraction, Fraction]]:
    """Give the place of each stage, its days, and those of the stages behind it."""
    counted = {
        stage.id: measured.get(stage.id, Fraction(stage.days or 0))
        for stage in stages_to_launch(journey)
    }
    behind = Fraction(0)
    for place, stage in reversed(list(enumerate(journey.stages.ids))):
        days = counted.get(stage, Fraction(0))
        yield place, days, behind
        behind += days
