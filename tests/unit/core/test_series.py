"""Readings by day."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from partner_success.core import Reading, Series
from partner_success.errors import InvalidDataError, InvalidValueError

FIRST, SECOND, THIRD = (date(2026, 5, day) for day in (1, 2, 3))


def test_readings_are_put_in_order_and_what_is_not_known_is_left_out() -> None:
    """None and NaN are no readings, and never zero."""
    series = Series([(THIRD, 3), (FIRST, 1.5), (SECOND, None)])
    assert [(each.on, each.value) for each in series] == [(FIRST, 1.5), (THIRD, 3)]
    assert len(Series({FIRST: float("nan"), SECOND: Decimal("NaN")})) == 0
    assert series == Series({FIRST: 1.5, THIRD: 3})


def test_a_mapping_that_was_given_can_change_afterwards() -> None:
    """The series keeps what it was made of."""
    given: dict[date, Any] = {FIRST: 1}
    series = Series(given)
    given[SECOND] = 2
    assert len(series) == 1


def test_a_window_takes_both_of_its_ends() -> None:
    """It counts days, whatever stands in them."""
    series = Series({FIRST: 1, SECOND: 2, THIRD: 3})
    assert [each.value for each in series.between(FIRST, SECOND)] == [1, 2]
    assert [each.value for each in series.until(SECOND)] == [1, 2]
    assert series.between(SECOND, FIRST) == ()
    assert series.latest(date(2026, 6, 1)) == Reading(THIRD, 3)
    assert series.latest(date(2026, 4, 30)) is None


def test_a_reading_is_exact() -> None:
    """A float is the number that it holds."""
    assert Reading(FIRST, 0.1).exact == Fraction(0.1)
    assert Reading(FIRST, Decimal("0.1")).exact == Fraction(1, 10)


def test_every_fault_is_named() -> None:
    """A doubled day, an instant, text, an infinity."""
    with pytest.raises(InvalidDataError) as caught:
        Series(
            [
                (FIRST, 1),
                (FIRST, 2),
                (datetime(2026, 5, 4, tzinfo=UTC), 1),
                (SECOND, "many"),  # type: ignore[list-item]
                (THIRD, float("inf")),
            ]
        )
    found = [(problem.path, problem.code) for problem in caught.value.problems]
    assert found == [
        ("[1]", "duplicate-day"),
        ("[2]", "wrong-type"),
        ("[3]", "wrong-type"),
        ("[4]", "wrong-type"),
    ]
    assert "2026-05-01 has a reading already" in str(caught.value)


def test_a_day_can_stand_twice_if_one_of_the_two_is_not_known() -> None:
    """Nothing contradicts it."""
    assert len(Series([(FIRST, None), (FIRST, 1), (FIRST, None)])) == 1


@pytest.mark.parametrize("readings", [5, [5], [()], [(FIRST,)], None])
def test_what_holds_no_pairs_is_refused(readings: Any) -> None:
    """With what would be right."""
    with pytest.raises(InvalidValueError, match="pairs of a day and its number"):
        Series(readings)


@pytest.mark.parametrize("covers", [0, -1, 367, True, 1.0, "7"])
def test_a_reading_covers_whole_days(covers: Any) -> None:
    """From one day to a year."""
    with pytest.raises(InvalidValueError, match="whole number of days from 1 to 366"):
        Series(covers=covers)
    assert Series(covers=366).covers == 366


def test_it_survives_pickling_and_evolving() -> None:
    """It stays equal."""
    series = Series({FIRST: 1, SECOND: 2}, covers=7)
    assert pickle.loads(pickle.dumps(series)) == series
    assert attrs.evolve(series, covers=1).between(FIRST, FIRST) == (Reading(FIRST, 1),)
