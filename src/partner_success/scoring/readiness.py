"""How ready a company is to deliver customer success with a partner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil

import attrs

from partner_success.core.bands import Band, Bands
from partner_success.core.citation import Citation
from partner_success.core.collections import EMPTY_MAP, Catalogue, FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import as_number
from partner_success.errors import InvalidModelError, InvalidValueError, Problem
from partner_success.scoring.measures import Measure, weight_faults
from partner_success.scoring.model import Component
from partner_success.scoring.results import Score, ScoreRange
from partner_success.scoring.scorecard import Scorecard


@attrs.frozen(kw_only=True)
class Rating:
    """One step of the rating scale: the number and what it stands for.

    Attributes:
        rating: The number.
        meaning: What it stands for.
        citations: Where it comes from.
    """

    rating: int
    meaning: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Element:
    """One thing that is rated: its id, and what should be in place.

    Attributes:
        id: The name for programs.
        name: What should be in place.
        citations: Where it comes from.
    """

    id: str
    name: str
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Section:
    """A group of elements that are rated together.

    Attributes:
        id: The name for programs.
        name: The name for people.
        elements: What is rated, at least one.
        citations: Where it comes from.
    """

    id: str
    name: str
    elements: Catalogue[Element]
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Lead:
    """A seat among those who answer for the assessment.

    Attributes:
        id: The name for programs.
        name: The name for people.
    """

    id: str
    name: str


@attrs.frozen(kw_only=True)
class ReadinessModel:
    """The readiness assessment: sections of elements, a rating scale, levels.

    Attributes:
        id: The name for programs.
        name: The name for people.
        points_per_rating: Points that each step of a rating is worth.
        scale: The ratings with their meanings, from the lowest up.
        sections: What is rated.
        levels: The bands of the total.
        leads: The seats that answer for the assessment.
        next_steps: What to do next at any level, in order.
        citations: Where the model comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: Sections, scale and levels contradict each other.

    Rule: RDY-01, RDY-02, RDY-03, RDY-05.
    """

    id: str
    name: str
    points_per_rating: int
    scale: tuple[Rating, ...]
    sections: Catalogue[Section]
    levels: Bands
    leads: Catalogue[Lead] = Catalogue(kind="lead")
    next_steps: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()
    card: Scorecard = attrs.field(init=False, repr=False, eq=False)
    """The scorecard that the assessment is: a sum of ratings."""

    def __attrs_post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise InvalidModelError(f"readiness model {self.id!r}", faults)
        object.__setattr__(self, "card", self._build_card())

    def _build_card(self) -> Scorecard:
        ratings = [step.rating for step in self.scale]
        return Scorecard(
            id=self.id,
            name=self.name,
            low=Decimal(min(ratings, default=0)),
            high=Decimal(max(ratings, default=0)),
            whole=True,
            combine="sum",
            components=Catalogue(
                (self._component(section) for section in self.sections),
                kind="section",
            ),
            bands=self.levels,
            citations=self.citations,
            provenance=self.provenance,
        )

    def _component(self, section: Section) -> Component:
        elements = (
            Measure(
                id=element.id,
                name=element.name,
                weight=self.points_per_rating,
                better="higher",
                citations=element.citations,
            )
            for element in section.elements
        )
        return Component(
            id=section.id,
            name=section.name,
            weight=1,
            better="higher",
            measures=Catalogue(elements, kind="element"),
            citations=section.citations,
        )

    def level(self, points: int) -> Band:
        """Give the level of a total, whether or not ratings can make it.

        Args:
            points: Whole points on the scale of the levels.

        Raises:
            InvalidValueError: The points are not whole or lie outside the scale.

        Rule: RDY-05.
        """
        if as_number(points, "a total") % 1:
            raise InvalidValueError(f"a total is a whole number, found {points}")
        return self.levels.of(points)

    def assess(
        self,
        ratings: Mapping[str, object],
        *,
        leads: Mapping[str, str] = EMPTY_MAP,
    ) -> Readiness:
        """Assess the ratings that were given.

        Args:
            ratings: Whole ratings by element id; an element that is absent or ``None``
                was not answered, which is not a low rating.
            leads: Names of those who answer for the assessment, by seat.

        Raises:
            InvalidDataError: An element is unknown or a rating is none of the scale.
            UnknownNameError: A seat is unknown.

        Rule: RDY-03, RDY-06, RDY-07.
        """
        for seat in leads:
            _ = self.leads[seat]
        result = self.card.score(ratings, missing="range")
        return Readiness(model=self, range=result, leads=FrozenMap(leads))


@attrs.frozen(kw_only=True)
class Readiness(Explained):
    """The outcome of a readiness assessment.

    Attributes:
        model: What was assessed.
        range: Where the total must lie; both ends are the same once all is answered.
        leads: Names of those who answer for it, by seat.

    Rule: RDY-06, RDY-07.
    """

    model: ReadinessModel
    range: ScoreRange
    leads: FrozenMap[str, str]

    @property
    def complete(self) -> bool:
        """Whether every element was answered."""
        return not self.range.missing

    @property
    def score(self) -> Score | None:
        """The score, once every element was answered; before that None."""
        return self.range.low if self.complete else None

    @property
    def points(self) -> tuple[int, int]:
        """The least and the greatest total that the answers allow (closed)."""
        return int(self.range.low.exact), int(self.range.high.exact)

    @property
    def level(self) -> Band | None:
        """The level, where both ends of the range agree; else None."""
        return self.range.band

    @property
    def sections(self) -> FrozenMap[str, tuple[int, int]]:
        """The least and greatest points of each section (closed), by its id."""
        low, high = self.range.low.contributions, self.range.high.contributions
        pairs = zip(low, high, strict=True)
        return FrozenMap(
            (least.id, (int(least.value), int(most.value))) for least, most in pairs
        )

    @property
    def steps_to_next_level(self) -> int | None:
        """Single steps of a rating that reach the next level.

        None at the highest level, or while the level is not settled.
        """
        level = self.level
        above = None if level is None else self.model.levels.above(level)
        if above is None:
            return None
        missing = Fraction(above.floor) - self.range.low.exact
        return ceil(missing / self.model.points_per_rating)

    @property
    def unanswered(self) -> tuple[Element, ...]:
        """Elements without an answer, in the order of the model."""
        answered = {
            part.measure.id
            for part in self.range.low.measured
            if part.given is not None
        }
        return tuple(
            element
            for section in self.model.sections
            for element in section.elements
            if element.id not in answered
        )

    @property
    def improvable(self) -> tuple[tuple[Element, int], ...]:
        """Answered elements below the best rating with their rating, lowest first."""
        given = {part.measure.id: part.given for part in self.range.low.measured}
        best = self.model.card.high
        found: list[tuple[Element, int]] = []
        for section in self.model.sections:
            for element in section.elements:
                rating = given.get(element.id)
                if rating is not None and rating < best:
                    found.append((element, int(rating)))
        return tuple(sorted(found, key=lambda pair: pair[1]))

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.model.provenance

    def explain(self) -> Explanation:
        """Tell what the answers make, and where the next steps can be taken."""
        least, most = self.points
        top = int(self.range.high.model.reach[1])
        total = f"{least}" if self.complete else f"{least} to {most}"
        name = self.level.name if self.level else "level open until more is answered"
        rows = [
            (section.name, *(str(end) for end in self.sections[section.id]))
            for section in self.model.sections
        ]
        return Explanation(
            title=f"{self.model.name} {total} of {top} points: {name}",
            columns=("section", "least", "most"),
            rows=tuple(rows),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _remarks(self) -> list[str]:
        remarks: list[str] = []
        if self.unanswered:
            plural = "element is" if len(self.unanswered) == 1 else "elements are"
            remarks.append(f"{len(self.unanswered)} {plural} not answered")
        level, steps = self.level, self.steps_to_next_level
        above = self.model.levels.above(level) if level else None
        if above is not None and steps is not None:
            plural = "step" if steps == 1 else "steps"
            remarks.append(
                f"{steps} {plural} of a rating to {above.name}; lowest first:"
            )
            remarks += [
                f"  {rating}: {element.name}" for element, rating in self.improvable[:5]
            ]
        remarks += [f"next: {step}" for step in self.model.next_steps]
        seats = [
            f"{lead.name}: {self.leads.get(lead.id, 'not named')}"
            for lead in self.model.leads
        ]
        return remarks + ([f"leads: {', '.join(seats)}"] if seats else [])


def _faults(model: ReadinessModel) -> Iterator[Problem]:
    for problem in weight_faults(model.points_per_rating):
        yield attrs.evolve(problem, path="points_per_rating")
    ratings = [step.rating for step in model.scale]
    first = min(ratings, default=0)
    if len(ratings) < 2 or ratings != list(range(first, first + len(ratings))):
        message = f"ratings are at least two and rise by one, found {ratings}"
        yield Problem(path="scale", code="wrong-order", message=message)
    for section in model.sections:
        if not section.elements:
            message = "a section needs at least one element to rate"
            path = f"sections.{section.id}.elements"
            yield Problem(path=path, code="no-elements", message=message)
