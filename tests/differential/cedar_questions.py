"""Questions for the tests that hold Cedar beside the library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations, product

import attrs

from partner_success.access import AccessPolicy, Actor, Resource
from partner_success.access.domains import Value
from partner_success.core.expressions import fields
from partner_success.interop import CedarEngine

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


@attrs.frozen
class Asked:
    """One question to both."""

    actor: Actor
    action: str
    resource: Resource
    at: datetime = NOW
    reason: str | None = None


def check_same(engine: CedarEngine, questions: Sequence[Asked]) -> int:
    """Compare the answers to all questions, and count those that allow."""
    export, policy = engine.export, engine.export.policy
    things = {id(one): one for each in questions for one in (each.actor, each.resource)}
    requests = [
        export.request(q.actor, q.action, q.resource, at=q.at, reason=q.reason)
        for q in questions
    ]
    answers = engine.decide_all(requests, export.entities(*things.values()))
    allowed = 0
    for q, answer in zip(questions, answers, strict=True):
        decision = policy.decide(
            q.actor, q.action, q.resource, at=q.at, reason=q.reason
        )
        rules = tuple((role, rule.id) for role, rule in decision.rules)
        delegation = decision.delegation and decision.delegation.id
        assert answer.allowed is decision.allowed, q
        assert (answer.rules, answer.delegation_id) == (rules, delegation), q
        if decision.grant is not None:
            assert answer.grant_ids[0] == decision.grant.id, q
        allowed += answer.allowed
    return allowed


def role_sets(policy: AccessPolicy, most: int = 2) -> Iterator[tuple[str, ...]]:
    """Give every choice of a few of the policy's roles."""
    for count in range(most + 1):
        yield from combinations(policy.roles.ids, count)


def resources(
    policy: AccessPolicy,
    action: str,
    *,
    team: dict[str, str],
    partner_id: str = "acme",
) -> Iterator[Resource]:
    """Give a resource for every way in which the facts of an action can stand.

    Of a fact that no rule of the action asks for, one word stands for all; of words
    that none names, one for the others.
    """
    kind = policy.kinds[policy.actions[action].kind]
    domains = [_classes(policy, action, name) for name in kind.facts]
    for place, values in enumerate(product(*domains)):
        facts: dict[str, Value] = dict(zip(kind.facts, values, strict=True))
        yield Resource(
            kind=kind.id,
            id=f"{action}-{place}",
            partner_id=partner_id if kind.of_partner else None,
            team=team,
            facts=facts,
        )


def _classes(policy: AccessPolicy, action: str, name: str) -> list[Value]:
    conditions = [row.rule.condition for row in policy.table.rows(action)]
    asked = [each for each in conditions if each is not None and name in fields(each)]
    known = policy.values[name]
    if not asked:
        return [known[0]]
    if policy.facts[name].type != "words":
        return list(known)
    named = [each for each in known if any(f"'{each}'" in str(one) for one in asked)]
    others = [each for each in known if each is not None and each not in named]
    return [*named, *others[:1], None]


def asked_of(
    actors: Iterable[Actor], action: str, things: Iterable[Resource]
) -> list[Asked]:
    """Let every actor ask for everything."""
    return [Asked(*each) for each in _pairs(actors, action, things)]


def _pairs(
    actors: Iterable[Actor], action: str, things: Iterable[Resource]
) -> Iterator[tuple[Actor, str, Resource]]:
    for actor, thing in product(actors, things):
        yield actor, action, thing
