"""Who works, for whom, and how much."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.quantities import as_decimal, as_number, shown
from partner_success.errors import InvalidValueError
from partner_success.partners.faults import Faults, frozen_tuple

__all__ = ["HOURS_OF_A_WEEK", "Account", "PhaseHours", "RoleLoad", "StaffMember"]

# A week has no more hours, and a number of any size would fill the memory.
HOURS_OF_A_WEEK: Final = 7 * 24

# Once an hour around the clock is more often than anybody is in touch.
_MOST_TOUCHES: Final = 31 * 24


def _ids(ids: Iterable[str]) -> tuple[str, ...]:
    return frozen_tuple(ids)


def _decimal_or_none(value: Decimal | float | None) -> Decimal | None:
    return None if value is None else as_decimal(value)


@attrs.frozen(kw_only=True)
class PhaseHours:
    """The hours that an account takes while it is in a phase.

    Attributes:
        id: The id of the phase, such as ``"onboarding"``.
        name: The name for people.
        hours_least: Hours a week at least.
        hours_most: The same at most (closed).
        citations: Where the numbers come from.

    Rule: STF-01.
    """

    id: str
    name: str
    hours_least: Decimal
    hours_most: Decimal
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
        per_customer: Whether those hours are for each of them and not for all together.
        phases: Hours a week for each of them, by the phase that it is in.
        hours_count: Whether hours limit how many a person can have. Where they do not,
            only the number limits it, and the hours are told beside it.
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
    per_customer: bool = False
    phases: Catalogue[PhaseHours] = Catalogue(kind="phase")
    hours_count: bool = True
    utilised_least: Decimal | None = None
    utilised_most: Decimal | None = None
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Account:
    """A customer or partner that somebody looks after.

    A customer that two roles look after, such as a CSM and a TAM, is an account of
    each of them: the same id may stand once for every role.

    Attributes:
        id: Its id.
        role: The id of the role that looks after it.
        phase: The id of the phase that it is in, where the role's hours depend on it.
        hours_least: Hours a week that it takes at least, where its own are known; they
            stand in the place of those of its phase or role. From 0 to 168.
        hours_most: The same at most (closed); given exactly where `hours_least` is.
        touches: How often a month somebody is in touch with it; 0 where it is counted
            in the hours already. From 0 to 744, and a part of one counts as a part.
        touch_hours: Hours that a touch takes, from 0 to 168; ``None`` for as long as
            the policy says.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: STF-01, STF-03.
    """

    id: str
    role: str
    phase: str | None = None
    hours_least: Decimal | None = attrs.field(default=None, converter=_decimal_or_none)
    hours_most: Decimal | None = attrs.field(default=None, converter=_decimal_or_none)
    touches: Decimal = attrs.field(default=Decimal(0), converter=as_decimal)
    touch_hours: Decimal | None = attrs.field(default=None, converter=_decimal_or_none)

    def __attrs_post_init__(self) -> None:
        faults = Faults("account", self.id)
        faults.id("id", self.id)
        faults.id("role", self.role)
        faults.id("phase", self.phase, optional=True)
        least = _amount(faults, "hours_least", self.hours_least, HOURS_OF_A_WEEK)
        most = _amount(faults, "hours_most", self.hours_most, HOURS_OF_A_WEEK)
        _both(faults, self.hours_least, self.hours_most)
        if least is not None and most is not None and most < least:
            message = f"is below hours_least ({least}); turn them around"
            faults.add("hours_most", "turned-around", message, most)
        _amount(faults, "touches", self.touches, _MOST_TOUCHES, needed=True)
        _amount(faults, "touch_hours", self.touch_hours, HOURS_OF_A_WEEK)
        faults.report()


@attrs.frozen(kw_only=True)
class StaffMember:
    """Somebody who looks after accounts.

    A person of two roles is a member of each of them: the same id may stand once for
    every role, with a share in each.

    Attributes:
        id: Their id.
        role: The id of the role.
        hours: Hours a week that they have for it, above 0 and up to 168; ``None`` for
            their share of a full position.
        share: Which share of a full position they have for it, above 0 and up to 1 (a
            shared CSM has less than 1); the numbers of the role count in this share.
        accounts: The ids of those they look after now; accounts of this role.

    Raises:
        InvalidDataError: With every fault of the record.

    Rule: STF-01, STF-03.
    """

    id: str
    role: str
    hours: Decimal | None = attrs.field(default=None, converter=_decimal_or_none)
    share: Decimal = attrs.field(default=Decimal(1), converter=as_decimal)
    accounts: tuple[str, ...] = attrs.field(default=(), converter=_ids)

    def __attrs_post_init__(self) -> None:
        faults = Faults("staff member", self.id)
        faults.id("id", self.id)
        faults.id("role", self.role)
        hours = _amount(faults, "hours", self.hours, HOURS_OF_A_WEEK)
        if hours == 0:
            message = "is 0; leave out whoever has no time for it"
            faults.add("hours", "no-time", message, hours, "above 0")
        if _amount(faults, "share", self.share, 1, needed=True) == 0:
            message = "is 0; leave out whoever has no part in it"
            faults.add("share", "no-time", message, self.share, "above 0")
        self._check_accounts(faults)
        faults.report()

    def _check_accounts(self, faults: Faults) -> None:
        given: object = self.accounts
        if not isinstance(given, tuple):
            faults.wrong_type("accounts", given, "a list of ids")
            return
        seen: dict[str, int] = {}
        for place, each in enumerate(self.accounts):
            if faults.id(f"accounts[{place}]", each) is None:
                continue
            if (before := seen.setdefault(each, place)) != place:
                message = f"{shown(each)} is in accounts[{before}] already"
                faults.add(f"accounts[{place}]", "duplicate", message, each)


def _both(faults: Faults, least: object, most: object) -> None:
    """Note that one end of a range of hours is there without the other."""
    if (least is None) != (most is None):
        name, other = (
            ("hours_least", "hours_most")
            if least is None
            else ("hours_most", "hours_least")
        )
        message = f"is missing beside {other}; give both, the same where there is one"
        faults.add(name, "missing", message, expected="hours a week")


def _amount(
    faults: Faults, path: str, value: object, most: int, *, needed: bool = False
) -> Decimal | None:
    """Check an exact number from 0 up to another, or its absence."""
    if value is None:
        if needed:
            faults.wrong_type(path, value, f"a number from 0 to {most}")
        return None
    try:
        as_number(value, path)
    except InvalidValueError as error:
        faults.add(path, "not-a-number", str(error), value, "a number")
        return None
    if not isinstance(value, Decimal):
        faults.wrong_type(path, value, "a decimal number, such as Decimal('1.5')")
        return None
    if not 0 <= value <= most:
        message = f"is from 0 to {most}, not {shown(value)}"
        faults.add(path, "out-of-range", message, value, f"from 0 to {most}")
        return None
    return value
