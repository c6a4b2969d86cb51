"""How far a partner's own customer success practice has come, as asked on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.partners.faults import Faults, frozen_map


def _answers(value: Mapping[str, bool | None]) -> FrozenMap[str, bool | None]:
    return frozen_map(value)


@attrs.frozen(kw_only=True)
class MaturitySheet:
    """What of a partner's practice is in place on a day.

    Attributes:
        partner_id: The id of the `Partner`.
        on: The day on which it was asked.
        in_place: Whether each pillar of the assessment is in place, by its id; ``None``
            where that was not answered.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> sheet = MaturitySheet(partner_id="acme", on=date(2026, 5, 4),
        ...     in_place={"csms": True, "tool": None})
        >>> sheet.in_place["csms"]
        True

    Rule: RDY-08.
    """

    partner_id: str
    on: date
    in_place: FrozenMap[str, bool | None] = attrs.field(
        default=EMPTY_MAP, converter=_answers
    )

    def __attrs_post_init__(self) -> None:
        faults = Faults("maturity sheet of", self.partner_id)
        faults.id("partner_id", self.partner_id)
        faults.day("on", self.on)
        for path, value in faults.entries("in_place", self.in_place):
            faults.truth(path, value, optional=True)
        faults.report()
