"""A score over time: bands that do not tremble, and where the score is going."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import fsum
from operator import mul
from typing import cast

import attrs

from partner_success.core.bands import Band, Bands
from partner_success.core.citation import Citation
from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import require_date
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import rounded_text
from partner_success.core.series import Reading, Series
from partner_success.errors import InvalidModelError, InvalidValueError, Problem
from partner_success.scoring.targets import number_faults


@attrs.frozen(kw_only=True)
class DampedBand:
    """The band of a day, with the one that the score alone would have.

    Attributes:
        on: The day.
        value: The score of the day.
        band: The band that it is kept in.
        undamped: The band that the score lies in.

    Rule: HLT-12.
    """

    on: date
    value: Fraction
    band: Band
    undamped: Band

    @property
    def held(self) -> bool:
        """Whether the score has crossed an edge, but not by the margin."""
        return self.band != self.undamped


@attrs.frozen(kw_only=True)
class Trend(Explained):
    """Where a series is going.

    Attributes:
        policy: What decided.
        on: The day it is told for.
        latest: The newest reading of the last days.
        earlier: The newest reading of as many days before those.
        mean: The exponentially weighted mean of all readings up to the day.
    """

    policy: TrendPolicy
    on: date
    latest: Reading
    earlier: Reading
    mean: float

    @property
    def exact(self) -> Fraction:
        """The change without rounding; below 0 for a fall."""
        return self.latest.exact - self.earlier.exact

    @property
    def change(self) -> float:
        """The change, as the float nearest to it; below 0 for a fall."""
        return float(self.exact)

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.policy.provenance

    def explain(self) -> Explanation:
        """Tell the change, its two readings and the mean."""
        change = rounded_text(*self.exact.as_integer_ratio(), 2)
        mean = rounded_text(*Fraction(self.mean).as_integer_ratio(), 2)
        half = self.policy.half_life_days
        sign = "+" if self.exact > 0 else ""
        rows = [
            (str(each.on), rounded_text(*each.exact.as_integer_ratio(), 2))
            for each in (self.earlier, self.latest)
        ]
        return Explanation(
            title=f"{sign}{change} over {self.policy.days} days, up to {self.on}",
            columns=("reading of", "value"),
            rows=tuple(rows),
            remarks=(f"mean {mean}, a reading counting half after each {half} days",),
            provenance=self.provenance,
        )


@attrs.frozen(kw_only=True)
class NoTrend(Explained):
    """The answer where there are too few readings for a trend.

    Attributes:
        policy: What decided.
        on: The day it was asked for.
        latest: The newest reading of the last days; ``None`` where there is none.
    """

    policy: TrendPolicy
    on: date
    latest: Reading | None

    @property
    def reason(self) -> Reason:
        """Which reading is missing."""
        days = self.policy.days
        which = f"last {days} days" if self.latest is None else f"{days} days before"
        return Reason(
            code="not-enough-data",
            message=f"not enough data: no reading in the {which}",
            rules=("HLT-12",),
            citations=self.policy.citations,
            facts={"on": self.on, "days": days, "latest": self.latest},
        )

    @property
    def provenance(self) -> Provenance:
        """The rulebook edition that decided."""
        return self.policy.provenance

    def explain(self) -> Explanation:
        """Tell which reading is missing."""
        return Explanation(
            title=f"trend up to {self.on}: {self.reason}", provenance=self.provenance
        )


@attrs.frozen(kw_only=True)
class TrendPolicy:
    """How a score is read over time.

    Attributes:
        id: The name for programs.
        name: The name for people.
        damping_margin: How far, in points, a score has to pass the edge of its band
            before it leaves it; 0 for no damping.
        days: The days of each of the two windows that a trend compares.
        half_life_days: After how many days a reading counts half as much.
        citations: Where the numbers come from.
        provenance: The rulebook edition it was loaded from.

    Raises:
        InvalidModelError: A number is none that can be meant; every fault is named.

    Rule: HLT-12.
    """

    id: str
    name: str
    damping_margin: Decimal = attrs.field(metadata={"minimum": 0})
    days: int = attrs.field(metadata={"minimum": 1})
    half_life_days: int = attrs.field(metadata={"minimum": 1})
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def __attrs_post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise InvalidModelError(f"trend policy {self.id!r}", faults)

    def damped(self, series: Series, bands: Bands) -> tuple[DampedBand, ...]:
        """Give the band of each day, which changes only when its edge is well passed.

        A score leaves its band upwards once it is the margin above the next floor
        (closed), downwards once it is more than the margin below its own floor, and
        then lies in the band that holds it. The first reading is not damped.

        Args:
            series: Scores by day, such as ``(day, score.exact)``.
            bands: The bands of the scorecard.

        Raises:
            InvalidValueError: A number lies outside the scale of the bands.

        Examples:
            >>> from partner_success.rulebook import standard
            >>> rules = standard()
            >>> scores = Series(
            ...     (date(2026, 5, day), score)
            ...     for day, score in enumerate([81, 79, 78, 77.9, 81.9, 82], start=1)
            ... )
            >>> bands = rules.health.require_bands()
            >>> [each.band.id for each in rules.trend.damped(scores, bands)]
            ['healthy', 'healthy', 'healthy', 'at_risk', 'at_risk', 'healthy']

        Rule: HLT-12.
        """
        found: list[DampedBand] = []
        for reading in series:
            value = reading.exact
            undamped = bands.of(value)
            band = undamped
            if found and not self._leaves(found[-1].band, value, bands):
                band = found[-1].band
            found.append(
                DampedBand(on=reading.on, value=value, band=band, undamped=undamped)
            )
        return tuple(found)

    def _leaves(self, band: Band, value: Fraction, bands: Bands) -> bool:
        margin = Fraction(self.damping_margin)
        above = bands.above(band)
        if above is not None and value >= Fraction(above.floor) + margin:
            return True
        return value < Fraction(band.floor) - margin

    def trend(self, series: Series, *, on: date) -> Trend | NoTrend:
        """Tell how a series changed, by days and not by readings.

        The newest reading of the last ``days`` days, the day itself included, is set
        against the newest of as many days before. What is later than the day is not
        seen.

        Args:
            series: Readings by day.
            on: The day that it is told for.

        Raises:
            InvalidValueError: The day is none, or a number is too large for a mean.

        Examples:
            >>> from partner_success.rulebook import standard
            >>> policy = standard().trend
            >>> scores = Series({date(2026, 5, 1): 82, date(2026, 5, 29): 78})
            >>> policy.trend(scores, on=date(2026, 5, 29)).change
            -4.0
            >>> policy.trend(scores, on=date(2026, 5, 28)).reason.code
            'not-enough-data'
        """
        end = require_date(on, "on").toordinal()
        recent = _window(series, end, self.days)
        before = _window(series, end - self.days, self.days)
        if not recent or not before:
            latest = recent[-1] if recent else None
            return NoTrend(policy=self, on=on, latest=latest)
        return Trend(
            policy=self,
            on=on,
            latest=recent[-1],
            earlier=before[-1],
            mean=self._mean(series.until(on)),
        )

    def _mean(self, readings: tuple[Reading, ...]) -> float:
        # Ages count from the newest reading: only their differences matter.
        newest = readings[-1].on
        weights = [
            2.0 ** (-(newest - each.on).days / self.half_life_days) for each in readings
        ]
        try:
            values = [float(each.exact) for each in readings]
        except OverflowError as error:
            raise InvalidValueError(
                "a trend needs numbers that a float can hold; check what was read"
            ) from error
        return fsum(map(mul, weights, values)) / fsum(weights)


def _window(series: Series, end: int, days: int) -> tuple[Reading, ...]:
    """Give the readings of so many days up to a day, which is counted from year 1."""
    if end < 1:
        return ()
    first = date.fromordinal(max(1, end - days + 1))
    return series.between(first, date.fromordinal(end))


def _faults(policy: TrendPolicy) -> Iterator[Problem]:
    if unfit := list(number_faults(policy, "damping_margin")):
        yield from unfit
    elif policy.damping_margin < 0:
        message = f"a margin is 0 or more, found {policy.damping_margin}"
        yield Problem(path="damping_margin", code="out-of-range", message=message)
    for name in ("days", "half_life_days"):
        days = cast(object, getattr(policy, name))
        if isinstance(days, bool) or not isinstance(days, int) or days < 1:
            message = f"a whole number of days above 0 is needed, found {days!r}"
            yield Problem(path=name, code="out-of-range", message=message)
