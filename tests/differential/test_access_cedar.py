"""Cedar decides as the library does, by the same rules, wherever facts differ."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest

import partner_success as ps
from partner_success.access import Actor, Delegation, Grant, Identity, partner_resource
from partner_success.interop import cedar_engine, cedar_export
from tests.differential.cedar_questions import (
    NOW,
    Asked,
    asked_of,
    check_same,
    resources,
    role_sets,
)

ADA = "Ada@Example.com"
BO = "bo@example.com"
TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)

pytest.importorskip("cedarpy", reason="needs the extra 'cedar'")


def grant(id_: str, **changes: Any) -> Grant:
    """Give a grant to Ada on the partner of its own name, in force now."""
    given: dict[str, Any] = {
        "id": id_,
        "partner_id": id_,
        "grantee": Identity(id="p-1", email=ADA),
        "gates": ["gate_1", "gate_2"],
        "reason": "hand-over",
        "grantor": Identity(id="p-9", email="ines@example.com"),
        "starts_at": NOW - HOUR,
        "ends_at": NOW + HOUR,
    }
    return Grant(**given | changes)


def delegation(id_: str, **changes: Any) -> Delegation:
    """Give a naming of Ada as deputy of Bo, in force now."""
    given: dict[str, Any] = {
        "id": id_,
        "lead": Identity(id="p-2", email=BO),
        "deputy": Identity(id="p-1", email=ADA),
        "role": "PSM",
        "starts_at": NOW - HOUR,
        "ends_at": NOW + HOUR,
    }
    return Delegation(**given | changes)


def edges(*moments: datetime) -> list[datetime]:
    """Give the instants just before, at and just after each moment."""
    return [each + step for each in moments for step in (-TICK, 0 * TICK, TICK)]


@pytest.mark.rule("ACC-01", "ACC-12")
def test_cedar_finds_nothing_wrong_with_the_export(rules: ps.Rulebook) -> None:
    """Policies with grants and delegations fit their schema."""
    export = cedar_export(
        rules.access,
        grants=[grant("g-1"), grant("g-2", revoked_at=NOW)],
        delegations=[delegation("d-1"), delegation("d-2", partner_id="acme")],
    )
    assert cedar_engine(export).validate() == ()
    assert len({part.id for part in export.parts}) == len(export.parts)


@pytest.mark.rule("ACC-01", "ACC-09", "ACC-12", "ACC-13")
def test_every_role_tie_action_and_fact(rules: ps.Rulebook) -> None:
    """Cedar and the library agree on every class of questions without grants."""
    policy = rules.access
    engine = cedar_engine(cedar_export(policy))
    allowed = 0
    for tied in role_sets(policy):
        team = dict.fromkeys(tied, " ada@EXAMPLE.com")
        actors = [
            Actor(id="-".join(roles) or "nobody", email=ADA, roles=roles)
            for roles in role_sets(policy)
            # Ties in roles that are not held are all alike: some stand for them.
            if set(tied) <= set(roles) or (tied == ("PSM",) and len(roles) == 1)
        ]
        questions: list[Asked] = []
        for action in policy.actions.ids:
            things = resources(policy, action, team=team)
            questions += asked_of(actors, action, list(things))
        allowed += check_same(engine, questions)
    assert allowed > 2_000


@pytest.mark.rule("ACC-09")
def test_who_has_no_address_is_tied_to_nobody(rules: ps.Rulebook) -> None:
    """No address matches no tie, no grant and no deputy, here and in Cedar."""
    policy = rules.access
    nobody = Identity(id="p-7")
    export = cedar_export(
        policy,
        grants=[grant("acme", grantee=nobody)],
        delegations=[
            delegation("d-1", deputy=nobody),
            delegation("d-2", lead=Identity(id="p-8")),
        ],
    )
    actors = [
        Actor(
            id=f"{number}-{'-'.join(roles)}",
            email=email,
            roles=roles,
            grants=[grant("acme", grantee=nobody)],
            delegations=export.delegations,
        )
        for number, email in enumerate([None, "  ", ADA])
        for roles in role_sets(policy, 1)
    ]
    acme = partner_resource("acme", stage="gate_3", team={"PSM": [None, " "]})
    questions = asked_of(actors, "view_partner", [acme])
    assert check_same(cedar_engine(export), questions) == 3


@pytest.mark.rule("ACC-05")
def test_a_grant_opens_and_ends_on_the_microsecond(rules: ps.Rulebook) -> None:
    """Each state of a grant means the same in both, at each of its edges."""
    policy = rules.access
    start, end, back = NOW - HOUR, NOW + HOUR, NOW + HOUR / 3
    grants = [
        grant("open"),
        grant("revoked", revoked_at=back),
        grant("revoked-before", revoked_at=start - HOUR),
        grant("revoked-after", revoked_at=end + HOUR),
        grant("others", grantee=Identity(id="p-5", email=BO)),
        grant("two-1", partner_id="two", gates=["gate_0"], ends_at=NOW),
        grant("two-2", partner_id="two", gates=["gate_0", "gate_3"]),
        grant("far", ends_at=datetime.max.replace(tzinfo=UTC)),
        grant("old", starts_at=datetime.min.replace(tzinfo=UTC)),
    ]
    engine = cedar_engine(cedar_export(policy, grants=grants))
    actors = [
        Actor(id="-".join(roles) or "nobody", email=ADA, roles=roles, grants=grants)
        for roles in [*role_sets(policy, 1), ("PSM", "TAM"), ("PAM", "TPM")]
    ]
    partners = {each.partner_id for each in grants} | {"none"}
    questions: list[Asked] = []
    for id_, at in product(sorted(partners), edges(start, end, back, NOW)):
        partner = partner_resource(id_, stage="gate_1", team={"TPM": ADA})
        gates = [partner.gate(each) for each in ("gate_0", "gate_1", "gate_3")]
        gates.append(partner.part("gate", "unknown"))
        for actor in actors:
            questions.append(Asked(actor, "view_partner", partner, at))
            # A fact that the kind does not ask for changes nothing.
            told = partner.part("partner", f"{id_}, told", gate="gate_3")
            questions.append(Asked(actor, "view_partner", told, at))
            questions += [Asked(actor, "view_gate", each, at) for each in gates]
            questions.append(Asked(actor, "sign_off", gates[1], at))
    assert check_same(engine, questions) > 1_000


@pytest.mark.rule("ACC-07")
def test_a_deputy_acts_in_both_for_as_long_and_no_further(rules: ps.Rulebook) -> None:
    """Delegations hold for their role, partner and time, and only by the lead's tie."""
    policy = rules.access
    start, end, back = NOW - HOUR, NOW + HOUR, NOW + HOUR / 3
    naming = [
        delegation("d-1", revoked_at=back),
        delegation("d-2", partner_id="acme", starts_at=NOW),
        delegation("d-3", role="TAM"),
        delegation("d-4", role="PAM", lead=Identity(id="p-3", email="cy@example.com")),
        delegation("d-5", deputy=Identity(id="p-2", email=BO), role="PAM",
                   lead=Identity(id="p-3", email="cy@example.com")),
    ]  # fmt: skip
    engine = cedar_engine(cedar_export(policy, delegations=naming))
    actors = [
        Actor(id=f"{email}{'-'.join(roles)}", email=email, roles=roles,
              delegations=naming)
        for email in (ADA, BO)
        for roles in [*role_sets(policy, 1), ("PSM", "TAM")]
    ]  # fmt: skip
    teams = {
        "acme": {"PSM": BO, "TAM": BO},
        "other": {"PSM": [BO, ADA], "PAM": "CY@example.com"},
        "third": {"PAM": BO, "TAM": ADA},
    }
    questions: list[Asked] = []
    for (id_, team), at in product(teams.items(), edges(start, end, back, NOW)):
        partner = partner_resource(id_, stage="gate_3", team=team)
        gate = partner.gate("gate_3", status="awaiting_sign_off")
        for actor in actors:
            questions.append(Asked(actor, "view_partner", partner, at))
            questions += [
                Asked(actor, action, gate, at)
                for action in ("view_gate", "sign_off", "complete_questionnaire")
            ]
    assert check_same(engine, questions) > 1_000


@pytest.mark.rule("ACC-05", "ACC-08")
def test_reasons_and_grants_to_oneself(rules: ps.Rulebook) -> None:
    """A blank reason is none, and nobody is given a grant by themselves."""
    policy = rules.access
    engine = cedar_engine(cedar_export(policy))
    actors = [
        Actor(id=f"{email}{'-'.join(roles)}", email=email, roles=roles)
        for email in (ADA, None)
        for roles in role_sets(policy)
    ]
    acme = partner_resource("acme", stage="gate_3", team={"PAM": ADA})
    failed = acme.gate("gate_3", status="failed")
    questions = [
        Asked(actor, "override_gate", failed, reason=reason)
        for actor in actors
        for reason in (None, "", " \n", "agreed with the board")
    ]
    for place, email in enumerate([None, " ADA@example.com", BO]):
        given = acme.part("grant", f"to-{place}", concerns=email)
        questions += asked_of(actors, "give_grant", [given])
        questions += asked_of(actors, "revoke_grant", [given])
    assert check_same(engine, questions) > 50
