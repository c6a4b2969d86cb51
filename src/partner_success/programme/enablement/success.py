"""Whether an enablement was a success: participation, active use, and NPS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, cast

import attrs

from partner_success.core.checks import fault
from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.decision import Decision, Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import (
    HUNDRED,
    Number,
    as_number,
    is_missing,
    rounded_text,
)
from partner_success.core.series import Reading, Series
from partner_success.errors import InvalidUseError, InvalidValueError, Problem
from partner_success.scoring import NetPromoterScore

__all__ = [
    "EnablementSuccess",
    "Participation",
    "SuccessAnswer",
    "SuccessCheck",
    "SuccessTerms",
    "nps_check",
    "participation_check",
    "terms_faults",
    "trend_check",
]

SuccessAnswer = Literal["yes", "no", "unknown"]
"""Whether something is met; ``unknown`` where it cannot be told, or not yet."""

_RULES = ("PRG-08",)
_WEEK = 7
_LINE = 2


@attrs.frozen(kw_only=True)
class SuccessTerms:
    """By what the success of an enablement is judged, besides participation.

    Attributes:
        nps_above: The NPS has to be above it, in points.
        least_readings: How many readings of active use make a trend; at least 2.
        citations: Where the terms come from.

    Rule: PRG-08.
    """

    nps_above: Decimal
    least_readings: int
    citations: tuple[Citation, ...] = ()


def terms_faults(terms: SuccessTerms) -> Iterator[Problem]:
    """Name every fault of the terms."""
    if not (terms.nps_above.is_finite() and -HUNDRED <= terms.nps_above < HUNDRED):
        message = f"an NPS lies from -{HUNDRED} to {HUNDRED}, and has to be above it"
        yield fault("success.nps_above", "out-of-range", message, terms.nps_above)
    if terms.least_readings < _LINE:
        message = f"a trend needs {_LINE} readings or more"
        path = "success.least_readings"
        yield fault(path, "out-of-range", message, terms.least_readings)


@attrs.frozen(kw_only=True)
class Participation:
    """How many sessions were attended.

    Attributes:
        attended: How many were.
        missed: How many are overdue and were not.
        all: How many there are.

    Rule: PRG-08.
    """

    attended: int
    missed: int
    all: int

    @property
    def full(self) -> bool:
        """Whether every one was."""
        return self.attended == self.all

    def __str__(self) -> str:
        return f"{self.attended} of {self.all}"


@attrs.frozen(kw_only=True)
class SuccessCheck:
    """One of the grounds of success.

    Attributes:
        id: The name for programs.
        name: The name for people.
        answer: Whether it is met.
        reason: Why.

    Rule: PRG-08.
    """

    id: str
    name: str
    answer: SuccessAnswer
    reason: Reason


@attrs.frozen(kw_only=True)
class EnablementSuccess(Explained):
    """Whether an enablement was a success, as far as that is known on a day.

    Attributes:
        on: The day.
        checks: Participation, active use and NPS, each with its answer.
        provenance: The rulebook edition that decided.

    Rule: PRG-08.
    """

    on: date
    checks: Catalogue[SuccessCheck]
    provenance: Provenance = Provenance()

    @property
    def answer(self) -> SuccessAnswer:
        """``no`` where one of the three is not met; else ``unknown`` where one is."""
        answers = {each.answer for each in self.checks}
        if "no" in answers:
            return "no"
        return "unknown" if "unknown" in answers else "yes"

    @property
    def decision(self) -> Decision:
        """Whether it is known to be a success, and why, or what is in the way.

        What is not known is in the way too; its reason says so by its code, which
        begins with ``unknown``.
        """
        holds = self.answer == "yes"
        return Decision(
            holds=holds,
            reasons=tuple(
                each.reason for each in self.checks if holds or each.answer != "yes"
            ),
        )

    def explain(self) -> Explanation:
        """Tell the answer of each of the three, and why."""
        words = {"yes": "a success", "no": "no success", "unknown": "not known"}
        return Explanation(
            title=f"Enablement, judged on {self.on}: {words[self.answer]}",
            columns=("ground", "met", "why"),
            rows=tuple(
                (each.name, each.answer, each.reason.message) for each in self.checks
            ),
            provenance=self.provenance,
        )


def participation_check(
    csms: Mapping[str, Participation], terms: SuccessTerms
) -> SuccessCheck:
    """Judge whether every CSM took part in everything."""
    lacking = {name: each for name, each in csms.items() if not each.full}
    missed = {name: each for name, each in lacking.items() if each.missed}
    answer: SuccessAnswer = "yes"
    if lacking:
        answer = "no" if missed else "unknown"
    message = f"every CSM, {len(csms)} in all, took part in every session"
    if lacking:
        told = ", ".join(f"{name} in {each}" for name, each in lacking.items())
        message = (
            f"{len(missed)} of {len(csms)} CSMs missed sessions ({told})"
            if missed
            else f"no session was missed, and some are still to come ({told})"
        )
    codes = {
        "yes": "full-participation",
        "no": "sessions-missed",
        "unknown": "unknown-participation",
    }
    facts = {"lacking": tuple(lacking), "missed": tuple(missed), "csms": len(csms)}
    return SuccessCheck(
        id="participation",
        name="Full participation",
        answer=answer,
        reason=_reason(codes[answer], message, terms, facts),
    )


def trend_check(
    active_use: Series | None, first: date, last: date, terms: SuccessTerms
) -> SuccessCheck:
    """Judge whether active use rose from a first to a last day, both inside."""
    if active_use is not None and not isinstance(cast(object, active_use), Series):
        raise InvalidUseError(
            "active use is a core.Series of readings by day, not"
            f" {type(active_use).__name__}; write Series({{day: number, ...}})"
        )
    readings: tuple[Reading, ...] = ()
    if active_use is not None and first <= last:
        readings = active_use.between(first, last)
    if len(readings) < terms.least_readings:
        message = (
            f"{len(readings)} readings of active use from {first} to {last}, and"
            f" {terms.least_readings} make a trend"
        )
        facts: dict[str, object] = {"readings": len(readings)}
        return _use_check("unknown", "unknown-trend", message, terms, facts)
    slope = _slope(readings) * _WEEK
    newest = max(readings, key=_day)
    facts = {"readings": len(readings), "last": newest, "a_week": slope}
    a_week = rounded_text(*abs(slope).as_integer_ratio(), 2)
    of = f"over {len(readings)} readings up to {newest.on}"
    if slope > 0:
        message = f"active use rises by {a_week} a week, {of}"
        return _use_check("yes", "use-rises", message, terms, facts)
    message = f"active use falls by {a_week} a week, {of}"
    if not slope:
        message = f"active use neither rises nor falls, {of}"
    return _use_check("no", "use-does-not-rise", message, terms, facts)


def _day(reading: Reading) -> date:
    return reading.on


def _use_check(
    answer: SuccessAnswer,
    code: str,
    message: str,
    terms: SuccessTerms,
    facts: Mapping[str, object],
) -> SuccessCheck:
    return SuccessCheck(
        id="active_use",
        name="Active use on the rise",
        answer=answer,
        reason=_reason(code, message, terms, facts),
    )


def _slope(readings: tuple[Reading, ...]) -> Fraction:
    """Give by how much a day the line nearest to the readings rises; exact."""
    days = [each.on.toordinal() for each in readings]
    values = [each.exact for each in readings]
    mean = Fraction(sum(days), len(days))
    product = sum(
        ((day - mean) * value for day, value in zip(days, values, strict=True)),
        Fraction(0),
    )
    return product / sum((day - mean) ** 2 for day in days)


def nps_check(
    nps: NetPromoterScore | Number | None, terms: SuccessTerms
) -> SuccessCheck:
    """Judge whether the NPS is above what it has to be above."""
    exact = nps.exact if isinstance(nps, NetPromoterScore) else _points(nps)
    if exact is None:
        answer: SuccessAnswer = "unknown"
        code, message = "unknown-nps", "no NPS of customers is known"
    else:
        points = rounded_text(*exact.as_integer_ratio(), 2)
        above = exact > Fraction(terms.nps_above)
        answer, code = ("yes", "nps-above") if above else ("no", "nps-not-above")
        word = "is above" if above else "is not above"
        message = f"NPS {points} {word} {terms.nps_above}"
    return SuccessCheck(
        id="nps",
        name="Positive NPS of customers",
        answer=answer,
        reason=_reason(code, message, terms, {"nps": exact, "above": terms.nps_above}),
    )


def _points(nps: Number | None) -> Fraction | None:
    if is_missing(nps):
        return None
    points = Fraction(as_number(nps, "the NPS"))
    if not -HUNDRED <= points <= HUNDRED:
        raise InvalidValueError(
            f"an NPS lies from -{HUNDRED} to {HUNDRED} points, found {nps}; give the"
            " share of promoters less that of detractors"
        )
    return points


def _reason(
    code: str, message: str, terms: SuccessTerms, facts: Mapping[str, object]
) -> Reason:
    return Reason(
        code=code,
        message=message,
        rules=_RULES,
        citations=terms.citations,
        facts=facts,
    )
