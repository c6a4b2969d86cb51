"""Conditions of the language: comparisons, and what combines them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, cast

import attrs

from partner_success.core.expressions.kinds import Operator, comparison_faults
from partner_success.core.expressions.limits import refuse, size_problems
from partner_success.core.expressions.shapes import as_list
from partner_success.core.expressions.text import given_text, listed, operator_text
from partner_success.core.expressions.values import Value, operand_problems
from partner_success.errors import Problem, near_misses


def _operator(word: str) -> Operator:
    return Operator(word) if word in tuple(Operator) else cast(Operator, word)


@attrs.frozen
class Compare:
    """A comparison of two values.

    Unknown when either side is missing.

    Attributes:
        left: What is judged.
        operator: How; an `Operator` or its word, such as ``"at_least"``.
        right: What it is held against.

    Raises:
        InvalidModelError: A side is no value, the operator is unknown, or two sides
            whose kinds are plain already do not fit.

    Examples:
        >>> from partner_success.core.expressions import Field, Literal
        >>> str(Compare(Field("committed_value"), "at_least", Literal(50_000_000)))
        'committed value is at least 50,000,000'
    """

    left: Value
    operator: Operator = attrs.field(converter=_operator)
    right: Value

    def __attrs_post_init__(self) -> None:
        problems = operand_problems(None, left=self.left, right=self.right)
        word: object = self.operator
        if not isinstance(word, Operator):
            problems.append(unknown_operator(word, "operator"))
        if not problems:
            problems = [
                Problem(path="", code="type-mismatch", message=message)
                for message in comparison_faults(
                    self.left.kind, self.operator, self.right.kind
                )
            ]
        refuse("this comparison", problems or size_problems(self))

    @property
    def children(self) -> tuple[Value, ...]:
        """Both sides."""
        return self.left, self.right

    def __str__(self) -> str:
        words = operator_text(self.left.kind, self.operator, self.right.kind)
        return f"{self.left} {words} {self.right}"


@attrs.frozen
class IsKnown:
    """Whether a value is there; the one condition that is never unknown.

    Attributes:
        value: What is asked for.

    Examples:
        >>> from partner_success.core.expressions import Field, Literal
        >>> str(IsKnown(Field("launch_date")))
        'launch date is known'
    """

    value: Value

    def __attrs_post_init__(self) -> None:
        problems = operand_problems(None, value=self.value)
        refuse("this question", problems or size_problems(self))

    @property
    def children(self) -> tuple[Value, ...]:
        """The value that is asked for."""
        return (self.value,)

    def __str__(self) -> str:
        return f"{self.value} is known"


def _several(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    # What is no sequence is kept, so that it is refused with its place.
    parts = as_list(conditions)
    return cast(
        "tuple[Condition, ...]", (conditions,) if parts is None else tuple(parts)
    )


@attrs.frozen
class All:
    """Every condition holds: false when one is false, else unknown when one is.

    Attributes:
        conditions: One or more.

    Examples:
        >>> from partner_success.core.expressions import Field, Literal
        >>> str(All([IsKnown(Field("tier")), IsKnown(Field("region"))]))
        'tier is known and region is known'
    """

    conditions: tuple[Condition, ...] = attrs.field(converter=_several)

    def __attrs_post_init__(self) -> None:
        _check_conditions(self, self.conditions)

    @property
    def children(self) -> tuple[Condition, ...]:
        """The conditions."""
        return self.conditions

    def __str__(self) -> str:
        return _joined(self.conditions, " and ")


@attrs.frozen
class Any:
    """Some condition holds: true when one is true, else unknown when one is.

    Attributes:
        conditions: One or more.

    Examples:
        >>> from partner_success.core.expressions import Field, Literal
        >>> str(Any([IsKnown(Field("tier")), IsKnown(Field("region"))]))
        'tier is known or region is known'
    """

    conditions: tuple[Condition, ...] = attrs.field(converter=_several)

    def __attrs_post_init__(self) -> None:
        _check_conditions(self, self.conditions)

    @property
    def children(self) -> tuple[Condition, ...]:
        """The conditions."""
        return self.conditions

    def __str__(self) -> str:
        return _joined(self.conditions, " or ")


@attrs.frozen
class Not:
    """The condition does not hold; unknown stays unknown.

    Attributes:
        condition: What must not be.

    Examples:
        >>> from partner_success.core.expressions import Field, Literal
        >>> str(Not(IsKnown(Field("churned_on"))))
        'not (churned on is known)'
    """

    condition: Condition

    def __attrs_post_init__(self) -> None:
        _check_conditions(self, (self.condition,))

    @property
    def children(self) -> tuple[Condition, ...]:
        """The condition that is denied."""
        return (self.condition,)

    def __str__(self) -> str:
        return f"not ({self.condition})"


@attrs.frozen
class AtLeast:
    """A number of the conditions holds.

    True when enough are true, false when not even all the unknown ones would suffice,
    else unknown.

    Attributes:
        count: How many must hold, 1 to all of them.
        conditions: One or more.

    Examples:
        >>> from partner_success.core.expressions import Field, Literal
        >>> known = [IsKnown(Field("tier")), IsKnown(Field("region"))]
        >>> str(AtLeast(1, known))
        'at least 1 of 2 (tier is known; region is known)'
    """

    count: int
    conditions: tuple[Condition, ...] = attrs.field(converter=_several)

    def __attrs_post_init__(self) -> None:
        problems = count_problems(self.count, len(self.conditions))
        _check_conditions(self, self.conditions, problems)

    @property
    def children(self) -> tuple[Condition, ...]:
        """The conditions."""
        return self.conditions

    def __str__(self) -> str:
        pieces = listed(map(str, self.conditions), len(self.conditions), "; ")
        return f"at least {self.count:,} of {len(self.conditions):,} ({pieces})"


Condition: TypeAlias = Compare | IsKnown | All | Any | Not | AtLeast
"""What is true, false or not known of facts."""
Expression: TypeAlias = Value | Condition
"""Anything that can be asked of facts: a value or a condition."""


def unknown_operator(word: object, path: str) -> Problem:
    """Give the fault of a word that is no operator, with what is spelt like it."""
    near = near_misses(word, tuple(Operator))
    hint = f"did you mean {' or '.join(near)}?" if near else "use a known one"
    return Problem(
        path=path,
        code="unknown-operator",
        message=f"no comparison is called so; {hint}",
        given=given_text(word),
        expected=", ".join(Operator),
    )


def count_problems(count: object, among: int) -> list[Problem]:
    """Give the fault of a count that cannot be reached, or always is."""
    whole = isinstance(count, int) and not isinstance(count, bool)
    if whole and cast(int, count) in range(1, max(among, 1) + 1):
        return []
    message = f"count is a whole number from 1 to the number of conditions, {among:,}"
    found = given_text(count)
    return [Problem(path="count", code="bad-count", message=message, given=found)]


def _check_conditions(
    node: Condition, conditions: tuple[object, ...], problems: Sequence[Problem] = ()
) -> None:
    found = list(problems)
    if not conditions:
        message = "there is no condition here; write at least one"
        found.append(Problem(path="", code="empty", message=message))
    for place, condition in enumerate(conditions):
        if not isinstance(condition, (Compare, IsKnown, All, Any, Not, AtLeast)):
            found.append(
                Problem(
                    path=f"conditions[{place}]",
                    code="wrong-type",
                    message="this is no condition; write Compare(...) or another one",
                    given=given_text(condition),
                )
            )
    refuse(f"this {type(node).__name__}", found or size_problems(node))


def _joined(conditions: tuple[Condition, ...], glue: str) -> str:
    def wrapped(condition: Condition) -> str:
        composed = isinstance(condition, (All, Any))
        return f"({condition})" if composed else str(condition)

    return glue.join(map(wrapped, conditions))
