"""Net Promoter Score with the interval that its number of answers allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

import attrs

from partner_success.core.citation import Citation
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, as_number, is_missing, rounded_text
from partner_success.errors import InvalidModelError, InvalidValueError, Problem
from partner_success.scoring.intervals import IntervalResult, adjusted_wald_nps


@attrs.frozen(kw_only=True)
class NpsModel:
    """Which ratings promote and which detract.

    Attributes:
        id: The name for programs.
        name: The name for people.
        low: The lowest rating there is.
        high: The highest rating there is.
        promoters_from: The lowest rating of a promoter (closed).
        detractors_to: The highest rating of a detractor (closed).
        confidence: The level of the interval, strictly between 0 and 1.
        citations: Where the model comes from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: The ratings are not in the order low, detractors, promoters,
            high.

    Rule: CST-04.
    """

    id: str
    name: str
    low: int
    high: int
    promoters_from: int
    detractors_to: int
    confidence: Decimal
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        faults: list[Problem] = []
        if not self.low <= self.detractors_to < self.promoters_from <= self.high:
            message = "ratings must rise: low, detractors_to, promoters_from, high"
            faults.append(Problem(path="", code="wrong-order", message=message))
        faults += level_faults(self.confidence)
        if faults:
            raise InvalidModelError(f"NPS model {self.id!r}", faults)

    def score(self, ratings: Iterable[object]) -> NetPromoterScore:
        """Score answers to 'how likely are you to recommend us'.

        Args:
            ratings: Whole ratings of the scale; ``None`` and NaN are no answers.

        Raises:
            InvalidValueError: A rating is none of the scale.

        Rule: CST-04.
        """
        promoters = passives = detractors = 0
        for rating in ratings:
            if is_missing(rating):
                continue
            number = whole_rating(rating, self.low, self.high)
            if number >= self.promoters_from:
                promoters += 1
            elif number <= self.detractors_to:
                detractors += 1
            else:
                passives += 1
        return NetPromoterScore(
            model=self, promoters=promoters, passives=passives, detractors=detractors
        )


@attrs.frozen(kw_only=True)
class NetPromoterScore(Explained):
    """A Net Promoter Score and how sure it is.

    Attributes:
        model: What scored.
        promoters: Answers in the promoters' range.
        passives: Answers in between.
        detractors: Answers in the detractors' range.

    Rule: CST-04.
    """

    model: NpsModel
    promoters: int
    passives: int
    detractors: int

    @property
    def answers(self) -> int:
        """The number of answers."""
        return self.promoters + self.passives + self.detractors

    @property
    def exact(self) -> Fraction | None:
        """Points from -100 to 100 (closed) without rounding; None without an answer."""
        if not self.answers:
            return None
        return Fraction(HUNDRED * (self.promoters - self.detractors), self.answers)

    @property
    def value(self) -> float | None:
        """Points from -100 to 100 (closed); None without an answer."""
        return None if self.exact is None else float(self.exact)

    @property
    def interval(self) -> IntervalResult:
        """The confidence interval in points, by the adjusted Wald method."""
        return adjusted_wald_nps(
            self.promoters,
            self.passives,
            self.detractors,
            level=self.model.confidence,
        )

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.model.provenance

    def explain(self) -> Explanation:
        """Tell the score, who made it, and how sure it is."""
        exact = self.exact
        text = "no answers"
        if exact is not None:
            text = rounded_text(exact.numerator, exact.denominator)
        parts = ("promoters", "passives", "detractors")
        return Explanation(
            title=f"{self.model.name}: {text}",
            columns=("answers", *parts),
            rows=((str(self.answers), *(str(getattr(self, part)) for part in parts)),),
            remarks=(str(self.interval),),
            provenance=self.provenance,
        )


def level_faults(level: Decimal) -> Iterator[Problem]:
    """Name what keeps a number from being a level of confidence."""
    if not Decimal(level).is_finite() or not 0 < level < 1:
        message = f"a level lies between 0 and 1, found {level}"
        yield Problem(path="confidence", code="out-of-range", message=message)


def whole_rating(value: object, low: int, high: int) -> int:
    """Give a rating as a whole number of its scale.

    Raises:
        InvalidValueError: It is no whole number from low to high (both closed).
    """
    if type(value) is int and low <= value <= high:
        return value
    number = as_number(value, "a rating")
    if not low <= number <= high:
        raise InvalidValueError(f"a rating lies from {low} to {high}, found {number}")
    if number != int(number):
        raise InvalidValueError(f"a rating is a whole number, found {number}")
    return int(number)
