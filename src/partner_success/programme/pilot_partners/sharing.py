"""Whether metrics are shared with pilot partners as often as agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum

import attrs

from partner_success.core.arguments import require
from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import require_date
from partner_success.core.months import months_after
from partner_success.core.provenance import Provenance
from partner_success.partners.faults import Faults, frozen_tuple
from partner_success.programme.given import stranger, unique
from partner_success.programme.pilot_partners.sharing_records import (
    SharedMetrics,
    SharingAgreement,
)
from partner_success.programme.policy import ProgrammePolicy

__all__ = [
    "PartnerSharing",
    "Sharing",
    "SharingReport",
    "SharingState",
    "sharing_report",
]


class SharingState(StrEnum):
    """How one sharing of metrics stands on a day.

    Attributes:
        IN_TIME: It was done by its day.
        LATE: It was done after its day.
        MISSING: Its day is over, and it was not done.
        DUE: Its day is not over, and it was not done.
    """

    IN_TIME = "in time"
    LATE = "late"
    MISSING = "missing"
    DUE = "due"


@attrs.frozen(kw_only=True)
class Sharing:
    """How one sharing of metrics stands on a day.

    Attributes:
        partner_id: The id of the partner.
        number: Which one it is, from 1.
        due_on: The last day on which it is in time.
        state: How it stands.
        shared_on: The day on which it was done; ``None`` where it was not.
    """

    partner_id: str
    number: int
    due_on: date
    state: SharingState
    shared_on: date | None = None


@attrs.frozen(kw_only=True)
class PartnerSharing:
    """How the sharing with one partner stands on a day.

    Attributes:
        agreement: What is agreed.
        months: Every how many calendar months.
        sharings: Every one whose day is over, and the next, in order.

    Rule: PRG-09.
    """

    agreement: SharingAgreement
    months: int
    sharings: tuple[Sharing, ...]

    @property
    def id(self) -> str:
        """The id of the partner."""
        return self.agreement.partner_id

    @property
    def kept(self) -> bool:
        """Whether none is missing; late ones are told, and keep it from nothing."""
        return not self.of(SharingState.MISSING)

    def of(self, state: SharingState) -> tuple[Sharing, ...]:
        """Give those that stand in one way, in order."""
        return tuple(each for each in self.sharings if each.state is state)


@attrs.frozen(kw_only=True)
class SharingReport(Explained):
    """How the sharing of metrics stands on a day.

    Attributes:
        on: The day.
        partners: How it stands with each partner, in the order given.
        provenance: The rulebook edition that decided.

    Rule: PRG-09.
    """

    on: date
    partners: Catalogue[PartnerSharing]
    provenance: Provenance = Provenance()

    def of(self, state: SharingState) -> tuple[Sharing, ...]:
        """Give those that stand in one way, partner by partner."""
        return tuple(found for each in self.partners for found in each.of(state))

    def explain(self) -> Explanation:
        """Tell the counts of each partner, and what is missing since when."""
        states = tuple(SharingState)
        missing = self.of(SharingState.MISSING)
        return Explanation(
            title=f"Metrics shared, on {self.on}: {len(missing)} missing",
            columns=("partner", "every months", *(each.value for each in states)),
            rows=tuple(
                (
                    each.id,
                    str(each.months),
                    *(str(len(each.of(state))) for state in states),
                )
                for each in self.partners
            ),
            remarks=tuple(
                f"missing since {each.due_on}: {each.partner_id}, number {each.number}"
                for each in missing
            ),
            provenance=self.provenance,
        )


def sharing_report(
    agreements: Iterable[SharingAgreement],
    shared: Iterable[SharedMetrics],
    policy: ProgrammePolicy,
    *,
    on: date,
) -> SharingReport:
    """Tell which sharings of metrics were in time, late, or are missing on a day.

    The first is due when as many calendar months as agreed are over since the start,
    each next one as many months later, always counted from the start. A sharing is in
    time on its day; what was shared after the day is not seen.

    Args:
        agreements: What is agreed with each partner.
        shared: What was shared, in any order.
        policy: Says how often, where an agreement does not.
        on: The day.

    Raises:
        InvalidDataError: A record is none, stands twice, or is that of a partner with
            whom nothing is agreed, or of a sharing that comes after the last one that
            is agreed.
        InvalidUseError: The policy is none.
        InvalidValueError: It is no day.

    Examples:
        >>> import partner_success as ps
        >>> agreed = SharingAgreement(partner_id="acme", starts_on=date(2026, 1, 31))
        >>> found = sharing_report(
        ...     [agreed],
        ...     [SharedMetrics(partner_id="acme", number=1, on=date(2026, 3, 2))],
        ...     ps.standard().programme,
        ...     on=date(2026, 4, 1),
        ... )
        >>> for each in found.partners["acme"].sharings:
        ...     print(each.number, each.due_on, each.state)
        1 2026-02-28 late
        2 2026-03-31 missing
        3 2026-04-30 due

    Rule: PRG-09.
    """
    require(policy, ProgrammePolicy)
    day = require_date(on, "on")
    agreed, done = _known(agreements, shared, policy)
    return SharingReport(
        on=day,
        partners=Catalogue(
            (_of_partner(each, done, policy, day) for each in agreed.values()),
            kind="partner",
        ),
        provenance=policy.provenance,
    )


_Done = Mapping[tuple[str, int], date]


def _known(
    agreements: Iterable[SharingAgreement],
    shared: Iterable[SharedMetrics],
    policy: ProgrammePolicy,
) -> tuple[Mapping[str, SharingAgreement], _Done]:
    faults = Faults("the sharing of metrics")
    agreed = {
        one.partner_id: one
        for _, one in unique(
            faults, "agreements", agreements, SharingAgreement, "partner_id"
        )
    }
    done: dict[tuple[str, int], date] = {}
    for path, each in faults.records("shared", frozen_tuple(shared), SharedMetrics):
        key = (each.partner_id, each.number)
        if each.partner_id not in agreed:
            where = f"{path}.partner_id"
            stranger(faults, where, "agreement with", each.partner_id, agreed)
        elif key in done:
            message = f"number {each.number} was shared on {done[key]} already"
            faults.add(path, "duplicate", message)
        elif _due(agreed[each.partner_id], each.number, policy) is None:
            message = f"there is no number {each.number}; the agreement ends before it"
            faults.add(f"{path}.number", "out-of-range", message, each.number)
        else:
            done[key] = each.on
    faults.report()
    return agreed, done


def _months(agreement: SharingAgreement, policy: ProgrammePolicy) -> int:
    return agreement.months or policy.pilot.sharing_months


def _due(
    agreement: SharingAgreement, number: int, policy: ProgrammePolicy
) -> date | None:
    """Give the day of a sharing; ``None`` after the end of the agreement."""
    due = months_after(agreement.starts_on, _months(agreement, policy) * number)
    return due if due is not None and due <= (agreement.ends_on or date.max) else None


def _of_partner(
    agreement: SharingAgreement, done: _Done, policy: ProgrammePolicy, on: date
) -> PartnerSharing:
    return PartnerSharing(
        agreement=agreement,
        months=_months(agreement, policy),
        sharings=tuple(_sharings(agreement, policy, done, on)),
    )


def _sharings(
    agreement: SharingAgreement, policy: ProgrammePolicy, done: _Done, on: date
) -> Iterator[Sharing]:
    number = 1
    while (due := _due(agreement, number, policy)) is not None:
        shared_on = done.get((agreement.partner_id, number))
        if shared_on is not None and shared_on > on:
            shared_on = None
        yield Sharing(
            partner_id=agreement.partner_id,
            number=number,
            due_on=due,
            state=_state(due, shared_on, on),
            shared_on=shared_on,
        )
        if due >= on and shared_on is None:
            return
        number += 1


def _state(due: date, shared_on: date | None, on: date) -> SharingState:
    if shared_on is not None:
        return SharingState.IN_TIME if shared_on <= due else SharingState.LATE
    return SharingState.MISSING if on > due else SharingState.DUE
