"""How far the CSMs of a partner are with their enablement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import Period
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import Number
from partner_success.core.series import Series
from partner_success.programme.enablement.attendance import SessionKey
from partner_success.programme.enablement.sessions import (
    EnablementHours,
    PlannedSession,
)
from partner_success.programme.enablement.steps import EnablementStep
from partner_success.programme.enablement.success import (
    EnablementSuccess,
    Participation,
    SuccessTerms,
    nps_check,
    participation_check,
    trend_check,
)
from partner_success.scoring import NetPromoterScore

__all__ = [
    "CsmProgress",
    "EnablementProgress",
    "OrderBreach",
    "SessionStanding",
    "SessionState",
    "csm_progress",
]


class SessionState(StrEnum):
    """How a session of one CSM stands on a day.

    Attributes:
        ATTENDED: The CSM took part in it.
        OVERDUE: Its week is over, and the CSM did not.
        OPEN: Its week has begun.
        AHEAD: Its week has not begun.
    """

    ATTENDED = "attended"
    OVERDUE = "overdue"
    OPEN = "open"
    AHEAD = "ahead"


@attrs.frozen(kw_only=True)
class SessionStanding:
    """How a session of one CSM stands on a day.

    Attributes:
        csm_id: The id of the CSM.
        session: The session with its days.
        state: How it stands.
        attended_on: The day on which the CSM took part; ``None`` where it is open.
    """

    csm_id: str
    session: PlannedSession
    state: SessionState
    attended_on: date | None = None

    @property
    def late(self) -> bool:
        """Whether the CSM took part after the week for which it was planned."""
        return self.attended_on is not None and self.attended_on > self.session.by


@attrs.frozen(kw_only=True)
class OrderBreach:
    """That a CSM took part in a step before one that comes first.

    Attributes:
        csm_id: The id of the CSM.
        step: The step.
        on: The day on which it was begun.
        first: The step that should have been complete by then.
        missing: How many sessions of that one were not attended by then.
    """

    csm_id: str
    step: EnablementStep
    on: date
    first: EnablementStep
    missing: int

    def __str__(self) -> str:
        of = f"{self.missing} of {self.first.session_count}"
        return (
            f"{self.csm_id}: {self.step.name} on {self.on}, before {self.first.name}"
            f" ({of} not done by then)"
        )


@attrs.frozen(kw_only=True)
class CsmProgress:
    """How far one CSM is on a day.

    Attributes:
        id: The id of the CSM.
        standings: How each session stands, in the order of the plan.
        breaches: Where the order of steps was not kept, in the order of steps.

    Rule: PRG-08.
    """

    id: str
    standings: tuple[SessionStanding, ...]
    breaches: tuple[OrderBreach, ...] = ()

    @property
    def overdue(self) -> tuple[SessionStanding, ...]:
        """The sessions that are overdue, in order."""
        return self._in(SessionState.OVERDUE)

    @property
    def participation(self) -> Participation:
        """How many of the sessions that are attended were."""
        counted = [each for each in self.standings if each.session.step.attended]
        states = [each.state for each in counted]
        return Participation(
            attended=states.count(SessionState.ATTENDED),
            missed=states.count(SessionState.OVERDUE),
            all=len(states),
        )

    @property
    def hours(self) -> EnablementHours:
        """The hours of the sessions that the CSM took part in."""
        attended = self._in(SessionState.ATTENDED)
        return EnablementHours.of(each.session for each in attended)

    def _in(self, state: SessionState) -> tuple[SessionStanding, ...]:
        return tuple(each for each in self.standings if each.state is state)


@attrs.frozen(kw_only=True)
class EnablementProgress(Explained):
    """How far the CSMs of a partner are on a day.

    Attributes:
        on: The day.
        week: The week of the day, from 1; ``None`` before the start and after the end.
        weeks: How many weeks there are.
        days: The days of the enablement.
        csms: How far each CSM is, in the order given.
        terms: By what success is judged.
        provenance: The rulebook edition that decided.

    Rule: PRG-08.
    """

    on: date
    week: int | None
    weeks: int
    days: Period
    csms: Catalogue[CsmProgress]
    terms: SuccessTerms
    provenance: Provenance = Provenance()

    @property
    def overdue(self) -> tuple[SessionStanding, ...]:
        """What is overdue, CSM by CSM."""
        return tuple(found for each in self.csms for found in each.overdue)

    @property
    def breaches(self) -> tuple[OrderBreach, ...]:
        """Where the order of steps was not kept, CSM by CSM."""
        return tuple(found for each in self.csms for found in each.breaches)

    @property
    def participation(self) -> Participation:
        """How many of the sessions that are attended were, of all CSMs together."""
        parts = [each.participation for each in self.csms]
        return Participation(
            attended=sum(part.attended for part in parts),
            missed=sum(part.missed for part in parts),
            all=sum(part.all for part in parts),
        )

    def success(
        self,
        *,
        active_use: Series | None = None,
        nps: NetPromoterScore | Number | None = None,
    ) -> EnablementSuccess:
        """Judge the enablement by participation, active use and NPS.

        Each of the three is met, is not met, or is not known; only where all are met
        the enablement is a success.

        Participation is full once every CSM took part in every session; it is not known
        while a session that was not attended can still be. Active use rises where the
        straight line that is nearest to its readings (least squares, by exact
        fractions) rises: the readings of the days of the enablement count, up to the
        day.

        Args:
            active_use: Active users, or their share, by day; ``None`` where nothing is
                known.
            nps: What customers answered, or the score itself, from -100 to 100
                (closed); ``None`` or a score without answers where nothing is known.

        Raises:
            InvalidUseError: The active use is no `core.Series`.
            InvalidValueError: The NPS is no number of its scale.

        Examples:
            >>> import partner_success as ps
            >>> plan = ps.standard().enablement.plan(date(2026, 5, 4))
            >>> found = plan.progress([], csms=["ada"], on=date(2026, 5, 11))
            >>> for check in found.success(nps=12).checks:
            ...     print(check.id, check.answer)
            participation no
            active_use unknown
            nps yes

        Rule: PRG-08.
        """
        last = min(self.on, self.days.last)
        participations = {each.id: each.participation for each in self.csms}
        return EnablementSuccess(
            on=self.on,
            checks=Catalogue(
                (
                    participation_check(participations, self.terms),
                    trend_check(active_use, self.days.first, last, self.terms),
                    nps_check(nps, self.terms),
                ),
                kind="check",
            ),
            provenance=self.provenance,
        )

    def explain(self) -> Explanation:
        """Tell the participation of each CSM, what is overdue, and what went before."""
        week = "" if self.week is None else f", week {self.week} of {self.weeks}"
        return Explanation(
            title=(
                f"Enablement on {self.on}{week}: {self.participation} sessions"
                f" attended, {len(self.overdue)} overdue"
            ),
            columns=("CSM", "attended", "overdue", "hours"),
            rows=tuple(
                (
                    each.id,
                    str(each.participation),
                    str(len(each.overdue)),
                    str(each.hours.told),
                )
                for each in self.csms
            ),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _remarks(self) -> Iterator[str]:
        for each in self.overdue:
            yield f"overdue since {each.session.by}: {each.csm_id}, {each.session}"
        for breach in self.breaches:
            yield f"out of order: {breach}"


def csm_progress(
    csm_id: str,
    sessions: tuple[PlannedSession, ...],
    steps: Catalogue[EnablementStep],
    seen: Mapping[SessionKey, date],
    on: date,
) -> CsmProgress:
    """Tell how far one CSM is on a day, by the days of the sessions that are seen."""
    days: dict[str, list[date]] = {step.id: [] for step in steps}
    standings: list[SessionStanding] = []
    for session in sessions:
        attended_on = seen.get((csm_id, session.step.id, session.number))
        if attended_on is not None:
            days[session.step.id].append(attended_on)
        standings.append(
            SessionStanding(
                csm_id=csm_id,
                session=session,
                state=_state(session, attended_on, on),
                attended_on=attended_on,
            )
        )
    return CsmProgress(
        id=csm_id,
        standings=tuple(standings),
        breaches=tuple(_breaches(csm_id, steps, days)),
    )


def _state(session: PlannedSession, attended_on: date | None, on: date) -> SessionState:
    if attended_on is not None:
        return SessionState.ATTENDED
    if on > session.by:
        return SessionState.OVERDUE
    return SessionState.OPEN if on >= session.days.first else SessionState.AHEAD


def _breaches(
    csm_id: str, steps: Catalogue[EnablementStep], days: Mapping[str, list[date]]
) -> Iterator[OrderBreach]:
    for step in steps:
        if not days[step.id]:
            continue
        begun = min(days[step.id])
        for first in (steps[name] for name in step.after):
            by_then = sum(day <= begun for day in days[first.id])
            if by_then < first.session_count:
                yield OrderBreach(
                    csm_id=csm_id,
                    step=step,
                    on=begun,
                    first=first,
                    missing=first.session_count - by_then,
                )
