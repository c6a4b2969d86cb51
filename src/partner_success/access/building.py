"""What is wrong with an access policy, found when it is put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from math import prod
from typing import TypeAlias, get_args

from partner_success.access.domains import MOST_CASES, Value, assignments
from partner_success.access.rules import AccessRule
from partner_success.access.terms import AccessTerms
from partner_success.access.vocabulary import GATE, RELATIONS, RESERVED, STAGE, FactType
from partner_success.core.expressions import (
    Compare,
    Condition,
    Curve,
    DaysBetween,
    Expression,
    Field,
    FieldType,
    IsKnown,
    Literal,
    Share,
    check,
    compile_condition,
    fields,
)
from partner_success.core.quantities import shown
from partner_success.errors import Problem, near_misses

__all__ = ["policy_problems"]

Test: TypeAlias = Callable[[Mapping[str, Value]], bool | None]


def policy_problems(policy: AccessTerms) -> tuple[Problem, ...]:
    """Give every fault of a policy, with paths of its data form."""
    problems = [
        *_fact_problems(policy),
        *_kind_problems(policy),
        *_action_problems(policy),
        *_rule_problems(policy),
    ]
    # What rules come to is only told once every part of them is right.
    return tuple(problems or _idle_rules(policy))


def _fault(path: str, code: str, message: str, given: object = None) -> Problem:
    found = None if given is None else shown(given)
    return Problem(path=path, code=code, message=message, given=found)


def _unknown(path: str, kind: str, name: str, known: Iterable[str]) -> Problem:
    names = tuple(known)
    near = near_misses(name, names)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(names)}"
    return _fault(path, f"unknown-{kind}", f"no {kind} is called so; {hint}", name)


def _fact_problems(policy: AccessTerms) -> Iterator[Problem]:
    for name in ("stages", "roles", "actions", "rules"):
        if not getattr(policy, name):
            yield _fault(name, "empty", "there is none; a policy needs some")
    for place, fact in enumerate(policy.facts):
        path = f"facts[{place}]"
        if fact.id in RELATIONS:
            message = "this name stands for a relation; choose another"
            yield _fault(f"{path}.id", "reserved-id", message, fact.id)
        if RESERVED.fullmatch(fact.id):
            message = "this name stands for a column of every list; choose another"
            yield _fault(f"{path}.id", "reserved-id", message, fact.id)
        if fact.type not in get_args(FactType):
            message = f"the type of a fact is one of {', '.join(get_args(FactType))}"
            yield _fault(f"{path}.type", "unknown-type", message, fact.type)
        elif (fact.type == "words") is not bool(fact.words):
            message = "a fact of type 'words', and no other, lists what it can be"
            yield _fault(f"{path}.words", "words", message)
        if len(set(fact.words)) != len(fact.words):
            message = "a word is listed twice; list each once"
            yield _fault(f"{path}.words", "duplicate", message)
        if fact.id in (STAGE, GATE) and fact.type != "stage":
            message = f"{fact.id!r} is the id of a stage; its type is 'stage'"
            yield _fault(f"{path}.type", "wrong-type", message, fact.type)


def _kind_problems(policy: AccessTerms) -> Iterator[Problem]:
    for place, kind in enumerate(policy.kinds):
        path = f"kinds[{place}].facts"
        for position, name in enumerate(kind.facts):
            if name not in policy.facts:
                yield _unknown(f"{path}[{position}]", "fact", name, policy.facts.ids)
            elif name in kind.facts[:position]:
                message = "the fact is named twice; name it once"
                yield _fault(f"{path}[{position}]", "duplicate", message, name)


def _action_problems(policy: AccessTerms) -> Iterator[Problem]:
    allowed = {name for rule in policy.rules for name in rule.actions}
    for place, action in enumerate(policy.actions):
        path = f"actions[{place}]"
        if action.kind not in policy.kinds:
            yield _unknown(f"{path}.kind", "kind", action.kind, policy.kinds.ids)
        if action.id in allowed and action.nobody:
            message = "a rule lets somebody do it; leave out why nobody may"
            yield _fault(f"{path}.nobody", "contradiction", message)
        if action.id not in allowed and not action.nobody:
            message = "no rule lets anybody do it; say why in 'nobody', or give a rule"
            yield _fault(path, "no-rule", message, action.id)


def _rule_problems(policy: AccessTerms) -> Iterator[Problem]:
    for place, rule in enumerate(policy.rules):
        path = f"rules[{place}]"
        yield from _names(f"{path}.roles", "role", rule.roles, policy.roles.ids)
        actions = policy.actions.ids
        yield from _names(f"{path}.actions", "action", rule.actions, actions)
        if rule.condition is not None:
            yield from _shape_problems(f"{path}.condition", rule.condition)
            problems = dict.fromkeys(
                each
                for name in rule.actions
                for each in _condition_problems(policy, rule.condition, name)
            )
            yield from (each.under(f"{path}.condition") for each in problems)
        if rule.delegable and "tied" not in _used(rule):
            message = "a deputy acts by the lead's tie, and the rule asks for none"
            yield _fault(f"{path}.delegable", "no-tie", message)


def _names(
    path: str, kind: str, names: tuple[str, ...], ids: tuple[str, ...]
) -> Iterator[Problem]:
    if not names:
        yield _fault(path, "empty", f"there is no {kind}; name those it is for")
    for place, name in enumerate(names):
        if name not in ids:
            yield _unknown(f"{path}[{place}]", kind, name, ids)
        elif name in names[:place]:
            message = f"the {kind} is named twice; name it once"
            yield _fault(f"{path}[{place}]", "duplicate", message, name)


def _used(rule: AccessRule) -> tuple[str, ...]:
    return () if rule.condition is None else fields(rule.condition)


def _nodes(condition: Condition) -> Iterator[Expression]:
    waiting: list[Expression] = [condition]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.children


def _shape_problems(path: str, condition: Condition) -> Iterator[Problem]:
    """Refuse what not every engine can ask of a row."""
    for node in _nodes(condition):
        if isinstance(node, (Curve, DaysBetween, Share)):
            message = "access compares facts with words, not with what is computed"
            yield _fault(path, "computed", message, str(node))
        if _asks_relation_otherwise(node):
            message = "a relation is yes or no; compare it with true or false"
            yield _fault(path, "relation", message, str(node))


def _asks_relation_otherwise(node: Expression) -> bool:
    """Tell whether a relation stands where no sentence could say what is missing."""
    match node:
        case Compare(Field(), _, Literal()):
            return False
        case Compare() | IsKnown():
            return not RELATIONS.keys().isdisjoint(fields(node))
        case _:
            return False


def _condition_problems(
    policy: AccessTerms, condition: Condition, action_id: str
) -> tuple[Problem, ...]:
    action = policy.actions.get(action_id)
    kind = None if action is None else policy.kinds.get(action.kind)
    if action is None or kind is None:
        return ()
    schema = dict.fromkeys(RELATIONS, FieldType.BOOLEAN)
    facts = [policy.facts[name] for name in kind.facts if name in policy.facts]
    schema |= {fact.id: fact.field_type for fact in facts}
    problems = list(check(condition, schema))
    used = fields(condition)
    if not action.reads and "granted" in used:
        message = f"a context grant only reads, and {action.id!r} writes"
        problems.append(_fault("", "grant-writes", message))
    if not kind.of_partner and {"tied", "granted"} & set(used):
        message = f"{kind.id!r} belongs to no partner, so nobody is tied to it"
        problems.append(_fault("", "no-partner", message))
    return (*problems, *_word_problems(policy, condition))


def _word_problems(policy: AccessTerms, condition: Condition) -> Iterator[Problem]:
    """Refuse comparisons with words that a fact never is."""
    known = policy.values
    for node in _nodes(condition):
        match node:
            case Compare(Field(name), _, Literal(value)) if name in known:
                words = value if isinstance(value, tuple) else (value,)
                names = [each for each in known[name] if isinstance(each, str)]
                for word in words:
                    if isinstance(word, str) and word not in names:
                        yield _unknown("", name, word, names)
            case _:
                pass


def _idle_rules(policy: AccessTerms) -> Iterator[Problem]:
    """Give the rows that can be left out, because nothing hangs on them."""
    values = policy.values
    used = {rule.id: _used(rule) for rule in policy.rules}
    tests = {rule.id: _test(rule) for rule in policy.rules}
    # Most roles and actions of a rule have the same others, with which it is compared
    # once.
    compared: dict[tuple[str, ...], tuple[str, str] | None] = {}
    for place, rule in enumerate(policy.rules):
        path = f"rules[{place}]"
        for role, action in product(rule.roles, rule.actions):
            ids = (rule.id, *_others(policy, rule, role, action))
            names = tuple(dict.fromkeys(name for each in ids for name in used[each]))
            if prod(len(values[name]) for name in names) > MOST_CASES:
                message = "the rules of this role and action ask for too many facts"
                yield _fault(path, "too-many-cases", message, f"{role} {action}")
                continue
            if ids not in compared:
                cases = assignments(names, values)
                compared[ids] = _idleness({each: tests[each] for each in ids}, cases)
            if why := compared[ids]:
                code, said = why
                yield _fault(path, code, f"{said} ({role}, {action})", rule.id)


def _others(
    policy: AccessTerms, rule: AccessRule, role: str, action: str
) -> Iterator[str]:
    """Give the rules that can allow a role an action in the place of another one."""
    for other in policy.rules:
        if other is rule or (rule.delegable and not other.delegable):
            continue
        if role in other.roles and action in other.actions:
            yield other.id


def _idleness(
    tests: Mapping[str, Test], cases: Iterable[Mapping[str, Value]]
) -> tuple[str, str] | None:
    """Say why the first rule allows nothing by itself; nothing where it does."""
    (_, test), *others = tests.items()
    rest = [other for _, other in others]
    ever = False
    for case in cases:
        if test(case) is True:
            ever = True
            if not any(other(case) is True for other in rest):
                return None
    if not ever:
        return "never", "this can never hold; mend the condition or leave it out"
    found = ", ".join(repr(name) for name, _ in others)
    return "idle", f"all that this allows is allowed by {found} too; leave it out"


def _test(rule: AccessRule) -> Test:
    if rule.condition is None:
        return lambda _: True
    return compile_condition(rule.condition)
