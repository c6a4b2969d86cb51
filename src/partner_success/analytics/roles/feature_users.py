"""Who used which feature, added up over the customers of a partner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from partner_success.analytics.roles.refusals import RefusedRecord
from partner_success.core.instants import Period
from partner_success.errors import Problem
from partner_success.partners import Snapshot, Usage

__all__ = ["UserCount", "added", "feature_users"]


@attrs.frozen
class UserCount:
    """How many used a feature.

    Attributes:
        used: Users of the feature.
        active: Active users of the same customers.
        accounts: How many customers these are.
    """

    used: int
    active: int
    accounts: int = 1


def added(counts: Iterable[UserCount]) -> UserCount:
    """Add up counts of different customers."""
    every = list(counts)
    return UserCount(
        sum(each.used for each in every),
        sum(each.active for each in every),
        sum(each.accounts for each in every),
    )


def feature_users(
    snapshots: Iterable[Snapshot], window: Period
) -> tuple[dict[str, dict[str, UserCount]], tuple[RefusedRecord, ...]]:
    """Count users by partner and feature, both in order.

    Of each customer the greatest count of any reading within the window is taken: so
    many at least used the feature in it, and adding up readings would count people
    twice. Customers of which either count is unknown are left out.

    Returns:
        The counts, and the customers of which more people used a feature than were
        active: they are left out of each such feature.
    """
    found: dict[str, dict[str, UserCount]] = {}
    refusals: list[RefusedRecord] = []
    for snapshot in snapshots:
        partner_id = snapshot.partner.id
        counts: dict[str, list[UserCount]] = {}
        for account, readings in _by_account(snapshot, window).items():
            faults: list[Problem] = []
            for feature, count in _of_account(readings):
                if count.used > count.active:
                    faults.append(_too_many(account, feature, count))
                else:
                    counts.setdefault(feature, []).append(count)
            if faults:
                refusals.append(
                    RefusedRecord(
                        partner_id=partner_id,
                        kind="usage",
                        id=account,
                        problems=tuple(faults),
                    )
                )
        found[partner_id] = {
            feature: added(counts[feature]) for feature in sorted(counts)
        }
    return found, tuple(refusals)


def _by_account(snapshot: Snapshot, window: Period) -> Mapping[str, list[Usage]]:
    found: dict[str, list[Usage]] = {}
    for reading in snapshot.usage:
        if window.contains(reading.on):
            found.setdefault(reading.account_id, []).append(reading)
    return found


def _of_account(readings: Iterable[Usage]) -> Iterator[tuple[str, UserCount]]:
    active: list[int] = []
    used: dict[str, int] = {}
    for reading in readings:
        active += [] if reading.active_users is None else [reading.active_users]
        for feature, users in reading.feature_users.items():
            if users is not None:
                used[feature] = max(users, used.get(feature, 0))
    if active:
        for feature, users in used.items():
            yield feature, UserCount(users, max(active))


def _too_many(account: str, feature: str, count: UserCount) -> Problem:
    message = (
        f"{count.used} people of {account!r} used {feature!r}, and only"
        f" {count.active} were active; check both counts"
    )
    path = f"[{account!r}].feature_users[{feature!r}]"
    return Problem(path=path, code="more-than-active", message=message)
