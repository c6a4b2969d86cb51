"""A partner's business case: by year and month, and when it has earned its cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.months import MONTHS_A_YEAR, months_after
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import HUNDRED, rounded_text
from partner_success.errors import InvalidValueError
from partner_success.practice.returns.assumptions import BusinessAssumptions
from partner_success.practice.returns.break_even_month import (
    BreakEvenMonth,
    break_even_month,
    running,
)
from partner_success.practice.returns.business_sensitivity import (
    BusinessSensitivity,
    business_sensitivity,
)
from partner_success.practice.returns.flows import (
    BusinessItem,
    Flow,
    Schedule,
    figures_of,
    flows,
)
from partner_success.practice.returns.numbers import (
    money_text,
    percent_text,
    whole_text,
)
from partner_success.practice.returns.ratio import ReturnRatio

__all__ = ["BusinessCase", "BusinessMonth", "BusinessYear", "month_starts", "months_of"]

_NAMES: Final = {
    BusinessItem.CSM_TIME: "CSM time",
    BusinessItem.SET_UP: "set-up",
    BusinessItem.TOOLS: "tools",
    BusinessItem.REBATES: "rebates",
    BusinessItem.DISCOUNTS: "discounts",
    BusinessItem.REDUCED_CHURN: "reduced churn",
    BusinessItem.GROWTH: "growth",
}


@attrs.frozen(kw_only=True)
class BusinessMonth:
    """One month of a case.

    Attributes:
        number: The month, counted from 1.
        starts_on: Its first day; ``None`` where months are only numbered.
        flow: What each item costs (below 0) or brings, exact, in whole units of the
            currency.
        cumulative: The sum of all months up to the end of this one.

    Rule: INC-04.
    """

    number: int
    starts_on: date | None
    flow: Flow
    cumulative: Fraction

    @property
    def net(self) -> Fraction:
        """What is left after costs; below 0 where it costs more than it brings."""
        return sum(self.flow.values(), Fraction(0))


@attrs.frozen(kw_only=True)
class BusinessYear:
    """Twelve months of a case, or fewer at its end.

    Attributes:
        number: The year, counted from 1.
        months: Its months.
        present_value: What its net is worth at the start of the case, taken to come at
            the end of the year; ``None`` where no discount rate is given.

    Rule: INC-04.
    """

    number: int
    months: tuple[BusinessMonth, ...]
    present_value: Fraction | None

    @property
    def flow(self) -> Flow:
        """What each item costs (below 0) or brings in the year, exact."""
        return _summed(self.months)

    @property
    def net(self) -> Fraction:
        """What is left of the year after costs."""
        return sum(self.flow.values(), Fraction(0))

    @property
    def cumulative(self) -> Fraction:
        """The sum of all months up to the end of the year."""
        return self.months[-1].cumulative


@attrs.frozen(kw_only=True)
class BusinessCase(Explained):
    """What a partner puts into customer success, and gets for it.

    Attributes:
        assumptions: What is assumed.
        schedule: When what is paid.
        months: What each month costs and brings, at least one.
        step: By how much an assumption is changed to see what depends on it, in
            percent.
        provenance: The rulebook edition that decided.

    Rule: INC-04.
    """

    assumptions: BusinessAssumptions
    schedule: Schedule
    months: tuple[BusinessMonth, ...]
    step: Decimal
    provenance: Provenance = Provenance()

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.assumptions.currency

    @property
    def years(self) -> tuple[BusinessYear, ...]:
        """The months by year of the case; the last may have fewer than twelve."""
        found: list[BusinessYear] = []
        for start in range(0, len(self.months), MONTHS_A_YEAR):
            months = self.months[start : start + MONTHS_A_YEAR]
            number = len(found) + 1
            net = sum((each.net for each in months), Fraction(0))
            value = self._worth(net, number)
            found.append(
                BusinessYear(number=number, months=months, present_value=value)
            )
        return tuple(found)

    @property
    def flow(self) -> Flow:
        """What each item costs (below 0) or brings in all months, exact."""
        return _summed(self.months)

    @property
    def net(self) -> Fraction:
        """What is left of all months after costs."""
        return self.months[-1].cumulative

    @property
    def ratio(self) -> ReturnRatio:
        """What comes back over all that is paid, in both readings."""
        costs = sum((-v for k, v in self.flow.items() if k.is_cost), Fraction(0))
        return ReturnRatio(
            returned=self.net + costs, invested=costs, currency=self.currency
        )

    @property
    def break_even(self) -> BreakEvenMonth:
        """When the case has earned what it cost."""
        return break_even_month(
            [each.net for each in self.months],
            set_up=-self.months[0].flow[BusinessItem.SET_UP],
            at_the_end=money_text(self.net, self.currency),
            period=self.schedule.rebate_every,
        )

    @property
    def present_value(self) -> Fraction | None:
        """What all years are worth at the start, exact; None without a discount rate.

        What is paid at the start counts whole, and each year's net as if it came at the
        end of the year.
        """
        values = [each.present_value for each in self.years]
        known = [each for each in values if each is not None]
        return sum(known, Fraction(0)) if known else None

    def _worth(self, net: Fraction, year: int) -> Fraction | None:
        rate = self.assumptions.discount_rate
        if rate is None:
            return None
        factor = Fraction((1 + Fraction(rate) / HUNDRED) ** year)
        at_start = self.months[0].flow[BusinessItem.SET_UP] if year == 1 else 0
        return (net - at_start) / factor + at_start

    def sensitivity(self, step: Decimal | int | None = None) -> BusinessSensitivity:
        """Change each assumption by a step down and up, and tell what becomes of it.

        Args:
            step: Percent of the assumption, above 0 and below 100; the default is the
                rulebook's.

        Raises:
            InvalidValueError: The step is none.

        Rule: INC-04.
        """
        return business_sensitivity(
            figures_of(self.assumptions),
            self.schedule,
            step=self.step if step is None else step,
            currency=self.currency,
            provenance=self.provenance,
        )

    def explain(self) -> Explanation:
        """Tell each item by year, when it breaks even, and how it is reckoned."""
        items = [each for each in BusinessItem if self.flow[each]]
        rows = [
            (
                _year_name(year),
                *(_amount(year.flow[each]) for each in items),
                _amount(year.net),
                _amount(year.cumulative),
            )
            for year in self.years
        ]
        sums = (*(_amount(self.flow[each]) for each in items), _amount(self.net))
        rows.append(("all", *sums, _amount(self.net)))
        return Explanation(
            title=f"{self.assumptions.name}, in {self.currency}: {self.break_even}",
            columns=("year", *(_NAMES[each] for each in items), "net", "so far"),
            rows=tuple(rows),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _remarks(self) -> Iterator[str]:
        given, found = self.assumptions, self.break_even
        if found.payback is not None and found.first is not None:
            months = rounded_text(found.payback.numerator, found.payback.denominator)
            day = self.months[found.first - 1].starts_on
            when = "" if day is None else f"; month {found.first} begins on {day}"
            yield f"paid back after {months} months{when}"
        yield f"return {self.ratio}"
        if self.present_value is not None:
            worth = money_text(self.present_value, self.currency)
            rate = f"{given.discount_rate:f}"
            yield f"worth {worth} at the start, at {rate} % a year from each year's end"
        hours = Fraction(given.customers) * Fraction(given.hours_per_customer)
        text = rounded_text(hours.numerator, hours.denominator, 2)
        yield f"CSM time: {text} h a week at {money_text(given.hourly_cost)} an hour"
        if given.rebates is not None:
            every, delay = self.schedule.rebate_every, self.schedule.rebate_delay
            yield f"rebates: every {every} months, {delay} months later"
        if given.revenue_per_customer is not None:
            yield from self._told_revenue()

    def _told_revenue(self) -> Iterator[str]:
        given = self.assumptions
        yield (
            f"churn {given.churn_before:f} % a year without, {given.churn_after:f} %"
            f" with; growth {given.growth_before:f} % without, {given.growth_after:f} %"
            " with; both compound once a year"
        )
        if given.margin == HUNDRED:
            yield "revenue counts whole; give a margin to count what stays of it"
        else:
            share = Fraction(given.margin) / HUNDRED
            yield f"of the revenue {percent_text(share, 2)} stays with the partner"


def months_of(
    given: BusinessAssumptions, schedule: Schedule
) -> tuple[BusinessMonth, ...]:
    """Give what each month of a case costs and brings.

    Raises:
        InvalidValueError: The months reach beyond the year 9999.
    """
    starts = month_starts(given.starts_on, schedule.months)
    found = tuple(flows(figures_of(given), schedule))
    nets = [sum(each.values(), Fraction(0)) for each in found]
    parts = zip(found, running(nets), starts, strict=True)
    return tuple(
        BusinessMonth(number=number, starts_on=day, flow=flow, cumulative=so_far)
        for number, (flow, so_far, day) in enumerate(parts, start=1)
    )


def month_starts(starts_on: date | None, count: int) -> tuple[date | None, ...]:
    """Give the first day of each month of a case, a short month's last if need be.

    Raises:
        InvalidValueError: They reach beyond the year 9999.

    Examples:
        >>> [str(day) for day in month_starts(date(2027, 1, 31), 3)]
        ['2027-01-31', '2027-02-28', '2027-03-31']
    """
    if starts_on is None:
        return (None,) * count
    days = [months_after(starts_on, number) for number in range(count)]
    if None in days:
        raise InvalidValueError(
            f"{count} months from {starts_on} reach beyond the year"
            f" {date.max.year}; give an earlier start, or fewer months"
        )
    return tuple(days)


def _summed(months: Iterable[BusinessMonth]) -> Flow:
    found = dict.fromkeys(BusinessItem, Fraction(0))
    for month in months:
        for item, amount in month.flow.items():
            found[item] += amount
    return FrozenMap(found)


def _year_name(year: BusinessYear) -> str:
    short = len(year.months) < MONTHS_A_YEAR
    return f"{year.number} ({len(year.months)} months)" if short else str(year.number)


def _amount(value: Fraction) -> str:
    # What is planned for years ahead has no cents, and would fill the line with them.
    return whole_text(value)
