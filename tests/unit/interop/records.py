"""Records of many shapes for the tests of the converter."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, NewType

import attrs

from partner_success.core.citation import Citation
from partner_success.core.collections import EMPTY_MAP, Catalogue, FrozenMap
from partner_success.core.expressions import Condition, Curve, Value
from partner_success.core.money import Money
from partner_success.errors import InvalidModelError, Problem, UnknownNameError

ComponentId = NewType("ComponentId", str)


class Level(enum.StrEnum):
    LOW = "low"
    HIGH = "high"


class Rank(enum.Enum):
    FIRST = 1
    SECOND = 2


def _whole_share(_record: object, _field: object, value: Decimal) -> None:
    if value > 100:
        raise ValueError("a weight is at most 100")


@attrs.frozen(kw_only=True)
class Component:
    """One part of a score.

    It has a second paragraph.

    Attributes:
        id: The name for programs.
        weight: How much it counts,
            in points.
        level: How urgent it is.

    Raises:
        ValueError: The weight is too great.
    """

    id: ComponentId
    weight: Decimal = attrs.field(
        validator=_whole_share, metadata={"unit": "points", "minimum": 0}
    )
    level: Level = Level.LOW
    better: Literal["higher", "lower"] = "higher"
    citations: tuple[Citation, ...] = ()


@attrs.frozen(kw_only=True)
class Health:
    components: Catalogue[Component]
    targets: FrozenMap[str, int] = EMPTY_MAP


@attrs.frozen(kw_only=True)
class Book:
    """A rulebook."""

    health: Health


@attrs.frozen(kw_only=True)
class Everything:
    text: str = ""
    truth: bool = False
    whole: Annotated[int, "counted"] = 0
    number: Decimal = Decimal(0)
    nearly: float = 0.0
    share: Fraction = Fraction(0)
    day: date = date(2026, 1, 1)
    hour: time = time(9)
    instant: datetime | None = None
    level: Level | None = None
    rank: Rank = Rank.FIRST
    word: Literal["a", 1, True] | None = "a"
    fee: Money | None = None
    source: Citation | None = None
    sources: tuple[Citation, ...] = ()
    several: tuple[int, ...] = ()
    pair: tuple[str, int] = ("", 0)
    names: frozenset[str] = frozenset()
    levels: FrozenMap[Level, Decimal] = EMPTY_MAP
    days: Mapping[date, int] = EMPTY_MAP
    anything: object = None
    loose: Any = None
    mixed: Decimal | date | str | None = None
    when: Condition | None = None
    value: Value | None = None
    curve: Curve | None = None
    credit: tuple[Citation, ...] | int = 0
    nested: Annotated[int | str, "one"] | bool = 0
    either: tuple[int, ...] | FrozenMap[str, int] | None = None


@attrs.frozen(kw_only=True)
class AtLeast:
    kind: Literal["at least"] = "at least"
    floor: Decimal


@attrs.frozen(kw_only=True)
class Between:
    kind: Literal["between"] = "between"
    floor: Decimal
    ceiling: Decimal


@attrs.frozen(kw_only=True)
class Day:
    day: date
    note: str = ""


@attrs.frozen(kw_only=True)
class Week:
    week: int
    note: str = ""


@attrs.frozen(kw_only=True)
class Never:
    note: str = ""


@attrs.frozen(kw_only=True)
class Tagged:
    rule: AtLeast | Between
    rules: tuple[AtLeast | Between | str, ...] = ()


@attrs.frozen(kw_only=True)
class Timed:
    due: Day | Week | Never
    start: Day | Week | None = None


@attrs.frozen(kw_only=True)
class Tree:
    name: str
    branches: tuple[Tree, ...] = ()


def _refuse_odd(_record: object, _field: object, value: int) -> None:
    if value % 2:
        raise InvalidModelError(
            "a number", [Problem(path="", code="odd", message="odd")]
        )


def _half(value: int) -> int:
    if value < 0:
        raise OverflowError("no half below nothing")
    return value // 2


def _double(value: int, record: Any, field: Any) -> int:
    return value * 2


@attrs.frozen(kw_only=True)
class Checked:
    """Complains in every way that a class can."""

    even: int = attrs.field(validator=_refuse_odd)
    choice: str = attrs.field(validator=attrs.validators.in_(("a", "b")))
    half: int = attrs.field(default=0, converter=_half)
    double: int = attrs.field(
        default=0, converter=attrs.Converter(_double, takes_self=True, takes_field=True)
    )
    low: int = attrs.field(default=0, metadata={"minimum": 0, "maximum": 10})
    high: int = attrs.field(default=10)
    _secret: int = 0
    total: int = attrs.field(init=False, default=0)

    @high.validator
    def _above(self, _field: object, value: int) -> None:
        if value < self.low:
            problem = Problem(path="high", code="order", message="high is below low")
            other = Problem(
                path="low", code="order", message="x" * 1000, given="y" * 99
            )
            raise InvalidModelError("this range", [problem, other])

    def __attrs_post_init__(self) -> None:
        if self.choice == "b" and self.even == 8:
            raise KeyError("eight")
        if self.even == 10:
            raise UnknownNameError("choice", "ten", ["two"])
        if self.even == 12:
            problem = Problem(path="[1].x", code="inner", message="inner fault")
            raise InvalidModelError("this record", [problem])
        if self.even == 14:
            raise ValueError
        if self.even == 16:
            raise InvalidModelError("this record", [])
        if self.even == 18:
            raise MemoryError


@attrs.frozen(kw_only=True)
class Made:
    base: int = 1
    twice: int = attrs.field(
        default=attrs.Factory(lambda self: self.base * 2, takes_self=True)
    )
    items: tuple[int, ...] = attrs.field(factory=tuple)


@attrs.frozen(kw_only=True)
class Lost:
    other: Elsewhere  # noqa: F821  # type: ignore[name-defined]
