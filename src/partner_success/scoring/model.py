"""The definition of a scorecard: what counts, how much, how the result is called."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal, get_args

import attrs

from partner_success.core.bands import Band, Bands
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, exact_steps
from partner_success.errors import InvalidModelError, Problem, UnknownNameError
from partner_success.scoring.limits import Limits
from partner_success.scoring.measures import FULL_POINTS, Better, Measure, weight_faults
from partner_success.scoring.targets import number_faults

Combine = Literal["mean", "sum"]
"""How parts make a whole: their weighted mean, or the sum of weight times number."""

Missing = Literal["refuse", "reweight", "range"]
"""What happens where a value is not known."""

_ID = re.compile(r"[a-z][a-z0-9_]{0,62}")

RESERVED: Final = frozenset({"missing", "values", "measures"})
"""Ids that would hide an argument of `Scorecard.score`."""


@attrs.frozen(kw_only=True)
class Component:
    """One part of a score: a number, or measures that make the number.

    Attributes:
        id: The name for programs; no other component or measure of the card has it.
        name: The name for people.
        weight: Its share in the score, a whole number above 0.
        better: Which way its number gets better; measures are always turned so that
            more points are better.
        measures: What the number is made of, if a caller gives measures instead.
        description: What it stands for, for people.
        citations: Where the weight comes from.

    Rule: HLT-04, HLT-13.
    """

    id: str
    name: str
    weight: int = attrs.field(metadata={"minimum": 1})
    better: Better
    measures: Catalogue[Measure] = Catalogue(kind="measure")
    description: str = ""
    citations: tuple[Citation, ...] = ()

    @property
    def weight_of_measures(self) -> int:
        """The sum of the measures' weights; 0 without measures."""
        return sum(measure.weight for measure in self.measures)


@attrs.frozen(kw_only=True)
class ScoreModel:
    """What a score is made of, checked when it is built.

    Attributes:
        id: The name for programs.
        name: The name for people, such as ``"Customer health"``.
        low: The least number a component or rating can have (closed).
        high: The greatest number a component or rating can have (closed).
        whole: Whether those numbers must be whole, as ratings are.
        combine: ``"mean"`` weighs the numbers; ``"sum"`` adds weight times number.
        components: The parts, in the order in which they are shown.
        bands: The named parts of the result's scale, or ``None``.
        least_coverage: With ``missing="reweight"``, the least share of the weight, in
            percent (closed), that must be known for a score to be given.
        unit: What the result counts.
        citations: Where the model comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: Weights, bands and ranges contradict each other; every fault
            is named at once.

    Rule: HLT-11.
    """

    id: str
    name: str
    low: Decimal
    high: Decimal
    whole: bool = False
    combine: Combine = "mean"
    components: Catalogue[Component]
    bands: Bands | None = None
    least_coverage: Decimal = attrs.field(
        default=Decimal(0), metadata={"minimum": 0, "maximum": HUNDRED}
    )
    unit: str = "points"
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    total_weight: int = attrs.field(init=False, repr=False, eq=False)
    """The sum of the components' weights."""
    denominator: int = attrs.field(init=False, repr=False, eq=False)
    """What a full score's numerator is divided by."""
    spans: tuple[tuple[int, int], ...] = attrs.field(init=False, repr=False, eq=False)
    """The least and most that each component can count, in hundredths."""
    ceilings: tuple[tuple[Component, int], ...] = attrs.field(
        init=False, repr=False, eq=False
    )
    """Each component with the most that it can count, in hundredths."""
    ladder: tuple[tuple[int, Band], ...] = attrs.field(init=False, repr=False, eq=False)
    """Each band with the least numerator of a full score that reaches it."""
    limits: Limits = attrs.field(init=False, repr=False, eq=False)
    """Between which ends a component or rating lies."""
    owners: dict[str, Component] = attrs.field(init=False, repr=False, eq=False)
    """The component of each measure, by the measure's id."""
    least_known: tuple[int, int] = attrs.field(init=False, repr=False, eq=False)
    """The least share of the weight that must be known, in percent, as a ratio."""

    def __attrs_post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise InvalidModelError(f"scorecard {self.id!r}", faults)
        derive = object.__setattr__
        total = sum(component.weight for component in self.components)
        derive(self, "total_weight", total)
        derive(self, "denominator", self.divisor(total))
        derive(self, "spans", tuple(self._span(part) for part in self.components))
        most = (most for _, most in self.spans)
        derive(self, "ceilings", tuple(zip(self.components, most, strict=True)))
        derive(self, "ladder", self._ladder())
        derive(self, "limits", Limits(self.low, self.high))
        derive(self, "least_known", self.least_coverage.as_integer_ratio())
        owners = {
            measure.id: component
            for component in self.components
            for measure in component.measures
        }
        derive(self, "owners", owners)

    def _ladder(self) -> tuple[tuple[int, Band], ...]:
        if self.bands is None:
            return ()
        edges = zip(self.bands.edges, self.bands, strict=True)
        # Rounded up: a numerator is whole, so it reaches the edge or the next above it.
        return tuple(
            (-(-edge * self.denominator // HUNDRED), band) for edge, band in edges
        )

    def __reduce__(self) -> tuple[Any, ...]:
        fields = [field for field in attrs.fields(type(self)) if field.init]
        given = {field.name: getattr(self, field.name) for field in fields}
        return _rebuild, (type(self), given)

    def divisor(self, weight: int) -> int:
        """Give the denominator of a score made of components of this weight."""
        return HUNDRED if self.combine == "sum" else HUNDRED * weight

    def require_bands(self) -> Bands:
        """Give the bands.

        Raises:
            UnknownNameError: The model has none.
        """
        if self.bands is None:
            raise UnknownNameError("set of bands", self.id, ())
        return self.bands

    @property
    def scale(self) -> tuple[int, int]:
        """The least and most number of a component or rating, in hundredths."""
        return exact_steps(self.low) or 0, exact_steps(self.high) or 0

    @property
    def reach(self) -> tuple[Fraction, Fraction]:
        """The least and greatest score that the model can give (closed)."""
        if self.combine == "mean":
            return Fraction(self.low), Fraction(self.high)
        spans = [(part.weight, self._span(part)) for part in self.components]
        low = sum(weight * span[0] for weight, span in spans)
        high = sum(weight * span[1] for weight, span in spans)
        return Fraction(low, HUNDRED), Fraction(high, HUNDRED)

    def _span(self, component: Component) -> tuple[int, int]:
        low, high = self.scale
        if self.combine == "mean" or not component.measures:
            return low, high
        weight = component.weight_of_measures
        return low * weight, high * weight


def _rebuild(kind: type[ScoreModel], given: dict[str, Any]) -> ScoreModel:
    return kind(**given)


def _faults(model: ScoreModel) -> Iterator[Problem]:
    if model.combine not in get_args(Combine):
        message = f"parts make a 'mean' or a 'sum', found {model.combine!r}"
        yield _fault("combine", "unknown-name", message)
    if not model.components:
        yield _fault("components", "no-components", "at least one component is needed")
    weights = list(_weight_faults(model))
    yield from weights
    yield from _scale_faults(model, comparable=not weights)
    seen: set[str] = set()
    for component in model.components:
        path = f"components.{component.id}"
        if component.better not in get_args(Better):
            message = "declare what is better, 'higher' or 'lower'"
            yield _fault(f"{path}.better", "no-direction", message)
        for part in (component, *component.measures):
            if part.id in seen:
                message = f"the id {part.id!r} is used twice; ids are unique in a card"
                yield _fault(path, "duplicate-id", message)
            if part.id in RESERVED or keyword.iskeyword(part.id):
                message = f"{part.id!r} is a reserved word; choose another id"
                yield _fault(path, "reserved-id", message)
            elif not _ID.fullmatch(part.id):
                message = f"an id is small letters, digits and '_', found {part.id!r}"
                yield _fault(path, "bad-id", message)
            seen.add(part.id)
        yield from _measure_faults(model, component, path)


def _weight_faults(model: ScoreModel) -> Iterator[Problem]:
    for component in model.components:
        for problem in weight_faults(component.weight):
            yield problem.under(f"components.{component.id}")


def _scale_faults(model: ScoreModel, *, comparable: bool) -> Iterator[Problem]:
    if unfit := list(number_faults(model, "low", "high", "least_coverage")):
        yield from unfit
        return
    if model.low >= model.high:
        message = f"low {model.low} must be below high {model.high}"
        yield _fault("low", "empty-scale", message)
    for name, edge in (("low", model.low), ("high", model.high)):
        if exact_steps(edge) is None:
            yield _fault(name, "too-fine", f"{edge} is finer than hundredths")
    if not 0 <= model.least_coverage <= HUNDRED:
        message = f"a share in percent lies from 0 to 100, found {model.least_coverage}"
        yield _fault("least_coverage", "out-of-range", message)
    if comparable and model.bands is not None and model.low < model.high:
        low, high = model.reach
        if model.bands.low > low or model.bands.high < high:
            message = (
                f"scores reach from {low} to {high}, the bands only from"
                f" {model.bands.low} to {model.bands.high}"
            )
            yield _fault("bands", "bands-too-short", message)


def _measure_faults(
    model: ScoreModel, component: Component, path: str
) -> Iterator[Problem]:
    for measure in component.measures:
        place = f"{path}.measures.{measure.id}"
        if measure.is_rating:
            if measure.better != component.better:
                message = "a rating has the direction of its component"
                yield _fault(f"{place}.better", "direction-differs", message)
            if measure.low is not None or measure.high is not None:
                message = "a rating has the scale of the card; leave low and high out"
                yield _fault(f"{place}.low", "two-scales", message)
        elif model.low != 0 or model.high != HUNDRED or component.better == "lower":
            message = (
                "a target or curve earns 0 to 100 points, more is better; the card's"
                " scale must be 0 to 100 and the component 'higher'"
            )
            yield _fault(place, "scale-differs", message)
        else:
            least, most = measure.bounds() or (0, 0)
            if least < 0 or most > FULL_POINTS:
                message = "a curve earns points from 0 to 100"
                yield _fault(f"{place}.curve", "out-of-range", message)


def _fault(path: str, code: str, message: str) -> Problem:
    return Problem(path=path, code=code, message=message)
