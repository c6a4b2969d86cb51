"""What a partner did for which it may be paid, from a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs

from partner_success.core.money import Money
from partner_success.errors import InvalidDataError, InvalidValueError, Problem
from partner_success.interop import read_document, structure
from partner_success.practice.incentives import (
    Activation,
    CalendarMonth,
    Deal,
    IncentiveFacts,
    IncentivePartner,
    IncentiveRates,
    PerformanceResult,
    RenewalResult,
    UsageMonth,
)

__all__ = ["IncentiveFile", "read_incentives"]


@attrs.frozen(kw_only=True)
class MonthEntry:
    """A month of usage as a file has it, by its name."""

    month: str
    active: int | None = None
    licensed: int | None = None


@attrs.frozen(kw_only=True)
class DealEntry:
    """A deal as a file has it."""

    id: str
    customer: str
    starts_on: date
    ends_on: date | None = None
    value: Money | None = None
    driven: bool | None = None
    plan_filed: bool | None = None
    plan_filed_on: date | None = None
    months: tuple[MonthEntry, ...] = ()


@attrs.frozen(kw_only=True)
class WrittenFile:
    """What the file holds, as it is written."""

    on: date
    partner: IncentivePartner
    rates: IncentiveRates | None = None
    deals: tuple[DealEntry, ...] = ()
    activations: tuple[Activation, ...] = ()
    results: tuple[PerformanceResult, ...] = ()
    renewals: tuple[RenewalResult, ...] = ()


@attrs.frozen(kw_only=True)
class IncentiveFile:
    """What a statement is made of.

    Attributes:
        on: As of which day it is told.
        facts: What the partner did.
        rates: What is paid; ``None`` for what the rulebook says.
    """

    on: date
    facts: IncentiveFacts
    rates: IncentiveRates | None


def read_incentives(path: Path) -> IncentiveFile:
    """Read a file of a partner, its deals and its results.

    Raises:
        InvalidDataError: It cannot be read, or has faults; each is named by its path.
        UnknownNameError: The name ends in nothing that is read.
    """
    subject = str(path)
    found = structure(read_document(path), WrittenFile, subject=subject)
    problems: list[Problem] = []
    deals: list[Deal] = []
    for place, entry in enumerate(found.deals):
        months = tuple(_months(entry, f"deals[{place}]", problems))
        try:
            deals.append(_deal(entry, months))
        except InvalidDataError as error:
            problems += [one.under(f"deals[{place}]") for one in error.problems]
    if problems:
        raise InvalidDataError(subject, problems)
    try:
        facts = IncentiveFacts(
            partner=found.partner,
            deals=tuple(deals),
            activations=found.activations,
            results=found.results,
            renewals=found.renewals,
        )
    except InvalidDataError as error:
        raise InvalidDataError(subject, error.problems) from error
    return IncentiveFile(on=found.on, facts=facts, rates=found.rates)


def _deal(entry: DealEntry, months: tuple[UsageMonth, ...]) -> Deal:
    return Deal(
        id=entry.id,
        customer=entry.customer,
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        value=entry.value,
        driven=entry.driven,
        plan_filed=entry.plan_filed,
        plan_filed_on=entry.plan_filed_on,
        months=months,
    )


def _months(
    entry: DealEntry, path: str, problems: list[Problem]
) -> Iterator[UsageMonth]:
    """Give the months that can be read; note what is wrong with the others."""
    for place, each in enumerate(entry.months):
        where = f"{path}.months[{place}]"
        try:
            month = CalendarMonth.parse(each.month)
        except InvalidValueError as error:
            problems.append(
                Problem(path=f"{where}.month", code="wrong-text", message=str(error))
            )
            continue
        try:
            yield UsageMonth(month=month, active=each.active, licensed=each.licensed)
        except InvalidDataError as error:
            problems += [one.under(where) for one in error.problems]
