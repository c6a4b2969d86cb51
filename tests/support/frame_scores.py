"""What a scorecard says of rows one by one, as columns, and rows to ask it about."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from partner_success.errors import InvalidDataError, MissingValuesError
from partner_success.frames.score_columns import names_of
from partner_success.scoring import NotScored, Score, Scorecard, ScoreRange
from partner_success.scoring.model import Missing

Row = Mapping[str, Any]


def said_of(card: Scorecard, values: Row, missing: Missing) -> dict[str, Any]:
    """Give what the card says of one row, by the names of the columns."""
    row: dict[str, Any] = dict.fromkeys(names_of(card, missing))
    try:
        found = card.score(values, missing=missing)
    except MissingValuesError:
        known = card.score(values, missing="range").coverage
        return {**row, "status": "missing", "known_percent": float(known * 100)}
    except InvalidDataError:
        return {**row, "status": "out of range"}
    row["status"] = "not scored" if isinstance(found, NotScored) else "scored"
    row["known_percent"] = float(found.coverage * 100)
    if isinstance(found, Score):
        row |= _score(found)
    elif isinstance(found, ScoreRange):
        for name, end in (("low", found.low), ("high", found.high)):
            row[f"score_{name}"] = end.value
            if card.bands:
                row[f"band_{name}"] = end.band.id
    return row


def _score(found: Score) -> dict[str, Any]:
    drag = found.greatest_drag
    row: dict[str, Any] = {
        "score": found.value,
        "greatest_drag": drag and drag.id,
        "points_lost": drag and drag.lost,
    }
    if found.model.bands:
        row["band"] = found.band.id
        row["points_to_next"] = _points_to_next(found)
    return row


def _points_to_next(found: Score) -> float | None:
    """Give the nearest float; the scalar one is that, or one step above it."""
    above = found.model.require_bands().above(found.band)
    if above is None:
        assert found.points_to_next is None
        return None
    nearest = float(Fraction(above.floor) - found.exact)
    assert found.points_to_next in (nearest, math.nextafter(nearest, math.inf))
    return nearest


def said_of_all(
    card: Scorecard, columns: Mapping[str, Sequence[Any]], missing: Missing
) -> dict[str, list[Any]]:
    """Give the same of each row of some columns, as columns."""
    ids = list(columns)
    rows = zip(*columns.values(), strict=True)
    said = [said_of(card, dict(zip(ids, row, strict=True)), missing) for row in rows]
    return {name: [row[name] for row in said] for name in names_of(card, missing)}


def hostile(draw: random.Random, low: float, high: float) -> float | None:
    """Give a number on an edge or beside it, or none, or one that cannot be."""
    edge = draw.choice(
        [low, high, *(low + (high - low) * n / 10 for n in (6, 7, 8, 9))]
    )
    beside = [edge, math.nextafter(edge, -math.inf), math.nextafter(edge, math.inf)]
    strange = [None, None, math.nan, math.inf, -math.inf, -0.0, 1e300, -5e-324]
    halves = [0.285, 1.005, 89.995, 79.99499999999999, low - 0.001, high + 0.005]
    return draw.choice([*beside, *beside, *strange, *halves])


def generated(
    ends: Mapping[str, tuple[float, float]], rows: int, seed: int
) -> dict[str, list[float | None]]:
    """Give columns of numbers, most of them sound, and some hostile in every mix.

    Args:
        ends: The least and the greatest number of each column.
        rows: How many rows.
        seed: What the numbers are drawn with.
    """
    draw = random.Random(seed)
    columns: dict[str, list[float | None]] = {name: [] for name in ends}
    for _ in range(rows):
        share = draw.choice([0, 0, 0.1, 0.5])
        for name, (low, high) in ends.items():
            sound = draw.choice(
                [draw.uniform(low, high), round(draw.uniform(low, high), 2)]
            )
            strange = draw.random() < share
            columns[name].append(hostile(draw, low, high) if strange else sound)
    return columns


def ends_of(
    card: Scorecard, *, measured: bool = False
) -> dict[str, tuple[float, float]]:
    """Give the ends of each component, or of each measure where there are some."""
    scale = float(card.low), float(card.high)
    found: dict[str, tuple[float, float]] = {}
    for component in card.components:
        if not (measured and component.measures):
            found[component.id] = scale
            continue
        for each in component.measures:
            if each.line is None:
                found[each.id] = scale
            else:
                xs = [float(x) for x, _ in each.line.points]
                found[each.id] = xs[0] - 1, xs[-1] + 1
    return found
