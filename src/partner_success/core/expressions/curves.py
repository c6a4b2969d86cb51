"""Piecewise-linear curves over exact numbers, by whole-number arithmetic."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from partner_success.core.expressions.exactness import (
    literal_fault,
    plain_scalar,
)
from partner_success.core.expressions.limits import MOST_ITEMS, refuse
from partner_success.core.expressions.shapes import as_list
from partner_success.core.expressions.text import given_text
from partner_success.errors import Problem

Point: TypeAlias = tuple[Decimal, Decimal]
"""A place on a curve: x, then y."""


class Grid(NamedTuple):
    """The points of a curve as whole numbers: x in 1/x_scale, y in 1/y_scale."""

    x_scale: int
    y_scale: int
    xs: tuple[int, ...]
    ys: tuple[int, ...]


def curve_points(data: object) -> tuple[Point, ...]:
    """Read the points of a curve from data, such as ``[[0, 0], [99.9, 100]]``.

    Args:
        data: A sequence of pairs of numbers, x strictly increasing; a float means the
            decimal number that it prints.

    Raises:
        InvalidModelError: The points make no curve; it carries every fault, the path
            counted from the list.

    Examples:
        >>> curve_points([[0, 0], [99.5, 100]])[1]
        (Decimal('99.5'), Decimal('100'))
    """
    points, problems = read_points(data)
    refuse("this curve", problems)
    return points


def read_points(data: object) -> tuple[tuple[Point, ...], list[Problem]]:
    """Read the points of a curve, with every fault in place of an exception."""
    pairs = as_list(data)
    if pairs is None:
        fault = _fault("", "wrong-type", "points are a list of pairs [x, y]", data)
        return (), [fault]
    if not 2 <= len(pairs) <= MOST_ITEMS:
        message = f"a curve has 2 to {MOST_ITEMS:,} points, not {len(pairs):,}"
        return (), [Problem(path="", code="wrong-length", message=message)]
    points: list[Point] = []
    problems: list[Problem] = []
    for position, pair in enumerate(pairs):
        point = _read_point(pair, f"[{position}]", problems)
        if point and points and point[0] <= points[-1][0]:
            message = "x does not increase from the point before; order the points by x"
            problems.append(
                _fault(f"[{position}][0]", "not-increasing", message, point[0])
            )
        if point:
            points.append(point)
    return tuple(points), problems


def _read_point(data: object, path: str, problems: list[Problem]) -> Point | None:
    pair = as_list(data)
    if pair is None or len(pair) != 2:
        problems.append(_fault(path, "wrong-type", "a point is a pair [x, y]", data))
        return None
    numbers: list[Decimal] = []
    for place, raw in enumerate(pair):
        value = plain_scalar(raw)
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            message = "a point consists of two numbers; write a number"
            problems.append(_fault(f"{path}[{place}]", "wrong-type", message, raw))
        elif fault := literal_fault(value):
            problems.append(_fault(f"{path}[{place}]", "bad-number", fault, raw))
        else:
            numbers.append(Decimal(value))
    return (numbers[0], numbers[1]) if len(numbers) == 2 else None


def _fault(path: str, code: str, message: str, given: object) -> Problem:
    return Problem(path=path, code=code, message=message, given=given_text(given))


def grid_of(points: Sequence[Point]) -> Grid:
    """Bring points to whole numbers over one denominator an axis."""
    x_scale, xs = _whole(x for x, _ in points)
    y_scale, ys = _whole(y for _, y in points)
    return Grid(x_scale, y_scale, xs, ys)


def _whole(numbers: Iterable[Decimal]) -> tuple[int, tuple[int, ...]]:
    ratios = [number.as_integer_ratio() for number in numbers]
    scale = math.lcm(*(bottom for _, bottom in ratios))
    return scale, tuple(top * (scale // bottom) for top, bottom in ratios)


def height_at(grid: Grid, top: int, bottom: int) -> tuple[int, int]:
    """Give the height of a curve at a ratio, as a ratio; flat beyond both ends."""
    top *= grid.x_scale
    xs, ys = grid.xs, grid.ys
    place = bisect_right(xs, top // bottom)
    if place == 0:
        return ys[0], grid.y_scale
    if place == len(xs):
        return ys[-1], grid.y_scale
    run = (xs[place] - xs[place - 1]) * bottom
    rise = (ys[place] - ys[place - 1]) * (top - xs[place - 1] * bottom)
    return ys[place - 1] * run + rise, run * grid.y_scale
