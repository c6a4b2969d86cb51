"""A customer as read on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.partners.faults import Faults, frozen_measures


@attrs.frozen(kw_only=True)
class Account:
    """A customer served by or with a partner, and its measures on one day.

    Attributes:
        id: What other records refer to; not blank, no space around it.
        name: As the customer writes it.
        partner_id: The id of the `Partner` that serves it.
        on: The day of the reading.
        measures: What was measured by name, each in the unit that the scorecard which
            reads it declares; finite. An absent value is ``None``; a NaN becomes it.
        renews_on: The day on which the customer's contract ends unless it is renewed.
        churned: Whether the customer has left, or is about to on `churned_on`; ``None``
            where unknown.
        segment: The group of customers it is counted in.
        starts_on: The first day of the customer's contract; not after `renews_on`,
            ``None`` where unknown.
        churned_on: The first day on which it is no customer any more; ``None`` where
            nobody knows, or it has not left.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> account = Account(id="a-1", name="Umbrella", partner_id="acme",
        ...     on=date(2026, 5, 4), measures={"nps": 64, "uptime": float("nan")})
        >>> account.measures["nps"], account.measures["uptime"]
        (64, None)
    """

    id: str
    name: str
    partner_id: str
    on: date
    measures: FrozenMap[str, Decimal | int | float | None] = attrs.field(
        default=EMPTY_MAP, converter=frozen_measures
    )
    renews_on: date | None = None
    churned: bool | None = None
    segment: str | None = None
    starts_on: date | None = None
    churned_on: date | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("account", self.id)
        faults.id("id", self.id)
        faults.text("name", self.name)
        faults.id("partner_id", self.partner_id)
        faults.day("on", self.on)
        for path, value in faults.entries("measures", self.measures):
            faults.measure(path, value)
        starts = faults.day("starts_on", self.starts_on, optional=True)
        renews = faults.day("renews_on", self.renews_on, optional=True)
        faults.in_order("starts_on", starts, "renews_on", renews)
        faults.truth("churned", self.churned, optional=True)
        gone = faults.day("churned_on", self.churned_on, optional=True)
        faults.in_order("starts_on", starts, "churned_on", gone)
        if gone is not None and self.churned is not True:
            message = "is a day of leaving, and churned does not say that it left"
            faults.add("churned_on", "contradiction", message, gone)
        faults.text("segment", self.segment, optional=True)
        faults.report()

    def has_left(self, day: date) -> bool | None:
        """Tell whether the customer has left by a day, by what this reading says.

        Without a day of leaving it counts as having left on every day. That fits the
        day of the reading and those after it.

        Args:
            day: The day.

        Returns:
            ``None`` where nobody knows.

        Examples:
            >>> gone = Account(id="a-1", name="Umbrella", partner_id="acme",
            ...     on=date(2026, 5, 4), churned=True, churned_on=date(2026, 6, 1))
            >>> gone.has_left(date(2026, 5, 31)), gone.has_left(date(2026, 6, 1))
            (False, True)
        """
        if self.churned and self.churned_on is not None:
            return self.churned_on <= day
        return self.churned
