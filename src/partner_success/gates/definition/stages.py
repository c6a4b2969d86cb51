"""What a stage of a journey consists of."""

from __future__ import annotations

from enum import StrEnum

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue

__all__ = [
    "Activity",
    "ChecklistItem",
    "Closing",
    "Effort",
    "Phase",
    "Process",
    "ProcessStep",
    "Stage",
    "Weeks",
]


class Closing(StrEnum):
    """What closes an item of a checklist.

    Attributes:
        HAND: Somebody ticks it off.
        BETA: The beta succeeded, or was waived.
        METRICS: The newest operational metrics reach every target.
        SUPPORT: The support team was validated as ready.
        LAUNCH: The partner was launched.
        HAND_OFF: The hand-off into the stage is complete.
    """

    HAND = "hand"
    BETA = "beta"
    METRICS = "metrics"
    SUPPORT = "support"
    LAUNCH = "launch"
    HAND_OFF = "hand_off"


@attrs.frozen(kw_only=True)
class Weeks:
    """Weeks of a plan, counted from the start of onboarding.

    Attributes:
        first: The first week, from 1.
        last: The last week, which belongs to them.

    Examples:
        >>> Weeks(first=18, last=20).days
        21

    Rule: JRN-02.
    """

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many days they have."""
        return 7 * (self.last - self.first + 1)


@attrs.frozen(kw_only=True)
class Effort:
    """How much of somebody's time a stage takes for one partner.

    Attributes:
        role: Whose.
        least: Hours a week, at least.
        most: Hours a week, at most.
        citations: Where it comes from.

    Rule: JRN-12.
    """

    role: str
    least: int
    most: int
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class ChecklistItem:
    """Something that has to be done, and what closes it.

    Attributes:
        id: The name for programs.
        name: What has to be done.
        closed_by: What closes it.
        citations: Where it comes from.

    Rule: JRN-15, JRN-26.
    """

    id: str
    name: str
    closed_by: Closing = Closing.HAND
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Phase:
    """A part of a gate.

    Attributes:
        id: The name for programs: the section of the gate's questionnaire that asks
            about it.
        name: The name for people.
        weeks: When it is planned; ``None`` where the plan does not say.
        after: The phase that has to be complete before this one is entered; ``None``
            where it goes side by side with the others.
        items: What has to be done in it; an item of the stage's checklist with the same
            id is the same item.
        citations: Where it comes from.

    Rule: JRN-02, JRN-13.
    """

    id: str
    name: str
    weeks: Weeks | None = None
    after: str | None = None
    items: Catalogue[ChecklistItem] = Catalogue(kind="item")
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class ProcessStep:
    """One step of an activity.

    Attributes:
        id: The name for programs.
        name: What is done.
    """

    id: str
    name: str


@attrs.frozen(kw_only=True)
class Activity:
    """Something that people do in a stage, step by step.

    Attributes:
        id: The name for programs.
        name: The name for people.
        role: Who does it; ``None`` for the stage's lead.
        steps: What is done, in order; none where it is one step by itself.
        citations: Where it comes from.

    Rule: JRN-24.
    """

    id: str
    name: str
    role: str | None = None
    steps: Catalogue[ProcessStep] = Catalogue(kind="step")
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Process:
    """Activities that belong together.

    Attributes:
        id: The name for programs.
        name: The name for people.
        activities: What belongs to it, in order.
        citations: Where it comes from.

    Rule: JRN-24.
    """

    id: str
    name: str
    activities: Catalogue[Activity]
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Stage:
    """One step of the journey; with a questionnaire it is a gate that can be passed.

    Attributes:
        id: The name for programs.
        name: The name for people.
        after: The stage that has to be passed before; ``None`` for the first.
        lead: The role that leads it, and signs it off where it is a gate.
        supports: The roles that are told and hand over.
        weeks: When it is planned; ``None`` where the plan has no weeks for it.
        plan_days: How many days it is planned to take where it has no weeks; ``None``
            where it has weeks, or no end.
        efforts: How much of whose time it takes.
        phases: Its parts.
        questionnaire: The questionnaire whose answers decide; ``None`` for a stage
            that has no end.
        checklist: What has to be done before it can be passed.
        entry: What has to be done before it can be entered.
        processes: What people do in it; nothing hangs on that.
        beta: Whether it tests with real customers.
        launch: Whether the launch is decided in it.
        citations: Where it comes from.

    Rule: JRN-01, JRN-03.
    """

    id: str
    name: str
    after: str | None = None
    lead: str
    supports: tuple[str, ...] = ()
    weeks: Weeks | None = None
    plan_days: int | None = None
    efforts: tuple[Effort, ...] = ()
    phases: Catalogue[Phase] = Catalogue(kind="phase")
    questionnaire: str | None = None
    checklist: Catalogue[ChecklistItem] = Catalogue(kind="item")
    entry: Catalogue[ChecklistItem] = Catalogue(kind="item")
    processes: Catalogue[Process] = Catalogue(kind="process")
    beta: bool = False
    launch: bool = False
    citations: tuple[Citation, ...] = ()

    @property
    def is_gate(self) -> bool:
        """Whether it can be passed."""
        return self.questionnaire is not None

    @property
    def days(self) -> int | None:
        """How many days are planned; ``None`` for a stage that has no end."""
        return self.plan_days if self.weeks is None else self.weeks.days

    @property
    def items(self) -> tuple[ChecklistItem, ...]:
        """Everything that has to be done before it can be passed, each item once."""
        found = {item.id: item for phase in self.phases for item in phase.items}
        return (*(found | {item.id: item for item in self.checklist}).values(),)

    @property
    def phases_in_turn(self) -> tuple[str, ...]:
        """The ids of its phases in the order in which they are entered.

        None where its phases go side by side.
        """
        if all(phase.after is None for phase in self.phases):
            return ()
        return self.phases.ids
