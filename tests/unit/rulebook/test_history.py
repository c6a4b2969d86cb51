"""Which rulebook was in force on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from partner_success.errors import InvalidModelError, InvalidValueError
from partner_success.rulebook import History, Rulebook, from_document, standard_history


def edition(id_: str, day: str) -> Rulebook:
    """Give a rulebook that differs from the standard one in name and day only."""
    table = {
        "id": id_,
        "name": id_,
        "effective_from": day,
        "extends": "standard 2026.1",
    }
    return from_document({"edition": table})


@pytest.mark.rule("RBK-01")
def test_the_rulebook_in_force(rules: Rulebook) -> None:
    """An edition holds from its day on, that day included, until the next one."""
    history = History([edition("b", "2026-07-01"), rules, edition("c", "2027-01-01")])
    in_force = {
        date(2026, 1, 1): "standard 2026.1",
        date(2026, 6, 30): "standard 2026.1",
        date(2026, 7, 1): "b",
        date(2026, 12, 31): "b",
        date(2027, 1, 1): "c",
        date(2100, 1, 1): "c",
    }
    for day, expected in in_force.items():
        assert history.in_force(on=day).edition.id == expected
    assert [each.edition.id for each in history] == ["standard 2026.1", "b", "c"]
    assert len(history) == 3


@pytest.mark.rule("RBK-01")
def test_results_name_the_edition_in_force(rules: Rulebook) -> None:
    """What the history gives scores under its own name."""
    history = History([rules, edition("acme 1", "2026-07-01")])
    ratings = [9, 10, 3]
    before = history.in_force(date(2026, 6, 30)).nps.score(ratings)
    after = history.in_force(date(2026, 7, 1)).nps.score(ratings)
    assert before.provenance.edition == "standard 2026.1"
    assert after.provenance.edition == "acme 1"


@pytest.mark.rule("RBK-01")
def test_before_the_first_edition() -> None:
    """Before its first day no rulebook was in force, and the answer says since when."""
    history = standard_history()
    with pytest.raises(InvalidValueError, match="took effect on 2026-01-01"):
        history.in_force(date(2025, 12, 31))


@pytest.mark.parametrize("day", [datetime(2026, 7, 1, tzinfo=UTC), "2026-07-01", None])
def test_what_is_no_day(day: Any) -> None:
    """A day is a plain date."""
    with pytest.raises(InvalidValueError, match="on needs a"):
        standard_history().in_force(day)


@pytest.mark.rule("RBK-01")
def test_histories_that_contradict_themselves(rules: Rulebook) -> None:
    """Two rulebooks of one day, or of one name, are refused, each fault at once."""
    with pytest.raises(InvalidModelError, match="at least one rulebook"):
        History([])
    twice = [rules, rules, edition("b", "2026-07-01"), edition("c", "2026-07-01")]
    with pytest.raises(InvalidModelError) as caught:
        History(twice)
    codes = [problem.code for problem in caught.value.problems]
    assert codes == ["same-day", "same-day", "duplicate-id"]
    assert "both take effect on 2026-07-01" in str(caught.value)
