"""What reports of roles rest on: counts, and the few rows that are told one by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs

from partner_success.core.collections import EMPTY_MAP

__all__ = [
    "LaunchFact",
    "OrderCounts",
    "OverUse",
    "RoleFrames",
    "StageCounts",
    "SupportCounts",
    "TicketCounts",
    "UserCount",
]


@attrs.frozen(kw_only=True, eq=False)
class RoleFrames:
    """Tables that reports of roles read, each of any dataframe library.

    The columns are those that `partner_success.analytics.roles.role_tables` gives. What
    is ``None`` has no rows.

    Attributes:
        partners: A row for each partner.
        orders: Orders.
        tickets: Support tickets.
        rollbacks: Launches that were rolled back.
        answers: Answers to surveys.
        metrics: The newest operational metrics of partners.
        scenarios: Mock scenarios that support teams ran.
        usage: Readings of customers' use.
        features: How many people used each feature, by reading.
        accounts: Readings of customers, with the parts of their health.
        licences: Counts of licences.
    """

    partners: Any
    orders: Any = None
    tickets: Any = None
    rollbacks: Any = None
    answers: Any = None
    metrics: Any = None
    scenarios: Any = None
    usage: Any = None
    features: Any = None
    accounts: Any = None
    licences: Any = None


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


@attrs.frozen
class OverUse:
    """A customer that uses more of a licence than it bought.

    Attributes:
        partner_id: The partner.
        account_id: The customer.
        licence_type: The licence.
        on: The day of the count.
        licensed: How many users it covers.
        active: How many use it.
    """

    partner_id: str
    account_id: str
    licence_type: str
    on: date
    licensed: int
    active: int


@attrs.frozen(kw_only=True)
class OrderCounts:
    """Orders, counted.

    Attributes:
        placed: How many were placed.
        succeeded: How many of these were completed without repair.
        repaired: How many of these were mended by hand.
        open: How many of these are not completed.
        times: By microseconds how many completed ones took so long.
    """

    placed: int = 0
    succeeded: int = 0
    repaired: int = 0
    open: int = 0
    times: Mapping[int, int] = EMPTY_MAP


@attrs.frozen(kw_only=True)
class TicketCounts:
    """Tickets, counted.

    Attributes:
        opened: By severity how many were opened.
        times: By severity and microseconds how many resolved ones took so long.
    """

    opened: Mapping[str, int] = EMPTY_MAP
    times: Mapping[tuple[str, int], int] = EMPTY_MAP


@attrs.frozen(kw_only=True)
class StageCounts:
    """How long a stage took, counted.

    Attributes:
        durations: By days how many passed it after so many, and how many have been in
            it for so long.
        passed: By days how many of those that passed it did so in the period.
    """

    durations: Mapping[int, tuple[int, int]] = EMPTY_MAP
    passed: Mapping[int, int] = EMPTY_MAP


@attrs.frozen
class LaunchFact:
    """A launch of the period.

    Attributes:
        partner_id: The partner.
        days_seen: The days from the launch up to which it is known what became of it.
        is_rolled_back: Whether it was rolled back within the days that count.
    """

    partner_id: str
    days_seen: int
    is_rolled_back: bool


@attrs.frozen(kw_only=True)
class SupportCounts:
    """How ready partners are to support their customers, counted.

    Attributes:
        items: Items of the checklist, of all partners.
        done: How many of them are done.
        ran: Mock scenarios that were run.
        passed: How many of them were passed.
    """

    items: int = 0
    done: int = 0
    ran: int = 0
    passed: int = 0
