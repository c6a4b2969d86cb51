"""Which rows of sound cells are sound records, told without making them one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any

import attrs

from partner_success.core.collections import EMPTY_MAP, FrozenMap
from partner_success.core.instants import microseconds
from partner_success.partners.proven import proven_records

__all__ = ["Columns", "Proof"]

Columns = Mapping[str, Sequence[Any]]
"""The values of many records by column, ``None`` where they are not known."""


@attrs.frozen(kw_only=True)
class Proof:
    """What a record asks for beyond cells that are what their columns declare.

    A row of which all of this holds is a record that its constructor would take. Of
    any other it is not said: the constructor has to be asked.

    Attributes:
        record: The class of the records.
        members: By column the vocabulary whose members the record keeps.
        filled: Texts that are not blank where they are known.
        from_zero: Numbers that are at least 0 where they are known.
        ordered: Pairs of instants, the second not before the first where both are
            known.
        any_of: Columns of which one at least is known; none where nothing is asked.
    """

    record: type[Any]
    members: FrozenMap[str, type[StrEnum]] = EMPTY_MAP
    filled: tuple[str, ...] = ()
    from_zero: tuple[str, ...] = ()
    ordered: tuple[tuple[str, str], ...] = ()
    any_of: tuple[str, ...] = ()

    def doubtful(self, columns: Columns, count: int) -> frozenset[int]:
        """Give the places of the rows of which it is not proven.

        Args:
            columns: Values that are what their columns declare.
            count: How many rows there are.
        """
        nothing = (None,) * count

        def column(name: str) -> Sequence[Any]:
            return columns.get(name, nothing)

        found: set[int] = set()
        for name in self.filled:
            found |= _places(column(name), _is_blank)
        for name in self.from_zero:
            found |= _places(column(name), _is_negative)
        for earlier, later in self.ordered:
            pairs = zip(column(earlier), column(later), strict=True)
            found |= _places(pairs, _is_reversed)
        if self.any_of:
            some = zip(*map(column, self.any_of), strict=True)
            found |= _places(some, _is_nothing)
        return frozenset(found)

    def build(self, columns: Columns, count: int) -> list[Any]:
        """Make the records of rows of which it is proven."""
        given = dict(columns)
        for name, kind in self.members.items():
            given[name] = [*map({str(each): each for each in kind}.get, columns[name])]
        for field in attrs.fields(self.record):
            # What is not known is left to the default, which may be another than None.
            if field.name in given and field.default not in (None, attrs.NOTHING):
                given[field.name] = [
                    field.default if value is None else value
                    for value in given[field.name]
                ]
        return proven_records(self.record, given, count)


def _places(values: Iterable[Any], is_wrong: Callable[[Any], bool]) -> set[int]:
    return {place for place, value in enumerate(values) if is_wrong(value)}


def _is_blank(text: str | None) -> bool:
    return text is not None and not text.strip()


def _is_negative(number: Decimal | float | None) -> bool:
    return number is not None and number < 0


def _is_nothing(values: tuple[Any, ...]) -> bool:
    return all(value is None for value in values)


def _is_reversed(pair: tuple[datetime | None, datetime | None]) -> bool:
    start, end = pair
    if start is None or end is None:
        return False
    if type(start.tzinfo) is timezone and type(end.tzinfo) is timezone:
        return end < start
    # Python compares what the clocks of a zone show, which can be turned back.
    return microseconds(end) < microseconds(start)
