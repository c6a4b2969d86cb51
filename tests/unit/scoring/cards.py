"""Scorecards for tests, built in one line."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from partner_success.core.bands import Band, Bands
from partner_success.core.collections import Catalogue
from partner_success.errors import Problem
from partner_success.scoring import Component, Measure, Scorecard, Target

Number = int | str | Decimal


def component(id_: str, weight: Any = 1, **more: Any) -> Component:
    """Give a component named by its id, 'higher' unless told otherwise."""
    measures = Catalogue(more.pop("measures", ()), kind="measure")
    more.setdefault("better", "higher")
    name = more.pop("name", id_.capitalize())
    return Component(id=id_, name=name, weight=weight, measures=measures, **more)


def card(
    *components: Component, low: Number = 0, high: Number = 100, **more: Any
) -> Any:
    """Give a scorecard of components; ``floors`` become bands named by their ids."""
    floors: dict[str, Number] | None = more.pop("floors", None)
    ends = Decimal(low), Decimal(high)
    more.setdefault("id", "care")
    more.setdefault("name", "Care")
    if floors is not None:
        more["bands"] = bands(floors, low=ends[0], high=ends[1])
    parts = Catalogue(components, kind="component")
    return Scorecard(low=ends[0], high=ends[1], components=parts, **more)


def bands(floors: dict[str, Number], *, low: Number = 0, high: Number = 100) -> Bands:
    """Give bands by the floor of each id."""
    entries = [
        Band(id=id_, name=id_.capitalize(), floor=Decimal(floor))
        for id_, floor in floors.items()
    ]
    return Bands(entries=entries, low=Decimal(low), high=Decimal(high))


def target(relation: Any = "at_least", value: Number = 80, **more: Any) -> Target:
    """Give a target of 80 at least, unless told otherwise."""
    for name in ("upper",):
        if name in more:
            more[name] = Decimal(more[name])
    return Target(
        id="goal", name="Goal", relation=relation, value=Decimal(value), **more
    )


def measure(id_: str = "speed", weight: Any = 1, **more: Any) -> Measure:
    """Give a measure; numbers can be written as text."""
    for name in ("low", "high", "zero", "zero_above"):
        if more.get(name) is not None:
            more[name] = Decimal(more[name])
    if "curve" in more:
        more["curve"] = tuple((Decimal(x), Decimal(y)) for x, y in more["curve"])
    return Measure(id=id_, name=id_.capitalize(), weight=weight, **more)


def found(problems: Iterable[Problem]) -> set[tuple[str, str]]:
    """Give path and code of every fault."""
    return {(problem.path, problem.code) for problem in problems}
