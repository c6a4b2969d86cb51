"""Reading single values and collections, strictly."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

import pytest

from partner_success.core.citation import Citation
from partner_success.core.collections import FrozenMap
from partner_success.core.expressions import (
    Condition,
    Curve,
    Field,
    Value,
    from_data,
)
from partner_success.core.money import Money
from partner_success.interop import structure
from tests.unit.interop.records import (
    ComponentId,
    Level,
    Rank,
    Tree,
)
from tests.unit.interop.reporting import faults, messages

LONG = "9" * 1001


@pytest.mark.parametrize(
    ("value", "kind", "found"),
    [
        ("text", str, "text"),
        (True, bool, True),
        (3, int, 3),
        (3.0, int, 3),
        (Decimal("3.0"), int, 3),
        (3, Decimal, Decimal(3)),
        (0.1, Decimal, Decimal("0.1")),
        (Decimal("0.10"), float, 0.1),
        (2, float, 2.0),
        (0.5, float, 0.5),
        (None, type(None), None),
        ("2026-02-28", date, date(2026, 2, 28)),
        (date(2026, 2, 28), date, date(2026, 2, 28)),
        ("09:30", time, time(9, 30)),
        (time(9, 30), time, time(9, 30)),
        ("2026-02-28T09:30Z", datetime, datetime(2026, 2, 28, 9, 30, tzinfo=UTC)),
        (
            "2026-02-28 09:30:01.5+01:00",
            datetime,
            datetime(2026, 2, 28, 8, 30, 1, 500_000, tzinfo=UTC),
        ),
        (
            datetime(2026, 2, 28, tzinfo=UTC),
            datetime,
            datetime(2026, 2, 28, tzinfo=UTC),
        ),
        ("3/4", Fraction, Fraction(3, 4)),
        ("-7", Fraction, Fraction(-7)),
        (3, Fraction, Fraction(3)),
        ("1234.50 USD", Money, Money("1234.50", "USD")),
        ("-1,234.5 EUR", Money, Money("-1234.5", "EUR")),
        ("low", Level, Level.LOW),
        (Level.HIGH, Level, Level.HIGH),
        (2, Rank, Rank.SECOND),
        (2.0, Rank, Rank.SECOND),
        ("id", ComponentId, "id"),
        ("id", Annotated[str, "a name"], "id"),
        ("DECK: CSAT", Citation, Citation("DECK", "CSAT")),
        ({"source": "DECK"}, Citation, Citation("DECK")),
        ([1, 2], tuple[int, ...], (1, 2)),
        (("a", 1), tuple[str, int], ("a", 1)),
        ([], tuple[()], ()),
        (["b", "a"], frozenset[str], frozenset("ab")),
        ({"low": 1}, FrozenMap[Level, int], FrozenMap({Level.LOW: 1})),
        ({"field": "a"}, Value, Field("a")),
        (
            {"field": "a", "at_least": 5},
            Condition,
            from_data({"field": "a", "at_least": 5}),
        ),
    ],
)
def test_what_is_meant_is_read(value: object, kind: Any, found: object) -> None:
    """Each type reads the forms that can mean only one thing."""
    read = structure(value, kind, subject="the test")
    assert read == found
    assert type(read) is type(found)


@pytest.mark.parametrize(
    ("value", "kind", "code"),
    [
        (3, str, "wrong-type"),
        ("0.5", Decimal, "wrong-type"),
        ("0.5", float, "wrong-type"),
        ("no", bool, "wrong-type"),
        (1, bool, "wrong-type"),
        (3.9, int, "not-whole"),
        (True, int, "wrong-type"),
        (False, Decimal, "wrong-type"),
        (None, str, "wrong-type"),
        (0, type(None), "wrong-type"),
        (math.nan, Decimal, "not-finite"),
        (math.inf, float, "not-finite"),
        (Decimal("NaN"), int, "not-finite"),
        (Decimal("1E+999999"), int, "too-long"),
        (Decimal("1E-999999"), Decimal, "too-long"),
        (Decimal("1E+999"), float, "not-finite"),
        (10**400, float, "too-long"),
        (2**53 + 1, float, "too-long"),
        (10**1000, int, "too-long"),
        pytest.param(1 << 10_000_000, Decimal, "too-long", id="ten million bits"),
        (Decimal(LONG), Decimal, "too-long"),
        ("2026-02-30", date, "no-such-day"),
        ("20260228", date, "wrong-text"),
        (20260228, date, "wrong-type"),
        (datetime(2026, 2, 28, tzinfo=UTC), date, "wrong-type"),
        ("25:00", time, "no-such-time"),
        ("9:30", time, "wrong-text"),
        (time(9, tzinfo=UTC), time, "wrong-type"),
        ("2026-02-28T09:30", datetime, "no-time-zone"),
        (datetime(2026, 2, 28), datetime, "no-time-zone"),  # noqa: DTZ001
        ("2026-02-30T09:30Z", datetime, "no-such-time"),
        ("soon", datetime, "wrong-text"),
        (date(2026, 2, 28), datetime, "wrong-type"),
        ("1/0", Fraction, "zero-division"),
        ("0.5", Fraction, "wrong-text"),
        (0.5, Fraction, "not-whole"),
        ("9" * 2000, Fraction, "wrong-text"),
        ("1 dollar", Money, "wrong-text"),
        (5, Money, "wrong-type"),
        (f"{LONG} USD", Money, "invalid-value"),
        ("lwo", Level, "unknown-value"),
        (True, Rank, "unknown-value"),
        ([], Rank, "unknown-value"),
        ("NOWHERE: x", Citation, "invalid-value"),
        ("DECK; TAM", Citation, "too-many"),
        (5, Citation, "wrong-type"),
        (5, tuple[Citation, ...], "wrong-type"),
        ("ab", tuple[str, ...], "wrong-type"),
        ({}, tuple[int, ...], "wrong-type"),
        ([1], tuple[str, int], "wrong-length"),
        ([1, 1.0], frozenset[int], "duplicate-value"),
        ([], FrozenMap[str, int], "wrong-type"),
        ({"1/2": 1, "2/4": 2}, FrozenMap[Fraction, int], "duplicate-key"),
        ({1: 1}, FrozenMap[str, int], "wrong-type"),
        (b"bytes", object, "wrong-type"),
        ({1: 1}, object, "wrong-type"),
        ([math.inf], object, "not-finite"),
        ([Decimal("NaN")], object, "not-finite"),
        ({"field": "a"}, Curve, "other-node"),
        ({"field": "a", "at_lest": 5}, Condition, "unknown-operator"),
    ],
)
def test_nothing_is_guessed(value: object, kind: Any, code: str) -> None:
    """What could mean something else, or nothing, is refused."""
    assert code in {found for _, found in faults(value, kind)}


def test_anything_is_frozen() -> None:
    """Plain data of no declared type is read as it is, unchangeable."""
    data = {"a": [1, 2.5, Decimal(1), None, True, "x", date(2026, 1, 1), {}]}
    found = structure(data, Any, subject="the test")  # type: ignore[arg-type]
    expected = (1, Decimal("2.5"), 1, None, True, "x", date(2026, 1, 1), FrozenMap())
    assert found == FrozenMap({"a": expected})
    assert hash(found)
    assert structure(time(9, 30), object, subject="the test") == "09:30:00"


def test_messages_help() -> None:
    """A message says what was expected, what stands there, and what was meant."""
    assert messages({"name": "x", "brnches": []}, Tree) == [
        "brnches: unknown key 'brnches'; did you mean 'branches'?"
    ]
    assert messages({}, Tree) == ["name: the key 'name' is missing; it takes text"]
    assert messages("hgih", Level) == [
        "expected one of 'low', 'high'; did you mean 'high'?"
    ]
    assert messages("5", int) == [
        "expected a whole number, found text; write a number without quotes"
    ]
    (hint,) = messages("2026-02-28T09:30", datetime)
    assert "+02:00" in hint
    assert messages({"name": "x", 5: 1, "odd one": 2}, Tree) == [
        "[5]: a key is text",
        "['odd one']: unknown key 'odd one'",
    ]
    assert messages(object(), str) == ["expected text, found a Python object"]
