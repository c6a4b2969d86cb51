"""What became of a customer: from later readings, or stated beside the only one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.analytics import PastReading, past_readings
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.partners import Account

START = date(2026, 1, 1)


def account(after: int, churned: bool | None, id_: str = "a-1") -> Account:
    """Give a reading so many days after the first."""
    return Account(
        id=id_,
        name="Umbrella",
        partner_id="acme",
        on=START + timedelta(days=after),
        measures={"nps": after},
        churned=churned,
    )


def outcomes(*days: tuple[int, bool | None], within: int = 90) -> list[Any]:
    """Give what followed each reading; 'left' for one who had left already."""
    found = past_readings([account(*day) for day in days], within_days=within)
    return ["left" if each.left else each.churned for each in found]


@pytest.mark.rule("RBK-04")
def test_the_last_day_of_the_span_belongs_to_it(rules: ps.Rulebook) -> None:
    """Seen gone on day 90 is churn; on day 91 nobody knows when it was."""
    within = rules.backtest.outcome_days
    assert outcomes((0, False), (90, True), within=within) == [True, "left"]
    assert outcomes((0, False), (91, True), within=within) == [None, "left"]


@pytest.mark.rule("RBK-04")
def test_who_is_seen_at_the_end_of_the_span_stayed(rules: ps.Rulebook) -> None:
    """Day 90 is late enough, day 89 is not; the last reading has no future."""
    within = rules.backtest.outcome_days
    assert outcomes((0, False), (90, False), within=within) == [False, None]
    assert outcomes((0, False), (89, False), within=within) == [None, None]


@pytest.mark.rule("RBK-04")
@pytest.mark.parametrize(
    ("days", "expected"),
    [
        # Gone within the span, though back at its end.
        ([(0, False), (30, True), (100, False)], [True, "left", None]),
        # Gone only after the end at which it was still seen.
        ([(0, False), (95, False), (100, True)], [False, True, "left"]),
        # Readings that say nothing of churn are followed, but tell nothing.
        ([(0, None), (95, None)], [None, None]),
        ([(0, None), (95, False)], [False, None]),
        # Long gone: there is nothing to foretell, whatever comes.
        ([(0, True), (10, True), (200, False)], ["left", "left", None]),
    ],
)
def test_the_future_decides(days: Any, expected: list[Any]) -> None:
    """Churn within the span first, then being seen at its end, else unknown."""
    assert outcomes(*days) == expected


def test_readings_keep_what_was_measured_and_any_order_will_do() -> None:
    """They come out by customer, the earliest first, with day and measures."""
    given = [account(95, False), account(3, None, "b"), account(0, False)]
    found = past_readings(given, within_days=90)
    assert [(each.subject, each.values["nps"]) for each in found] == [
        *(("a-1", 0), ("a-1", 95), ("b", 3)),
    ]
    assert found[0].on == START


@pytest.mark.rule("RBK-04")
def test_a_stated_outcome_is_taken_as_it_stands() -> None:
    """Of the only reading of each customer what it says followed."""
    given = [account(0, True, "a"), account(0, False, "b"), account(0, None, "c")]
    found = past_readings(given, within_days=90, outcome="stated")
    assert [each.churned for each in found] == [True, False, None]
    assert not any(each.left for each in found)


def test_the_kind_of_data_that_makes_no_sense_is_refused() -> None:
    """Both texts say what to choose instead."""
    with pytest.raises(InvalidValueError, match="'a-1' has 2; choose outcome='later'"):
        past_readings(
            [account(0, False), account(1, True)], within_days=9, outcome="stated"
        )
    with pytest.raises(InvalidValueError, match="or choose outcome='stated'"):
        past_readings([account(0, False)], within_days=9)
    with pytest.raises(UnknownNameError, match="did you mean 'later'"):
        past_readings([], within_days=9, outcome="lates")  # type: ignore[arg-type]


def test_no_reading_has_no_outcome() -> None:
    """Nothing in, nothing out, either way."""
    assert past_readings([], within_days=1) == ()
    assert past_readings([], within_days=1, outcome="stated") == ()


def test_a_span_can_be_longer_than_any_calendar() -> None:
    """Then nobody is seen at its end."""
    assert outcomes((0, False), (1, True), within=10**12) == [True, "left"]
    assert outcomes((0, False), (1, False), within=10**12) == [None, None]


def test_something_else_than_accounts_is_refused() -> None:
    """The text says what was found."""
    with pytest.raises(InvalidValueError, match="Account records, found 3"):
        past_readings([3], within_days=9)  # type: ignore[list-item]


def test_two_readings_on_a_day_are_refused() -> None:
    """Customer and day are named, once each."""
    given = [account(0, None), account(0, None), account(0, True), account(1, None)]
    with pytest.raises(InvalidDataError) as caught:
        past_readings(given, within_days=9)
    (problem,) = caught.value.problems
    assert (problem.path, problem.code) == ("a-1", "duplicate-day")
    assert "2026-01-01" in problem.message


@pytest.mark.parametrize("days", [0, -1, 1.5, True, None, "90"])
def test_a_span_is_a_whole_number_of_days(days: Any) -> None:
    """At least one."""
    with pytest.raises(InvalidValueError, match="from 1 up"):
        past_readings([], within_days=days)


def test_a_reading_names_all_its_faults() -> None:
    """Subject, day, values and both truths."""
    wrong: dict[str, Any] = {
        "subject": " ",
        "on": datetime(2026, 1, 1),  # noqa: DTZ001 - a time is no day
        "values": [("nps", 1)],
        "churned": 1,
        "left": None,
    }
    with pytest.raises(InvalidDataError) as caught:
        PastReading(**wrong)
    assert [each.path for each in caught.value.problems] == list(wrong)
    with pytest.raises(InvalidDataError, match="an id is text"):
        PastReading(subject=7)  # type: ignore[arg-type]


def test_who_had_left_cannot_leave_again() -> None:
    """An outcome beside it is a contradiction."""
    with pytest.raises(InvalidDataError, match="had left already"):
        PastReading(subject="a", left=True, churned=False)


def test_a_reading_keeps_its_own_values() -> None:
    """A later change of the caller's mapping does not reach it."""
    values: dict[str, Any] = {"nps": 1}
    reading = PastReading(subject="a", values=values)
    values["nps"] = 2
    assert reading.values == {"nps": 1}


@pytest.mark.rule("RBK-04")
def test_a_day_of_leaving_counts_instead_of_that_of_the_reading(
    rules: ps.Rulebook,
) -> None:
    """Known gone on day 120, it left on day 80; who leaves later is still there."""
    within = rules.backtest.outcome_days
    known = attrs.evolve(account(120, True), churned_on=START + timedelta(days=80))
    found = past_readings([account(0, False), known], within_days=within)
    assert [each.churned for each in found] == [True, None]
    assert [each.left for each in found] == [False, True]
    leaving = attrs.evolve(account(30, True), churned_on=START + timedelta(days=100))
    found = past_readings([account(0, False), leaving], within_days=within)
    assert [(each.churned, each.left) for each in found] == [
        (None, False),
        (True, False),
    ]
