"""The parts of a result: contributions, measures behind them, what was not known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, Final

import attrs

from partner_success.core.quantities import HUNDRED, Number, decimal_text, shown_parts
from partner_success.scoring.measures import Measure
from partner_success.scoring.model import Component, ScoreModel

_new = object.__new__


@attrs.frozen(init=False, repr=False)
class Contribution:
    """What one component won of the score and what it lost.

    The whole numbers of all contributions stand over one denominator: those won add up
    to the score exactly, those won and lost together to the most it could be.

    Attributes:
        component: The component.
        count: What it counted, in hundredths.
        most: The most it could have counted, in hundredths.
        denominator: The denominator of all contributions of the score.

    Rule: HLT-07.
    """

    # One field for all: see Score.
    _made: tuple[Component, int, int, int]

    def __init__(
        self, component: Component, count: int, most: int, denominator: int
    ) -> None:
        _fill(self, (component, count, most, denominator))

    @property
    def component(self) -> Component:
        """The component."""
        return self._made[0]

    @property
    def count(self) -> int:
        """What it counted, in hundredths."""
        return self._made[1]

    @property
    def most(self) -> int:
        """The most it could have counted, in hundredths."""
        return self._made[2]

    @property
    def denominator(self) -> int:
        """The denominator of all contributions of the score."""
        return self._made[3]

    @property
    def id(self) -> str:
        """The component's id."""
        return self.component.id

    @property
    def name(self) -> str:
        """The component's name."""
        return self.component.name

    @property
    def weight(self) -> int:
        """The component's weight."""
        return self.component.weight

    @property
    def value(self) -> float:
        """The component's number."""
        return self.count / HUNDRED

    @property
    def won_count(self) -> int:
        """Points won, over the denominator."""
        return self.component.weight * self.count

    @property
    def lost_count(self) -> int:
        """Points lost, over the denominator."""
        return self.component.weight * (self.most - self.count)

    def __repr__(self) -> str:
        return f"Contribution({self.id!r}, won={self.won}, lost={self.lost})"

    @property
    def won(self) -> float:
        """Points won of the score."""
        return self.won_count / self.denominator

    @property
    def lost(self) -> float:
        """Points lost of the score."""
        return self.lost_count / self.denominator


_fill: Final[Any] = Contribution.__dict__["_made"].__set__


def contributions(
    ceilings: Iterable[tuple[Component, int]],
    counts: Iterable[int | None],
    denominator: int,
) -> tuple[Contribution, ...]:
    """Make the contributions of components, each with the most it could have counted.

    Those that were missing are left out.
    """
    made: list[Contribution] = []
    for (component, most), count in zip(ceilings, counts, strict=True):
        if count is not None:
            part = _new(Contribution)
            _fill(part, (component, count, most, denominator))
            made.append(part)
    return tuple(made)


@attrs.frozen(kw_only=True)
class MeasuredPart:
    """One measure behind a component.

    Attributes:
        component: The id of the component that it belongs to.
        measure: The measure.
        given: The number given; ``None`` where it was missing.
        count: Points earned, in hundredths; ``None`` where it was missing.
    """

    component: str
    measure: Measure
    given: Number | None
    count: int | None

    @property
    def points(self) -> float | None:
        """Points earned on the card's scale; None where the measure was missing."""
        return None if self.count is None else self.count / HUNDRED


def missing_ids(
    model: ScoreModel,
    counts: Sequence[int | None],
    measured: Iterable[MeasuredPart],
) -> tuple[str, ...]:
    """Name what was not known: a component without any value, or single measures."""
    partly: dict[str, list[str]] = {}
    known: set[str] = set()
    for part in measured:
        if part.count is None:
            partly.setdefault(part.component, []).append(part.measure.id)
        else:
            known.add(part.component)
    found: list[str] = []
    for component, count in zip(model.components, counts, strict=True):
        if component.id in known:
            found.extend(partly.get(component.id, ()))
        elif count is None or component.id in partly:
            found.append(component.id)
    return tuple(found)


def coverage(
    model: ScoreModel,
    counts: Sequence[int | None],
    measured: Iterable[MeasuredPart],
) -> Fraction:
    """Give the share of the weight that was known, from 0 to 1 (closed)."""
    unknown: dict[str, int] = {}
    for part in measured:
        if part.count is None:
            unknown[part.component] = (
                unknown.get(part.component, 0) + part.measure.weight
            )
    known, over = 0, 1
    for component, count in zip(model.components, counts, strict=True):
        if count is None:
            continue
        left_out = unknown.get(component.id, 0)
        if not left_out:
            known += component.weight * over
            continue
        whole = component.weight_of_measures
        known = known * whole + component.weight * (whole - left_out) * over
        over *= whole
    return Fraction(known, over * model.total_weight)


def component_rows(
    contributions: Sequence[Contribution],
    measured: Sequence[MeasuredPart],
    decimals: int,
) -> tuple[tuple[str, ...], ...]:
    """Write contributions as table rows whose columns add up, measures below each.

    Args:
        contributions: At least one.
        measured: The measures behind them.
        decimals: Digits after the point of what was won and lost.
    """
    denominator = contributions[0].denominator
    won = shown_parts([part.won_count for part in contributions], denominator, decimals)
    lost = shown_parts(
        [part.lost_count for part in contributions], denominator, decimals
    )
    rows: list[tuple[str, ...]] = []
    for part, won_text, lost_text in zip(contributions, won, lost, strict=True):
        value = decimal_text(part.count, HUNDRED)
        rows.append((part.name, value, str(part.weight), won_text, lost_text))
        rows += [measure_row(m) for m in measured if m.component == part.id]
    return tuple(rows)


def measure_row(part: MeasuredPart) -> tuple[str, ...]:
    """Write one measure: what was given, its target, the points it earned."""
    measure = part.measure
    unit = f" {measure.unit}" if measure.unit else ""
    given = "missing" if part.given is None else f"{part.given}{unit}"
    target = f" ({measure.target})" if measure.target is not None else ""
    points = "" if part.count is None else f"{decimal_text(part.count, HUNDRED)} points"
    return (f"  {measure.name}{target}", given, str(measure.weight), points, "")
