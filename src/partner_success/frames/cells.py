"""From a cell to the value that its column declares, or to what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final, cast

import attrs

from partner_success.errors import Problem, near_misses
from partner_success.frames.building import text_fault
from partner_success.frames.columns import CellKind, Column, cell_fault
from partner_success.frames.json_records import Unreadable
from partner_success.frames.limits import STANDARD_LIMITS
from partner_success.interop.faults import RefusedError, shorten, to_problems
from partner_success.interop.leaf import said
from partner_success.interop.leaves import LEAVES

MOST_DIGITS: Final = 40
NOTHING: Final = frozenset({"", "nan", "null"})
_ENDLESS: Final = frozenset({"inf", "infinity"})
_NUMBER: Final = re.compile(
    r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?"
)
_WHOLE: Final = re.compile(r"[+-]?[0-9]+")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BARE: Final = re.compile(r"[0-9.,+-]+\s*[^0-9\s]+")
_TRUTHS: Final = {"true": True, "false": False}


def read_text_cell(text: str, column: Column) -> Any:
    """Read a cell of a text format such as CSV.

    Empty cells, ``NaN`` and ``null`` stand for 'not known'; as a name or free text the
    two words are taken for what they are.

    Returns:
        The value, ``None`` for 'not known', or the `Problem` with the cell.

    Examples:
        >>> read_text_cell("12.50", Column(id="nps", kind="number"))
        Decimal('12.50')
        >>> read_text_cell("2026-02-30", Column(id="on", kind="day")).expected
        'a day as YYYY-MM-DD'
    """
    if column.kind == "text":
        return text or _missing(column, text)
    bare = text.strip()
    if bare.casefold() in NOTHING:
        return _missing(column, text)
    if column.kind not in _STRIPPED:
        bare = text
    return _TEXT_READERS[column.kind](bare, column)


def read_typed_cell(value: object, column: Column) -> Any:
    """Read a cell of a format whose values have types, such as JSON.

    Nothing is taken for what it is not: neither ``"3"`` nor ``true`` is a number.

    Returns:
        The value, ``None`` for 'not known', or the `Problem` with the cell; a list of
        them where the cell holds an object with several.

    Examples:
        >>> read_typed_cell("3", Column(id="rating", kind="whole")).message
        'expected a whole number from 0 up, found text; write it without quotes'
    """
    if isinstance(value, Unreadable):
        return attrs.evolve(value.problem, path=column.id)
    if value is None or value != value:
        return _missing(column, value)
    return _TYPED_READERS.get(column.kind, _typed_text)(value, column)


def _missing(column: Column, given: object) -> Problem | None:
    if not column.required:
        return None
    return cell_fault(column, "missing", f"is missing; give {column.expected}", given)


def _wrong_kind(value: object, column: Column) -> Problem:
    message = f"expected {column.expected}, found {said(value)}"
    if isinstance(value, str):
        message += "; write it without quotes"
    return cell_fault(column, "wrong-type", message, value)


def _id(text: str, column: Column) -> str | Problem:
    if not text.strip():
        return cell_fault(column, "blank", "is blank; give the id", text)
    if text == text.strip():
        return text
    message = "has space around it, which no reference to it matches; strip it"
    return cell_fault(column, "space-around", message, text)


def _choice(text: str, column: Column) -> str | Problem:
    if text in column.choices:
        return text
    near = near_misses(text, column.choices)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    message = f"must be {column.expected}, found {shorten(text)}{hint}"
    return cell_fault(column, "unknown-name", message, text)


def _number(text: str, column: Column) -> int | Decimal | Problem:
    if not _NUMBER.fullmatch(text):
        hint = ""
        if "," in text:
            hint = "; its point is '.', and nothing parts the thousands"
        elif text.lstrip("+-").casefold() in _ENDLESS:
            hint = " that is finite; leave it out where it is not known"
        elif _BARE.fullmatch(text):
            hint = "; leave the unit out"
        message = f"{shorten(text)} is no number{hint}"
        return cell_fault(column, "not-a-number", message, text)
    if len(text) <= MOST_DIGITS and _WHOLE.fullmatch(text):
        return int(text)
    return _sized(Decimal(text), column)


def _sized(number: Decimal, column: Column) -> Decimal | Problem:
    if not number.is_finite():
        message = f"{number} is not finite; leave it out where it is not known"
        return cell_fault(column, "not-finite", message, number)
    digits = len(number.as_tuple().digits)
    if digits > MOST_DIGITS or abs(number.adjusted()) > MOST_DIGITS:
        message = f"a number has at most {MOST_DIGITS} digits on each side of its point"
        return cell_fault(column, "too-long", message, number)
    return number


def _whole(text: str, column: Column) -> int | Problem:
    number = _number(text, column)
    return number if isinstance(number, Problem) else _count(number, column)


def _count(number: int | float | Decimal, column: Column) -> int | Problem:
    if number != (whole := int(number)):
        message = f"{number} is not whole, and it is not rounded for you"
        return cell_fault(column, "not-whole", message, number)
    if whole < 0:
        return cell_fault(column, "negative", "is below 0; check its sign", number)
    return whole


def _typed_number(value: object, column: Column) -> int | float | Decimal | Problem:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return _wrong_kind(value, column)
    sized = _sized(Decimal(value), column) if _is_strange(value) else value
    if isinstance(sized, Problem):
        return sized
    return _count(value, column) if column.kind == "whole" else value


def _is_strange(value: int | float | Decimal) -> bool:
    """Whether a number is not finite, or so long that its digits have to be counted."""
    if isinstance(value, Decimal):
        return True
    return not -1e15 < value < 1e15


def _day(text: str, column: Column) -> date | Problem:
    if not _DAY.fullmatch(text):
        message = f"{shorten(text)} is no day as YYYY-MM-DD"
        return cell_fault(column, "not-a-day", message, text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"there is no day {text}"
        return cell_fault(column, "no-such-day", message, text)


def _instant(text: str, column: Column) -> datetime | Problem:
    try:
        found: datetime = LEAVES[datetime].read(text)
    except RefusedError as error:
        refused = to_problems(error.faults)[0]
        return cell_fault(column, refused.code, refused.message, text)
    return found


def _typed_text(value: object, column: Column) -> Any:
    if not isinstance(value, str):
        return _wrong_kind(value, column)
    if column.kind == "text":
        return value or _missing(column, value)
    return _TEXT_READERS[column.kind](value, column)


def _typed_truth(value: object, column: Column) -> bool | Problem:
    return value if isinstance(value, bool) else _wrong_kind(value, column)


def _moment(value: object, column: Column) -> Any:
    """Read a day or time, which some formats declare and others spell as text."""
    if not isinstance(value, date):
        return _typed_text(value, column)
    if not isinstance(value, datetime):
        return value if column.kind == "day" else _wrong_kind(value, column)
    if column.kind == "instant":
        return value if value.tzinfo is not None else _wrong_kind(value, column)
    # Some libraries have no column of days and write midnights instead.
    if value.tzinfo is None and value.time() == time():
        return value.date()
    message = "is a time and no day; write the day alone"
    return cell_fault(column, "not-a-day", message, value.isoformat())


def _truth(text: str, column: Column) -> bool | Problem:
    found = _TRUTHS.get(text.casefold())
    if found is None:
        message = f"{shorten(text)} is neither true nor false"
        return cell_fault(column, "not-a-truth", message, text)
    return found


def _parts(value: object, column: Column) -> Any:
    if not isinstance(value, Mapping):
        return _wrong_kind(value, column)
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, each in cast(Mapping[str, object], value).items():
        place = f"{column.id}.{key}"
        part = Column(id=place, kind=_PARTS[column.kind])
        fault = text_fault(key, STANDARD_LIMITS.name, column.id)
        if fault is None and isinstance(each, str):
            fault = text_fault(each, STANDARD_LIMITS.cell, place)
        read = read_typed_cell(each, part) if fault is None else fault
        if isinstance(read, Problem):
            problems.append(read)
        else:
            found[key] = read
    return problems or found


_TEXT_READERS: Final[dict[str, Callable[[str, Column], Any]]] = {
    "id": _id,
    "choice": _choice,
    "number": _number,
    "whole": _whole,
    "day": _day,
    "instant": _instant,
    "truth": _truth,
}
_TYPED_READERS: Final[dict[str, Callable[[object, Column], Any]]] = {
    "number": _typed_number,
    "whole": _typed_number,
    "day": _moment,
    "instant": _moment,
    "truth": _typed_truth,
    "ratings": _parts,
    "leads": _parts,
}
_PARTS: Final[dict[str, CellKind]] = {"ratings": "whole", "leads": "text"}
_STRIPPED: Final = frozenset({"number", "whole", "day", "instant", "truth"})
