"""Data-sharing agreements, and whether one holds on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import attrs

from partner_success.access.arguments import require_id
from partner_success.core.instants import require_date
from partner_success.partners import DataSharingAgreement
from partner_success.partners.faults import Faults, frozen_tuple

__all__ = ["Agreements", "holds_on"]


def _records(value: Iterable[DataSharingAgreement]) -> tuple[DataSharingAgreement, ...]:
    return frozen_tuple(value)


@attrs.frozen
class Agreements:
    """The data-sharing agreements that there are, looked up by partner and customer.

    Attributes:
        records: The agreements, in any order. Several may hold at once.

    Raises:
        InvalidDataError: Two agreements carry one id; every double is named.

    Examples:
        >>> one = DataSharingAgreement(id="dsa-1", partner_id="acme", account_id="a-1",
        ...     data_classes=["telemetry"], starts_on=date(2026, 1, 1),
        ...     signed_on=date(2026, 1, 10))
        >>> known = Agreements([one])
        >>> known.in_force("acme", "a-1", "telemetry", on=date(2026, 1, 9))
        ()

    Rule: ACC-14.
    """

    records: tuple[DataSharingAgreement, ...] = attrs.field(
        converter=_records, default=()
    )
    _by_partner: Mapping[str, tuple[DataSharingAgreement, ...]] = attrs.field(
        init=False, eq=False, repr=False
    )
    _by_customer: Mapping[tuple[str, str | None], tuple[DataSharingAgreement, ...]] = (
        attrs.field(init=False, eq=False, repr=False)
    )

    def __attrs_post_init__(self) -> None:
        faults = Faults("the agreements")
        records = faults.records("records", self.records, DataSharingAgreement)
        seen: dict[str, str] = {}
        for path, each in records:
            if seen.setdefault(each.id, path) != path:
                message = f"is the id of {seen[each.id]} too; give each its own"
                faults.add(f"{path}.id", "duplicate-id", message, each.id)
        faults.report()
        ranked = sorted(self.records, key=_rank)
        partners: dict[str, list[DataSharingAgreement]] = {}
        customers: dict[tuple[str, str | None], list[DataSharingAgreement]] = {}
        for each in ranked:
            partners.setdefault(each.partner_id, []).append(each)
            customers.setdefault((each.partner_id, each.account_id), []).append(each)
        index = {name: tuple(found) for name, found in partners.items()}
        object.__setattr__(self, "_by_partner", index)
        by_customer = {key: tuple(found) for key, found in customers.items()}
        object.__setattr__(self, "_by_customer", by_customer)

    def of(
        self, partner_id: str, account_id: str | None = None
    ) -> tuple[DataSharingAgreement, ...]:
        """Give the agreements with a partner, in the order of their first days.

        Args:
            partner_id: The partner.
            account_id: The customer whose data they are to be about, those about all
                customers included; ``None`` for every agreement with the partner.

        Raises:
            InvalidUseError: An id is no text.
        """
        require_id(partner_id, "partner_id")
        if account_id is None:
            return self._by_partner.get(partner_id, ())
        require_id(account_id, "account_id")
        own = self._by_customer.get((partner_id, account_id), ())
        for_all = self._by_customer.get((partner_id, None), ())
        if own and for_all:
            return tuple(sorted((*own, *for_all), key=_rank))
        return own or for_all

    def in_force(
        self, partner_id: str, account_id: str, data_class: str, *, on: date
    ) -> tuple[DataSharingAgreement, ...]:
        """Give the agreements that hold on a day for a class of a customer's data.

        Raises:
            InvalidValueError: The day is none.
            InvalidUseError: An id is no text.

        Rule: ACC-14.
        """
        require_date(on, "on")
        # Without a customer, `of` gives the agreements on all of them.
        require_id(account_id, "account_id")
        return tuple(
            each
            for each in self.of(partner_id, account_id)
            if data_class in each.data_classes and holds_on(each, on)
        )


def holds_on(agreement: DataSharingAgreement, on: date) -> bool:
    """Tell whether an agreement holds on a day, whatever it covers.

    It holds from its first day or the day of its signature on, whichever is later, and
    no longer on the day that ends it.
    """
    signed = agreement.signed_on
    return (
        signed is not None
        and signed <= on
        and agreement.starts_on <= on
        and all(end is None or on < end for end in ends_of(agreement))
    )


def ends_of(agreement: DataSharingAgreement) -> Iterator[date | None]:
    """Give the agreed end and the day on which it was ended early."""
    yield agreement.ends_on
    yield agreement.ended_on


def _rank(agreement: DataSharingAgreement) -> tuple[date, str]:
    return agreement.starts_on, agreement.id
