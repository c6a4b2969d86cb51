"""What a linter finds in a scorecard that can be loaded."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

import attrs

from partner_success.core.bands import Bands
from partner_success.core.quantities import HUNDRED
from partner_success.rulebook.document import step
from partner_success.rulebook.findings import Finding, LintLimits, Severity
from partner_success.rulebook.profiles import earnings, reach_of, reach_without
from partner_success.scoring.measures import FULL_POINTS, Measure
from partner_success.scoring.model import Component, ScoreModel

__all__ = ["Card"]


@attrs.frozen(kw_only=True)
class Card:
    """A scorecard and where it stands in the document.

    Attributes:
        model: The scorecard.
        path: Where it stands.
        bands: Where the entries of its bands stand.
        components: The key of its components.
        measures: The key of their measures.
    """

    model: ScoreModel
    path: str
    bands: str
    components: str = "components"
    measures: str = "measures"

    def lint(self, limits: LintLimits) -> Iterator[Finding]:
        """Find what is doubtful in the scorecard."""
        yield from _unreachable_bands(self)
        yield from _weights(self, limits)
        for component in self.model.components:
            for measure in component.measures:
                place = step(self.path_of_measures(component), measure.id)
                yield from _range_findings(measure, self.model, place)
                if self.model.bands is not None:
                    yield from _cliffs(self.model, limits, component, measure, place)
                    yield from _idle(self.model, component, measure, place)

    @property
    def path_of_components(self) -> str:
        """Where the components stand."""
        return step(self.path, self.components)

    def path_of_measures(self, component: Component) -> str:
        """Where the measures of a component stand."""
        return step(step(self.path_of_components, component.id), self.measures)


def _unreachable_bands(card: Card) -> Iterator[Finding]:
    reach = reach_of(card.model)
    last = reach.most
    for first, band in card.model.ladder:
        if not reach.meets(first, last):
            least, most = card.model.reach
            message = (
                f"no score that the card can give lies in {band.name!r}; scores reach"
                f" from {least} to {most}"
            )
            place = step(card.bands, band.id)
            yield _finding(place, "unreachable-band", message)
        last = first - 1


def _weights(card: Card, limits: LintLimits) -> Iterator[Finding]:
    model, place = card.model, card.path_of_components
    spans = zip(model.components, model.spans, strict=True)
    # In a sum a part counts by what it can add, not by its weight alone.
    worths = [part.weight * (most - least) for part, (least, most) in spans]
    yield from _shares(model.components, worths, limits, place)
    if model.combine == "mean":
        yield from _common_factor(model.components, place)
    for component in model.components:
        inside = card.path_of_measures(component)
        weights = [measure.weight for measure in component.measures]
        yield from _shares(component.measures, weights, limits, inside)
        if model.combine == "mean":
            yield from _common_factor(component.measures, inside)


def _shares(
    parts: Iterable[Component | Measure],
    worths: Sequence[int],
    limits: LintLimits,
    path: str,
) -> Iterator[Finding]:
    if len(worths) == 1:
        return
    for part, worth in zip(parts, worths, strict=True):
        share = Fraction(worth, sum(worths))
        place = step(path, part.id)
        text = f"{part.name!r} has {float(HUNDRED * share):.3g} % of the weight"
        if share < limits.light:
            message = (
                f"{text}, which nobody sees in the score; drop it or weigh it more"
            )
            yield _finding(place, "light-weight", message)
        if share > limits.heavy:
            message = f"{text}; the others cannot make up for it together"
            yield _finding(place, "heavy-weight", message)


def _common_factor(
    parts: Iterable[Component | Measure], path: str
) -> Iterator[Finding]:
    weights = [part.weight for part in parts]
    factor = math.gcd(*weights)
    # Weights that add up to a hundred are read as percentages, on purpose.
    if factor > 1 and sum(weights) != HUNDRED:
        reduced = ", ".join(str(weight // factor) for weight in weights)
        message = f"all weights are multiples of {factor}; {reduced} score the same"
        yield _finding(path, "common-factor", message, "note")


def _range_findings(
    measure: Measure, model: ScoreModel, path: str
) -> Iterator[Finding]:
    for key, zero in (("zero", measure.zero), ("zero_above", measure.zero_above)):
        if zero is not None and not _accepts(measure, zero):
            message = (
                f"values from {_end(measure.low)} to {_end(measure.high)} are accepted,"
                f" so none earns nothing as {zero} would"
            )
            yield _finding(step(path, key), "zero-outside-range", message)
    target = measure.target
    if target is None:
        return
    if earnings(measure, model).most < FULL_POINTS:
        message = (
            f"no accepted value keeps the target ('{target}') or earns full points"
        )
        yield _finding(step(path, "target"), "target-outside-range", message)
    if target.unit != measure.unit:
        message = f"the measure counts {measure.unit!r}, its target {target.unit!r}"
        yield _finding(step(path, "unit"), "units-differ", message)


def _accepts(measure: Measure, value: Decimal) -> bool:
    low, high = measure.low, measure.high
    return (low is None or value >= low) and (high is None or value <= high)


def _end(edge: object) -> str:
    return "any" if edge is None else str(edge)


def _cliffs(
    model: ScoreModel,
    limits: LintLimits,
    component: Component,
    measure: Measure,
    path: str,
) -> Iterator[Finding]:
    steepest = earnings(measure, model).steepest
    # One hundredth is the finest there is, and what missing a strict target costs.
    if measure.is_rating or steepest <= 1:
        return
    moved = Fraction(steepest, HUNDRED) * _share(model, component, measure)
    narrowest = min(_widths(model.require_bands()))
    if moved > limits.cliff * narrowest:
        counted = Decimal(1).scaleb(-measure.decimals)
        unit = f" {measure.unit}" if measure.unit else ""
        message = (
            f"one step of {counted}{unit} moves the score by up to {float(moved):.3g},"
            f" and the narrowest band is {float(narrowest):.3g} wide; let the points"
            " rise over a longer way"
        )
        yield _finding(path, "cliff", message)


def _share(model: ScoreModel, component: Component, measure: Measure) -> Fraction:
    """Give what one point of a measure is worth in the score."""
    if model.combine == "sum":
        return Fraction(component.weight * measure.weight)
    of_component = Fraction(measure.weight, component.weight_of_measures)
    return of_component * component.weight / model.total_weight


def _widths(bands: Bands) -> list[Fraction]:
    upper, widths = Fraction(bands.high), list[Fraction]()
    for band in bands:
        widths.append(upper - Fraction(band.floor))
        upper = Fraction(band.floor)
    # The top band can be a single value, which is no width to compare with.
    return [width for width in widths if width > 0]


def _idle(
    model: ScoreModel, component: Component, measure: Measure, path: str
) -> Iterator[Finding]:
    others, scale = reach_without(model, measure)
    earned = earnings(measure, model)
    worth = component.weight * measure.weight
    # The mean of measures is rounded to a hundredth, which can help it over an edge.
    slack = component.weight * scale if model.combine == "mean" else 0
    # Nobody passes the edge of the lowest band.
    for numerator, _ in model.ladder[:-1]:
        first = numerator * scale - worth * earned.most - slack
        last = numerator * scale - worth * earned.least - 1 + slack
        if earned.least < earned.most and others.meets(first, last):
            return
    message = f"whatever {measure.name!r} is, the band stays the same; drop it"
    yield _finding(path, "idle-measure", message, "note")


def _finding(
    path: str, code: str, message: str, severity: Severity = "warning"
) -> Finding:
    return Finding(path=path, code=code, message=message, severity=severity)
