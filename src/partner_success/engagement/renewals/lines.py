"""A contract that was to be renewed, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import cast

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.instants import Period
from partner_success.core.money import ExchangeRate, Money
from partner_success.core.quantities import shown
from partner_success.engagement.reasons import NonRenewalReason
from partner_success.errors import (
    ConversionError,
    InvalidDataError,
    InvalidValueError,
    Problem,
    near_misses,
)
from partner_success.partners.faults import Faults, member

__all__ = ["RenewalLine", "RenewalOutcome", "due_in", "sound"]


class RenewalOutcome(StrEnum):
    """What became of a contract that ends.

    Attributes:
        RENEWED: The customer goes on, with more, as much or less.
        NOT_RENEWED: The customer does not go on.
        OPEN: It is not decided yet.
    """

    RENEWED = "renewed"
    NOT_RENEWED = "not_renewed"
    OPEN = "open"


def _outcome(value: RenewalOutcome | str) -> RenewalOutcome:
    return member(RenewalOutcome, value)


@attrs.frozen(kw_only=True)
class RenewalLine:
    """One term of a contract that comes to its end.

    Attributes:
        contract: The id of the contract; not blank, no space around it.
        customer: The id of the customer whose contract it is.
        ends_on: The last day of the term. The contract is due in the period that holds
            this day, however early or late it is renewed.
        value: What the term is worth, at least 0. Compare like with like: the value of
            a year, or of the whole term, for all lines.
        outcome: What became of it; its text is taken too.
        renewed_value: What the term after it is worth, in the same currency and at
            least 0; there for what was renewed, and only there.
        renewed_on: The day on which the renewal was agreed, before or after the end;
            ``None`` where it is unknown or nothing was agreed.
        reason: The code of the reason for not renewing; there for what was not renewed,
            and only there.
        word: What the customer said, where a code alone says too little.
        partner: The id of the partner who serves the customer, where there is one.
        band: The id of the health band that the customer was in when the renewal was
            looked at; ``None`` where unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> line = RenewalLine(contract="c-1", customer="a-1",
        ...     ends_on=date(2026, 6, 30), value=Money("1200.00", "USD"),
        ...     outcome="not_renewed", reason="price")
        >>> line.outcome.value
        'not_renewed'

    Rule: RNW-02, RNW-03.
    """

    contract: str
    customer: str
    ends_on: date
    value: Money
    outcome: RenewalOutcome = attrs.field(
        converter=_outcome, default=RenewalOutcome.OPEN
    )
    renewed_value: Money | None = None
    renewed_on: date | None = None
    reason: str | None = None
    word: str | None = None
    partner: str | None = None
    band: str | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("renewal of contract", self.contract)
        faults.id("contract", self.contract)
        faults.id("customer", self.customer)
        faults.day("ends_on", self.ends_on)
        faults.record("value", self.value, Money)
        faults.money("value", self.value)
        faults.member("outcome", self.outcome, RenewalOutcome)
        faults.money("renewed_value", self.renewed_value)
        faults.day("renewed_on", self.renewed_on, optional=True)
        faults.id("reason", self.reason, optional=True)
        faults.text("word", self.word, optional=True)
        faults.id("partner", self.partner, optional=True)
        faults.id("band", self.band, optional=True)
        faults.report()
        for path, outcome, needed in (
            ("renewed_value", RenewalOutcome.RENEWED, True),
            ("renewed_on", RenewalOutcome.RENEWED, False),
            ("reason", RenewalOutcome.NOT_RENEWED, True),
        ):
            given = getattr(self, path)
            if given is None and needed and self.outcome == outcome:
                faults.add(path, "missing", f"is needed for what is {outcome}")
            elif given is not None and self.outcome != outcome:
                message = f"is for what is {outcome}, and this is {self.outcome}"
                faults.add(path, "not-wanted", message, given)
        new = self.renewed_value
        if new is not None and new.currency != self.value.currency:
            message = (
                f"is in {new.currency}, and value is in {self.value.currency};"
                " convert one of them first"
            )
            faults.add("renewed_value", "two-currencies", message, new)
        faults.report()

    def converted(self, rate: ExchangeRate) -> RenewalLine:
        """Give the same line with its values in another currency, unrounded.

        Raises:
            ConversionError: The rate does not start from the line's currency.
        """
        new = self.renewed_value
        return attrs.evolve(
            self,
            value=self.value.convert(rate),
            renewed_value=None if new is None else new.convert(rate),
        )


def sound(
    lines: Iterable[RenewalLine], reasons: Catalogue[NonRenewalReason]
) -> tuple[RenewalLine, ...]:
    """Give the lines, once none of them stands twice and each reason is known.

    Raises:
        InvalidDataError: With every fault.
    """
    given = tuple(lines)
    if problems := [*_doubles(given), *_reason_problems(given, reasons)]:
        raise InvalidDataError("the renewals", problems)
    return given


def due_in(
    lines: Iterable[RenewalLine],
    period: Period,
    reasons: Catalogue[NonRenewalReason],
) -> tuple[RenewalLine, ...]:
    """Give the lines whose end lies in a period, once all are found sound.

    Raises:
        InvalidValueError: The period is none.
        InvalidDataError: A term stands twice, or a reason is not in the list or lacks
            its word.
        ConversionError: The lines that are due are in two currencies.
    """
    if not isinstance(cast(object, period), Period):
        raise InvalidValueError(f"a period is a core.Period, not {shown(period)}")
    given = sound(lines, reasons)
    due = tuple(line for line in given if period.contains(line.ends_on))
    for line in due:
        one, other = due[0], line
        if one.value.currency != other.value.currency:
            raise ConversionError(
                f"contract {shown(one.contract)} is in {one.value.currency} and"
                f" contract {shown(other.contract)} in {other.value.currency}; rates"
                " need one currency, so convert lines first, such as"
                f" line.converted(ExchangeRate(source={other.value.currency!r},"
                f" target={one.value.currency!r}, rate=..., on=...))"
            )
    return due


def _doubles(lines: tuple[RenewalLine, ...]) -> Iterable[Problem]:
    seen: dict[tuple[str, date], int] = {}
    for place, line in enumerate(lines):
        first = seen.setdefault((line.contract, line.ends_on), place)
        if first != place:
            message = (
                f"contract {shown(line.contract)} ends on {line.ends_on} in"
                f" [{first}] already; a term counts once"
            )
            yield Problem(path=f"[{place}]", code="duplicate", message=message)


def _reason_problems(
    lines: tuple[RenewalLine, ...], reasons: Catalogue[NonRenewalReason]
) -> Iterable[Problem]:
    for place, line in enumerate(lines):
        if line.reason is None:
            continue
        known = reasons.get(line.reason)
        if known is None:
            near = near_misses(line.reason, reasons.ids)
            hint = (
                f"did you mean {near[0]!r}?"
                if near
                else f"known: {', '.join(reasons.ids)}"
            )
            message = f"there is no reason {shown(line.reason)}; {hint}"
            yield Problem(path=f"[{place}].reason", code="unknown", message=message)
        elif known.needs_word and line.word is None:
            message = f"the reason {known.id!r} says too little alone; say what it was"
            yield Problem(path=f"[{place}].word", code="missing", message=message)
