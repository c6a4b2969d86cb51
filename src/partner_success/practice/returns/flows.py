"""What a partner's business case costs and brings, month by month, exact.

A month is a twelfth of a year. Two ways of the customers' revenue are compared, with
customer success and without. Within a year of the case both are straight lines, because
contracts end and grow evenly over it, and each year begins with what the one before
left, so that churn and growth compound once a year. What is lost or won in a month is
seen from the next month on. Avoided churn is reckoned first, at the growth that there
would be anyway; growth is what is won on top of it.

The hours stay those of the customers at the start, also where some of them leave.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Final

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.months import MONTHS_A_YEAR
from partner_success.core.quantities import HUNDRED
from partner_success.practice.returns.assumptions import BusinessAssumptions

__all__ = ["BusinessItem", "Figures", "Flow", "Schedule", "figures_of", "flows"]

Figures = Mapping[str, Fraction]
"""The assumptions that are numbers or amounts, by the name of their field, exact."""

Flow = FrozenMap["BusinessItem", Fraction]
"""What each item costs (below 0) or brings, in whole units of the currency."""


class BusinessItem(StrEnum):
    """What a business case is made of.

    Attributes:
        CSM_TIME: What the hours of the CSMs cost.
        SET_UP: What is paid once, at the start.
        TOOLS: What the partner's own platform costs.
        REBATES: What the vendor pays back.
        DISCOUNTS: How much less purchases cost.
        REDUCED_CHURN: What is earned with revenue that would have been lost.
        GROWTH: What is earned with revenue that customers would not have added.
    """

    CSM_TIME = "csm_time"
    SET_UP = "set_up"
    TOOLS = "tools"
    REBATES = "rebates"
    DISCOUNTS = "discounts"
    REDUCED_CHURN = "reduced_churn"
    GROWTH = "growth"

    @property
    def is_cost(self) -> bool:
        """Whether it is something that is paid."""
        return self in _COSTS


_COSTS: Final = (BusinessItem.CSM_TIME, BusinessItem.SET_UP, BusinessItem.TOOLS)

_FIGURES: Final = (
    "customers",
    "hours_per_customer",
    "hourly_cost",
    "set_up",
    "tools",
    "rebates",
    "discounts",
    "revenue_per_customer",
    "margin",
    "growth_before",
    "growth_after",
    "churn_before",
    "churn_after",
)


@attrs.frozen(kw_only=True)
class Schedule:
    """When what is paid.

    Attributes:
        months: How many months there are.
        weeks: Weeks of work a year.
        tools_from: The month from which on tools are paid.
        rebate_every: Every how many months rebates are paid.
        rebate_delay: How many months after what they are for.
    """

    months: int
    weeks: Fraction
    tools_from: int
    rebate_every: int
    rebate_delay: int

    def pays_rebate(self, month: int) -> bool:
        """Tell whether rebates are paid in a month, the first being 1."""
        since = month - self.rebate_delay
        return since > 0 and since % self.rebate_every == 0


def figures_of(given: BusinessAssumptions) -> dict[str, Fraction]:
    """Give the assumptions as fractions, by the name of their field."""
    values = {name: getattr(given, name) for name in _FIGURES}
    return {
        name: Fraction(0 if value is None else getattr(value, "amount", value))
        for name, value in values.items()
    }


def flows(figures: Figures, schedule: Schedule) -> Iterator[Flow]:
    """Give what each month costs and brings, in order."""
    hours = figures["customers"] * figures["hours_per_customer"] * schedule.weeks
    time = hours * figures["hourly_cost"] / MONTHS_A_YEAR
    earned = figures["customers"] * figures["revenue_per_customer"]
    earned *= figures["margin"] / HUNDRED / MONTHS_A_YEAR
    before = _factor(figures, "churn_before", "growth_before")
    kept = _factor(figures, "churn_after", "growth_before")
    after = _factor(figures, "churn_after", "growth_after")
    zero = Fraction(0)
    for month in range(1, schedule.months + 1):
        base, middle, top = (_level(each, month) for each in (before, kept, after))
        tools = figures["tools"] if month >= schedule.tools_from else zero
        rebates = figures["rebates"] if schedule.pays_rebate(month) else zero
        yield FrozenMap(
            {
                BusinessItem.CSM_TIME: -time,
                BusinessItem.SET_UP: -figures["set_up"] if month == 1 else zero,
                BusinessItem.TOOLS: -tools / MONTHS_A_YEAR,
                BusinessItem.REBATES: rebates * schedule.rebate_every / MONTHS_A_YEAR,
                BusinessItem.DISCOUNTS: figures["discounts"] / MONTHS_A_YEAR,
                BusinessItem.REDUCED_CHURN: earned * (middle - base),
                BusinessItem.GROWTH: earned * (top - middle),
            }
        )


def _factor(figures: Figures, churn: str, growth: str) -> Fraction:
    """Give what is there at the end of a year for each unit at its start."""
    return 1 + (figures[growth] - figures[churn]) / HUNDRED


def _level(factor: Fraction, month: int) -> Fraction:
    """Give the revenue in a month for each unit at the start of the case."""
    years, months = divmod(month - 1, MONTHS_A_YEAR)
    within = 1 + (factor - 1) * months / MONTHS_A_YEAR
    return Fraction(factor**years * within)
