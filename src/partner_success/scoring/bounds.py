"""How good the components of a scorecard can get, as a caller bounds them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from typing import cast

from partner_success.core.quantities import (
    HUNDRED,
    Number,
    as_number,
    decimal_text,
    is_missing,
    shown,
)
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    Problem,
    UnknownNameError,
)
from partner_success.scoring.model import Component, ScoreModel

Bounds = Mapping[str, Number | None]
"""The best number that a component can get, by its id; ``None`` for no bound."""


def limits_of(model: ScoreModel, bounds: Bounds) -> list[int]:
    """Give the most that each component can count, in hundredths.

    Raises:
        InvalidDataError: A bound is none, or of no component; every fault is named.
        InvalidValueError: The bounds are no mapping.
    """
    if not isinstance(cast(object, bounds), Mapping):
        raise InvalidValueError(
            f"bounds are a mapping of numbers by component id, found {shown(bounds)}"
        )
    ids = model.components.ids
    limits = dict(zip(ids, (most for _, most in model.spans), strict=True))
    problems: list[Problem] = []
    for id_, bound in bounds.items():
        component = model.components.get(id_)
        if component is None:
            message = str(UnknownNameError("component", id_, ids))
            problem = Problem(path=shown(id_), code="unknown-name", message=message)
            problems.append(problem)
        elif not is_missing(bound):
            try:
                ends = model.spans[ids.index(component.id)]
                limits[component.id] = _limit(component, bound, ends)
            except InvalidValueError as error:
                message = str(error)
                problem = Problem(path=component.id, code="bad-bound", message=message)
                problems.append(problem)
    if problems:
        raise InvalidDataError(f"the bounds for {model.name}", problems)
    return list(limits.values())


def _limit(component: Component, bound: object, ends: tuple[int, int]) -> int:
    exact = Fraction(as_number(bound, f"the bound of {component.name}")) * HUNDRED
    if not ends[0] <= exact <= ends[1]:
        low, high = (decimal_text(end, HUNDRED) for end in ends)
        raise InvalidValueError(
            f"the bound of {component.name} lies from {low} to {high}, found {bound}"
        )
    # A bound between two hundredths is not passed.
    if component.better == "lower":
        return sum(ends) - ceil(exact)
    return floor(exact)
