"""Scorecards of every kind, with values for them: strategies of several modules."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from partner_success.scoring import Scorecard
from tests.unit.scoring.cards import card, component, measure, target

EDGES = (0, 60, 70, 80, 90, 100)

hundredths = st.integers(0, 10_000) | st.sampled_from([n * 100 for n in EDGES])
numbers = hundredths.map(lambda count: count / 100) | st.floats(0, 100)


def exact(count: int) -> Decimal:
    """Give hundredths as a number."""
    return Decimal(count).scaleb(-2)


@st.composite
def scorecards(draw: st.DrawFn, *, most: int = 6, measured: bool = False) -> Scorecard:
    """A card of one to six components on 0 to 100, some of them made of measures."""
    weights = draw(st.lists(st.integers(1, 60), min_size=1, max_size=most))
    parts = []
    for place, weight in enumerate(weights):
        count = draw(st.integers(0, 3)) if measured else 0
        better = (
            "higher" if count else draw(st.sampled_from(["higher", "higher", "lower"]))
        )
        goals = [draw(measures(f"m{place}_{n}")) for n in range(count)]
        parts.append(component(f"c{place}", weight, better=better, measures=goals))
    floors = draw(st.sets(st.integers(1, 10_000), max_size=4))
    named = {f"b{floor}": exact(floor) for floor in floors} | {"lowest": 0}
    coverage = Decimal(draw(st.integers(0, 100)))
    made: Scorecard = card(*parts, floors=named, least_coverage=coverage)
    return made


@st.composite
def measures(draw: st.DrawFn, id_: str) -> Any:
    """A measure of any kind on 0 to 100."""
    weight = draw(st.integers(1, 50))
    kind = draw(st.sampled_from(["rating", "rising", "falling", "between", "curve"]))
    if kind == "rating":
        return measure(id_, weight, better="higher")
    ends: dict[str, Any] = {"low": 0, "high": 100}
    if kind == "curve":
        xs = sorted(draw(st.sets(st.integers(0, 100), min_size=2, max_size=5)))
        ys = sorted(draw(st.lists(st.integers(0, 100), min_size=5, max_size=5)))
        better = draw(st.sampled_from(["higher", "lower"]))
        points = zip(xs, ys if better == "higher" else reversed(ys), strict=False)
        return measure(id_, weight, curve=list(points), better=better, **ends)
    value, zero = draw(st.integers(30, 50)), draw(st.integers(0, 29))
    if kind == "rising":
        goal = target(draw(st.sampled_from(["at_least", "above"])), value)
        return measure(id_, weight, target=goal, zero=zero, **ends)
    if kind == "falling":
        goal = target(draw(st.sampled_from(["at_most", "below"])), value)
        return measure(id_, weight, target=goal, zero=100 - zero, **ends)
    goal = target("between", value, upper=60)
    return measure(id_, weight, target=goal, zero=zero, zero_above=90, **ends)


def ids_of(one: Scorecard) -> list[tuple[str, ...]]:
    """Give, for each component, its own id or those of its measures."""
    return [part.measures.ids or (part.id,) for part in one.components]


@st.composite
def scored(
    draw: st.DrawFn, *, measured: bool = False
) -> tuple[Scorecard, dict[str, Any]]:
    """A card with a number for each component, or for each of its measures."""
    one = draw(scorecards(measured=measured))
    return one, {id_: draw(numbers) for ids in ids_of(one) for id_ in ids}


@st.composite
def with_gaps(draw: st.DrawFn) -> tuple[Scorecard, dict[str, Any], dict[str, Any]]:
    """A card with measures, values for all, and the same with some left out."""
    one, values = draw(scored(measured=True))
    nothing = st.sampled_from([None, float("nan"), Decimal("NaN")])
    left = draw(st.sets(st.sampled_from(sorted(values))))
    gaps = {id_: draw(nothing) if id_ in left else v for id_, v in values.items()}
    return one, values, gaps
