"""Constants of the language, and what is wrong with one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypeAlias, cast

from partner_success.core.expressions.exactness import (
    Scalar,
    literal_fault,
    plain_scalar,
)
from partner_success.core.expressions.kinds import kind_of
from partner_success.core.expressions.limits import MOST_ITEMS, MOST_TEXT
from partner_success.core.expressions.shapes import as_list
from partner_success.core.expressions.text import given_text
from partner_success.errors import Problem

Constant: TypeAlias = Scalar | tuple[Scalar, ...]
"""What an expression can hold: one constant, or a list of them."""
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def plain_constant(value: Scalar | float | Sequence[Scalar | float]) -> Constant:
    """Give a constant or a list of them in plain form, faults and all."""
    items = as_list(value)
    plain = plain_scalar(value) if items is None else tuple(map(plain_scalar, items))
    return cast(Constant, plain)


def meaning(value: Constant) -> object:
    """Give that by which two constants are the same."""
    # True equals 1 in Python but not here, so the kind is part of the identity.
    return kind_of(value), value


def constant_problems(value: Constant) -> list[Problem]:
    """Give every fault of a constant in plain form."""
    if not isinstance(value, tuple):
        return _scalar_problems(value, "")
    if not 1 <= len(value) <= MOST_ITEMS:
        message = f"a list has 1 to {MOST_ITEMS:,} entries, not {len(value):,}"
        return [Problem(path="", code="wrong-length", message=message)]
    problems: list[Problem] = []
    for place, item in enumerate(value):
        problems += _scalar_problems(item, f"[{place}]")
    if not problems and len(kinds := {kind_of(item) for item in value}) > 1:
        found = ", ".join(sorted(str(kind) for kind in kinds))
        message = f"the entries of a list are of one kind, not {found}"
        problems.append(Problem(path="", code="mixed-kinds", message=message))
    return problems


def _scalar_problems(value: object, path: str) -> list[Problem]:
    given = given_text(value)
    code, message = "bad-value", None
    match value:
        case bool():
            pass
        case int() | Decimal():
            code, message = "bad-number", literal_fault(value)
        case str() if len(value) > MOST_TEXT:
            message = f"a text has at most {MOST_TEXT:,} characters, not {len(value):,}"
        case str() if _SURROGATE.search(value):
            message = "this text is no valid Unicode; mend how it was read"
        case datetime() if value.utcoffset() is None:
            code, message = "naive-instant", "an instant needs its offset from UTC"
        case str() | date():
            pass
        case _:
            code = "wrong-type"
            message = "expected a number, a text, a bool, a date or an instant"
    if message is None:
        return []
    return [Problem(path=path, code=code, message=message, given=given)]
