"""What a partner did for which it may be paid, from a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import attrs

from partner_success.errors import InvalidDataError
from partner_success.interop import make_converter, read_document, structure
from partner_success.practice.incentives import (
    Activation,
    CalendarMonth,
    Deal,
    IncentiveFacts,
    IncentivePartner,
    IncentiveRates,
    PerformanceResult,
    RenewalResult,
)

__all__ = ["IncentiveFile", "read_incentives"]


@attrs.frozen(kw_only=True)
class WrittenFile:
    """What the file holds, as it is written."""

    on: date
    partner: IncentivePartner
    rates: IncentiveRates | None = None
    deals: tuple[Deal, ...] = ()
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
    converter = make_converter()
    # A month is written by its name, and not as a table of its parts.
    converter.register_structure_hook(CalendarMonth, _month)
    document = read_document(path)
    found = structure(document, WrittenFile, subject=subject, converter=converter)
    try:
        facts = IncentiveFacts(
            partner=found.partner,
            deals=found.deals,
            activations=found.activations,
            results=found.results,
            renewals=found.renewals,
        )
    except InvalidDataError as error:
        raise InvalidDataError(subject, error.problems) from error
    return IncentiveFile(on=found.on, facts=facts, rates=found.rates)


def _month(value: Any, _kind: type[CalendarMonth]) -> CalendarMonth:
    return CalendarMonth.parse(value)
