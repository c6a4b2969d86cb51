"""Values of the language: fields, constants, and what is computed from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

import attrs

from partner_success.core.expressions.constants import (
    Constant,
    constant_problems,
    meaning,
    plain_constant,
)
from partner_success.core.expressions.curves import (
    Grid,
    Point,
    grid_of,
    height_at,
    read_points,
)
from partner_success.core.expressions.exactness import Number, exact_number
from partner_success.core.expressions.kinds import FieldType, kind_of
from partner_success.core.expressions.limits import (
    MOST_NAME,
    refuse,
    size_problems,
)
from partner_success.core.expressions.text import (
    given_text,
    listed,
    name_text,
    value_text,
)
from partner_success.errors import InvalidValueError, Problem

_NAME: Final = re.compile(rf"\w[\w.-]{{0,{MOST_NAME - 1}}}")


@attrs.frozen
class Field:
    """The value that a record has under a name.

    Attributes:
        name: At most 100 letters, digits and ``_``, ``.``, ``-``; no ``.`` or ``-`` at
            the start.

    Raises:
        InvalidModelError: The name is none.

    Examples:
        >>> str(Field("committed_value"))
        'committed value'
    """

    name: str

    def __attrs_post_init__(self) -> None:
        name: object = self.name
        if isinstance(name, str) and _NAME.fullmatch(name):
            return
        message = (
            "a field's name is made of letters, digits, '_', '.' and '-',"
            f" at most {MOST_NAME}, and starts with none of the last two"
        )
        fault = Problem(
            path="", code="bad-name", message=message, given=given_text(name)
        )
        refuse("this field", [fault])

    @property
    def children(self) -> tuple[Value, ...]:
        """Nothing: a field has no parts."""
        return ()

    @property
    def kind(self) -> FieldType | None:
        """Not known before a schema or a record says so."""
        return None

    def __str__(self) -> str:
        return name_text(self.name)


@attrs.frozen
class Literal:
    """A constant, or a list of constants of one kind.

    Attributes:
        value: A whole number or decimal of at most 15 significant digits, a text of at
            most 1,000 characters, a bool, a date, an instant with its zone, or a tuple
            of 1 to 1,000 of one kind. A float given becomes the decimal number that it
            prints, an instant keeps its offset and loses the name of its region.

    Raises:
        InvalidModelError: It is none of these; every fault is named.

    Examples:
        >>> Literal(0.7).value
        Decimal('0.7')
        >>> Literal(True) == Literal(1)
        False
    """

    value: Constant = attrs.field(converter=plain_constant, eq=meaning)

    def __attrs_post_init__(self) -> None:
        refuse("this literal", constant_problems(self.value))

    @property
    def children(self) -> tuple[Value, ...]:
        """Nothing: a constant has no parts."""
        return ()

    @property
    def kind(self) -> FieldType | None:
        """What the constant is."""
        return kind_of(self.value)

    def __str__(self) -> str:
        return value_text(self.value)


@attrs.frozen
class DaysBetween:
    """Whole days from the first date to the second; negative when it lies before.

    Unknown when either is missing. Dates only, for an instant has no day of its own
    without a place.

    Attributes:
        first: The date from which the days count.
        second: The date to which they count.

    Raises:
        InvalidModelError: A side is no value, or cannot be a date.

    Examples:
        >>> str(DaysBetween(Field("signed_on"), Field("closed_on")))
        'days from signed on to closed on'
    """

    first: Value
    second: Value

    def __attrs_post_init__(self) -> None:
        _check_operands(self, FieldType.DATE, first=self.first, second=self.second)

    @property
    def children(self) -> tuple[Value, ...]:
        """Both dates."""
        return self.first, self.second

    @property
    def kind(self) -> FieldType | None:
        """A number of days."""
        return FieldType.NUMBER

    def __str__(self) -> str:
        return f"days from {self.first} to {self.second}"


@attrs.frozen
class Share:
    """A part in percent of a whole, exactly.

    Unknown when either is missing or the whole is zero.

    Attributes:
        part: The number that is counted.
        whole: The number that makes 100 %.

    Raises:
        InvalidModelError: A side is no value, or cannot be a number.

    Examples:
        >>> str(Share(Field("committed_value"), Field("launch_potential")))
        'committed value in percent of launch potential'
    """

    part: Value
    whole: Value

    def __attrs_post_init__(self) -> None:
        _check_operands(self, FieldType.NUMBER, part=self.part, whole=self.whole)

    @property
    def children(self) -> tuple[Value, ...]:
        """The part and the whole."""
        return self.part, self.whole

    @property
    def kind(self) -> FieldType | None:
        """A number of percent."""
        return FieldType.NUMBER

    def __str__(self) -> str:
        return f"{self.part} in percent of {self.whole}"


def _points(points: Sequence[Sequence[int | Decimal | float]]) -> tuple[Point, ...]:
    read, problems = read_points(points)
    refuse("this Curve", [problem.under("points") for problem in problems])
    return read


@attrs.frozen
class Curve:
    """A piecewise-linear function of a number, flat beyond both ends.

    Attributes:
        of: The number that is looked up.
        points: 2 to 1,000 pairs (x, y) of exact decimals, x strictly increasing.

    Raises:
        InvalidModelError: The points make no curve, or ``of`` cannot be a number.

    Examples:
        >>> curve = Curve(Field("uptime"), [(99, 0), (99.9, 100)])
        >>> curve.at(99.45), curve.at(120)
        (Fraction(50, 1), Fraction(100, 1))
    """

    of: Value
    points: tuple[Point, ...] = attrs.field(converter=_points)
    _grid: Grid = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_grid", grid_of(self.points))
        _check_operands(self, FieldType.NUMBER, of=self.of)

    def at(self, x: Number) -> Fraction:
        """Give the height at x, exactly.

        Raises:
            InvalidValueError: x is infinite, not a number, or of senseless size.
        """
        exact = exact_number(x, "x")
        if exact is None:
            raise InvalidValueError("x is not a number; look up a number")
        return Fraction(*height_at(self._grid, *exact.as_integer_ratio()))

    def ratio_at(self, numerator: int, denominator: int) -> tuple[int, int]:
        """Give the height at a ratio of whole numbers as such a ratio, exactly.

        Args:
            numerator: Any whole number.
            denominator: A whole number above 0.
        """
        return height_at(self._grid, numerator, denominator)

    @property
    def children(self) -> tuple[Value, ...]:
        """The number that is looked up."""
        return (self.of,)

    @property
    def kind(self) -> FieldType | None:
        """A number."""
        return FieldType.NUMBER

    def __str__(self) -> str:
        steps = (f"{value_text(x)} gives {value_text(y)}" for x, y in self.points)
        return f"{self.of} on the curve ({listed(steps, len(self.points))})"


Value: TypeAlias = Field | Literal | DaysBetween | Share | Curve
"""What a comparison has on its sides."""


def operand_problems(kind: FieldType | None, **operands: object) -> list[Problem]:
    """Give the faults of operands that are no values, or not of a kind."""
    problems: list[Problem] = []
    for name, operand in operands.items():
        if not isinstance(operand, (Field, Literal, DaysBetween, Share, Curve)):
            message = f"{name} is no value; write Field('...') or Literal(...)"
            found = given_text(operand)
            fault = Problem(path=name, code="wrong-type", message=message, given=found)
            problems.append(fault)
        elif kind and operand.kind and operand.kind != kind:
            message = f"{name} is {operand.kind.phrase}, expected {kind.phrase}"
            problems.append(Problem(path="", code="type-mismatch", message=message))
    return problems


def _check_operands(node: Value, kind: FieldType, **operands: object) -> None:
    problems = operand_problems(kind, **operands)
    subject = f"this {type(node).__name__}"
    refuse(subject, problems or size_problems(node))
