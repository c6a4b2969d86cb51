"""Which partner a customer names for a subscription."""

from __future__ import annotations

from datetime import date

import attrs

from partner_success.partners.faults import Faults


@attrs.frozen(kw_only=True)
class PartnerOfRecord:
    """A customer's designation of a partner for one subscription, for a time.

    Days are calendar days. A designation is never retroactive: it begins on the day on
    which the customer made it, or later.

    Attributes:
        id: What decisions and audit records refer to.
        account_id: The id of the customer who made it.
        subscription_id: The subscription that it is for.
        partner_id: The partner whom it names.
        starts_on: The first day on which it holds.
        ends_on: The first day on which it no longer holds, after `starts_on`; ``None``
            while no end is known.
        designated_on: The day on which the customer made it, not after `starts_on`;
            ``None`` where unknown.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> named = PartnerOfRecord(id="d-1", account_id="a-1", subscription_id="s-1",
        ...     partner_id="acme", starts_on=date(2026, 1, 1))
        >>> named.ends_on is None
        True

    Rule: ENG-11.
    """

    id: str
    account_id: str
    subscription_id: str
    partner_id: str
    starts_on: date
    ends_on: date | None = None
    designated_on: date | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("designation", self.id)
        for name in ("id", "account_id", "subscription_id", "partner_id"):
            faults.id(name, getattr(self, name))
        starts = faults.day("starts_on", self.starts_on)
        faults.period_end("ends_on", self.ends_on, "starts_on", starts)
        made = faults.day("designated_on", self.designated_on, optional=True)
        if starts is not None and made is not None and starts < made:
            message = (
                f"is before designated_on ({made}), and no designation reaches back;"
                " begin it on that day or later"
            )
            faults.add(
                "starts_on", "retroactive", message, str(starts), f"{made} or later"
            )
        faults.report()
