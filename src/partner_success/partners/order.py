"""An order that a customer placed with a partner."""

from __future__ import annotations

from datetime import datetime

import attrs

from partner_success.partners.faults import Faults


@attrs.frozen(kw_only=True)
class Order:
    """One order, as it stands.

    Attributes:
        id: Not blank, no space around it.
        partner_id: The id of the `Partner` that takes it.
        placed_at: When it was placed, with its zone.
        completed_at: When what was ordered was there, with its zone; not before
            `placed_at`, ``None`` as long as it is not.
        repaired: Whether somebody had to mend it by hand.
        account_id: The id of the `Account` that placed it; ``None`` where unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> from datetime import UTC
        >>> order = Order(id="o-1", partner_id="acme",
        ...     placed_at=datetime(2026, 5, 4, 9, tzinfo=UTC),
        ...     completed_at=datetime(2026, 5, 4, 15, tzinfo=UTC))
        >>> order.is_success
        True
    """

    id: str
    partner_id: str
    placed_at: datetime
    completed_at: datetime | None = None
    repaired: bool = False
    account_id: str | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("order", self.id)
        faults.id("id", self.id)
        faults.id("partner_id", self.partner_id)
        placed = faults.instant("placed_at", self.placed_at)
        completed = faults.instant("completed_at", self.completed_at, optional=True)
        faults.in_order("placed_at", placed, "completed_at", completed)
        faults.truth("repaired", self.repaired)
        faults.id("account_id", self.account_id, optional=True)
        faults.report()

    @property
    def is_success(self) -> bool:
        """Whether it was completed, and nobody had to mend it."""
        return self.completed_at is not None and not self.repaired
