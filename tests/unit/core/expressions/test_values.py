"""Fields, constants and computed values as nodes."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

import attrs
import pytest

from partner_success.core.expressions import (
    Curve,
    DaysBetween,
    Field,
    FieldType,
    Literal,
    Share,
    Value,
    kind_of,
)
from partner_success.errors import InvalidModelError

DAY = date(2026, 1, 31)
NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


class Tier(StrEnum):
    GOLD = "gold"


class Level(IntEnum):
    TWO = 2


class Nowhere(tzinfo):
    """A zone that does not know its offset."""

    def utcoffset(self, when: datetime | None, /) -> timedelta | None:
        return None

    def dst(self, when: datetime | None, /) -> timedelta | None:
        return None

    def tzname(self, when: datetime | None, /) -> str | None:
        return None


def faults(kind: object, *parts: object) -> list[tuple[str, str]]:
    """Build a node that must be refused; give path and code of each fault."""
    with pytest.raises(InvalidModelError) as caught:
        kind(*parts)  # type: ignore[operator]
    return [(problem.path, problem.code) for problem in caught.value.problems]


@pytest.mark.parametrize("name", ["a", "committed_value", "a.b-c", "9", "é", "x" * 100])
def test_field_accepts_plain_names(name: str) -> None:
    """A name of letters, digits and three marks is taken as it is."""
    assert Field(name).name == name


@pytest.mark.parametrize("name", ["", ".a", "a b", "a\n", "x" * 101, "a'", None, 3])
def test_field_refuses_what_is_no_name(name: object) -> None:
    """Anything that a column or a key could not be called is refused."""
    assert faults(Field, name) == [("", "bad-name")]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (5, 5),
        (0.7, Decimal("0.7")),
        (-0.0, Decimal(0)),
        (Decimal("-0E+900"), Decimal(0)),
        (Decimal("0.70"), Decimal("0.70")),
        (Tier.GOLD, "gold"),
        (Level.TWO, 2),
        (True, True),
        (DAY, DAY),
        ([1, 0.5], (1, Decimal("0.5"))),
    ],
)
def test_literal_keeps_the_plain_form(given: object, kept: object) -> None:
    """Subclasses and floats become plain constants; types do not slip."""
    value = Literal(given).value  # type: ignore[arg-type]
    assert value == kept
    assert type(value) is type(kept)


def test_literal_gives_an_instant_a_fixed_offset() -> None:
    """The second half past two of an autumn night stays what it was."""
    second = datetime(2025, 10, 26, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin"))
    literal = Literal(second)
    assert literal == Literal(datetime(2025, 10, 26, 1, 30, tzinfo=UTC))
    assert isinstance(literal.value, datetime)
    assert literal.value.tzinfo == timezone(timedelta(hours=1))
    assert str(literal) == "2025-10-26 02:30:00+01:00"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (float("nan"), "bad-number"),
        (float("inf"), "bad-number"),
        (Decimal("sNaN"), "bad-number"),
        (0.1 + 0.2, "bad-number"),
        (1_000_000_000_000_001, "bad-number"),
        (10**301, "bad-number"),
        pytest.param(10**5000, "bad-number", id="huge"),
        (Decimal("1E-301"), "bad-number"),
        (Decimal("1E+999999"), "bad-number"),
        (Decimal("1." + "0" * 401), "bad-number"),
        ("x" * 1001, "bad-value"),
        ("\ud800", "bad-value"),
        (datetime(2026, 1, 31, 12), "naive-instant"),  # noqa: DTZ001
        (datetime(2026, 1, 31, 12, tzinfo=Nowhere()), "naive-instant"),
        (time(12), "wrong-type"),
        (Fraction(1, 3), "wrong-type"),
        (None, "wrong-type"),
        (b"gold", "wrong-type"),
        ((), "wrong-length"),
        ((1,) * 1001, "wrong-length"),
        ((1, "gold"), "mixed-kinds"),
        ((DAY, NOON), "mixed-kinds"),
    ],
)
def test_literal_refuses_what_is_no_constant(value: object, code: str) -> None:
    """Each kind of unfit constant is refused under its own code."""
    assert faults(Literal, value) == [("", code)]


def test_literal_names_every_unfit_entry() -> None:
    """A list with several faults tells all of them, with their places."""
    assert faults(Literal, [1, None, (2,), "x" * 1001]) == [
        ("[1]", "wrong-type"),
        ("[2]", "wrong-type"),
        ("[3]", "bad-value"),
    ]


@pytest.mark.parametrize("value", [10**300, 999_999_999_999_999, Decimal("1E-300")])
def test_literal_accepts_the_edges(value: int | Decimal) -> None:
    """Fifteen digits and three hundred places are still taken."""
    assert Literal(value).value == value


def test_literals_are_equal_by_kind_and_value() -> None:
    """One is neither 'yes' nor a text, but the same as 1.0."""
    assert Literal(1) == Literal(Decimal("1.0"))
    assert hash(Literal(1)) == hash(Literal(Decimal("1.0")))
    assert Literal(True) != Literal(1)
    assert Literal([True]) != Literal([1])
    assert len({Literal(True), Literal(1), Literal("1")}) == 3


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (True, FieldType.BOOLEAN),
        (Fraction(1, 2), FieldType.NUMBER),
        ("a", FieldType.TEXT),
        (DAY, FieldType.DATE),
        (NOON, FieldType.INSTANT),
        ((None, 2), FieldType.NUMBER_LIST),
        ((), FieldType.TEXT_LIST),
        ((None,), FieldType.TEXT_LIST),
        (((1,),), None),
        ((b"",), None),
        (0.5, None),
        (None, None),
    ],
)
def test_kind_of_plain_values(value: object, kind: FieldType | None) -> None:
    """Every plain value has one kind, and other things have none."""
    assert kind_of(value) is kind


def test_every_list_kind_has_an_item_and_a_phrase() -> None:
    """Kinds come in pairs: one value, and a list of such."""
    items = [kind.item for kind in FieldType if kind.item]
    assert items == [kind for kind in FieldType if not kind.item]
    assert len({kind.phrase for kind in FieldType}) == len(FieldType)


@pytest.mark.parametrize(
    ("kind", "parts", "found"),
    [
        (Share, ("ccv", Field("lrp")), [("part", "wrong-type")]),
        (Share, (None, 5), [("part", "wrong-type"), ("whole", "wrong-type")]),
        (Share, (Literal("x"), Literal(DAY)), [("", "type-mismatch")] * 2),
        (DaysBetween, (Literal(NOON), Field("b")), [("", "type-mismatch")]),
        (
            DaysBetween,
            (Field("a"), Share(Field("b"), Field("c"))),
            [("", "type-mismatch")],
        ),
        (Curve, (Literal(True), [(0, 0), (1, 1)]), [("", "type-mismatch")]),
        (Curve, (None, [(0, 0), (1, 1)]), [("of", "wrong-type")]),
    ],
)
def test_computed_values_refuse_unfit_operands(
    kind: object, parts: tuple[object, ...], found: list[tuple[str, str]]
) -> None:
    """Operands that are no values, or whose kind is plain and wrong, are refused."""
    assert faults(kind, *parts) == found


def test_values_cannot_be_nested_without_end() -> None:
    """Thirty-two levels stand, the thirty-third is refused."""
    value: Value = Field("a")
    for _ in range(31):
        value = Share(value, Literal(1))
    assert faults(Share, value, Literal(1)) == [("", "too-deep")]


@pytest.mark.parametrize(
    "value",
    [
        Field("a"),
        Literal(("gold", "silver")),
        Literal(NOON),
        DaysBetween(Field("a"), Literal(DAY)),
        Share(Field("a"), Literal(Decimal("0.5"))),
        Curve(Field("a"), [(0, 0), (Decimal("1.5"), 100)]),
    ],
)
def test_values_are_frozen_hashable_and_picklable(value: Value) -> None:
    """A value survives pickling, serves as a key and cannot be changed."""
    copy = pickle.loads(pickle.dumps(value))
    assert copy == value
    assert hash(copy) == hash(value)
    assert repr(copy) == repr(value)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        value.extra = 1  # type: ignore[union-attr]
    if isinstance(value, Curve):
        assert copy.at(1) == value.at(1)


def test_kinds_known_without_a_schema() -> None:
    """What is computed is a number; a field's kind is open."""
    share = Share(Field("a"), Field("b"))
    assert Field("a").kind is None
    assert {share.kind, Curve(share, [(0, 0), (1, 1)]).kind} == {FieldType.NUMBER}
    assert DaysBetween(Field("a"), Field("b")).kind is FieldType.NUMBER
    assert Literal("a").kind is FieldType.TEXT
