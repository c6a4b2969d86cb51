"""Cases of triggers: whether a customer needs somebody."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.series import Series
from partner_success.errors import InvalidDataError, Problem
from partner_success.partners import (
    AlternativeEvaluation,
    ExecutiveMeeting,
    ExecutiveRequest,
    Ticket,
)
from partner_success.rulebook import Rulebook
from partner_success.scoring import TriggerFacts

__all__ = ["TriggerCase", "triggers"]

Facts: TypeAlias = dict[str, Any]

_NOON: Final = time(12, tzinfo=UTC)
_WHO: Final = "a-1"
_A_DAY: Final = timedelta(days=1)


@attrs.frozen(kw_only=True)
class TicketSeen:
    """A ticket: the days on which it was opened and resolved."""

    opened: date
    severity: str
    resolved: date | None = None
    incident: bool = True


@attrs.frozen(kw_only=True)
class RequestSeen:
    """Something that was asked of the customer's executives."""

    asked: date
    answered: date | None = None


@attrs.frozen(kw_only=True)
class EvaluationSeen:
    """An alternative that the customer looked at."""

    noted: date
    ended: date | None = None
    alternative: str | None = None


@attrs.frozen(kw_only=True)
class TriggerCase:
    """What is known of a customer on a day, and the trigger that is asked about.

    Use is given in runs of a value and a number of readings, the last of which ends on
    the day. What is left out was looked at by nobody; an empty list says that there was
    none. Days of meetings are told with ``held`` or ``missed``.
    """

    trigger: str
    day: date
    usage: tuple[tuple[Decimal, ...], ...] | None = None
    covers: int = 1
    tickets: tuple[TicketSeen, ...] | None = None
    nps: FrozenMap[str, Decimal] | None = None
    feedback: FrozenMap[str, Decimal] | None = None
    meetings: FrozenMap[str, Literal["held", "missed"]] | None = None
    requests: tuple[RequestSeen, ...] | None = None
    evaluations: tuple[EvaluationSeen, ...] | None = None
    renews: date | None = None
    holidays: tuple[date, ...] = ()


def triggers(rules: Rulebook, case: TriggerCase) -> Facts:
    """Tell how a trigger stands, since when, and what it asks for."""
    facts = TriggerFacts(
        usage=_usage(case),
        tickets=_tickets(case),
        nps=_series("nps", case.nps),
        feedback=_series("feedback", case.feedback),
        meetings=_meetings(case),
        requests=_requests(case),
        evaluations=_evaluations(case),
        renews_on=case.renews,
        holidays=case.holidays,
    )
    result = rules.triggers.judge(facts, on=case.day).results[case.trigger]
    return {
        "state": result.state,
        "since": result.since,
        "playbooks": list(result.playbooks),
        "rules": list(result.rules),
    }


def _usage(case: TriggerCase) -> Series | None:
    if case.usage is None:
        return None
    values: list[Decimal] = []
    for place, run in enumerate(case.usage):
        if len(run) != 2 or run[1] != int(run[1]) or run[1] < 1:
            message = "a run of use is [value, readings], with one reading at least"
            raise _fault(f"usage[{place}]", "no-run", message)
        values.extend([run[0]] * int(run[1]))
    newest = enumerate(reversed(values))
    covers = case.covers
    return Series(
        {case.day - covers * back * _A_DAY: value for back, value in newest},
        covers=covers,
    )


def _series(name: str, given: FrozenMap[str, Decimal] | None) -> Series | None:
    if given is None:
        return None
    return Series({_day(name, text): value for text, value in given.items()})


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is no day; write it as 2026-05-04"
        raise _fault(f"{name}.{text}", "no-day", message) from error


def _fault(path: str, code: str, message: str) -> InvalidDataError:
    problem = Problem(path=path, code=code, message=message)
    return InvalidDataError("what is known of the customer", [problem])


def _tickets(case: TriggerCase) -> list[Ticket] | None:
    if case.tickets is None:
        return None
    return [
        Ticket(
            id=f"t-{number}",
            account_id=_WHO,
            severity=seen.severity,
            is_incident=seen.incident,
            opened_at=datetime.combine(seen.opened, _NOON),
            resolved_at=None
            if seen.resolved is None
            else datetime.combine(seen.resolved, _NOON),
        )
        for number, seen in enumerate(case.tickets)
    ]


def _meetings(case: TriggerCase) -> list[ExecutiveMeeting] | None:
    if case.meetings is None:
        return None
    return [
        ExecutiveMeeting(account_id=_WHO, on=_day("meetings", on), held=how == "held")
        for on, how in case.meetings.items()
    ]


def _requests(case: TriggerCase) -> list[ExecutiveRequest] | None:
    if case.requests is None:
        return None
    return [
        ExecutiveRequest(
            account_id=_WHO, asked_on=each.asked, answered_on=each.answered
        )
        for each in case.requests
    ]


def _evaluations(case: TriggerCase) -> list[AlternativeEvaluation] | None:
    if case.evaluations is None:
        return None
    return [
        AlternativeEvaluation(
            account_id=_WHO,
            noted_on=each.noted,
            ended_on=each.ended,
            alternative=each.alternative,
        )
        for each in case.evaluations
    ]
