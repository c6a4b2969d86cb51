"""What holds of the standard policy whatever the table says, by enumeration."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

import attrs
import pytest

import partner_success as ps
from partner_success.access import AccessDecision, AccessPolicy
from tests.properties.access_cases import (
    ALL,
    INES,
    NOW,
    OF_PARTNER,
    OPEN,
    REASON,
    Point,
    Someone,
    delegation,
    holding,
    points,
    resource,
)
from tests.properties.access_table import KINDS, LEADS, NOBODY, READING, ROLES


kim = cache(Someone.actor)


def asked(
    policy: AccessPolicy, someone: Someone, point: Point, partner: str = "in-force"
) -> AccessDecision:
    """Ask with all grants and a reason, so that nothing but the person is in the way."""
    what = resource(point, partner, someone.tied)
    return policy.decide(kim(someone), point.action, what, at=NOW, reason=REASON)


def with_facts(action: str, **known: object) -> Iterator[Point]:
    """Give every point of an action at which these facts are so."""
    for point in points(action):
        facts = dict(point.facts)
        if all(facts[name] == value for name, value in known.items()):
            yield point


@pytest.mark.rule("ACC-12")
def test_nobody_acts_on_a_partner_without_a_tie(rules: ps.Rulebook) -> None:
    """Only administrators do; whoever else has all roles and all grants only reads."""
    nobody = Someone(ALL - {"ADMIN"}, NOBODY)
    done = {
        point.action
        for point in points()
        if point.kind in OF_PARTNER and asked(rules.access, nobody, point).allowed
    }
    assert done == {"view_partner", "view_gate"}
    assert done <= READING


@pytest.mark.rule("ACC-07", "ACC-12")
def test_no_deputy_acts_where_the_lead_is_not_tied(rules: ps.Rulebook) -> None:
    """A deputy of people who are not assigned to the partner may do nothing."""
    strangers = [
        delegation(role, lead=attrs.evolve(INES, email=f"stranger.{role}@example.com"))
        for role in ROLES
    ]
    deputy = attrs.evolve(Someone(NOBODY, NOBODY).actor(()), delegations=strangers)
    for point in points():
        if point.kind in OF_PARTNER:
            what = resource(point, "without", NOBODY)
            found = rules.access.decide(
                deputy, point.action, what, at=NOW, reason=REASON
            )
            assert not found.allowed


@pytest.mark.rule("ACC-05", "ACC-12")
def test_a_grant_lets_one_read_and_nothing_more(rules: ps.Rulebook) -> None:
    """Whatever a grant adds is a look at the summary or at the record of a gate."""
    added: set[str] = set()
    for role, tied in product(ROLES, (False, True)):
        held = frozenset([role])
        someone = Someone(held, held if tied else NOBODY)
        for point in points(few=True):
            bare = asked(rules.access, someone, point, "without")
            for partner in ("in-force", "revoked", "of-another-person"):
                found = asked(rules.access, someone, point, partner)
                if found.allowed and not bare.allowed:
                    assert partner in OPEN
                    assert found.grant is not None
                    added.add(point.action)
                assert found.allowed or not bare.allowed
    assert added == {"view_partner", "view_gate"}


@pytest.mark.rule("ACC-13")
@pytest.mark.parametrize("size", range(1, len(ROLES) + 1))
def test_what_somebody_may_do_is_what_any_role_may(
    rules: ps.Rulebook, size: int
) -> None:
    """Every set of roles allows by exactly the rules of its roles, each by itself.

    A tie counts for its own role alone. So a set of roles brings nothing that one of
    them does not bring, and no person has to be tried with more roles than one.
    """
    policy = rules.access
    for point in sparse():
        alone = {
            (role, tied): asked(
                policy, Someone(frozenset([role]), ALL if tied else ALL - {role}), point
            )
            for role in ROLES
            for tied in (True, False)
        }
        for roles in holding(size):
            for tied in (NOBODY, roles, ALL - roles, frozenset([min(roles)])):
                found = asked(policy, Someone(roles, tied), point)
                single = [alone[role, role in tied] for role in roles]
                given = {each for one in single for each in _by(one)}
                assert set(_by(found)) == given
                assert found.allowed is any(one.allowed for one in single)


def sparse() -> tuple[Point, ...]:
    """Give each action at the stages and gates at which some role's rules hold."""
    return tuple(
        point
        for point in points(few=True)
        if (facts := dict(point.facts)).get("stage", "gate_1") is not None
        and facts.get("gate", facts.get("stage")) == facts.get("stage")
        and facts.get("gate_status", "failed") is not None
        and facts.get("signed_off", False) is False
    )


def _by(found: AccessDecision) -> list[tuple[str, str]]:
    return [(role, rule.id) for role, rule in found.rules]


@pytest.mark.rule("ACC-01", "ACC-13")
def test_the_role_that_is_named_would_be_enough(rules: ps.Rulebook) -> None:
    """A decision names a role that is held and the rule that lets it, or neither."""
    policy = rules.access
    for tied in (ALL, NOBODY, frozenset(["PSM", "TAM"])):
        for point in points(few=True):
            found = asked(policy, Someone(ALL, tied), point)
            if found.allowed:
                assert found.role is not None
                assert found.rule is not None
                assert found.role in found.rule.roles
                alone = Someone(frozenset([found.role]), tied & {found.role})
                again = asked(policy, alone, point)
                assert (again.role, again.rule) == (found.role, found.rule)
            else:
                assert (found.role, found.rule, found.rules) == (None, None, ())
                assert found.reasons


@pytest.mark.rule("ACC-12")
@pytest.mark.parametrize("lost", ROLES)
def test_losing_something_never_adds(rules: ps.Rulebook, lost: str) -> None:
    """Without a role, a tie or what makes one a deputy nothing new is allowed."""
    policy = rules.access
    one = {lost}
    for point in points(few=True):
        whole = asked(policy, Someone(ALL, ALL, ALL), point).allowed
        pair = asked(policy, Someone(frozenset(one), frozenset(one)), point).allowed
        for roles, tied, stands_in in (
            (ALL - one, ALL, ALL),
            (ALL, ALL - one, ALL),
            (ALL, ALL, ALL - one),
        ):
            less = asked(policy, Someone(roles, tied, stands_in), point).allowed
            assert whole or not less
        for roles, tied in ((NOBODY, one), (one, NOBODY)):
            less = asked(
                policy, Someone(frozenset(roles), frozenset(tied)), point
            ).allowed
            assert pair or not less


@pytest.mark.rule("ACC-03", "ACC-04", "ACC-07", "ACC-08")
def test_nobody_signs_a_gate_they_do_not_lead(rules: ps.Rulebook) -> None:
    """Each gate is signed by its lead, while the partner stands in it, and it waits."""
    for role in ROLES:
        held = frozenset([role])
        signed = {
            (facts["stage"], facts["gate"], facts["gate_status"])
            for point in points("sign_off")
            if (facts := dict(point.facts))
            and asked(rules.access, Someone(held, held), point).allowed
        }
        led = {gate for gate, leading in LEADS.items() if leading == role}
        assert signed == {(gate, gate, "awaiting_sign_off") for gate in led}


@pytest.mark.rule("ACC-08", "ACC-12")
def test_a_signed_submission_stays(rules: ps.Rulebook) -> None:
    """Nobody changes one, and nobody deletes one on which a sign-off rests."""
    everybody = Someone(ALL, ALL, ALL)
    for point in points("change_submission"):
        assert not asked(rules.access, everybody, point).allowed
    for known in (True, None):
        for point in with_facts("delete_submission", signed_off=known):
            assert not asked(rules.access, everybody, point).allowed
    for point in with_facts("delete_submission", signed_off=False):
        assert asked(rules.access, everybody, point).role == "ADMIN"


@pytest.mark.rule("ACC-08")
def test_what_is_the_administrators_alone(rules: ps.Rulebook) -> None:
    """Overriding, tiers, deleting, questionnaires and rulebooks are nobody else's."""
    others = Someone(ALL - {"ADMIN"}, ALL, ALL)
    admin = Someone(frozenset(["ADMIN"]), NOBODY)
    alone = {
        action
        for action in KINDS
        if any(asked(rules.access, admin, point).allowed for point in points(action))
        and not any(
            asked(rules.access, others, point).allowed for point in points(action)
        )
    }
    assert alone == {
        "override_gate",
        "change_tier",
        "delete_submission",
        "edit_questionnaire",
        "edit_rulebook",
    }


@pytest.mark.rule("ACC-07")
def test_supporting_a_stage_opens_nothing(rules: ps.Rulebook) -> None:
    """A role that only helps in a stage, by the journey, does not see the partner."""
    helping = [("TPM", "gate_1"), ("PDM", "gate_2"), ("PSM", "gate_2")]
    helping += [("TPM", "gate_3")]
    for role, stage in helping:
        held = frozenset([role])
        for point in with_facts("view_partner", stage=stage):
            if point.for_self is None:
                found = asked(rules.access, Someone(held, held), point, "without")
                assert not found.allowed
