"""Values of the language from plain data, with every fault at once."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, cast

from partner_success.core.expressions.curves import read_points
from partner_success.core.expressions.findings import Findings, join
from partner_success.core.expressions.limits import MOST_ITEMS, refuse
from partner_success.core.expressions.shapes import as_list, as_table
from partner_success.core.expressions.values import (
    Curve,
    DaysBetween,
    Field,
    Literal,
    Share,
    Value,
)

VALUE_KEYS: Final = ("field", "value", "days_between", "share", "curve")
TAGS: Final = ("date", "instant")
_FORMS: Final = {"date": "2026-01-31", "instant": "2026-01-31T09:00:00+01:00"}
_MOMENTS: Final[Mapping[str, type[date]]] = {"date": date, "instant": datetime}
_LONGEST_MOMENT: Final = 50


def value_from_data(data: object) -> Value:
    """Read a value from data.

    | data | value |
    | --- | --- |
    | `{field = "a"}` | `Field` |
    | `{value = 5}`, `5`, `"text"`, `[1, 2]` | `Literal` |
    | `{days_between = ["a", "b"]}` | `DaysBetween` |
    | `{share = ["a", "b"]}` | `Share` |
    | `{curve = {of = "a", points = [[0, 0], [10, 100]]}}` | `Curve` |

    Inside `days_between`, `share`, `of` and `known` a bare text is the name of a field;
    anything else is read as above.

    Args:
        data: Untrusted; its depth and size are bounded.

    Raises:
        InvalidModelError: The data is no value; every fault is named by its path.

    Examples:
        >>> print(value_from_data({"days_between": ["signed_on", "closed_on"]}))
        days from signed on to closed on
    """
    findings = Findings()
    value = read_value(findings, data, "", 1)
    refuse("this expression", findings.problems)
    return cast(Value, value)


def read_value(
    findings: Findings, data: object, path: str, depth: int, *, bare: bool = False
) -> Value | None:
    """Read a value; where it is bare, a text is the name of a field."""
    if bare and isinstance(data, str):
        entered = findings.enter(path, depth)
        return findings.make(Field, path, data) if entered else None
    if _tag(data) or as_table(data) is None:
        return read_keyed(findings, "value", data, path, depth)
    table = findings.table(data, path, "a value")
    if table is None:
        return None
    keys = [key for key in table if key in VALUE_KEYS]
    vocabulary = VALUE_KEYS + TAGS
    strange = findings.strangers(table, path, keys[:1], vocabulary)
    if not keys and not strange:
        findings.note(path, "no-value", f"expected one of {', '.join(vocabulary)}")
    if not keys:
        return None
    return read_keyed(findings, keys[0], table[keys[0]], join(path, keys[0]), depth)


def read_keyed(
    findings: Findings, key: str, data: object, path: str, depth: int
) -> Value | None:
    """Read the value that a key of `VALUE_KEYS` announces."""
    if not findings.enter(path, depth):
        return None
    match key:
        case "field":
            return findings.make(Field, path, data)
        case "value":
            return _literal(findings, data, path)
        case "curve":
            return _curve(findings, data, path, depth)
        case _:
            parts = _pair(findings, data, path, depth)
            if key == "share":
                return findings.combine(Share, path, *parts)
            return findings.combine(DaysBetween, path, *parts)


def _pair(
    findings: Findings, data: object, path: str, depth: int
) -> list[Value | None]:
    pair = as_list(data)
    if pair is None or len(pair) != 2:
        findings.note(path, "wrong-type", "expected a list of two values", data)
        return [None]
    return [
        read_value(findings, part, f"{path}[{place}]", depth + 1, bare=True)
        for place, part in enumerate(pair)
    ]


def _curve(findings: Findings, data: object, path: str, depth: int) -> Value | None:
    table = findings.record(data, path, ("of", "points"))
    if table is None:
        return None
    of = read_value(findings, table["of"], join(path, "of"), depth + 1, bare=True)
    points, faults = read_points(table["points"])
    findings.problems += [fault.under(join(path, "points")) for fault in faults]
    return None if faults else findings.combine(Curve, path, of, points)


def _literal(findings: Findings, data: object, path: str) -> Value | None:
    before = len(findings.problems)
    constant: object
    items = as_list(data)
    if items is not None and len(items) <= MOST_ITEMS:
        constant = [
            _untagged(findings, item, f"{path}[{place}]")
            for place, item in enumerate(items)
        ]
    else:
        constant = _untagged(findings, data, path)
    literal = findings.make(Literal, path, constant)
    return literal if len(findings.problems) == before else None


def _tag(data: object) -> str | None:
    table = as_table(data) or {}
    return next((tag for tag in TAGS if tag in table), None)


def _untagged(findings: Findings, item: object, path: str) -> object:
    """Give a tagged day or instant as such, and anything else as it is."""
    tag = _tag(item)
    table = findings.table(item, path, "a value") if tag else None
    if tag is None or table is None:
        return item
    findings.strangers(table, path, (tag,), TAGS)
    text = table[tag]
    below = join(path, tag)
    if isinstance(text, str) and len(text) <= _LONGEST_MOMENT:
        with contextlib.suppress(ValueError):
            moment = _MOMENTS[tag].fromisoformat(text)
            if tag == "instant" or moment.isoformat() == text:
                return moment
    findings.note(below, f"bad-{tag}", f"expected a text such as {_FORMS[tag]}", text)
    # Any day of the kind will do: what has a fault is never given out.
    return _MOMENTS[tag].fromisoformat(_FORMS[tag])
