"""What the report of a role knows of one partner."""

from __future__ import annotations

from decimal import Decimal

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.engagement.kpis.retention import RecurringRevenue
from partner_success.gates.state import JourneyState
from partner_success.partners import Snapshot
from partner_success.partners.faults import Faults, frozen_measures

__all__ = ["ReportedPartner"]


@attrs.frozen(kw_only=True)
class ReportedPartner:
    """What the report of a role knows of one partner.

    Attributes:
        snapshot: The partner with its customers, tickets, orders, use and answers.
        journey: How it stood on its journey when the period of the report ended; of an
            earlier period ``journey.as_of(end).state`` gives that.
        operation: Points of each component of partner operational health by its id;
            an absent value is ``None``, and a NaN becomes it.
        revenue: What became over the period of the recurring revenue with its
            customers; ``None`` leaves it to the readings of revenue in the snapshot.

    Raises:
        InvalidDataError: With every fault of the record, such as a journey of another
            partner.
    """

    snapshot: Snapshot
    journey: JourneyState
    operation: FrozenMap[str, Decimal | int | float | None] = attrs.field(
        default=EMPTY_MAP, converter=frozen_measures
    )
    revenue: RecurringRevenue | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("facts of a partner")
        snapshot = faults.record("snapshot", self.snapshot, Snapshot)
        journey = faults.record("journey", self.journey, JourneyState)
        if snapshot and journey and journey.partner_id != snapshot.partner.id:
            message = (
                f"is of {journey.partner_id!r}, and the snapshot of"
                f" {snapshot.partner.id!r}; give both of one partner"
            )
            faults.add("journey.partner_id", "another-partner", message)
        for path, value in faults.entries("operation", self.operation):
            faults.measure(path, value)
        faults.record("revenue", self.revenue, RecurringRevenue, optional=True)
        faults.report()

    @property
    def partner_id(self) -> str:
        """The id of the partner."""
        return self.snapshot.partner.id
