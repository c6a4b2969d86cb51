"""A deputy who is taken back: as it was before, and as if never named from then on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.access import (
    AccessDecision,
    Actor,
    Delegation,
    Resource,
    partner_resource,
    revoke_deputy,
)
from partner_success.access.validity import Validity
from tests.properties.access_cases import KIM, NOW, TICK, delegation, lead

ticks = st.integers(min_value=-3, max_value=3)
ACME = partner_resource("acme", stage="gate_3", team={"PSM": lead("PSM").email})
GATE = ACME.gate("gate_3", status="awaiting_sign_off")
PSM = Actor(id=lead("PSM").id, email=lead("PSM").email, roles=["PSM"])


def kim(*delegations: Delegation, roles: Iterable[str] = ()) -> Actor:
    """Give the deputy."""
    return Actor(id=KIM.id, email=KIM.email, roles=roles, delegations=delegations)


def told(found: AccessDecision) -> tuple[Any, ...]:
    """Give who may by what; the record of a naming says of itself that it ended."""
    rule, named = found.rule, found.delegation
    return found.allowed, rule and rule.id, found.role, named and named.id


def is_listed(
    rules: ps.Rulebook, actor: Actor, action: str, what: Resource, tick: int
) -> bool:
    """Ask for the same in a list."""
    row: dict[str, Any] = {
        "partner_id": what.partner_id,
        "team": {role: list(keys) for role, keys in what.team.items()},
        **what.facts,
    }
    listed = rules.access.predicate(actor, action, at=NOW + tick * TICK)
    return listed.matches(row)


@pytest.mark.rule("ACC-07", "ACC-11")
@given(
    starts=ticks,
    length=st.integers(min_value=1, max_value=4),
    back=ticks,
    partner_id=st.sampled_from([None, "acme", "globex"]),
    is_lead=st.booleans(),
    is_admin=st.booleans(),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_deputy_who_is_taken_back(
    rules: ps.Rulebook,
    starts: int,
    length: int,
    back: int,
    partner_id: str | None,
    is_lead: bool,
    is_admin: bool,
) -> None:
    """Before that instant nothing changes; from it on nobody was named."""
    named = delegation(
        "PSM",
        partner_id=partner_id,
        starts_at=NOW + starts * TICK,
        ends_at=NOW + (starts + length) * TICK,
    )
    at = NOW + back * TICK
    taken = revoke_deputy(PSM if is_lead else kim(), named, at=at).delegation
    assert (taken is None) is (named.state(at) is Validity.EXPIRED)
    if taken is None:
        return
    roles = ["ADMIN"] if is_admin else []
    now, never = kim(taken, roles=roles), kim(roles=roles)
    once = kim(named, roles=roles)
    for tick in range(-4, 9):
        other = once if tick < back else never
        for action, what in (("view_partner", ACME), ("sign_off", GATE)):
            moment = NOW + tick * TICK
            found = rules.access.decide(now, action, what, at=moment)
            wanted = rules.access.decide(other, action, what, at=moment)
            assert told(found) == told(wanted)
            assert is_listed(rules, now, action, what, tick) is found.allowed
