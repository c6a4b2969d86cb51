"""The classes of customer data and the rules for sharing them, checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue
from partner_success.core.expressions import (
    Condition,
    Curve,
    DaysBetween,
    Expression,
    FieldType,
    Share,
    check,
    evaluate,
)
from partner_success.core.provenance import Provenance
from partner_success.core.quantities import shown
from partner_success.errors import Problem, near_misses

__all__ = [
    "AGREEMENT",
    "CASES",
    "FACTS",
    "PARTNER_OF_RECORD",
    "Case",
    "DataClass",
    "SharingRule",
    "SharingTerms",
    "as_facts",
    "sharing_problems",
]

PARTNER_OF_RECORD: Final = "partner_of_record"
"""Fact: the partner is the partner of record of the subscription on the day."""
AGREEMENT: Final = "agreement"
"""Fact: an agreement with the partner covers the customer and the class on the day."""

FACTS: Final = (PARTNER_OF_RECORD, AGREEMENT)

Case: TypeAlias = tuple[bool, bool]
"""How the facts of a question stand, in the order of `FACTS`."""

CASES: Final[tuple[Case, ...]] = (
    (True, True),
    (True, False),
    (False, True),
    (False, False),
)
"""Every way in which they can stand."""
_NOTHING: Final = CASES[-1]


def as_facts(case: Case) -> dict[str, bool]:
    """Give the facts by name, as conditions ask for them."""
    return dict(zip(FACTS, case, strict=True))


@attrs.frozen(kw_only=True)
class DataClass:
    """A kind of customer data.

    Attributes:
        id: The name for programs, and in agreements.
        name: What a sentence calls it, such as ``"contract dates"``.
        contains: What belongs to it, for people.
        nobody: Where no rule lets it be shared, why; else empty.
        citations: Where it comes from.

    Rule: ACC-14.
    """

    id: str
    name: str
    contains: str = ""
    nobody: str = ""
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class SharingRule:
    """When data of a class may be shared with a partner.

    Attributes:
        id: The name for programs, which decisions cite.
        name: The rule in a sentence.
        data_classes: The ids of the classes that it lets be shared.
        condition: When, over the facts ``partner_of_record`` and ``agreement``.
        citations: Where it comes from.

    Rule: ACC-14.
    """

    id: str
    name: str
    data_classes: tuple[str, ...]
    condition: Condition
    citations: tuple[Citation, ...] = ()

    def holds(self, case: Case) -> bool:
        """Tell whether the condition holds where the facts stand so."""
        return evaluate(self.condition, as_facts(case)) is True


@attrs.frozen(kw_only=True)
class SharingTerms:
    """The classes and rules of a policy; `SharingPolicy` checks and asks them.

    Attributes:
        id: The name for programs.
        name: The name for people.
        data_classes: The kinds of customer data.
        rules: What lets them be shared; of several that do, the first decides.
        citations: Where it comes from.
        provenance: The rulebook edition it was loaded from.
    """

    id: str
    name: str
    data_classes: Catalogue[DataClass]
    rules: Catalogue[SharingRule]
    citations: tuple[Citation, ...] = ()
    provenance: Provenance = Provenance()

    def rules_for(self, data_class: DataClass) -> tuple[SharingRule, ...]:
        """Give the rules for a class, in order."""
        return tuple(r for r in self.rules if data_class.id in r.data_classes)


def sharing_problems(policy: SharingTerms) -> tuple[Problem, ...]:
    """Give every fault of a policy, with paths of its data form."""
    problems = [*_class_problems(policy), *_rule_problems(policy)]
    # What rules come to is only told once every part of them is right.
    return tuple(problems or _idle_rules(policy))


def _fault(path: str, code: str, message: str, given: object = None) -> Problem:
    found = None if given is None else shown(given)
    return Problem(path=path, code=code, message=message, given=found)


def _class_problems(policy: SharingTerms) -> Iterator[Problem]:
    if not policy.data_classes:
        yield _fault("data_classes", "empty", "there is none; a policy needs some")
    for place, each in enumerate(policy.data_classes):
        path = f"data_classes[{place}]"
        rules = policy.rules_for(each)
        if rules and each.nobody:
            message = "a rule lets it be shared; leave out why nobody gets it"
            yield _fault(f"{path}.nobody", "contradiction", message)
        if not rules and not each.nobody:
            message = "no rule lets it be shared; say why in 'nobody', or give a rule"
            yield _fault(path, "no-rule", message, each.id)


def _rule_problems(policy: SharingTerms) -> Iterator[Problem]:
    for place, rule in enumerate(policy.rules):
        path = f"rules[{place}]"
        if not rule.data_classes:
            message = "there is no class of data; name those it is for"
            yield _fault(f"{path}.data_classes", "empty", message)
        for position, name in enumerate(rule.data_classes):
            where = f"{path}.data_classes[{position}]"
            if name not in policy.data_classes:
                known = policy.data_classes.ids
                near = near_misses(name, known)
                hint = f"did you mean {near[0]!r}?" if near else "define it first"
                message = f"no class of data is called so; {hint}"
                yield _fault(where, "unknown-data-class", message, name)
            elif name in rule.data_classes[:position]:
                message = "the class is named twice; name it once"
                yield _fault(where, "duplicate", message, name)
        for each in _condition_problems(rule):
            yield each.under(f"{path}.condition")


def _condition_problems(rule: SharingRule) -> tuple[Problem, ...]:
    waiting: list[Expression] = [rule.condition]
    while waiting:
        node = waiting.pop()
        waiting += node.children
        if isinstance(node, (Curve, DaysBetween, Share)):
            message = "sharing asks whether facts hold, not what is computed"
            return (_fault("", "computed", message, str(node)),)
    found = check(rule.condition, dict.fromkeys(FACTS, FieldType.BOOLEAN))
    return found or tuple(_meaning_problems(rule))


def _meaning_problems(rule: SharingRule) -> Iterator[Problem]:
    """Refuse what can never hold, always holds, or shares more where less is given."""
    allowed = [case for case in CASES if rule.holds(case)]
    if not allowed:
        message = "this can never hold; mend the condition or leave the rule out"
        yield _fault("", "never", message, rule.id)
    elif _NOTHING in allowed:
        message = (
            "this holds without a designation and without an agreement, and so for"
            " every partner; ask for one of the two"
        )
        yield _fault("", "asks-for-nothing", message, rule.id)
    elif any(_is_less(one, more) for one in allowed for more in _refused(allowed)):
        message = (
            "this shares data where a designation or an agreement is missing, and not"
            " where it is there; ask for what is there only"
        )
        yield _fault("", "shares-for-less", message, rule.id)


def _refused(allowed: Sequence[Case]) -> list[Case]:
    return [case for case in CASES if case not in allowed]


def _is_less(one: Case, more: Case) -> bool:
    return all(less <= great for less, great in zip(one, more, strict=True))


def _idle_rules(policy: SharingTerms) -> Iterator[Problem]:
    """Give the rules that can be left out for a class, as others allow all of it."""
    for place, rule in enumerate(policy.rules):
        for name in rule.data_classes:
            others = [
                other
                for other in policy.rules_for(policy.data_classes[name])
                if other is not rule
            ]
            if all(
                any(other.holds(case) for other in others)
                for case in CASES
                if rule.holds(case)
            ):
                found = ", ".join(repr(other.id) for other in others)
                message = f"all that this shares of {name} is shared by {found} too"
                yield _fault(f"rules[{place}]", "idle", message, rule.id)
