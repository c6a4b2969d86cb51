"""Facts for tests of triggers, in one line each."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import partner_success as ps
from partner_success.core import Series
from partner_success.partners import (
    AlternativeEvaluation,
    ExecutiveMeeting,
    ExecutiveRequest,
    Ticket,
)
from partner_success.scoring import TriggerFacts, TriggerResult

DAY = date(2026, 5, 28)
"""A Thursday."""


def days(count: int) -> timedelta:
    """Give a span of days."""
    return timedelta(days=count)


def runs(*pairs: tuple[Any, int], last: date = DAY, covers: int = 1) -> Series:
    """Give daily readings in runs of one value, so that the last one ends on a day."""
    values = [value for value, count in pairs for _ in range(count)]
    first = last - days(len(values) - 1)
    return Series(
        {first + days(place): value for place, value in enumerate(values)},
        covers=covers,
    )


def ticket(id_: str, opened: date, resolved: date | None = None, **more: Any) -> Ticket:
    """Give a grave incident that was opened, and perhaps resolved, at noon."""
    good: dict[str, Any] = {
        "account_id": "a-1",
        "severity": "high",
        "is_incident": True,
        "opened_at": noon(opened),
        "resolved_at": None if resolved is None else noon(resolved),
    }
    return Ticket(id=id_, **good | more)


def noon(day: date) -> datetime:
    """Give noon of a day, in UTC."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def meeting(on: date, *, held: bool) -> ExecutiveMeeting:
    """Give a meeting."""
    return ExecutiveMeeting(account_id="a-1", on=on, held=held)


def asked(on: date, answered: date | None = None, **more: Any) -> ExecutiveRequest:
    """Give a request."""
    return ExecutiveRequest(account_id="a-1", asked_on=on, answered_on=answered, **more)


def seen(on: date, ended: date | None = None, **more: Any) -> AlternativeEvaluation:
    """Give an evaluation of an alternative."""
    return AlternativeEvaluation(account_id="a-1", noted_on=on, ended_on=ended, **more)


def judged(
    rules: ps.Rulebook, trigger: str, on: date = DAY, **facts: Any
) -> TriggerResult:
    """Judge one trigger."""
    return rules.triggers.judge(TriggerFacts(**facts), on=on).results[trigger]


def told(result: TriggerResult) -> list[str]:
    """Give the evidence as text."""
    return [reason.message for reason in result.evidence]


def codes(result: TriggerResult) -> list[str]:
    """Give the codes of the evidence."""
    return [reason.code for reason in result.evidence]
