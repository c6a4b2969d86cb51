"""Access at its edges: the last microsecond of a grant, hostile addresses, deputies."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest

import partner_success as ps
from partner_success.access import (
    Actor,
    Delegation,
    Identity,
    Resource,
    partner_resource,
)
from partner_success.errors import InvalidDataError, InvalidValueError
from tests.properties.access_cases import (
    GRANTS,
    INES,
    KIM,
    NOW,
    TICK,
    delegation,
    lead,
)

BERLIN = ZoneInfo("Europe/Berlin")
GRANT = attrs.evolve(
    GRANTS[0], partner_id="acme", starts_at=NOW, ends_at=NOW + timedelta(days=1)
)
ACME = partner_resource("acme", stage="gate_2", team={})


def answer(rules: ps.Rulebook, actor: Actor, what: Resource, at: datetime) -> bool:
    """Decide on seeing a partner, which a list must do in the same way."""
    found = rules.access.decide(actor, "view_partner", what, at=at)
    row = {
        "partner_id": what.partner_id,
        "team": {role: list(keys) for role, keys in what.team.items()},
        **what.facts,
    }
    listed = rules.access.predicate(actor, "view_partner", at=at)
    assert listed.matches(row) is found.allowed
    return found.allowed


def with_grant(**changes: Any) -> Actor:
    """Give Kim with one context grant."""
    grant = attrs.evolve(GRANT, **changes)
    return Actor(id=KIM.id, email=KIM.email, roles=["PSM"], grants=[grant])


@pytest.mark.rule("ACC-05", "ACC-11")
def test_a_grant_begins_with_its_start_and_is_over_at_its_end(
    rules: ps.Rulebook,
) -> None:
    """The first microsecond is inside, the end is outside, in whatever zone."""
    kim = with_grant()
    for zone in (
        UTC,
        BERLIN,
        timezone(timedelta(hours=-11)),
        ZoneInfo("Asia/Kathmandu"),
    ):
        for at, held in (
            (GRANT.starts_at - TICK, False),
            (GRANT.starts_at, True),
            (GRANT.ends_at - TICK, True),
            (GRANT.ends_at, False),
        ):
            assert answer(rules, kim, ACME, at.astimezone(zone)) is held
            elsewhere = with_grant(
                starts_at=GRANT.starts_at.astimezone(zone),
                ends_at=GRANT.ends_at.astimezone(zone),
            )
            assert answer(rules, elsewhere, ACME, at) is held


@pytest.mark.rule("ACC-05", "ACC-11")
def test_a_grant_is_over_when_it_is_taken_back(rules: ps.Rulebook) -> None:
    """From that very instant on, also where that was before its start."""
    kim = with_grant(revoked_at=NOW + timedelta(hours=1))
    assert answer(rules, kim, ACME, NOW + timedelta(hours=1) - TICK)
    assert not answer(rules, kim, ACME, NOW + timedelta(hours=1))
    early = with_grant(revoked_at=NOW - timedelta(hours=1))
    assert not answer(rules, early, ACME, NOW)
    late = with_grant(revoked_at=GRANT.ends_at + timedelta(hours=1))
    assert answer(rules, late, ACME, GRANT.ends_at - TICK)


@pytest.mark.rule("ACC-05", "ACC-11")
def test_the_hour_that_comes_twice_is_two_hours(rules: ps.Rulebook) -> None:
    """A grant until 02:30 of the first turn is over at 02:30 of the second."""
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    second = first.replace(fold=1)
    kim = with_grant(starts_at=first - timedelta(days=1), ends_at=second)
    assert answer(rules, kim, ACME, first)
    assert answer(rules, kim, ACME, second.astimezone(UTC) - TICK)
    assert not answer(rules, kim, ACME, second)
    short = with_grant(starts_at=first - timedelta(days=1), ends_at=first)
    assert not answer(rules, short, ACME, first)
    assert not answer(rules, short, ACME, second)
    one_hour = with_grant(starts_at=first, ends_at=second)
    assert answer(rules, one_hour, ACME, first + timedelta(minutes=15))


@pytest.mark.rule("ACC-05")
def test_a_time_without_a_zone_is_refused(rules: ps.Rulebook) -> None:
    """Nothing is decided or selected at a time that could be any."""
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(InvalidValueError):
        rules.access.decide(with_grant(), "view_partner", ACME, at=naive)
    with pytest.raises(InvalidValueError):
        rules.access.predicate(with_grant(), "view_partner", at=naive)


ACCENTED = "josé.müller@exämple.com"
SAME = [
    ("kim@example.com", "KIM@EXAMPLE.COM"),
    ("kim@example.com", "  kim@example.com\t\n"),
    ("kim@example.com", "\u00a0kim@example.com\u2003"),
    (unicodedata.normalize("NFC", ACCENTED), unicodedata.normalize("NFD", ACCENTED)),
    ("strasse@example.com", "STRAßE@example.com"),
    ("σίσυφος@example.com", "ΣΊΣΥΦΟΣ@example.com"),
    ("k" * 308 + "@example.com", "K" * 308 + "@EXAMPLE.COM"),
    ("o'hara@example.com", "O'Hara@Example.com"),
    ("100%_@example.com", "100%_@EXAMPLE.com"),
]
OTHER = [
    ("kim@example.com", "k\u0456m@example.com"),  # a Ukrainian i
    ("kim@example.com", "kim@ex\u0430mple.com"),  # a Cyrillic a
    ("kim@example.com", "kim\u200b@example.com"),
    ("kim@example.com", "ki m@example.com"),
    ("kim@example.com", "kim@example.co"),
    ("kim@example.com", "kim@example.com' or '1'='1"),
    ("kim@example.com", "'; drop table partners; --"),
    ("kim@example.com", "%"),
    ("kim@example.com", "k_m@example.com"),
    ("kim@example.com", "*@example.com"),
    ("kim@example.com", "kim@example.com\\"),
    ("kim@example.com", "kim@example.com\x00"),
    ("kim@example.com", "None"),
    ("kim@example.com", '{"email": "kim@example.com"}'),
]


@pytest.mark.rule("ACC-09", "ACC-11")
@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_address_are_one_person(
    rules: ps.Rulebook, one: str, other: str
) -> None:
    """Case, space around it and composed accents do not count, for ties and grants."""
    for assigned, asking in ((one, other), (other, one)):
        acme = partner_resource("acme", stage="gate_3", team={"PSM": assigned})
        kim = Actor(id="p-9", email=asking, roles=["PSM"])
        assert answer(rules, kim, acme, NOW)
        grant = attrs.evolve(GRANT, grantee=Identity(id="p-9", email=assigned))
        assert answer(rules, attrs.evolve(kim, grants=[grant]), ACME, NOW)


@pytest.mark.rule("ACC-09", "ACC-11")
@pytest.mark.parametrize(("one", "other"), OTHER)
def test_look_alikes_and_patterns_are_other_people(
    rules: ps.Rulebook, one: str, other: str
) -> None:
    """An address is compared as a whole and is no pattern, query or data."""
    for assigned, asking in ((one, other), (other, one)):
        acme = partner_resource("acme", stage="gate_3", team={"PSM": assigned})
        kim = Actor(id="p-9", email=asking, roles=["PSM"])
        assert not answer(rules, kim, acme, NOW)
        grant = attrs.evolve(GRANT, grantee=Identity(id="p-8", email=assigned))
        assert not answer(rules, attrs.evolve(kim, grants=[grant]), ACME, NOW)
        named = delegation("PSM", deputy=Identity(id="p-8", email=assigned))
        led = partner_resource("acme", stage="gate_3", team={"PSM": lead("PSM").email})
        assert not answer(rules, attrs.evolve(kim, delegations=[named]), led, NOW)


@pytest.mark.rule("ACC-09", "ACC-11")
@pytest.mark.parametrize("email", [None, "", " ", "\t\n", "\u00a0"])
def test_who_has_no_address_is_nobody(rules: ps.Rulebook, email: str | None) -> None:
    """They are tied to nothing, are given nothing and stand in for nobody."""
    acme = partner_resource("acme", stage="gate_3", team={"PSM": [email, None, ""]})
    nameless = Identity(id="p-9", email=email)
    kim = Actor(
        id="p-9",
        email=email,
        roles=["PSM"],
        grants=[attrs.evolve(GRANT, grantee=nameless)],
        delegations=[delegation("PAM", deputy=nameless)],
    )
    assert not answer(rules, kim, acme, NOW)
    led = partner_resource("acme", stage="gate_3", team={"PAM": lead("PAM").email})
    assert not answer(rules, kim, led, NOW)


@pytest.mark.rule("ACC-09", "ACC-11")
def test_an_address_that_cannot_be_one_is_nobody(rules: ps.Rulebook) -> None:
    """One of more than 320 characters is refused of a person and ties nobody."""
    endless = "k" * 309 + "@example.com"
    with pytest.raises(InvalidDataError, match="at most 320"):
        Identity(id="p-9", email=endless)
    acme = partner_resource("acme", stage="gate_3", team={"PSM": endless})
    assert not answer(rules, Actor(id="p-9", roles=["PSM"]), acme, NOW)


def deputy(*delegations: Delegation) -> Actor:
    """Give Kim without a role of their own."""
    return Actor(id=KIM.id, email=KIM.email, delegations=delegations)


LED = partner_resource("acme", stage="gate_3", team={"PSM": lead("PSM").email})
NOT_HOLDING: dict[str, Any] = {
    "not yet": delegation("PSM", starts_at=NOW + TICK, ends_at=NOW + 2 * TICK),
    "ended": delegation("PSM", starts_at=NOW - TICK, ends_at=NOW),
    "taken back": delegation("PSM", revoked_at=NOW),
    "for another partner": delegation("PSM", partner_id="globex"),
    "in another role": attrs.evolve(delegation("PSM"), role="TPM"),
    "for another deputy": delegation("PSM", deputy=INES),
    "by a lead without a tie": delegation("PSM", lead=INES),
    "by a lead without an address": delegation("PSM", lead=Identity(id="p-8")),
}


@pytest.mark.rule("ACC-07", "ACC-11")
def test_a_deputy_acts_while_it_holds(rules: ps.Rulebook) -> None:
    """From the first microsecond on, for all partners of the lead or the named one."""
    for named in (
        delegation("PSM"),
        delegation("PSM", partner_id="acme"),
        delegation("PSM", revoked_at=NOW + TICK),
    ):
        found = rules.access.decide(deputy(named), "view_partner", LED, at=NOW)
        assert (found.allowed, found.role, found.delegation) == (True, "PSM", named)
        assert answer(rules, deputy(named), LED, NOW)
        assert answer(rules, deputy(*NOT_HOLDING.values(), named), LED, NOW)


@pytest.mark.rule("ACC-07", "ACC-11")
@pytest.mark.parametrize("why", NOT_HOLDING)
def test_a_deputy_does_not_act_where_it_does_not_hold(
    rules: ps.Rulebook, why: str
) -> None:
    """Period, taking back, partner, role, person and the lead's own tie all count."""
    assert not answer(rules, deputy(NOT_HOLDING[why]), LED, NOW)


@pytest.mark.rule("ACC-07", "ACC-11")
def test_a_deputy_has_no_deputy(rules: ps.Rulebook) -> None:
    """Who stands in for a lead cannot name somebody to stand in for them."""
    first = Identity(id="p-7", email="tomas@example.com")
    passed_on = delegation("PSM", lead=first)
    named = delegation("PSM", deputy=first)
    assert not answer(rules, deputy(named, passed_on), LED, NOW)
    tomas = Actor(id=first.id, email=first.email, delegations=[named, passed_on])
    assert answer(rules, tomas, LED, NOW)


@pytest.mark.rule("ACC-05", "ACC-07")
def test_a_grant_of_the_lead_is_not_passed_on(rules: ps.Rulebook) -> None:
    """A context grant is for the person who was given it."""
    grant = attrs.evolve(GRANT, grantee=lead("PSM"))
    kim = attrs.evolve(deputy(delegation("PSM")), grants=[grant])
    early = attrs.evolve(LED, facts={"stage": "gate_1"})
    assert not answer(rules, kim, early, NOW)
