"""How many of the contracts that come due will be renewed, and how sure that is.

Each contract that is still open is renewed or not, on its own, with the chance of its
health band. Two things make the number uncertain: the luck of each contract, and that
the chance is known from so many past renewals only, which moves all contracts of a band
together. With m contracts of values v in a band where r of n were renewed, and z the
normal quantile of the level, the band adds to the variance

    p (1 - p) sum(v**2)  +  p (1 - p) / (n + z**2) sum(v)**2

where p = (r + z**2 / 2) / (n + z**2) is the middle of Wilson's interval; it keeps a
band in which all were renewed from looking certain. The sum over bands is taken to be
normal about sum(p v), and never to pass what is due. As contracts of one band grow in
number, the interval of their share becomes that of Agresti and Coull (1998) for the
share of the past. Reckoned out for one band with 20 decided, 90 % intervals hold 89 %
of the outcomes or more from five contracts on; of a single contract, less is promised.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import attrs

from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import Period
from partner_success.core.money import Money, total
from partner_success.core.normal import critical_z
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, rounded_text
from partner_success.engagement.renewals.experience import (
    BandExperience,
    ForecastTerms,
    RenewalExperience,
)
from partner_success.engagement.renewals.lines import RenewalLine, RenewalOutcome
from partner_success.errors import InvalidValueError
from partner_success.scoring.intervals import Interval

__all__ = ["BandForecast", "RenewalForecast"]

_METHOD: Final = "normal, by the pooled share of each band"
_REFERENCE: Final = (
    "A. Agresti and B. A. Coull (1998), Approximate is better than 'exact' for interval"
    " estimation of binomial proportions, The American Statistician 52, 119-126"
)


@attrs.frozen(kw_only=True)
class BandForecast:
    """What is foreseen of the open contracts of one band.

    Attributes:
        past: What became of contracts of the band before.
        lines: The open contracts of the band.
        currency: The currency of the values.

    Rule: RNW-02.
    """

    past: BandExperience
    lines: tuple[RenewalLine, ...]
    currency: str

    @property
    def value(self) -> Money:
        """What the open contracts are worth."""
        return total((line.value for line in self.lines), currency=self.currency)

    @property
    def _share(self) -> Fraction:
        return Fraction(self.past.renewed, self.past.decided)

    @property
    def expected(self) -> Fraction:
        """How many are expected to be renewed: the past share of them, exact."""
        return self._share * len(self.lines)

    @property
    def expected_value(self) -> Fraction:
        """What those are worth, exact, in whole units of the currency."""
        return self._share * Fraction(self.value.amount)


@attrs.frozen(kw_only=True)
class RenewalForecast(Explained):
    """What is foreseen of the contracts that are due in a period.

    What is decided already is taken as it is. Open contracts of a band without a past,
    or of no band, are left apart: nothing is guessed of them.

    Attributes:
        period: The period.
        lines: The contracts that end in it.
        past: What the shares are taken from.
        currency: The currency of the values.
        terms: The level of the intervals, and what is enough.
        provenance: The rulebook edition that decided.

    Rule: RNW-02.
    """

    period: Period
    lines: tuple[RenewalLine, ...]
    past: RenewalExperience
    currency: str
    terms: ForecastTerms
    provenance: Provenance = Provenance()

    @property
    def renewed(self) -> tuple[RenewalLine, ...]:
        """The contracts that are renewed already."""
        return tuple(
            line for line in self.lines if line.outcome == RenewalOutcome.RENEWED
        )

    @property
    def unforeseen(self) -> tuple[RenewalLine, ...]:
        """The open contracts of which the past says nothing."""
        known = {band.id for band in self.past.bands if band.decided}
        return tuple(line for line in self._open if line.band not in known)

    @property
    def bands(self) -> tuple[BandForecast, ...]:
        """The open contracts by band, in the order of the past."""
        groups: dict[str | None, list[RenewalLine]] = {}
        for line in self._open:
            groups.setdefault(line.band, []).append(line)
        return tuple(
            BandForecast(
                past=band, lines=tuple(groups[band.id]), currency=self.currency
            )
            for band in self.past.bands
            if band.id in groups and band.decided
        )

    @property
    def _open(self) -> tuple[RenewalLine, ...]:
        return tuple(line for line in self.lines if line.outcome == RenewalOutcome.OPEN)

    @property
    def expected(self) -> Fraction:
        """How many are expected to be renewed in all, exact; without the unforeseen."""
        return len(self.renewed) + sum(
            (band.expected for band in self.bands), Fraction(0)
        )

    @property
    def expected_value(self) -> Fraction:
        """What those were worth before, exact, in whole units of the currency."""
        return Fraction(self._sum(self.renewed).amount) + sum(
            (band.expected_value for band in self.bands), Fraction(0)
        )

    @property
    def interval(self) -> Interval:
        """Between which numbers the renewed contracts lie, both ends inside."""
        return self._interval(len(self.renewed), in_money=False)

    @property
    def value_interval(self) -> Interval:
        """Between which values they lie, in whole units of the currency.

        Raises:
            InvalidValueError: The values are too large to compute with floats.
        """
        known = Fraction(self._sum(self.renewed).amount)
        return self._interval(known, in_money=True)

    @property
    def thin(self) -> tuple[str, ...]:
        """The ids of the bands that were used although little is known of them."""
        return tuple(band.past.id for band in self.bands if band.past.is_thin)

    def _sum(self, lines: Sequence[RenewalLine]) -> Money:
        return total((line.value for line in lines), currency=self.currency)

    def _money(self, amount: Fraction) -> str:
        return str(Money(_number(amount), self.currency))

    def _interval(self, known: Fraction | int, *, in_money: bool) -> Interval:
        level = self.terms.confidence
        z = critical_z(level=level)
        centre, spread, most = Fraction(known), Fraction(0), Fraction(known)
        for band in self.bands:
            weights = [
                Fraction(line.value.amount) if in_money else Fraction(1)
                for line in band.lines
            ]
            share, variance = _moments(band.past, weights, Fraction(z) ** 2)
            centre += share * sum(weights)
            spread += variance
            most += sum(weights)
        expected = self.expected_value if in_money else self.expected
        try:
            half = z * math.sqrt(spread)
            middle, least, top = float(centre), float(known), float(most)
            low = max(least, min(middle - half, float(expected)))
            high = min(top, max(middle + half, float(expected)))
        except OverflowError:
            raise InvalidValueError(
                "the values must fit a float; give them in a larger unit"
            ) from None
        return Interval(
            low=low, high=high, level=level, method=_METHOD, reference=_REFERENCE
        )

    def explain(self) -> Explanation:
        """Tell each band's contracts, its past, and what is expected."""
        rows = [
            (
                band.past.id,
                str(len(band.lines)),
                str(band.value),
                f"{band.past.renewed} of {band.past.decided}",
                _number(band.expected),
                self._money(band.expected_value),
            )
            for band in self.bands
        ]
        known = self._sum(self.renewed)
        done = str(len(self.renewed))
        rows.append(("renewed already", done, str(known), "", done, str(known)))
        share = rounded_text(*(HUNDRED * self.terms.confidence).as_integer_ratio())
        count, value = self.interval, self.value_interval
        remarks = [
            f"{share} % interval of the contracts: {count.low:.1f} to {count.high:.1f}",
            f"{share} % interval of the value: {value.low:,.2f} to {value.high:,.2f}",
        ]
        remarks += [
            f"{name} is thin: fewer than {self.terms.least_decided} decided before"
            for name in self.thin
        ]
        if apart := self.unforeseen:
            remarks.append(
                f"not foreseen, because their band has no past: {len(apart)},"
                f" {self._sum(apart)}"
            )
        return Explanation(
            title=f"Renewals foreseen {self.period.first} to {self.period.last}:"
            f" {_number(self.expected)} of {len(self.lines)},"
            f" {self._money(self.expected_value)}",
            columns=("band", "contracts", "value", "past", "expected", "worth"),
            rows=tuple(rows),
            remarks=tuple(remarks),
            provenance=self.provenance,
        )


def _moments(
    past: BandExperience, weights: list[Fraction], square: Fraction
) -> tuple[Fraction, Fraction]:
    """Give a band's middle share, and the variance of what it renews."""
    answers = past.decided + square
    share = (past.renewed + square / 2) / answers
    alone = sum((weight**2 for weight in weights), Fraction(0))
    together = sum(weights, Fraction(0)) ** 2 / answers
    return share, share * (1 - share) * (alone + together)


def _number(value: Fraction) -> str:
    return rounded_text(value.numerator, value.denominator, 2)
