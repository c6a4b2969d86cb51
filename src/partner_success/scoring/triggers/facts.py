"""What is known of one customer when its triggers are judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import Any, Final, TypeVar, cast

import attrs

from partner_success.core.instants import require_date
from partner_success.core.quantities import HUNDRED, shown
from partner_success.core.series import Series
from partner_success.errors import InvalidDataError, InvalidValueError, Problem
from partner_success.partners import (
    AlternativeEvaluation,
    ExecutiveMeeting,
    ExecutiveRequest,
    Ticket,
)

RecordT = TypeVar("RecordT")
ItemT = TypeVar("ItemT")

RECORDS: Final[dict[str, tuple[type[Any], tuple[str, ...]]]] = {
    "tickets": (Ticket, ("id",)),
    "meetings": (ExecutiveMeeting, ("on",)),
    "requests": (ExecutiveRequest, ("asked_on", "topic")),
    "evaluations": (AlternativeEvaluation, ("noted_on", "alternative")),
}
"""The collections of records, and what tells two records of one customer apart."""


def _copied(value: Iterable[RecordT] | None) -> tuple[RecordT, ...] | None:
    """Copy a collection; leave anything else for the check to report."""
    if isinstance(value, Iterable) and not isinstance(value, str):
        return tuple(value)
    return cast("tuple[RecordT, ...] | None", value)


# Type checkers read what a record takes from a converter with a name and plain types.
def _tickets(value: Iterable[Ticket] | None) -> tuple[Ticket, ...] | None:
    return _copied(value)


def _meetings(
    value: Iterable[ExecutiveMeeting] | None,
) -> tuple[ExecutiveMeeting, ...] | None:
    return _copied(value)


def _requests(
    value: Iterable[ExecutiveRequest] | None,
) -> tuple[ExecutiveRequest, ...] | None:
    return _copied(value)


def _evaluations(
    value: Iterable[AlternativeEvaluation] | None,
) -> tuple[AlternativeEvaluation, ...] | None:
    return _copied(value)


def frozen_set(value: Iterable[ItemT], what: str) -> frozenset[ItemT]:
    """Copy a collection whose order does not matter.

    Raises:
        InvalidValueError: It is none, such as text.
    """
    try:
        if not isinstance(value, str):
            return frozenset(value)
    except TypeError:
        pass
    raise InvalidValueError(f"{what}, such as a list, are needed; found {shown(value)}")


def _holidays(value: Iterable[date]) -> frozenset[date]:
    return frozen_set(value, "holidays")


@attrs.frozen(kw_only=True)
class TriggerFacts:
    """What is known of one customer, the past included.

    ``None`` says that nobody looked; a collection without an entry says that somebody
    looked and there was nothing. The difference is that between 'not enough data' and
    'quiet'. Facts later than the day on which a trigger is judged are never seen, so
    the same facts serve every day.

    Attributes:
        usage: How much the customer used the product, at least 0, in any one unit.
        tickets: Its tickets.
        nps: Its Net Promoter Score, -100 to 100 (closed).
        feedback: What it thinks, in any one unit; higher is better.
        meetings: Meetings with its executives, one a day at most.
        requests: What was asked of its executives, one a day and topic at most.
        evaluations: Alternatives that it looks at, one a day and alternative at most.
        renews_on: The day on which its contract ends unless it is renewed.
        holidays: Days on which nobody works although the day of the week would have it.

    Raises:
        InvalidDataError: With every fault: another type, a number out of its range, a
            record that stands twice, records of two customers.
        InvalidValueError: The holidays are no collection.

    Examples:
        >>> from partner_success.core import Series
        >>> facts = TriggerFacts(nps=Series({date(2026, 5, 4): 64}), meetings=())
        >>> facts.meetings, facts.requests
        ((), None)

    Rule: TRG-06.
    """

    usage: Series | None = None
    tickets: tuple[Ticket, ...] | None = attrs.field(default=None, converter=_tickets)
    nps: Series | None = None
    feedback: Series | None = None
    meetings: tuple[ExecutiveMeeting, ...] | None = attrs.field(
        default=None, converter=_meetings
    )
    requests: tuple[ExecutiveRequest, ...] | None = attrs.field(
        default=None, converter=_requests
    )
    evaluations: tuple[AlternativeEvaluation, ...] | None = attrs.field(
        default=None, converter=_evaluations
    )
    renews_on: date | None = None
    holidays: frozenset[date] = attrs.field(default=frozenset(), converter=_holidays)

    def __attrs_post_init__(self) -> None:
        problems = [
            *_series_problems(self.usage, "usage", 0, None),
            *_series_problems(self.nps, "nps", -HUNDRED, HUNDRED),
            *_series_problems(self.feedback, "feedback", None, None),
            *_record_problems(self),
            *_day_problems(self),
        ]
        if problems:
            raise InvalidDataError("the facts for triggers", problems)


def _series_problems(
    value: object, path: str, low: int | None, high: int | None
) -> Iterator[Problem]:
    if not isinstance(value, Series):
        if value is not None:
            yield _wrong_type(path, value, "a Series")
        return
    for each in value:
        if (low is not None and each.value < low) or (
            high is not None and each.value > high
        ):
            span = f"at least {low}" if high is None else f"from {low} to {high}"
            message = f"the reading of {each.on} must be {span}, found {each.value}"
            yield Problem(path=path, code="out-of-range", message=message)


def _record_problems(facts: TriggerFacts) -> Iterator[Problem]:
    accounts: set[Any] = set()
    account_of = attrgetter("account_id")
    for name, (kind, identity) in RECORDS.items():
        records: object = getattr(facts, name)
        if not isinstance(records, tuple):
            if records is not None:
                yield _wrong_type(name, records, f"a list of {kind.__name__}")
            continue
        seen: set[object] = set()
        own_of = attrgetter(*identity)
        for place, record in enumerate(cast("tuple[object, ...]", records)):
            if not isinstance(record, kind):
                path = f"{name}[{place}]"
                yield _wrong_type(path, record, f"a {kind.__name__}")
                continue
            own = own_of(record)
            if own in seen:
                same = " and ".join(identity)
                message = f"has the same {same} as one before it; keep one"
                path = f"{name}[{place}]"
                yield Problem(path=path, code="duplicate", message=message)
            seen.add(own)
            accounts.add(account_of(record))
    accounts.discard(None)
    if len(accounts) > 1:
        names = ", ".join(sorted(accounts))
        message = f"these are records of several customers ({names}); judge each alone"
        yield Problem(path="", code="several-accounts", message=message)


def _day_problems(facts: TriggerFacts) -> Iterator[Problem]:
    days = [("holidays", day) for day in sorted(facts.holidays, key=repr)]
    if facts.renews_on is not None:
        days.append(("renews_on", facts.renews_on))
    for path, day in days:
        try:
            require_date(day, path)
        except InvalidValueError as error:
            yield Problem(path=path, code="wrong-type", message=str(error))


def _wrong_type(path: str, value: object, expected: str) -> Problem:
    found = f"{type(value).__name__} {shown(value)}"
    message = f"must be {expected} or None, found {found}"
    return Problem(path=path, code="wrong-type", message=message, given=shown(value))
