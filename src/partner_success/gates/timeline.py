"""The plan of a journey as dates, and what really happened beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

import attrs

from partner_success.core.collections import Catalogue
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.instants import require_date
from partner_success.core.provenance import Provenance
from partner_success.errors import InvalidValueError
from partner_success.gates.definition import JourneyTerms, Phase, Stage, Weeks
from partner_success.gates.state import GateState, JourneyState

__all__ = [
    "Timeline",
    "TimelineEntry",
    "planned_days",
    "stages_to_launch",
    "timeline",
]

_WEEK: Final = 7


@attrs.frozen(kw_only=True)
class TimelineEntry:
    """A stage or a phase: when it is planned, and when it took place.

    Attributes:
        id: The name for programs: that of the stage, or ``"stage.phase"``.
        stage: The id of the stage.
        phase: The id of the phase; ``None`` for the stage as a whole.
        name: The name for people.
        weeks: The weeks of the plan; ``None`` where the plan does not say.
        planned_first: The first planned day; ``None`` without weeks or a start.
        planned_last: The last planned day, which belongs to it.
        actual_first: The day on which it was started; ``None`` before, and for phases
            that go side by side, which nothing dates.
        actual_last: The day on which it was passed, or left for the next phase;
            ``None`` before, and for phases that go side by side.

    Rule: JRN-22.
    """

    id: str
    stage: str
    phase: str | None = None
    name: str
    weeks: Weeks | None = None
    planned_first: date | None = None
    planned_last: date | None = None
    actual_first: date | None = None
    actual_last: date | None = None


@attrs.frozen(kw_only=True)
class Timeline(Explained):
    """The plan of a journey as dates.

    Attributes:
        journey: The name of the journey.
        start: The day from which its weeks count; ``None`` before there is one.
        on: The day that counts as today; ``None`` where none was said.
        entries: Each stage, and behind it its phases, in order; found by id:
            ``timeline.entries["gate_1.phase_1a"]``.
        planned_launch: The day behind the last planned day of the work that leads to
            the launch; ``None`` without weeks or a start.
        provenance: The rulebook edition of the plan.

    Rule: JRN-22.
    """

    journey: str
    start: date | None
    on: date | None
    entries: Catalogue[TimelineEntry]
    planned_launch: date | None
    provenance: Provenance = Provenance()

    @property
    def week(self) -> int | None:
        """The week of today; ``None`` before the start, or without a day."""
        return None if self.on is None else self.week_on(self.on)

    def week_on(self, day: date) -> int | None:
        """Give the week in which a day lies, from 1; weeks go on behind the plan.

        Args:
            day: The day.

        Returns:
            The week; ``None`` before the start, or where there is no start.

        Raises:
            InvalidValueError: It is no day.

        Rule: JRN-22.
        """
        require_date(day, "day")
        if self.start is None or day < self.start:
            return None
        return (day - self.start).days // _WEEK + 1

    def explain(self) -> Explanation:
        """Tell when each stage and phase is planned, and when it took place."""
        rows = [
            (
                f"  {each.name}" if each.phase else each.name,
                "" if each.weeks is None else _weeks_text(each.weeks),
                *map(_day_text, (each.planned_first, each.planned_last)),
                *map(_day_text, (each.actual_first, each.actual_last)),
            )
            for each in self.entries
        ]
        return Explanation(
            title=self._title(),
            columns=("", "weeks", "planned from", "to", "started", "passed"),
            rows=tuple(rows),
            remarks=tuple(self._remarks()),
            provenance=self.provenance,
        )

    def _title(self) -> str:
        if self.start is None:
            return f"{self.journey}: onboarding has not begun, so the plan has no dates"
        return f"{self.journey} from {self.start}"

    def _remarks(self) -> Iterator[str]:
        if self.planned_launch is not None:
            yield f"planned launch: {self.planned_launch}"
        if self.week is not None:
            yield f"{self.on} lies in week {self.week}"


def _weeks_text(weeks: Weeks) -> str:
    if weeks.first == weeks.last:
        return str(weeks.first)
    return f"{weeks.first}-{weeks.last}"


def _day_text(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def timeline(
    journey: JourneyTerms,
    start: date | None,
    *,
    state: JourneyState | None = None,
    on: date | None = None,
) -> Timeline:
    """Turn the weeks of a journey into dates.

    Week n covers the days 7(n-1) up to 7n-1 after the start.

    Args:
        journey: The journey.
        start: The first day of week 1; ``None`` where it is not settled, and then no
            entry has planned days.
        state: Of a partner on it, whose days are put beside the plan.
        on: The day that counts as today, for the week of today.

    Raises:
        InvalidValueError: One of them is no day, or the plan runs out of the calendar.

    Examples:
        >>> import partner_success as ps
        >>> plan = timeline(ps.standard().journey, date(2026, 1, 5))
        >>> plan.entries["gate_3"].planned_first.isoformat(), plan.week_on(date(2026, 2,
        ...     1))
        ('2026-05-04', 4)

    Rule: JRN-02, JRN-22.
    """
    if start is not None:
        require_date(start, "start")
    if on is not None:
        require_date(on, "on")
    entries = [
        entry for stage in journey.stages for entry in _entries(stage, start, state)
    ]
    return Timeline(
        journey=journey.name,
        start=start,
        on=on,
        entries=Catalogue(entries, kind="stage or phase of the timeline"),
        planned_launch=_planned_launch(journey, start),
        provenance=journey.provenance,
    )


def _entries(
    stage: Stage, start: date | None, state: JourneyState | None
) -> Iterator[TimelineEntry]:
    gate = GateState() if state is None else state.gates[stage.id]
    first, last = planned_days(start, stage.weeks)
    yield TimelineEntry(
        id=stage.id,
        stage=stage.id,
        name=stage.name,
        weeks=stage.weeks,
        planned_first=first,
        planned_last=last,
        actual_first=None if gate.started_at is None else gate.started_at.date(),
        actual_last=None if gate.ended_at is None else gate.ended_at.date(),
    )
    for phase in stage.phases:
        yield _phase_entry(stage, phase, start, gate)


def _phase_entry(
    stage: Stage, phase: Phase, start: date | None, gate: GateState
) -> TimelineEntry:
    first, last = planned_days(start, phase.weeks)
    entered = {entry.phase: entry.at.date() for entry in gate.entered}
    # A phase lasts until the next one is entered, and the last one as long as its gate.
    ends = [*entered.values(), gate.ended_at and gate.ended_at.date()][1:]
    left = dict(zip(entered, ends, strict=False))
    return TimelineEntry(
        id=f"{stage.id}.{phase.id}",
        stage=stage.id,
        phase=phase.id,
        name=phase.name,
        weeks=phase.weeks,
        planned_first=first,
        planned_last=last,
        actual_first=entered.get(phase.id),
        actual_last=left.get(phase.id),
    )


def planned_days(
    start: date | None, weeks: Weeks | None
) -> tuple[date, date] | tuple[None, None]:
    """Give the first and the last day of weeks; ``None`` twice where there are none."""
    if start is None or weeks is None:
        return None, None
    first = _WEEK * (weeks.first - 1)
    return _day_after(start, first), _day_after(start, _WEEK * weeks.last - 1)


def _planned_launch(journey: JourneyTerms, start: date | None) -> date | None:
    weeks = [each.weeks.last for each in stages_to_launch(journey) if each.weeks]
    if start is None or not weeks:
        return None
    return _day_after(start, _WEEK * max(weeks))


def stages_to_launch(journey: JourneyTerms) -> tuple[Stage, ...]:
    """Give the stages that lead to the launch, in order: those that have an end.

    They go up to the one in which the launch is decided; up to the last where none
    decides it.
    """
    place = next(
        (place for place, each in enumerate(journey.stages) if each.launch),
        len(journey.stages),
    )
    stages = tuple(journey.stages)[: place + 1]
    return tuple(each for each in stages if each.days is not None)


def _day_after(start: date, days: int) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise InvalidValueError(
            f"a plan that starts on {start} has a day {days} days later, and that lies"
            " behind the year 9999; check the start of onboarding"
        ) from None
