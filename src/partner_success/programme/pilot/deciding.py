"""What stands against a command of a programme, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import attrs

from partner_success.core.decision import Reason
from partner_success.errors import InvalidUseError, UnknownNameError
from partner_success.machines import too_early
from partner_success.programme.pilot.calendar_months import quarter_of
from partner_success.programme.pilot.commanded import PilotCommanded
from partner_success.programme.pilot.commands import (
    AdvancePilot,
    DropQuarterGoal,
    RecordSession,
    ReturnPilot,
    SetQuarterGoal,
    SetRegions,
    StopPilot,
)
from partner_success.programme.pilot.criteria import open_criteria
from partner_success.programme.pilot.events import (
    PilotEvent,
    PilotReturned,
    PilotStageEntered,
    PilotStopped,
    ProgrammeMadeAvailable,
    QuarterGoalDropped,
    QuarterGoalSet,
    RegionsSet,
    SessionRecorded,
)
from partner_success.programme.pilot.partner_deciding import PARTNER_TERMS
from partner_success.programme.pilot.plan_deciding import PLAN_TERMS
from partner_success.programme.pilot.reasons import RULES, OpenCriterion, unmet
from partner_success.programme.pilot.situation import Situation, Terms
from partner_success.programme.pilot.tables import (
    ADVANCE,
    AVAILABLE,
    back_to,
    pilot_table,
)

__all__ = ["against", "event_of"]


def against(situation: Situation, command: PilotCommanded) -> Iterator[Reason]:
    """Give everything that stands against a command.

    Raises:
        InvalidUseError: It is no command of a programme.
        UnknownNameError: It names what the policy or the programme does not have.

    Rule: PRG-02, PRG-06.
    """
    terms = _terms(command)
    # What it names is looked up before anything is said, because that is misuse.
    found = tuple(terms.content(situation, command))
    yield from too_early(situation.at, situation.state.at, rules=RULES)
    if situation.state.stage in pilot_table().final:
        # What else might be wrong with it does not matter any more.
        yield _ended(situation)
        return
    if terms.needs_reason is not None and not command.why.strip():
        message = f"{terms.needs_reason} needs a reason; say it in why"
        yield unmet("no-reason", message)
    yield from found


def event_of(situation: Situation, command: PilotCommanded) -> PilotEvent:
    """Give what a command comes to against which nothing stands."""
    kind, content = _terms(command).event, attrs.asdict(command, recurse=False)
    if "on" in content:
        content["on"] = content["on"] or situation.today
    if type(command) is AdvancePilot:
        # The criteria were asked for already.
        stage = pilot_table().after(situation.state.stage, ADVANCE)
        if stage == AVAILABLE:
            kind = ProgrammeMadeAvailable
        else:
            content["stage"] = stage
    elif type(command) is ReturnPilot:
        content["stage"] = content.pop("to")
    sequence = situation.state.version + 1
    make: Callable[..., PilotEvent] = kind
    return make(
        id=f"{situation.state.programme_id}#{sequence}",
        programme_id=situation.state.programme_id,
        sequence=sequence,
        at=situation.at,
        **content,
    )


def _ended(situation: Situation) -> Reason:
    state = situation.state
    if state.stopped is None:
        how = f"is generally available since {state.since.date()}"
    else:
        how = f"was stopped on {state.stopped.at.date()} ({state.stopped.why})"
    message = f"the programme {how}, and its pilot is over"
    return unmet("ended", message, stage=state.stage)


def _advance(situation: Situation, _command: AdvancePilot) -> Iterator[Reason]:
    stage = situation.state.stage

    def guard(_name: str) -> tuple[Reason, ...]:
        found = open_criteria(
            situation.policy, situation.state, on=situation.today, through=stage
        )
        return tuple(reason for each in found for reason in _told(each))

    yield from pilot_table().step(stage, ADVANCE, guard).reasons


def _told(found: OpenCriterion) -> Iterator[Reason]:
    """Give each thing that is missing, with the criterion that it is missing in."""
    criterion = found.criterion
    for reason in found.reasons:
        facts = {
            **reason.facts,
            "stage": found.stage.id,
            "criterion": criterion.id,
            "acts": found.acts,
        }
        message = f"{found.stage.name}: {criterion.name}: {reason.message}"
        yield attrs.evolve(
            reason, message=message, citations=criterion.citations, facts=facts
        )


def _return(situation: Situation, command: ReturnPilot) -> Iterator[Reason]:
    stages = situation.policy.stages
    to, here = stages[command.to], situation.state.stage
    moves = pilot_table().moves[here]
    if back_to(to.id) not in moves and here in stages:
        earlier = [stage.name for stage in stages if back_to(stage.id) in moves]
        whither = f"to {' or '.join(earlier)}" if earlier else "nowhere"
        message = (
            f"from {stages[here].name} the way back leads {whither}, not to {to.name}"
        )
        yield unmet("not-now", message, stage=here, to=to.id)


def _set_regions(situation: Situation, command: SetRegions) -> Iterator[Reason]:
    if command.regions == situation.state.regions:
        message = "these regions are set already"
        yield unmet("unchanged", message, "PRG-07", regions=command.regions)


def _record(situation: Situation, command: RecordSession) -> Iterator[Reason]:
    if command.region not in situation.state.regions:
        raise UnknownNameError("region", command.region, situation.state.regions)
    yield from situation.too_late(command.on)


def _set_quarter(situation: Situation, command: SetQuarterGoal) -> Iterator[Reason]:
    goals = situation.state.quarter_goals
    for some_quarter in goals:
        first = quarter_of(command.quarter, some_quarter)
        if first != command.quarter:
            message = (
                f"a quarter of this programme begins on {first}, as the one from"
                f" {some_quarter} shows, and not on {command.quarter}; where the goals"
                " that are set are wrong, drop them first"
            )
            facts = {"quarter": command.quarter, "begins": first}
            yield unmet("other-quarters", message, "PRG-07", **facts)
        # One of them tells with which months quarters begin.
        break
    if goals.get(command.quarter) == command.partners:
        message = f"the quarter from {command.quarter} has this goal already"
        yield unmet("unchanged", message, "PRG-07", quarter=command.quarter)


def _drop_quarter(situation: Situation, command: DropQuarterGoal) -> Iterator[Reason]:
    if command.quarter not in situation.state.quarter_goals:
        message = f"the quarter from {command.quarter} has no goal"
        yield unmet("unchanged", message, "PRG-07", quarter=command.quarter)


_TERMS: Final[dict[type[Any], Terms]] = {
    **PLAN_TERMS,
    **PARTNER_TERMS,
    SetRegions: Terms(RegionsSet, _set_regions),
    RecordSession: Terms(SessionRecorded, _record),
    SetQuarterGoal: Terms(QuarterGoalSet, _set_quarter),
    DropQuarterGoal: Terms(
        QuarterGoalDropped, _drop_quarter, "dropping the goal of a quarter"
    ),
    AdvancePilot: Terms(PilotStageEntered, _advance),
    ReturnPilot: Terms(PilotReturned, _return, "going back"),
    StopPilot: Terms(PilotStopped, needs_reason="stopping a programme"),
}


def _terms(command: object) -> Terms:
    kind: Any = type(command)
    terms = _TERMS.get(kind)
    if terms is None:
        names = ", ".join(each.__name__ for each in _TERMS)
        raise InvalidUseError(
            f"{kind.__name__} is no command of a programme; give one of {names}"
        )
    return terms
