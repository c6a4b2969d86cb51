"""What there is of a programme that is to become generally available."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final, cast

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.quantities import shown
from partner_success.partners.faults import Faults, frozen_map, frozen_tuple
from partner_success.programme.given import check_ids, check_positive, stranger
from partner_success.programme.pilot import EnablementSession

__all__ = ["AvailabilityFacts"]

_QUARTER: Final = 3
"""Months in a quarter."""


@attrs.frozen(kw_only=True)
class AvailabilityFacts:
    """What there is of a programme that is to become generally available.

    It is for whoever keeps no log of the programme. Where there is one, the programme
    itself tells the same.

    Attributes:
        settled: What shows that something is written down and settled, in words or as
            an address, by the id of its exit criterion: who qualifies, how partners are
            onboarded, which metrics they get, what they gain.
        regions: The ids of the regions in which the programme will be offered.
        sessions: The enablement sessions that were recorded, each for one of them.
        quarter_goals: How many partners there should be, at least 1, by the first day
            of the quarter, calendar or fiscal.

    Raises:
        InvalidDataError: With every fault: no evidence, a session of another region, a
            quarter that does not begin on the first of a month.

    Rule: PRG-07.
    """

    settled: FrozenMap[str, str] = attrs.field(converter=frozen_map, default=EMPTY_MAP)
    regions: tuple[str, ...] = attrs.field(converter=frozen_tuple, default=())
    sessions: tuple[EnablementSession, ...] = attrs.field(
        converter=frozen_tuple, default=()
    )
    quarter_goals: FrozenMap[date, int] = attrs.field(
        converter=frozen_map, default=EMPTY_MAP
    )

    def __attrs_post_init__(self) -> None:
        faults = Faults("what there is of a programme")
        for path, evidence in faults.entries("settled", self.settled):
            faults.text(path, evidence)
        check_ids(faults, "regions", self.regions)
        for path, session in faults.records(
            "sessions", self.sessions, EnablementSession
        ):
            _session(faults, path, session, self.regions)
        _quarters(faults, self.quarter_goals)
        faults.report()


def _session(
    faults: Faults, path: str, session: EnablementSession, regions: Collection[str]
) -> None:
    faults.day(f"{path}.on", session.on)
    faults.text(f"{path}.where", session.where)
    region = faults.id(f"{path}.region", session.region)
    if region is not None and region not in regions:
        stranger(faults, f"{path}.region", "region", region, regions)


def _quarters(faults: Faults, goals: object) -> None:
    if not isinstance(goals, FrozenMap):
        faults.wrong_type("quarter_goals", goals, "a mapping by the first day of each")
        return
    given = cast(FrozenMap[object, object], goals)
    months: set[int] = set()
    for quarter, partners in given.items():
        path = f"quarter_goals[{shown(quarter)}]"
        day = faults.day(path, quarter)
        if day is not None and day.day != 1:
            message = "a quarter begins on the first of a month"
            expected = str(day.replace(day=1))
            faults.add(path, "no-quarter", message, str(day), expected)
        elif day is not None:
            months.add(day.month % _QUARTER)
        check_positive(faults, path, partners)
    if len(months) > 1:
        message = (
            "some quarters begin with other months than the others; give quarters of"
            " one division of the year"
        )
        faults.add("quarter_goals", "mixed-quarters", message)
