"""A portfolio beside itself at an earlier time."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.errors import InvalidValueError, Problem
from partner_success.frames import (
    PortfolioChanges,
    PortfolioScores,
    Refusal,
    ScoredAccount,
    compare_portfolios,
)
from partner_success.partners import Account
from tests.unit.scoring.cards import card, component

EARLIER, LATER = date(2026, 7, 31), date(2026, 10, 31)
CARD = card(component("a"), component("b"), floors={"good": 80, "fair": 0})


def scored(id_: str, on: date, one: Any = CARD, **values: float) -> ScoredAccount:
    """Give an account with its answer."""
    account = Account(id=id_, name=id_.upper(), partner_id="p", on=on)
    return ScoredAccount(account=account, result=one.score(values, missing="reweight"))


def portfolio(
    on: date | None, *accounts: ScoredAccount, **more: Any
) -> PortfolioScores:
    """Give what was scored on a day."""
    return PortfolioScores(on=on, accounts=accounts, provenance=CARD.provenance, **more)


@pytest.fixture
def changes() -> PortfolioChanges:
    """Give a change of every kind."""
    nothing = attrs.evolve(CARD, least_coverage=60)
    return compare_portfolios(
        portfolio(
            EARLIER,
            scored("same", EARLIER, a=50, b=50),
            scored("rose", EARLIER, a=50, b=50),
            scored("fell", EARLIER, a=90, b=90),
            scored("slid", EARLIER, a=50, b=50),
            scored("gone", EARLIER, a=1, b=1),
            scored("dark", EARLIER, nothing, a=1),
        ),
        portfolio(
            LATER,
            scored("same", LATER, a=50, b=50),
            scored("new", LATER, a=1, b=1),
            scored("dark", LATER, a=1, b=1),
            scored("slid", LATER, a=48, b=50),
            scored("rose", LATER, a=70, b=50),
            scored("fell", LATER, a=90, b=20),
        ),
    )


@pytest.mark.rule("HLT-08")
def test_the_greatest_losses_come_first(changes: PortfolioChanges) -> None:
    """Then gains, then what cannot be compared, is new, or gone."""
    assert [(each.latest.account.id, each.state) for each in changes.accounts] == [
        ("fell", "changed"),
        ("slid", "changed"),
        ("same", "same"),
        ("rose", "changed"),
        ("dark", "not comparable"),
        ("new", "new"),
        ("gone", "gone"),
    ]
    assert [each.change and each.change.exact for each in changes.accounts] == [
        Fraction(-35),
        Fraction(-1),
        0,
        Fraction(10),
        None,
        None,
        None,
    ]
    assert [each.moved for each in changes.accounts] == [True] + [False] * 6
    assert (changes.before_on, changes.after_on) == (EARLIER, LATER)


def test_states_are_counted(changes: PortfolioChanges) -> None:
    """Every account has one."""
    counts = [
        changes.count(state)
        for state in ("changed", "same", "not comparable", "new", "gone")
    ]
    assert counts == [3, 1, 1, 1, 1]
    assert sum(counts) == len(changes.accounts)


@pytest.mark.rule("HLT-08")
def test_edges_that_moved_change_an_account_without_points() -> None:
    """Its band is another one, though no number is."""
    stricter = card(component("a"), component("b"), floors={"good": 95, "fair": 0})
    found = compare_portfolios(
        portfolio(EARLIER, scored("x", EARLIER, a=90, b=90)),
        portfolio(LATER, scored("x", LATER, stricter, a=90, b=90)),
    )
    (only,) = found.accounts
    assert only.state == "changed"
    assert only.moved
    assert only.change is not None
    assert only.change.parts == ()


def test_refusals_and_remarks_of_the_earlier_side_are_kept() -> None:
    """They say why an account may be new."""
    problem = Problem(path="a", code="not-a-number", message="no number")
    refusal = Refusal(file="accounts.csv", line=2, record=1, problem=problem)
    found = compare_portfolios(
        portfolio(None, refusals=(refusal,), remarks=("all empty",)), portfolio(LATER)
    )
    assert found.refusals == (refusal,)
    assert found.remarks == ("all empty",)
    assert found.accounts == ()


def test_swapped_days_are_refused() -> None:
    """The text says which is which."""
    with pytest.raises(InvalidValueError, match=r"of 2026-10-31 .* swap the two"):
        compare_portfolios(portfolio(LATER), portfolio(EARLIER))
    assert compare_portfolios(portfolio(LATER), portfolio(LATER)).accounts == ()


def test_another_scorecard_is_refused(rules: ps.Rulebook) -> None:
    """Scores of different cards have no change."""
    health = rules.health
    values = {part.id: 50.0 for part in health.components}
    with pytest.raises(InvalidValueError, match="same scorecard"):
        compare_portfolios(
            portfolio(EARLIER, scored("x", EARLIER, a=1, b=1)),
            portfolio(LATER, scored("x", LATER, health, **values)),
        )
