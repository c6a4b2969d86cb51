"""Small access policies and people, drawn at random."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from partner_success.access import (
    AccessPolicy,
    AccessRole,
    AccessRule,
    AccessStage,
    Action,
    Actor,
    Delegation,
    Fact,
    Grant,
    Identity,
    Resource,
    ResourceKind,
)
from partner_success.core.collections import Catalogue
from partner_success.core.expressions import (
    All,
    AtLeast,
    Compare,
    Condition,
    Field,
    IsKnown,
    Literal,
    Not,
    fields,
)
from partner_success.core.expressions import Any as AnyOf
from partner_success.errors import InvalidModelError
from tests.differential.cedar_questions import NOW, Asked

STAGES = ("one", "two")
ROLES = ("R", "S")
EMAILS = ("ada@example.com", "bo@example.com", None)
TRUTHS = ("odd_truth", "concerns")
RELATIONS = ("tied", "granted", "for_self", "reason_given")

texts = st.sampled_from(("stage", "gate", "kind")).map(Field)
truths = st.sampled_from((*TRUTHS, *RELATIONS)).map(Field)
stages = st.sampled_from(STAGES)
several_stages = st.lists(stages, min_size=1, max_size=2, unique=True).map(tuple)
several_truths = st.lists(st.booleans(), min_size=1, max_size=2, unique=True)
equalities = st.sampled_from(("equals", "not_equals"))
holding = st.sampled_from(("contains", "not_contains"))

leaves: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Compare, texts, equalities, stages.map(Literal) | texts),
    st.builds(Compare, stages.map(Literal), equalities, texts),
    st.builds(Compare, texts, st.just("one_of"), several_stages.map(Literal)),
    st.builds(Compare, several_stages.map(Literal), holding, texts),
    st.builds(Compare, truths, equalities, st.booleans().map(Literal) | truths),
    st.builds(Compare, st.booleans().map(Literal), equalities, truths),
    st.builds(Compare, truths, st.just("one_of"),
              several_truths.map(tuple).map(Literal)),
    st.builds(Compare, st.integers(0, 1).map(Literal), st.just("less_than"),
              st.integers(0, 1).map(Literal)),
    st.builds(IsKnown, texts | truths | stages.map(Literal)),
)  # fmt: skip


@st.composite
def counted(draw: st.DrawFn, parts: st.SearchStrategy[Condition]) -> Condition:
    """Give 'at least so many of these hold'."""
    found = draw(st.lists(parts, min_size=1, max_size=4))
    return AtLeast(draw(st.integers(1, len(found))), found)


def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    """Give what joins conditions."""
    several = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(
        several.map(All), several.map(AnyOf), parts.map(Not), counted(parts)
    )


conditions = st.recursive(leaves, joined, max_leaves=8)


@st.composite
def policies(draw: st.DrawFn) -> AccessPolicy:
    """Give a policy of one to four rules over one kind of resource.

    Of the rules drawn those are left out that a policy refuses as idle.
    """
    always = AccessRule(id="plain", name="plain", roles=("S",), actions=("read",))
    policy = policy_of([always])
    rules: list[AccessRule] = []
    for place in range(draw(st.integers(1, 4))):
        condition = draw(conditions)
        rule = AccessRule(
            id=f"rule.{place}",
            name='A "rule"\\',
            roles=draw(st.sampled_from([("R",), ("S",), ROLES])),
            actions=draw(st.sampled_from([("read",), ("read", "look")])),
            condition=condition,
            delegable="tied" in fields(condition) and draw(st.booleans()),
        )
        with suppress(InvalidModelError):
            policy = policy_of([*rules, rule])
            rules.append(rule)
    return policy


def policy_of(rules: list[AccessRule]) -> AccessPolicy:
    """Give the policy of some rules."""
    facts = ("stage", "gate", "kind", *TRUTHS)
    kind = ResourceKind(id="thing", name="a thing", facts=facts)
    return AccessPolicy(
        id="random",
        name="Random",
        stages=Catalogue([AccessStage(id=each, name=each) for each in STAGES]),
        roles=Catalogue([AccessRole(id=each, name=each) for each in ROLES]),
        facts=Catalogue(
            [
                *(Fact(id=each, name=each, type="stage") for each in facts[:2]),
                Fact(id="kind", name="kind", type="words", words=STAGES),
                *(Fact(id=each, name=each, type="truth") for each in TRUTHS),
            ]
        ),
        kinds=Catalogue([kind]),
        actions=Catalogue(
            Action(id=each, name=each, kind="thing", reads=True, nobody=why)
            for each, why in [("read", ""), ("look", _why(rules, "look"))]
        ),
        rules=Catalogue(rules),
    )


def _why(rules: list[AccessRule], action: str) -> str:
    return "" if any(action in rule.actions for rule in rules) else "nobody looks"


def identity(email: str | None) -> Identity:
    """Give the person with an address."""
    return Identity(id=f"of {email}", email=email)


hours = st.integers(-2, 2).map(lambda each: NOW + timedelta(hours=each))


@st.composite
def times(draw: st.DrawFn) -> dict[str, Any]:
    """Give a start, an end after it, and perhaps a taking back."""
    start = draw(hours)
    return {
        "starts_at": start,
        "ends_at": start + timedelta(hours=draw(st.integers(1, 3))),
        "revoked_at": draw(st.none() | hours),
    }


@st.composite
def grants(draw: st.DrawFn, id_: str) -> Grant:
    """Give a context grant."""
    return Grant(
        id=id_,
        partner_id=draw(st.sampled_from(["acme", "other"])),
        grantee=identity(draw(st.sampled_from(EMAILS))),
        gates=draw(several_stages),
        reason="context",
        grantor=Identity(id="boss"),
        **draw(times()),
    )


@st.composite
def delegations(draw: st.DrawFn, id_: str) -> Delegation:
    """Give a naming of a deputy."""
    lead, deputy = draw(st.permutations(EMAILS))[:2]
    return Delegation(
        id=id_,
        lead=identity(lead),
        deputy=identity(deputy),
        role=draw(st.sampled_from(ROLES)),
        partner_id=draw(st.sampled_from([None, "acme"])),
        **draw(times()),
    )


@st.composite
def questions(
    draw: st.DrawFn, given: tuple[Grant, ...], naming: tuple[Delegation, ...]
) -> list[Asked]:
    """Give some questions of people who bring along all grants and delegations."""
    word, truth = st.sampled_from((*STAGES, None)), st.sampled_from((True, False, None))
    found: list[Asked] = []
    for place in range(draw(st.integers(1, 12))):
        email = draw(st.sampled_from(EMAILS))
        actor = Actor(
            id=f"p-{place}",
            email=email,
            roles=draw(st.sampled_from([(), ("R",), ("S",), ROLES])),
            grants=given,
            delegations=naming,
        )
        thing = Resource(
            kind="thing",
            id=f"t-{place}",
            partner_id=draw(st.sampled_from(["acme", "other", None])),
            team=draw(st.dictionaries(st.sampled_from(ROLES), st.sampled_from(EMAILS))),
            concerns=draw(st.sampled_from(EMAILS)),
            facts={
                "stage": draw(word),
                "gate": draw(word),
                "kind": draw(word),
                **{each: draw(truth) for each in TRUTHS},
            },
        )
        found.append(
            Asked(
                actor,
                draw(st.sampled_from(["read", "look"])),
                thing,
                draw(hours),
                draw(st.sampled_from([None, "", "because"])),
            )
        )
    return found
