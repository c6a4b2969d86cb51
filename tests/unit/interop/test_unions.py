"""Reading a value that may be of several types."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import attrs
import pytest

from partner_success.errors import (
    InvalidModelError,
)
from partner_success.interop import structure, unstructure
from tests.unit.interop.records import (
    AtLeast,
    Between,
    Day,
    Everything,
    Level,
    Never,
    Tagged,
    Timed,
    Week,
)
from tests.unit.interop.reporting import faults, messages


def test_unions_by_tag() -> None:
    """A tag chooses the record; it is written even where it is the default."""
    data = {"rule": {"kind": "between", "floor": 1, "ceiling": 2}}
    found = structure(data, Tagged, subject="the test")
    assert found.rule == Between(floor=Decimal(1), ceiling=Decimal(2))
    assert unstructure(found) == data
    assert faults({"rule": {"floor": 1}}, Tagged) == [("rule.kind", "missing-key")]
    assert messages({"rule": {"kind": "betwen"}}, Tagged) == [
        "rule.kind: expected one of 'at least', 'between'; did you mean 'between'?"
    ]
    mixed = {"rule": data["rule"], "rules": ["x", {"kind": "at least", "floor": 1}]}
    again = structure(mixed, Tagged, subject="the test")
    assert again.rules == ("x", AtLeast(floor=Decimal(1)))
    assert faults({"rule": [], "rules": [5]}, Tagged) == [
        ("rule", "wrong-type"),
        ("rules[0]", "wrong-type"),
    ]


def test_unions_by_keys() -> None:
    """A key that only one record has chooses it; one record may have none."""
    for due in (Day(day=date(2026, 1, 1)), Week(week=3), Never(), Never(note="x")):
        timed = Timed(due=due, start=None)
        assert structure(unstructure(timed), Timed, subject="the test") == timed
    assert faults({"due": {"day": "2026-01-01", "week": 1}}, Timed) == [
        ("due", "unclear-kind")
    ]
    (unclear,) = messages({"due": {}, "start": {"wek": 1}}, Timed)
    assert unclear.endswith("give one of 'day', 'week'; did you mean 'week'?")
    assert faults({"due": {}, "start": {}}, Timed) == [("start", "unclear-kind")]


@attrs.frozen(kw_only=True)
class Left:
    kind: Literal["x"] = "x"
    a: int = 0


@attrs.frozen(kw_only=True)
class Right:
    kind: Literal["x", "y"] = "x"
    b: int = 0


def test_records_that_no_document_tells_apart() -> None:
    """A union of records that look alike is a fault of the code."""
    with pytest.raises(InvalidModelError, match="cannot tell Left and Right apart"):
        structure({}, Left | Right, subject="the test")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (Decimal("1.5"), Decimal("1.5")),
        ("2026-01-01", date(2026, 1, 1)),
        ("text", "text"),
        (None, None),
    ],
)
def test_unions_of_single_values(value: object, found: object) -> None:
    """Single values are tried in order, text last."""
    assert structure({"mixed": value}, Everything, subject="the test").mixed == found


def test_unions_that_fit_nothing() -> None:
    """A value that no member takes is told what all of them would take."""
    (message,) = messages({"mixed": True}, Everything)
    assert message == (
        "mixed: expected a number or a day such as 2026-03-31 or text or nothing,"
        " found true or false"
    )
    assert messages({"either": 5}, Everything)[0].endswith("found a number")
    assert messages({"either": ["x"]}, Everything)[0].startswith("either[0]: ")
    kind: Any = Level | Literal["none"]
    (message,) = messages("hgih", kind)
    assert message.endswith("did you mean 'high'?")


def test_a_union_with_anything() -> None:
    """A union with a type that takes everything takes everything."""
    for value in (5, [5], {"a": 5}, None):
        structure(value, object | None, subject="the test")  # type: ignore[arg-type]
