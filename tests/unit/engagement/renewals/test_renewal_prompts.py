"""What is to be done ahead of a renewal: the days, what is open, and wrong input."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

import partner_success as ps
from partner_success.engagement.renewals import PromptState
from partner_success.engagement.sides import Side
from partner_success.errors import InvalidValueError, UnknownNameError

RENEWAL = date(2027, 3, 31)

# Counted by hand on a calendar: 180, 91, 90 and 60 days before, and months clipped.
BY_HAND = {
    "portfolio_review": (date(2025, 12, 31), date(2026, 3, 31)),
    "risk_management": (date(2026, 9, 30), date(2026, 12, 31)),
    "success_review": (date(2026, 10, 2), date(2026, 12, 30)),
    "partner_prompt": (date(2026, 12, 31), date(2027, 1, 30)),
    "negotiation": (date(2026, 12, 31), date(2027, 3, 31)),
}


@pytest.mark.rule("RNW-01")
def test_the_days_of_every_prompt(rules: ps.Rulebook) -> None:
    """Prompts have the days that a calendar gives, in the order in which they open."""
    plan = rules.renewals.plan(RENEWAL)
    found = {each.id: (each.opens_on, each.closes_on) for each in plan.prompts}
    assert list(found.items()) == list(BY_HAND.items())


@pytest.mark.rule("RNW-01")
def test_steps_and_sides(rules: ps.Rulebook) -> None:
    """There are three steps, and only the reminder is the vendor's to send."""
    policy = rules.renewals
    assert policy.steps.ids == ("review_portfolio", "manage_risk", "execute")
    assert {each.id: each.step for each in policy.prompts} == {
        "portfolio_review": "review_portfolio",
        "risk_management": "manage_risk",
        "success_review": "manage_risk",
        "negotiation": "execute",
        "partner_prompt": "execute",
    }
    sent = [each.id for each in policy.prompts if each.side is Side.VENDOR]
    assert sent == ["partner_prompt"]


@pytest.mark.rule("RNW-01")
@pytest.mark.parametrize(
    ("renewal_on", "opens", "closes"),
    [
        (date(2028, 5, 31), date(2027, 11, 30), date(2028, 2, 29)),
        (date(2027, 5, 31), date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 6, 30), date(2026, 12, 30), date(2027, 3, 30)),
        (date(2028, 8, 30), date(2028, 2, 29), date(2028, 5, 30)),
        (date(9999, 12, 31), date(9999, 6, 30), date(9999, 9, 30)),
    ],
)
def test_months_end_where_a_month_ends(
    rules: ps.Rulebook, renewal_on: date, opens: date, closes: date
) -> None:
    """A month too short for the day gives its last day, in leap years too."""
    prompt = rules.renewals.plan(renewal_on).prompts["risk_management"]
    assert (prompt.opens_on, prompt.closes_on) == (opens, closes)


@pytest.mark.rule("RNW-01")
@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 12, 30), PromptState.AHEAD),
        (date(2026, 12, 31), PromptState.OPEN),
        (date(2027, 1, 30), PromptState.OPEN),
        (date(2027, 1, 31), PromptState.MISSED),
    ],
)
def test_both_ends_are_inside(
    rules: ps.Rulebook, day: date, state: PromptState
) -> None:
    """A prompt is open from its first day to its last one."""
    assert rules.renewals.plan(RENEWAL).on(day).state("partner_prompt") is state


@pytest.mark.rule("RNW-01")
def test_what_stands_how(rules: ps.Rulebook) -> None:
    """Each prompt is in one of four states, and what is done later is not done yet."""
    done = {"portfolio_review": date(2026, 2, 1), "negotiation": date(2027, 3, 1)}
    standing = rules.renewals.plan(RENEWAL).on(date(2026, 12, 31), done=done)
    assert [each.id for each in standing.done] == ["portfolio_review"]
    assert [each.id for each in standing.missed] == ["success_review"]
    assert [each.id for each in standing.open] == [
        "risk_management",
        "partner_prompt",
        "negotiation",
    ]
    assert standing.ahead == ()
    early = rules.renewals.plan(RENEWAL).on(date(2025, 12, 30))
    assert len(early.ahead) == 5


def test_a_standing_tells_itself(rules: ps.Rulebook) -> None:
    """The explanation names the day, how far the renewal is, and every prompt."""
    plan = rules.renewals.plan(RENEWAL)
    told = str(plan.on(date(2026, 12, 31)).explain())
    assert "Renewal on 2027-03-31, seen on 2026-12-31: 90 days ahead" in told
    assert "2026-12-31  2027-01-30    open" in told
    assert "2 days after it" in str(plan.on(date(2027, 4, 2)))
    assert plan.on(RENEWAL).provenance.edition == rules.edition.id


@pytest.mark.rule("RNW-01")
def test_many_renewals_on_one_day(rules: ps.Rulebook) -> None:
    """Of many contracts, what closes first comes first, and quiet ones not at all."""
    renewals = {"c-1": RENEWAL, "c-2": date(2027, 3, 1), "c-3": date(2027, 9, 20)}
    found = rules.renewals.prompts_on(date(2026, 12, 31), renewals)
    assert [(contract, prompt.id) for contract, prompt in found] == [
        ("c-1", "risk_management"),
        ("c-2", "partner_prompt"),
        ("c-1", "partner_prompt"),
        ("c-2", "negotiation"),
        ("c-1", "negotiation"),
    ]


def test_renewals_near_the_first_year_are_refused(rules: ps.Rulebook) -> None:
    """Where a prompt would open before the year 1, the message names it."""
    with pytest.raises(InvalidValueError, match="'portfolio_review' would open"):
        rules.renewals.plan(date(2, 3, 31))
    first = rules.renewals.plan(date(2, 4, 1)).prompts["portfolio_review"]
    assert first.opens_on == date.min
    prompt = rules.renewals.prompts["success_review"]
    with pytest.raises(InvalidValueError, match="check the day of the renewal"):
        prompt.before(date(1, 2, 1))


@pytest.mark.parametrize("value", [datetime(2027, 3, 31, tzinfo=UTC), "2027-03-31"])
def test_only_days_are_days(rules: ps.Rulebook, value: Any) -> None:
    """An instant and a text are no day, wherever one is asked for."""
    plan = rules.renewals.plan(RENEWAL)
    with pytest.raises(InvalidValueError, match="renewal_on needs"):
        rules.renewals.plan(value)
    with pytest.raises(InvalidValueError, match="day needs"):
        plan.on(value)
    with pytest.raises(InvalidValueError, match="day needs"):
        rules.renewals.prompts_on(value, {})
    with pytest.raises(InvalidValueError, match=r"done\['negotiation'\] needs"):
        plan.on(RENEWAL, done={"negotiation": value})


def test_unknown_prompts_are_named(rules: ps.Rulebook) -> None:
    """A misspelt prompt is met with the right one."""
    plan = rules.renewals.plan(RENEWAL)
    with pytest.raises(UnknownNameError, match="did you mean 'negotiation'"):
        plan.on(RENEWAL, done={"negotation": RENEWAL})
    with pytest.raises(UnknownNameError, match="no renewal prompt"):
        plan.on(RENEWAL).state("review")
