"""What stands against a command, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Final, TypeAlias

import attrs

from partner_success.core.decision import Reason
from partner_success.engagement.lifecycle.commands import (
    AdvanceStage,
    LifecycleCommand,
    RecordChurn,
    RecordRenewal,
    ReopenMilestone,
    TickMilestone,
)
from partner_success.engagement.lifecycle.definition import LifecycleTerms
from partner_success.engagement.lifecycle.events import (
    ContractRenewed,
    CustomerChurned,
    LifecycleEvent,
    MilestoneReopened,
    MilestoneTicked,
    StageEntered,
)
from partner_success.engagement.lifecycle.plan import onboarding_plan
from partner_success.engagement.lifecycle.state import LifecycleState
from partner_success.engagement.lifecycle.tables import (
    CHURN,
    RENEWED,
    lifecycle_table,
    ways_on,
)
from partner_success.errors import InvalidUseError
from partner_success.machines import too_early

__all__ = ["ONBOARD", "Situation", "against", "event_of"]

ONBOARD: Final = "onboard"
"""The stage that is entered on the first day of onboarding."""


@attrs.frozen(kw_only=True)
class Situation:
    """What a command meets.

    Attributes:
        lifecycle: The lifecycle by which the customer goes.
        state: How the customer stands.
        at: When it is, with its zone.
    """

    lifecycle: LifecycleTerms
    state: LifecycleState
    at: datetime

    @property
    def here(self) -> str:
        """The name of the stage that the customer is in."""
        return self.lifecycle.name_of(self.state.stage)


def against(situation: Situation, command: LifecycleCommand) -> Iterator[Reason]:
    """Give everything that stands against a command.

    Raises:
        InvalidUseError: It is no command.
        UnknownNameError: It names a stage, a reason or a milestone that is not there.

    Rule: ENG-01, ENG-05.
    """
    decide, _ = _rule(command)
    yield from too_early(situation.at, situation.state.at, rules=("ENG-01",))
    yield from decide(situation, command)


def event_of(situation: Situation, command: LifecycleCommand) -> LifecycleEvent:
    """Give what a command comes to against which nothing stands."""
    _, record = _rule(command)
    kind, content = record(situation, command)
    sequence = situation.state.version + 1
    make: Callable[..., LifecycleEvent] = kind
    return make(
        id=f"{situation.state.customer_id}#{sequence}",
        customer_id=situation.state.customer_id,
        sequence=sequence,
        at=situation.at,
        by=command.by,
        why=command.why,
        **content,
    )


def _left(situation: Situation) -> Iterator[Reason]:
    churn = situation.state.churn
    if churn is not None:
        reason = situation.lifecycle.churn_reasons[churn.reason].name
        message = (
            f"the customer left on {churn.at.date()} ({reason}), and nothing follows"
            " that; begin a new lifecycle for one who comes back"
        )
        yield _unmet("churned", message, "ENG-01", reason=churn.reason)


def _next_stage(situation: Situation, command: AdvanceStage) -> str | None:
    ways = ways_on(situation.state.stage)
    if command.to is None:
        return next(iter(ways), None)
    stage = situation.lifecycle.stages[command.to].id
    return stage if stage in ways else None


def _advance(situation: Situation, command: AdvanceStage) -> Iterator[Reason]:
    stage = _next_stage(situation, command)
    if situation.state.has_churned:
        yield from _left(situation)
        return
    if stage is None:
        yield _no_way(situation, command.to)
    if command.onboarding_start is not None and stage != ONBOARD:
        name = situation.lifecycle.name_of(ONBOARD)
        message = (
            f"the first day of onboarding is set when {name} is entered; leave it out"
        )
        yield _unmet("needless-start", message, "ENG-05")
    elif stage == ONBOARD:
        # It raises where the calendar ends before the onboarding does.
        start = _start(situation, command)
        onboarding_plan(situation.lifecycle.onboarding, start)


def _no_way(situation: Situation, to: str | None) -> Reason:
    name_of = situation.lifecycle.name_of
    ways = [name_of(each) for each in ways_on(situation.state.stage)]
    onward = f"to {' or '.join(ways)}" if ways else "by a renewal, or ends in churn"
    message = f"from {situation.here} the way leads on {onward}"
    if to is not None:
        message = f"{message}; {name_of(to)} cannot follow"
    return _unmet("not-now", message, "ENG-01", stage=situation.state.stage, to=to)


def _start(situation: Situation, command: AdvanceStage) -> date:
    return command.onboarding_start or situation.at.date()


def _advanced(situation: Situation, command: AdvanceStage) -> _Written:
    stage = _next_stage(situation, command)
    start = _start(situation, command) if stage == ONBOARD else None
    return StageEntered, {"stage": stage, "onboarding_start": start}


def _renewal(situation: Situation, _command: RecordRenewal) -> Iterator[Reason]:
    yield from _left(situation)
    stage = situation.state.stage
    known = situation.state.has_churned
    if not known and lifecycle_table().move(stage, RENEWED) is None:
        renew = situation.lifecycle.name_of("renew")
        message = (
            f"a contract is renewed in {renew}, and the customer is in"
            f" {situation.here}; go on to {renew} first"
        )
        yield _unmet("not-now", message, "ENG-01", stage=stage)


def _renewed(_situation: Situation, _command: RecordRenewal) -> _Written:
    return ContractRenewed, {}


def _churn(situation: Situation, command: RecordChurn) -> Iterator[Reason]:
    reason = situation.lifecycle.churn_reasons[command.reason]

    def guard(_name: str) -> tuple[Reason, ...]:
        if not reason.needs_word or command.why.strip():
            return ()
        message = (
            f"the reason {reason.id!r} ({reason.name}) says too little by itself; say"
            " in why what it was"
        )
        return (_unmet("no-words", message, "ENG-01", reason=reason.id),)

    if situation.state.has_churned:
        yield from _left(situation)
    else:
        yield from lifecycle_table().step(situation.state.stage, CHURN, guard).reasons


def _churned(_situation: Situation, command: RecordChurn) -> _Written:
    return CustomerChurned, {"reason": command.reason}


def _tick(situation: Situation, command: TickMilestone) -> Iterator[Reason]:
    milestone = situation.lifecycle.onboarding.milestones[command.milestone]
    yield from _left(situation)
    yield from _not_begun(situation)
    done = situation.state.done.get(milestone.id)
    if done is not None:
        message = f"{milestone.name!r} was reached on {done.on}; reopen it first"
        yield _unmet("already-done", message, "ENG-05", milestone=milestone.id)
    today = situation.at.date()
    if command.on is not None and command.on > today:
        message = (
            f"{command.on} lies after {today}, the day of the command; tick it off once"
            " it is reached"
        )
        yield _unmet("in-future", message, "ENG-05", milestone=milestone.id)


def _not_begun(situation: Situation) -> Iterator[Reason]:
    if situation.state.onboarding_start is None:
        message = (
            "nothing is known of an onboarding of this customer, so nothing in it is"
            " reached; enter Onboard, or say its first day where the lifecycle begins"
        )
        yield _unmet("not-begun", message, "ENG-05")


def _ticked(situation: Situation, command: TickMilestone) -> _Written:
    day = situation.at.date() if command.on is None else command.on
    return MilestoneTicked, {"milestone": command.milestone, "on": day}


def _reopen(situation: Situation, command: ReopenMilestone) -> Iterator[Reason]:
    milestone = situation.lifecycle.onboarding.milestones[command.milestone]
    yield from _left(situation)
    if milestone.id not in situation.state.done:
        message = f"{milestone.name!r} is open; there is nothing to reopen"
        yield _unmet("not-done", message, "ENG-05", milestone=milestone.id)


def _reopened(_situation: Situation, command: ReopenMilestone) -> _Written:
    return MilestoneReopened, {"milestone": command.milestone}


def _unmet(code: str, message: str, rule: str, **facts: object) -> Reason:
    return Reason(code=code, message=message, rules=(rule,), facts=facts)


_Written: TypeAlias = tuple[type[LifecycleEvent], dict[str, Any]]
_Rule: TypeAlias = tuple[
    Callable[[Situation, Any], Iterator[Reason]], Callable[[Situation, Any], _Written]
]

_RULES: Final[dict[type[Any], _Rule]] = {
    AdvanceStage: (_advance, _advanced),
    RecordRenewal: (_renewal, _renewed),
    RecordChurn: (_churn, _churned),
    TickMilestone: (_tick, _ticked),
    ReopenMilestone: (_reopen, _reopened),
}


def _rule(command: object) -> _Rule:
    kind: Any = type(command)
    rule = _RULES.get(kind)
    if rule is None:
        names = ", ".join(each.__name__ for each in _RULES)
        raise InvalidUseError(f"{kind.__name__} is no command; give one of {names}")
    return rule
