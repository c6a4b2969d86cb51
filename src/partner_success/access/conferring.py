"""What giving a grant and naming a deputy have in common."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from partner_success.access.people import Identity
from partner_success.core.decision import Reason
from partner_success.core.instants import microseconds

__all__ = ["backdated", "ground", "no_address", "plain"]


def plain(person: Identity) -> Identity:
    """Give the person alone: an actor's roles and grants are nothing to keep."""
    return Identity(id=person.id, email=person.email)


def ground(code: str, message: str, rule: str) -> Reason:
    """Give a reason of a refusal, with the rule of the catalogue."""
    return Reason(code=code, message=message, rules=(rule,))


def no_address(person: Identity, rule: str) -> Reason:
    """Refuse somebody who would be matched with nobody."""
    message = f"no address is known of {person.id}, by which people are matched"
    return ground("no-address", message, rule)


def backdated(starts_at: datetime | None, at: datetime, rule: str) -> Iterator[Reason]:
    """Refuse what would change who might have seen something in the past."""
    now = microseconds(at)
    if starts_at is not None and microseconds(starts_at) < now:
        message = (
            f"it would begin at {starts_at.isoformat(sep=' ')}, before it is given at"
            f" {at.isoformat(sep=' ')}"
        )
        yield ground("backdated", message, rule)
