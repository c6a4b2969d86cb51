"""Laws of comparing scores, of improving them, and of reading them over time."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import partner_success as ps
from partner_success.core import Series
from partner_success.core.collections import Catalogue
from partner_success.scoring import NoTrend, Score, Scorecard, Trend, compare
from partner_success.scoring.reaching import Rise, least_alone, least_together
from partner_success.scoring.splitting import Term
from tests.properties.scorecards import EDGES, ids_of, numbers, scorecards, with_gaps
from tests.properties.shapley import mean, players, shapley

DAY = date(2026, 5, 1)


@st.composite
def pairs(draw: st.DrawFn, *, changed: bool = True) -> tuple[Score, Score]:
    """Two scores of a card and of one with other weights, with gaps and measures."""
    one, values, gaps = draw(with_gaps())
    one = attrs.evolve(one, least_coverage=Decimal(0))
    later = {
        id_: draw(st.just(value) | numbers | st.just(None))
        for id_, value in gaps.items()
    }
    other = draw(st.just(one) | reweighted(one)) if changed else one
    was = one.score(draw(st.sampled_from([values, gaps])), missing="reweight")
    known = {id_ for ids in ids_of(other) for id_ in ids}
    later = {id_: value for id_, value in later.items() if id_ in known}
    now = other.score(later, missing="reweight")
    assume(isinstance(was, Score) and isinstance(now, Score))
    return was, now  # type: ignore[return-value]


@st.composite
def reweighted(draw: st.DrawFn, one: Scorecard) -> Scorecard:
    """The same card with some other weights, perhaps without a component."""
    parts = [
        attrs.evolve(part, weight=draw(st.just(part.weight) | st.integers(1, 60)))
        for part in one.components
    ]
    kept = parts[draw(st.sampled_from([0, 0, 1])) :] or parts
    return attrs.evolve(one, components=Catalogue(kept))


# ------------------------------------------------------------------ HLT-08
@pytest.mark.rule("HLT-08")
@given(pairs())
def test_the_parts_of_a_change_add_up_exactly(case: tuple[Score, Score]) -> None:
    """To the change in points, by cause, by component, and as printed."""
    was, now = case
    change = compare(was, now)
    total = sum(part.gained_count for part in change.parts)
    assert Fraction(total, change.denominator) == now.exact - was.exact == change.exact
    assert sum(change.by_component.values()) == change.exact
    rows = change.explain().rows
    printed = sum(Fraction(row[-1]) for row in rows)
    assert abs(printed - change.exact) < Fraction(1, 10_000)
    assert len(rows) == len(change.parts)
    assert all(part.gained_count for part in change.parts)


@pytest.mark.rule("HLT-08")
@given(pairs())
def test_swapping_before_and_after_negates_every_part(
    case: tuple[Score, Score],
) -> None:
    """What gained on the way there loses as much on the way back."""
    was, now = case
    forth, back = compare(was, now), compare(now, was)
    gains = [
        {
            (part.component.id, part.measure and part.measure.id, part.cause): sign
            * Fraction(part.gained_count, part.denominator)
            for part in change.parts
        }
        for sign, change in ((1, forth), (-1, back))
    ]
    assert gains[0] == gains[1]


@pytest.mark.rule("HLT-08")
@given(pairs())
def test_a_component_that_stayed_the_same_has_no_part(
    case: tuple[Score, Score],
) -> None:
    """Neither number nor weight changed: 0, whatever the others did."""
    was, now = case
    change = compare(was, now)
    counts = [
        dict(zip(score.model.components.ids, score.counts, strict=True))
        for score in case
    ]
    measured = [
        {
            id_: [part for part in score.measured if part.component == id_]
            for id_ in side
        }
        for score, side in zip(case, counts, strict=True)
    ]
    for part in now.model.components:
        old = was.model.components.get(part.id)
        if old is not None and old.weight == part.weight:
            same_number = counts[0][part.id] == counts[1][part.id]
            if same_number:
                assert change.by_component[part.id] == 0
            if same_number and measured[0][part.id] == measured[1][part.id]:
                assert all(each.component.id != part.id for each in change.parts)


@pytest.mark.rule("HLT-08")
@given(pairs(changed=False))
def test_components_get_their_shapley_values(case: tuple[Score, Score]) -> None:
    """Against the definition: the average over every order of the causes."""
    was, now = case
    terms = [
        Term((part.weight, part.weight), pair)
        for part, *pair_ in zip(
            was.model.components, was.counts, now.counts, strict=True
        )
        for pair in [(pair_[0], pair_[1])]
    ]
    everyone = list(players(terms))
    assume(len(everyone) <= 5)

    def worth(true: frozenset[Any]) -> Fraction:
        found = mean(terms, true)
        return (was.exact + now.exact) * 50 if found is None else found

    wanted = shapley(everyone, worth)
    change = compare(was, now)
    for place, part in enumerate(was.model.components):
        causes = [gain for (where, _), gain in wanted.items() if where == place]
        assert change.by_component[part.id] == sum(causes) / 100


@pytest.mark.rule("HLT-08")
@given(pairs(changed=False))
def test_the_quick_way_is_the_careful_one(case: tuple[Score, Score]) -> None:
    """An equal card that is another object goes the careful way; nothing differs."""
    was, now = case
    again = Score(attrs.evolve(now.model), now.counts, now.numerator, now.measured)
    assert again.model is not was.model
    quick, careful = compare(was, now), compare(was, again)
    assert quick.by_component == careful.by_component
    assert quick.explain() == careful.explain()
    assert [part.cause for part in quick.parts] == [
        part.cause for part in careful.parts
    ]


# ------------------------------------------------------------------ HLT-09
@pytest.mark.rule("HLT-09")
@given(scorecards(), st.data())
def test_a_single_improvement_is_the_least_that_reaches_the_band(
    one: Scorecard, data: st.DataObject
) -> None:
    """Scored again it reaches the band; with a hundredth less it does not."""
    values = {part.id: data.draw(numbers) for part in one.components}
    score = one.score(values)
    assert one.bands is not None
    band = data.draw(st.sampled_from(list(one.bands)))
    found = score.improvements(to=band)
    floor = Fraction(band.floor)
    assert found.reached is (score.exact >= floor)
    assert bool(found.alone) is not found.reached
    for each in found.alone:
        id_ = each.component.id
        better = Fraction(1 if each.component.better == "higher" else -1, 100)
        best = 100 if better > 0 else 0
        if each.needed is None:
            assert one.score({**values, id_: best}).exact < floor
            continue
        needed = Fraction(repr(each.needed))
        assert one.score({**values, id_: needed}).exact >= floor
        assert one.score({**values, id_: needed - better}).exact < floor
    assert found.possible is (
        one.score(
            {p.id: 100 if p.better == "higher" else 0 for p in one.components}
        ).exact
        >= floor
    )


@pytest.mark.rule("HLT-09")
@given(scorecards(), st.data())
def test_improvements_together_reach_the_band_and_a_hundredth_less_does_not(
    one: Scorecard, data: st.DataObject
) -> None:
    """Whichever of them is taken back by a hundredth; and bounds are kept."""
    values = {part.id: data.draw(numbers) for part in one.components}
    bounds = {
        part.id: data.draw(st.integers(0, 100))
        for part in one.components
        if data.draw(st.booleans())
    }
    score = one.score(values)
    assert one.bands is not None
    band = next(iter(one.bands))
    found = score.improvements(to=band, bounds=bounds)
    if not found.reached:
        assert found.possible is bool(found.together)
    changed = {e.component.id: Fraction(repr(e.needed)) for e in found.together}
    if found.possible:
        assert one.score({**values, **changed}).exact >= Fraction(band.floor)
    for each in found.together:
        id_ = each.component.id
        better = Fraction(1 if each.component.better == "higher" else -1, 100)
        less = {**changed, id_: changed[id_] - better}
        assert one.score({**values, **less}).exact < Fraction(band.floor)
        if id_ in bounds:
            assert (bounds[id_] - changed[id_]) * better >= 0


rises = st.builds(
    lambda weight, steps, step: Rise(weight, steps * step, step),
    st.integers(1, 6),
    st.integers(0, 4),
    st.sampled_from([1, 1, 3, 4]),
)


@pytest.mark.rule("HLT-09")
@given(st.lists(rises, min_size=1, max_size=4), st.integers(-5, 60))
def test_the_least_rise_is_found_by_exhaustive_search(
    some: list[Rise], short: int
) -> None:
    """Over every way to raise every number; alone and together, with several steps."""
    ways = product(*(range(0, rise.room + 1, rise.step) for rise in some))
    enough = [
        way
        for way in ways
        if sum(rise.weight * up for rise, up in zip(some, way, strict=True)) >= short
    ]
    found = least_together(some, short)
    if not enough:
        assert found is None
    else:
        assert found is not None
        assert tuple(found) in enough
        assert sum(found) == min(map(sum, enough))
    for rise in some:
        alone = [
            up for up in range(0, rise.room + 1, rise.step) if rise.weight * up >= short
        ]
        assert least_alone(rise, short) == (min(alone) if alone else None)


@pytest.mark.rule("HLT-09")
@given(
    st.lists(st.integers(0, 4), min_size=3, max_size=3),
    st.lists(st.integers(1, 3), min_size=3, max_size=3),
    st.integers(1, 4),
)
def test_improvements_agree_with_a_search_over_a_coarse_grid(
    ratings: list[int], weights: list[int], floor: int
) -> None:
    """Of a card of whole ratings, every combination of ratings is tried."""
    from tests.unit.scoring.cards import card, component

    parts = [component(f"c{n}", weight) for n, weight in enumerate(weights)]
    one = card(*parts, high=4, whole=True, floors={"top": floor, "base": 0})
    score = one.score({f"c{n}": rating for n, rating in enumerate(ratings)})
    found = score.improvements(to="top")
    grid = [
        way
        for way in product(range(5), repeat=3)
        if all(up >= now for up, now in zip(way, ratings, strict=True))
        and one.score({f"c{n}": rating for n, rating in enumerate(way)}).band.id
        == "top"
    ]
    assert found.possible
    assert found.total_change == min(sum(way) for way in grid) - sum(ratings)
    for place, each in enumerate(found.alone):
        only = [
            way[place]
            for way in grid
            if sum(way) - sum(ratings) == way[place] - ratings[place]
        ]
        assert each.needed == (min(only) if only else None)


# ------------------------------------------------------------------ HLT-12
courses = st.lists(
    st.integers(0, 10_000)
    | st.sampled_from(
        [100 * edge + d for edge in EDGES[:-1] for d in (-200, -1, 0, 1, 200)]
    ).filter(lambda n: n >= 0),
    min_size=1,
    max_size=12,
)
margins = st.integers(0, 1_500).map(lambda count: Decimal(count) / 100)


def _series(counts: list[int]) -> Series:
    return Series(
        (DAY + timedelta(days=place), Fraction(count, 100))
        for place, count in enumerate(counts)
    )


@pytest.mark.rule("HLT-12")
@given(courses, margins)
def test_a_damped_band_never_flips_twice_within_the_margin(
    counts: list[int], margin: Decimal
) -> None:
    """Between two flips the score moved by the margin or more."""
    rules = ps.standard()
    policy = attrs.evolve(rules.trend, damping_margin=margin)
    damped = policy.damped(_series(counts), rules.health.require_bands())
    flips = [now.value for was, now in pairwise(damped) if now.band != was.band]
    for first, second in pairwise(flips):
        assert abs(second - first) >= margin


@pytest.mark.rule("HLT-12")
@given(courses, margins)
def test_a_band_is_left_exactly_when_an_edge_is_passed_by_the_margin(
    counts: list[int], margin: Decimal
) -> None:
    """Day by day against the rule as it is written; a margin of 0 damps nothing."""
    rules = ps.standard()
    bands = rules.health.require_bands()
    policy = attrs.evolve(rules.trend, damping_margin=margin)
    damped = policy.damped(_series(counts), bands)
    assert damped[0].band == bands.of(damped[0].value)
    for was, now in pairwise(damped):
        above = bands.above(was.band)
        risen = above is not None and now.value - Fraction(above.floor) >= margin
        fallen = Fraction(was.band.floor) - now.value > margin
        wanted = bands.of(now.value) if risen or fallen else was.band
        assert now.band == wanted
        assert now.held is (now.band != bands.of(now.value))
    plain = attrs.evolve(policy, damping_margin=Decimal(0))
    assert not any(each.held for each in plain.damped(_series(counts), bands))


@pytest.mark.rule("HLT-12")
@given(
    st.dictionaries(st.integers(-80, 10), st.integers(0, 10_000), max_size=20),
    st.integers(1, 40),
)
def test_a_trend_agrees_with_a_walk_over_the_days(
    counts: dict[int, int], days: int
) -> None:
    """The newest of the last days against the newest of as many before."""
    series = Series(
        {DAY + timedelta(days=n): Fraction(count, 100) for n, count in counts.items()}
    )
    policy = attrs.evolve(ps.standard().trend, days=days)
    found = policy.trend(series, on=DAY)
    walk = [
        next(
            (counts[-ago] for ago in range(start, start + days) if -ago in counts), None
        )
        for start in (0, days)
    ]
    if None in walk:
        assert isinstance(found, NoTrend)
        assert (found.latest is None) is (walk[0] is None)
        return
    assert isinstance(found, Trend)
    assert found.exact * 100 == walk[0] - walk[1]  # type: ignore[operator]
    past = {n: count for n, count in counts.items() if n <= 0}
    half = policy.half_life_days
    weights = {n: 0.5 ** (-n / half) for n in past}
    mean_ = sum(weights[n] * past[n] for n in past) / sum(weights.values()) / 100
    assert found.mean == pytest.approx(mean_)
    assert (
        min(past.values()) / 100 - 1e-9 <= found.mean <= max(past.values()) / 100 + 1e-9
    )
