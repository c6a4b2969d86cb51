"""For how long partners have worked on the vendor's platform, and what follows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

import attrs

from partner_success.core.arguments import require
from partner_success.core.collections import Catalogue
from partner_success.core.decision import Reason
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import require_date
from partner_success.core.months import (
    months_after,
    whole_months,
)
from partner_success.core.provenance import Provenance
from partner_success.partners.faults import Faults
from partner_success.programme.given import unique
from partner_success.programme.policy import ProgrammePolicy

__all__ = [
    "OnPlatform",
    "PlatformReport",
    "PlatformStanding",
    "PlatformState",
    "platform_report",
]


class PlatformState(StrEnum):
    """What follows from the time that a partner has been on the vendor's platform.

    Attributes:
        NOT_BEGUN: It begins on a later day.
        STAYS: It is there for too short a time to move.
        MAY_MOVE: It may move to a platform of its own.
        NEEDS_OWN: It needs one of its own now.
        HAS_OWN: It has one.
    """

    NOT_BEGUN = "not begun"
    STAYS = "stays"
    MAY_MOVE = "may move"
    NEEDS_OWN = "needs its own"
    HAS_OWN = "has its own"


@attrs.frozen(kw_only=True)
class OnPlatform:
    """A partner that works on the vendor's platform.

    Attributes:
        partner_id: The id of the partner.
        since: Its first day there.
        own_since: The first day on a platform of its own; ``None`` where it has none.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: PRG-09.
    """

    partner_id: str
    since: date
    own_since: date | None = None

    def __attrs_post_init__(self) -> None:
        faults = Faults("partner on the platform", self.partner_id)
        faults.id("partner_id", self.partner_id)
        since = faults.day("since", self.since)
        own = faults.day("own_since", self.own_since, optional=True)
        faults.in_order("since", since, "own_since", own)
        faults.report()


@attrs.frozen(kw_only=True)
class PlatformStanding:
    """How a partner stands with the vendor's platform on a day.

    Attributes:
        partner: The partner, with its days.
        months: How many calendar months are over since its first day; 0 before it.
        state: What follows.
        may_move_on: The first day on which it may move; ``None`` beyond the calendar.
        needs_own_on: The first day on which it needs its own; ``None`` beyond it.
        reason: Why.

    Rule: PRG-09.
    """

    partner: OnPlatform
    months: int
    state: PlatformState
    may_move_on: date | None
    needs_own_on: date | None
    reason: Reason

    @property
    def id(self) -> str:
        """The id of the partner."""
        return self.partner.partner_id


@attrs.frozen(kw_only=True)
class PlatformReport(Explained):
    """How partners stand with the vendor's platform on a day.

    Attributes:
        on: The day.
        partners: How each stands, in the order given.
        provenance: The rulebook edition that decided.

    Rule: PRG-09.
    """

    on: date
    partners: Catalogue[PlatformStanding]
    provenance: Provenance = Provenance()

    def of(self, state: PlatformState) -> tuple[PlatformStanding, ...]:
        """Give the partners that stand in one way, in order."""
        return tuple(each for each in self.partners if each.state is state)

    def explain(self) -> Explanation:
        """Tell the months of each partner, and what follows."""
        needs = len(self.of(PlatformState.NEEDS_OWN))
        return Explanation(
            title=(
                f"Vendor's platform on {self.on}: {needs} of {len(self.partners)}"
                " partners need their own"
            ),
            columns=("partner", "months", "state", "may move on", "needs its own on"),
            rows=tuple(
                (
                    each.id,
                    str(each.months),
                    each.state.value,
                    str(each.may_move_on or ""),
                    str(each.needs_own_on or ""),
                )
                for each in self.partners
            ),
            provenance=self.provenance,
        )


def platform_report(
    partners: Iterable[OnPlatform], policy: ProgrammePolicy, *, on: date
) -> PlatformReport:
    """Tell which partners stay on the vendor's platform, may move, or have to.

    A partner stays until the fewest months of a pilot are over, may move from then on
    (closed), and needs a platform of its own once the most are over (closed). Months
    are calendar months: one is over on the same day of the next one, or on its last day
    where that is shorter.

    Raises:
        InvalidDataError: A partner is none, or stands twice.
        InvalidUseError: The policy is none.
        InvalidValueError: It is no day.

    Examples:
        >>> import partner_success as ps
        >>> acme = OnPlatform(partner_id="acme", since=date(2026, 8, 31))
        >>> for day in (date(2027, 2, 27), date(2027, 2, 28), date(2027, 8, 31)):
        ...     found = platform_report([acme], ps.standard().programme, on=day)
        ...     print(day, found.partners["acme"].state)
        2027-02-27 stays
        2027-02-28 may move
        2027-08-31 needs its own

    Rule: PRG-09.
    """
    require(policy, ProgrammePolicy)
    day = require_date(on, "on")
    faults = Faults("the partners on the platform")
    known = unique(faults, "partners", partners, OnPlatform, "partner_id")
    faults.report()
    return PlatformReport(
        on=day,
        partners=Catalogue(
            (_standing(each, policy, day) for _, each in known), kind="partner"
        ),
        provenance=policy.provenance,
    )


def _standing(each: OnPlatform, policy: ProgrammePolicy, on: date) -> PlatformStanding:
    terms = policy.pilot
    months = whole_months(each.since, on) if on >= each.since else 0
    state = _state(each, months, policy, on)
    since = f"{months} months on the vendor's platform, since {each.since}"
    messages = {
        PlatformState.NOT_BEGUN: f"begins on {each.since}",
        PlatformState.STAYS: f"{since}: fewer than {terms.least_months}",
        PlatformState.MAY_MOVE: f"{since}: {terms.least_months} or more",
        PlatformState.NEEDS_OWN: f"{since}: {terms.most_months} or more",
        PlatformState.HAS_OWN: f"on a platform of its own since {each.own_since}",
    }
    return PlatformStanding(
        partner=each,
        months=months,
        state=state,
        may_move_on=months_after(each.since, terms.least_months),
        needs_own_on=months_after(each.since, terms.most_months),
        reason=Reason(
            code=state.value.replace(" ", "-"),
            message=messages[state],
            rules=("PRG-09",),
            citations=terms.citations,
            facts={"months": months, "since": each.since, "on": on},
        ),
    )


def _state(
    each: OnPlatform, months: int, policy: ProgrammePolicy, on: date
) -> PlatformState:
    if each.own_since is not None and each.own_since <= on:
        return PlatformState.HAS_OWN
    if on < each.since:
        return PlatformState.NOT_BEGUN
    if months >= policy.pilot.most_months:
        return PlatformState.NEEDS_OWN
    if months >= policy.pilot.least_months:
        return PlatformState.MAY_MOVE
    return PlatformState.STAYS
