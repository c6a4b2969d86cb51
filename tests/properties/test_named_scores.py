"""Laws of readiness, maturity, CSAT, NPS and licence risk."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.partners import SurveyAnswer
from partner_success.scoring import Interval

# The fixture gives the one cached rulebook, so it may serve all examples of a test.
lasting = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

FLOORS = {"Formulating": 0, "Preparing": 201, "Aspiring": 301, "Optimizing": 401}
ORDER = list(FLOORS)

sheets = st.lists(st.integers(1, 5), min_size=50, max_size=50)
gappy = st.lists(st.integers(1, 5) | st.none(), min_size=50, max_size=50)


def elements(rules: ps.Rulebook) -> list[str]:
    """Give the fifty element ids."""
    return [id_ for each in rules.readiness.sections for id_ in each.elements.ids]


def level_of(points: int) -> str:
    """Give the level that the deck prints for a total."""
    return next(name for name in reversed(ORDER) if points >= FLOORS[name])


@pytest.mark.rule("RDY-03", "RDY-05")
@lasting
@given(ratings=sheets)
def test_a_sheet_makes_twice_the_sum_of_its_ratings(
    rules: ps.Rulebook, ratings: list[int]
) -> None:
    """In each section and in all, with the level of that total."""
    result = rules.readiness.assess(dict(zip(elements(rules), ratings, strict=True)))
    total = 2 * sum(ratings)
    assert result.points == (total, total)
    parts = [2 * sum(ratings[start : start + 10]) for start in range(0, 50, 10)]
    assert [points[0] for points in result.sections.values()] == parts
    assert result.level is not None
    assert result.level.name == level_of(total)


@pytest.mark.rule("RDY-06")
@lasting
@given(ratings=gappy, data=st.data())
def test_a_gap_holds_every_way_to_fill_it(
    rules: ps.Rulebook, ratings: list[int | None], data: st.DataObject
) -> None:
    """The range runs from all 1s to all 5s, and a settled level stays."""
    model, ids = rules.readiness, elements(rules)
    result = model.assess(dict(zip(ids, ratings, strict=True)))
    known, open_ = sum(n for n in ratings if n), ratings.count(None)
    assert result.points == (2 * known + 2 * open_, 2 * known + 10 * open_)
    assert result.complete is (open_ == 0)
    assert len(result.range.missing) >= bool(open_)
    ends = {level_of(points) for points in result.points}
    assert (result.level is None) is (len(ends) == 2)
    filled = [data.draw(st.integers(1, 5)) if n is None else n for n in ratings]
    full = model.assess(dict(zip(ids, filled, strict=True)))
    assert result.points[0] <= full.points[0] <= result.points[1]
    assert result.level in (None, full.level)


@pytest.mark.rule("RDY-07")
@lasting
@given(ratings=sheets)
def test_the_steps_reach_the_next_level_and_one_less_does_not(
    rules: ps.Rulebook, ratings: list[int]
) -> None:
    """Taken lowest first, one step of a rating at a time."""
    model, ids = rules.readiness, elements(rules)
    result = model.assess(dict(zip(ids, ratings, strict=True)))
    total, level = 2 * sum(ratings), level_of(2 * sum(ratings))
    assert [rating for _, rating in result.improvable] == sorted(
        n for n in ratings if n < 5
    )
    if level == "Optimizing":
        assert result.steps_to_next_level is None
        return
    following = ORDER[ORDER.index(level) + 1]
    assert result.steps_to_next_level == ceil((FLOORS[following] - total) / 2)
    raised = list(ratings)
    for step in range(result.steps_to_next_level):
        assert level_of(2 * sum(raised)) == level, step
        raised[raised.index(min(raised))] += 1
    assert level_of(2 * sum(raised)) == following


@pytest.mark.rule("RDY-08")
@lasting
@given(answers=st.lists(st.booleans() | st.none(), min_size=4, max_size=4))
def test_a_stage_counts_what_is_in_place(
    rules: ps.Rulebook, answers: list[bool | None]
) -> None:
    """Open answers leave it open; what to build next is the first plain no."""
    ids = ("csms", "tool", "metrics", "playbooks")
    result = rules.maturity.assess(dict(zip(ids, answers, strict=True)))
    assert result.stage == (None if None in answers else answers.count(True))
    gaps = [id_ for id_, answer in zip(ids, answers, strict=True) if answer is False]
    assert [pillar.id for pillar in result.to_build] == gaps
    assert result.range.low.exact == answers.count(True)
    assert result.range.high.exact == 4 - len(gaps)


projects = st.lists(
    st.lists(st.integers(1, 5), min_size=1, max_size=12), min_size=1, max_size=8
)


def survey(groups: list[list[int]]) -> list[SurveyAnswer]:
    """Give the answers of successful projects of 2025."""
    return [
        SurveyAnswer(
            id=f"s-{number}-{place}",
            kind="csat",  # type: ignore[arg-type]
            partner_id="acme",
            question="value",
            answered_on=date(2025, 6, 1),
            rating=rating,
            project_id=f"p-{number}",
            project_completed_on=date(2025, 5, 1),
            successful=True,
        )
        for number, ratings in enumerate(groups)
        for place, rating in enumerate(ratings)
    ]


@pytest.mark.rule("CST-02", "CST-03", "CST-04")
@lasting
@given(groups=projects, chance=st.randoms(use_true_random=False))
def test_csat_is_the_mean_of_means_in_any_order(
    rules: ps.Rulebook, groups: list[list[int]], chance: Any
) -> None:
    """Exact, with the points of the highest threshold reached, inside its interval."""
    answers = survey(groups)
    chance.shuffle(answers)
    result = rules.csat.partner(answers, on=date(2025, 1, 1))
    means = [Fraction(sum(ratings), len(ratings)) for ratings in groups]
    mean = sum(means, Fraction()) / len(means)
    assert result.mean == mean
    steps = {Fraction(42 + 2 * n, 10): 10 + 10 * n for n in range(4)}
    steps[Fraction(49, 10)] = 50
    assert result.points == max(
        (points for floor, points in steps.items() if mean >= floor), default=0
    )
    assert result.answers == sum(map(len, groups))
    assert result.satisfied == sum(rating >= 4 for group in groups for rating in group)
    if isinstance(result.interval, Interval):
        assert result.interval.contains(mean)
        assert 1 <= result.interval.low <= result.interval.high <= 5
    assert isinstance(result.interval, Interval) is (len(groups) > 1)


@pytest.mark.rule("CST-04")
@lasting
@given(ratings=st.lists(st.integers(0, 10) | st.none(), max_size=60))
def test_nps_lies_from_minus_100_to_100_and_mirrors(
    rules: ps.Rulebook, ratings: list[int | None]
) -> None:
    """Promoters less detractors over all answers; nobody else counts."""
    score = rules.nps.score(ratings)
    given_ = [rating for rating in ratings if rating is not None]
    assert score.answers == len(given_)
    if not given_:
        assert score.exact is None
        return
    net = sum(rating >= 9 for rating in given_) - sum(rating <= 6 for rating in given_)
    assert score.exact == Fraction(100 * net, len(given_))
    assert -100 <= score.exact <= 100
    assert isinstance(score.interval, Interval)
    assert -100 <= score.interval.low <= score.interval.high <= 100
    swapped = [{True: 0, False: 10}[r >= 9] if not 6 < r < 9 else r for r in given_]
    assert rules.nps.score(swapped).exact == -score.exact


@pytest.mark.rule("LIC-01", "LIC-02", "LIC-03")
@lasting
@given(
    licensed=st.integers(0, 10**6) | st.integers(0, 20) | st.none(),
    active=st.integers(0, 10**6) | st.integers(0, 20) | st.none(),
)
def test_licence_risk_follows_the_exact_share(
    rules: ps.Rulebook, licensed: int | None, active: int | None
) -> None:
    """Below a quarter High, below three fifths Medium, else and beyond Low."""
    result = rules.licence.judge(licensed, active)
    covered, used = licensed or 0, active or 0
    assert result.delta == covered - used
    if used > covered:
        expected: str | None = "Low"
    elif not covered:
        expected = None
    elif 4 * used < covered:
        expected = "High"
    else:
        expected = "Medium" if 5 * used < 3 * covered else "Low"
    assert (result.risk.name if result.risk else None) == expected
    assert result.renewal_at_risk is (expected in ("High", "Medium"))
    assert result.up_sell is (used > covered)
