"""Any records of a journey, made up field by field from what they declare."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import attrs
from hypothesis import strategies as st

from partner_success.core.collections import FrozenMap
from partner_success.testing.texts import LABELS

__all__ = ["any_record", "any_value"]

_IDS: Final = ("acme", "p-1", "gate_1", "phase_3a", "Müller & Sons", "7", "no", "a.b")
_ZONES: Final = (
    UTC,
    timezone(timedelta(hours=-3, minutes=-30)),
    ZoneInfo("Europe/Berlin"),
)
_FIRST_DAY: Final = date(2025, 10, 20)
_DAYS: Final = 400
_HOUR: Final = 60 * 60
_REPEATED: Final = tuple(6 * 24 * _HOUR + hour * _HOUR for hour in (-1, 0, 1))
"""Seconds after which clocks in Berlin go through the same hour twice."""
_MOST: Final = 2


def _instant(seconds: int, microsecond: int, zone: Any) -> datetime:
    start = datetime(2025, 10, 20, microsecond=microsecond, tzinfo=UTC)
    return (start + timedelta(seconds=seconds)).astimezone(zone)


_SINGLES: Final[dict[Any, st.SearchStrategy[Any]]] = {
    str: st.sampled_from((*_IDS, *LABELS)),
    bool: st.booleans(),
    int: st.integers(1, 99),
    Decimal: st.decimals(-1_000, 1_000, places=2),
    date: st.integers(0, _DAYS).map(lambda days: _FIRST_DAY + timedelta(days=days)),
    datetime: st.builds(
        _instant,
        st.integers(0, _DAYS * 24 * _HOUR) | st.sampled_from(_REPEATED),
        st.sampled_from([0, 1, 250_000]),
        st.sampled_from(_ZONES),
    ),
    type(None): st.none(),
}


@cache
def any_record(kind: Any) -> st.SearchStrategy[Any]:
    """Draw records of a class, each of its fields by the type that it declares.

    A field of one literal value, by which documents tell records apart, is left alone.
    """
    hints = get_type_hints(kind)
    drawn = {
        field.name: any_value(hints[field.name])
        for field in attrs.fields(kind)
        if not _is_tag(hints[field.name])
    }
    return st.builds(kind, **drawn)


def any_value(kind: Any) -> st.SearchStrategy[Any]:
    """Draw values of a type: a single one, a record, or many of them."""
    if kind in _SINGLES:
        return _SINGLES[kind]
    if attrs.has(kind):
        return any_record(kind)
    origin, parts = get_origin(kind), get_args(kind)
    if origin is tuple:
        return st.lists(any_value(parts[0]), max_size=_MOST).map(tuple)
    if origin is FrozenMap:
        keys, values = map(any_value, parts)
        return st.dictionaries(keys, values, max_size=_MOST).map(FrozenMap)
    if origin is UnionType:
        return st.one_of(*map(any_value, parts))
    return st.sampled_from(parts or [*kind])


def _is_tag(kind: Any) -> bool:
    return get_origin(kind) is Literal and len(get_args(kind)) == 1
