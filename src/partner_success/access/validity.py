"""From when until when something that was given holds."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from partner_success.core.instants import microseconds
from partner_success.partners.faults import Faults

__all__ = ["Validity", "check_times", "known_instant", "validity_at"]


class Validity(StrEnum):
    """Whether a grant or a delegation holds at an instant, and if not, why.

    Attributes:
        IN_FORCE: It holds.
        NOT_YET: Its first instant has not come.
        EXPIRED: Its end has come.
        REVOKED: It was taken back.
    """

    IN_FORCE = "in force"
    NOT_YET = "not yet"
    EXPIRED = "expired"
    REVOKED = "revoked"


def known_instant(moment: datetime | None) -> int | None:
    """Give by what two instants are compared, where there need be none."""
    return None if moment is None else microseconds(moment)


def check_times(
    faults: Faults, starts_at: object, ends_at: object, revoked_at: object
) -> None:
    """Note what is wrong with the times of something that holds for a time."""
    starts = faults.instant("starts_at", starts_at)
    ends = faults.instant("ends_at", ends_at)
    faults.in_order("starts_at", starts, "ends_at", ends)
    never = starts and ends and microseconds(starts) == microseconds(ends)
    if never:
        message = "is starts_at, so that it never holds; end it later"
        faults.add("ends_at", "never", message)
    faults.instant("revoked_at", revoked_at, optional=True)


def validity_at(
    at: datetime, starts_at: datetime, ends_at: datetime, revoked_at: datetime | None
) -> Validity:
    """Say whether something holds: from its start on, at its end no longer.

    What was taken back says so also before its start and after its end.

    Raises:
        InvalidValueError: An instant has no zone.
    """
    now = microseconds(at)
    if revoked_at is not None and microseconds(revoked_at) <= now:
        return Validity.REVOKED
    if now < microseconds(starts_at):
        return Validity.NOT_YET
    if now >= microseconds(ends_at):
        return Validity.EXPIRED
    return Validity.IN_FORCE
