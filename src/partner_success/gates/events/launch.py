"""What can happen to a launch, and to the support team."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from partner_success.core.tags import tag
from partner_success.gates.events.base import Recorded
from partner_success.gates.state import LaunchOutcome, SupportGap

__all__ = [
    "LaunchDecided",
    "LaunchItemClosed",
    "LaunchItemOpened",
    "Launched",
    "MockScenarioRun",
    "RollbackPlanRecorded",
    "SupportGapsFound",
    "SupportResourceMade",
    "SupportTrainingGiven",
    "SupportValidated",
]


@attrs.frozen(kw_only=True)
class LaunchItemOpened(Recorded):
    """Something is to be done for the launch.

    Attributes:
        item: The name of it for programs.
        summary: What it is.
        critical: Whether launch has to wait for it.

    Rule: JRN-18.
    """

    kind: Literal["launch_item_opened"] = tag("launch_item_opened")
    item: str
    summary: str
    critical: bool


@attrs.frozen(kw_only=True)
class LaunchItemClosed(Recorded):
    """It was done.

    Attributes:
        item: The name of the item.
    """

    kind: Literal["launch_item_closed"] = tag("launch_item_closed")
    item: str


@attrs.frozen(kw_only=True)
class RollbackPlanRecorded(Recorded):
    """There is a plan for going back; `reference` says where it is kept.

    Attributes:
        reference: Where it is kept, such as a link.
    """

    kind: Literal["rollback_plan_recorded"] = tag("rollback_plan_recorded")
    reference: str


@attrs.frozen(kw_only=True)
class LaunchDecided(Recorded):
    """It was decided whether to launch; `why` is the rationale.

    Attributes:
        outcome: Whether to launch, to wait, or not to.
        risks: What is risked by it.
        mitigation: What is done about that.
        target: The new target day; `None` where there is none.

    Rule: JRN-18.
    """

    kind: Literal["launch_decided"] = tag("launch_decided")
    outcome: LaunchOutcome
    risks: tuple[str, ...] = ()
    mitigation: str = ""
    target: date | None = None


@attrs.frozen(kw_only=True)
class Launched(Recorded):
    """The partner was launched.

    Attributes:
        on: The day.
    """

    kind: Literal["launched"] = tag("launched")
    on: date


@attrs.frozen(kw_only=True)
class SupportGapsFound(Recorded):
    """The support team was found not to be ready.

    Attributes:
        gaps: What is lacking.

    Rule: JRN-19.
    """

    kind: Literal["support_gaps_found"] = tag("support_gaps_found")
    gaps: tuple[SupportGap, ...]


@attrs.frozen(kw_only=True)
class SupportTrainingGiven(Recorded):
    """The support team was taught something.

    Attributes:
        topic: What was taught.
    """

    kind: Literal["support_training_given"] = tag("support_training_given")
    topic: str


@attrs.frozen(kw_only=True)
class SupportResourceMade(Recorded):
    """Something was made that helps the support team.

    Attributes:
        name: What it is called.
    """

    kind: Literal["support_resource_made"] = tag("support_resource_made")
    name: str


@attrs.frozen(kw_only=True)
class MockScenarioRun(Recorded):
    """The support team played a case through.

    Attributes:
        scenario: What the case was.
        passed: Whether they mastered it.
    """

    kind: Literal["mock_scenario_run"] = tag("mock_scenario_run")
    scenario: str
    passed: bool


@attrs.frozen(kw_only=True)
class SupportValidated(Recorded):
    """The support team was looked at and found ready.

    Rule: JRN-19.
    """

    kind: Literal["support_validated"] = tag("support_validated")
