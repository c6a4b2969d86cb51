"""Licences bought and used."""

from __future__ import annotations

from datetime import date

import attrs

from partner_success.partners.faults import Faults


@attrs.frozen(kw_only=True)
class LicenceCount:
    """How many licences of one type a customer has and uses.

    More active users than licences is over-use, and a fact like any other.

    Attributes:
        account_id: The id of the `Account`.
        licence_type: What is licensed, by name.
        on: The day of the count.
        licensed: Users the licence covers, at least 0; ``None`` where unknown.
        active: Users who use it, at least 0; ``None`` where unknown.
        assigned: Users to whom it is assigned, at least 0; ``None`` where unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> LicenceCount(account_id="a-1", licence_type="seat", on=date(2026, 5, 4),
        ...     licensed=10, active=12).active
        12
    """

    account_id: str
    licence_type: str
    on: date
    licensed: int | None = None
    active: int | None = None
    assigned: int | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("licence count of", self.account_id)
        faults.id("account_id", self.account_id)
        faults.id("licence_type", self.licence_type)
        faults.day("on", self.on)
        faults.count("licensed", self.licensed, optional=True)
        faults.count("active", self.active, optional=True)
        faults.count("assigned", self.assigned, optional=True)
        faults.report()
