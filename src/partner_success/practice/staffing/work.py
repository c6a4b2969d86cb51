"""Who works, for whom, and how much."""

from __future__ import annotations

from decimal import Decimal

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue

__all__ = ["Account", "PhaseHours", "RoleLoad", "StaffMember"]


@attrs.frozen(kw_only=True)
class PhaseHours:
    """The hours that an account takes while it is in a phase.

    Attributes:
        id: The id of the phase, such as ``"onboarding"``.
        name: The name for people.
        least: Hours a week at least.
        most: Hours a week at most (closed).
        citations: Where the numbers come from.

    Rule: STF-01.
    """

    id: str
    name: str
    least: Decimal
    most: Decimal
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class RoleLoad:
    """What one person of a role can carry.

    Attributes:
        id: The role, for programs.
        name: The role, for people.
        unit: What is looked after, such as ``"accounts"`` or ``"partners"``.
        least: From how many on a person has enough to do; 0 where no source says.
        most: How many a person can have at most (closed).
        hours_least: Hours a week for all of them together at least; ``None`` where the
            hours are told per account, or not at all.
        hours_most: The same at most (closed).
        phases: Hours a week for each of them, by the phase that it is in.
        utilised_least: Which share of `most`, in %, a person should have at least;
            ``None`` where no source says.
        utilised_most: The same at most (closed).
        citations: Where the numbers come from.

    Rule: STF-01.
    """

    id: str
    name: str
    unit: str
    most: int
    least: int = 0
    hours_least: Decimal | None = None
    hours_most: Decimal | None = None
    phases: Catalogue[PhaseHours] = Catalogue(kind="phase")
    utilised_least: Decimal | None = None
    utilised_most: Decimal | None = None
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Account:
    """A customer or partner that somebody looks after.

    Attributes:
        id: Its id.
        role: The id of the role that looks after it.
        phase: The id of the phase that it is in, where the role's hours depend on it.
        hours_least: Hours a week that it takes at least, where its own are known; they
            stand in the place of those of its phase.
        hours_most: The same at most (closed).
        touches: How often a month somebody is in touch with it; 0 where it is counted
            in the hours already.
        touch_hours: Hours that a touch takes.

    Rule: STF-01, STF-03.
    """

    id: str
    role: str
    phase: str | None = None
    hours_least: Decimal | None = None
    hours_most: Decimal | None = None
    touches: Decimal = Decimal(0)
    touch_hours: Decimal = Decimal(0)


@attrs.frozen(kw_only=True)
class StaffMember:
    """Somebody who looks after accounts.

    Attributes:
        id: Their id.
        role: The id of the role.
        hours: Hours a week that they have for it; ``None`` where only the number of
            accounts counts.
        share: Which share of a full position they have for it, above 0 and up to 1 (a
            shared CSM has less than 1); the numbers of the role count in this share.
        accounts: The ids of those they look after now.

    Rule: STF-01, STF-03.
    """

    id: str
    role: str
    hours: Decimal | None = None
    share: Decimal = Decimal(1)
    accounts: tuple[str, ...] = ()
