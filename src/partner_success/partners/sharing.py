"""What was agreed with a partner about customers' data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs

from partner_success.partners.faults import Faults, frozen_tuple


def _classes(value: Iterable[str]) -> tuple[str, ...]:
    return frozen_tuple(value)


@attrs.frozen(kw_only=True)
class DataSharingAgreement:
    """An agreement under which kinds of customer data may be given to a partner.

    Days are calendar days. It is for one customer, or for all of them where it says so;
    nothing is for all because a customer was left out.

    Attributes:
        id: What decisions and audit records refer to.
        partner_id: The partner with whom it was made.
        account_id: The id of the one customer whose data it is about; ``None`` where it
            is about all.
        all_accounts: Whether it is about the data of all customers.
        data_classes: The ids of the classes of data that it covers; one or more, each
            once.
        starts_on: The first day on which it is to hold; may be before the signature.
        signed_on: The day of the signature, before which it does not hold; ``None``
            while it is unsigned.
        ends_on: The first day on which it no longer holds, after `starts_on`; ``None``
            while no end is agreed.
        ended_on: The first day on which it no longer held because somebody ended it
            early; ``None`` while nobody did.

    Raises:
        InvalidDataError: With every fault of the record.

    Examples:
        >>> DataSharingAgreement(id="dsa-1", partner_id="acme", account_id="a-1",
        ...     data_classes=["telemetry"], starts_on=date(2026, 1, 1),
        ...     signed_on=date(2025, 12, 15)).data_classes
        ('telemetry',)

    Rule: ACC-14.
    """

    id: str
    partner_id: str
    account_id: str | None = None
    all_accounts: bool = False
    data_classes: tuple[str, ...] = attrs.field(converter=_classes)
    starts_on: date
    signed_on: date | None = None
    ends_on: date | None = None
    ended_on: date | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("data-sharing agreement", self.id)
        faults.id("id", self.id)
        faults.id("partner_id", self.partner_id)
        faults.id("account_id", self.account_id, optional=True)
        faults.truth("all_accounts", self.all_accounts)
        if self.all_accounts is True and self.account_id is not None:
            message = "names a customer, and all_accounts is set; keep one of the two"
            faults.add("account_id", "contradiction", message, self.account_id)
        if self.all_accounts is False and self.account_id is None:
            message = "is needed; name the customer, or set all_accounts for all"
            faults.add("account_id", "missing", message)
        self._check_classes(faults)
        starts = faults.day("starts_on", self.starts_on)
        faults.day("signed_on", self.signed_on, optional=True)
        faults.period_end("ends_on", self.ends_on, "starts_on", starts)
        faults.day("ended_on", self.ended_on, optional=True)
        faults.report()

    def _check_classes(self, faults: Faults) -> None:
        if not isinstance(self.data_classes, tuple):
            expected = "a list of ids of data classes"
            faults.wrong_type("data_classes", self.data_classes, expected)
            return
        if not self.data_classes:
            message = "names no class of data; name those it covers"
            faults.add("data_classes", "empty", message)
        for place, name in enumerate(self.data_classes):
            path = f"data_classes[{place}]"
            if faults.id(path, name) and name in self.data_classes[:place]:
                faults.add(path, "duplicate", f"{name!r} is named already", name)
