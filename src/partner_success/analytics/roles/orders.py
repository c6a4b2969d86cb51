"""How many orders succeeded, and how long they took."""

from __future__ import annotations

from collections import Counter

import attrs

from partner_success.analytics.roles.figures import Times, share_of
from partner_success.analytics.roles.scope import Scope
from partner_success.core.instants import microseconds
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.frames.reports.role_facts import OrderCounts
from partner_success.partners import Order

__all__ = ["OrderFigures", "order_counts", "order_figures"]


@attrs.frozen(kw_only=True)
class OrderFigures:
    """How many orders succeeded, and how long they took.

    Attributes:
        success: Orders completed without manual repair, of those placed.
        repaired: How many of those placed were mended by hand.
        open: How many of those placed are not completed.
        fulfilment: How long those took that were completed.

    Rule: ANL-01.
    """

    success: Ratio
    repaired: int
    open: int
    fulfilment: Times


def order_counts(scope: Scope) -> OrderCounts:
    """Count the orders of partners in the period, while they were in the stage."""
    placed: list[Order] = []
    times: Counter[int] = Counter()
    for facts, stay in scope.stays():
        for order in facts.snapshot.orders:
            if stay.contains(scope.day(order.placed_at)):
                placed.append(order)
            completed = order.completed_at
            if completed is not None and stay.contains(scope.day(completed)):
                times[microseconds(completed) - microseconds(order.placed_at)] += 1
    return OrderCounts(
        placed=len(placed),
        succeeded=sum(each.is_success for each in placed),
        repaired=sum(each.repaired for each in placed),
        open=sum(each.completed_at is None for each in placed),
        times=times,
    )


def order_figures(counts: OrderCounts, percentile: int) -> OrderFigures:
    """Tell how many orders succeeded, and how long they took.

    An order counts on the day it was placed, and its time on the day it was completed.
    One that is open has not succeeded so far.

    Args:
        counts: What was counted.
        percentile: Which percentile of times stands beside the median.
    """
    return OrderFigures(
        success=share_of(
            "order success rate",
            counts.succeeded,
            "completed without manual repair",
            counts.placed,
            "orders placed",
        ),
        repaired=counts.repaired,
        open=counts.open,
        fulfilment=Times.of_counts(
            "mean fulfilment time", counts.times, "orders completed", percentile
        ),
    )
