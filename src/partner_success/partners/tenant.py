"""What a customer runs in the cloud, and when it was down."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import attrs

from partner_success.partners.faults import Faults, known


@attrs.frozen(kw_only=True)
class Tenant:
    """One tenant of a customer.

    Attributes:
        id: What other records refer to; not blank, no space around it.
        account_id: The id of the `Account` whose it is.
        name: As people call it.
        data_centre: Where it runs, by name; ``None`` where unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> Tenant(id="x-1", account_id="a-1", name="Live", data_centre="DC 12").name
        'Live'
    """

    id: str
    account_id: str
    name: str
    data_centre: str | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("tenant", self.id)
        faults.id("id", self.id)
        faults.id("account_id", self.account_id)
        faults.text("name", self.name)
        faults.text("data_centre", self.data_centre, optional=True)
        faults.report()


@attrs.frozen(kw_only=True)
class Downtime:
    """How long a tenant was down in a month.

    Attributes:
        tenant_id: The id of the `Tenant`.
        month: The first day of the month.
        planned_minutes: Minutes that were announced, at least 0 and finite; ``None``
            where nobody measured, and a NaN becomes it.
        unplanned_minutes: Minutes that were not, likewise.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> Downtime(tenant_id="x-1", month=date(2026, 5, 1),
        ...     planned_minutes=90).unplanned_minutes is None
        True
    """

    tenant_id: str
    month: date
    planned_minutes: Decimal | int | float | None = attrs.field(
        default=None, converter=known
    )
    unplanned_minutes: Decimal | int | float | None = attrs.field(
        default=None, converter=known
    )

    def __attrs_post_init__(self) -> None:
        faults = Faults("downtime of", self.tenant_id)
        faults.id("tenant_id", self.tenant_id)
        month = faults.day("month", self.month)
        if month is not None and month.day != 1:
            message = "is no first day of a month; a month is named by that"
            expected = str(month.replace(day=1))
            faults.add("month", "no-month", message, str(month), expected)
        faults.measure("planned_minutes", self.planned_minutes, negative=False)
        faults.measure("unplanned_minutes", self.unplanned_minutes, negative=False)
        faults.report()
