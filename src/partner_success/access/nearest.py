"""What is missing where something is denied, as data and in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from partner_success.access.deciding import NearRule, Row, Verdict, relations
from partner_success.access.openings import grant_reason
from partner_success.access.question import Question
from partner_success.access.terms import AccessTerms
from partner_success.access.vocabulary import RELATIONS
from partner_success.access.wording import listed
from partner_success.core.decision import Reason
from partner_success.core.expressions import (
    Compare,
    Field,
    Literal,
    Operator,
    Unmet,
    fields,
    unmet,
)

__all__ = ["near_rule", "nearest_rules"]

_RELATED: Final = {
    ("tied", False): ("not-tied", "not assigned to the partner as {role}"),
    ("tied", True): ("tied", "assigned to the partner as {role}, and must not be"),
    ("granted", True): ("granted", "a context grant opens it, and none must"),
    ("for_self", True): ("for-self", "nobody may do this for themselves"),
    ("for_self", False): ("not-for-self", "only whom it concerns may do this"),
    ("reason_given", False): ("no-reason", "a reason is needed, and none is given"),
    ("reason_given", True): ("reason-given", "a reason is given, and none must be"),
}
"""What a relation says by what it is, where that stands in the way."""


def nearest_rules(question: Question) -> tuple[NearRule, ...]:
    """Give the rules that lack least, in the order of the policy.

    Those of roles that the actor holds, where there is one; else those of all roles.
    """
    if question.actor.grants:
        return tuple(_nearest(question))
    # Without grants nothing but how the facts stand is told, so it is told once.
    kept = question.verdict.near
    if not kept:
        kept.append(tuple(_nearest(question)))
    return kept[0]


def _nearest(question: Question) -> Iterator[NearRule]:
    every = question.verdict.every
    held = [row for row in every if row.role in question.actor.roles]
    found = [near_rule(question, row) for row in held or every]
    least = min((len(each.reasons) for each in found), default=0)
    return (each for each in found if len(each.reasons) == least)


def near_rule(question: Question, row: Row) -> NearRule:
    """Give what one rule lacks for one of its roles."""
    verdict, rule = question.verdict, row.rule
    facts = {**relations(verdict.case, row.role), **verdict.facts}
    missing = () if rule.condition is None else unmet(rule.condition, facts)
    return NearRule(
        rule=rule,
        role=row.role,
        unmet=missing,
        reasons=tuple(_reasons(question, row, missing)),
    )


def _reasons(
    question: Question, row: Row, missing: tuple[Unmet, ...]
) -> Iterator[Reason]:
    role = question.policy.roles[row.role]
    if row.role not in question.actor.roles:
        message = f"the role {role.name} ({role.id}) is needed, and is not held"
        yield _reason(row, "role-not-held", message)
    for each in missing:
        code, message = _sentence(question, row, each)
        yield _reason(row, code, message, dict(each.facts))


def _reason(
    row: Row, code: str, message: str, facts: dict[str, object] | None = None
) -> Reason:
    return Reason(
        code=code,
        message=message,
        rules=(row.rule.id,),
        citations=row.rule.citations,
        facts=facts or {},
    )


def _sentence(question: Question, row: Row, each: Unmet) -> tuple[str, str]:
    name = fields(each.condition)[0]
    if name not in RELATIONS:
        return _fact_sentence(question.policy, question.verdict, each)
    found = each.facts[name] is True
    if name == "granted" and not found:
        return grant_reason(question)
    code, message = _RELATED[name, found]
    return code, message.format(role=row.role)


def _fact_sentence(
    policy: AccessTerms, verdict: Verdict, each: Unmet
) -> tuple[str, str]:
    """Tell what a fact is and what it would have to be."""
    name = fields(each.condition)[0]
    fact = policy.facts[name]
    found = verdict.facts.get(name)
    if found is None:
        return f"unknown-{_code(name)}", f"{fact.name} is not known"
    said = f"{fact.name} is {word(policy, name, found)}"
    wanted = _wanted(policy, verdict, each)
    return _code(name), f"{said}, and must be {wanted}" if wanted else said


def _wanted(policy: AccessTerms, verdict: Verdict, each: Unmet) -> str:
    """Tell what would meet a comparison, where words can."""
    match each.condition:
        case Compare(Field(), _, Field(other)):
            found = word(policy, other, verdict.facts.get(other))
            return f"{policy.facts[other].name}, which is {found}"
        case Compare(Field(name), operator, Literal(value)):
            values = value if isinstance(value, tuple) else (value,)
            texts = [word(policy, name, each) for each in values]
            words = listed(texts, "or")
            same = operator in (Operator.EQUALS, Operator.ONE_OF) and each.wanted
            return words if same else f"other than {words}"
        case _:
            return ""


def word(policy: AccessTerms, name: str, value: object) -> str:
    """Give what a fact is as a sentence says it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "not known"
    known = policy.stages if policy.facts[name].type == "stage" else policy.roles
    found = known.get(value) if policy.facts[name].type != "words" else None
    return str(value).replace("_", " ") if found is None else found.name


def _code(name: str) -> str:
    return name.replace("_", "-")
