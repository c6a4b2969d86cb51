"""Deals of a partner, and how much the customers use what they bought."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from partner_success.core.money import Money
from partner_success.partners.faults import Faults, frozen_tuple
from partner_success.practice.incentives.months import CalendarMonth

__all__ = ["Deal", "UsageMonth"]


@attrs.frozen(kw_only=True)
class UsageMonth:
    """How many of the licensed users used the product in a calendar month.

    More active users than licences is over-use, and a fact like any other.

    Attributes:
        month: The month.
        active: Users who used it, at least 0; ``None`` where unknown.
        licensed: Users whom the licences cover, at least 0; ``None`` where unknown. Of
            0 there is no share, so that the usage of the month is unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: INC-01.
    """

    month: CalendarMonth
    active: int | None = None
    licensed: int | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("usage of month", str(self.month))
        faults.record("month", self.month, CalendarMonth)
        faults.count("active", self.active, optional=True)
        faults.count("licensed", self.licensed, optional=True)
        faults.report()


def _months(value: Iterable[UsageMonth]) -> tuple[UsageMonth, ...]:
    return frozen_tuple(value)


@attrs.frozen(kw_only=True)
class Deal:
    """A contract with a customer, and the partner's part in it.

    Attributes:
        id: The id of the contract; not blank, no space around it.
        customer: The id of the customer.
        starts_on: The first day of the contract.
        ends_on: The last day, inside; not before `starts_on`; ``None`` while none is
            known.
        value: What the whole contract is worth (TCV), at least 0; ``None`` where
            unknown.
        driven: Whether the partner drove the deal by selling that added value; ``None``
            where unknown.
        plan_filed: Whether a success plan was filed; ``None`` where unknown. A day in
            `plan_filed_on` says yes too.
        plan_filed_on: The day on which it was; ``None`` where none was, or unknown.
        months: The usage of each month, in any order, a month at most once.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: INC-01.
    """

    id: str
    customer: str
    starts_on: date
    ends_on: date | None = None
    value: Money | None = None
    driven: bool | None = None
    plan_filed: bool | None = None
    plan_filed_on: date | None = None
    months: tuple[UsageMonth, ...] = attrs.field(default=(), converter=_months)

    def __attrs_post_init__(self) -> None:
        faults = Faults("deal", self.id)
        faults.id("id", self.id)
        faults.id("customer", self.customer)
        starts = faults.day("starts_on", self.starts_on)
        ends = faults.day("ends_on", self.ends_on, optional=True)
        faults.in_order("starts_on", starts, "ends_on", ends)
        faults.money("value", self.value)
        faults.truth("driven", self.driven, optional=True)
        faults.truth("plan_filed", self.plan_filed, optional=True)
        filed = faults.day("plan_filed_on", self.plan_filed_on, optional=True)
        if filed is not None and self.plan_filed is False:
            message = f"says no, and plan_filed_on is {filed}; correct one of the two"
            faults.add("plan_filed", "contradiction", message, self.plan_filed)
        seen: dict[CalendarMonth, str] = {}
        for path, each in faults.records("months", self.months, UsageMonth):
            before = seen.setdefault(each.month, path)
            if before != path:
                message = f"{each.month} is in {before} already; add the two up"
                faults.add(f"{path}.month", "duplicate", message, str(each.month))
        faults.report()
