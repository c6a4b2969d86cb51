"""The two standard policies, and what a policy is held to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidModelError
from partner_success.partners import Severity
from partner_success.sla import SlaTarget, TargetTime
from tests.unit.sla.tickets import OFFICE, hours, on, policy, step, target

SEVERITIES = ("critical", "high", "medium", "low")


@pytest.mark.rule("SLA-01", "SLA-03")
@pytest.mark.parametrize(
    ("severity", "time", "due"),
    [
        ("critical", "1 hours", "9 11:00"),
        ("high", "4 hours", "9 14:00"),
        ("medium", "1 business days", "11 17:00"),
        ("low", "3 business days", "13 17:00"),
    ],
)
def test_the_partner_policy(
    rules: ps.Rulebook, severity: str, time: str, due: str
) -> None:
    """Hours run through a Saturday, business days wait for Monday; in time at due."""
    partner = rules.sla["partner_support"]
    assert partner.kinds == ("first_response",)
    promised = partner.target("first_response")
    assert promised.limit == "within"
    found = promised.time_for(Severity(severity))
    assert f"{found.value} {found.unit}" == time
    clock = partner.open(severity=severity, at=on("9 10:00"), calendar=OFFICE)
    assert clock.at(on("9 10:00")).response.due == on(due)
    assert clock.at(on(due)).response.state == "running"


@pytest.mark.rule("SLA-02")
@pytest.mark.parametrize(
    ("severity", "response", "resolution"),
    [("critical", 1, 4), ("high", 2, 8), ("medium", 4, 24), ("low", 8, 48)],
)
def test_the_enterprise_policy(
    rules: ps.Rulebook, severity: str, response: int, resolution: int
) -> None:
    """All hours run around the clock, and the due instant is a miss."""
    enterprise = rules.sla["enterprise_support"]
    assert enterprise.kinds == ("first_response", "resolution")
    assert not enterprise.needs_calendar
    opened = on("9 10:00")
    clock = enterprise.open(severity=severity, at=opened)
    first, last = clock.at(opened).first_response, clock.at(opened).resolution
    assert (first.target, last.target) == (hours(response), hours(resolution))
    assert (first.limit, last.limit) == ("below", "below")
    assert clock.at(opened + hours(response)).first_response.state == "breached"
    assert clock.at(opened + hours(resolution)).resolution.state == "breached"


@pytest.mark.rule("SLA-06")
def test_which_pauses_stop_the_standard_targets(rules: ps.Rulebook) -> None:
    """Waiting stops what partners are promised, and the resolution of enterprises."""
    partner, enterprise = rules.sla
    assert partner.target("first_response").pauses == "all"
    assert enterprise.target("first_response").pauses == "none"
    assert enterprise.target("resolution").pauses == "all"


@pytest.mark.rule("SLA-08")
def test_the_standard_policies_count_from_the_opening(rules: ps.Rulebook) -> None:
    """A new severity counts from the opening, as where a policy does not say."""
    assert {each.severity_change for each in rules.sla} == {"from opening"}
    assert policy(target(1, 2, 3, 4)).severity_change == "from opening"


def test_neither_policy_is_a_default(rules: ps.Rulebook) -> None:
    """Whoever opens a clock names a policy."""
    assert rules.sla.ids == ("partner_support", "enterprise_support")
    with pytest.raises(ps.errors.UnknownNameError, match="did you mean 'partner_supp"):
        _ = rules.sla["partner support"]


@pytest.mark.parametrize(
    ("value", "unit", "code"),
    [
        (0, "hours", "out-of-range"),
        (-1, "business days", "out-of-range"),
        (Decimal("NaN"), "hours", "out-of-range"),
        (Decimal("Infinity"), "hours", "out-of-range"),
        (10**9, "hours", "out-of-range"),
        (Decimal("1E+999999"), "business days", "out-of-range"),
        (1.5, "hours", "not-exact"),
        (True, "hours", "not-exact"),
        (Decimal("1.5"), "business days", "too-fine"),
        (Decimal("0.0000000001"), "working hours", "too-fine"),
    ],
)
def test_times_that_cannot_be_promised(value: Any, unit: Any, code: str) -> None:
    """A promised time is above 0 and comes down to microseconds."""
    with pytest.raises(InvalidModelError) as caught:
        TargetTime(value=value, unit=unit)
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("value", code)
    ]


def test_units_that_there_are_not() -> None:
    """A day is around the clock or of work, and has to say so."""
    unit: Any = "days"
    with pytest.raises(
        InvalidModelError, match="unit: must be one of hours, working h"
    ):
        TargetTime(value=1, unit=unit)


def test_times_as_text_and_microseconds() -> None:
    """Times read as people say them."""
    quarter = TargetTime(value=Decimal("0.25"), unit="hours")
    assert str(quarter) == "0.25 hours"
    assert quarter.microseconds(OFFICE) == 15 * 60 * 10**6
    days = TargetTime(value=3, unit="business days")
    assert str(days) == "3 business days"
    assert days.microseconds(OFFICE) == 24 * 3600 * 10**6
    assert str(TargetTime(value=1, unit="working hours")) == "1 working hour"


def test_targets_are_checked() -> None:
    """Limit and pauses are words of their lists; both faults are told."""
    with pytest.raises(InvalidModelError) as caught:
        target(1, 2, 3, 4, limit="under", pauses="some")
    assert [each.path for each in caught.value.problems] == ["limit", "pauses"]
    assert "'all', 'none' or a list of reasons" in str(caught.value)
    reasons = ["waiting on partner"]
    made: SlaTarget = target(1, 2, 3, 4, pauses=reasons)
    reasons.clear()
    assert made.pauses == ("waiting on partner",)


def test_policies_are_checked() -> None:
    """A policy promises something, and its shares rise; all faults are told."""
    with pytest.raises(InvalidModelError) as caught:
        policy(steps=[step(50), step(40)], change="never")
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("", "empty"),
        ("severity_change", "unknown-value"),
        ("escalation[1].share", "wrong-order"),
    ]


@pytest.mark.rule("SLA-09")
def test_no_two_steps_share_a_share() -> None:
    """Two steps at one share would call two tiers at once."""
    steps = [step(50), attrs.evolve(step(50), id="again")]
    with pytest.raises(InvalidModelError, match="shares rise, and 50 follows 50"):
        policy(target(1, 2, 3, 4), steps=steps)


def test_kinds_are_in_order() -> None:
    """What is promised stands in the order in which a ticket meets it."""
    assert policy(resolution=target(1, 2, 3, 4), first=target(1, 2, 3, 4)).kinds == (
        "first_response",
        "resolution",
    )
