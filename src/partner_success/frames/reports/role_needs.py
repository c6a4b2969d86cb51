"""The columns that reports of roles read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from partner_success.frames.reports.fact_rows import FactNeed

__all__ = ["NEEDS", "number_needs", "partner_needs"]

_PARTNER: Final = FactNeed("id", "the partner", required=True)
_ACCOUNT: Final = FactNeed("id", "the customer", required=True)
_READ_ON: Final = FactNeed("day", "the day of the reading", required=True, column="on")

_PARTNERS: Final = {
    "partner_id": _PARTNER,
    "name": FactNeed("text", "the name of the partner", required=True),
    "stage": FactNeed("text", "the id of the stage it is in", required=True),
    "stands_on": FactNeed("day", "the day of which the row tells", required=True),
    "seen_on": FactNeed("day", "the day up to which it is known", required=True),
    "started_on": FactNeed("day", "when the stage of the role was started"),
    "passed_on": FactNeed("day", "when it was passed"),
    "moved_on": FactNeed("day", "when the stage behind it was started", optional=True),
    "left_on": FactNeed("day", "from when on it is no partner", optional=True),
    "launched_on": FactNeed("day", "when it launched", optional=True),
    "beta": FactNeed("text", "the state of its beta", optional=True),
    "beta_end": FactNeed("text", "how its beta ended", optional=True),
    "beta_ended_on": FactNeed("day", "when its beta ended", optional=True),
    "items": FactNeed("whole", "items of the checklist of the stage", optional=True),
    "items_done": FactNeed("whole", "how many of them are done", optional=True),
    "currency": FactNeed("text", "the currency of its revenue", optional=True),
    "at_start": FactNeed("text", "its recurring revenue at the start", optional=True),
    "churned": FactNeed("text", "what was lost with customers", optional=True),
    "contracted": FactNeed("text", "what was lost with others", optional=True),
    "expanded": FactNeed("text", "what was won", optional=True),
}

NEEDS: Final = {
    "orders": {
        "fact_id": FactNeed("id", "the order", required=True, column="order_id"),
        "partner_id": _PARTNER,
        "begun_at": FactNeed("instant", "its time", required=True, column="placed_at"),
        "begun_on": FactNeed("day", "its day", required=True, column="placed_on"),
        "over_at": FactNeed("instant", "when it was completed", column="completed_at"),
        "over_on": FactNeed("day", "the day of that", column="completed_on"),
        "repaired": FactNeed("truth", "whether it was mended by hand", optional=True),
    },
    "tickets": {
        "fact_id": FactNeed("id", "the ticket", required=True, column="ticket_id"),
        "partner_id": _PARTNER,
        "severity": FactNeed("text", "how badly it hurts", required=True),
        "begun_at": FactNeed(
            "instant", "when it was opened", required=True, column="opened_at"
        ),
        "begun_on": FactNeed(
            "day", "the day of that", required=True, column="opened_on"
        ),
        "over_at": FactNeed("instant", "when it was resolved", column="resolved_at"),
        "over_on": FactNeed("day", "the day of that", column="resolved_on"),
    },
    "rollbacks": {"partner_id": _PARTNER, "happened_on": _READ_ON},
    "answers": {
        "fact_id": FactNeed("id", "the answer", required=True, column="answer_id"),
        "partner_id": _PARTNER,
        "kind": FactNeed("text", "what the survey asks for", required=True),
        "question": FactNeed("text", "the question", required=True),
        "answered_on": FactNeed("day", "the day of the answer", required=True),
        "rating": FactNeed("whole", "the mark"),
        "project_id": FactNeed("id", "the project it judges", optional=True),
        "project_completed_on": FactNeed(
            "day", "when the project was completed", optional=True
        ),
        "successful": FactNeed("truth", "whether it was a success", optional=True),
    },
    "metrics": {
        "partner_id": _PARTNER,
        "metric": FactNeed("text", "the id of the metric", required=True),
        "is_met": FactNeed("truth", "whether it reaches its target", required=True),
    },
    "scenarios": {
        "partner_id": _PARTNER,
        "happened_on": FactNeed("day", "when it was run", required=True, column="on"),
        "passed": FactNeed("truth", "whether it was passed", required=True),
    },
    "usage": {
        "partner_id": _PARTNER,
        "account_id": _ACCOUNT,
        "read_on": _READ_ON,
        "active": FactNeed("whole", "its active users", column="active_users"),
    },
    "features": {
        "partner_id": _PARTNER,
        "account_id": _ACCOUNT,
        "read_on": _READ_ON,
        "feature": FactNeed("text", "the feature", required=True),
        "used": FactNeed("whole", "how many people used it", column="users"),
    },
    "accounts": {
        "partner_id": _PARTNER,
        "account_id": _ACCOUNT,
        "read_on": _READ_ON,
        "churned": FactNeed("truth", "whether the customer has left"),
    },
    "licences": {
        "partner_id": _PARTNER,
        "account_id": _ACCOUNT,
        "licence_type": FactNeed("text", "which licence", required=True),
        "read_on": _READ_ON,
        "licensed": FactNeed("whole", "how many users it covers"),
        "active": FactNeed("whole", "how many use it"),
    },
}
"""What is read of each table of `RoleFrames`, but for the partners."""


def partner_needs(parts: Mapping[str, FactNeed]) -> dict[str, FactNeed]:
    """Give what is read of partners.

    Args:
        parts: The parts of their operational health.
    """
    return {**_PARTNERS, **parts}


def number_needs(ids: Iterable[str], what: str) -> dict[str, FactNeed]:
    """Give columns of numbers, each of which may be absent.

    Args:
        ids: Their names.
        what: What they are parts of.
    """
    return {id_: FactNeed("number", f"a part of {what}", optional=True) for id_ in ids}
