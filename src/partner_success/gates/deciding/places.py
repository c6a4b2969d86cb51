"""Where on the journey something can be done: in which stage, and until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from partner_success.core.decision import Reason
from partner_success.gates.commands.subject import Subject
from partner_success.gates.deciding.rule import unmet
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.definition import Closing, Stage
from partner_success.gates.state import GateStatus

__all__ = [
    "has_beta",
    "has_launch",
    "has_metrics",
    "has_support",
    "here",
    "out_of_place",
]


def has_beta(stage: Stage) -> bool:
    """Tell whether a stage tests with real customers."""
    return stage.beta


def has_launch(stage: Stage) -> bool:
    """Tell whether the launch is decided in a stage."""
    return stage.launch


def has_metrics(stage: Stage) -> bool:
    """Tell whether operational metrics count in a stage."""
    return stage.beta or _has_item(stage, Closing.METRICS)


def has_support(stage: Stage) -> bool:
    """Tell whether the readiness of the support team counts in a stage."""
    return stage.launch or _has_item(stage, Closing.SUPPORT)


def _has_item(stage: Stage, closing: Closing) -> bool:
    return any(item.closed_by is closing for item in stage.items)


def here(has: Callable[[Stage], bool]) -> Callable[[Situation], tuple[Subject, ...]]:
    """Give what finds the stage that the partner is in, where it has something."""

    def subjects(situation: Situation) -> tuple[Subject, ...]:
        stage = situation.stage()
        return (Subject(stage.id),) if has(stage) else ()

    return subjects


def out_of_place(
    situation: Situation,
    what: str,
    has: Callable[[Stage], bool],
    *rules: str,
    even_blocked: bool = False,
) -> Iterator[Reason]:
    """Give why it is not the place for something: too early, too late, or blocked.

    Args:
        situation: What is met.
        what: What is done there, for the message, such as ``"the beta"``.
        has: Whether it is done in a stage.
        rules: The ids of the rules that decide.
        even_blocked: Whether it goes on while the stage is blocked.
    """
    state, stage = situation.state, situation.stage()
    gate = situation.gate(stage.id)
    if state.is_launched:
        message = (
            f"the partner was launched on {state.launch.launched_on}; after that,"
            f" {what} is no longer changed"
        )
        yield unmet("after-launch", message, *rules, stage=stage.id)
    elif not has(stage):
        yield _elsewhere(situation, what, has, *rules)
    elif gate.status is GateStatus.NOT_STARTED:
        message = f"{stage.name} is not started; start it before {what}"
        yield unmet(
            "not-started", message, *rules, stage=stage.id, resolved_by=(stage.lead,)
        )
    elif gate.status is GateStatus.BLOCKED and not even_blocked:
        message = (
            f"{stage.name} is blocked ({'; '.join(gate.blockers)}); unblock it before"
            f" {what} goes on"
        )
        yield unmet(
            "blocked", message, *rules, stage=stage.id, resolved_by=(stage.lead,)
        )


def _elsewhere(
    situation: Situation, what: str, has: Callable[[Stage], bool], *rules: str
) -> Reason:
    homes = [stage for stage in situation.journey.stages if has(stage)]
    if not homes:
        message = f"{situation.journey.name} has no stage for {what}"
        return unmet("not-in-journey", message, *rules)
    names = " or ".join(stage.name for stage in homes)
    message = (
        f"{what} belongs to {names}, and the partner is in {situation.stage().name}"
    )
    return unmet(
        "elsewhere",
        message,
        *rules,
        stage=homes[0].id,
        resolved_by=(homes[0].lead,),
    )
