"""How long things last, where some of them have not ended yet.

The estimate of E. L. Kaplan and P. Meier (1958), Nonparametric estimation from
incomplete observations, Journal of the American Statistical Association 53, 457-481.
Whoever has not ended yet says that it lasts longer than so far, and no more. Everything
is an exact fraction; floats come in only with the lots that durations are drawn by.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, TypeVar

import attrs

from partner_success.core.lifetimes import Lifetimes, lifetimes_from
from partner_success.core.normal import Level
from partner_success.core.quantities import Number, as_number, shown
from partner_success.core.survival_intervals import (
    BROOKMEYER_CROWLEY,
    DurationInterval,
    IntervalScale,
    ShareInterval,
    critical_of,
    share_ends,
    share_interval,
)
from partner_success.errors import InvalidUseError, InvalidValueError

__all__ = [
    "Observation",
    "Survival",
    "SurvivalStep",
    "estimate_survival",
    "survival_of_counts",
]

NumberT = TypeVar("NumberT", bound=Number)

_ONE: Final = Fraction(1)
_HALF: Final = Fraction(1, 2)


def _duration(value: object, name: str) -> Fraction:
    exact = Fraction(as_number(value, name))
    if exact < 0:
        raise InvalidValueError(
            f"{name} is a duration, from 0 up, found {shown(value)}; are its start and"
            " its end swapped?"
        )
    return exact


def _exact_duration(value: object) -> Fraction:
    return _duration(value, "the duration of an observation")


def _share(value: Number, name: str) -> Fraction:
    exact = Fraction(as_number(value, name))
    if not 0 <= exact <= 1:
        raise InvalidValueError(f"{name} lies from 0 to 1, found {shown(value)}")
    return exact


def _flag(
    _observation: object, attribute: attrs.Attribute[bool], value: object
) -> None:
    if not isinstance(value, bool):
        raise InvalidValueError(
            f"{attribute.name} is true or false, not {shown(value)}"
        )


@attrs.frozen
class Observation:
    """How long one thing lasted, or has lasted so far.

    Attributes:
        duration: How long, from 0, in any unit; kept exact.
        ended: Whether it has ended; else it lasts at least so long.

    Raises:
        InvalidValueError: The duration is no number or is below 0, or the other is
            neither true nor false.
    """

    duration: Fraction = attrs.field(converter=_exact_duration)
    ended: bool = attrs.field(validator=_flag)


@attrs.frozen(kw_only=True)
class SurvivalStep:
    """A duration after which something ended.

    Attributes:
        duration: The duration.
        at_risk: How many lasted up to it, those that had not ended by then among them.
        ended: How many of these ended at it.
        survival: The share that lasts longer.
    """

    duration: Fraction
    at_risk: int
    ended: int
    survival: Fraction


@attrs.frozen(kw_only=True)
class Survival:
    """The share that lasts longer than any duration, as it was estimated.

    Attributes:
        steps: Where the share falls, the shortest duration first.
        count: How many observations there were.
        ended: How many of them had ended.
        longest: The longest observation, whether it had ended or not; ``None`` where
            there was none.
    """

    steps: tuple[SurvivalStep, ...]
    count: int
    ended: int
    longest: Fraction | None

    @property
    def reaches_zero(self) -> bool:
        """Whether nothing lasts for ever: the longest observation had ended."""
        return bool(self.steps) and not self.steps[-1].survival

    def at(self, duration: Number) -> Fraction:
        """Give the share that lasts longer than a duration.

        Raises:
            InvalidValueError: It is no duration.
        """
        exact = _duration(duration, "duration")
        return self._after(bisect_right(self.steps, exact, key=_duration_of))

    def quantile(self, share: Number) -> Fraction | None:
        """Give the shortest duration by which at least a share has ended.

        Args:
            share: From 0 to 1, both inside. For 0 it is the shortest seen to end.

        Returns:
            The duration; ``None`` where so many were not seen to end.

        Raises:
            InvalidValueError: The share lies outside.
        """
        left = 1 - _share(share, "share")
        # The shares fall, so that they are searched by what has ended.
        place = bisect_left(self.steps, -left, key=_negative_survival)
        return self.steps[place].duration if place < len(self.steps) else None

    @property
    def median(self) -> Fraction | None:
        """The shortest duration by which half have ended; ``None`` where fewer have."""
        return self.quantile(_HALF)

    def variance(self, duration: Number) -> Fraction | None:
        """Give the variance of the share that lasts longer than a duration.

        It is that of M. Greenwood (1926), The natural duration of cancer, Reports on
        Public Health and Medical Subjects 33, 1-26; exact.

        Returns:
            The variance; ``None`` where none are left, of which it says nothing.

        Raises:
            InvalidValueError: It is no duration.

        Examples:
            >>> seen = estimate_survival(Observation(days, True) for days in (2, 4))
            >>> str(seen.variance(2)), seen.variance(4)
            ('1/8', None)
        """
        exact = _duration(duration, "duration")
        place = bisect_right(self.steps, exact, key=_duration_of)
        left, steps = self._after(place), self.steps[:place]
        return left**2 * sum(map(_hazard, steps), Fraction(0)) if left else None

    def interval(
        self, duration: Number, *, level: Level, scale: IntervalScale = "log-log"
    ) -> ShareInterval | None:
        """Give the confidence interval of the share that lasts longer than a duration.

        Args:
            duration: The duration.
            level: The confidence level, such as ``Decimal("0.95")``.
            scale: ``"log-log"``, which stays between 0 and 1 and holds its level with
                few observations, or ``"plain"``, which is cut off there.

        Returns:
            The interval, for this duration alone; ``None`` where all are left, or none,
            of which the variance says nothing.

        Raises:
            InvalidValueError: It is no duration, or the level no level.
            UnknownNameError: There is no such scale.

        Examples:
            >>> from decimal import Decimal
            >>> seen = estimate_survival(Observation(days, True) for days in (2, 4))
            >>> print(seen.interval(3, level=Decimal("0.95")))
            0.005983 to 0.9104 (95 % confidence, Greenwood, log-log)

        Rule: ANL-05.
        """
        exact = _duration(duration, "duration")
        place = bisect_right(self.steps, exact, key=_duration_of)
        spread = sum(map(_hazard, self.steps[:place]), Fraction(0))
        return share_interval(self._after(place), spread, level=level, scale=scale)

    def quantile_interval(
        self, share: Number, *, level: Level, scale: IntervalScale = "log-log"
    ) -> DurationInterval:
        """Give the confidence interval of the duration by which a share has ended.

        It holds each duration at which the interval of the share that lasts longer
        holds what is left: R. Brookmeyer and J. Crowley (1982), A confidence interval
        for the median survival time, Biometrics 38, 29-41.

        Args:
            share: From 0 to 1, both inside.
            level: The confidence level, such as ``Decimal("0.95")``.
            scale: The scale of `interval` that is used.

        Returns:
            The interval; an end is ``None`` where too few were seen to end to tell it.

        Raises:
            InvalidValueError: The share lies outside, or the level is no level.
            UnknownNameError: There is no such scale.

        Rule: ANL-05.
        """
        left, spread = float(1 - _share(share, "share")), Fraction(0)
        critical = critical_of(level=level, scale=scale)
        low: Fraction | None = None
        high: Fraction | None = None
        for step in self.steps:
            spread += _hazard(step)
            ends = share_ends(step.survival, spread, critical=critical, scale=scale)
            # Where none are left the lower end is there as well, and no upper is known.
            if low is None and (ends is None or ends[0] <= left):
                low = step.duration
            if ends is not None and ends[1] <= left:
                high = step.duration
                break
        return DurationInterval(
            low=low,
            high=high,
            level=level,
            method=f"Brookmeyer-Crowley, {scale}",
            reference=BROOKMEYER_CROWLEY,
        )

    def mean(self, until: Number | None = None) -> Fraction:
        """Give the mean duration where each counts for at most so long.

        Args:
            until: What is counted at most; left out, the longest observation. The
                estimate says nothing of what lies beyond that, so that a share which
                lasts longer counts as if it lasted up to there.

        Raises:
            InvalidUseError: It was left out, and there is no observation.
            InvalidValueError: It is no duration.
        """
        end = self.longest if until is None else _duration(until, "until")
        if end is None:
            raise InvalidUseError(
                "nothing was observed, so there is no mean duration; say until= when"
                " to count, or ask survival.count first"
            )
        inside = [step.duration for step in self.steps if step.duration < end]
        edges = [Fraction(0), *inside, end]
        shares = [self._after(place) for place in range(len(inside) + 1)]
        widths = (after - before for before, after in pairwise(edges))
        areas = (width * share for width, share in zip(widths, shares, strict=True))
        return sum(areas, Fraction(0))

    def lifetimes(self, lasted: Number = 0) -> Lifetimes:
        """Give the durations to draw from of something that has lasted for a while.

        Args:
            lasted: How long it has lasted; it can end at this very duration.

        Raises:
            InvalidValueError: It is no duration.
        """
        first = bisect_left(self.steps, _duration(lasted, "lasted"), key=_duration_of)
        # None are left only behind the last step, where nothing can be drawn either.
        left, steps = self._after(first), self.steps[first:]
        return lifetimes_from((step.duration, step.survival / left) for step in steps)

    def _after(self, place: int) -> Fraction:
        """Give the share that is left after so many steps."""
        return self.steps[place - 1].survival if place else _ONE


def _duration_of(step: SurvivalStep) -> Fraction:
    return step.duration


def _hazard(step: SurvivalStep) -> Fraction:
    """Give what a step adds to Greenwood's sum; nothing where it leaves none."""
    lasting = step.at_risk - step.ended
    return Fraction(step.ended, step.at_risk * lasting) if lasting else Fraction(0)


def _negative_survival(step: SurvivalStep) -> Fraction:
    return -step.survival


def estimate_survival(observations: Iterable[Observation]) -> Survival:
    """Estimate how long things last, of some that ended and some that have not.

    Args:
        observations: One of each thing, in any order. One that has not ended counts as
            still there at its own duration, and not any more after it.

    Raises:
        InvalidUseError: One of them is no observation.

    Examples:
        Of four, one had not ended after 3 days:

        >>> seen = estimate_survival(
        ...     Observation(days, ended)
        ...     for days, ended in [(2, True), (3, False), (4, True), (9, True)]
        ... )
        >>> [str(step.survival) for step in seen.steps]
        ['3/4', '3/8', '0']
        >>> str(seen.median), str(seen.mean())
        ('4', '43/8')
    """
    counts: dict[Number, list[int]] = {}
    for each in observations:
        seen = _observation(each)
        counts.setdefault(seen.duration, [0, 0])[not seen.ended] += 1
    return survival_of_counts(counts)


def survival_of_counts(counts: Mapping[NumberT, Sequence[int]]) -> Survival:
    """Estimate how long things last, of how many ended and lasted at each duration.

    Args:
        counts: By duration how many ended at it, and how many lasted at least so long
            and had not ended.

    Raises:
        InvalidValueError: A duration is none, or a count is below 0.

    Examples:
        >>> seen = survival_of_counts({2: (1, 0), 3: (0, 1), 4: (1, 0), 9: (1, 0)})
        >>> [str(step.survival) for step in seen.steps]
        ['3/4', '3/8', '0']

    Rule: ANL-05.
    """
    known = {_exact_duration(key): _pair(pair) for key, pair in counts.items()}
    count = at_risk = sum(map(sum, known.values()))
    left, steps, longest = _ONE, list[SurvivalStep](), None
    for duration, (ended, lasting) in sorted(known.items()):
        if ended:
            left *= Fraction(at_risk - ended, at_risk)
            steps.append(
                SurvivalStep(
                    duration=duration, at_risk=at_risk, ended=ended, survival=left
                )
            )
        at_risk -= ended + lasting
        longest = duration if ended + lasting else longest
    return Survival(
        steps=tuple(steps),
        count=count,
        ended=sum(step.ended for step in steps),
        longest=longest,
    )


def _pair(counts: Sequence[int]) -> tuple[int, int]:
    ended, lasting = counts
    if min(ended, lasting) < 0:
        raise InvalidValueError(f"a count goes from 0 up, found {shown(counts)}")
    return ended, lasting


def _observation(value: object) -> Observation:
    if not isinstance(value, Observation):
        raise InvalidUseError(
            f"an estimate is made of observations, found {type(value).__name__}; give"
            " Observation(duration, ended)"
        )
    return value
