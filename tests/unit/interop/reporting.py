"""What the tests ask of the errors of the converter."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from partner_success.core.citation import Citation
from partner_success.core.collections import FrozenMap
from partner_success.core.expressions import (
    Curve,
    Field,
    from_data,
    value_from_data,
)
from partner_success.core.money import Money
from partner_success.errors import (
    InvalidDataError,
)
from partner_success.interop import structure
from tests.unit.interop.records import (
    Everything,
    Level,
    Rank,
)


def faults(data: object, kind: Any) -> list[tuple[str, str]]:
    """Give path and code of every problem."""
    with pytest.raises(InvalidDataError) as caught:
        structure(data, kind, subject="the test")
    assert caught.value.subject == "the test"
    for problem in caught.value.problems:
        assert len(problem.given or "") <= 80
        assert len(problem.message) < 1200
    return [(problem.path, problem.code) for problem in caught.value.problems]


def messages(data: object, kind: Any) -> list[str]:
    """Give every problem as text."""
    with pytest.raises(InvalidDataError) as caught:
        structure(data, kind, subject="the test")
    return [str(problem) for problem in caught.value.problems]


FULL = Everything(
    text="x",
    truth=True,
    whole=3,
    number=Decimal("1.50"),
    nearly=0.1,
    share=Fraction(3, 4),
    day=date(2026, 2, 28),
    hour=time(9, 30),
    instant=datetime(2026, 2, 28, tzinfo=timezone(timedelta(hours=2))),
    level=Level.HIGH,
    rank=Rank.SECOND,
    word=1,
    fee=Money("1234567.50", "USD"),
    source=Citation("DECK", "CSAT"),
    sources=(Citation("DECK", "CSAT"), Citation("TAM")),
    several=(1, 2),
    pair=("a", 1),
    names=frozenset("cab"),
    levels=FrozenMap({Level.LOW: Decimal("0.5")}),
    days=FrozenMap({date(2026, 1, 1): 1}),
    anything=FrozenMap({"a": (1, "b")}),
    loose=(Decimal("0.5"),),
    mixed=date(2026, 1, 1),
    when=from_data({"all": [{"field": "a", "at_least": 5}, {"known": "b"}]}),
    value=value_from_data([1, 2]),
    credit=(Citation("DECK"),),
    nested="x",
    curve=Curve(Field("x"), [(0, 0), (10, 100)]),
    either=FrozenMap({"a": 1}),
)
