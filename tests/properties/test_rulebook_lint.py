"""What the linter claims of scorecards, held against every score they can give."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.core.bands import Band, Bands
from partner_success.core.collections import Catalogue
from partner_success.rulebook.findings import LintLimits
from partner_success.rulebook.lint_cards import Card
from partner_success.rulebook.profiles import earnings
from partner_success.scoring.measures import Measure
from partner_success.scoring.model import Combine, Component
from partner_success.scoring.scorecard import Scorecard
from partner_success.scoring.targets import Relation, Target

TOP = 2


def ratings(draw: st.DrawFn, name: str) -> Iterator[Measure]:
    """Draw up to two measures that are ratings."""
    for number in range(draw(st.integers(0, 2))):
        weight = draw(st.integers(1, 12))
        id_ = f"{name}{number}"
        yield Measure(id=id_, name=id_, weight=weight, better="higher")


@st.composite
def whole_cards(draw: st.DrawFn) -> Scorecard:
    """Draw a small card of whole ratings with narrow bands."""
    combine: Combine = draw(st.sampled_from(["mean", "sum"]))
    low = draw(st.integers(0, TOP - 1))
    components = [
        Component(
            id=name,
            name=name,
            weight=draw(st.integers(1, 12)),
            better="higher",
            measures=Catalogue(ratings(draw, name)),
        )
        for name in ("p", "q")[: draw(st.integers(1, 2))]
    ]
    high = TOP if combine == "mean" else 2 * 12 * 24 * TOP
    edges = st.integers(1, 100 * min(high, 150)).map(lambda steps: Decimal(steps) / 100)
    floors = [Decimal(0), *draw(st.lists(edges, min_size=1, max_size=4, unique=True))]
    bands = [
        Band(id=f"b{place}", name=f"b{place}", floor=floor)
        for place, floor in enumerate(floors)
    ]
    return Scorecard(
        id="card",
        name="Card",
        low=Decimal(low),
        high=Decimal(TOP),
        whole=True,
        combine=combine,
        components=Catalogue(components),
        bands=Bands(entries=bands, low=Decimal(0), high=Decimal(high)),
    )


def answers(card: Scorecard) -> Iterator[dict[str, int]]:
    """Give every way in which the card can be answered in full."""
    ways = []
    for component in card.components:
        scale = range(int(card.low), TOP + 1)
        parts = component.measures.ids or (component.id,)
        whole = [
            dict(zip(parts, each, strict=True))
            for each in product(scale, repeat=len(parts))
        ]
        if card.combine == "mean" and component.measures:
            whole += [{component.id: each} for each in scale]
        ways.append(whole)
    for chosen in product(*ways):
        yield {id_: value for part in chosen for id_, value in part.items()}


def found(card: Scorecard, code: str) -> set[str]:
    """Give the ids of what the linter finds."""
    findings = Card(model=card, path="card", bands="bands").lint(LintLimits())
    return {each.path.partition(".")[2] for each in findings if each.code == code}


@pytest.mark.rule("HLT-11")
@given(whole_cards())
def test_unreachable_bands_are_never_reached(card: Scorecard) -> None:
    """No score lies in a band that is called unreachable."""
    claimed = found(card, "unreachable-band")
    assert not claimed & {card.score(answer).band.id for answer in answers(card)}


@pytest.mark.rule("HLT-11")
@given(whole_cards())
def test_idle_measures_never_change_the_band(card: Scorecard) -> None:
    """Whatever an idle measure is, and whatever else is answered, the band stays."""
    claimed = {path.rpartition(".")[2] for path in found(card, "idle-measure")}
    by_rest: dict[Any, set[str]] = {}
    for answer in answers(card):
        band = card.score(answer).band.id
        for id_ in claimed & answer.keys():
            rest = tuple(sorted((k, v) for k, v in answer.items() if k != id_))
            by_rest.setdefault((id_, rest), set()).add(band)
    assert all(len(bands) == 1 for bands in by_rest.values())


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    """Draw a measure with a target or a curve, and bounds that may cut it."""
    few = st.integers(-6, 6).map(Decimal)
    low, high = sorted(draw(st.lists(few, min_size=2, max_size=2, unique=True)))
    xs = sorted(draw(st.lists(few, min_size=4, max_size=4, unique=True)))
    more: dict[str, Any] = {}
    relation: Relation = draw(
        st.sampled_from(["at_least", "above", "at_most", "below", "between"])
    )
    if draw(st.booleans()):
        points = sorted(draw(st.lists(st.integers(0, 100), min_size=4, max_size=4)))
        pairs = zip(xs, map(Decimal, points), strict=True)
        more = {"curve": tuple(pairs), "better": "higher"}
    else:
        rising = relation in ("at_least", "above", "between")
        zero, value = (xs[0], xs[1]) if rising else (xs[1], xs[0])
        upper = xs[2] if relation == "between" else None
        above = xs[3] if relation == "between" else None
        target = Target(
            id="t", name="T", relation=relation, value=value, upper=upper, decimals=1
        )
        more = {"target": target, "zero": zero, "zero_above": above}
    return Measure(
        id="m",
        name="M",
        weight=1,
        low=low if draw(st.booleans()) else None,
        high=high if draw(st.booleans()) else None,
        decimals=1,
        **more,
    )


@pytest.mark.rule("HLT-11")
@given(measures())
def test_what_a_measure_earns(measure: Measure) -> None:
    """Least, most and steepest are those of all accepted values, tried one by one."""
    card = Scorecard(
        id="card",
        name="Card",
        low=Decimal(0),
        high=Decimal(100),
        components=Catalogue(
            [
                Component(
                    id="c",
                    name="C",
                    weight=1,
                    better="higher",
                    measures=Catalogue([measure]),
                )
            ]
        ),
    )
    first = -80 if measure.low is None else int(measure.low * 10)
    last = 80 if measure.high is None else int(measure.high * 10)
    earned = [measure.points(Decimal(step) / 10) for step in range(first, last + 1)]
    said = earnings(measure, card)
    assert (said.least, said.most) == (min(earned), max(earned))
    rises = [abs(b - a) for a, b in pairwise(earned)]
    # Rounding to a hundredth makes equal rises differ by one.
    assert max(rises) - 1 <= said.steepest <= max(rises)
