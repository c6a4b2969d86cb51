"""From what a caller gives to what each component counts, every fault named at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import attrs

from partner_success.core.quantities import (
    HUNDRED,
    Number,
    as_number,
    count_steps,
    is_missing,
    shown,
)
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    Problem,
    near_misses,
)
from partner_success.scoring.limits import Limits
from partner_success.scoring.measures import Measure
from partner_success.scoring.model import Component, ScoreModel
from partner_success.scoring.parts import MeasuredPart


@attrs.frozen
class Gathered:
    """What is known of each component, counted in hundredths.

    Attributes:
        counts: What the component counts by what is known of it; ``None`` where that is
            nothing, or less than the least coverage.
        lows: The same with the worst value for all that is missing.
        highs: The same with the best value for all that is missing.
        measured: The measures of the components that were given as measures.
    """

    counts: tuple[int | None, ...]
    lows: tuple[int, ...]
    highs: tuple[int, ...]
    measured: tuple[MeasuredPart, ...]


def gather(
    model: ScoreModel, values: Mapping[str, Any], named: Mapping[str, Any]
) -> Gathered:
    """Sort a caller's values to their components and count them.

    Raises:
        InvalidDataError: A name is unknown, a value impossible, or a component given in
            two ways; every fault is named.
        InvalidValueError: The values are no mapping.
    """
    if not isinstance(values, Mapping):
        raise InvalidValueError(
            f"values are a mapping by component or measure id, found {shown(values)}"
        )
    reader = _Reader(model)
    for source in (values, named):
        for key, value in source.items():
            reader.take(key, value)
    counted = [reader.count(component) for component in model.components]
    if reader.problems:
        raise InvalidDataError(f"the values for {model.name}", reader.problems)
    return Gathered(
        tuple(each.count for each in counted),
        tuple(each.low for each in counted),
        tuple(each.high for each in counted),
        tuple(part for each in counted for part in each.measured),
    )


@attrs.frozen
class _Counted:
    count: int | None
    low: int
    high: int
    measured: tuple[MeasuredPart, ...] = ()


class _Reader:
    """Collects one caller's values and every fault in them."""

    def __init__(self, model: ScoreModel) -> None:
        self.model = model
        self.problems: list[Problem] = []
        self._given: dict[str, tuple[str, Any]] = {}
        self._places = model.owners

    def take(self, key: object, value: object) -> None:
        """Take one value under the id of a component or a measure."""
        if type(key) is str and key in self._places and key not in self._given:
            self._given[key] = (key, value)
            return
        component = self.model.components.get(key)
        if component is not None and isinstance(value, Mapping):
            for id_, number in cast("Mapping[object, object]", value).items():
                name = id_ if isinstance(id_, str) else shown(id_)
                path = f"{component.id}.{name}"
                if isinstance(id_, str) and id_ in component.measures:
                    self._keep(id_, path, number)
                else:
                    self._unknown("measure", id_, path, component.measures.ids)
        elif component is not None or key in self._places:
            self._keep(str(key), str(key), value)
        else:
            known = (*self.model.components.ids, *self._places)
            path = key if isinstance(key, str) else shown(key)
            self._unknown("component or measure", key, path, known)

    def _keep(self, id_: str, path: str, value: object) -> None:
        if id_ in self._given:
            self._fault(path, "given-twice", f"{id_} was given twice; give it once")
        self._given[id_] = (path, value)

    def count(self, component: Component) -> _Counted:
        """Count one component from its number or its measures."""
        number = self._number(component, None)
        parts = tuple([self._measure(component, each) for each in component.measures])
        given = any(part.count is not None for part in parts)
        if number is not None and given:
            message = "give the component's number or its measures, not both"
            self._fault(component.id, "given-two-ways", message)
        if given:
            return self._combine(component, parts)
        low, high = self.model.spans[self.model.components.ids.index(component.id)]
        if number is None:
            return _Counted(None, low, high)
        count = count_steps(number)
        if component.better == "lower":
            count = low + high - count
        return _Counted(count, count, count)

    def _measure(self, component: Component, measure: Measure) -> MeasuredPart:
        _, value = self._given.get(measure.id, ("", None))
        number: Number | None = value
        if measure.is_rating or not measure.limits.surely_admits(value):
            number = self._number(component, measure)
        if number is None:
            return MeasuredPart(
                component=component.id, measure=measure, given=None, count=None
            )
        return MeasuredPart(
            component=component.id,
            measure=measure,
            given=number,
            count=points_of(self.model, measure, number),
        )

    def _combine(
        self, component: Component, parts: tuple[MeasuredPart, ...]
    ) -> _Counted:
        known = total = low = high = 0
        for part in parts:
            weight = part.measure.weight
            if part.count is None:
                least, most = part.measure.bounds() or self.model.scale
                low += weight * least
                high += weight * most
            else:
                known += weight
                total += weight * part.count
        whole = component.weight_of_measures
        if self.model.combine == "sum":
            count = total if known == whole else None
            return _Counted(count, total + low, total + high, parts)
        # Whole numbers, because a product of decimals depends on the caller's context.
        least, of = self.model.least_known
        enough = known * HUNDRED * of >= whole * least
        return _Counted(
            mean_count(total, known) if enough else None,
            mean_count(total + low, whole),
            mean_count(total + high, whole),
            parts,
        )

    def _number(self, component: Component, measure: Measure | None) -> Number | None:
        """Give the number of a component or measure if it was given and is sound."""
        part = measure or component
        path, value = self._given.get(part.id, ("", None))
        if is_missing(value):
            return None
        try:
            number = as_number(value, part.name)
        except InvalidValueError as error:
            self._fault(path, "not-a-number", str(error), given=value)
            return None
        rated = measure is None or measure.is_rating
        if rated and self.model.whole and number != int(number):
            message = f"{part.name} must be a whole number, found {number}"
            self._fault(
                path, "not-whole", message, given=value, expected="whole number"
            )
            return None
        if measure is not None and not measure.is_rating:
            return self._bounded(path, number, measure.name, measure.limits)
        if measure is None and component.measures and self.model.combine == "sum":
            message = f"{part.name} is the sum of its measures; give those"
            self._fault(path, "no-measures", message, given=value)
            return None
        return self._bounded(path, number, part.name, self.model.limits)

    def _bounded(
        self, path: str, number: Number, name: str, limits: Limits
    ) -> Number | None:
        if limits.admits(number):
            return number
        low, high = limits.low, limits.high
        if high is None:
            expected = f"at least {low}"
        elif low is None:
            expected = f"at most {high}"
        else:
            expected = f"from {low} to {high}"
        message = f"{name} must be {expected}, found {number}"
        self._fault(path, "out-of-range", message, given=number, expected=expected)
        return None

    def _unknown(
        self, kind: str, key: object, path: str, known: tuple[str, ...]
    ) -> None:
        near = near_misses(key, known)
        if near:
            hint = f"did you mean {near[0]!r}?"
        else:
            hint = f"known: {', '.join(known)}" if known else "there are none"
        message = f"no {kind} is called {shown(key)}; {hint}"
        self._fault(path, "unknown-name", message, given=key)

    def _fault(
        self,
        path: str,
        code: str,
        message: str,
        *,
        given: object = None,
        expected: str | None = None,
    ) -> None:
        text = None if given is None else shown(given)
        self.problems.append(
            Problem(
                path=path, code=code, message=message, given=text, expected=expected
            )
        )


def points_of(model: ScoreModel, measure: Measure, number: Number) -> int:
    """Give the points that a measure earns on the card's scale, in hundredths."""
    count = measure.points(number)
    if measure.is_rating and measure.better == "lower":
        return sum(model.scale) - count
    return count


def mean_count(total: int, weight: int) -> int:
    """Count the weighted mean of measures in whole hundredths, half up."""
    return (2 * total + weight) // (2 * weight)
