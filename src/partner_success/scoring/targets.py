"""What is promised of a measure, and whether a value keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Literal, get_args

import attrs

from partner_success.core.citation import Citation
from partner_success.core.quantities import Number, as_number, count_steps
from partner_success.errors import InvalidModelError, Problem, near_misses

Relation = Literal["at_least", "above", "at_most", "below", "between"]
"""How a value must stand to its target; ``above`` and ``below`` exclude the target."""

_MOST_DECIMALS: Final = 9

_WORDS = {
    "at_least": "at least",
    "above": "above",
    "at_most": "at most",
    "below": "below",
    "between": "between",
}


@attrs.frozen(kw_only=True)
class Target:
    """A value that a measure should reach, with its direction.

    Attributes:
        id: The name for programs.
        name: The name for people.
        relation: How a value must stand to the target.
        value: The target; with ``between`` the least good value (closed).
        upper: With ``between`` the greatest good value (closed), else ``None``.
        unit: What the value counts, such as ``"%"`` or ``"days"``.
        decimals: Digits after the point that count when a value is compared.
        within_days: The span, in days, for which the target is promised, if it is tied
            to one (a renewal probability 'within 90 days of expiry').
        citations: Where the number comes from.

    Raises:
        InvalidModelError: The parts contradict each other; every fault is named.

    Examples:
        >>> response = Target(
        ...     id="response",
        ...     name="Response",
        ...     relation="below",
        ...     value=Decimal(100),
        ...     unit="ms",
        ... )
        >>> response.met(99.99), response.met(100)
        (True, False)

    Rule: HLT-05.
    """

    id: str
    name: str
    relation: Relation
    value: Decimal
    upper: Decimal | None = None
    unit: str = ""
    decimals: int = 2
    within_days: int | None = None
    citations: tuple[Citation, ...] = ()
    _least: tuple[int, int] = attrs.field(init=False, repr=False, eq=False)
    _most: tuple[int, int] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise InvalidModelError(f"target {self.id!r}", faults)
        for name, edge in (("_least", self.value), ("_most", self.upper)):
            top, bottom = Decimal(edge or 0).as_integer_ratio()
            # A number of steps times the bottom stands to the top as it to the edge.
            object.__setattr__(self, name, (top * 10**self.decimals, bottom))

    def met(self, value: Number) -> bool:
        """Tell whether a value keeps the target, counted to its decimals.

        Raises:
            InvalidValueError: The value is no finite number.
        """
        return self.met_steps(count_steps(as_number(value, self.name), self.decimals))

    def met_steps(self, steps: int) -> bool:
        """Tell the same of a value already counted in steps of ``10 ** -decimals``."""
        least, scale = self._least
        value = steps * scale
        match self.relation:
            case "at_least":
                return value >= least
            case "above":
                return value > least
            case "at_most":
                return value <= least
            case "below":
                return value < least
            case _:
                most, scale = self._most
                return value >= least and steps * scale <= most

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        upper = f" and {self.upper}" if self.upper is not None else ""
        return f"{_WORDS[self.relation]} {self.value}{upper}{unit}"


def number_faults(owner: object, *names: str) -> Iterator[Problem]:
    """Name the attributes that are no finite number; None is no fault."""
    for name in names:
        value = getattr(owner, name)
        if value is not None and not Decimal(value).is_finite():
            yield _fault(name, "not-finite", f"{value} is not a finite number")


def _faults(target: Target) -> Iterator[Problem]:
    if target.relation not in get_args(Relation):
        near = near_misses(target.relation, get_args(Relation))
        hint = f"; did you mean {near[0]!r}?" if near else ""
        yield _fault(
            "relation",
            "unknown-relation",
            f"{target.relation!r} is none of {', '.join(get_args(Relation))}{hint}",
        )
    if unfit := list(number_faults(target, "value", "upper")):
        yield from unfit
    elif target.relation == "between":
        if target.upper is None or not target.upper > target.value:
            message = f"'between' needs an upper value above {target.value}"
            yield _fault("upper", "no-upper", message)
    elif target.upper is not None:
        message = f"{target.relation!r} has one value; only 'between' has an upper one"
        yield _fault("upper", "needless-upper", message)
    yield from decimals_faults(target.decimals)


def decimals_faults(decimals: int) -> Iterator[Problem]:
    """Name what keeps a number from saying how many digits count: 0 to 9."""
    if decimals < 0:
        yield _fault("decimals", "negative", "decimals count digits and start at 0")
    elif decimals > _MOST_DECIMALS:
        message = f"decimals go up to {_MOST_DECIMALS}; a float holds no finer steps"
        yield _fault("decimals", "too-fine", message)


def _fault(path: str, code: str, message: str) -> Problem:
    return Problem(path=path, code=code, message=message)
