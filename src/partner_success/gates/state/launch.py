"""How the launch of a partner stands, and its support team."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import attrs

from partner_success.access.validity import known_instant
from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.instants import microseconds
from partner_success.partners.faults import Faults

__all__ = [
    "LaunchDecision",
    "LaunchItem",
    "LaunchOutcome",
    "LaunchState",
    "MockScenario",
    "SupportGap",
    "SupportState",
]


class LaunchOutcome(StrEnum):
    """What can be decided about a launch.

    Attributes:
        GO: It takes place.
        DELAY: It takes place later.
        NO_GO: It does not take place.
    """

    GO = "go"
    DELAY = "delay"
    NO_GO = "no_go"


@attrs.frozen(kw_only=True)
class LaunchDecision:
    """What was decided about a launch.

    Attributes:
        outcome: What.
        rationale: Why.
        risks: What is risked by it.
        mitigation: What is done about that.
        target: The new target day, where there is one.
        by: The id of who decided.
        at: When.

    Rule: JRN-18.
    """

    outcome: LaunchOutcome
    rationale: str
    risks: tuple[str, ...]
    mitigation: str
    target: date | None
    by: str
    at: datetime = attrs.field(eq=microseconds)


@attrs.frozen(kw_only=True)
class LaunchItem:
    """Something to be done for the launch.

    Attributes:
        id: The name for programs.
        summary: What it is.
        critical: Whether launch has to wait for it; else it would be nice to have.
        closed_at: When it was done; ``None`` while it is open.

    Rule: JRN-18.
    """

    id: str
    summary: str
    critical: bool
    closed_at: datetime | None = attrs.field(default=None, eq=known_instant)


@attrs.frozen(kw_only=True)
class LaunchState:
    """How the launch of a partner stands.

    Attributes:
        state: The state of its machine: ``"undecided"``, ``"go"``, ``"delay"``,
            ``"no_go"`` or ``"launched"``.
        items: What is to be done, by id.
        rollback_plan: Where the plan for going back is kept; ``None`` without one.
        decisions: What was decided, in order.
        launched_on: The day of the launch; ``None`` before it.

    Rule: JRN-18.
    """

    state: str = "undecided"
    items: FrozenMap[str, LaunchItem] = EMPTY_MAP
    rollback_plan: str | None = None
    decisions: tuple[LaunchDecision, ...] = ()
    launched_on: date | None = None


@attrs.frozen(kw_only=True)
class SupportGap:
    """Something that a support team lacks.

    Attributes:
        id: The name for programs.
        summary: What is lacking; not blank.

    Raises:
        InvalidDataError: With every fault of the record.
    """

    id: str
    summary: str

    def __attrs_post_init__(self) -> None:
        faults = Faults("support gap", self.id)
        faults.id("id", self.id)
        faults.text("summary", self.summary)
        faults.report()


@attrs.frozen(kw_only=True)
class MockScenario:
    """A case that a support team played through.

    Attributes:
        name: What was played.
        passed: Whether they managed it.
        at: When.
    """

    name: str
    passed: bool
    at: datetime = attrs.field(eq=microseconds)


@attrs.frozen(kw_only=True)
class SupportState:
    """What is known of whether the support team is ready.

    Attributes:
        ready: What the newest validation found; ``None`` where nothing was found yet.
        gaps: What was found lacking since it was last ready, by id.
        trainings: What was taught, in order.
        resources: What was made for the team, in order.
        scenarios: What was played through, in order.
        scenarios_before: How many of them were played before the newest gaps were
            found.
        validated_at: When it was last validated.

    Rule: JRN-19.
    """

    ready: bool | None = None
    gaps: FrozenMap[str, SupportGap] = EMPTY_MAP
    trainings: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    scenarios: tuple[MockScenario, ...] = ()
    scenarios_before: int = 0
    validated_at: datetime | None = attrs.field(default=None, eq=known_instant)
