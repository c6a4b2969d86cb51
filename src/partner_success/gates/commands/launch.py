"""What can be done about a launch, and about the support team."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

import attrs

from partner_success.gates.commands.base import Commanded
from partner_success.gates.commands.checks import check_text, check_texts, texts
from partner_success.gates.state import LaunchOutcome, SupportGap
from partner_success.partners.faults import Faults, frozen_tuple, member

__all__ = [
    "CloseLaunchItem",
    "DecideLaunch",
    "Launch",
    "OpenLaunchItem",
    "RecordRollbackPlan",
    "RecordSupportGaps",
    "RecordSupportResource",
    "RecordSupportTraining",
    "RunMockScenario",
    "ValidateSupport",
]


def _outcome(value: LaunchOutcome | str) -> LaunchOutcome:
    return member(LaunchOutcome, value)


def _gaps(value: Iterable[SupportGap]) -> tuple[SupportGap, ...]:
    return frozen_tuple(value)


@attrs.frozen(kw_only=True)
class OpenLaunchItem(Commanded):
    """Say what is to be done for the launch.

    Attributes:
        item: The name of it for programs, unlike any other item.
        summary: What it is.
        critical: Whether launch has to wait for it; else it would be nice to have.

    Rule: JRN-18.
    """

    subject_field: ClassVar[str | None] = "item"
    item: str
    summary: str
    critical: bool

    def _check(self, faults: Faults) -> None:
        faults.id("item", self.item)
        check_text(faults, "summary", self.summary)
        faults.truth("critical", self.critical)


@attrs.frozen(kw_only=True)
class CloseLaunchItem(Commanded):
    """Say that it was done.

    Attributes:
        item: The name of the item.
    """

    subject_field: ClassVar[str | None] = "item"
    item: str

    def _check(self, faults: Faults) -> None:
        faults.id("item", self.item)


@attrs.frozen(kw_only=True)
class RecordRollbackPlan(Commanded):
    """Say where the plan for going back is kept.

    Attributes:
        reference: Where it is kept, such as a link.

    Rule: JRN-18.
    """

    reference: str

    def _check(self, faults: Faults) -> None:
        check_text(faults, "reference", self.reference)


@attrs.frozen(kw_only=True)
class DecideLaunch(Commanded):
    """Decide whether to launch; `why` is the rationale.

    Attributes:
        outcome: ``"go"``, ``"delay"`` or ``"no_go"``.
        risks: What is risked by it.
        mitigation: What is done about that.
        target: The new target day, where there is one.

    Rule: JRN-18.
    """

    subject_field: ClassVar[str | None] = "outcome"
    outcome: LaunchOutcome = attrs.field(converter=_outcome)
    risks: tuple[str, ...] = attrs.field(default=(), converter=texts)
    mitigation: str = ""
    target: date | None = None

    def _check(self, faults: Faults) -> None:
        faults.member("outcome", self.outcome, LaunchOutcome)
        check_texts(faults, "risks", self.risks)
        check_text(faults, "mitigation", self.mitigation)
        faults.day("target", self.target, optional=True)


@attrs.frozen(kw_only=True)
class Launch(Commanded):
    """Record that the partner was launched.

    Attributes:
        on: The day; left out, the day of the command by its own clock.
    """

    on: date | None = None

    def _check(self, faults: Faults) -> None:
        faults.day("on", self.on, optional=True)


@attrs.frozen(kw_only=True)
class RecordSupportGaps(Commanded):
    """Record what the support team lacks; launch then has to wait.

    Attributes:
        gaps: What is lacking, at least one thing.

    Rule: JRN-19.
    """

    gaps: tuple[SupportGap, ...] = attrs.field(converter=_gaps)

    def _check(self, faults: Faults) -> None:
        faults.records("gaps", self.gaps, SupportGap)


@attrs.frozen(kw_only=True)
class RecordSupportTraining(Commanded):
    """Record what the support team was taught.

    Attributes:
        topic: What was taught.
    """

    topic: str

    def _check(self, faults: Faults) -> None:
        check_text(faults, "topic", self.topic)


@attrs.frozen(kw_only=True)
class RecordSupportResource(Commanded):
    """Record what was made for the support team.

    Attributes:
        name: What it is called.
    """

    name: str

    def _check(self, faults: Faults) -> None:
        check_text(faults, "name", self.name)


@attrs.frozen(kw_only=True)
class RunMockScenario(Commanded):
    """Record a case that the support team played through.

    Attributes:
        scenario: What the case was.
        passed: Whether they mastered it.
    """

    scenario: str
    passed: bool

    def _check(self, faults: Faults) -> None:
        check_text(faults, "scenario", self.scenario)
        faults.truth("passed", self.passed)


@attrs.frozen(kw_only=True)
class ValidateSupport(Commanded):
    """Record that the support team was looked at again and is ready.

    Rule: JRN-19.
    """
