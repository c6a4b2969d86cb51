"""What judging a questionnaire comes to."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.core.expressions import Computed
from partner_success.core.instants import microseconds, require_aware
from partner_success.core.provenance import Provenance
from partner_success.errors import InvalidValueError, Problem
from partner_success.questionnaires.messages import said
from partner_success.questionnaires.sections import Criterion
from partner_success.questionnaires.texts import is_visible

__all__ = [
    "CriterionResult",
    "Evaluation",
    "Outcome",
    "SectionResult",
    "SectionStatus",
    "Verdict",
]


class SectionStatus(StrEnum):
    """How a section stands.

    Attributes:
        PASSED: Every criterion holds, or the reviewer let it pass.
        FAILED: A criterion does not hold, or the reviewer let it fail.
        PENDING: Answers or the reviewer's verdict are still missing.
        NOT_JUDGED: Nothing judges it; it counts nowhere.
    """

    PASSED = "passed"
    FAILED = "failed"
    PENDING = "pending"
    NOT_JUDGED = "not judged"


class Outcome(StrEnum):
    """How a whole questionnaire stands by its policy.

    Attributes:
        PASSED: The policy is met.
        FAILED: The policy can no longer be met.
        PENDING: No section has been judged yet.
        PARTIAL: Some sections are judged, and it can still go either way.
        NOT_JUDGED: The questionnaire has no policy.
    """

    PASSED = "pass"
    FAILED = "fail"
    PENDING = "pending"
    PARTIAL = "partial"
    NOT_JUDGED = "not judged"


@attrs.frozen(kw_only=True)
class Verdict:
    """What a reviewer decided about a section.

    Attributes:
        section: The id of the section.
        passed: Whether it passes.
        reviewer: Who decided, by name or id; not blank.
        at: When, with its zone.
        note: Why; for the company only, never for the partner.

    Raises:
        InvalidValueError: The time has no zone, or nobody is named.

    Examples:
        >>> from datetime import UTC
        >>> at = datetime(2026, 3, 2, 9, tzinfo=UTC)
        >>> Verdict(section="value", passed=True, reviewer="ada", at=at).passed
        True

    Rule: QST-02.
    """

    section: str
    passed: bool
    reviewer: str = attrs.field(repr=False)
    at: datetime = attrs.field(eq=microseconds)
    note: str = attrs.field(default="", repr=False)

    def __attrs_post_init__(self) -> None:
        require_aware(self.at, "at")
        if not isinstance(self.passed, bool):
            raise InvalidValueError(
                f"a verdict is True or False, found {said(self.passed)}"
            )
        reviewer: object = self.reviewer
        if not isinstance(reviewer, str) or not is_visible(reviewer):
            raise InvalidValueError("a verdict names its reviewer; write who decided")


@attrs.frozen(kw_only=True)
class CriterionResult:
    """A criterion that does not hold, or is not decided yet.

    Attributes:
        criterion: The criterion.
        answers: What it rests on, by field; ``None`` where there is no answer.

    Rule: QST-02.
    """

    criterion: Criterion
    answers: FrozenMap[str, Computed | None]

    @property
    def message(self) -> str:
        """What the criterion says where it fails."""
        return self.criterion.message

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that it rests on and that have no answer."""
        return tuple(name for name, value in self.answers.items() if value is None)

    def __str__(self) -> str:
        found = (f"{name} = {said(value)}" for name, value in self.answers.items())
        return f"{self.message} ({', '.join(found)})"


@attrs.frozen(kw_only=True)
class SectionResult:
    """How one section stands, and why.

    Attributes:
        section_id: The section.
        title: Its title.
        status: How it stands.
        failed: The criteria that do not hold.
        open: The criteria that rest on missing answers.
        verdict: The reviewer's verdict that counts; ``None`` without one.

    Rule: QST-02.
    """

    section_id: str
    title: str
    status: SectionStatus
    failed: tuple[CriterionResult, ...] = ()
    open: tuple[CriterionResult, ...] = ()
    verdict: Verdict | None = None

    @property
    def reasons(self) -> tuple[str, ...]:
        """What stands in the way of the section, in sentences."""
        waiting = tuple(
            f"no answer yet: {', '.join(each.missing)}" for each in self.open
        )
        if self.status is SectionStatus.PENDING and not self.open:
            return ("no verdict of a reviewer yet",)
        if self.status is SectionStatus.FAILED and self.verdict is not None:
            return (f"the reviewer decided so: {self.verdict.note or 'no note'}",)
        return (*map(str, self.failed), *waiting)


@attrs.frozen(kw_only=True)
class Evaluation(Explained):
    """How a questionnaire stands, section by section.

    Attributes:
        questionnaire_id: What was judged.
        version: Its version.
        title: Its title.
        outcome: How it stands by its policy.
        qualified: Whether the policy's automatic qualification holds; ``None`` where
            answers are missing for that, or there is none.
        sections: Every section, in order.
        problems: What is wrong with the answers; they count as missing.
        provenance: The rulebook edition that decided.

    Rule: QST-02, QST-03.
    """

    questionnaire_id: str
    version: str
    title: str
    outcome: Outcome
    qualified: bool | None
    sections: tuple[SectionResult, ...]
    problems: tuple[Problem, ...] = ()
    provenance: Provenance = Provenance()

    @property
    def passed(self) -> int:
        """How many sections passed."""
        return sum(each.status is SectionStatus.PASSED for each in self.sections)

    @property
    def judged(self) -> int:
        """How many sections are judged at all, now or later."""
        judged = (each.status is not SectionStatus.NOT_JUDGED for each in self.sections)
        return sum(judged)

    @property
    def failed(self) -> tuple[CriterionResult, ...]:
        """Every criterion of every section that does not hold."""
        return tuple(each for section in self.sections for each in section.failed)

    def explain(self) -> Explanation:
        """Tell how every section stands and what is in its way."""
        reasons = [
            f"{each.title}: {reason}"
            for each in self.sections
            for reason in each.reasons
        ]
        if self.qualified:
            reasons.append("it qualifies on its own, whatever the sections say")
        missing = sum(problem.code == "missing" for problem in self.problems)
        if missing:
            reasons.append(f"required answers that are missing: {missing}")
        wrong = (each for each in self.problems if each.code != "missing")
        count = f"{self.passed} of {self.judged} sections passed"
        return Explanation(
            title=f"{self.title}: {self.outcome.value}, {count}",
            columns=("section", "status"),
            rows=tuple((each.title, each.status.value) for each in self.sections),
            remarks=(*reasons, *map(str, wrong)),
            provenance=self.provenance,
        )
