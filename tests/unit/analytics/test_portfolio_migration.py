"""Bands of two days of one portfolio, set against each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.analytics import migration_between, migration_of
from partner_success.display import migration, migration_svg, save
from partner_success.errors import InvalidUseError
from partner_success.frames import PortfolioScores, ScoredAccount, compare_portfolios
from partner_success.partners import Account

DAYS = date(2026, 7, 31), date(2026, 10, 31)
PARTS = (
    "technical_performance",
    "business_outcomes",
    "user_adoption",
    "relationship_strength",
)


def scored(
    card: ps.Scorecard, on: date, missing: Any = "reweight", **points: int | None
) -> PortfolioScores:
    """Score accounts that have the same points in every component, or none at all."""
    accounts = []
    for id_, each in points.items():
        values = dict.fromkeys(PARTS, each)
        account = Account(
            id=id_,
            name=id_,
            partner_id="acme",
            on=on,
            measures=values,
            churned=id_ == "c",
        )
        result = card.score(values, missing=missing)
        accounts.append(ScoredAccount(account=account, result=result))
    return PortfolioScores(on=on, accounts=tuple(accounts), provenance=card.provenance)


@pytest.mark.rule("HLT-08")
def test_customers_of_both_days_are_set_against_each_other(rules: ps.Rulebook) -> None:
    """Those that came or went in between do not count."""
    before = scored(rules.health, DAYS[0], a=95, b=85, c=65, d=None, gone=10)
    after = scored(rules.health, DAYS[1], a=85, b=85, c=95, d=75, fresh=10)
    found = migration_of(compare_portfolios(before, after), rules.health)
    alone = migration_between(before.accounts, after.accounts, rules.health)
    assert alone == found
    assert found.subjects == 4
    assert found.tally == {"down": 1, "up": 1, "across": 1}
    moves = {each.subject: each for each in found.moves}
    assert moves.keys() == {"a", "c", "d"}
    assert (moves["a"].direction, moves["a"].new_score) == ("down", Fraction(85))
    assert (moves["d"].old.name, moves["d"].old_score) == ("Not scored", None)
    assert [each.left for each in found.moves] == [False, True, False]
    assert found.explain().title == (
        "3 of 4 customers change band: 1 down, 1 up, 1 across"
    )


def test_a_range_counts_where_it_lies_in_one_band(rules: ps.Rulebook) -> None:
    """Else it is between bands, which come behind the bands."""
    before = scored(rules.health, DAYS[0], "range", a=95, b=None)
    after = scored(rules.health, DAYS[1], "range", a=95, b=None)
    found = migration_of(compare_portfolios(before, after), rules.health)
    assert [place.name for place in found.new][-1] == "Between bands"
    assert found.moves == ()


def test_it_is_drawn(rules: ps.Rulebook, tmp_path: Any) -> None:
    """By the same picture as the migration of a backtest."""
    before = scored(rules.health, DAYS[0], a=95)
    after = scored(rules.health, DAYS[1], a=15)
    found = migration_of(compare_portfolios(before, after), rules.health)
    save(migration(found), tmp_path / "moves.svg")
    assert "1 of 1 customers change band" in (tmp_path / "moves.svg").read_text()
    titled = migration_svg(found, title="Since July")
    assert "<title>Since July</title>" in titled
    assert found.summary in titled


def test_another_card_is_refused(rules: ps.Rulebook) -> None:
    """Bands of two cards are compared by a backtest."""
    scores = scored(rules.health, DAYS[0], a=95)
    other = attrs.evolve(rules.health, id="other", least_coverage=Decimal(10))
    with pytest.raises(InvalidUseError, match="scores of one card"):
        migration_of(compare_portfolios(scores, scores), other)
    with pytest.raises(InvalidUseError, match="scores of one card"):
        migration_between(scores.accounts, scores.accounts, other)
