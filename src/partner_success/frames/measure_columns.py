"""Columns of numbers, counted and turned into points as the scalar rules do.

Counts are kept as floats here. Each is whole and far below the size at which floats
skip whole numbers, so that sums and products of them are exact, and the one division
of a point on a curve gives the very float that the scalar rule gets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, gcd, inf, nextafter
from sys import float_info
from typing import TYPE_CHECKING, Any, Final

import attrs

from partner_success.core.expressions.curves import Grid, grid_of
from partner_success.core.quantities import count_ratio
from partner_success.errors import InvalidUseError
from partner_success.frames.exact import divided
from partner_success.scoring.measures import FULL_POINTS, Measure
from partner_success.scoring.model import ScoreModel
from partner_success.scoring.targets import Target

if TYPE_CHECKING:
    import narwhals as nw

MOST_STEPS: Final = 2**43
"""Below so many steps a number counts by its float product, and not otherwise."""

MOST_EXACT: Final = 2**52
"""Below it floats tell all whole numbers, and their halves, apart."""


def chosen(cases: Iterable[tuple[Any, Any]]) -> Any:
    """Give the first of some expressions whose condition holds; missing for none.

    Args:
        cases: Pairs of a condition and what is given where it holds, at least one.
    """
    import narwhals as nw

    found: Any = nw
    for condition, given in cases:
        found = found.when(condition).then(given)
    return found


def added(parts: Iterable[nw.Expr]) -> nw.Expr:
    """Add expressions up, at least one."""
    found, *rest = parts
    for each in rest:
        found = found + each
    return found


def all_of(truths: Iterable[nw.Expr]) -> nw.Expr:
    """Give whether all of some truths hold, at least one."""
    found, *rest = truths
    for each in rest:
        found = found & each
    return found


@attrs.frozen
class Limits:
    """What numbers have to be.

    Attributes:
        low: The least that can be (closed); ``None`` for any.
        high: The most that can be (closed); ``None`` for any.
        whole: Whether they have to be whole.
    """

    low: Decimal | None
    high: Decimal | None
    whole: bool = False

    def kept(self, number: nw.Expr) -> nw.Expr:
        """Whether floats are known and fit; NaN, never below the most, is not known."""
        least, most = self._ends()
        found = (number >= least) & (number <= most)
        if self.whole:
            found = found & (number.floor() == number)
        return found.fill_null(value=False)

    def _ends(self) -> tuple[float, float]:
        high = None if self.high is None else -self.high
        return _first_float(self.low), -_first_float(high)


def _first_float(low: Decimal | None) -> float:
    """Give the least float that is written as a decimal not below an end."""
    if low is None:
        return -float_info.max
    nearest = float(low)
    return nearest if Decimal(repr(nearest)) >= low else nextafter(nearest, inf)


def counted(number: nw.Expr, decimals: int = 2) -> nw.Expr:
    """Count floats in whole steps, half up, as `count_steps` does."""
    return (number * float(10**decimals) + 0.5).floor()


def mean_counted(total: nw.Expr, weight: nw.Expr) -> nw.Expr:
    """Give weighted means of whole counts in whole counts, half up."""
    return divided(total * 2.0 + weight, weight * 2.0).floor()


def steps_of(model: ScoreModel, measure: Measure, number: nw.Expr) -> nw.Expr:
    """Count the numbers of a measure in its own whole steps.

    Raises:
        InvalidUseError: The measure counts more finely than floats can.
    """
    if measure.line is None:
        _require_fine(measure, (model.low, model.high))
        return counted(number, measure.decimals)
    xs = [x for x, _ in measure.line.points]
    # Beyond its ends a curve is flat, so that numbers of any size can be counted.
    ends = float(floor(xs[0]) - 1), float(ceil(xs[-1]) + 1)
    _require_fine(measure, ends)
    cut = chosen([(number < ends[0], _lit(ends[0])), (number > ends[1], _lit(ends[1]))])
    return counted(cut.otherwise(number), measure.decimals)


def height_of(model: ScoreModel, measure: Measure, steps: nw.Expr) -> nw.Expr:
    """Give what steps earn by a measure's curve or scale, in whole hundredths."""
    if measure.line is not None:
        return _height(measure, grid_of(measure.line.points), steps)
    earned = counted(divided(steps, float(10**measure.decimals)))
    return earned * -1.0 + sum(model.scale) if measure.better == "lower" else earned


def earned_by(measure: Measure, steps: nw.Expr, height: nw.Expr) -> nw.Expr:
    """Keep full points for those that meet a target, however near others come."""
    if measure.target is None:
        return height
    least, most = _met_steps(measure.target)
    met = (steps >= float(least)) & (steps <= float(most))
    short = float(FULL_POINTS - 1)
    cases = [(met, height), (height > short, _lit(short))]
    found: nw.Expr = chosen(cases).otherwise(height)
    return found


def _lit(number: float) -> nw.Expr:
    import narwhals as nw

    return nw.lit(number, nw.Float64)


def _require_fine(measure: Measure, ends: Iterable[Decimal | float]) -> None:
    if max(abs(Fraction(end)) for end in ends) * 10**measure.decimals >= MOST_STEPS:
        raise _too_fine(measure)


def _too_fine(measure: Measure) -> InvalidUseError:
    return InvalidUseError(
        f"{measure.name} counts more finely than a column of floats can tell; give it"
        " fewer decimals, or score the records one by one"
    )


@attrs.frozen
class _Segment:
    """A stretch of a curve: what it gives is (rise * steps + base) / run.

    Attributes:
        first: The first step that belongs to it.
    """

    first: int
    rise: int
    base: int
    run: int

    def at(self, steps: nw.Expr) -> nw.Expr:
        """Give the points of steps on it, in whole hundredths."""
        top = steps * float(self.rise) + float(self.base)
        return counted(divided(top, float(self.run)))


def _height(measure: Measure, grid: Grid, steps: nw.Expr) -> nw.Expr:
    segments = list(_segments(grid, 10**measure.decimals))
    most = (abs(grid.xs[-1]) + abs(grid.xs[0]) + grid.x_scale) * 10**measure.decimals
    for each in segments:
        if abs(each.rise) * most + abs(each.base) + each.run >= MOST_EXACT:
            raise _too_fine(measure)
    last = _first_step(grid, -1, 10**measure.decimals)
    flat = [float(count_ratio(grid.ys[place], grid.y_scale)) for place in (0, -1)]
    cases = [(steps >= float(last), _lit(flat[1]))]
    cases += [(steps >= float(each.first), each.at(steps)) for each in segments[::-1]]
    found: nw.Expr = chosen(cases).otherwise(_lit(flat[0]))
    return found


def _segments(grid: Grid, scale: int) -> Iterator[_Segment]:
    corners = zip(grid.xs, grid.ys, strict=True)
    for place, ((x, y), (next_x, next_y)) in enumerate(pairwise(corners)):
        run = (next_x - x) * scale
        rise = (next_y - y) * grid.x_scale
        base = y * run - (next_y - y) * x * scale
        run *= grid.y_scale
        common = gcd(rise, base, run)
        first = _first_step(grid, place, scale)
        yield _Segment(first, rise // common, base // common, run // common)


def _first_step(grid: Grid, place: int, scale: int) -> int:
    return ceil(Fraction(grid.xs[place] * scale, grid.x_scale))


def _met_steps(target: Target) -> tuple[int, int]:
    """Give the first and the last step that meet a target."""
    edge = Fraction(target.value) * 10**target.decimals
    match target.relation:
        case "at_least":
            return ceil(edge), MOST_STEPS
        case "above":
            return floor(edge) + 1, MOST_STEPS
        case "at_most":
            return -MOST_STEPS, floor(edge)
        case "below":
            return -MOST_STEPS, ceil(edge) - 1
        case _:
            upper = Fraction(target.upper or 0) * 10**target.decimals
            return ceil(edge), floor(upper)
