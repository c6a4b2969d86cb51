"""Who gives a context grant, to whom, from when; and who takes it back."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import partner_success as ps
from partner_success.access import (
    Actor,
    Given,
    Grant,
    Identity,
    give_grant,
    revoke_grant,
)
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from tests.unit.access.scenes import (
    ADA,
    DAY,
    INES,
    INSTANT,
    NOW,
    TOM,
    actor,
    grant,
    partner,
)

pytestmark = pytest.mark.rule("ACC-05")

ACME = partner("gate_3", PAM=INES.email, PSM=ADA.email)
PAM = actor("PAM", who=INES)
GOOD: dict[str, Any] = {
    "to": ADA,
    "gates": ["gate_1"],
    "reason": "hand-over",
    "ends_at": NOW + DAY,
    "id_": "g-1",
    "at": NOW,
}


def give(rules: ps.Rulebook, giver: Actor = PAM, **changes: Any) -> Given:
    """Let the PAM of Acme, or somebody else, give Ada a grant for Gate 1."""
    return give_grant(rules.access, giver, ACME, **GOOD | changes)


def codes(given: Given) -> list[str]:
    """Give the codes of the reasons of a refusal."""
    return [reason.code for reason in given.reasons]


def test_the_pam_gives_and_it_opens(rules: ps.Rulebook) -> None:
    """What the PAM gives is a grant as it was asked for, which opens the gate."""
    given = give(rules)
    assert given.reasons == ()
    assert given.grant == grant()
    ada = actor("PSM", grants=[given.grant])
    opened = rules.access.decide(ada, "view_gate", ACME.gate("gate_1"), at=NOW)
    assert opened.grant == given.grant
    audit = given.decision.audit()
    assert (audit.actor_id, audit.action, audit.rule_id) == (
        "p-3",
        "give_grant",
        "pam_grants",
    )


def test_an_administrator_gives(rules: ps.Rulebook) -> None:
    """An administrator needs no assignment."""
    given = give(rules, actor("ADMIN", who=TOM), starts_at=NOW + INSTANT)
    assert given.grant is not None
    assert (given.grant.grantor, given.grant.starts_at) == (TOM, NOW + INSTANT)


def test_people_are_kept_without_what_they_hold(rules: ps.Rulebook) -> None:
    """Of two actors a grant keeps id and address, not their roles and grants."""
    given = give(rules, to=actor("PSM", grants=[grant()]))
    assert given.grant is not None
    assert type(given.grant.grantee) is type(given.grant.grantor) is Identity


@pytest.mark.parametrize("role", ["PDM", "TPM", "PSM", "TAM"])
def test_nobody_else_gives(rules: ps.Rulebook, role: str) -> None:
    """Other roles are refused with the reasons of the decision."""
    given = give(rules, actor(role, who=TOM))
    assert given.grant is None
    assert given.reasons == given.decision.reasons
    assert set(codes(given)) == {"role-not-held"}


def test_a_pam_of_another_partner_is_refused(rules: ps.Rulebook) -> None:
    """The PAM of another partner lacks the tie."""
    assert codes(give(rules, actor("PAM", who=TOM))) == ["not-tied"]


@pytest.mark.parametrize("role", ["PAM", "ADMIN"])
def test_nobody_gives_to_themselves(rules: ps.Rulebook, role: str) -> None:
    """One is oneself by the address, in whatever spelling, and by the id."""
    spelt = Identity(id="p-9", email=" INES@example.com")
    by_address = give(rules, actor(role, who=INES), to=spelt)
    assert codes(by_address) == ["for-self"]
    other = Identity(id=INES.id, email="second@example.com")
    by_id = give(rules, actor(role, who=INES), to=other)
    assert by_id.decision.allowed
    assert [(reason.code, reason.message) for reason in by_id.reasons] == [
        ("for-self", "nobody gives a grant to themselves")
    ]
    assert (by_address.grant, by_id.grant) == (None, None)


def test_every_reason_is_told_at_once(rules: ps.Rulebook) -> None:
    """Who lacks the tie, gives to nobody and too early, learns all of it."""
    given = give(
        rules,
        actor("PAM", who=TOM),
        to=Identity(id="p-8"),
        starts_at=NOW - INSTANT,
    )
    assert codes(given) == ["not-tied", "no-address", "backdated"]
    nobody, early = given.reasons[1:]
    assert nobody.message == "no address is known of p-8, by which people are matched"
    assert early.message == (
        "it would begin at 2026-05-04 08:59:59.999999+00:00, before it is given at"
        " 2026-05-04 09:00:00+00:00"
    )


def test_a_grant_that_cannot_be(rules: ps.Rulebook) -> None:
    """Gates that are not there, no reason and an end before the start are misuse."""
    with pytest.raises(UnknownNameError, match="no access stage is called 'gate_l'"):
        give(rules, gates=["gate_l"])
    with pytest.raises(InvalidDataError, match="a list of ids of gates"):
        give(rules, gates="gate_1")
    with pytest.raises(InvalidDataError, match="a list of ids of gates"):
        give(rules, gates=None)
    with pytest.raises(InvalidDataError) as caught:
        give(rules, gates=iter(()), reason=" ", ends_at=NOW)
    assert [problem.code for problem in caught.value.problems] == [
        "blank",
        "empty",
        "never",
    ]
    with pytest.raises(InvalidUseError, match="to needs Identity, not str"):
        give(rules, to="ada@example.com")
    with pytest.raises(InvalidUseError, match="partner needs Resource, not str"):
        give_grant(rules.access, PAM, "acme", **GOOD)  # type: ignore[arg-type]
    with pytest.raises(InvalidUseError, match="actor needs Actor, not Identity"):
        give(rules, INES)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="time zone"):
        give(rules, starts_at=NOW.replace(tzinfo=None))


@pytest.mark.parametrize("role", ["PAM", "ADMIN"])
def test_it_is_taken_back(rules: ps.Rulebook, role: str) -> None:
    """The PAM or an administrator takes it back from an instant on."""
    given = grant()
    taken = revoke_grant(
        rules.access, actor(role, who=INES), ACME, given, at=NOW + INSTANT
    )
    assert taken.grant is not None
    assert taken.grant == grant(revoked_at=NOW + INSTANT)
    assert given == grant()
    assert taken.decision.audit().resource_id == "g-1"
    assert str(taken.grant.state(NOW)) == "in force"
    assert str(taken.grant.state(NOW + INSTANT)) == "revoked"


def test_before_it_begins_it_can_be_taken_back(rules: ps.Rulebook) -> None:
    """A grant that has not begun never will."""
    taken = revoke_grant(rules.access, PAM, ACME, grant(), at=NOW - DAY)
    assert taken.grant is not None
    assert str(taken.grant.state(NOW)) == "revoked"


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        (
            {"revoked_at": NOW},
            "grant-revoked",
            "was taken back at 2026-05-04 09:00:00+00:00",
        ),
        (
            {"starts_at": NOW - DAY, "ends_at": NOW},
            "grant-expired",
            "ended at 2026-05-04 09:00:00+00:00",
        ),
    ],
)
def test_what_is_over_is_not_taken_back(
    rules: ps.Rulebook, changes: dict[str, Any], code: str, message: str
) -> None:
    """Who takes back what no longer holds is told so."""
    taken = revoke_grant(rules.access, PAM, ACME, grant(**changes), at=NOW)
    assert taken.grant is None
    assert [(reason.code, reason.message) for reason in taken.reasons] == [
        (code, f"context grant g-1 {message} already")
    ]


def test_who_may_not_take_back(rules: ps.Rulebook) -> None:
    """The grantee has no more say in it than others."""
    taken = revoke_grant(rules.access, actor("PSM"), ACME, grant(), at=NOW)
    assert (taken.grant, set(codes(taken))) == (None, {"role-not-held"})


def test_misuse_of_taking_back(rules: ps.Rulebook) -> None:
    """A grant is taken back with its own partner in hand."""
    other = grant(partner_id="globex")
    with pytest.raises(InvalidUseError, match="for the partner 'globex', and this is"):
        revoke_grant(rules.access, PAM, ACME, other, at=NOW)
    with pytest.raises(InvalidUseError, match="grant needs Grant, not str"):
        revoke_grant(rules.access, PAM, ACME, "g-1", at=NOW)  # type: ignore[arg-type]
    with pytest.raises(InvalidUseError, match="partner needs Resource, not NoneType"):
        revoke_grant(rules.access, PAM, None, grant(), at=NOW)  # type: ignore[arg-type]


def test_it_is_a_value(rules: ps.Rulebook) -> None:
    """What was given equals its copy, and is no truth."""
    given = give(rules)
    assert pickle.loads(pickle.dumps(given)) == given
    assert isinstance(given.grant, Grant)
    with pytest.raises(InvalidUseError, match=r"ask given\.grant"):
        bool(given)
