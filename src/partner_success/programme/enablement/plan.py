"""The enablement of a partner's CSMs with its days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import Period, require_date
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError
from partner_success.partners.faults import Faults
from partner_success.programme.enablement.attendance import (
    Attendance,
    attended_by,
)
from partner_success.programme.enablement.progress import (
    EnablementProgress,
    csm_progress,
)
from partner_success.programme.enablement.sessions import (
    EnablementHours,
    PlannedSession,
)
from partner_success.programme.enablement.steps import EnablementStep
from partner_success.programme.enablement.success import SuccessTerms
from partner_success.programme.given import listed_ids

__all__ = ["EnablementPlan", "all_days", "planned_sessions"]

_WEEK: Final = 7
_LAST_ORDINAL: Final = date.max.toordinal()


@attrs.frozen(kw_only=True)
class EnablementPlan(Explained):
    """The enablement of a partner's CSMs with its days.

    Attributes:
        start: The first day; week 1 begins with it.
        days: All of its days, both ends inside.
        steps: The steps, in order.
        sessions: Every session of every step, by week and then in the order of steps.
        terms: By what success is judged.
        provenance: The rulebook edition that it was planned by.

    Rule: PRG-08.
    """

    start: date
    days: Period
    steps: Catalogue[EnablementStep]
    sessions: tuple[PlannedSession, ...]
    terms: SuccessTerms
    provenance: Provenance = Provenance()

    @property
    def hours(self) -> EnablementHours:
        """The hours of one CSM, of all sessions."""
        return EnablementHours.of(self.sessions)

    @property
    def weeks(self) -> int:
        """How many weeks there are."""
        return self.days.days // _WEEK

    def week_on(self, on: date) -> int | None:
        """Give the week of a day, from 1; ``None`` before the start and after the end.

        Raises:
            InvalidValueError: It is no day.
        """
        if not self.days.contains(on):
            return None
        return (on - self.start).days // _WEEK + 1

    def days_of(self, week: int) -> Period:
        """Give the days of a week.

        Raises:
            InvalidValueError: There is no such week.
        """
        if type(week) is not int or not 1 <= week <= self.weeks:
            raise InvalidValueError(
                f"there are weeks from 1 to {self.weeks}, and no week {shown(week)}"
            )
        return _week(self.start, week)

    def in_week(self, week: int) -> tuple[PlannedSession, ...]:
        """Give the sessions of a week, calls among them.

        Raises:
            InvalidValueError: There is no such week.
        """
        days = self.days_of(week)
        return tuple(each for each in self.sessions if each.days == days)

    def progress(
        self,
        attendance: Iterable[Attendance],
        *,
        csms: Iterable[str],
        on: date,
    ) -> EnablementProgress:
        """Tell how far each CSM is on a day, and what is overdue.

        A session is in time until the last day of its week. What was attended after the
        day is not seen.

        Args:
            attendance: Who took part in what, in any order.
            csms: The ids of all who take part, in order; at least one.
            on: The day.

        Raises:
            InvalidDataError: No CSM is given, or one is no id or stands twice; or
                records name what is not there, or stand twice.
            InvalidUseError: The CSMs are one text.
            InvalidValueError: It is no day.

        Examples:
            >>> import partner_success as ps
            >>> plan = ps.standard().enablement.plan(date(2026, 5, 4))
            >>> done = Attendance(csm_id="ada", step="elearning", on=date(2026, 5, 6))
            >>> found = plan.progress(
            ...     [done], csms=["ada", "ben"], on=date(2026, 5, 11))
            >>> for standing in found.overdue:
            ...     print(standing.csm_id, standing.session, standing.session.by)
            ada Access to the vendor's tools and resources 2026-05-10
            ben E-learning on customer success and adoption 2026-05-10
            ben Access to the vendor's tools and resources 2026-05-10

        Rule: PRG-08.
        """
        day = require_date(on, "on")
        names = _some_csms(csms)
        attended = attended_by(attendance, names, self.steps)
        seen = {key: when for key, when in attended.items() if when <= day}
        return EnablementProgress(
            on=day,
            week=self.week_on(day),
            weeks=self.weeks,
            days=self.days,
            csms=Catalogue(
                (
                    csm_progress(name, self.sessions, self.steps, seen, day)
                    for name in names
                ),
                kind="CSM",
            ),
            terms=self.terms,
            provenance=self.provenance,
        )

    def explain(self) -> Explanation:
        """Tell the sessions week by week, with their days and hours."""
        return Explanation(
            title=(
                f"Enablement from {self.days.first} to {self.days.last}:"
                f" {self.weeks} weeks, {len(self.sessions)} sessions"
            ),
            columns=("session", "week", "from", "to", "hours"),
            rows=tuple(
                (
                    str(each),
                    str(each.week),
                    str(each.days.first),
                    str(each.days.last),
                    "" if each.step.hours is None else str(each.step.hours),
                )
                for each in self.sessions
            ),
            remarks=(f"for each CSM: {self.hours}",),
            provenance=self.provenance,
        )


def _some_csms(csms: Iterable[str]) -> tuple[str, ...]:
    names = listed_ids("CSMs", "csms", csms)
    if not names:
        faults = Faults("the CSMs")
        faults.add("csms", "empty", "name at least one")
        faults.report()
    return names


def planned_sessions(
    steps: Catalogue[EnablementStep], start: date
) -> tuple[PlannedSession, ...]:
    """Give every session with its days, by week and then in the order of steps.

    Raises:
        InvalidValueError: The calendar ends before the enablement does.
    """
    found = list(_sessions(steps, start))
    return tuple(sorted(found, key=lambda each: each.week))


def _sessions(
    steps: Catalogue[EnablementStep], start: date
) -> Iterator[PlannedSession]:
    for step in steps:
        weeks = [week for week in step.weeks for _ in range(step.sessions)]
        for place, week in enumerate(weeks):
            yield PlannedSession(
                step=step, number=place + 1, week=week, days=_week(start, week)
            )


def all_days(start: date, weeks: int) -> Period:
    """Give the days of so many weeks.

    Raises:
        InvalidValueError: It is no day, or the calendar ends before the last of them.
    """
    return Period(require_date(start, "start"), _week(start, weeks).last)


def _week(start: date, week: int) -> Period:
    first = require_date(start, "start").toordinal() + _WEEK * (week - 1)
    last = first + _WEEK - 1
    if last > _LAST_ORDINAL:
        raise InvalidValueError(
            f"an enablement that starts on {start} has no week {week}, since the"
            f" calendar ends on {date.max}; give an earlier start"
        )
    return Period(date.fromordinal(first), date.fromordinal(last))
