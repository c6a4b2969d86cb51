"""How many orders succeeded, and how long they took."""

from __future__ import annotations

from datetime import timedelta

import attrs

from partner_success.analytics.roles.figures import Times, share_of
from partner_success.analytics.roles.scope import Scope
from partner_success.core.instants import elapsed
from partner_success.engagement.kpis.ratio import Ratio
from partner_success.partners import Order

__all__ = ["OrderFigures", "order_figures"]


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


def order_figures(scope: Scope) -> OrderFigures:
    """Count the orders of partners in the period, while they were in the stage.

    An order counts on the day it was placed, and its time on the day it was completed.
    One that is open has not succeeded so far.
    """
    placed: list[Order] = []
    times: list[timedelta] = []
    for facts, stay in scope.stays():
        for order in facts.snapshot.orders:
            if stay.contains(scope.day(order.placed_at)):
                placed.append(order)
            completed = order.completed_at
            if completed is not None and stay.contains(scope.day(completed)):
                times.append(elapsed(order.placed_at, completed))
    return OrderFigures(
        success=share_of(
            "order success rate",
            sum(each.is_success for each in placed),
            "completed without manual repair",
            len(placed),
            "orders placed",
        ),
        repaired=sum(each.repaired for each in placed),
        open=sum(each.completed_at is None for each in placed),
        fulfilment=Times.of(
            "mean fulfilment time",
            times,
            "orders completed",
            scope.rules.role_analytics.percentile,
        ),
    )
