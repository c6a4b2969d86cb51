"""From the table of a policy to answers, each worked out once.

Whom a question is about does not matter to the rules, only how the facts stand: which
roles are held, in which of them the actor is tied, what is known of the resource. All
questions that stand alike share one answer, which is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import attrs

from partner_success.access.resources import Resource
from partner_success.access.rules import AccessRule
from partner_success.access.terms import AccessTerms
from partner_success.access.vocabulary import GATE, Action
from partner_success.core.collections import FrozenMap
from partner_success.core.decision import Reason
from partner_success.core.expressions import Unmet, compile_condition, fields
from partner_success.errors import InvalidUseError

__all__ = ["Case", "NearRule", "Row", "Table", "Verdict"]

Asked: TypeAlias = tuple[str, frozenset[str], frozenset[str], str, int]
"""A question as it is looked up: action, roles held, roles tied, signature, flags."""
Test: TypeAlias = Callable[[Mapping[str, object]], bool | None]

GRANTED: Final = 1
"""Flag: a context grant in force opens it."""
FOR_SELF: Final = 2
"""Flag: the actor is the person whom it concerns."""
REASON_GIVEN: Final = 4
"""Flag: there is a reason."""
DEPUTY: Final = 8
"""Flag: only what a deputy may do counts."""

_MOST_KEPT: Final = 65_536
"""Answers that are kept; beyond that all are worked out anew."""


@attrs.frozen(kw_only=True)
class Case:
    """How the facts of a question stand.

    Attributes:
        action_id: What is to be done.
        roles: The roles that are held.
        tied: The roles in which the actor is assigned to the partner.
        kind: The kind of the resource.
        facts: What is known of it.
        granted: Whether a context grant in force opens it.
        for_self: Whether the actor is the person whom it concerns.
        reason_given: Whether there is a reason.
        deputy: Whether only what a deputy may do counts.
    """

    action_id: str
    roles: frozenset[str]
    tied: frozenset[str]
    kind: str
    facts: FrozenMap[str, str | bool]
    granted: bool = False
    for_self: bool = False
    reason_given: bool = False
    deputy: bool = False


@attrs.frozen
class Row:
    """A rule for one of its roles, made ready to be asked.

    Attributes:
        rule: The rule.
        role: The id of the role.
        test: Whether its condition holds on facts and relations.
    """

    rule: AccessRule
    role: str
    test: Test = attrs.field(eq=False, repr=False)


@attrs.frozen(kw_only=True)
class NearRule:
    """A rule that would have allowed it, and what it lacks.

    Attributes:
        rule: The rule.
        role: The role for which it was looked at.
        unmet: The parts of its condition that stand in the way.
        reasons: What is missing, the role first where it is not held; by each reason's
            ``code`` for programs, by its ``message`` for people.
    """

    rule: AccessRule
    role: str
    unmet: tuple[Unmet, ...]
    reasons: tuple[Reason, ...]


@attrs.frozen
class Verdict:
    """The answer to all questions that stand alike.

    Attributes:
        policy: What decided.
        every: The rows of the action.
        action: What is to be done.
        allowed: Whether it may be done.
        rows: Every row that allows it, in the order of the policy.
        facts: The facts of the resource that its kind asks for.
        case: How the facts stand.
        near: Once it was asked for, what the nearest rules lack without a grant.
    """

    policy: AccessTerms
    every: tuple[Row, ...]
    action: Action
    allowed: bool
    rows: tuple[Row, ...]
    facts: FrozenMap[str, str | bool]
    case: Case
    near: list[tuple[NearRule, ...]] = attrs.field(
        factory=list[tuple[NearRule, ...]], eq=False, repr=False
    )

    def __reduce__(self) -> tuple[Any, ...]:
        # The rows hold functions, which cannot be pickled; the answer is found again.
        return _answered, (self.policy, self.case)


def _answered(policy: AccessTerms, case: Case) -> Verdict:
    return Table(policy).answer(case)


def _always(_: Mapping[str, object]) -> bool:
    return True


class Table:
    """The rows of a policy by action, and the answers they have given."""

    def __init__(self, policy: AccessTerms) -> None:
        self.policy: AccessTerms = policy
        self._rows: dict[str, tuple[Row, ...]] = {
            action.id: tuple(_rows(policy, action.id)) for action in policy.actions
        }
        self.by_gate: frozenset[str] = frozenset(
            kind.id for kind in policy.kinds if GATE in kind.facts
        )
        self.granting: frozenset[str] = frozenset(
            action.id
            for action in policy.actions
            if any(
                row.rule.condition is not None
                and "granted" in fields(row.rule.condition)
                for row in self._rows[action.id]
            )
        )
        self.kept: dict[Asked, Verdict] = {}

    def rows(self, action_id: str) -> tuple[Row, ...]:
        """Give the rows of an action, a row for each role of a rule.

        Raises:
            UnknownNameError: There is no such action.
        """
        return self._rows[self.policy.actions[action_id].id]

    def work_out(self, asked: Asked, resource: Resource) -> Verdict:
        """Answer a question that was not asked yet, and keep the answer."""
        action_id, roles, tied, _, flags = asked
        case = Case(
            action_id=action_id,
            roles=roles,
            tied=tied,
            kind=resource.kind,
            facts=resource.facts,
            granted=bool(flags & GRANTED),
            for_self=bool(flags & FOR_SELF),
            reason_given=bool(flags & REASON_GIVEN),
            deputy=bool(flags & DEPUTY),
        )
        verdict = self.answer(case)
        if len(self.kept) >= _MOST_KEPT:
            self.kept.clear()
        self.kept[asked] = verdict
        return verdict

    def answer(self, case: Case) -> Verdict:
        """Answer a question by asking every row.

        Raises:
            InvalidUseError: The action is not done to such a resource.
            UnknownNameError: The action, a fact or what it is has no such name.
        """
        action = self.policy.actions[case.action_id]
        for role in case.roles:
            self.policy.roles[role]
        facts = self._checked(action, case)
        every = self._rows[action.id]
        allowing = tuple(
            row
            for row in every
            if row.role in case.roles
            and (row.rule.delegable or not case.deputy)
            and row.test({**relations(case, row.role), **facts}) is True
        )
        return Verdict(
            policy=self.policy,
            every=every,
            action=action,
            allowed=bool(allowing),
            rows=allowing,
            facts=facts,
            case=case,
        )

    def _checked(self, action: Action, case: Case) -> FrozenMap[str, str | bool]:
        """Give the facts that the kind asks for; refuse what no policy can mean."""
        kind = self.policy.kinds[case.kind]
        if kind.id != action.kind:
            raise InvalidUseError(
                f"{action.id!r} (to {action.name}) is asked of a resource of kind"
                f" {action.kind!r}, and this is one of kind {kind.id!r}; give the other"
            )
        for name, value in case.facts.items():
            self.policy.require_word(name, value)
        return FrozenMap({n: v for n, v in case.facts.items() if n in kind.facts})


def relations(case: Case, role: str) -> dict[str, object]:
    """Give what is found out for each question, as a row of this role asks for it."""
    return {
        "tied": role in case.tied,
        "granted": case.granted,
        "for_self": case.for_self,
        "reason_given": case.reason_given,
    }


def _rows(policy: AccessTerms, action_id: str) -> list[Row]:
    return [
        Row(
            rule,
            role,
            _always if rule.condition is None else compile_condition(rule.condition),
        )
        for rule in policy.rules
        if action_id in rule.actions
        for role in rule.roles
    ]
