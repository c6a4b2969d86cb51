"""Shapley values from their definition, order by order: the oracle of the splits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import permutations
from math import factorial

from partner_success.scoring.splitting import Term

Player = tuple[int, str]
"""The place of a term, and its cause: ``value``, ``missing`` or ``weight``."""


def players(terms: list[Term]) -> Iterator[Player]:
    """Give every cause."""
    for place, term in enumerate(terms):
        first, second = term.numbers
        if first is second is None:
            continue
        if first is None or second is None:
            yield place, "missing"
        elif first != second:
            yield place, "value"
        if term.weights[0] != term.weights[1]:
            yield place, "weight"


def mean(terms: list[Term], true: frozenset[Player]) -> Fraction | None:
    """Give the mean once some causes came true; None while nothing is known."""
    total = summed = 0
    for weight, number in _state(terms, true):
        total += weight
        summed += weight * number
    return Fraction(summed, total) if total else None


def total(terms: list[Term], true: frozenset[Player]) -> Fraction:
    """Give the sum once some causes came true."""
    return Fraction(sum(weight * number for weight, number in _state(terms, true)))


def _state(terms: list[Term], true: frozenset[Player]) -> Iterator[tuple[int, int]]:
    for place, term in enumerate(terms):
        first, second = term.numbers
        later = (place, "value") in true or (place, "missing") in true
        number = second if later else first
        if number is not None:
            yield term.weights[(place, "weight") in true], number


def shapley(
    everyone: list[Player], worth: Callable[[frozenset[Player]], Fraction]
) -> dict[Player, Fraction]:
    """Average what each adds over all orders in which they can come."""
    found = dict.fromkeys(everyone, Fraction(0))
    for order in permutations(everyone):
        there: frozenset[Player] = frozenset()
        for player in order:
            more = there | {player}
            found[player] += worth(more) - worth(there)
            there = more
    return {
        player: gained / factorial(len(everyone)) for player, gained in found.items()
    }
