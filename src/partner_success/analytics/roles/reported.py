"""What the reports of roles know of partners, made of snapshots and journeys."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from partner_success.analytics.roles.facts import ReportedPartner
from partner_success.core.collections import EMPTY_MAP
from partner_success.core.instants import require_date
from partner_success.gates.state import JourneyState
from partner_success.partners import OperationReading, Snapshot

__all__ = ["reported_partners"]


def reported_partners(
    snapshots: Iterable[Snapshot], journeys: Iterable[JourneyState], *, on: date
) -> tuple[ReportedPartner, ...]:
    """Put snapshots and journeys together, as the reports of roles take them.

    Partners of whom one of the two is missing are left out. Operational health is the
    newest reading of the snapshot up to the day.

    Args:
        snapshots: What is known of each partner.
        journeys: How each stood on its journey when the period of the report ended.
        on: The last day of that period (closed).

    Raises:
        InvalidDataError: A snapshot or a journey is something else.
        InvalidValueError: The day is none.

    Examples:
        >>> reported_partners([], [], on=date(2026, 5, 31))
        ()

    Rule: ANL-01, ANL-02.
    """
    last = require_date(on, "on")
    ways = {each.partner_id: each for each in journeys}
    return tuple(
        ReportedPartner(
            snapshot=each,
            journey=ways[each.partner.id],
            operation=_parts(each.operations, last),
        )
        for each in snapshots
        if each.partner.id in ways
    )


def _parts(readings: Iterable[OperationReading], on: date) -> Any:
    known = [each for each in readings if each.on <= on]
    return max(known, key=_day).parts if known else EMPTY_MAP


def _day(reading: OperationReading) -> date:
    return reading.on
