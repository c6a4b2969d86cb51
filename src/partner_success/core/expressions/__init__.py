"""The one small language in which conditions, criteria, curves and filters are data.

A closed set of frozen nodes, never a Python callable: an expression is checked when it
is built, prints as a sentence, is written and read as plain data, is evaluated on one
record here and compiled to dataframes and SQL elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.core.expressions.checking import Schema, check, fields
    from partner_success.core.expressions.compiling import (
        compile_condition,
        compile_value,
    )
    from partner_success.core.expressions.conditions import (
        All,
        Any,
        AtLeast,
        Compare,
        Condition,
        Expression,
        IsKnown,
        Not,
    )
    from partner_success.core.expressions.constants import Constant
    from partner_success.core.expressions.curves import Point, curve_points
    from partner_success.core.expressions.evaluation import (
        Computed,
        evaluate,
        evaluate_value,
        holds,
    )
    from partner_success.core.expressions.exactness import (
        Exact,
        Number,
        Scalar,
        exact_number,
    )
    from partner_success.core.expressions.explanation import Leaf, Unmet, unmet
    from partner_success.core.expressions.kinds import FieldType, Operator, kind_of
    from partner_success.core.expressions.reading import from_data
    from partner_success.core.expressions.reading_values import value_from_data
    from partner_success.core.expressions.values import (
        Curve,
        DaysBetween,
        Field,
        Literal,
        Share,
        Value,
    )
    from partner_success.core.expressions.writing import Data, to_data

__all__ = [
    "All",
    "Any",
    "AtLeast",
    "Compare",
    "Computed",
    "Condition",
    "Constant",
    "Curve",
    "Data",
    "DaysBetween",
    "Exact",
    "Expression",
    "Field",
    "FieldType",
    "IsKnown",
    "Leaf",
    "Literal",
    "Not",
    "Number",
    "Operator",
    "Point",
    "Scalar",
    "Schema",
    "Share",
    "Unmet",
    "Value",
    "check",
    "compile_condition",
    "compile_value",
    "curve_points",
    "evaluate",
    "evaluate_value",
    "exact_number",
    "fields",
    "from_data",
    "holds",
    "kind_of",
    "to_data",
    "unmet",
    "value_from_data",
]

export(
    __name__,
    """
    checking: Schema check fields
    compiling: compile_condition compile_value
    conditions: All Any AtLeast Compare Condition Expression IsKnown Not
    constants: Constant
    curves: Point curve_points
    evaluation: Computed evaluate evaluate_value holds
    exactness: Exact Number Scalar exact_number
    explanation: Leaf Unmet unmet
    kinds: FieldType Operator kind_of
    reading: from_data
    reading_values: value_from_data
    values: Curve DaysBetween Field Literal Share Value
    writing: Data to_data
    """,
)
