"""Who is partner of record of which subscription on which day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

import attrs

from partner_success.access.arguments import require_id, require_kind
from partner_success.core.instants import require_date
from partner_success.partners import PartnerOfRecord
from partner_success.partners.faults import Faults, frozen_tuple

__all__ = ["Designations", "days_of"]

_MOST_NAMED = 3
"""The most records that one sentence names."""


def _records(value: Iterable[PartnerOfRecord]) -> tuple[PartnerOfRecord, ...]:
    return frozen_tuple(value)


@attrs.frozen
class Designations:
    """What customers designated over time, one partner a subscription and day at most.

    Credit, incentives and the sharing of data follow the designation that is in force
    on the day in question: whoever asks gives that day, and a later designation changes
    nothing of what was so before.

    Attributes:
        records: The designations, in any order.

    Raises:
        InvalidDataError: Two designations carry one id, or hold for one subscription on
            the same day. Every one that does is named.

    Examples:
        >>> acme = PartnerOfRecord(id="d-1", account_id="a-1", subscription_id="s-1",
        ...     partner_id="acme", starts_on=date(2026, 1, 1))
        >>> beta = attrs.evolve(acme, id="d-2", partner_id="beta",
        ...     starts_on=date(2026, 5, 4))
        >>> named = Designations([acme]).hand_over(beta)
        >>> named.in_force("s-1", on=date(2026, 5, 3)).partner_id
        'acme'
        >>> named.in_force("s-1", on=date(2026, 5, 4)).partner_id
        'beta'

    Rule: ENG-11.
    """

    records: tuple[PartnerOfRecord, ...] = attrs.field(converter=_records, default=())
    _by_subscription: Mapping[str, tuple[PartnerOfRecord, ...]] = attrs.field(
        init=False, eq=False, repr=False
    )

    def __attrs_post_init__(self) -> None:
        faults = Faults("the designations")
        records = faults.records("records", self.records, PartnerOfRecord)
        seen: dict[str, str] = {}
        for path, each in records:
            if seen.setdefault(each.id, path) != path:
                message = f"is the id of {seen[each.id]} too; give each its own"
                faults.add(f"{path}.id", "duplicate-id", message, each.id)
        periods: dict[str, list[tuple[str, PartnerOfRecord]]] = {}
        for path, each in sorted(records, key=lambda pair: _rank(pair[1])):
            periods.setdefault(each.subscription_id, []).append((path, each))
        for found in periods.values():
            for path, each, others in _overlaps(found):
                faults.add(path, "overlap", _overlap(each, others), each.id)
        faults.report()
        index = {name: tuple(r for _, r in found) for name, found in periods.items()}
        object.__setattr__(self, "_by_subscription", index)

    def of(self, subscription_id: str) -> tuple[PartnerOfRecord, ...]:
        """Give the designations of a subscription in the order of their days.

        Raises:
            InvalidUseError: The id is no text.
        """
        require_id(subscription_id, "subscription_id")
        return self._by_subscription.get(subscription_id, ())

    def in_force(self, subscription_id: str, *, on: date) -> PartnerOfRecord | None:
        """Give the designation of a subscription that holds on a day.

        Args:
            subscription_id: The id of the subscription; one that nobody designated a
                partner for has none.
            on: The day; the first of a designation is inside, its end is not.

        Returns:
            The designation; ``None`` where nobody is partner of record on that day.

        Raises:
            InvalidValueError: The day is none.
            InvalidUseError: The id is no text.

        Rule: ENG-11.
        """
        require_date(on, "on")
        found = self.of(subscription_id)
        place = bisect_right(found, on, key=lambda each: each.starts_on)
        return found[place - 1] if place and _lasts(found[place - 1], on) else None

    def gaps(self, subscription_id: str) -> tuple[tuple[date, date], ...]:
        """Give the times between designations in which nobody is partner of record.

        Each is its first day and the first day after it. The time before the first
        designation and after the last is no gap.
        """
        found = self.of(subscription_id)
        return tuple(
            (one.ends_on, next_.starts_on)
            for one, next_ in pairwise(found)
            if one.ends_on is not None and one.ends_on < next_.starts_on
        )

    def hand_over(self, designation: PartnerOfRecord) -> Designations:
        """Take in a new designation; the one in force when it begins ends on that day.

        No day before the first of the new one changes.

        Args:
            designation: Who is partner of record from when on.

        Raises:
            InvalidDataError: The id is taken, or another designation of the
                subscription begins on the same day, or later but before the new one
                ends.
            InvalidUseError: It is no designation.

        Examples:
            >>> acme = PartnerOfRecord(id="d-1", account_id="a-1", partner_id="acme",
            ...     subscription_id="s-1", starts_on=date(2026, 1, 1))
            >>> Designations().hand_over(acme).records == (acme,)
            True

        Rule: ENG-11.
        """
        require_kind(designation, PartnerOfRecord, "designation")
        day = designation.starts_on
        held = self.in_force(designation.subscription_id, on=day)
        kept = (
            attrs.evolve(each, ends_on=day)
            if each is held and each.starts_on < day
            else each
            for each in self.records
        )
        return Designations([*kept, designation])


def _lasts(record: PartnerOfRecord, on: date) -> bool:
    return record.ends_on is None or on < record.ends_on


def _rank(record: PartnerOfRecord) -> tuple[date, str]:
    return record.starts_on, record.id


def _overlaps(
    found: list[tuple[str, PartnerOfRecord]],
) -> Iterator[tuple[str, PartnerOfRecord, list[PartnerOfRecord]]]:
    """Give each that begins while others hold, in order of days, with those."""
    open_: list[PartnerOfRecord] = []
    for path, each in found:
        open_ = [one for one in open_ if _lasts(one, each.starts_on)]
        if open_:
            yield path, each, open_
        open_ = [*open_, each]


def _overlap(each: PartnerOfRecord, others: list[PartnerOfRecord]) -> str:
    named = [f"{one.id} ({one.partner_id}, {days_of(one)})" for one in others]
    more = len(named) - _MOST_NAMED
    listed = ", ".join(named[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    return (
        f"designation {each.id} ({each.partner_id}) begins on {each.starts_on}, while"
        f" subscription {each.subscription_id} is designated by {listed}; end the"
        " earlier one on that day, or begin this one later"
    )


def days_of(record: PartnerOfRecord) -> str:
    """Say for which days a designation holds."""
    if record.ends_on is None:
        return f"from {record.starts_on}"
    return f"from {record.starts_on} until before {record.ends_on}"
