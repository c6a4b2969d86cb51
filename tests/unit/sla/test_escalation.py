"""At which share whom to call, and when somebody is there."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import partner_success as ps
from partner_success.calendars import WorkingCalendar
from partner_success.errors import InvalidModelError, InvalidValueError
from partner_success.sla import Paused, Responded, SeverityChanged
from tests.unit.sla.tickets import OFFICE, after, on, opened, policy, step, target


@pytest.mark.rule("SLA-09")
@pytest.mark.parametrize("name", ["partner_support", "enterprise_support"])
def test_the_standard_steps(rules: ps.Rulebook, name: str) -> None:
    """Half, three quarters, nine tenths and all of a target call tiers 1 to 4."""
    steps = rules.sla[name].escalation
    assert [(each.share, each.tier.id, each.channel.id) for each in steps] == [
        (50, "tier_1", "email"),
        (75, "tier_2", "phone"),
        (90, "tier_3", "chat"),
        (100, "tier_4", "emergency"),
    ]
    clock = rules.sla[name].open(severity="critical", at=on("9 10:00"), calendar=OFFICE)
    ended = clock.at(on("9 11:00")).first_response
    assert [each.at for each in ended.escalations] == [
        on("9 10:30"),
        on("9 10:45"),
        on("9 10:54"),
        on("9 11:00"),
    ]
    assert ended.next_escalation is None


@pytest.mark.rule("SLA-09")
def test_the_standard_tiers(rules: ps.Rulebook) -> None:
    """Two tiers are there around the clock, one in business hours, one on call."""
    assert [(each.id, each.coverage) for each in rules.support.tiers] == [
        ("tier_1", "around the clock"),
        ("tier_2", "around the clock"),
        ("tier_3", "business hours"),
        ("tier_4", "on call"),
    ]


@pytest.mark.rule("SLA-13")
def test_the_standard_channels(rules: ps.Rulebook) -> None:
    """Each channel says when somebody answers."""
    assert [(each.id, each.coverage) for each in rules.support.channels] == [
        ("phone", "around the clock"),
        ("email", "guaranteed response"),
        ("portal", "self-service"),
        ("chat", "business hours"),
        ("emergency", "on call"),
    ]


@pytest.mark.rule("SLA-09")
def test_who_is_called_next() -> None:
    """A step is reached at the very instant at which its share is used."""
    terms = policy(target(1, 2, 4, 8), steps=[step(50), step(100), step(150)])
    clock = opened(terms)
    ahead = clock.at(on("4 11:59:59.999999")).response.next_escalation
    assert ahead is not None
    assert (ahead.step.share, ahead.at, ahead.kind) == (
        50,
        on("4 12:00"),
        "first_response",
    )
    state = clock.at(on("4 12:00")).response
    assert [each.step.share for each in state.escalations] == [50]
    assert state.next_escalation is not None
    assert state.next_escalation.at == on("4 14:00")
    later = clock.at(on("4 15:00")).response.next_escalation
    assert later is not None
    assert (later.step.share, later.at) == (150, on("4 16:00"))
    assert str(later) == "150 % of first response: Tier by Phone"
    answered = after(clock, Responded(at=on("4 13:00"))).at(on("4 20:00")).response
    assert answered.next_escalation is None
    assert [each.at for each in answered.escalations] == [on("4 12:00")]


@pytest.mark.rule("SLA-09")
def test_while_paused_it_is_as_if_it_resumed_now() -> None:
    """A call to come moves on with the pause."""
    terms = policy(target(1, 2, 4, 8), steps=[step(50)])
    clock = after(opened(terms), Paused(at=on("4 11:00"), reason="x"))
    ahead = clock.at(on("4 13:00")).response.next_escalation
    assert ahead is not None
    assert ahead.at == on("4 14:00")


@pytest.mark.rule("SLA-08", "SLA-09")
def test_a_new_severity_has_calls_of_its_own() -> None:
    """Shares are those of the target that holds."""
    terms = policy(target(1, 2, 4, 8), steps=[step(50), step(75)])
    clock = after(opened(terms), SeverityChanged(at=on("4 11:00"), severity="high"))
    state = clock.at(on("4 11:00")).response
    assert [each.step.share for each in state.escalations] == [50]


@pytest.mark.rule("SLA-09")
@pytest.mark.parametrize(
    ("coverage", "reachable"),
    [
        ("around the clock", "4 19:00"),
        ("on call", "4 19:00"),
        ("business hours", "5 09:00"),
    ],
)
def test_when_somebody_is_there(coverage: str, reachable: str) -> None:
    """A tier of business hours is reached when the calendar next opens."""
    clock = opened(policy(target(1, 2, 4, 8), steps=[step(50, coverage)]), at="4 17:00")
    ahead = clock.at(on("4 17:00")).response.next_escalation
    assert ahead is not None
    assert (ahead.at, ahead.reachable_at) == (on("4 19:00"), on(reachable))
    assert ahead.step.in_business_hours is (coverage == "business hours")
    known = clock.at(on("4 17:00")).provenance.tzdata is not None
    assert known is (coverage == "business hours")


@pytest.mark.rule("SLA-09")
def test_when_nobody_is_there_any_more() -> None:
    """A calendar that does not open again leaves the call without an instant."""
    once = WorkingCalendar.parse(
        "Mon-Sun closed; 2026-05-04 09:00-12:00", zone="Europe/Berlin"
    )
    terms = policy(target(1, 2, 4, 8), steps=[step(50, "business hours")])
    ahead = opened(terms, at="4 11:00", calendar=once).at(on("4 11:00"))
    found = ahead.response.next_escalation
    assert found is not None
    assert (found.at, found.reachable_at) == (on("4 13:00"), None)
    working = policy(target(1, 2, 4, 8, unit="working hours"), steps=[step(50)])
    state = opened(working, at="4 11:00", calendar=once).at(on("4 11:00"))
    found = state.response.next_escalation
    assert found is not None
    assert (found.at, found.reachable_at) == (None, None)
    assert state.explain().remarks == (
        "next call at 50 % of first response: Tier by Phone (never)",
    )


@pytest.mark.rule("SLA-09")
def test_shares_in_working_time() -> None:
    """Of business days a share is a share of their working time."""
    terms = policy(target(1, 1, 1, 3, unit="business days"), steps=[step(50)])
    found = opened(terms, at="4 15:00").at(on("4 15:00"))
    ahead = found.response.next_escalation
    assert ahead is not None
    assert ahead.at == on("5 11:00")
    assert found.explain().remarks == (
        "next call at 50 % of first response: Tier by Phone (2026-05-05 11:00+02:00)",
    )


@pytest.mark.rule("SLA-09")
def test_a_share_that_is_no_whole_microsecond() -> None:
    """It is reached at the first microsecond at which so much is used."""
    third = step(Decimal("33.33333333333"))
    assert third.amount(3_600_000_000) == 1_200_000_000
    assert step(Decimal("0.5")).amount(100) == 1


@pytest.mark.rule("SLA-13")
def test_coverage_is_one_of_a_list() -> None:
    """A misspelt coverage would be taken for one around the clock."""
    with pytest.raises(InvalidValueError, match="coverage is one of around the clock"):
        step(50, "bussiness hours")


@pytest.mark.parametrize(
    ("share", "code"),
    [
        (0, "out-of-range"),
        (Decimal("NaN"), "out-of-range"),
        (Decimal("1E+999999"), "out-of-range"),
        (0.5, "not-exact"),
        (True, "not-exact"),
    ],
)
def test_shares_that_are_none(share: Any, code: str) -> None:
    """A share is an exact number above 0."""
    with pytest.raises(InvalidModelError) as caught:
        step(share)
    assert [each.code for each in caught.value.problems] == [code]
