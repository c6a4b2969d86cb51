"""How far an estimate from survey answers can be trusted: confidence intervals.

Three published methods, each named in its result: Wilson's score interval for shares,
the adjusted Wald interval for the Net Promoter Score, Student's t for means. Sums are
exact; floats appear only where a square root and a quantile make them unavoidable. The
confidence level is always the caller's, because it is a number of the rulebook.

Rule: CST-04.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, TypeAlias

import attrs

from partner_success.core.decision import Reason
from partner_success.core.normal import Level, critical_z, tail_of
from partner_success.core.quantities import Number
from partner_success.errors import InvalidValueError
from partner_success.scoring.quantiles import critical_t

__all__ = [
    "Interval",
    "IntervalResult",
    "NoInterval",
    "adjusted_wald_nps",
    "t_interval",
    "t_interval_from",
    "wilson",
]


def _check_level(_instance: object, _attribute: object, value: Any) -> None:
    tail_of(value)


def _check_ends(instance: Interval, _attribute: object, value: float) -> None:
    if not -math.inf < instance.low <= value < math.inf:
        raise InvalidValueError(
            "an interval runs between two finite ends, the lower one first;"
            f" found {instance.low!r} to {value!r}"
        )


def _count(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidValueError(
            f"{name} is a count, a whole number from 0 upwards, not {value!r}"
        )
    return value


def _number(name: str, value: object) -> int | Fraction:
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and math.isfinite(value):
        return Fraction(value)
    if isinstance(value, Decimal) and value.is_finite():
        return Fraction(value)
    raise InvalidValueError(f"{name} is a finite number, not {value!r}")


@attrs.frozen(kw_only=True)
class Interval:
    """A confidence interval, closed at both ends, in the unit of its estimate.

    Attributes:
        low: The lower end, finite.
        high: The upper end, finite and not below `low`.
        level: The confidence level, such as ``Decimal("0.95")``.
        method: The name of the published method.
        reference: Where the method is published.

    Raises:
        InvalidValueError: The ends are not finite or in the wrong order, or the level
            is not strictly between 0 and 1.

    Examples:
        >>> str(wilson(81, 263, level=Decimal("0.95")))
        '0.2553 to 0.3662 (95 % confidence, Wilson score)'

    Rule: CST-04.
    """

    low: float
    high: float = attrs.field(validator=_check_ends)
    level: Level = attrs.field(validator=_check_level)
    method: str
    reference: str

    def contains(self, value: Number) -> bool:
        """Say whether a value lies between the ends or on one of them.

        Raises:
            InvalidValueError: The value is not a finite number.
        """
        return self.low <= _number("the value", value) <= self.high

    def __str__(self) -> str:
        ends = f"{self.low:.4g} to {self.high:.4g}"
        return f"{ends} ({float(100 * self.level):.6g} % confidence, {self.method})"


@attrs.frozen(kw_only=True)
class NoInterval:
    """The answer where there are too few answers for an interval.

    Attributes:
        reason: Why; its facts give the answers that there are and that it takes.
        method: The name of the published method that was asked.

    Examples:
        >>> print(wilson(0, 0, level=Decimal("0.95")))
        Wilson score needs at least 1 answer; there are 0

    Rule: CST-04.
    """

    reason: Reason
    method: str

    def __str__(self) -> str:
        return self.reason.message


IntervalResult: TypeAlias = Interval | NoInterval
"""What each method gives; tell the two apart with ``isinstance``."""


@attrs.frozen(kw_only=True)
class _Method:
    name: str
    reference: str
    needs: int

    def between(self, low: float, high: float, level: Level) -> Interval:
        return Interval(
            low=low,
            high=high,
            level=level,
            method=self.name,
            reference=self.reference,
        )

    def too_few(self, answers: int) -> NoInterval:
        noun = "answer" if self.needs == 1 else "answers"
        verb = "is" if answers == 1 else "are"
        reason = Reason(
            code="too-few-answers",
            message=f"{self.name} needs at least {self.needs} {noun};"
            f" there {verb} {answers}",
            rules=("CST-04",),
            facts={"answers": answers, "needed": self.needs},
        )
        return NoInterval(reason=reason, method=self.name)


_WILSON: Final = _Method(
    name="Wilson score",
    reference="E. B. Wilson (1927), Probable inference, the law of succession, and"
    " statistical inference, Journal of the American Statistical Association 22,"
    " 209-212",
    needs=1,
)
_ADJUSTED_WALD: Final = _Method(
    name="adjusted Wald for NPS",
    reference="B. Rocks (2016), Interval estimation for the Net Promoter Score,"
    " The American Statistician 70, 365-372",
    needs=1,
)
_STUDENT: Final = _Method(
    name="Student's t",
    reference="Student (1908), The probable error of a mean, Biometrika 6, 1-25",
    needs=2,
)

# The three pseudo-answers of the method: a quarter each to the ends, half between.
_PSEUDO_END: Final = Fraction(3, 4)
_PSEUDO_TOTAL: Final = 3


def wilson(successes: int, answers: int, *, level: Level) -> IntervalResult:
    """Give Wilson's score interval of a share.

    The ends are shares within the closed range 0 to 1; the lower is exactly 0 at no
    success, the upper exactly 1 when every answer is one. The interval always holds
    the observed share.

    Args:
        successes: Answers that count, from 0 to `answers`.
        answers: All answers; at 0 the result is a `NoInterval`.
        level: The confidence level.

    Raises:
        InvalidValueError: A count is not a whole number from 0, there are more
            successes than answers, or the level is out of range.

    Examples:
        >>> interval = wilson(0, 20, level=Decimal("0.95"))
        >>> interval.low, round(interval.high, 4)
        (0.0, 0.1611)

    Rule: CST-04.
    """
    z = critical_z(level=level)
    _count("successes", successes)
    if successes > _count("answers", answers):
        raise InvalidValueError(
            f"{successes} successes of {answers} answers cannot be;"
            " successes are counted among the answers"
        )
    if not answers:
        return _WILSON.too_few(answers)
    share = Fraction(successes, answers)
    low = _wilson_low(successes, answers, z)
    high = 1 - _wilson_low(answers - successes, answers, z)
    # With very many answers rounding can be wider than the interval.
    low, high = min(low, _floor(share)), max(high, -_floor(-share))
    return _WILSON.between(low, high, level)


def _wilson_low(successes: int, answers: int, z: float) -> float:
    """Give the lower root; dividing by the upper one avoids a cancellation near 0."""
    share = Fraction(successes, answers)
    square = Fraction(z) ** 2
    spread = square * (share * (1 - share) / answers + square / (4 * answers**2))
    upper = float(share + square / (2 * answers)) + math.sqrt(spread)
    return float(share**2) / upper if successes else 0.0


def _floor(value: Fraction) -> float:
    """Give the greatest float that is not above an exact number."""
    nearest = float(value)
    return nearest if nearest <= value else math.nextafter(nearest, -math.inf)


def adjusted_wald_nps(
    promoters: int, passives: int, detractors: int, *, level: Level
) -> IntervalResult:
    """Give the adjusted Wald interval of a Net Promoter Score.

    The method (Rocks 2016, who found it among the best of those in use; Lewis and
    Sauro confirmed it on real surveys in 2021) adds three pseudo-answers: 3/4 of a
    promoter, 3/2 passives and 3/4 of a detractor. Of the shares p and d of promoters
    and detractors so adjusted, and the adjusted number of answers m, the interval is
    ``p - d`` give or take z times the root of ``(p + d - (p - d)**2) / m``.

    The ends are points within the closed range -100 to 100. The interval is drawn
    towards 0, so that a single answer's score of 100 or -100 may lie just outside it.

    Args:
        promoters: Answers in the promoters' range.
        passives: Answers in between.
        detractors: Answers in the detractors' range.
        level: The confidence level.

    Returns:
        The interval; a `NoInterval` without an answer.

    Raises:
        InvalidValueError: A count is not a whole number from 0, or the level is out
            of range.

    Examples:
        >>> print(adjusted_wald_nps(60, 30, 10, level=Decimal("0.95")))
        35.47 to 61.62 (95 % confidence, adjusted Wald for NPS)

    Rule: CST-04.
    """
    z = critical_z(level=level)
    answers = (
        _count("promoters", promoters)
        + _count("passives", passives)
        + _count("detractors", detractors)
    )
    if not answers:
        return _ADJUSTED_WALD.too_few(answers)
    total = answers + _PSEUDO_TOTAL
    net = Fraction(promoters - detractors, total)
    polar = (promoters + detractors + 2 * _PSEUDO_END) / total
    centre = float(100 * net)
    half = 100 * z * math.sqrt((polar - net**2) / total)
    low, high = max(centre - half, -100.0), min(centre + half, 100.0)
    return _ADJUSTED_WALD.between(low, high, level)


def t_interval(
    values: Iterable[Number],
    *,
    level: Level,
    scale: tuple[Number, Number] | None = None,
) -> IntervalResult:
    """Give Student's t interval of the mean of some values.

    Values are summed exactly. Where all are equal the interval is that one point:
    the method knows no spread that it has not seen.

    Args:
        values: The values; fewer than two give a `NoInterval`.
        level: The confidence level.
        scale: The lowest and highest rating there is, both allowed; the interval is
            clipped to them. Without it nothing is clipped.

    Raises:
        InvalidValueError: A value is not a finite number or lies off the scale, or
            the level is out of range.

    Examples:
        >>> print(t_interval([4, 5, 3, 5, 4], level=Decimal("0.95"), scale=(1, 5)))
        3.161 to 5 (95 % confidence, Student's t)

    Rule: CST-04.
    """
    counts = Counter(_number("a value", value) for value in values)
    answers = counts.total()
    for extreme in (min(counts), max(counts)) if counts else ():
        _on_scale("a value", extreme, scale)
    if answers < _STUDENT.needs:
        tail_of(level)
        return _STUDENT.too_few(answers)
    total = sum(value * count for value, count in counts.items())
    squares = sum(value**2 * count for value, count in counts.items())
    mean = Fraction(total) / answers
    variance = (squares - total * mean) / (answers - 1)
    return t_interval_from(mean, variance, answers, level=level, scale=scale)


def t_interval_from(
    mean: Number | None,
    variance: Number | None,
    answers: int,
    *,
    level: Level,
    scale: tuple[Number, Number] | None = None,
) -> IntervalResult:
    """Give Student's t interval of a mean from its summary.

    Args:
        mean: The mean of the answers.
        variance: Their sample variance (the sum of squares over ``answers - 1``).
        answers: How many they are; below two the result is a `NoInterval`, and
            neither mean nor variance is looked at.
        level: The confidence level.
        scale: As for `t_interval`.

    Raises:
        InvalidValueError: Mean or variance is not a finite number, the variance is
            negative, the mean lies off the scale, a number is too large for a float,
            the count is not one, or the level is out of range.

    Examples:
        >>> print(t_interval_from(4, Decimal("0.5"), 51, level=Decimal("0.9")))
        3.834 to 4.166 (90 % confidence, Student's t)

    Rule: CST-04.
    """
    tail_of(level)
    if _count("answers", answers) < _STUDENT.needs:
        return _STUDENT.too_few(answers)
    centre = Fraction(_number("the mean", mean))
    spread = Fraction(_number("the variance", variance))
    if spread < 0:
        raise InvalidValueError(f"a variance is never negative; found {variance!r}")
    ends = _on_scale("the mean", centre, scale)
    try:
        half = critical_t(answers - 1, level=level) * math.sqrt(spread / answers)
        low, high = float(centre) - half, float(centre) + half
    except OverflowError:
        raise InvalidValueError(
            "the mean and variance must fit a float; give them in a larger unit"
        ) from None
    low, high = min(low, _floor(centre)), max(high, -_floor(-centre))
    if ends:
        low, high = max(low, float(ends[0])), min(high, float(ends[1]))
    return _STUDENT.between(low, high, level)


def _on_scale(
    name: str, value: int | Fraction, scale: tuple[Number, Number] | None
) -> tuple[int | Fraction, int | Fraction] | None:
    """Check a value against the scale, if there is one, and give its exact ends."""
    if scale is None:
        return None
    low, high = (_number("an end of the scale", end) for end in scale)
    if not low < high:
        raise InvalidValueError(f"a scale runs upwards, not from {low} to {high}")
    if not low <= value <= high:
        raise InvalidValueError(
            f"{name} of {value} lies off the scale, which runs from {low} to {high}"
        )
    return low, high
