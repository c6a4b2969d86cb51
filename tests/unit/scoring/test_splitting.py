"""The split of a change against the definition of the Shapley value."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from partner_success.errors import InvalidValueError
from partner_success.scoring import coalitions, splitting
from partner_success.scoring.splitting import Split, Term, split_mean, split_sum
from tests.properties.shapley import mean, players, shapley, total

numbers = st.none() | st.integers(0, 20)
weights = st.integers(0, 5)
changing = st.builds(Term, st.tuples(weights, weights), st.tuples(numbers, numbers))
steady = st.builds(
    lambda weight, pair: Term((weight, weight), pair),
    st.integers(1, 5),
    st.tuples(numbers, numbers),
)
terms_of_a_mean = st.lists(changing | steady, min_size=1, max_size=4)


def _told(split: Split) -> dict[Any, Fraction]:
    found = {}
    for place, shares in enumerate(split.shares):
        for cause in ("value", "missing", "weight"):
            gained = Fraction(getattr(shares, cause), split.denominator)
            if gained:
                found[place, cause] = gained
    return found


def _means(terms: list[Term]) -> tuple[Fraction, Fraction]:
    before = mean(terms, frozenset())
    after = mean(terms, frozenset(players(terms)))
    assume(before is not None and after is not None)
    assert before is not None
    assert after is not None
    return before, after


@pytest.mark.rule("HLT-08")
@pytest.mark.parametrize("few", [0, 8], ids=["together", "each set"])
@given(terms=terms_of_a_mean)
def test_a_mean_is_split_as_by_definition(few: int, terms: list[Term]) -> None:
    """Both ways of counting give the average over all orders of the causes.

    While nothing is known, the middle of both ends stands for the mean.
    """
    everyone = list(players(terms))
    assume(len(everyone) <= 6)
    before, after = _means(terms)

    def worth(true: frozenset[Any]) -> Fraction:
        found = mean(terms, true)
        return (before + after) / 2 if found is None else found

    wanted = {player: gain for player, gain in shapley(everyone, worth).items() if gain}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splitting, "FEW_CAUSES", few)
        split = split_mean(terms)
    assert _told(split) == wanted
    assert sum(wanted.values()) == after - before


@pytest.mark.rule("HLT-08")
@given(st.lists(changing | steady, min_size=1, max_size=3))
def test_a_sum_is_split_as_by_definition(terms: list[Term]) -> None:
    """A number that is not known adds nothing to it."""
    everyone = list(players(terms))
    wanted = shapley(everyone, lambda true: total(terms, true))
    assert _told(split_sum(terms)) == {p: gain for p, gain in wanted.items() if gain}


@pytest.mark.rule("HLT-08")
@given(terms_of_a_mean)
def test_the_other_way_round_everything_is_negated(terms: list[Term]) -> None:
    """What gained before loses as much, also where nothing was known in between."""
    _means(terms)
    back = [Term(term.weights[::-1], term.numbers[::-1]) for term in terms]
    forth, return_ = _told(split_mean(terms)), _told(split_mean(back))
    assert return_ == {player: -gained for player, gained in forth.items()}


def test_a_weight_and_a_number_that_is_new_change_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Counting sets together gives what trying each of them gives."""
    terms = [Term((1, 4), (10, None)), Term((2, 2), (4, 8)), Term((3, 5), (6, 9))]
    each = _told(split_mean(terms))
    monkeypatch.setattr(splitting, "FEW_CAUSES", 0)
    assert _told(split_mean(terms)) == each
    assert {cause for place, cause in each if place == 0} == {"missing", "weight"}


@pytest.mark.rule("HLT-08")
def test_twenty_changed_weights_are_split() -> None:
    """Sets of them that weigh the same are counted together, so there are not many."""
    terms = [Term((n, 40 - n), (100 * n, 50 * n)) for n in range(1, 21)]
    split = split_mean(terms)
    before = Fraction(sum(n * 100 * n for n in range(1, 21)), 210)
    after = Fraction(sum((40 - n) * 50 * n for n in range(1, 21)), 590)
    assert sum(_told(split).values()) == after - before


def test_weights_of_which_no_sets_weigh_the_same_are_refused() -> None:
    """There would be a million sets, and the text says what to do."""
    terms = [Term((1, 3**n), (n, n)) for n in range(1, 21)]
    with pytest.raises(InvalidValueError, match="compare in steps"):
        split_mean(terms)


def test_the_limit_is_that_of_different_sets(monkeypatch: pytest.MonkeyPatch) -> None:
    """One more than allowed is refused."""
    terms = [Term((1, 3**n), (n, n)) for n in range(1, 10)]
    monkeypatch.setattr(coalitions, "_MOST_SETS", 2**9)
    assert split_mean(terms).denominator > 0
    monkeypatch.setattr(coalitions, "_MOST_SETS", 2**9 - 1)
    with pytest.raises(InvalidValueError):
        split_mean(terms)
