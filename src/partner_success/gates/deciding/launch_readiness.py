"""What a launch needs: nothing critical open, a gate passed, and a way back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partner_success.core.decision import Reason
from partner_success.gates.deciding.beta_proof import weighty_issues
from partner_success.gates.deciding.places import has_launch
from partner_success.gates.deciding.rule import unmet
from partner_success.gates.deciding.situation import Situation
from partner_success.gates.definition import Stage
from partner_success.gates.state import GateStatus

__all__ = ["launch_reason", "launch_stage", "may_go", "may_launch", "open_critical"]

_DECIDED: Final = {
    "undecided": "nothing was decided about the launch yet",
    "delay": "the launch was delayed",
    "no_go": "it was decided not to launch",
    "launched": "the partner was launched already",
}
"""What was decided in each state but go, for messages."""


def launch_stage(situation: Situation) -> Stage:
    """Give the stage in which the launch is decided; else the present one."""
    stages = situation.journey.stages
    return next((each for each in stages if has_launch(each)), situation.stage())


def launch_reason(
    situation: Situation,
    code: str,
    message: str,
    *rules: str,
    **facts: object,
) -> Reason:
    """Make a reason that lies in the stage with the launch, for its lead to resolve."""
    stage = launch_stage(situation)
    return unmet(
        code, message, *rules, stage=stage.id, resolved_by=(stage.lead,), **facts
    )


def open_critical(situation: Situation) -> Iterator[Reason]:
    """Give everything critical that is open.

    A support team that was found not ready is critical, and so is an issue of high or
    critical severity that a beta left open.

    Rule: JRN-18, JRN-19.
    """
    for item in situation.state.launch.items.values():
        if item.critical and item.closed_at is None:
            message = (
                f"the critical item {item.id!r} is open: {item.summary}; close it first"
            )
            yield launch_reason(
                situation, "critical-item", message, "JRN-18", item=item.id
            )
    support = situation.state.support
    if support.ready is False:
        gaps = "; ".join(gap.summary for gap in support.gaps.values())
        message = (
            f"the support team was found not ready ({gaps}); close the gaps, play mock"
            " scenarios through and validate it again"
        )
        yield launch_reason(
            situation,
            "support-not-ready",
            message,
            "JRN-19",
            gaps=tuple(support.gaps),
        )
    for issue in weighty_issues(situation):
        message = (
            f"issue {issue.id!r} of {issue.severity} severity is open since the beta:"
            f" {issue.summary}; resolve it first"
        )
        yield launch_reason(situation, "open-issue", message, "JRN-18", issue=issue.id)


def may_go(situation: Situation) -> Iterator[Reason]:
    """Give everything that forbids the decision to launch.

    Items that would be nice to have forbid nothing.

    Rule: JRN-18.
    """
    stage = launch_stage(situation)
    if situation.gate(stage.id).status is not GateStatus.PASSED:
        message = f"{stage.name} is not passed; it has to be before a launch"
        yield launch_reason(situation, "gate-not-passed", message, "JRN-18")
    yield from open_critical(situation)
    if situation.state.launch.rollback_plan is None:
        message = "there is no plan for going back; record where it is kept"
        yield launch_reason(situation, "no-rollback-plan", message, "JRN-18")


def may_launch(situation: Situation) -> Iterator[Reason]:
    """Give everything that keeps a partner from being launched.

    What the decision rested on has to hold still.

    Rule: JRN-18.
    """
    if situation.state.launch.state != "go":
        message = (
            f"{_DECIDED[situation.state.launch.state]}; a launch needs the decision go"
        )
        yield launch_reason(situation, "not-decided", message, "JRN-18")
    yield from may_go(situation)
