"""How much a customer used the product on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.partners.faults import Faults, frozen_map, known


def _counts(value: Mapping[str, int | None]) -> FrozenMap[str, int | None]:
    return frozen_map(value)


@attrs.frozen(kw_only=True)
class Usage:
    """One reading of a customer's use.

    Attributes:
        account_id: The id of the `Account`.
        on: The day of the reading.
        active_users: People who used the product, at least 0; ``None`` where unknown.
        minutes: Minutes of use by all of them together, at least 0 and finite; ``None``
            where unknown; a NaN becomes it.
        sessions: How often it was used, at least 0; ``None`` where unknown.
        feature_users: People who used each feature, by its name, at least 0 each.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> Usage(account_id="a-1", on=date(2026, 5, 4), active_users=12).active_users
        12
    """

    account_id: str
    on: date
    active_users: int | None = None
    minutes: Decimal | int | float | None = attrs.field(default=None, converter=known)
    sessions: int | None = None
    feature_users: FrozenMap[str, int | None] = attrs.field(
        default=EMPTY_MAP, converter=_counts
    )

    def __attrs_post_init__(self) -> None:
        faults = Faults("usage of", self.account_id)
        faults.id("account_id", self.account_id)
        faults.day("on", self.on)
        faults.count("active_users", self.active_users, optional=True)
        faults.measure("minutes", self.minutes, negative=False)
        faults.count("sessions", self.sessions, optional=True)
        for path, value in faults.entries("feature_users", self.feature_users):
            faults.count(path, value, optional=True)
        faults.report()
