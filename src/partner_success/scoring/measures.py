"""A measure: a number of its own unit, turned into points by a declared curve."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, get_args

import attrs

from partner_success.core.citation import Citation
from partner_success.core.expressions import Curve, Field
from partner_success.core.quantities import HUNDRED, count_ratio, count_steps
from partner_success.errors import InvalidModelError, PartnerSuccessError, Problem
from partner_success.scoring.limits import Limits
from partner_success.scoring.targets import Target, decimals_faults, number_faults

Better = Literal["higher", "lower"]
"""Which way a number gets better."""

FULL_POINTS: Final = HUNDRED * HUNDRED
"""What a target that is met earns: 100 points, in hundredths."""


@attrs.frozen(kw_only=True)
class Measure:
    """One part of a component, with the way its number becomes points.

    There are three ways, and a measure declares exactly one: a ``target`` with the
    value that earns nothing (a straight line between the two, full points only when the
    target is met); a ``curve`` of its own; or neither, and then the number is itself a
    rating on the scale of the scorecard.

    Attributes:
        id: The name for programs; no other measure or component of the card has it.
        name: The name for people.
        weight: Its share in the component, a whole number above 0.
        unit: What the number counts, such as ``"%"``.
        low: The least value that can be (closed); ``None`` for no bound.
        high: The greatest value that can be (closed); ``None`` for no bound.
        decimals: Digits after the point that count, half up.
        target: What earns full points.
        zero: With a target, the value that earns no points.
        zero_above: With a 'between' target, the value above it that earns none.
        curve: Points (number, points earned), the numbers strictly rising; the first
            and the last hold beyond their ends.
        better: The direction of a curve or a rating; a target declares its own.
        description: What is measured, for people.
        citations: Where target and weight come from.

    Raises:
        InvalidModelError: The declaration contradicts itself; every fault is named.

    Rule: HLT-04.
    """

    id: str
    name: str
    weight: int = attrs.field(metadata={"minimum": 1})
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    decimals: int = attrs.field(default=2, metadata={"minimum": 0, "maximum": 9})
    target: Target | None = None
    zero: Decimal | None = None
    zero_above: Decimal | None = None
    curve: tuple[tuple[Decimal, Decimal], ...] = ()
    better: Better | None = None
    description: str = ""
    citations: tuple[Citation, ...] = ()
    limits: Limits = attrs.field(init=False, repr=False, eq=False)
    """Between which ends a number lies."""
    _line: Curve | None = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise InvalidModelError(f"measure {self.id!r}", faults)
        object.__setattr__(self, "limits", Limits(self.low, self.high))
        try:
            object.__setattr__(self, "_line", _curve_of(self))
        except PartnerSuccessError as error:
            path = "curve" if self.curve else "zero"
            problem = Problem(path=path, code="bad-curve", message=str(error))
            raise InvalidModelError(f"measure {self.id!r}", [problem]) from error

    @property
    def is_rating(self) -> bool:
        """Whether the number is itself a rating on the card's scale."""
        return self._line is None

    def points(self, value: int | float | Decimal | Fraction) -> int:
        """Give the points that a number earns, in whole hundredths, half up.

        Args:
            value: A finite number within the measure's bounds, and no rating.

        Examples:
            >>> uptime = Measure(
            ...     id="uptime",
            ...     name="Uptime",
            ...     weight=1,
            ...     target=Target(
            ...         id="uptime",
            ...         name="Uptime",
            ...         relation="at_least",
            ...         value=Decimal("99.9"),
            ...     ),
            ...     zero=Decimal(99),
            ... )
            >>> uptime.points(99.45), uptime.points(99.9), uptime.points(90)
            (5000, 10000, 0)
        """
        steps = count_steps(value, self.decimals)
        scale: int = 10**self.decimals
        line = self._line
        if line is None:
            return count_ratio(steps, scale)
        points = count_ratio(*line.ratio_at(steps, scale))
        if self.target is None or self.target.met_steps(steps):
            return points
        return min(points, FULL_POINTS - 1)

    @property
    def line(self) -> Curve | None:
        """The curve from numbers to points, of a target too; None for a rating."""
        return self._line

    def bounds(self) -> tuple[int, int] | None:
        """Give the least and most points it can earn, or None for a rating."""
        if self._line is None:
            return None
        earned = [count_steps(points) for _, points in self._line.points]
        return min(earned), max(earned)


def _curve_of(measure: Measure) -> Curve | None:
    if measure.curve:
        return Curve(of=Field(measure.id), points=measure.curve)
    target, zero = measure.target, measure.zero
    if target is None or zero is None:
        return None
    nothing, full = Decimal(0), Decimal(HUNDRED)
    line = [(zero, nothing), (target.value, full)]
    if target.upper is not None and measure.zero_above is not None:
        line += [(target.upper, full), (measure.zero_above, nothing)]
    return Curve(of=Field(measure.id), points=tuple(sorted(line)))


def _faults(measure: Measure) -> Iterator[Problem]:
    yield from weight_faults(measure.weight)
    yield from decimals_faults(measure.decimals)
    if unfit := list(number_faults(measure, "low", "high", "zero", "zero_above")):
        yield from unfit
        return
    if (
        measure.low is not None
        and measure.high is not None
        and measure.low >= measure.high
    ):
        message = f"low {measure.low} must be below high {measure.high}"
        yield _fault("low", "empty-range", message)
    if measure.target is not None:
        yield from _target_faults(measure, measure.target)
    else:
        yield from _curve_faults(measure)


def _target_faults(measure: Measure, target: Target) -> Iterator[Problem]:
    if measure.curve:
        yield _fault("curve", "two-ways", "declare a target or a curve, not both")
    if measure.better is not None:
        message = f"the target ('{target}') declares the direction; leave 'better' out"
        yield _fault("better", "two-ways", message)
    if target.decimals != measure.decimals:
        message = (
            f"the target counts {target.decimals} decimals, not {measure.decimals}"
        )
        yield _fault("decimals", "decimals-differ", message)
    rising = target.relation in ("at_least", "above", "between")
    if measure.zero is None:
        yield _fault("zero", "no-zero", "a target needs the value that earns no points")
    elif (measure.zero < target.value) is not rising or measure.zero == target.value:
        side = "below" if rising else "above"
        message = f"the value without points must lie {side} the target ('{target}')"
        yield _fault("zero", "wrong-side", f"{message}, found {measure.zero}")
    between = target.relation == "between"
    if between != (measure.zero_above is not None):
        message = "'between' needs a zero above its range, and only it has one"
        yield _fault("zero_above", "no-zero", message)
    elif (
        target.upper is not None
        and measure.zero_above is not None
        and measure.zero_above <= target.upper
    ):
        message = f"must lie above {target.upper}, found {measure.zero_above}"
        yield _fault("zero_above", "wrong-side", message)


def weight_faults(weight: object) -> Iterator[Problem]:
    """Name what keeps a value from being a weight: a whole number above 0."""
    if isinstance(weight, bool) or not isinstance(weight, int) or weight <= 0:
        message = f"a weight is a whole number above 0, found {weight!r}"
        yield _fault("weight", "bad-weight", message)


def _curve_faults(measure: Measure) -> Iterator[Problem]:
    if measure.zero is not None or measure.zero_above is not None:
        yield _fault("zero", "needless-zero", "a zero point belongs to a target")
    if measure.better not in get_args(Better):
        message = "declare what is better, 'higher' or 'lower'"
        yield _fault("better", "no-direction", message)
        return
    earned = [points for _, points in measure.curve if Decimal(points).is_finite()]
    if earned != sorted(earned, reverse=measure.better == "lower"):
        way = "rise" if measure.better == "higher" else "fall"
        message = f"'better' says {measure.better}, so points must {way}: {earned}"
        yield _fault("curve", "wrong-direction", message)


def _fault(path: str, code: str, message: str) -> Problem:
    return Problem(path=path, code=code, message=message)
