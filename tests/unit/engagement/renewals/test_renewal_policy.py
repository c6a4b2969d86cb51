"""What a policy of renewals is refused for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.core import Catalogue
from partner_success.engagement.renewals import (
    RenewalPolicy,
    RenewalPrompt,
)
from partner_success.engagement.sides import Side
from partner_success.errors import InvalidModelError


def prompt(**changes: Any) -> RenewalPrompt:
    """Give a prompt from 9 to 5 days before the renewal."""
    given: dict[str, Any] = {
        "id": "call",
        "name": "Call",
        "step": "execute",
        "side": Side.PARTNER,
        "opens_days": 9,
        "closes_days": 5,
    }
    return RenewalPrompt(**given | changes)


def faults(policy: RenewalPolicy, **changes: Any) -> list[tuple[str, str]]:
    """Give path and code of every fault."""
    with pytest.raises(InvalidModelError) as caught:
        attrs.evolve(policy, **changes)
    return [(each.path, each.code) for each in caught.value.problems]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"id": "a call"}, ("prompts[0].id", "bad-id")),
        ({"step": "excute"}, ("prompts[0].step[0]", "unknown")),
        ({"opens_days": None}, ("prompts[0]", "no-span")),
        ({"opens_days": None, "closes_days": None}, ("prompts[0]", "no-span")),
        ({"opens_months": 3}, ("prompts[0]", "no-span")),
        ({"opens_months": 3, "closes_months": 2}, ("prompts[0]", "no-span")),
        ({"opens_days": 4}, ("prompts[0].opens_days", "out-of-range")),
        ({"closes_days": -1}, ("prompts[0].closes_days", "out-of-range")),
    ],
)
def test_faults_of_prompts(
    rules: ps.Rulebook, changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    """A prompt has a step that exists, and one span that does not run backwards."""
    prompts = Catalogue([prompt(**changes)], kind="prompt")
    assert faults(rules.renewals, prompts=prompts) == [expected]


def test_a_prompt_may_last_one_day(rules: ps.Rulebook) -> None:
    """Both ends of a span may be one day, and that of the renewal."""
    prompts = Catalogue([prompt(opens_days=0, closes_days=0)], kind="prompt")
    assert len(attrs.evolve(rules.renewals, prompts=prompts).prompts) == 1


def test_what_there_must_be_one_of(rules: ps.Rulebook) -> None:
    """Steps, prompts and reasons are not left empty."""
    nothing: Catalogue[Any] = Catalogue()
    policy = rules.renewals
    assert faults(policy, reasons=nothing) == [("reasons", "empty")]
    assert faults(policy, prompts=nothing) == [("prompts", "empty")]
    steps = faults(policy, steps=nothing)
    assert steps[0] == ("steps", "empty")
    assert len(steps) == 6


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("rates", "incentive_above", Decimal("100.5")),
        ("rates", "goal", Decimal(-1)),
        ("rates", "goal", Decimal("NaN")),
        ("coterming", "decimals", -1),
        ("coterming", "decimals", 13),
        ("forecast", "least_decided", 0),
        ("forecast", "confidence", Decimal(1)),
        ("forecast", "confidence", Decimal("Infinity")),
    ],
)
def test_numbers_out_of_range(
    rules: ps.Rulebook, name: str, key: str, value: Any
) -> None:
    """Shares, digits, counts and levels have their bounds."""
    terms = attrs.evolve(getattr(rules.renewals, name), **{key: value})
    changes: dict[str, Any] = {name: terms}
    assert faults(rules.renewals, **changes) == [(f"{name}.{key}", "out-of-range")]


@pytest.mark.rule("RNW-03")
def test_the_list_of_reasons(rules: ps.Rulebook) -> None:
    """The codes that the standard has, each with its citation."""
    reasons = rules.renewals.reasons
    assert reasons.ids == (
        *("price", "low_adoption", "no_value", "product_gap", "performance"),
        *("service", "competitor", "sponsor_left", "need_ended", "company_gone"),
        *("unreachable", "other"),
    )
    assert all(reason.citations for reason in reasons)
