"""How well a partner operates after its launch, as read on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.partners.faults import Faults, frozen_measures


@attrs.frozen(kw_only=True)
class OperationReading:
    """The parts of a partner's operational health on one day.

    Attributes:
        partner_id: The id of the `Partner`.
        on: The day of the reading.
        parts: Points of each part by its id, as the scorecard of the rulebook names
            them; finite. An absent value is ``None``; a NaN becomes it.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> reading = OperationReading(partner_id="acme", on=date(2026, 5, 4),
        ...     parts={"ticket_trend": 81, "usage_pattern": float("nan")})
        >>> reading.parts["ticket_trend"], reading.parts["usage_pattern"]
        (81, None)

    Rule: HLT-14.
    """

    partner_id: str
    on: date
    parts: FrozenMap[str, Decimal | int | float | None] = attrs.field(
        default=EMPTY_MAP, converter=frozen_measures
    )

    def __attrs_post_init__(self) -> None:
        faults = Faults("reading of the operation of", self.partner_id)
        faults.id("partner_id", self.partner_id)
        faults.day("on", self.on)
        for path, value in faults.entries("parts", self.parts):
            faults.measure(path, value)
        faults.report()
