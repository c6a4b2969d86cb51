"""Reads a case of a questionnaire as a domain expert writes it."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import partner_success as ps
from partner_success.questionnaires import Verdict, check, complete, evaluate

Case = dict[str, Any]
Facts = dict[Any, Any]

NOON = time(12, tzinfo=UTC)


def questionnaires(rules: ps.Rulebook, case: Case) -> Facts:
    """Check and judge answers to a standard questionnaire."""
    form = rules.questionnaires[case["form"]]
    day: date = case["day"]
    answers = changed(case["given"], case.get("changes", {}))
    at = datetime.combine(day, NOON)
    verdicts = [
        Verdict(section=section, passed=passed, reviewer="Ines Okafor", at=at)
        for section, passed in case.get("verdicts", {}).items()
    ]
    result = evaluate(form, answers, on=day, verdicts=verdicts)
    found = complete(form, answers, on=day)
    facts: Facts = {each.section_id: each.status.value for each in result.sections}
    for section in found.answers.values():
        facts |= {field: _told(answer) for field, answer in section.items()}
    return facts | {
        "outcome": result.outcome.value,
        "sections": f"{result.passed} of {result.judged}",
        "qualified": result.qualified,
        "unmet": [each.criterion.id for each in result.failed],
        "faults": {each.path: each.code for each in check(form, answers, on=day)},
    }


def changed(answers: Case, changes: Case) -> Case:
    """Lay changes over answers by section; an answer of null is taken out."""
    found = deepcopy(answers)
    for section, given in changes.items():
        for field, answer in given.items():
            if answer is None:
                found[section].pop(field, None)
            else:
                found.setdefault(section, {})[field] = answer
    return found


def _told(answer: object) -> object:
    return float(answer) if isinstance(answer, Decimal) else answer
