"""Amounts of incentives, rounded once, and the quarters in which they are paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from partner_success.core.money import Money
from partner_success.core.quantities import HUNDRED
from partner_success.practice.incentives.lines import IncentivePayment
from partner_success.practice.incentives.months import CalendarMonth, quarter_after
from partner_success.practice.incentives.terms import PaymentTerms

__all__ = ["at_once", "in_parts", "share_of"]


def share_of(
    value: Money | None, percent: Decimal | int | None, terms: PaymentTerms
) -> Money | None:
    """Give a share of a value, rounded; None where one of the two is not known."""
    if value is None or percent is None:
        return None
    share = Fraction(percent) / HUNDRED
    return value.times(share, decimals=terms.decimals, rounding=terms.rounding)


def in_parts(
    amount: Money | None, earned_on: date | None, terms: PaymentTerms
) -> tuple[IncentivePayment, ...]:
    """Spread an amount over its quarters, so that nothing of it is lost.

    Args:
        amount: How much; ``None`` where that is not known.
        earned_on: A day of the quarter in which it was earned; ``None`` where unknown.
        terms: After how many quarters it is paid, and over how many.
    """
    if amount is None or earned_on is None:
        return ()
    parts = amount.allocate([1] * terms.instalments, decimals=terms.decimals)
    return tuple(
        IncentivePayment(
            quarter=quarter_after(
                terms.years, earned_on, terms.quarters_after + number
            ),
            amount=part,
        )
        for number, part in enumerate(parts)
    )


def at_once(
    amount: Money | None,
    completed: tuple[CalendarMonth, ...],
    quarters_after: int,
    terms: PaymentTerms,
) -> tuple[IncentivePayment, ...]:
    """Pay a whole amount for each month that completes what is paid for."""
    if amount is None:
        return ()
    return tuple(
        IncentivePayment(
            quarter=quarter_after(terms.years, month.last, quarters_after),
            amount=amount,
        )
        for month in completed
    )
