"""What would bring a score to a band: the least change of one component, and of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil
from typing import cast

import attrs

from partner_success.core.bands import Band
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import (
    HUNDRED,
    decimal_text,
    digits_needed,
)
from partner_success.errors import (
    InvalidUseError,
)
from partner_success.scoring.bounds import Bounds, limits_of
from partner_success.scoring.model import Component, ScoreModel
from partner_success.scoring.reaching import Rise, least_alone, least_together


@attrs.frozen(kw_only=True)
class Improvement:
    """A change of one component.

    Attributes:
        component: The component.
        count: What it counts now, in hundredths.
        count_needed: What it has to count, in hundredths; ``None`` where even the best
            that it can get does not suffice.
        ends: The least and most that it can count, in hundredths.

    Rule: HLT-09.
    """

    component: Component
    count: int
    count_needed: int | None
    ends: tuple[int, int]

    @property
    def value(self) -> float:
        """The component's number now, as it is given."""
        return self._given(self.count) / HUNDRED

    @property
    def needed(self) -> float | None:
        """The number that it has to get; None where none suffices."""
        count = self.count_needed
        return None if count is None else self._given(count) / HUNDRED

    @property
    def change(self) -> float | None:
        """By how much the number has to change; below 0 where lower is better."""
        count = self.count_needed
        if count is None:
            return None
        return (self._given(count) - self._given(self.count)) / HUNDRED

    @property
    def text(self) -> str:
        """The change as it is printed."""
        if self.count_needed is None:
            return "not by itself"
        steps = self._given(self.count_needed) - self._given(self.count)
        return f"{'+' if steps > 0 else ''}{decimal_text(steps, HUNDRED)}"

    def texts(self) -> tuple[str, str]:
        """Write the number now, and the one that is needed."""
        now = decimal_text(self._given(self.count), HUNDRED)
        if self.count_needed is None:
            return now, ""
        return now, decimal_text(self._given(self.count_needed), HUNDRED)

    def _given(self, count: int) -> int:
        return sum(self.ends) - count if self.component.better == "lower" else count


@attrs.frozen(kw_only=True)
class Improvements(Explained):
    """What would bring a score to a band or above it.

    Attributes:
        model: The scorecard.
        to: The band that is to be reached.
        exact: The score now, without rounding.
        alone: For each component whose number is known, the least change of it that
            reaches the band while all others stay; none where it is reached already.
        together: The least total change of all components that reaches the band, those
            that have to change; empty where nothing has to, or nothing suffices.
        possible: Whether the band is reached, or can be.
        missing: Ids of the components without a number, which stay as they are.

    Rule: HLT-09.
    """

    model: ScoreModel
    to: Band
    exact: Fraction
    alone: tuple[Improvement, ...]
    together: tuple[Improvement, ...]
    possible: bool
    missing: tuple[str, ...] = ()

    @property
    def reached(self) -> bool:
        """Whether the score lies in the band already, or above it."""
        return self.exact >= Fraction(self.to.floor)

    @property
    def sufficient(self) -> tuple[Improvement, ...]:
        """The changes that reach the band by themselves, the least first."""
        found = [each for each in self.alone if each.count_needed is not None]
        return tuple(sorted(found, key=_amount))

    @property
    def total_change(self) -> float | None:
        """The least total change, in the components' unit; None where none suffices."""
        if not self.possible:
            return None
        return sum(map(_amount, self.together)) / HUNDRED

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.model.provenance

    def explain(self) -> Explanation:
        """Tell what reaches the band, by itself and together."""
        short = Fraction(self.to.floor) - self.exact
        digits = digits_needed(self.exact.denominator)
        now = decimal_text(*self.exact.as_integer_ratio(), digits)
        title = f"{self.model.name} {now} has reached {self.to.name}"
        if not self.reached:
            # Rounded up: what is printed has to be enough.
            missing = decimal_text(ceil(short * 10**digits), 10**digits, digits)
            title = f"{self.model.name} {now} needs {missing} {self.model.unit} to"
            title += f" {self.to.name}"
        rows = [(each.component.name, *each.texts(), each.text) for each in self.alone]
        return Explanation(
            title=title,
            columns=("one alone", "now", "needed", "change") if rows else (),
            rows=tuple(rows),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _remarks(self) -> Iterator[str]:
        if not self.reached and not self.sufficient:
            yield "no component can do it alone"
        if self.together:
            steps = [
                f"{each.component.name} to {each.texts()[1]} ({each.text})"
                for each in self.together
            ]
            total = decimal_text(sum(map(_amount, self.together)), HUNDRED)
            yield f"least change in all, {total}: {', '.join(steps)}"
        if not self.possible:
            yield "even all together, each as good as it can get, do not reach it"
        if self.missing:
            yield f"missing, and left so: {', '.join(self.missing)}"


def _amount(each: Improvement) -> int:
    return (each.count_needed or 0) - each.count


def improvements_to(  # noqa: PLR0913 - what a score is made of
    model: ScoreModel,
    counts: Sequence[int | None],
    ratio: tuple[int, int],
    *,
    measured: frozenset[str],
    to: str | Band,
    bounds: Bounds,
) -> Improvements:
    """Find what would bring a score to a band; see `Score.improvements`.

    Args:
        model: The scorecard.
        counts: What each component counted, in hundredths.
        ratio: The score, as a numerator and its denominator.
        measured: The ids of the components that are made of measures.
        to: The band.
        bounds: What limits the components.
    """
    bands = model.require_bands()
    band = bands[to.id if isinstance(to, Band) else to]
    numerator, denominator = ratio
    edge = Fraction(band.floor) * denominator
    short = ceil(edge) - numerator
    known = [place for place, count in enumerate(counts) if count is not None]
    components = list(model.components)
    limits = limits_of(model, bounds)
    rises: list[Rise] = []
    for place in known:
        component, count = components[place], cast(int, counts[place])
        step = _step(model, component, measured=component.id in measured)
        room = max(0, limits[place] - count) // step * step
        rises.append(Rise(component.weight, room, step))
    alone: list[Improvement] = []
    for place, rise in zip(known, rises, strict=True):
        alone.append(_improvement(model, counts, place, least_alone(rise, short)))
    together = least_together(rises, short)
    changed = zip(known, together or (), strict=False)
    return Improvements(
        model=model,
        to=band,
        exact=Fraction(numerator, denominator),
        alone=tuple(alone) if short > 0 else (),
        together=tuple(
            _improvement(model, counts, place, rise) for place, rise in changed if rise
        ),
        possible=together is not None,
        missing=tuple(
            component.id
            for component, count in zip(components, counts, strict=True)
            if count is None
        ),
    )


def _improvement(
    model: ScoreModel, counts: Sequence[int | None], place: int, rise: int | None
) -> Improvement:
    count = counts[place] or 0
    return Improvement(
        component=list(model.components)[place],
        count=count,
        count_needed=None if rise is None else count + rise,
        ends=model.spans[place],
    )


def _step(model: ScoreModel, component: Component, *, measured: bool) -> int:
    """Give the step, in hundredths, by which a component's number can rise.

    Raises:
        InvalidUseError: It is a sum of measures of several weights, which can reach
            some numbers and not others.
    """
    whole = HUNDRED if model.whole else 1
    if not measured:
        return whole
    if model.combine == "mean":
        return 1
    weights = {measure.weight for measure in component.measures}
    if len(weights) > 1:
        raise InvalidUseError(
            f"{component.name} is a sum of measures of different weights, and which"
            " numbers it can reach depends on each of them; give components numbers,"
            " or measures of one weight"
        )
    return whole * weights.pop()
