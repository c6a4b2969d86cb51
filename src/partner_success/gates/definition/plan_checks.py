"""Plans of a journey that nobody could keep."""

from __future__ import annotations

from collections.abc import Iterator

from partner_success.errors import Problem
from partner_success.gates.definition.faults import fault, in_line
from partner_success.gates.definition.stages import Phase, Stage, Weeks
from partner_success.gates.definition.terms import JourneyTerms

__all__ = ["plan_problems"]


def plan_problems(journey: JourneyTerms) -> Iterator[Problem]:
    """Give the faults of weeks, planned days and hours.

    Rule: JRN-02, JRN-12, JRN-25.
    """
    places = {id_: place for place, id_ in enumerate(journey.stages.ids)}
    last: tuple[str, Weeks] | None = None
    for stage in in_line(journey.stages):
        path = f"stages[{places[stage.id]}]"
        yield from _length_problems(path, stage)
        yield from _effort_problems(path, stage)
        if stage.weeks is not None:
            yield from _week_problems(f"{path}.weeks", stage.weeks)
            yield from _backwards(f"{path}.weeks.first", stage.weeks, last)
            last = (stage.id, stage.weeks)
        yield from _phase_problems(path, stage)


def _length_problems(path: str, stage: Stage) -> Iterator[Problem]:
    if stage.weeks is not None and stage.plan_days is not None:
        message = "the weeks say how long it takes; leave one of the two out"
        yield fault(f"{path}.plan_days", "two-plans", message, stage.plan_days)
    elif stage.is_gate and stage.days is None:
        message = "how long it takes is not planned; give it weeks or plan_days"
        yield fault(path, "no-plan", message, stage.id)
    elif not stage.is_gate and stage.days is not None:
        message = "it has no end, so nothing can be planned; leave its length out"
        yield fault(path, "needless-plan", message, stage.id)
    if stage.plan_days is not None and stage.plan_days < 1:
        message = "a gate takes a day at least"
        yield fault(f"{path}.plan_days", "out-of-range", message, stage.plan_days)


def _effort_problems(path: str, stage: Stage) -> Iterator[Problem]:
    for place, effort in enumerate(stage.efforts):
        at = f"{path}.efforts[{place}]"
        if effort.least < 0:
            message = "nobody spends less than no time"
            yield fault(f"{at}.least", "out-of-range", message, effort.least)
        if effort.most < effort.least:
            message = f"it is {effort.least} hours a week at least; turn them around"
            yield fault(f"{at}.most", "wrong-order", message, effort.most)


def _week_problems(path: str, weeks: Weeks) -> Iterator[Problem]:
    if weeks.first < 1:
        message = "weeks are counted from 1"
        yield fault(f"{path}.first", "out-of-range", message, weeks.first)
    if weeks.last < weeks.first:
        message = f"it begins in week {weeks.first}; weeks do not run backwards"
        yield fault(f"{path}.last", "wrong-order", message, weeks.last)


def _backwards(
    path: str, weeks: Weeks, last: tuple[str, Weeks] | None
) -> Iterator[Problem]:
    """Refuse what is planned before that ends which has to be over first."""
    if last is not None and weeks.first <= last[1].last:
        message = f"{last[0]!r} comes before it and ends in week {last[1].last}"
        yield fault(path, "backwards", message, weeks.first)


def _phase_problems(path: str, stage: Stage) -> Iterator[Problem]:
    places = {id_: place for place, id_ in enumerate(stage.phases.ids)}
    last: tuple[str, Weeks] | None = None
    for phase in in_line(stage.phases):
        at = f"{path}.phases[{places[phase.id]}].weeks"
        weeks = phase.weeks
        if weeks is None:
            continue
        yield from _week_problems(at, weeks)
        yield from _outside(at, stage, phase, weeks)
        if stage.phases_in_turn:
            yield from _backwards(f"{at}.first", weeks, last)
            last = (phase.id, weeks)


def _outside(path: str, stage: Stage, phase: Phase, weeks: Weeks) -> Iterator[Problem]:
    whole = stage.weeks
    if whole is None:
        message = f"{stage.id!r} has no weeks, so its phases have none"
        yield fault(path, "outside", message, phase.id)
    elif weeks.first < whole.first or weeks.last > whole.last:
        message = (
            f"{stage.id!r} takes weeks {whole.first} to {whole.last}, and a phase lies"
            " within its gate"
        )
        yield fault(path, "outside", message, phase.id)
