"""Executive disengagement: a meeting that was missed, or an answer that is late."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import attrs

from partner_success.core.citation import Citation
from partner_success.core.decision import Reason
from partner_success.errors import Problem
from partner_success.partners import ExecutiveMeeting, ExecutiveRequest
from partner_success.scoring.triggers.checks import (
    counted,
    day_text,
    list_fault,
    listed,
    refuse,
    whole_fault,
)
from partner_success.scoring.triggers.course import Course, reason
from partner_success.scoring.triggers.facts import TriggerFacts
from partner_success.scoring.triggers.working_days import late_from


@attrs.frozen(kw_only=True)
class ExecutiveDisengagement:
    """When executives turn away: a meeting was missed, or an answer is late.

    The newest meeting counts, so a later one that was held ends a missed one. Of the
    answers the newest counts, beside every request that waits for longer than agreed;
    it is late from the first working day after the agreed ones.

    Attributes:
        name: The name for people.
        agreed_working_days: How many working days after the question an answer may take
            (closed).
        working_weekdays: Days of the week on which people work; 1 is Monday, 7 Sunday.
        renewal_days: How many days before the renewal other playbooks are called for
            (closed, the day of the renewal included).
        renewal_playbooks: Ids of those playbooks.
        playbooks: Ids of the playbooks at any other time, or where nobody knows when
            the contract is to be renewed.
        citations: Where the trigger comes from.

    Raises:
        InvalidModelError: A number is out of its range, or a list is empty or has
            something twice.

    Rule: TRG-04.
    """

    name: str
    agreed_working_days: int
    working_weekdays: tuple[int, ...]
    renewal_days: int
    renewal_playbooks: tuple[str, ...]
    playbooks: tuple[str, ...]
    citations: tuple[Citation, ...] = ()

    def __attrs_post_init__(self) -> None:
        refuse(f"the trigger {self.name!r}", _faults(self))

    @property
    def rule(self) -> str:
        """The rule that decides."""
        return "TRG-04"

    @property
    def reads(self) -> tuple[str, ...]:
        """What it looks at: fields of the facts."""
        return ("meetings", "requests")

    def course(self, facts: TriggerFacts) -> Course:
        """Give how it stands from day to day."""
        meetings = facts.meetings
        if meetings is not None:
            meetings = tuple(sorted(meetings, key=lambda meeting: meeting.on))
        requests = facts.requests
        awaited = None if requests is None else self._awaited(requests, facts.holidays)
        renews = _ordinal(facts.renews_on)

        def playbooks(day: int) -> tuple[str, ...]:
            soon = renews is not None and 0 <= renews - day <= self.renewal_days
            return self.renewal_playbooks if soon else self.playbooks

        return Course((_Meetings(self, meetings), _Answers(self, awaited)), playbooks)

    def _awaited(
        self, requests: Iterable[ExecutiveRequest], holidays: frozenset[date]
    ) -> tuple[_Awaited, ...]:
        ordered = sorted(requests, key=lambda each: (each.asked_on, each.topic or ""))
        agreed, weekdays = self.agreed_working_days, self.working_weekdays
        return tuple(
            _Awaited(
                text=f"{each.topic or 'a request'} of {each.asked_on}",
                asked=each.asked_on.toordinal(),
                answered=_ordinal(each.answered_on),
                late=late_from(each.asked_on.toordinal(), agreed, weekdays, holidays),
            )
            for each in ordered
        )


def _faults(model: ExecutiveDisengagement) -> Iterator[Problem]:
    yield from whole_fault(model, "agreed_working_days", 0)
    yield from list_fault(model, "working_weekdays", "day of the week")
    if not set(model.working_weekdays) <= set(range(1, 8)):
        message = (
            "days of the week are 1 (Monday) to 7 (Sunday), found"
            f" {', '.join(map(repr, model.working_weekdays))}"
        )
        path = "working_weekdays"
        yield Problem(path=path, code="out-of-range", message=message)
    yield from whole_fault(model, "renewal_days", 0)
    yield from list_fault(model, "renewal_playbooks", "playbook")
    yield from list_fault(model, "playbooks", "playbook")


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


@attrs.frozen
class _Meetings:
    """The ground that the newest meeting was missed.

    Attributes:
        model: What judges.
        meetings: By day; None where nobody looked.
    """

    model: ExecutiveDisengagement
    meetings: tuple[ExecutiveMeeting, ...] | None

    @property
    def changes(self) -> Sequence[int]:
        """The days of the meetings."""
        return tuple(meeting.on.toordinal() for meeting in self.meetings or ())

    def _newest(self, day: int) -> ExecutiveMeeting | None:
        meetings = self.meetings or ()
        place = bisect_right(meetings, day, key=lambda each: each.on.toordinal())
        return meetings[place - 1] if place else None

    def holds(self, day: int) -> bool | None:
        """Look at the newest meeting; without one none was missed."""
        newest = self._newest(day)
        if newest is None:
            return None if self.meetings is None else False
        return not newest.held

    def reasons(self, day: int) -> tuple[Reason, ...]:
        """Tell the newest meeting."""
        newest = self._newest(day)
        if self.meetings is None:
            message = "nobody says which meetings with executives there were"
            return (reason(self.model, "no-meetings", message),)
        if newest is None:
            message = f"no meeting with executives up to {day_text(day)} is recorded"
            return (reason(self.model, "meeting-kept", message),)
        code, how = "meeting-missed", "missed"
        if newest.held:
            code, how = "meeting-kept", "held"
        message = f"the newest meeting with executives, on {newest.on}, was {how}"
        return (reason(self.model, code, message, on=newest.on),)


@attrs.frozen(kw_only=True)
class _Awaited:
    """A request with the day from which on an answer to it is late.

    Attributes:
        text: The request in words.
        asked: The day of the question.
        answered: The day of the answer; None as long as there is none.
        late: The first day that is too late; None where the calendar ends before it.
    """

    text: str
    asked: int
    answered: int | None
    late: int | None

    def answered_by(self, day: int) -> bool:
        """Tell whether it was answered when a day ended."""
        return self.answered is not None and self.answered <= day

    def late_on(self, day: int) -> bool:
        """Tell whether a day is too late for an answer."""
        return self.late is not None and self.late <= day


@attrs.frozen
class _Answers:
    """The ground that an answer is late, given or not.

    Attributes:
        model: What judges.
        requests: By the day of the question; None where nobody looked.
    """

    model: ExecutiveDisengagement
    requests: tuple[_Awaited, ...] | None

    @property
    def changes(self) -> Sequence[int]:
        """The days of the answers, and the first days that are too late."""
        pairs = ((each.answered, each.late) for each in self.requests or ())
        return sorted({day for pair in pairs for day in pair if day is not None})

    def _waiting(self, day: int) -> list[_Awaited]:
        """Give the requests that wait for longer than agreed."""
        return [
            each
            for each in self.requests or ()
            if each.late_on(day) and not each.answered_by(day)
        ]

    def _answered_late(self, day: int) -> _Awaited | None:
        """Give the request that was answered last, if that was too late."""
        answered = [each for each in self.requests or () if each.answered_by(day)]
        newest = max(answered, key=_by_answer, default=None)
        return newest if newest and newest.late_on(newest.answered or 0) else None

    def holds(self, day: int) -> bool | None:
        """Look for a request that waits for too long, and at the newest answer."""
        if self.requests is None:
            return None
        return bool(self._waiting(day)) or self._answered_late(day) is not None

    def reasons(self, day: int) -> tuple[Reason, ...]:
        """Name what waits for too long, and the newest answer if it was late."""
        if self.requests is None:
            message = "nobody says what executives were asked"
            return (reason(self.model, "no-requests", message),)
        found = tuple(self._late(day))
        if found:
            return found
        message = f"no answer of executives is late on {day_text(day)}"
        return (reason(self.model, "answers-in-time", message),)

    def _late(self, day: int) -> Iterator[Reason]:
        agreed = self.model.agreed_working_days
        days = counted(agreed, "working day")
        waiting = tuple(each.text for each in self._waiting(day))
        if waiting:
            message = f"no answer after more than {days} to: {listed(waiting)}"
            facts = {"requests": waiting, "agreed_working_days": agreed}
            yield reason(self.model, "no-answer", message, **facts)
        newest = self._answered_late(day)
        if newest is not None:
            message = (
                f"the newest answer, to {newest.text}, came on"
                f" {day_text(newest.answered or 0)}, after more than {days}"
            )
            facts = {"requests": (newest.text,), "agreed_working_days": agreed}
            yield reason(self.model, "late-answer", message, **facts)


def _by_answer(request: _Awaited) -> tuple[int, int]:
    """Tell which answer is newer; of those of one day, that to the newer question."""
    return request.answered or 0, request.asked
