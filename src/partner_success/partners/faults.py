"""What every record of facts checks, and how it reports all its faults at once."""

from __future__ import annotations

import math
import reprlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, TypeVar, cast

from partner_success.core.collections import FrozenMap
from partner_success.core.instants import microseconds
from partner_success.core.money import Money
from partner_success.core.quantities import shown
from partner_success.errors import InvalidDataError, Problem, near_misses

EnumT = TypeVar("EnumT", bound=StrEnum)
RecordT = TypeVar("RecordT")
KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")

_SHORT: Final = 64

Measure = int | float | Decimal
"""A finite number as a source states it."""


def frozen_map(value: Mapping[KeyT, ValueT]) -> FrozenMap[KeyT, ValueT]:
    """Copy a mapping; leave anything else for the check to report."""
    # A map that never changes is as good as a copy of it.
    if type(value) is not FrozenMap and isinstance(cast(object, value), Mapping):
        return FrozenMap(value)
    return cast(FrozenMap[KeyT, ValueT], value)


def frozen_tuple(value: Iterable[ValueT]) -> tuple[ValueT, ...]:
    """Copy a sequence; leave anything else for the check to report."""
    if isinstance(cast(object, value), Iterable) and not isinstance(value, str):
        return tuple(value)
    return cast(tuple[ValueT, ...], value)


def known(measure: Measure | None) -> Measure | None:
    """Give the measure, and ``None`` for a NaN, which says 'not known' too."""
    if isinstance(measure, Decimal):
        return None if measure.is_nan() else measure
    return None if isinstance(measure, float) and math.isnan(measure) else measure


def frozen_measures(
    value: Mapping[str, Measure | None],
) -> FrozenMap[str, Measure | None]:
    """Copy a mapping of measures, a NaN as ``None``; leave anything else."""
    if not isinstance(cast(object, value), Mapping):
        return frozen_map(value)
    return FrozenMap({name: known(each) for name, each in value.items()})


def member(enum: type[EnumT], value: EnumT | str) -> EnumT:
    """Turn the text of a member into it; leave anything else for the check."""
    if not isinstance(cast(object, value), str):
        return cast(EnumT, value)
    return next((each for each in enum if each == value), cast(EnumT, value))


def _is_finite(value: Measure) -> bool:
    # Neither a long int nor a Decimal survives the way through a float.
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) or math.isfinite(value)


def _entry_path(path: str, key: object) -> str:
    # The names of measures are few, and come again with every record.
    if type(key) is str and len(key) <= _SHORT:
        return _short_entry_path(path, key)
    return f"{path}[{reprlib.repr(key)}]"


@lru_cache(maxsize=1024)
def _short_entry_path(path: str, key: str) -> str:
    return f"{path}[{reprlib.repr(key)}]"


class Faults:
    """The faults of one record, gathered while it is checked.

    Each method checks one field and notes what is wrong with it. Those that return a
    value give it back when it is right, so that it can be compared with another, and
    ``None`` when it is wrong or absent.

    Attributes:
        problems: What was found so far.
    """

    def __init__(self, kind: str, id_: object = None) -> None:
        self._kind = kind
        self._id = id_
        self.problems: list[Problem] = []

    @property
    def subject(self) -> str:
        """The record as a message names it, such as ``"ticket 'T-1'"``."""
        # Written only when it is read: most records have no fault.
        return (
            self._kind if self._id is None else f"{self._kind} {reprlib.repr(self._id)}"
        )

    def add(
        self,
        path: str,
        code: str,
        message: str,
        given: object = None,
        expected: str = "",
    ) -> None:
        """Note one fault."""
        self.problems.append(
            Problem(
                path=path,
                code=code,
                message=message,
                given=None if given is None else shown(given),
                expected=expected or None,
            )
        )

    def report(self) -> None:
        """Raise what was found, if anything was."""
        if self.problems:
            raise InvalidDataError(self.subject, self.problems)

    def wrong_type(self, path: str, value: object, expected: str) -> None:
        """Note that a value is of another type, or absent where it is needed."""
        if value is None:
            self.add(path, "missing", f"is needed; give {expected}", expected=expected)
            return
        found = f"{type(value).__name__} {reprlib.repr(value)}"
        message = f"must be {expected}, not {found}; convert it first"
        self.add(path, "wrong-type", message, value, expected)

    def text(self, path: str, value: object, *, optional: bool = False) -> str | None:
        """Check text that is not blank."""
        if isinstance(value, str):
            if value.strip():
                return value
            hint = (
                "leave it out (None) where it is unknown" if optional else "fill it in"
            )
            self.add(path, "blank", f"is blank; {hint}", value, "text")
        elif not (optional and value is None):
            self.wrong_type(path, value, "text")
        return None

    def id(self, path: str, value: object, *, optional: bool = False) -> str | None:
        """Check an id: text without space around it, which no reference would match."""
        found = self.text(path, value, optional=optional)
        if found is not None and found != found.strip():
            message = "has space around it, which no reference to it matches; strip it"
            self.add(path, "space-around", message, found, found.strip())
        return found

    def day(self, path: str, value: object, *, optional: bool = False) -> date | None:
        """Check a day; an instant is none, because its day depends on the zone."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if not (optional and value is None):
            self.wrong_type(path, value, "a day (datetime.date)")
        return None

    def instant(
        self, path: str, value: object, *, optional: bool = False
    ) -> datetime | None:
        """Check a time with its zone."""
        expected = "an instant (datetime.datetime with a time zone)"
        if isinstance(value, datetime):
            if value.utcoffset() is not None:
                return value
            message = "has no time zone; say where that clock hangs, such as UTC"
            self.add(path, "no-zone", message, value, expected)
        elif not (optional and value is None):
            self.wrong_type(path, value, expected)
        return None

    def count(self, path: str, value: object, *, optional: bool = False) -> None:
        """Check a whole number of at least 0."""
        if isinstance(value, int) and not isinstance(value, bool):
            self._not_negative(path, value)
        elif not (optional and value is None):
            self.wrong_type(path, value, "a whole number")

    def measure(self, path: str, value: object, *, negative: bool = True) -> None:
        """Check a finite number or its absence."""
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            self.wrong_type(path, value, "a number")
        elif not _is_finite(value):
            message = "is infinite; leave it out (None) where it is unknown"
            self.add(path, "not-finite", message, value, "a finite number")
        elif not negative:
            self._not_negative(path, value)

    def money(self, path: str, value: object) -> None:
        """Check an amount of at least 0, or its absence."""
        if isinstance(value, Money):
            self._not_negative(path, value.amount)
        elif value is not None:
            self.wrong_type(path, value, "an amount (Money)")

    def _not_negative(self, path: str, value: Measure) -> None:
        if value < 0:
            self.add(path, "negative", "is below 0; check its sign", value, "0 or more")

    def truth(self, path: str, value: object, *, optional: bool = False) -> None:
        """Check a truth value, for which 0, 1 and text do not pass."""
        if not isinstance(value, bool) and not (optional and value is None):
            self.wrong_type(path, value, "True or False")

    def member(self, path: str, value: object, enum: type[StrEnum]) -> None:
        """Check that a converted value is a member of a vocabulary."""
        if isinstance(value, enum):
            return
        names = [str(each) for each in enum]
        expected = "one of " + ", ".join(names)
        if not isinstance(value, str):
            self.wrong_type(path, value, expected)
            return
        near = near_misses(value, names)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        message = f"must be {expected}, not {reprlib.repr(value)}{hint}"
        self.add(path, "unknown-name", message, value, expected)

    def record(
        self, path: str, value: object, kind: type[RecordT], *, optional: bool = False
    ) -> RecordT | None:
        """Check that a value is a record of a kind."""
        if isinstance(value, kind):
            return value
        if not (optional and value is None):
            self.wrong_type(path, value, f"a {kind.__name__}")
        return None

    def records(
        self, path: str, value: object, kind: type[RecordT]
    ) -> list[tuple[str, RecordT]]:
        """Check a tuple of records and give each that is one, with its path."""
        if not isinstance(value, tuple):
            self.wrong_type(path, value, f"a list of {kind.__name__}")
            return []
        found: list[tuple[str, RecordT]] = []
        for place, each in enumerate(cast(tuple[object, ...], value)):
            record = self.record(f"{path}[{place}]", each, kind)
            if record is not None:
                found.append((f"{path}[{place}]", record))
        return found

    def entries(self, path: str, value: object) -> list[tuple[str, Any]]:
        """Check a mapping with text keys and give each entry, with its path."""
        if not isinstance(value, FrozenMap):
            self.wrong_type(path, value, "a mapping")
            return []
        found: list[tuple[str, Any]] = []
        for key, each in cast(FrozenMap[object, object], value).items():
            place = _entry_path(path, key)
            self.text(place, key)
            found.append((place, each))
        return found

    def in_order(
        self, earlier: str, start: date | None, later: str, end: date | None
    ) -> None:
        """Check that what comes later is not before what it follows."""
        if start is not None and end is not None and _rank(end) < _rank(start):
            message = f"is before {earlier} ({start}); check which of the two is wrong"
            self.add(later, "before-start", message, str(end), f"{start} or later")

    def period_end(
        self, path: str, value: object, starts_path: str, starts: date | None
    ) -> None:
        """Check the first day after a period, or its absence where it has no end."""
        ends = self.day(path, value, optional=True)
        self.in_order(starts_path, starts, path, ends)
        if starts is not None and ends == starts:
            message = f"is {starts_path}, so that it never holds; end it later"
            self.add(path, "never", message, str(ends), f"after {starts}")


def _rank(moment: date) -> int:
    return microseconds(moment) if isinstance(moment, datetime) else moment.toordinal()
