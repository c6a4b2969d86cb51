"""Generated types, values of them, and data for any type."""

from __future__ import annotations

import enum
import operator
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, Optional

import attrs
from hypothesis import strategies as st

from partner_success.core.citation import SOURCES, Citation
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.core.money import Money
from tests.unit.interop import records


class Mood(enum.StrEnum):
    GOOD = "good"
    BAD = "no"


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, places=None).filter(
    lambda value: abs(value.adjusted()) < 900
)


ZONES = st.integers(-1439, 1439).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)


INSTANTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES)  # noqa: DTZ001


CITATIONS = st.builds(Citation, st.sampled_from(sorted(SOURCES)), TEXT)


MONEY = st.builds(
    Money,
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.sampled_from(["USD", "EUR"]),
)


# A type, values of it, and whether a TOML file can hold them anywhere.
Pair = tuple[Any, st.SearchStrategy[Any]]


SINGLES: list[Pair] = [
    (str, TEXT),
    (bool, st.booleans()),
    (int, st.integers(-(10**30), 10**30)),
    (Decimal, DECIMALS),
    (float, st.floats(allow_nan=False, allow_infinity=False)),
    (date, st.dates()),
    (time, st.times()),
    (datetime, INSTANTS),
    (Fraction, st.fractions()),
    (Money, MONEY),
    (Mood, st.sampled_from(Mood)),
    (Literal["a", "b"], st.sampled_from("ab")),
    (Citation, CITATIONS),
    (tuple[Citation, ...], st.lists(CITATIONS, max_size=3).map(tuple)),
]


KEYS: list[Pair] = [
    (str, TEXT),
    (Mood, st.sampled_from(Mood)),
    (date, st.dates()),
]


@st.composite
def typed_values(draw: st.DrawFn, depth: int = 2) -> Pair:
    """A type, and a strategy for its values."""
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from(SINGLES))
    kind, values = draw(typed_values(depth - 1))
    many = st.lists(values, max_size=3)
    key, keys = draw(st.sampled_from(KEYS))
    return draw(
        st.sampled_from(
            [
                (tuple[kind, ...], many.map(tuple)),
                (frozenset[kind], many.map(frozenset)),
                (
                    FrozenMap[key, kind],
                    st.dictionaries(keys, values, max_size=3).map(FrozenMap),
                ),
                (tuple[kind, int], st.tuples(values, st.integers(0, 9))),
                records_of(draw, kind, values),
            ]
        )
    )


def records_of(draw: st.DrawFn, kind: Any, values: st.SearchStrategy[Any]) -> Pair:
    """A record with a field of the type, required, optional and with a default."""
    default = draw(values)
    fields: dict[str, Any] = {
        "id": attrs.field(type=str),
        "needed": attrs.field(type=kind),
        "maybe": attrs.field(type=Optional[kind], default=None),  # noqa: UP045
        "usual": attrs.field(type=kind, default=default),
        "truth": attrs.field(type=bool, default=False),
    }
    record = attrs.make_class("Made", fields, frozen=True, kw_only=True)
    made = st.builds(
        record,
        id=TEXT,
        needed=values,
        maybe=st.none() | values,
        usual=st.just(default) | values,
        truth=st.booleans(),
    )
    catalogues = st.lists(made, max_size=3, unique_by=operator.attrgetter("id"))
    if draw(st.booleans()):
        return Catalogue[record], catalogues.map(Catalogue)  # type: ignore[valid-type]
    return record, made


@st.composite
def typed_records(draw: st.DrawFn) -> tuple[Any, Any]:
    """A class and a value of it."""
    kind, values = draw(typed_values())
    record = attrs.make_class(
        "Document", {"content": attrs.field(type=kind)}, frozen=True, kw_only=True
    )
    return record, record(content=draw(values))


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=8)
    | st.dates()
    | st.datetimes()
    | st.sampled_from(
        ["low", "between", "at least", "DECK: x", "3/4", "5 USD", "12:30"]
    ),
    lambda parts: (
        st.lists(parts, max_size=4)
        | st.dictionaries(st.text(max_size=4), parts, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [field.name for field in attrs.fields(records.Everything)]
                + [
                    "id",
                    "kind",
                    "floor",
                    "weight",
                    "rule",
                    "due",
                    "day",
                    "week",
                    "field",
                ]
                + ["even", "choice", "half", "double", "low", "high", "health", "name"]
                + ["components", "branches", "all", "at_least", "known", "curve"]
            ),
            parts,
            max_size=6,
        )
    ),
    max_leaves=20,
)


TARGETS: list[Any] = [
    records.Everything,
    records.Book,
    records.Tagged,
    records.Timed,
    records.Tree,
    records.Checked,
    tuple[records.Component | None, ...],
    Catalogue[records.Component],
    FrozenMap[records.Level, frozenset[Fraction]],
    object,
    int | str | None,
]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.sampled_from(["low", "a", "3/4"]),
    lambda parts: (
        st.lists(parts, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "text",
                    "truth",
                    "whole",
                    "level",
                    "share",
                    "word",
                    "several",
                    "pair",
                    "names",
                    "levels",
                    "rule",
                    "kind",
                    "floor",
                    "due",
                    "week",
                    "name",
                    "branches",
                    "id",
                    "weight",
                    "either",
                    "rank",
                    "low",
                    "start",
                ]
            ),
            parts,
            max_size=4,
        )
    ),
    max_leaves=10,
)


DOCUMENTS = st.recursive(
    st.booleans() | st.integers(-(10**40), 10**40) | DECIMALS | TEXT,
    lambda parts: (
        st.lists(parts, max_size=4) | st.dictionaries(TEXT, parts, max_size=4)
    ),
    max_leaves=20,
)
