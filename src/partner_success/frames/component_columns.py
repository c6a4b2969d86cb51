"""Columns of what each component of a scorecard counts, and of what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import lcm
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from partner_success.core.quantities import HUNDRED
from partner_success.errors import InvalidUseError
from partner_success.frames.measure_columns import (
    MOST_EXACT,
    MOST_STEPS,
    Limits,
    added,
    all_of,
    chosen,
    counted,
    earned_by,
    height_of,
    mean_counted,
    steps_of,
)
from partner_success.frames.rule_frame import RuleFrame
from partner_success.scoring.measures import Measure
from partner_success.scoring.model import Component, ScoreModel

if TYPE_CHECKING:
    import narwhals as nw

    Columns: TypeAlias = dict[str, nw.Expr]

_NARROW: Final = 2**31
"""Below it 32 bits hold a whole number, which takes engines less time than 64."""


@attrs.frozen
class Input:
    """A column that is read: the numbers of a component, or of one of its measures.

    Attributes:
        component: The component.
        measure: The measure; ``None`` for numbers of the component itself.
    """

    component: Component
    measure: Measure | None = None

    @property
    def name(self) -> str:
        """The name of the column."""
        return (self.measure or self.component).id

    def limits(self, card: ScoreModel) -> Limits:
        """Give what its numbers have to be."""
        if self.measure is None or self.measure.is_rating:
            return Limits(card.low, card.high, card.whole)
        return Limits(self.measure.low, self.measure.high)


@attrs.frozen(kw_only=True)
class Counted:
    """What is known of one component, as columns of whole numbers without gaps.

    Attributes:
        component: The component.
        most: The most that it can count, in hundredths.
        present: Whether enough is known of it to count.
        count: What it counts, in hundredths; 0 where it does not.
        whole: The weight of its measures; 1 where its own number is read.
        known: How much of that weight is known, where it counts.
        known_at_all: The same where it does not count, too.
        low: What it counts with the worst for all that is missing.
        high: What it counts with the best for all that is missing.
    """

    component: Component
    most: int
    present: nw.Expr
    count: nw.Expr
    whole: int
    known: nw.Expr
    known_at_all: nw.Expr
    low: nw.Expr
    high: nw.Expr


def whole_kind(card: ScoreModel) -> type[nw.Int32 | nw.Int64]:
    """Give the type of whole numbers that holds every sum of a card.

    Raises:
        InvalidUseError: Its numbers are too large to be exact in a column of floats.
    """
    import narwhals as nw

    weight = 1 if card.combine == "sum" else card.total_weight
    wholes = [max(1, part.weight_of_measures) for part in card.components]
    ends = max(abs(end) for span in card.spans for end in span)
    edges = max(map(abs, card.bands.edges)) if card.bands else 0
    most = max(
        2 * card.total_weight * ends + weight * edges,
        2 * max(wholes) * ends,
        card.total_weight * lcm(*wholes),
    )
    if max(map(abs, card.scale)) >= MOST_STEPS or HUNDRED * most >= MOST_EXACT:
        raise InvalidUseError(
            f"{card.name} has scales or weights so large that a column of floats cannot"
            " tell its scores apart; score the records one by one"
        )
    return nw.Int32 if most < _NARROW else nw.Int64


def least_known(card: ScoreModel, whole: int) -> int:
    """Give the least part of a weight that has to be known: never nothing."""
    top, bottom = card.least_coverage.as_integer_ratio()
    return max(1, -(-top * whole // (HUNDRED * bottom)))


class ComponentReader:
    """Adds what a scorecard counts to a frame, step by step.

    Args:
        frame: The frame, whose columns have been found to be there.
        card: The scorecard.
        inputs: The columns that are read, some for each component.

    Attributes:
        card: The scorecard.
        kind: The type of its whole numbers.
        sound: Whether each number of a row is missing or what it has to be.
    """

    def __init__(
        self, frame: RuleFrame, card: ScoreModel, inputs: Iterable[Input]
    ) -> None:
        self.kind: type[nw.Int32 | nw.Int64] = whole_kind(card)
        self._frame = frame
        self.card = card
        read = {each.name: each for each in inputs}
        numbers = {name: frame.float_or_nan(name) for name in read}
        limits = {name: each.limits(card) for name, each in read.items()}
        kept = {name: limits[name].kept(numbers[name]) for name in read}
        self._kept = frame.keep(kept)
        sound = [_fits_or_missing(self._kept[name], numbers[name]) for name in read]
        self.sound: nw.Expr = frame.keep({"": all_of(sound)})[""]
        self._inputs = list(read.values())
        self._counts = self._keep_counts(numbers)

    def parts(self) -> Iterator[Counted]:
        """Add what each component counts, in the order of the card."""
        for component, most in self.card.ceilings:
            mine = [each for each in self._inputs if each.component is component]
            if mine[0].measure is None:
                yield self._of_number(component, most)
            else:
                yield self._of_measures(component, most)

    def whole(self, number: int) -> nw.Expr:
        """Give a whole number for every row."""
        import narwhals as nw

        return nw.lit(number, self.kind)

    def where(self, condition: Any, given: Any, other: int) -> nw.Expr:
        """Give whole numbers where a condition holds, and another one elsewhere."""
        found: nw.Expr = chosen([(condition, given)]).otherwise(self.whole(other))
        return found.cast(self.kind)

    def _keep_counts(self, numbers: Columns) -> Columns:
        """Count the numbers of each column in hundredths, and 0 where there is none."""
        # Step by step for all, because engines that keep no plan compute what is said
        # twice twice.
        measures = {each.name: each.measure for each in self._inputs if each.measure}
        steps = self._frame.keep(
            {id_: steps_of(self.card, m, numbers[id_]) for id_, m in measures.items()}
        )
        heights = self._frame.keep(
            {id_: height_of(self.card, m, steps[id_]) for id_, m in measures.items()}
        )
        counts = {
            id_: self._or_nothing(id_, earned_by(m, steps[id_], heights[id_]))
            for id_, m in measures.items()
        }
        for each in self._inputs:
            if each.measure is None:
                count = counted(numbers[each.name])
                if each.component.better == "lower":
                    count = count * -1.0 + sum(self.card.scale)
                whole = self._or_nothing(each.name, count).cast(self.kind)
                counts[each.name] = whole
        return self._frame.keep(counts)

    def _or_nothing(self, name: str, count: Any) -> nw.Expr:
        import narwhals as nw

        nothing = nw.lit(0.0, nw.Float64)
        found: nw.Expr = chosen([(self._kept[name], count)]).otherwise(nothing)
        return found

    def _of_number(self, component: Component, most: int) -> Counted:
        present, count = self._kept[component.id], self._counts[component.id]
        least, _ = self.card.spans[self.card.components.ids.index(component.id)]
        known = self.where(present, self.whole(1), 0)
        return Counted(
            component=component,
            most=most,
            present=present,
            count=count,
            whole=1,
            known=known,
            known_at_all=known,
            low=self.where(present, count, least),
            high=self.where(present, count, most),
        )

    def _of_measures(self, component: Component, most: int) -> Counted:
        whole = component.weight_of_measures
        sums = self._frame.keep(self._sums(component))
        known, total = sums["known"], sums["total"]
        if self.card.combine == "sum":
            enough, count = whole, total
            low, high = sums["low"], sums["high"]
        else:
            enough = least_known(self.card, whole)
            count = mean_counted(total, sums["divisor"])
            low, high = (
                mean_counted(sums[end], sums["whole"]) for end in ("low", "high")
            )
        made = self._frame.keep(
            {
                "present": known >= float(enough),
                "count": self.where(known >= float(enough), count, 0),
                "known": self.where(known >= float(enough), known, 0),
                "known at all": known.cast(self.kind),
                "low": low.cast(self.kind),
                "high": high.cast(self.kind),
            }
        )
        return Counted(
            component=component,
            most=most,
            present=made["present"],
            count=made["count"],
            whole=whole,
            known=made["known"],
            known_at_all=made["known at all"],
            low=made["low"],
            high=made["high"],
        )

    def _sums(self, component: Component) -> Columns:
        """Add up weights and points of measures, as whole floats."""
        import narwhals as nw

        found: dict[str, list[nw.Expr]] = {
            "known": [],
            "total": [],
            "low": [],
            "high": [],
        }
        for measure in component.measures:
            kept, earned = self._kept[measure.id], self._counts[measure.id]
            weight = float(measure.weight)
            least, most = measure.bounds() or self.card.scale
            found["known"].append(self._either(kept, weight, 0.0))
            found["total"].append(earned * weight)
            for name, end in (("low", least), ("high", most)):
                missing = self._either(kept, 0.0, weight * end)
                found[name].append(earned * weight + missing)
        sums = {name: added(each) for name, each in found.items()}
        one = nw.lit(1.0, nw.Float64)
        # What is divided by where nothing is known does not count.
        some = sums["known"] > 0.0
        sums["divisor"] = chosen([(some, sums["known"])]).otherwise(one)
        # A column, because a number would be divided by in another way.
        sums["whole"] = sums["total"] * 0.0 + float(component.weight_of_measures)
        return sums

    def _either(self, condition: nw.Expr, yes: float, no: float) -> nw.Expr:
        import narwhals as nw

        cases = [(condition, nw.lit(yes, nw.Float64))]
        found: nw.Expr = chosen(cases).otherwise(nw.lit(no, nw.Float64))
        return found


def _fits_or_missing(kept: nw.Expr, number: nw.Expr) -> nw.Expr:
    # Where missing numbers are told from NaN, whether they are NaN is missing too.
    return kept | number.is_null() | number.is_nan().fill_null(value=False)
