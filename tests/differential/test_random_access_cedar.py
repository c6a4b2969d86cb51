"""Cedar decides as the library does by policies that nobody would write."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import partner_success as ps
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
from partner_success.core.expressions import All, Compare, Field, Literal
from partner_success.core.expressions import Any as AnyOf
from partner_success.interop import cedar_engine, cedar_export
from tests.differential import random_access
from tests.differential.cedar_questions import NOW, Asked, check_same

pytest.importorskip("cedarpy", reason="needs the extra 'cedar'")

HOSTILE = (
    'a"b',
    "back\\slash",
    "*",
    "new\nline",
    "nul\0byte",
    'x"); permit(principal, action, resource); //',
    "\N{RIGHT-TO-LEFT OVERRIDE}abc",
    "\N{PILE OF POO}",
    "e\N{COMBINING ACUTE ACCENT}",
    "__entity",
    "user",
    "User",
    "a.b",
    "a%2eb",
    "a/b",
    "{}",
    "\\u{61}",
)


@pytest.mark.rule("ACC-01", "ACC-05", "ACC-07", "ACC-13")
@given(policy=random_access.policies(), data=st.data())
def test_random_policies_agree(policy: AccessPolicy, data: st.DataObject) -> None:
    """What is unknown, counted, denied or compared means the same in both."""
    count = data.draw(st.integers(0, 3))
    grants = tuple(data.draw(random_access.grants(f"g{n}")) for n in range(count))
    count = data.draw(st.integers(0, 2))
    naming = tuple(data.draw(random_access.delegations(f"d{n}")) for n in range(count))
    engine = cedar_engine(cedar_export(policy, grants=grants, delegations=naming))
    assert engine.validate() == ()
    check_same(engine, data.draw(random_access.questions(grants, naming)))


def hostile_policy() -> AccessPolicy:
    """Give a policy whose every name is hostile, with a rule a name."""
    actions = [f"do {each}" for each in HOSTILE]
    return AccessPolicy(
        id="hostile",
        name="Hostile",
        stages=Catalogue([AccessStage(id=each, name=each) for each in HOSTILE]),
        roles=Catalogue([AccessRole(id=each, name=each) for each in HOSTILE]),
        facts=Catalogue(
            [
                Fact(id="gate", name="gate", type="stage"),
                Fact(id="word", name="word", type="words", words=HOSTILE),
                *(Fact(id=each, name=each, type="truth") for each in HOSTILE),
            ]
        ),
        kinds=Catalogue(
            ResourceKind(id=each, name=each, facts=("gate", "word", *HOSTILE))
            for each in HOSTILE
        ),
        actions=Catalogue(
            Action(id=action, name=action, kind=each, reads=True)
            for action, each in zip(actions, HOSTILE, strict=True)
        ),
        rules=Catalogue(
            AccessRule(
                id=f"{each} rules",
                name=each,
                roles=(each,),
                actions=(action,),
                condition=AnyOf(
                    [
                        Compare(Field("granted"), "equals", Literal(True)),
                        All(
                            [
                                Compare(Field("tied"), "equals", Literal(True)),
                                Compare(Field("word"), "equals", Literal(each)),
                            ]
                        ),
                    ]
                ),
                delegable=True,
            )
            for action, each in zip(actions, HOSTILE, strict=True)
        ),
    )


@pytest.mark.rule("ACC-01", "ACC-09")
def test_hostile_names_and_addresses_say_only_what_they_are() -> None:
    """Quotes, line breaks and look-alikes in any name change no answer."""
    policy = hostile_policy()
    grants = [
        Grant(
            id=each,
            partner_id=each,
            grantee=Identity(id="p", email=each),
            gates=[each],
            reason="context",
            grantor=Identity(id="q"),
            starts_at=NOW,
            ends_at=NOW + timedelta(hours=1),
        )
        for each in HOSTILE
    ]
    naming = [
        Delegation(
            id=each,
            lead=Identity(id="lead", email=each),
            deputy=Identity(id="p", email="deputy@example.com"),
            role=each,
            partner_id=None,
            starts_at=NOW,
            ends_at=NOW + timedelta(hours=1),
        )
        for each in HOSTILE
    ]
    engine = cedar_engine(cedar_export(policy, grants=grants, delegations=naming))
    assert engine.validate() == ()
    questions: list[Asked] = []
    for place, each in enumerate(HOSTILE):
        other = HOSTILE[place - 1]
        people = [
            Actor(id=each, email=each, roles=each, grants=grants),
            Actor(id=f"{each} 2", email=each, roles=other, grants=grants),
            Actor(id=f"{each} 3", email=other, roles=each, grants=grants),
            Actor(id="deputy", email="deputy@example.com", delegations=naming),
        ]
        things = [
            Resource(
                kind=each,
                id=f"{number} {each}",
                partner_id=partner,
                team={each: each},
                facts={"gate": gate, "word": word, each: True},
            )
            for number, (partner, gate, word) in enumerate(
                [(each, each, each), (other, each, each), (each, other, other)]
            )
        ]
        action = f"do {each}"
        questions += [Asked(who, action, what) for who in people for what in things]
    assert check_same(engine, questions) > len(HOSTILE) * 3


@pytest.mark.rule("ACC-05")
def test_very_many_grants_and_conditions_stay_readable(rules: ps.Rulebook) -> None:
    """Cedar's limit on nesting is not met by what many people were given."""
    policy = rules.access
    ada = Identity(id="p-1", email="ada@example.com")
    grants = [
        Grant(
            id=f"g-{number}",
            partner_id=f"partner-{number}",
            grantee=ada,
            gates=["gate_1"],
            reason="context",
            grantor=Identity(id="q"),
            starts_at=NOW,
            ends_at=NOW + timedelta(hours=1),
        )
        for number in range(500)
    ]
    closed = Compare(Field("granted"), "equals", Literal(False))
    tied = Compare(Field("tied"), "equals", Literal(True))
    small = AccessPolicy(
        id="small",
        name="Small",
        stages=policy.stages,
        roles=policy.roles,
        facts=policy.facts,
        kinds=policy.kinds,
        actions=Catalogue([policy.actions["view_partner"]]),
        rules=Catalogue(
            [
                AccessRule(
                    id="closed",
                    name="closed",
                    roles=("PSM",),
                    actions=("view_partner",),
                    condition=All([closed, AnyOf([tied] * 300)]),
                )
            ]
        ),
    )
    actor = Actor(id="p-1", email="ada@example.com", roles="PSM", grants=grants)
    for each, expected in ((policy, 1), (small, 1)):
        engine = cedar_engine(cedar_export(each, grants=grants))
        assert engine.validate() == ()
        questions = [
            Asked(
                actor,
                "view_partner",
                Resource(
                    kind="partner",
                    id=id_,
                    partner_id=id_,
                    team={"PSM": ["ada@example.com"]},
                    facts={"stage": "gate_0"},
                ),
            )
            for id_ in ("partner-499", "none")
        ]
        assert check_same(engine, questions) == expected
