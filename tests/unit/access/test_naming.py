"""Who names a deputy, for which role, and for how long; and who takes them back."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import partner_success as ps
from partner_success.access import (
    Actor,
    Identity,
    NamedDeputy,
    Resource,
    name_deputy,
    revoke_deputy,
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
    delegation,
    partner,
)
from tests.unit.access.small import policy as small

pytestmark = pytest.mark.rule("ACC-07")

ACME = partner("gate_3", PSM=TOM.email)
AWAITING = ACME.gate("gate_3", status="awaiting_sign_off")
LEAD = actor("PSM", who=TOM)
GOOD: dict[str, Any] = {
    "deputy": ADA,
    "role": "PSM",
    "ends_at": NOW + DAY,
    "id_": "d-1",
    "at": NOW,
}


def name(
    rules: ps.Rulebook,
    lead: Actor = LEAD,
    partner: Resource | None = ACME,
    **changes: Any,
) -> NamedDeputy:
    """Let the PSM of Acme, or somebody else, name Ada."""
    policy = changes.pop("policy", rules.access)
    return name_deputy(policy, lead, partner, **GOOD | changes)


def codes(named: NamedDeputy) -> list[str]:
    """Give the codes of the reasons of a refusal."""
    return [reason.code for reason in named.reasons]


def test_a_lead_names_a_deputy_who_signs(rules: ps.Rulebook) -> None:
    """A deputy of the lead for one partner signs off in the lead's place."""
    named = name(rules)
    assert named.reasons == ()
    assert named.delegation == delegation(partner_id="acme")
    ada = actor(delegations=[named.delegation])
    signed = rules.access.decide(ada, "sign_off", AWAITING, at=NOW)
    assert signed.allowed
    assert signed.delegation == named.delegation
    assert signed.audit().lead_id == "p-2"


def test_for_all_partners_no_tie_is_needed(rules: ps.Rulebook) -> None:
    """Without a partner a lead names a deputy for all that they lead."""
    named = name(rules, partner=None, starts_at=NOW + INSTANT)
    assert named.delegation == delegation(starts_at=NOW + INSTANT)


@pytest.mark.parametrize("role", ["PAM", "PDM", "TPM", "PSM"])
def test_roles_that_lead(rules: ps.Rulebook, role: str) -> None:
    """Whoever signs a gate off can be stood in for."""
    named = name(rules, actor(role, who=TOM), None, role=role)
    assert named.delegation is not None


@pytest.mark.parametrize("role", ["TAM", "ADMIN"])
def test_roles_that_lead_nothing(rules: ps.Rulebook, role: str) -> None:
    """Who signs no gate off has no deputy."""
    named = name(rules, actor(role, who=TOM), None, role=role)
    assert [(reason.code, reason.message) for reason in named.reasons] == [
        ("leads-nothing", f"{role} signs no gate off that a deputy could sign")
    ]


def test_every_reason_is_told_at_once(rules: ps.Rulebook) -> None:
    """Who holds another role, is not assigned, and names themselves, learns it all."""
    named = name(rules, actor("PAM"), starts_at=NOW - INSTANT)
    assert codes(named) == ["role-not-held", "not-tied", "own-deputy", "backdated"]
    assert named.delegation is None
    assert [reason.message for reason in named.reasons[:3]] == [
        "p-1 does not hold the role PSM",
        "p-1 is not assigned to the partner as PSM",
        "nobody stands in for themselves",
    ]


def test_nobody_without_an_address(rules: ps.Rulebook) -> None:
    """Lead and deputy are matched by addresses, which both must have."""
    lead = actor("PSM", who=Identity(id="p-2"))
    named = name(rules, lead, None, deputy=Identity(id="p-7"))
    assert [reason.message for reason in named.reasons] == [
        "no address is known of p-2, by which people are matched",
        "no address is known of p-7, by which people are matched",
    ]


def test_a_deputy_names_nobody(rules: ps.Rulebook) -> None:
    """Standing in for a lead is not handed on."""
    ada = actor(delegations=[delegation()])
    named = name(rules, ada, deputy=Identity(id="p-7", email="max@example.com"))
    assert codes(named) == ["role-not-held", "not-tied"]


def test_misuse_is_refused(rules: ps.Rulebook) -> None:
    """Roles that are not there, other kinds and partners of nobody are misuse."""
    with pytest.raises(UnknownNameError, match="did you mean 'PSM'"):
        name(rules, role="PSMM")
    with pytest.raises(InvalidUseError, match="lead needs Actor, not Identity"):
        name(rules, TOM)  # type: ignore[arg-type]
    with pytest.raises(InvalidUseError, match="deputy needs Identity, not str"):
        name(rules, deputy="ada@example.com")
    with pytest.raises(InvalidUseError, match="partner needs Resource, not str"):
        name(rules, partner="acme")  # type: ignore[arg-type]
    with pytest.raises(InvalidUseError, match="this rulebook belongs to no partner"):
        name(rules, partner=Resource(kind="rulebook"))
    with pytest.raises(InvalidDataError, match="is starts_at, so that it never holds"):
        name(rules, ends_at=NOW)
    with pytest.raises(UnknownNameError, match="no action is called 'sign_off'"):
        name(rules, actor("A", who=TOM), policy=small(), role="A")


@pytest.mark.parametrize(
    "who",
    [
        LEAD,
        actor(),
        actor("PSM", who=Identity(id="p-9", email=" TOM@example.com")),
        actor(who=Identity(id=ADA.id, email="second@example.com")),
    ],
    ids=["lead", "deputy", "lead by the address", "deputy by the id"],
)
@pytest.mark.parametrize("partner_id", ["acme", None])
def test_lead_and_deputy_end_it(
    rules: ps.Rulebook, who: Actor, partner_id: str | None
) -> None:
    """Who named takes it back, who stands in lays it down, from an instant on."""
    named = delegation(partner_id=partner_id)
    back = NOW + INSTANT
    taken = revoke_deputy(who, named, at=back)
    assert taken.reasons == ()
    assert taken.delegation == delegation(partner_id=partner_id, revoked_at=back)
    assert named == delegation(partner_id=partner_id)
    ada = actor(delegations=[taken.delegation])
    signed = [
        rules.access.decide(ada, "sign_off", AWAITING, at=at).allowed
        for at in (NOW, back)
    ]
    assert signed == [True, False]


def test_a_lead_who_leads_no_more_takes_it_back(rules: ps.Rulebook) -> None:
    """Without role, address and tie it is still the one who named."""
    named = delegation(lead=Identity(id="p-2"))
    taken = revoke_deputy(Actor(id="p-2"), named, at=NOW)
    assert taken.delegation == delegation(lead=Identity(id="p-2"), revoked_at=NOW)
    assert name(rules, Actor(id="p-2"), None).delegation is None


def test_before_it_begins_it_can_be_taken_back() -> None:
    """A deputy whose time has not come will never stand in."""
    taken = revoke_deputy(LEAD, delegation(), at=NOW - DAY)
    assert taken.delegation is not None
    assert str(taken.delegation.state(NOW)) == "revoked"


def test_what_was_to_end_later_can_end_now() -> None:
    """A naming that is to be taken back some day can be taken back before."""
    taken = revoke_deputy(LEAD, delegation(revoked_at=NOW + INSTANT), at=NOW)
    assert taken.delegation == delegation(revoked_at=NOW)


@pytest.mark.parametrize("who", [LEAD, actor()], ids=["lead", "deputy"])
@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        (
            {"revoked_at": NOW},
            "delegation-revoked",
            "was taken back at 2026-05-04 09:00:00+00:00",
        ),
        (
            {"starts_at": NOW - DAY, "ends_at": NOW},
            "delegation-expired",
            "ended at 2026-05-04 09:00:00+00:00",
        ),
    ],
)
def test_what_is_over_is_not_taken_back(
    who: Actor, changes: dict[str, Any], code: str, message: str
) -> None:
    """Who ends what no longer holds is told so."""
    taken = revoke_deputy(who, delegation(**changes), at=NOW)
    assert taken.delegation is None
    [told] = taken.reasons
    assert (told.code, told.rules) == (code, ("ACC-07",))
    assert told.message == f"the delegation d-1 {message} already"


@pytest.mark.parametrize("role", ["PAM", "PSM", "ADMIN"])
def test_nobody_else_takes_it_back(role: str) -> None:
    """Not the PAM, another lead or an administrator; every reason is told."""
    ines = actor(role, who=INES)
    taken = revoke_deputy(ines, delegation(), at=NOW)
    assert taken.delegation is None
    [told] = taken.reasons
    assert told.code == "neither-lead-nor-deputy"
    assert told.message == (
        "the delegation d-1 is taken back by p-2, who named, or laid down by p-1, who"
        " stands in"
    )
    over = revoke_deputy(ines, delegation(), at=NOW + DAY)
    assert codes(over) == ["neither-lead-nor-deputy", "delegation-expired"]


def test_nobody_is_somebody_without_an_address() -> None:
    """Two of whom no address is known are two people."""
    named = delegation(lead=Identity(id="p-2"))
    taken = revoke_deputy(Actor(id="p-9"), named, at=NOW)
    assert codes(taken) == ["neither-lead-nor-deputy"]


def test_misuse_of_taking_back() -> None:
    """Other kinds, and instants without a zone, are misuse."""
    with pytest.raises(InvalidUseError, match="actor needs Actor, not Identity"):
        revoke_deputy(TOM, delegation(), at=NOW)  # type: ignore[arg-type]
    with pytest.raises(InvalidUseError, match="delegation needs Delegation, not str"):
        revoke_deputy(LEAD, "d-1", at=NOW)  # type: ignore[arg-type]
    for who in (LEAD, actor(who=INES)):
        with pytest.raises(InvalidValueError, match="time zone"):
            revoke_deputy(who, delegation(), at=NOW.replace(tzinfo=None))


def test_it_is_a_value(rules: ps.Rulebook) -> None:
    """What was named equals its copy, and is no truth."""
    named = name(rules)
    assert pickle.loads(pickle.dumps(named)) == named
    with pytest.raises(InvalidUseError, match=r"ask named\.delegation"):
        bool(named)
