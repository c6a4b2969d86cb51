"""One predicate for a whole list, which keeps what single decisions would keep."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import pytest

import partner_success as ps
from partner_success.access import Actor, GrantAtom, Identity, Predicate, TieAtom
from partner_success.errors import InvalidUseError, InvalidValueError, UnknownNameError
from partner_success.partners import Role
from tests.unit.access.scenes import (
    ADA,
    DAY,
    INSTANT,
    NOW,
    ROLES,
    STAGES,
    TOM,
    actor,
    delegation,
    grant,
    partner,
)
from tests.unit.access.small import GRANTED, TIED, policy, rule, stage_is

pytestmark = pytest.mark.rule("ACC-11")


def row(stage: str | None, partner_id: str = "acme", **team: Any) -> dict[str, Any]:
    """Give a row of the partners' table."""
    return {"partner_id": partner_id, "stage": stage, "team": team}


def people() -> Iterator[Actor]:
    """Give actors in every role and pair of roles, with and without what is given."""
    givens: list[dict[str, Any]] = [
        {},
        {"grants": [grant()]},
        {"grants": [grant(revoked_at=NOW)]},
        {"delegations": [delegation()]},
        {"delegations": [delegation(partner_id="globex"), delegation(role="PDM")]},
        {"delegations": [delegation(partner_id="acme")], "grants": [grant()]},
    ]
    held = [(), *((role,) for role in ROLES), ("PSM", "TPM"), ("PAM", "TAM")]
    for roles, given in product(held, givens):
        yield actor(*roles, **given)


@pytest.mark.unwatched
@pytest.mark.parametrize("action", ["view_partner", "edit_partner", "change_tier"])
def test_it_agrees_with_deciding(rules: ps.Rulebook, action: str) -> None:
    """Of all partners in all stages and ties, it keeps what would be allowed."""
    teams: list[dict[str, Any]] = [{}, *({role: ADA.email} for role in ROLES)]
    teams += [{"PSM": TOM.email}, {"PDM": TOM.email}]
    for who in people():
        wanted = rules.access.predicate(who, action, at=NOW)
        for stage, team in product((*STAGES, None), teams):
            acme = partner(stage, **team)
            one = rules.access.decide(who, action, acme, at=NOW)
            assert wanted.matches(row(stage, **team)) is one.allowed


@pytest.mark.unwatched
@pytest.mark.parametrize("gate", STAGES)
def test_it_agrees_on_gates(rules: ps.Rulebook, gate: str) -> None:
    """The gate may be the same for all rows, or a column of them."""
    for who in people():
        fixed = rules.access.predicate(who, "view_gate", at=NOW, gate=gate)
        by_row = rules.access.predicate(who, "view_gate", at=NOW)
        for stage, role in product(STAGES, ("PAM", "PSM")):
            acme = partner(stage, **{role: ADA.email})
            one = rules.access.decide(who, "view_gate", acme.gate(gate), at=NOW)
            team: dict[str, Any] = {role: ADA.email}
            cells = row(stage, **team)
            assert fixed.matches(cells) is one.allowed
            assert by_row.matches(cells | {"gate": gate}) is one.allowed


def test_it_says_what_it_asks_for(rules: ps.Rulebook) -> None:
    """A predicate reads as a sentence and names its columns, roles and atoms."""
    ada = actor("TPM")
    seen = rules.access.predicate(ada, "view_gate", at=NOW)
    assert str(seen) == (
        "(tied TPM is yes and stage is 'gate_2' and gate is 'gate_2') or granted is yes"
    )
    assert seen.facts == ("stage", "gate", "partner_id")
    assert seen.roles == ("TPM",)
    assert seen.ties == {"tied_TPM": TieAtom("TPM", ADA.key)}  # type: ignore[arg-type]
    assert ADA.key is not None
    assert seen.grant == GrantAtom(key=ADA.key, at=NOW, by_gate=True)
    assert (seen.action_id, seen.actor_id, seen.at) == ("view_gate", "p-1", NOW)
    fixed = rules.access.predicate(ada, "view_gate", at=NOW, gate="gate_1")
    assert str(fixed) == "granted is yes"
    assert fixed.facts == ("partner_id",)
    assert fixed.grant == GrantAtom(key=ADA.key, at=NOW, gate="gate_1")
    assert (fixed.ties, fixed.roles) == ({}, ())


def test_every_row_and_no_row(rules: ps.Rulebook) -> None:
    """Where nothing is left to ask, it is every row or none."""
    rows = [row("gate_3"), row(None)]
    every = rules.access.predicate(actor("ADMIN"), "view_partner", at=NOW)
    none = rules.access.predicate(actor(), "view_partner", at=NOW)
    assert (str(every), list(every.select(rows))) == ("every row", rows)
    assert (str(none), list(none.select(rows))) == ("no row", [])
    assert (every.facts, every.roles, every.grant) == ((), (), None)


def test_who_has_no_address_sees_nothing_by_ties(rules: ps.Rulebook) -> None:
    """Without an address neither ties nor grants are asked for."""
    nobody = actor("PSM", who=Identity(id="p-1"), grants=[grant()])
    assert str(rules.access.predicate(nobody, "view_partner", at=NOW)) == "no row"
    deputy = actor(
        "PSM",
        delegations=[
            delegation(lead=Identity(id="p-2")),
            delegation(lead=ADA, deputy=TOM),
        ],
    )
    seen = rules.access.predicate(deputy, "view_partner", at=NOW)
    assert seen.roles == ("PSM",)
    assert not seen.matches(row("gate_3", PSM=None))


@pytest.mark.rule("ACC-07")
def test_a_deputy_looks_by_the_leads_tie(rules: ps.Rulebook) -> None:
    """The lead's key stands in an atom of its own, and one partner may be named."""
    ada = actor("PSM", delegations=[delegation(partner_id="acme")])
    seen = rules.access.predicate(ada, "sign_off", at=NOW, gate="gate_3")
    assert seen.ties == {
        "tied_PSM": TieAtom("PSM", ADA.key),  # type: ignore[arg-type]
        "lead_2_tied_PSM": TieAtom("PSM", TOM.key),  # type: ignore[arg-type]
    }
    assert seen.roles == ("PSM",)
    waiting = {"gate_status": "awaiting_sign_off"}
    assert seen.matches(row("gate_3", PSM=TOM.email) | waiting)
    assert not seen.matches(row("gate_3", "globex", PSM=TOM.email) | waiting)
    assert not seen.matches(row("gate_3", PSM=TOM.email))
    later = rules.access.predicate(ada, "sign_off", at=NOW + DAY, gate="gate_3")
    assert list(later.ties) == ["tied_PSM"]


def test_a_deputy_in_no_role_is_refused_as_by_deciding(rules: ps.Rulebook) -> None:
    """A role that the policy does not know is a slip, wherever it is met."""
    ada = actor("PSM", delegations=[delegation(role="PSN")])
    with pytest.raises(UnknownNameError, match="did you mean 'PSM'"):
        rules.access.predicate(ada, "view_partner", at=NOW)


def test_what_a_row_may_hold(rules: ps.Rulebook) -> None:
    """People of a role are one or several addresses or keys; rows may lack all."""
    seen = rules.access.predicate(actor("PSM"), "view_partner", at=NOW)
    for held in ("ADA@example.com", ["x", " ada@example.com"], (None, ADA.key)):
        assert seen.matches(row("gate_3", PSM=held))
    for held in (None, [], ["x"], 5, [5]):
        assert not seen.matches(row("gate_3", PSM=held))
    rows: list[Mapping[str, object]] = [
        {},
        {"team": None, "stage": "gate_3"},
        {"team": {"PSM": ADA.email}},
        {"team": {"PSM": ADA.email}, "stage": "gate_3", "more": 1},
    ]
    assert list(seen.select(iter(rows))) == rows[3:]


@pytest.mark.rule("ACC-05")
def test_a_table_of_grants_of_everybody(rules: ps.Rulebook) -> None:
    """Grants may come as a table, of which only those in force and theirs count."""
    seen = rules.access.predicate(actor("PSM"), "view_gate", at=NOW, gate="gate_1")
    rows = [row("gate_1", each) for each in ("acme", "globex", "initech", "umbrella")]
    table = [
        grant(),
        grant(id="g-2", partner_id="globex", grantee=TOM),
        grant(id="g-3", partner_id="initech", gates=["gate_2"]),
        grant(id="g-4", partner_id="umbrella", starts_at=NOW + INSTANT),
    ]
    assert list(seen.select(rows)) == []
    assert list(seen.select(rows, grants=iter(table))) == rows[:1]
    brought = rules.access.predicate(
        actor("PSM", grants=table), "view_partner", at=NOW + INSTANT
    )
    assert list(brought.select(rows)) == [rows[0], rows[2], rows[3]]
    assert list(brought.select(rows, grants=[])) == []
    by_row = rules.access.predicate(actor("PSM", grants=table), "view_gate", at=NOW)
    assert by_row.matches(row("x") | {"gate": "gate_1"})
    assert not by_row.matches(row("x"))


def test_reasons_and_facts_that_are_the_same_for_all(rules: ps.Rulebook) -> None:
    """A reason, and facts of all rows, are put in before a list is looked at."""
    admin = actor("ADMIN")
    without = rules.access.predicate(admin, "override_gate", at=NOW)
    assert str(without) == "no row"
    given = rules.access.predicate(admin, "override_gate", at=NOW, reason="board")
    assert str(given) == "gate status is 'failed'"
    blank = rules.access.predicate(
        admin, "override_gate", at=NOW, reason=" ", gate_status="failed"
    )
    assert str(blank) == "no row"
    both = rules.access.predicate(
        admin, "override_gate", at=NOW, reason="board", gate_status="failed"
    )
    assert str(both) == "every row"


def test_facts_are_taken_as_those_of_a_resource(rules: ps.Rulebook) -> None:
    """A member of an enumeration is its text, and 1 is no truth."""
    ada = actor("PSM")
    member = rules.access.predicate(
        ada, "view_partner_analytics", at=NOW, role=Role.PSM
    )
    text = rules.access.predicate(ada, "view_partner_analytics", at=NOW, role="PSM")
    assert member == text
    with pytest.raises(UnknownNameError, match="no word for whether a sign-off rests"):
        rules.access.predicate(
            actor("ADMIN"),
            "delete_submission",
            at=NOW,
            signed_off=1,  # type: ignore[arg-type]
        )


def test_every_form_of_condition_is_reduced() -> None:
    """'Any', 'not', 'at least', what is known: all keep their meaning."""
    three = [TIED, stage_is("x"), {"field": "open", "equals": True}]
    two = {"at_least_of": {"count": 2, "conditions": three}}
    forms: list[dict[str, Any]] = [
        {"any": [{"all": [TIED, stage_is("x")]}, {"not": {"known": "region"}}]},
        {"not": {"any": [stage_is("x"), {"field": "region", "equals": "east"}]}},
        two,
        {"all": [TIED, {"known": "open"}]},
        {"any": [GRANTED, {"value": "far_west", "equals": {"field": "region"}}]},
        {"all": [{"not": TIED}, {"known": "stage"}]},
    ]
    truths = (True, False, None)
    cases = list(product(("x", "z", None), ("east", "far_west", None), truths))
    for form in forms:
        small = policy(rule("sees", form))
        for who in (
            actor("A"),
            actor("A", grants=[grant()]),
            actor("A", who=Identity(id="p")),
        ):
            open_ = small.predicate(who, "view_partner", at=NOW)
            for (stage, region, shut), tied in product(cases, (True, False)):
                team: dict[str, Any] = {"A": ADA.email} if tied else {}
                acme = partner(stage, **team)
                asked = acme.part("partner", "acme", region=region, open=shut)
                one = small.decide(who, "view_partner", asked, at=NOW)
                cells = row(stage, **team) | {"region": region, "open": shut}
                assert open_.matches(cells) is one.allowed
                facts = {"stage": stage, "region": region, "open": shut}
                known: dict[str, Any] = {
                    name: each for name, each in facts.items() if each is not None
                }
                fixed = small.predicate(who, "view_partner", at=NOW, **known)
                assert fixed.matches(cells) is one.allowed


def test_a_predicate_is_a_value(rules: ps.Rulebook) -> None:
    """It is compared, hashed and pickled by what it asks for."""
    ada = actor("PSM", grants=[grant()], delegations=[delegation()])
    one, two = (rules.access.predicate(ada, "view_gate", at=NOW) for _ in "ab")
    back: Predicate = pickle.loads(pickle.dumps(one))
    assert len({one, two, back}) == 1
    assert back.matches(row("gate_3", PSM=TOM.email) | {"gate": "gate_3"})


@pytest.mark.parametrize(
    ("changes", "error", "message"),
    [
        ({"at": NOW.replace(tzinfo=None)}, InvalidValueError, "at needs a time zone"),
        ({"action": "view"}, UnknownNameError, "no action is called 'view'"),
        ({"actor": actor("PSN")}, UnknownNameError, "no access role is called 'PSN'"),
        (
            {"gate": "gate_9"},
            UnknownNameError,
            "no word for the gate is called 'gate_9'",
        ),
        (
            {"signed": True},
            UnknownNameError,
            "no fact of kind 'gate' is called 'signed'",
        ),
        (
            {"action": "edit_rulebook"},
            InvalidUseError,
            "belongs to no partner; a predicate selects partners, so ask decide",
        ),
    ],
)
def test_misuse_is_told(
    rules: ps.Rulebook, changes: dict[str, Any], error: type[Exception], message: str
) -> None:
    """What cannot be meant is refused, and says what was found."""
    good = {"actor": actor("PSM"), "action": "view_gate", "at": NOW}
    given: dict[str, Any] = good | changes
    with pytest.raises(error, match=message):
        rules.access.predicate(given.pop("actor"), given.pop("action"), **given)
