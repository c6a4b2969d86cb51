"""The kinds of cases, and whether a case holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, cast

import attrs

from partner_success.core.collections import Catalogue
from partner_success.errors import InvalidDataError, Problem, near_misses
from partner_success.interop.converter import structure
from partner_success.rulebook import Rulebook
from partner_success.testing.rule_cases.access_cases import (
    AccessCase,
    access,
)
from partner_success.testing.rule_cases.answer_cases import (
    AnswersCase,
    questionnaires,
)
from partner_success.testing.rule_cases.cases import Mismatch, RuleCase
from partner_success.testing.rule_cases.clock_cases import (
    ClockCase,
    TouchpointCase,
    sla,
    touchpoints,
)
from partner_success.testing.rule_cases.comparing import comparable
from partner_success.testing.rule_cases.score_cases import (
    LicenceCase,
    MaturityCase,
    OwnScoreCase,
    ProjectsCase,
    RatingsCase,
    ReadinessCase,
    ScoreCase,
    csat,
    health,
    licences,
    maturity,
    nps,
    partner_health,
    readiness,
    scorecards,
)
from partner_success.testing.rule_cases.trigger_cases import (
    TriggerCase,
    triggers,
)

__all__ = ["RULE_CASE_KINDS", "CaseKind", "check_rule_case"]


@attrs.frozen(kw_only=True)
class CaseKind:
    """Something that can be asked of a rulebook in a case.

    Attributes:
        id: What the cases are listed under.
        asks: What is asked, in a line.
        given: The record that says what a case may give.
        facts: Gives everything that can be expected of what was given, by name.
    """

    id: str
    asks: str
    given: type[Any]
    facts: Callable[[Rulebook, Any], Mapping[str, object]]


RULE_CASE_KINDS: Final = Catalogue(
    [
        CaseKind(
            id="health",
            asks="a customer's health",
            given=ScoreCase,
            facts=health,
        ),
        CaseKind(
            id="partner_health",
            asks="a partner's operational health",
            given=ScoreCase,
            facts=partner_health,
        ),
        CaseKind(
            id="scorecards",
            asks="a score by a scorecard of the company's own",
            given=OwnScoreCase,
            facts=scorecards,
        ),
        CaseKind(
            id="readiness",
            asks="how ready a partner is",
            given=ReadinessCase,
            facts=readiness,
        ),
        CaseKind(
            id="maturity",
            asks="the maturity of a partner's practice",
            given=MaturityCase,
            facts=maturity,
        ),
        CaseKind(
            id="nps",
            asks="the Net Promoter Score of ratings",
            given=RatingsCase,
            facts=nps,
        ),
        CaseKind(
            id="csat",
            asks="a partner's CSAT and its points in a fiscal year",
            given=ProjectsCase,
            facts=csat,
        ),
        CaseKind(
            id="licences",
            asks="the risk that a count of licences shows",
            given=LicenceCase,
            facts=licences,
        ),
        CaseKind(
            id="triggers",
            asks="whether a customer needs somebody",
            given=TriggerCase,
            facts=triggers,
        ),
        CaseKind(
            id="sla",
            asks="how a target of a ticket's clock stands",
            given=ClockCase,
            facts=sla,
        ),
        CaseKind(
            id="touchpoints",
            asks="when a partner is met after its launch",
            given=TouchpointCase,
            facts=touchpoints,
        ),
        CaseKind(
            id="questionnaires",
            asks="what answers come to",
            given=AnswersCase,
            facts=questionnaires,
        ),
        CaseKind(
            id="access",
            asks="whether somebody may do something",
            given=AccessCase,
            facts=access,
        ),
    ],
    kind="kind of case",
)
"""Everything that a case can ask, by id."""


def check_rule_case(rules: Rulebook, case: RuleCase) -> tuple[Mismatch, ...]:
    """Ask a rulebook what a case asks, and give what came out otherwise.

    Numbers are compared exactly, as they are written; days are text such as
    ``2026-05-04``.

    Raises:
        InvalidDataError: The case gives or expects what its kind does not know.
        UnknownNameError: There is no such kind, or the rulebook knows no such policy,
            questionnaire or trigger.

    Examples:
        >>> import partner_success as ps
        >>> case = RuleCase(
        ...     kind="licences",
        ...     name="Half of them are used",
        ...     given={"licensed": 10, "active": 5},
        ...     expect={"risk": "High", "percent": 50},
        ... )
        >>> for mismatch in check_rule_case(ps.standard(), case):
        ...     print(mismatch)
        risk: expected 'High', found 'Medium'
    """
    kind: CaseKind = RULE_CASE_KINDS[case.kind]
    subject = f"the case {case.name!r}"
    asked = structure(_thawed(case.given), kind.given, subject=subject)
    found = kind.facts(rules, asked)
    unknown = [
        _unknown_fact(name, kind, found) for name in case.expect if name not in found
    ]
    if unknown:
        raise InvalidDataError(subject, unknown)
    return tuple(
        Mismatch(fact=name, expected=expected, found=found[name])
        for name, expected in case.expect.items()
        if comparable(expected) != comparable(found[name])
    )


def _unknown_fact(name: str, kind: CaseKind, found: Iterable[str]) -> Problem:
    near = near_misses(name, tuple(found))
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(found)}"
    message = f"nothing of {kind.id} is called {name!r}; {hint}"
    return Problem(path=f"expect.{name}", code="unknown", message=message)


def _thawed(value: Any) -> Any:
    """Give plain tables and lists, which the converter reads."""
    if isinstance(value, Mapping):
        table = cast("Mapping[str, Any]", value)
        return {key: _thawed(each) for key, each in table.items()}
    if isinstance(value, tuple | list):
        return [_thawed(each) for each in cast("list[Any]", value)]
    return value
