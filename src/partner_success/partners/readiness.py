"""A filled-in readiness sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.partners.faults import Faults, frozen_map


def _ratings(value: Mapping[str, int | None]) -> FrozenMap[str, int | None]:
    return frozen_map(value)


def _leads(value: Mapping[str, str]) -> FrozenMap[str, str]:
    return frozen_map(value)


@attrs.frozen(kw_only=True)
class ReadinessSheet:
    """How a partner's customer success was rated on a day, element by element.

    Attributes:
        id: Not blank, no space around it.
        partner_id: The id of the `Partner` it rates.
        on: The day of the assessment.
        ratings: The rating of each element by its id, at least 0 on the scale of the
            assessment; ``None`` where it was not answered.
        leads: Who led the assessment, by the part they led.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> sheet = ReadinessSheet(id="r-1", partner_id="acme", on=date(2026, 5, 4),
        ...     ratings={"1.1": 3, "1.2": None})
        >>> sheet.ratings["1.1"]
        3
    """

    id: str
    partner_id: str
    on: date
    ratings: FrozenMap[str, int | None] = attrs.field(
        default=EMPTY_MAP, converter=_ratings
    )
    leads: FrozenMap[str, str] = attrs.field(default=EMPTY_MAP, converter=_leads)

    def __attrs_post_init__(self) -> None:
        faults = Faults("readiness sheet", self.id)
        faults.id("id", self.id)
        faults.id("partner_id", self.partner_id)
        faults.day("on", self.on)
        for path, value in faults.entries("ratings", self.ratings):
            faults.count(path, value, optional=True)
        for path, value in faults.entries("leads", self.leads):
            faults.text(path, value)
        faults.report()
