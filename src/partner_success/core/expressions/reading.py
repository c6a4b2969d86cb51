"""Conditions of the language from plain data, with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from partner_success.core.expressions.conditions import (
    All,
    Any,
    AtLeast,
    Compare,
    Condition,
    IsKnown,
    Not,
    count_problems,
    unknown_operator,
)
from partner_success.core.expressions.findings import Findings, join
from partner_success.core.expressions.kinds import Operator
from partner_success.core.expressions.limits import MOST_NODES, refuse, too_large
from partner_success.core.expressions.reading_values import (
    VALUE_KEYS,
    read_keyed,
    read_value,
)
from partner_success.core.expressions.shapes import as_list

_OPERATORS: Final = tuple(word.value for word in Operator)
_COMBINERS: Final = ("all", "any", "not", "at_least_of", "known")
_VOCABULARY: Final = VALUE_KEYS + _OPERATORS + _COMBINERS


def from_data(data: object) -> Condition:
    """Read a condition from data, such as a table of a TOML file.

    | data | condition |
    | --- | --- |
    | `{field = "a", at_least = 5}` | `Compare` |
    | `{all = [...]}`, `{any = [...]}`, `{not = {...}}` | `All`, `Any`, `Not` |
    | `{at_least_of = {count = 4, conditions = [...]}}` | `AtLeast` |
    | `{known = "a"}` | `IsKnown` |

    The left side of a comparison may also be `days_between`, `share`, `curve` or
    `value`. Behind its operator stands a constant, a list of constants, or a value as
    `value_from_data` reads it. Numbers are whole, decimals or floats (which mean the
    decimal number that they print); dates and instants are native or tagged:
    `{date = "2026-01-31"}`, `{instant = "2026-01-31T09:00:00+01:00"}`.

    Args:
        data: Untrusted; its depth and size are bounded.

    Raises:
        InvalidModelError: The data is no condition; every fault is named by its path.

    Examples:
        >>> print(from_data({"share": ["committed", "potential"], "at_least": 10}))
        committed in percent of potential is at least 10
    """
    findings = Findings()
    condition = _condition(findings, data, "", 1)
    refuse("this expression", findings.problems)
    return cast(Condition, condition)


def _condition(
    findings: Findings, data: object, path: str, depth: int
) -> Condition | None:
    if not findings.enter(path, depth):
        return None
    table = findings.table(data, path, "a condition, such as {known = 'a'}")
    if table is None:
        return None
    for key in _COMBINERS:
        if key in table:
            findings.strangers(table, path, (key,), _VOCABULARY)
            return _combined(findings, key, table[key], join(path, key), depth)
    return _comparison(findings, table, path, depth)


def _combined(
    findings: Findings, key: str, data: object, path: str, depth: int
) -> Condition | None:
    match key:
        case "known":
            value = read_value(findings, data, path, depth + 1, bare=True)
            return findings.combine(IsKnown, path, value)
        case "not":
            part = _condition(findings, data, path, depth + 1)
            return findings.combine(Not, path, part)
        case "at_least_of":
            return _at_least(findings, data, path, depth)
        case _:
            parts = _conditions(findings, data, path, depth)
            if key == "all":
                return findings.combine(All, path, parts)
            return findings.combine(Any, path, parts)


def _conditions(
    findings: Findings, data: object, path: str, depth: int
) -> tuple[Condition, ...] | None:
    raw = as_list(data)
    if raw is None:
        findings.note(path, "wrong-type", "expected a list of conditions", data)
        return None
    if len(raw) > MOST_NODES:
        findings.problems.append(too_large(path))
        return None
    parts = [
        _condition(findings, part, f"{path}[{place}]", depth + 1)
        for place, part in enumerate(raw)
    ]
    found = tuple(part for part in parts if part is not None)
    return found if len(found) == len(parts) else None


def _at_least(
    findings: Findings, data: object, path: str, depth: int
) -> Condition | None:
    table = findings.record(data, path, ("count", "conditions"))
    if table is None:
        return None
    raw, count = as_list(table["conditions"]), table["count"]
    among = MOST_NODES if raw is None else len(raw)
    faults = count_problems(count, among)
    findings.problems += [fault.under(path) for fault in faults]
    parts = _conditions(findings, table["conditions"], join(path, "conditions"), depth)
    # An empty list is the constructor's to refuse, whatever the count.
    if faults and parts:
        return None
    return findings.combine(AtLeast, path, count if not faults else 1, parts)


def _comparison(
    findings: Findings, table: Mapping[str, object], path: str, depth: int
) -> Condition | None:
    sides = [key for key in table if key in VALUE_KEYS]
    words = [key for key in table if key in _OPERATORS]
    strange = _misplaced(findings, table, path, sides, words)
    for found, code, needed in (
        (sides, "left-side", f"one left side: {', '.join(VALUE_KEYS)}"),
        (words, "operator", f"one operator: {', '.join(_OPERATORS)}"),
    ):
        if len(found) > 1 or not (found or strange):
            message = f"a comparison has {needed}; join several comparisons with all"
            findings.note(path, code, message, ", ".join(found) or None)
    below = depth + 1
    lefts = [
        read_keyed(findings, key, table[key], join(path, key), below) for key in sides
    ]
    rights = [read_value(findings, table[key], join(path, key), below) for key in words]
    if strange or len(lefts) != 1 or len(rights) != 1:
        return None
    return findings.combine(Compare, path, lefts[0], words[0], rights[0])


def _misplaced(
    findings: Findings,
    table: Mapping[str, object],
    path: str,
    sides: list[str],
    words: list[str],
) -> list[str]:
    """Note, and give, the keys that no comparison has."""
    strange = [key for key in table if key not in sides and key not in words]
    if sides and not words and len(strange) == 1:
        # With a left side and nothing else known, the stranger is the operator.
        findings.problems.append(unknown_operator(strange[0], path))
        return strange
    return findings.strangers(table, path, (*sides, *words), _VOCABULARY)
