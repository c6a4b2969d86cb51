"""A questionnaire's criteria and policy, made ready to judge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.expressions import compile_condition, fields
from partner_success.questionnaires.results import (
    CriterionResult,
    Outcome,
    SectionResult,
    SectionStatus,
    Verdict,
)
from partner_success.questionnaires.sections import (
    WRONG,
    Criterion,
    PassPolicy,
    Section,
)

__all__ = ["Judge"]

Test: TypeAlias = Callable[[Mapping[str, object]], "bool | None"]
_Ready: TypeAlias = tuple[Criterion, Test, tuple[str, ...]]


class Judge:
    """Judges sections by their criteria and the whole by its policy."""

    __slots__ = ("_needed", "_policy", "_qualifies", "_sections")

    def __init__(self, sections: Catalogue[Section], policy: PassPolicy | None) -> None:
        self._sections: tuple[tuple[Section, tuple[_Ready, ...]], ...] = tuple(
            (section, tuple(map(_ready, section.criteria))) for section in sections
        )
        self._policy = policy
        rule = None if policy is None else policy.qualifies_when
        self._qualifies: Test | None = (
            None if rule is None else compile_condition(rule, doubtful=WRONG)
        )
        judged = sum(section.judged for section in sections)
        least = None if policy is None else policy.at_least
        self._needed = judged if least is None else least

    def sections(
        self, facts: Mapping[str, Any], verdicts: Mapping[str, Verdict]
    ) -> tuple[SectionResult, ...]:
        """Judge every section on what is known of the answers."""
        return tuple(
            _reviewed(section, verdicts.get(section.id))
            if section.reviewed
            else _judged(section, criteria, facts)
            for section, criteria in self._sections
        )

    def qualified(self, facts: Mapping[str, Any]) -> bool | None:
        """Say whether the automatic qualification holds; ``None`` without one."""
        return None if self._qualifies is None else self._qualifies(facts)

    def outcome(
        self, sections: tuple[SectionResult, ...], *, qualified: bool | None
    ) -> Outcome:
        """Say how the whole stands: passed, failed, or still open."""
        statuses = [section.status for section in sections]
        passed = statuses.count(SectionStatus.PASSED)
        failed = statuses.count(SectionStatus.FAILED)
        pending = statuses.count(SectionStatus.PENDING)
        by_sections = passed + failed + pending > 0
        if self._policy is None:
            return Outcome.NOT_JUDGED
        if qualified or (by_sections and passed >= self._needed):
            return Outcome.PASSED
        may_qualify = self._qualifies is not None and qualified is None
        if not may_qualify and passed + pending < max(self._needed, 1):
            return Outcome.FAILED
        return Outcome.PARTIAL if passed + failed else Outcome.PENDING


def _ready(criterion: Criterion) -> _Ready:
    condition = criterion.condition
    test = compile_condition(condition, doubtful=WRONG)
    return criterion, test, fields(condition)


def _reviewed(section: Section, verdict: Verdict | None) -> SectionResult:
    status = SectionStatus.PENDING
    if verdict is not None:
        status = SectionStatus.PASSED if verdict.passed else SectionStatus.FAILED
    return SectionResult(
        section_id=section.id, title=section.title, status=status, verdict=verdict
    )


def _judged(
    section: Section, criteria: tuple[_Ready, ...], facts: Mapping[str, Any]
) -> SectionResult:
    failed: list[CriterionResult] = []
    waiting: list[CriterionResult] = []
    for criterion, test, names in criteria:
        answer = test(facts)
        if answer is not True:
            found = CriterionResult(
                criterion=criterion,
                answers=FrozenMap({name: facts.get(name) for name in names}),
            )
            (waiting if answer is None else failed).append(found)
    status = SectionStatus.PASSED if criteria else SectionStatus.NOT_JUDGED
    if failed or waiting:
        status = SectionStatus.FAILED if failed else SectionStatus.PENDING
    return SectionResult(
        section_id=section.id,
        title=section.title,
        status=status,
        failed=tuple(failed),
        open=tuple(waiting),
    )
