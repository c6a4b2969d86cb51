"""Cases of answers to questionnaires."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any, Final, TypeAlias

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.questionnaires import Verdict, check, complete, evaluate
from partner_success.rulebook import Rulebook

__all__ = ["AnswersCase", "questionnaires"]

Facts: TypeAlias = dict[str, Any]

_NOON: Final = time(12, tzinfo=UTC)


@attrs.frozen(kw_only=True)
class AnswersCase:
    """Answers by section and question, and what a reviewer decided by section."""

    form: str
    day: date
    given: FrozenMap[str, FrozenMap[str, Any]]
    verdicts: FrozenMap[str, bool] = attrs.field(factory=FrozenMap[str, bool])


def questionnaires(rules: Rulebook, case: AnswersCase) -> Facts:
    """Tell what answers come to, by section and as a whole, and every fault."""
    form = rules.questionnaires[case.form]
    at = datetime.combine(case.day, _NOON)
    verdicts = [
        Verdict(section=section, passed=passed, reviewer="reviewer", at=at)
        for section, passed in case.verdicts.items()
    ]
    result = evaluate(form, case.given, on=case.day, verdicts=verdicts)
    found = complete(form, case.given, on=case.day)
    facts: Facts = {field.id: None for field in form.fields}
    facts |= {each.section_id: each.status for each in result.sections}
    for section in found.answers.values():
        facts |= section
    return facts | {
        "outcome": result.outcome,
        "sections": f"{result.passed} of {result.judged}",
        "qualified": result.qualified,
        "unmet": [each.criterion.id for each in result.failed],
        "faults": {
            each.path: each.code for each in check(form, case.given, on=case.day)
        },
    }
