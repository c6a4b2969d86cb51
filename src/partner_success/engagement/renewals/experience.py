"""How often contracts were renewed in the past, by the health band of the customer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from partner_success.core.checks import fault
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, rounded_text, shown
from partner_success.engagement.renewals.lines import RenewalLine, RenewalOutcome
from partner_success.errors import InvalidValueError, Problem
from partner_success.scoring.intervals import IntervalResult, NoInterval, wilson

__all__ = [
    "BandExperience",
    "ForecastTerms",
    "RenewalExperience",
    "experience_from",
    "forecast_faults",
]

_THIN: Final = "{} decided, and it takes {} to know a share well"


@attrs.frozen(kw_only=True)
class ForecastTerms:
    """How renewals are foreseen from those of the past.

    Attributes:
        least_decided: From how many decided renewals on the share of a band is taken to
            be known well enough (closed); below it the band is called thin.
        confidence: The level of the intervals, strictly between 0 and 1.
        citations: Where the terms come from.

    Rule: RNW-02.
    """

    least_decided: int
    confidence: Decimal
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class BandExperience:
    """How many contracts of customers in one band were renewed.

    Attributes:
        id: The id of the band.
        renewed: How many were renewed, at most `decided`.
        decided: Of how many it is known what became of them.
        terms: What is enough.

    Raises:
        InvalidValueError: A count is below 0, or more were renewed than decided.

    Rule: RNW-02.
    """

    id: str
    renewed: int
    decided: int
    terms: ForecastTerms

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.renewed <= self.decided:
            raise InvalidValueError(
                f"of band {shown(self.id)}, {self.renewed} renewed of {self.decided}"
                " decided cannot be; both are counts, and the renewed are among the"
                " decided"
            )

    @property
    def share(self) -> Fraction | None:
        """The share renewed of those decided; None where none is."""
        return Fraction(self.renewed, self.decided) if self.decided else None

    @property
    def interval(self) -> IntervalResult:
        """Wilson's interval of the share, at the level of the terms."""
        return wilson(self.renewed, self.decided, level=self.terms.confidence)

    @property
    def is_thin(self) -> bool:
        """Whether fewer were decided than it takes to know the share well."""
        return self.decided < self.terms.least_decided


@attrs.frozen(kw_only=True)
class RenewalExperience(Explained):
    """What the past says of renewals, band by band.

    Attributes:
        bands: The bands that have a past, in the order of their ids.
        without_band: How many decided contracts were of a customer without a band.
        provenance: The rulebook edition that decided.

    Rule: RNW-02.
    """

    bands: Catalogue[BandExperience]
    without_band: int
    provenance: Provenance = Provenance()

    @property
    def thin(self) -> tuple[str, ...]:
        """The ids of the bands of which too little is known."""
        return tuple(band.id for band in self.bands if band.is_thin)

    def explain(self) -> Explanation:
        """Tell the share of each band with its interval."""
        rows = [
            (
                band.id,
                str(band.renewed),
                str(band.decided),
                _percent(band.share),
                *_ends(band.interval),
                "thin" if band.is_thin else "",
            )
            for band in self.bands
        ]
        remarks = [
            f"{band.id} is thin: {_THIN.format(band.decided, band.terms.least_decided)}"
            for band in self.bands
            if band.is_thin
        ]
        if self.without_band:
            remarks.append(f"left out, because no band is known: {self.without_band}")
        decided = sum(band.decided for band in self.bands)
        return Explanation(
            title=f"Renewals by health band, from {decided} that are decided",
            columns=("band", "renewed", "decided", "share", "low", "high", "known"),
            rows=tuple(rows),
            remarks=tuple(remarks),
            provenance=self.provenance,
        )


def experience_from(
    lines: Iterable[RenewalLine], *, terms: ForecastTerms, provenance: Provenance
) -> RenewalExperience:
    """Count decided lines by band; see `RenewalPolicy.experience`."""
    renewed: dict[str, int] = {}
    decided: dict[str, int] = {}
    without = 0
    for line in lines:
        if line.outcome == RenewalOutcome.OPEN:
            continue
        if line.band is None:
            without += 1
            continue
        decided[line.band] = decided.get(line.band, 0) + 1
        gained = line.outcome == RenewalOutcome.RENEWED
        renewed[line.band] = renewed.get(line.band, 0) + gained
    bands = [
        BandExperience(id=id_, renewed=renewed[id_], decided=decided[id_], terms=terms)
        for id_ in sorted(decided)
    ]
    return RenewalExperience(
        bands=Catalogue(bands, kind="health band with a past"),
        without_band=without,
        provenance=provenance,
    )


def forecast_faults(terms: ForecastTerms) -> Iterator[Problem]:
    """Name what nothing can be foreseen by."""
    if terms.least_decided < 1:
        message = "must be at least 1"
        yield fault(
            "forecast.least_decided", "out-of-range", message, terms.least_decided
        )
    level = Decimal(terms.confidence)
    if not level.is_finite() or not 0 < level < 1:
        message = "a level lies between 0 and 1, both outside"
        yield fault("forecast.confidence", "out-of-range", message, terms.confidence)


def _percent(share: Fraction | None) -> str:
    if share is None:
        return "none"
    return f"{rounded_text(share.numerator * HUNDRED, share.denominator)} %"


def _ends(interval: IntervalResult) -> tuple[str, str]:
    if isinstance(interval, NoInterval):
        return ("none", "none")
    return _percent(Fraction(interval.low)), _percent(Fraction(interval.high))
