"""What events do to a launch, and to the support team."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs

from partner_success.gates.events import (
    LaunchDecided,
    Launched,
    LaunchItemClosed,
    LaunchItemOpened,
    MockScenarioRun,
    RollbackPlanRecorded,
    SupportGapsFound,
    SupportResourceMade,
    SupportTrainingGiven,
    SupportValidated,
)
from partner_success.gates.folding.draft import Draft
from partner_success.gates.state import LaunchDecision, LaunchItem, MockScenario

__all__ = ["LAUNCH_FOLDS"]


def _item_opened(draft: Draft, event: LaunchItemOpened) -> None:
    draft.part("launch")["items"][event.item] = LaunchItem(
        id=event.item, summary=event.summary, critical=event.critical
    )


def _item_closed(draft: Draft, event: LaunchItemClosed) -> None:
    items = draft.part("launch")["items"]
    items[event.item] = attrs.evolve(items[event.item], closed_at=event.at)


def _rollback_plan(draft: Draft, event: RollbackPlanRecorded) -> None:
    draft.part("launch")["rollback_plan"] = event.reference


def _decided(draft: Draft, event: LaunchDecided) -> None:
    launch = draft.move("launch", f"decide_{event.outcome}")
    decision = LaunchDecision(
        outcome=event.outcome,
        rationale=event.why,
        risks=event.risks,
        mitigation=event.mitigation,
        target=event.target,
        by=event.by,
        at=event.at,
    )
    launch["decisions"] = (*launch["decisions"], decision)
    if event.target is not None:
        draft.set("target_launch", event.target)


def _launched(draft: Draft, event: Launched) -> None:
    draft.move("launch", "launch")["launched_on"] = event.on
    draft.move_journey("launch")


def _gaps_found(draft: Draft, event: SupportGapsFound) -> None:
    support = draft.part("support")
    if support["ready"]:
        support["gaps"] = {}
    support["ready"] = False
    support["gaps"] |= {gap.id: gap for gap in event.gaps}
    support["scenarios_before"] = len(support["scenarios"])


def _training_given(draft: Draft, event: SupportTrainingGiven) -> None:
    support = draft.part("support")
    support["trainings"] = (*support["trainings"], event.topic)


def _resource_made(draft: Draft, event: SupportResourceMade) -> None:
    support = draft.part("support")
    support["resources"] = (*support["resources"], event.name)


def _scenario_run(draft: Draft, event: MockScenarioRun) -> None:
    support = draft.part("support")
    scenario = MockScenario(name=event.scenario, passed=event.passed, at=event.at)
    support["scenarios"] = (*support["scenarios"], scenario)


def _validated(draft: Draft, event: SupportValidated) -> None:
    support = draft.part("support")
    support["ready"] = True
    support["validated_at"] = event.at


LAUNCH_FOLDS: Final[dict[type[Any], Callable[[Draft, Any], None]]] = {
    LaunchItemOpened: _item_opened,
    LaunchItemClosed: _item_closed,
    RollbackPlanRecorded: _rollback_plan,
    LaunchDecided: _decided,
    Launched: _launched,
    SupportGapsFound: _gaps_found,
    SupportTrainingGiven: _training_given,
    SupportResourceMade: _resource_made,
    MockScenarioRun: _scenario_run,
    SupportValidated: _validated,
}
"""What each event does."""
