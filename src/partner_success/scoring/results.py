"""What scoring gives back: a score, a range, or the reason why there is none."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import inf, lcm, nextafter
from typing import TYPE_CHECKING, Any, Final

import attrs

from partner_success.core.bands import Band
from partner_success.core.collections import EMPTY_MAP
from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import decimal_text, digits_needed, shown_parts
from partner_success.scoring.bounds import Bounds
from partner_success.scoring.model import ScoreModel
from partner_success.scoring.parts import (
    Contribution,
    MeasuredPart,
    component_rows,
    contributions,
    coverage,
    missing_ids,
)

if TYPE_CHECKING:
    from partner_success.scoring.improvements import Improvements

_COLUMNS = ("component", "value", "weight", "won", "lost")


@attrs.frozen(init=False, repr=False)
class Score(Explained):
    """A score, exact, with everything that made it.

    All arithmetic is in whole numbers over one denominator; a division happens only
    where a number is shown.

    Attributes:
        model: What was scored.
        counts: What each component counted, in hundredths, in the model's order;
            ``None`` where it was missing and the rest was reweighted.
        numerator: The weighted sum of the counts.
        measured: The measures behind components that were given as measures.

    Rule: HLT-01, HLT-02, HLT-07.
    """

    # One field for all, because scores are made by the million, and a frozen record
    # takes as long for each field that it sets as for one product and one sum.
    _made: tuple[ScoreModel, tuple[int | None, ...], int, tuple[MeasuredPart, ...]]

    def __init__(
        self,
        model: ScoreModel,
        counts: tuple[int | None, ...],
        numerator: int,
        measured: tuple[MeasuredPart, ...] = (),
    ) -> None:
        fill_score(self, (model, counts, numerator, measured))

    @property
    def model(self) -> ScoreModel:
        """What was scored."""
        return self._made[0]

    @property
    def counts(self) -> tuple[int | None, ...]:
        """What each component counted, in hundredths; None where it was missing."""
        return self._made[1]

    @property
    def numerator(self) -> int:
        """The weighted sum of the counts."""
        return self._made[2]

    @property
    def measured(self) -> tuple[MeasuredPart, ...]:
        """The measures behind components that were given as measures."""
        return self._made[3]

    @property
    def denominator(self) -> int:
        """What the numerator is divided by, above 0."""
        model, counts, _, _ = self._made
        if None not in counts:
            return model.denominator
        pairs = zip(model.components, counts, strict=True)
        return model.divisor(sum(p.weight for p, count in pairs if count is not None))

    @property
    def value(self) -> float:
        """The score; the float nearest to the exact number."""
        return self.numerator / self.denominator

    @property
    def exact(self) -> Fraction:
        """The score without rounding."""
        return Fraction(self.numerator, self.denominator)

    @property
    def text(self) -> str:
        """The score as it is printed: at most four decimals, cut and not rounded."""
        digits = digits_needed(self.exact.denominator)
        return decimal_text(self.numerator, self.denominator, digits)

    @property
    def band(self) -> Band:
        """The band that the score lies in.

        Raises:
            UnknownNameError: The model has no bands.
        """
        model, counts, numerator, _ = self._made
        if None not in counts:
            for edge, band in model.ladder:
                if numerator >= edge:
                    return band
        return model.require_bands().of_ratio(self.numerator, self.denominator)

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """What each component won and lost; it adds up exactly to the score.

        Components that were missing are left out; `missing` names them.
        """
        model, counts, _, _ = self._made
        return contributions(model.ceilings, counts, self.denominator)

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of components and measures without a value, in the model's order."""
        return missing_ids(self.model, self.counts, self.measured)

    @property
    def coverage(self) -> Fraction:
        """The share of the weight whose values were known, from 0 to 1 (closed)."""
        return coverage(self.model, self.counts, self.measured)

    @property
    def greatest_drag(self) -> Contribution | None:
        """The component that lost most points, the first of equals; None for none."""
        worst = max(self.contributions, key=lambda part: part.lost_count)
        return worst if worst.lost_count else None

    @property
    def points_to_next(self) -> float | None:
        """Points missing to the floor of the band above; None in the top band.

        Where that has no end as a decimal number it is rounded up, so that what is
        given always suffices.
        """
        above = self.model.require_bands().above(self.band)
        if above is None:
            return None
        short = Fraction(above.floor) - self.exact
        nearest = float(short)
        return nearest if Decimal(repr(nearest)) >= short else nextafter(nearest, inf)

    @property
    def points_above_edge(self) -> float:
        """Points between the score and the floor of its band, 0 or more."""
        return float(self.exact - Fraction(self.band.floor))

    def improvements(
        self, *, to: str | Band, bounds: Bounds = EMPTY_MAP
    ) -> Improvements:
        """Find the least changes that reach a band, exactly, in hundredths.

        Of each component alone, while all others stay, and of all together with the
        least total change. One hundredth less does not reach the band. Components
        without a number stay so.

        Args:
            to: The band, its name or its id.
            bounds: The best number that a component can get, by its id; without one it
                can get as good as the scale allows.

        Raises:
            InvalidDataError: A bound is none, or of no component; every fault is named.
            InvalidUseError: A component is a sum of measures of different weights.
            UnknownNameError: There is no such band, or the model has no bands.

        Examples:
            >>> from partner_success.rulebook import standard
            >>> score = standard().health.score(
            ...     technical_performance=92,
            ...     business_outcomes=71,
            ...     user_adoption=64,
            ...     relationship_strength=80,
            ... )
            >>> print(score.improvements(to="Healthy", bounds={"user_adoption": 70}))
            Customer health 77.7 needs 2.3 points to Healthy
            >>> found = score.improvements(to="Healthy")
            >>> [(each.component.id, each.needed) for each in found.sufficient][:2]
            [('technical_performance', 99.67), ('business_outcomes', 78.67)]

        Rule: HLT-09.
        """
        from partner_success.scoring.improvements import improvements_to

        measured = frozenset(part.component for part in self.measured)
        ratio = self.numerator, self.denominator
        return improvements_to(
            self.model, self.counts, ratio, measured=measured, to=to, bounds=bounds
        )

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.model.provenance

    def __repr__(self) -> str:
        return f"Score({self.text} of {self.model.id!r}, counts={self.counts})"

    def explain(self) -> Explanation:
        """Tell how the score came about, as text, table and HTML."""
        model = self.model
        contributions = self.contributions
        most = sum(part.won_count + part.lost_count for part in contributions)
        of = decimal_text(most, self.denominator)
        title = f"{model.name} {self.text} of {of} {model.unit}"
        title += f": {self.band.name}" if model.bands is not None else ""
        return Explanation(
            title=title,
            columns=_COLUMNS,
            rows=component_rows(contributions, self.measured, self._digits),
            remarks=tuple(self._remarks()),
            provenance=model.provenance,
        )

    def _remarks(self) -> list[str]:
        remarks: list[str] = []
        if self.model.bands is not None:
            remarks += [f"{self.band.name}: {self.band.action}"] * bool(
                self.band.action
            )
            remarks.append(self._edges())
        remarks += self._drag()
        if self.missing:
            remarks.append(
                f"{percent(self.coverage)} of the weight is known;"
                f" missing: {', '.join(self.missing)}"
            )
        return remarks

    def _drag(self) -> list[str]:
        drag, parts = self.greatest_drag, self.contributions
        if drag is None:
            return []
        lost = [part.lost_count for part in parts]
        # The same text as in the table, where rounding may have given it a step more.
        texts = shown_parts(lost, self.denominator, self._digits)
        text = texts[parts.index(drag)]
        of = f"of the {self._points(sum(lost))} points lost"
        return [f"greatest drag: {drag.name}, {text} {of}"]

    def _edges(self) -> str:
        bands, band = self.model.require_bands(), self.band
        above = bands.above(band)
        gap = self.exact - Fraction(band.floor)
        edge = (
            f"{decimal_text(*gap.as_integer_ratio(), 4)} above the edge of {band.name}"
        )
        if above is None:
            return edge
        # Rounded up, because a shortfall printed too small would not be enough.
        short = self.exact - Fraction(above.floor)
        steps = -(short.numerator * 10**self._digits // short.denominator)
        missing = decimal_text(steps, 10**self._digits, self._digits)
        return f"{missing} to {above.name}, {edge}"

    def _points(self, count: int) -> str:
        return decimal_text(count, self.denominator, self._digits)

    @property
    def _digits(self) -> int:
        counts = [
            count
            for part in self.contributions
            for count in (part.won_count, part.lost_count)
        ]
        exact = [Fraction(count, self.denominator).denominator for count in counts]
        return digits_needed(lcm(*exact))


fill_score: Final[Any] = Score.__dict__["_made"].__set__
"""Sets the one field of a score that is being made; for the quick path only."""


@attrs.frozen(kw_only=True)
class ScoreRange(Explained):
    """Where a score must lie, whatever the missing values turn out to be.

    Attributes:
        low: The score if every missing value were the worst that can be.
        high: The score if every missing value were the best that can be.
        missing: Ids without a value, in the model's order.
        coverage: The share of the weight that was known, from 0 to 1 (closed).

    Rule: HLT-06, RDY-06.
    """

    low: Score
    high: Score
    missing: tuple[str, ...]
    coverage: Fraction

    @property
    def model(self) -> ScoreModel:
        """What was scored."""
        return self.low.model

    @property
    def band(self) -> Band | None:
        """The band, where there are bands and both ends lie in the same; else None."""
        if self.model.bands is None:
            return None
        band = self.low.band
        return band if band == self.high.band else None

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.model.provenance

    def explain(self) -> Explanation:
        """Tell where the score lies, and what would settle it."""
        title = f"{self.model.name} from {self.low.text} to {self.high.text}"
        remarks: list[str] = []
        if self.model.bands is not None:
            names = [self.low.band.name, self.high.band.name]
            title += f": {names[0] if self.band else ' to '.join(names)}"
        if self.missing:
            remarks.append(
                f"{percent(self.coverage)} of the weight is known;"
                f" missing: {', '.join(self.missing)}"
            )
        return Explanation(
            title=title, remarks=tuple(remarks), provenance=self.provenance
        )


@attrs.frozen(kw_only=True)
class NotScored(Explained):
    """The answer where too little is known for a score.

    Attributes:
        model: What was to be scored.
        missing: Ids without a value, in the model's order.
        coverage: The share of the weight that was known, from 0 to 1 (closed).

    Rule: HLT-06.
    """

    model: ScoreModel
    missing: tuple[str, ...]
    coverage: Fraction

    @property
    def reason(self) -> Reason:
        """Why there is no score."""
        least = self.model.least_coverage
        return Reason(
            code="below-least-coverage",
            message=(
                f"not scored: {percent(self.coverage)} of the weight is known, at least"
                f" {least} % is needed; missing: {', '.join(self.missing)}"
            ),
            rules=("HLT-06",),
            citations=self.model.citations,
            facts={"coverage": self.coverage, "least_coverage": least},
        )

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.model.provenance

    def explain(self) -> Explanation:
        """Tell why there is no score."""
        return Explanation(
            title=f"{self.model.name} {self.reason.message}", provenance=self.provenance
        )


def percent(share: Fraction) -> str:
    """Write a share as percent with at most one decimal, cut."""
    return f"{decimal_text(share.numerator * 100, share.denominator, 1)} %"
