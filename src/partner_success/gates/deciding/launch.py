"""What commands on a launch are decided by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from partner_success.access import Actor
from partner_success.core.decision import Reason
from partner_success.errors import near_misses
from partner_success.gates.commands import (
    CloseLaunchItem,
    DecideLaunch,
    Launch,
    OpenLaunchItem,
    RecordRollbackPlan,
    Subject,
)
from partner_success.gates.deciding.launch_readiness import (
    launch_reason,
    may_go,
    may_launch,
)
from partner_success.gates.deciding.places import has_launch, here, out_of_place
from partner_success.gates.deciding.recording import writes
from partner_success.gates.deciding.rule import CommandRule, Recorder
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.deciding.support import SUPPORT_RULES
from partner_success.gates.events import (
    LaunchDecided,
    Launched,
    LaunchItemClosed,
    LaunchItemOpened,
    RollbackPlanRecorded,
)
from partner_success.gates.state import LaunchOutcome

__all__ = ["LAUNCH_RULES"]


def _not_here(
    situation: Situation, _subject: object = None, _by: object = None
) -> Iterator[Reason]:
    # What is to be done for the launch is worked on while the gate is blocked, too.
    return out_of_place(
        situation, "the launch", has_launch, "JRN-18", even_blocked=True
    )


def _item_is_new(
    situation: Situation, subject: Subject, _by: Actor
) -> Iterator[Reason]:
    yield from _not_here(situation)
    if subject.name in situation.state.launch.items:
        message = f"item {subject.name!r} is known already; give another one its own id"
        yield launch_reason(
            situation, "known-already", message, "JRN-18", item=subject.name
        )


def _item_is_described(
    situation: Situation, command: OpenLaunchItem
) -> Iterator[Reason]:
    if not command.summary.strip():
        message = f"item {command.item!r} says nothing; write down what is to be done"
        yield launch_reason(situation, "no-summary", message, "JRN-18")


def _item_is_open(
    situation: Situation, subject: Subject, _by: Actor
) -> Iterator[Reason]:
    # What was nice to have may still be done after the launch.
    if not situation.state.is_launched:
        yield from _not_here(situation)
    items = situation.state.launch.items
    item = items.get(subject.name or "")
    if item is None:
        near = near_misses(subject.name, tuple(items))
        hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
        message = f"no item {subject.name!r} is known{hint}"
        yield launch_reason(situation, "unknown", message, "JRN-18", item=subject.name)
    elif item.closed_at is not None:
        message = f"item {item.id!r} was closed on {item.closed_at:%Y-%m-%d}"
        yield launch_reason(
            situation, "closed-already", message, "JRN-18", item=item.id
        )


def _open_items(situation: Situation) -> Iterator[Subject]:
    if situation.stage().launch or situation.state.is_launched:
        for item in situation.state.launch.items.values():
            if item.closed_at is None:
                yield Subject(situation.state.stage, item.id)


def _plan_is_given(
    situation: Situation, command: RecordRollbackPlan
) -> Iterator[Reason]:
    if not command.reference.strip():
        message = "where the plan for going back is kept is blank; write it down"
        yield launch_reason(situation, "no-reference", message, "JRN-18")


def _outcomes(situation: Situation) -> Iterator[Subject]:
    if situation.stage().launch:
        for outcome in LaunchOutcome:
            yield Subject(situation.state.stage, str(outcome))


def _may_decide(situation: Situation, subject: Subject, _by: Actor) -> Iterator[Reason]:
    yield from _not_here(situation)
    if subject.name == LaunchOutcome.GO and not situation.state.is_launched:
        yield from may_go(situation)


def _decision_is_whole(situation: Situation, command: DecideLaunch) -> Iterator[Reason]:
    if not command.why.strip():
        message = "the rationale of the decision is blank; write down why"
        yield launch_reason(situation, "no-rationale", message, "JRN-18")
    if command.target is not None:
        yield from _target_is_fit(situation, command.outcome, command.target)


def _target_is_fit(
    situation: Situation, outcome: LaunchOutcome, target: date
) -> Iterator[Reason]:
    today, before = situation.at.date(), situation.state.target_launch
    facts = {"target": target, "today": today, "target_before": before}
    if outcome is LaunchOutcome.NO_GO:
        message = f"{target} cannot be the target of no launch; leave it out"
        yield launch_reason(situation, "no-target", message, "JRN-18", **facts)
        return
    if target < today:
        message = f"the target {target} lies before {today}; give a day to come"
        yield launch_reason(situation, "day-past", message, "JRN-18", **facts)
    if outcome is LaunchOutcome.DELAY and before is not None and target <= before:
        message = (
            f"the target {target} is no delay, because {before} is the target now; give"
            " a later day"
        )
        yield launch_reason(situation, "no-delay", message, "JRN-18", **facts)


def _may_launch(
    situation: Situation, _subject: Subject, _by: Actor
) -> Iterator[Reason]:
    yield from _not_here(situation)
    if not situation.state.is_launched:
        yield from may_launch(situation)


def _day_is_fit(situation: Situation, command: Launch) -> Iterator[Reason]:
    on, today = _day(situation, command), situation.at.date()
    start = situation.state.onboarding_start
    if on > today:
        message = f"{on} lies after {today}; record a launch once it took place"
        yield launch_reason(situation, "day-to-come", message, "JRN-18", on=on)
    if start is not None and on < start:
        message = f"{on} lies before {start}, when onboarding began; check the day"
        yield launch_reason(
            situation, "before-onboarding", message, "JRN-18", on=on, start=start
        )


def _day(situation: Situation, command: Launch) -> date:
    return situation.at.date() if command.on is None else command.on


def _record_launch(situation: Situation, command: Launch, recorder: Recorder) -> None:
    recorder(Launched, on=_day(situation, command))


LAUNCH_RULES: Final[tuple[CommandRule, ...]] = (
    CommandRule(
        command=OpenLaunchItem,
        access="complete_questionnaire",
        rules=("JRN-18",),
        subjects=here(has_launch),
        standing=_item_is_new,
        content=_item_is_described,
        record=writes(LaunchItemOpened, "item", "summary", "critical"),
    ),
    CommandRule(
        command=CloseLaunchItem,
        access="complete_questionnaire",
        rules=("JRN-18",),
        subjects=_open_items,
        standing=_item_is_open,
        record=writes(LaunchItemClosed, "item"),
    ),
    CommandRule(
        command=RecordRollbackPlan,
        access="complete_questionnaire",
        rules=("JRN-18",),
        subjects=here(has_launch),
        standing=_not_here,
        content=_plan_is_given,
        record=writes(RollbackPlanRecorded, "reference"),
    ),
    CommandRule(
        command=DecideLaunch,
        access="complete_questionnaire",
        rules=("JRN-18",),
        subjects=_outcomes,
        standing=_may_decide,
        content=_decision_is_whole,
        record=writes(LaunchDecided, "outcome", "risks", "mitigation", "target"),
    ),
    CommandRule(
        command=Launch,
        access="complete_questionnaire",
        rules=("JRN-18",),
        subjects=here(has_launch),
        standing=_may_launch,
        content=_day_is_fit,
        record=_record_launch,
    ),
    *SUPPORT_RULES,
)
"""How commands on a launch and on the support team are decided."""
