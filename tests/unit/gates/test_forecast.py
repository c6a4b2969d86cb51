"""When a partner will launch: days, chance, and what they rest on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.errors import (
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.gates import Forecast, ForecastTerms, JourneyState, forecast
from tests.support.journeys import company_journey
from tests.unit.gates.standing_states import START, standing_at

DAY = timedelta(days=1)
BEFORE = START - 1_000 * DAY


def others(
    rules: ps.Rulebook, stage: str, *taken: int, still_in: Sequence[int] = ()
) -> list[JourneyState]:
    """Partners who took so many days for a stage, and some who are still in it."""
    passed = [
        standing_at(
            rules.journey,
            stage,
            {stage: (BEFORE, BEFORE + days * DAY)},
            partner_id=f"{stage}-{place}",
        )
        for place, days in enumerate(taken)
    ]
    under_way = [
        standing_at(
            rules.journey,
            stage,
            {stage: (START - days * DAY, None)},
            partner_id=f"{stage}-still-{place}",
        )
        for place, days in enumerate(still_in)
    ]
    if stage == "gate_3":
        # The last stage lasts until the launch.
        passed = [
            attrs.evolve(
                each,
                launch=attrs.evolve(each.launch, launched_on=BEFORE + days * DAY),
            )
            for each, days in zip(passed, taken, strict=True)
        ]
    return [*passed, *under_way]


def in_gate_3(rules: ps.Rulebook, used: int = 0, **changes: Any) -> JourneyState:
    """A partner that has been in the last gate for so long on the first day."""
    days = {"gate_3": (START - used * DAY, None)}
    return standing_at(rules.journey, "gate_3", days, **changes)


def days_ahead(found: Forecast) -> list[int]:
    """The days of the percentiles, counted from the day of the forecast."""
    return [(each.day - found.on).days for each in found.days]


def test_equal_durations_give_that_day(rules: ps.Rulebook) -> None:
    """Where all took as long, nothing is left to chance, in one stage and in three."""
    seen = others(rules, "gate_3", *[30] * 5)
    found = forecast(rules.journey, in_gate_3(rules), seen, on=START)
    assert days_ahead(found) == [30, 30, 30]
    assert not any(each.at_least for each in found.days)
    used = forecast(rules.journey, in_gate_3(rules, used=12), seen, on=START)
    assert days_ahead(used) == [18, 18, 18]
    seen += [*others(rules, "gate_1", *[80] * 6), *others(rules, "gate_2", *[40] * 9)]
    state = standing_at(rules.journey, "gate_1", {"gate_1": (START - 7 * DAY, None)})
    whole = forecast(rules.journey, state, seen, on=START)
    assert days_ahead(whole) == [143, 143, 143]
    assert whole.by_plan == ()


def test_the_percentiles_are_those_of_what_others_took(rules: ps.Rulebook) -> None:
    """Of ten even durations, up to chance, and of those that are still possible."""
    seen = others(rules, "gate_3", *range(10, 110, 10))
    found = forecast(
        rules.journey, in_gate_3(rules), seen, on=START, draws=4_001, seed=3
    )
    assert days_ahead(found)[1] in {50, 60}
    assert days_ahead(found)[0] in {10, 20}
    assert days_ahead(found)[2] in {90, 100}
    later = forecast(
        rules.journey, in_gate_3(rules, used=75), seen, on=START, draws=4_001, seed=3
    )
    assert days_ahead(later) == [80 - 75, 90 - 75, 100 - 75]


def test_who_is_still_in_a_gate_counts(rules: ps.Rulebook) -> None:
    """Partners who have lasted long already make the days later, not sooner."""
    seen = others(rules, "gate_3", 10, 12, 14, 16, 90)
    slow = others(rules, "gate_3", still_in=[40, 50, 60, 70, 80])
    alone = forecast(rules.journey, in_gate_3(rules), seen, on=START)
    both = forecast(rules.journey, in_gate_3(rules), [*seen, *slow], on=START)
    assert days_ahead(alone)[1] == 14
    assert days_ahead(both)[1] == 90
    assert (both.stages[0].passed, both.stages[0].under_way) == (5, 5)
    assert both.stages[0].median == 90


def test_nothing_behind_the_day_is_looked_at(rules: ps.Rulebook) -> None:
    """On the day before it was passed, a gate was still in progress."""
    seen = others(rules, "gate_3", *[30] * 5)
    state = in_gate_3(rules)
    for on, passed, under_way in (
        (BEFORE - DAY, 0, 0),
        (BEFORE, 0, 5),
        (BEFORE + 29 * DAY, 0, 5),
        (BEFORE + 30 * DAY, 5, 0),
    ):
        stage = forecast(rules.journey, state, seen, on=on).stages[0]
        assert (stage.passed, stage.under_way) == (passed, under_way)


@pytest.mark.rule("JRN-23")
def test_with_too_few_the_plan_counts_and_says_so(rules: ps.Rulebook) -> None:
    """One passed gate fewer than the rulebook asks for, and as many."""
    assert rules.journey.forecast is not None
    least = rules.journey.forecast.least_durations
    few = others(rules, "gate_3", *[90] * (least - 1), still_in=[3])
    found = forecast(rules.journey, in_gate_3(rules, used=5), few, on=START)
    assert days_ahead(found) == [16, 16, 16]
    assert [each.stage for each in found.by_plan] == ["gate_3"]
    assert found.explain().remarks == (
        (
            "Gate 3: Ready to Deliver: the plan counts, because 5 have to have passed"
            " it for their durations to count, and 4 did"
        ),
        "2,000 draws with the seed 0",
    )
    enough = others(rules, "gate_3", *[90] * least)
    found = forecast(rules.journey, in_gate_3(rules, used=5), enough, on=START)
    assert days_ahead(found) == [85, 85, 85]
    assert found.by_plan == ()
    overdue = forecast(rules.journey, in_gate_3(rules, used=50), [], on=START)
    assert days_ahead(overdue) == [0, 0, 0]


def test_what_lasts_longer_than_all_counts_up_to_the_longest(
    rules: ps.Rulebook,
) -> None:
    """The days that hang on it say 'or later', and the chance 'at most'."""
    seen = others(rules, "gate_3", *[10] * 5, still_in=[40] * 5)
    state = in_gate_3(rules, target=START + 40 * DAY)
    found = forecast(rules.journey, state, seen, on=START)
    assert days_ahead(found) == [10, 40, 40]
    assert [each.at_least for each in found.days] == [False, True, True]
    assert 900 < found.open_draws < 1_100
    assert (found.met, found.met_at_most) == (found.draws, True)
    sooner = forecast(rules.journey, state, seen, on=START, target=START + 39 * DAY)
    assert sooner.met == found.draws - found.open_draws
    assert not sooner.met_at_most
    assert found.explain().remarks == (
        "launched by 2026-02-14: at most 100 % of the draws",
        (
            f"in {found.open_draws:,} draws a stage lasts longer than any that was"
            " passed; how long is not known, so it counts as long as the longest"
        ),
        "2,000 draws with the seed 0",
    )
    assert str(found.percentile(50)) == "50 % by 2026-02-14 or later"


def test_a_gate_that_has_lasted_longer_than_all_can_end_today(
    rules: ps.Rulebook,
) -> None:
    """Nobody was seen to take so long, and so every day is a lower bound."""
    seen = others(rules, "gate_3", *[10] * 5)
    found = forecast(rules.journey, in_gate_3(rules, used=11), seen, on=START)
    assert days_ahead(found) == [0, 0, 0]
    assert found.open_draws == found.draws
    assert all(each.at_least for each in found.days)


def test_the_chance_is_the_share_of_draws_by_the_target(rules: ps.Rulebook) -> None:
    """The partner's own target, another one, and none."""
    seen = others(rules, "gate_3", 10, 20, 30, 40, 50)
    state = in_gate_3(rules, target=START + 20 * DAY)
    found = forecast(rules.journey, state, seen, on=START, draws=1_000)
    assert found.target == START + 20 * DAY
    assert found.chance is not None
    assert found.met == 1_000 * found.chance
    assert Fraction(35, 100) < found.chance < Fraction(45, 100)
    other = forecast(
        rules.journey, state, seen, on=START, target=START + 50 * DAY, draws=1_000
    )
    assert (other.chance, other.target) == (1, START + 50 * DAY)
    gone_by = forecast(rules.journey, state, seen, on=START, target=START - DAY)
    assert gone_by.chance == 0
    none = forecast(rules.journey, in_gate_3(rules), seen, on=START)
    assert (none.target, none.met, none.chance) == (None, None, None)


def test_it_tells_what_was_measured(rules: ps.Rulebook) -> None:
    """How many passed, how many are under way, which stages go by the plan."""
    seen = others(rules, "gate_2", *[30] * 5, still_in=[4])
    state = standing_at(
        rules.journey,
        "gate_2",
        {"gate_2": (START - 6 * DAY, None)},
        target=date(2026, 2, 19),
    )
    found = forecast(rules.journey, state, seen, on=START, draws=50, seed=9)
    assert str(found.explain()).splitlines() == [
        (
            "Launch forecast of acme on 2026-01-05: 10 % by 2026-02-19, 50 % by"
            " 2026-02-19, 90 % by 2026-02-19"
        ),
        (
            "                              from  passed  under way  median days"
            "  planned days  days used"
        ),
        (
            "Gate 2: Ready to Order    measured       5          1           30"
            "            35          6"
        ),
        (
            "Gate 3: Ready to Deliver      plan       0          0             "
            "            21          0"
        ),
        "launched by 2026-02-19: 100 % of the draws",
        (
            "Gate 3: Ready to Deliver: the plan counts, because 5 have to have passed"
            " it for their durations to count, and 0 did"
        ),
        "50 draws with the seed 9",
        "(rulebook standard 2026.1)",
    ]


def test_once_launched_there_is_nothing_to_forecast(rules: ps.Rulebook) -> None:
    """It says when that was."""
    state = in_gate_3(rules, target=START)
    launch = attrs.evolve(state.launch, launched_on=START)
    launched = attrs.evolve(state, launch=launch)
    found = forecast(rules.journey, launched, [], on=START + DAY)
    assert (found.days, found.stages, found.chance) == ((), (), None)
    assert [reason.code for reason in found.reasons] == ["launched"]
    assert str(found) == "Launch forecast of acme on 2026-01-06: none"
    assert found.explain().remarks == ("it was launched on 2026-01-05",)
    with pytest.raises(UnknownNameError, match="there are none"):
        found.percentile(50)


def test_with_every_gate_passed_the_launch_is_still_ahead(rules: ps.Rulebook) -> None:
    """The last gate lasts until it, and so do those of others who wait for theirs."""
    days = {"gate_3": (START, START + 4 * DAY)}
    state = standing_at(rules.journey, "gate_3", days, target=START + 5 * DAY)
    found = forecast(rules.journey, state, [], on=START + 5 * DAY)
    assert days_ahead(found) == [16, 16, 16]
    assert ([each.used for each in found.stages], found.chance) == ([5], 0)
    waiting = attrs.evolve(state, partner_id="waits")
    seen = [*others(rules, "gate_3", *[12] * 5), waiting]
    found = forecast(rules.journey, state, seen, on=START + 5 * DAY)
    assert days_ahead(found) == [7, 7, 7]
    assert (found.stages[0].passed, found.stages[0].under_way) == (5, 1)


def test_what_lies_between_two_gates_counts_to_the_later(rules: ps.Rulebook) -> None:
    """For others, and for the partner that waits for its hand-over."""
    between = {
        "gate_1": (BEFORE, BEFORE + 80 * DAY),
        "gate_2": (BEFORE + 87 * DAY, BEFORE + 120 * DAY),
    }
    seen = [
        standing_at(rules.journey, "gate_2", between, partner_id=f"p-{place}")
        for place in range(5)
    ]
    days = {"gate_1": (START - 90 * DAY, START - 3 * DAY)}
    state = standing_at(rules.journey, "gate_1", days)
    found = forecast(rules.journey, state, seen, on=START)
    gate_2 = found.stages[0]
    assert (gate_2.stage, gate_2.used, gate_2.median) == ("gate_2", 3, 40)
    assert days_ahead(found) == [58, 58, 58]
    early = {"gate_2": (START - 5 * DAY, None)}
    started = standing_at(rules.journey, "gate_2", {**days, **early})
    found = forecast(rules.journey, started, seen, on=START)
    assert found.stages[0].used == 5


def test_one_seed_gives_one_forecast(rules: ps.Rulebook) -> None:
    """Another one differs only by chance; an order of histories does not count."""
    seen = others(rules, "gate_3", *range(5, 60, 3), still_in=[7, 20])
    state = in_gate_3(rules, target=START + 30 * DAY)
    found = forecast(rules.journey, state, seen, on=START, seed=4)
    assert forecast(rules.journey, state, seen[::-1], on=START, seed=4) == found
    another = forecast(rules.journey, state, seen, on=START, seed=5)
    assert another != found
    assert all(
        abs(one - other) <= 6
        for one, other in zip(days_ahead(found), days_ahead(another), strict=True)
    )


@pytest.mark.rule("JRN-23")
def test_a_percentile_that_the_rulebook_does_not_name(rules: ps.Rulebook) -> None:
    """The named ones are told."""
    found = forecast(rules.journey, in_gate_3(rules), [], on=START)
    assert [each.percent for each in found.days] == [10, 50, 90]
    assert found.percentile(90).day == START + 21 * DAY
    with pytest.raises(UnknownNameError, match="known are '10', '50', '90'"):
        found.percentile(95)


def test_percentiles_are_exact_ranks(rules: ps.Rulebook) -> None:
    """The first draw by which at least the share has launched."""
    three = terms(draws=3, percentiles=(1, 33, 34, 67, 100))
    journey = attrs.evolve(rules.journey, forecast=three)
    seen = others(rules, "gate_3", 10, 20, 30, 40, 50)
    found = forecast(journey, in_gate_3(rules), seen, on=START, seed=2)
    low, same, middle, high, last = days_ahead(found)
    assert low == same <= middle <= high == last
    assert found.draws == 3


@pytest.mark.parametrize("draws", [0, -1, 2.0, True, "7"])
def test_draws_are_counted(rules: ps.Rulebook, draws: Any) -> None:
    """At least one, and a whole number."""
    with pytest.raises(InvalidValueError, match="draws is a whole number from 1 up"):
        forecast(rules.journey, in_gate_3(rules), [], on=START, draws=draws)


def test_misuse_is_said(rules: ps.Rulebook) -> None:
    """No terms, days that are none, doubled partners, days out of the calendar."""
    state = in_gate_3(rules)
    seen = others(rules, "gate_3", *[30] * 5)
    bare = company_journey()
    with pytest.raises(InvalidUseError, match="does not say how a launch is forecast"):
        forecast(bare, state, [], on=START)
    instant = datetime(2026, 1, 5, tzinfo=UTC)
    with pytest.raises(InvalidValueError, match="on needs a day"):
        forecast(rules.journey, state, seen, on=instant)
    with pytest.raises(InvalidValueError, match="target needs a day"):
        forecast(rules.journey, state, seen, on=START, target=instant)
    with pytest.raises(InvalidValueError, match="'gate_3-0' is there twice"):
        forecast(rules.journey, state, [*seen, *seen], on=START)
    to_come = standing_at(rules.journey, "gate_3")
    last = date.max - 21 * DAY
    assert forecast(rules.journey, to_come, [], on=last).days[0].day == date.max
    with pytest.raises(InvalidValueError, match="lies behind the year 9999"):
        forecast(rules.journey, to_come, [], on=last + DAY)


def terms(**changes: Any) -> ForecastTerms:
    """Terms of a forecast, with something changed."""
    given_terms: dict[str, Any] = {
        "least_durations": 5,
        "draws": 10,
        "percentiles": (10, 90),
        **changes,
    }
    return ForecastTerms(**given_terms)


def test_terms_that_cannot_be_meant_are_refused() -> None:
    """No draws, no durations, percentiles that do not rise or that cannot be."""
    assert terms().draws == 10
    for wrong in ({"draws": 0}, {"least_durations": 0}):
        with pytest.raises(InvalidValueError, match="is at least 1, found 0"):
            terms(**wrong)
    for percentiles in ((), (0, 10), (90, 10), (10, 10), (50, 101)):
        with pytest.raises(InvalidValueError, match="percentiles are one or more"):
            terms(percentiles=percentiles)


taken = st.lists(st.integers(0, 60), min_size=5, max_size=8)


@settings(max_examples=20)
@given(taken, st.lists(st.integers(0, 60), max_size=3), st.integers(0, 70))
def test_a_later_day_never_gives_a_sooner_launch(
    passed: list[int], still_in: list[int], used: int
) -> None:
    """No percentile lies before the day, nor before that of the day before."""
    rules = ps.standard()
    seen = others(rules, "gate_3", *passed)
    seen += others(rules, "gate_2", *passed, still_in=still_in)
    gate = {"gate_2": (START - used * DAY, None)}
    state = standing_at(rules.journey, "gate_2", gate, target=START + 30 * DAY)
    # What is known of the others stays the same; only the partner waits longer.
    today = forecast(rules.journey, state, seen, on=START, draws=40)
    longer = standing_at(
        rules.journey, "gate_2", {"gate_2": (START - (used + 1) * DAY, None)}
    )
    waited = forecast(rules.journey, longer, seen, on=START, draws=40)
    assert days_ahead(today) == sorted(days_ahead(today))
    for now, then in zip(today.days, waited.days, strict=True):
        assert now.day >= START
        assert then.day + DAY >= now.day


@settings(max_examples=20)
@given(taken, st.integers(0, 9), st.integers(0, 100), st.integers(0, 20))
def test_slower_partners_never_make_it_sooner(
    passed: list[int], later: int, ahead: int, more: int
) -> None:
    """With the same lots days only get later; a later target is met more often."""
    rules = ps.standard()
    state = in_gate_3(rules)
    target = START + ahead * DAY

    def drawn(days: list[int], by: date) -> Forecast:
        seen = others(rules, "gate_3", *days)
        return forecast(rules.journey, state, seen, on=START, target=by, draws=40)

    found = drawn(passed, target)
    slower = drawn([*passed[1:], passed[0] + more], target)
    for one, other in zip(found.days, slower.days, strict=True):
        assert one.day <= other.day
    relaxed = drawn(passed, target + later * DAY)
    assert found.chance is not None
    assert slower.chance is not None
    assert relaxed.chance is not None
    assert slower.chance <= found.chance <= relaxed.chance
