"""Find in source what dataframe engines do not all answer alike.

Each trap was measured: engines differ in it, or one of them is silently wrong. What
falls into one for a good reason is listed, by module and function, with the reason; a
reason that excuses nothing any more is found as well.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

TRAPS = {
    "round": "halves go up, down or to the even one; add 0.5 and take the floor",
    "horizontal": "NaN and null differ, and Dask mixes rows; use when and +",
    "is_null": "NaN is null with pandas alone; free floats of NaN first",
    "not": "what is missing is false with pandas and stays missing elsewhere; write"
    " what must hold, or fill gaps before",
    "unequal": "what is missing is unequal to itself with pandas; write < or >",
    "cast": "floats round or are cut; take the floor first",
    "divide": "Polars multiplies by the reciprocal of one number; ask exact.divided",
    "collect": "a lazy frame stays lazy until its owner collects it",
}

_METHODS = {
    "round": "round",
    "max_horizontal": "horizontal",
    "min_horizontal": "horizontal",
    "sum_horizontal": "horizontal",
    "mean_horizontal": "horizontal",
    "is_null": "is_null",
    "collect": "collect",
    "compute": "collect",
    "toPandas": "collect",
    "to_pandas": "collect",
}
_SAFE_TYPES = re.compile(r"(\w+\.)?(Float64|String|Boolean)")


class Finding(NamedTuple):
    """A line that falls into a trap.

    Attributes:
        module: The name of the module.
        function: The function or method that it stands in, with its class.
        trap: Which trap.
        line: The line.
    """

    module: str
    function: str
    trap: str
    line: int

    def __str__(self) -> str:
        place = f"{self.module}:{self.line} {self.function}"
        return f"{place}: {self.trap}: {TRAPS[self.trap]}"


def makes_expressions(source: str) -> bool:
    """Tell whether a module has to do with a dataframe library."""
    return (
        re.search(r"^\s*(import|from) (narwhals|polars)\b", source, re.MULTILINE)
        is not None
    )


def findings(module: str, source: str) -> Iterator[Finding]:
    """Find the traps that a module falls into, in the order of its functions."""
    yield from _within(module, ast.parse(source), "")


def unexcused(
    folder: Path, reasons: Mapping[tuple[str, str, str], str]
) -> tuple[list[Finding], list[tuple[str, str, str]]]:
    """Give what no reason excuses, and the reasons that excuse nothing.

    Args:
        folder: The modules; those that make no expressions are left out.
        reasons: Reasons by module, function and trap; the function ``"*"`` stands for
            every one of the module.
    """
    found = [
        finding
        for path in sorted(folder.rglob("*.py"))
        if makes_expressions(source := path.read_text(encoding="utf-8"))
        for finding in findings(_name(path.relative_to(folder)), source)
    ]
    places = [(each[:3], (each.module, "*", each.trap)) for each in found]
    excused = {place for pair in places for place in pair}
    left = [
        each
        for each, pair in zip(found, places, strict=True)
        if not any(place in reasons for place in pair)
    ]
    return left, [place for place in reasons if place not in excused]


def _name(place: Path) -> str:
    return ".".join(place.with_suffix("").parts)


def _within(module: str, node: ast.AST, function: str) -> Iterator[Finding]:
    for child in ast.iter_child_nodes(node):
        name = function
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{function}.{child.name}" if function else child.name
        trap = _trap(child)
        if trap:
            yield Finding(module, name, trap, getattr(child, "lineno", 0))
        yield from _within(module, child, name)


def _trap(node: ast.AST) -> str | None:
    match node:
        case ast.Call(func=ast.Attribute(attr="cast", value=value), args=[kind, *_]):
            return None if _is_safe_cast(value, kind) else "cast"
        case ast.Call(func=ast.Attribute(attr=name)):
            return _METHODS.get(name)
        case ast.UnaryOp(op=ast.Invert(), operand=operand):
            return "not" if _compares(operand) else None
        case ast.BinOp(op=ast.BitAnd() | ast.BitOr(), left=left, right=right):
            return "unequal" if _is_unequal(left) or _is_unequal(right) else None
        case ast.BinOp(op=ast.Div()):
            return "divide"
        case _:
            return None


def _is_safe_cast(value: ast.expr, kind: ast.expr) -> bool:
    if _SAFE_TYPES.fullmatch(ast.unparse(kind)):
        return True
    return ast.unparse(value).endswith(".floor()")


def _compares(node: ast.expr) -> bool:
    """Whether it is a comparison, or made of some, whose gaps were not filled."""
    match node:
        case ast.Compare():
            return True
        case ast.BinOp(left=left, right=right):
            return _compares(left) or _compares(right)
        case ast.Call(func=ast.Attribute(attr="is_in" | "is_between")):
            return True
        case _:
            return False


def _is_unequal(node: ast.expr) -> bool:
    return isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.NotEq)
