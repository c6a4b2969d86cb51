"""Who used which feature, counted on any engine."""

from __future__ import annotations

from typing import Any

from partner_success.core.instants import Period
from partner_success.frames.reports.fact_rows import NOTHING, in_period
from partner_success.frames.reports.grouping import (
    collect_groups,
    collect_rows,
    greatest_of,
)
from partner_success.frames.reports.role_facts import UserCount

__all__ = ["TooMany", "collect_feature_users"]

TooMany = tuple[str, str, UserCount]
"""A customer and a feature that more of its people used than were active."""

_WHO = ["partner_id", "account_id"]


def collect_feature_users(
    partners: Any, usage: Any, features: Any, window: Period
) -> tuple[dict[str, dict[str, UserCount]], list[TooMany]]:
    """Count users by partner and feature, both in order, and collect the counts.

    Of each customer the greatest count of any reading within the window is taken;
    customers of which either count is unknown are left out.

    Args:
        partners: A frame of narwhals with the ids of the partners that are told.
        usage: Readings of active users, as `read_facts` reads them; ``None`` for none.
        features: Readings of the users of features, likewise.
        window: The days that count.

    Returns:
        The counts, and what cannot be.

    Rule: ANL-07, FRM-01.
    """
    import narwhals as nw

    ids = partners.select("partner_id")
    found: dict[str, dict[str, UserCount]] = {
        id_: {} for (id_,) in collect_rows(ids, ["partner_id"])
    }
    if usage is None or features is None:
        return found, []
    active = usage.filter(in_period("read_on", window), nw.col("active") > NOTHING)
    used = features.filter(in_period("read_on", window), nw.col("used") > NOTHING)
    active = active.join(ids, on=["partner_id"], how="semi")
    both = greatest_of(used, [*_WHO, "feature"], "used").join(
        greatest_of(active, _WHO, "active"), on=_WHO
    )
    wrong = collect_rows(
        both.filter(nw.col("used") > nw.col("active")),
        [*_WHO, "feature", "used", "active"],
    )
    for partner, feature, accounts, users, most in collect_groups(
        both, ["partner_id", "feature"], sums=["used", "active"]
    ):
        found[partner][feature] = UserCount(users, most, accounts)
    return found, [
        (account, feature, UserCount(users, most))
        for _, account, feature, users, most in wrong
    ]
