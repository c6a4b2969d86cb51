"""Answers at the edges of what is meant: each is told apart, none is guessed at."""

from __future__ import annotations

from collections import UserDict
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pytest

from partner_success.core import value_from_data
from partner_success.errors import InvalidModelError, InvalidValueError, Problem
from partner_success.questionnaires import (
    AnyField,
    AttestationField,
    ChoiceField,
    ChoicesField,
    Constraint,
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    RatingField,
    Section,
    TextField,
    WholeNumberField,
    YesNoField,
    check,
    complete,
    evaluate,
    progress,
)
from tests.unit.questionnaires.building_blocks import (
    ON,
    asking,
    choices,
    when,
    yes,
    yes_no,
)

YES_NO = yes_no("x")
WORDED = YesNoField(id="x", label="x?", words=("Yes", "No"))
WHOLE = WholeNumberField(id="x", label="x?")
NUMBER = NumberField(id="x", label="x?", unit="USD", decimal_places=2)
FREE = NumberField(id="x", label="x?", unit="USD")
TEXT = TextField(id="x", label="x?", most_characters=5)
LONG = LongTextField(id="x", label="x?")
EMAIL = EmailField(id="x", label="x?")
DAY = DateField(id="x", label="x?")
CHOICE = ChoiceField(id="x", label="x?", choices=choices("7", "true", "gold"))
CHOICES = ChoicesField(id="x", label="x?", choices=choices("a", "b", "c"), at_most=2)
TIERS = ChoicesField(id="x", label="x?", choices=choices("gold", "none"))
RATING = RatingField(id="x", label="x?")
ATTESTED = AttestationField(id="x", label="x?", statement="It is so.")


class Tier(StrEnum):
    """A text that is an enumeration's member too."""

    GOLD = "gold"


def codes(field: AnyField, value: object) -> list[str]:
    """Give the code of each problem of one answer."""
    return [each.code for each in check(asking(field), {"a": {"x": value}}, on=ON)]


GOOD: list[tuple[AnyField, object, object]] = [
    (YES_NO, False, False),
    (WORDED, "No", False),
    (WHOLE, 3.0, 3),
    (WHOLE, Decimal("3.000"), 3),
    (WHOLE, -0.0, 0),
    (WHOLE, Decimal("0.000"), 0),
    (WHOLE, Decimal("-0.00"), 0),
    (NUMBER, Decimal("0.000"), 0),
    (NUMBER, Decimal("100.00"), 100),
    (FREE, Decimal("0E-450"), 0),
    (FREE, Decimal("0.10"), Decimal("0.1")),
    (FREE, Decimal("10.50E+1"), 105),
    (WHOLE, 10**15, 10**15),
    (NUMBER, 0.1, Decimal("0.1")),
    (NUMBER, 2.50, Decimal("2.5")),
    (NUMBER, Decimal("1E+3"), 1_000),
    (FREE, 1e-7, Decimal("1E-7")),
    (FREE, 5e-324, Decimal("5E-324")),
    (TEXT, "😀😀😀😀😀", "😀😀😀😀😀"),
    (TEXT, " a ", " a "),
    (TEXT, Tier.GOLD, "gold"),
    (LONG, "a\r\n\tb\n", "a\r\n\tb\n"),
    (EMAIL, "o'neil+x@mail.partner.example", "o'neil+x@mail.partner.example"),
    (DAY, "2028-02-29", "2028-02-29"),
    (DAY, date(2026, 1, 31), "2026-01-31"),
    (DAY, "0001-01-01", "0001-01-01"),
    (DAY, "9999-12-31", "9999-12-31"),
    (CHOICE, "7", "7"),
    (CHOICE, Tier.GOLD, "gold"),
    (CHOICES, ["b", "a"], ("b", "a")),
    (CHOICES, ("b",), ("b",)),
    (TIERS, [Tier.GOLD], ("gold",)),
    (RATING, 5.0, 5),
    (ATTESTED, True, True),
]

BAD: list[tuple[AnyField, object, str]] = [
    (YES_NO, "no", "wrong-type"),
    (YES_NO, "false", "wrong-type"),
    (YES_NO, 0, "wrong-type"),
    (YES_NO, 1, "wrong-type"),
    (YES_NO, None, "wrong-type"),
    (WORDED, "no", "wrong-type"),
    (WORDED, "Yes ", "wrong-type"),
    (WORDED, ["Yes"], "wrong-type"),
    (WHOLE, 3.9, "not-whole"),
    (WHOLE, Decimal("3.000000000000000000000000000000000001"), "not-whole"),
    (WHOLE, "7", "wrong-type"),
    (WHOLE, True, "wrong-type"),
    (WHOLE, False, "wrong-type"),
    (WHOLE, Fraction(3), "wrong-type"),
    (WHOLE, 3 + 0j, "wrong-type"),
    (WHOLE, b"7", "wrong-type"),
    (WHOLE, 10**15 + 1, "too-high"),
    (WHOLE, 10**400, "too-high"),
    (WHOLE, -(10**5_000), "too-low"),
    (WHOLE, 1e300, "too-high"),
    (WHOLE, Decimal("1E+999999"), "too-high"),
    (WHOLE, Decimal("1E-999999"), "not-whole"),
    (WHOLE, float("nan"), "not-finite"),
    (WHOLE, float("-inf"), "not-finite"),
    (WHOLE, Decimal("sNaN"), "not-finite"),
    (NUMBER, 0.105, "too-many-decimals"),
    (NUMBER, 0.1 + 0.2, "too-many-decimals"),
    (FREE, Decimal("1E-401"), "too-many-decimals"),
    (FREE, "1,5", "wrong-type"),
    (TEXT, "", "blank"),
    (TEXT, " ", "blank"),
    (TEXT, "\u00a0\u3000\ufeff", "blank"),
    (TEXT, "abc\n", "bad-text"),
    (TEXT, "a\x00b", "bad-text"),
    (TEXT, "a\x85b", "bad-text"),
    (TEXT, "a\u2028b", "bad-text"),
    (TEXT, "a\ud800", "bad-text"),
    (TEXT, "😀😀😀😀😀😀", "too-long"),
    (TEXT, 7, "wrong-type"),
    (TEXT, b"gold", "wrong-type"),
    (TEXT, None, "wrong-type"),
    (LONG, "\n\t\n", "blank"),
    (LONG, "a\x9b31m", "bad-text"),
    (LONG, "a\x1b[31m", "bad-text"),
    (EMAIL, "ada@example.com\n", "no-email"),
    (EMAIL, "ada@example", "no-email"),
    (EMAIL, "ada@-example.com", "no-email"),
    (EMAIL, "ada@exämple.com", "no-email"),
    (EMAIL, "", "no-email"),
    (EMAIL, "a" * 243 + "@example.com", "too-long"),
    (DAY, "2026-02-30", "no-date"),
    (DAY, "2027-02-29", "no-date"),
    (DAY, "1900-02-29", "no-date"),
    (DAY, "0000-01-01", "no-date"),
    (DAY, "20260131", "no-date"),
    (DAY, "2026-W05-1", "no-date"),
    (DAY, "2026-01-31\n", "no-date"),
    (DAY, "2026-01-31T00:00:00Z", "no-date"),
    (DAY, "٢٠٢٦-٠١-٣١", "no-date"),
    (DAY, "", "no-date"),
    (DAY, datetime(2026, 1, 31, tzinfo=UTC), "wrong-type"),
    (DAY, 20260131, "wrong-type"),
    (CHOICE, 7, "wrong-type"),
    (CHOICE, True, "wrong-type"),
    (CHOICE, "Gold", "unknown-choice"),
    (CHOICE, "gold ", "unknown-choice"),
    (CHOICE, ["gold"], "wrong-type"),
    (CHOICES, "ab", "wrong-type"),
    (CHOICES, {"a": True}, "wrong-type"),
    (CHOICES, {"a"}, "wrong-type"),
    (CHOICES, [], "too-few"),
    (CHOICES, ["a", "a"], "double-choice"),
    (CHOICES, ["a", "b", "c"], "too-many"),
    (CHOICES, ["a"] * 1_000_000, "too-many"),
    (CHOICES, ["a", ["b"]], "wrong-type"),
    (CHOICES, ["A"], "unknown-choice"),
    (RATING, 0, "too-low"),
    (RATING, 6, "too-high"),
    (RATING, 4.5, "not-whole"),
    (RATING, True, "wrong-type"),
    (ATTESTED, False, "not-attested"),
    (ATTESTED, 1, "wrong-type"),
    (ATTESTED, "true", "wrong-type"),
]


def named(case: tuple[Any, ...]) -> str:
    """Name a case by its kind of field, answer and outcome."""
    field, value, outcome = case
    try:
        return ascii(f"{field.type} {value!r}"[:40] + f" {outcome!r}"[:20])
    except ValueError:
        return f"{field.type} vast"


@pytest.mark.rule("QST-01", "QST-05")
@pytest.mark.parametrize(("field", "value", "plain"), GOOD, ids=map(named, GOOD))
def test_what_is_meant_is_taken(field: AnyField, value: object, plain: object) -> None:
    """A good answer has no problem, and comes out in its one plain form."""
    ready = complete(asking(field), {"a": {"x": value}}, on=ON)
    assert ready.problems == ()
    found = ready.answers["a"]["x"]
    assert (found, type(found), repr(found)) == (plain, type(plain), repr(plain))


@pytest.mark.rule("QST-01", "QST-05")
@pytest.mark.parametrize(("field", "value", "code"), BAD, ids=map(named, BAD))
def test_what_is_not_meant_is_refused(
    field: AnyField, value: object, code: str
) -> None:
    """A bad answer has one problem, told by its code, and is not stored."""
    assert codes(field, value) == [code]
    assert complete(asking(field), {"a": {"x": value}}, on=ON).answers == {}


# ------------------------------------------------------------------- whole answers
@pytest.mark.rule("QST-05")
@pytest.mark.parametrize("given", [None, [], "a", 7, [("a", {"x": True})]])
def test_answers_that_are_no_table(given: Any) -> None:
    """One problem with the whole, and none with what is not there."""
    asked = asking(yes_no("x", required=True))
    found = [(each.path, each.code) for each in check(asked, given, on=ON)]
    assert found == [("", "wrong-type")]
    found = [(each.path, each.code) for each in check(asked, {"a": given}, on=ON)]
    assert found == [("a", "wrong-type")]


@pytest.mark.rule("QST-05")
def test_mappings_of_any_kind_are_tables() -> None:
    """What behaves as a table is one, and is not changed."""
    given = UserDict({"a": UserDict({"x": True})})
    assert check(asking(YES_NO), given, on=ON) == ()
    assert given == {"a": {"x": True}}


@pytest.mark.rule("QST-05")
def test_nothing_answered_at_all() -> None:
    """Without an answer only what is required is missing."""
    asked = asking(yes_no("x", required=True), yes_no("y"))
    for given in ({}, {"a": {}}):
        assert [each.path for each in check(asked, given, on=ON)] == ["a.x"]


@pytest.mark.rule("QST-05")
def test_strangers_are_named_with_what_was_meant() -> None:
    """Unknown sections and fields are errors, misspelt ones with a hint."""
    asked = asking(yes_no("signed"))
    given: Any = {"a": {"signd": True, 7: 1}, "b": {}, None: {}}
    found = {each.path: each for each in check(asked, given, on=ON)}
    assert {path: each.code for path, each in found.items()} == {
        "a.signd": "unknown-field",
        "a.7": "unknown-field",
        "b": "unknown-section",
        "None": "unknown-section",
    }
    assert "did you mean signed" in found["a.signd"].message


@pytest.mark.rule("QST-05")
def test_a_flood_of_strangers_is_counted() -> None:
    """Twenty are named; of the others there is the number."""
    given = {"a": {f"no_{place}": 1 for place in range(1_000)}}
    found = check(asking(YES_NO), given, on=ON)
    assert len(found) == 21
    assert (found[-1].path, found[-1].given) == ("a", "980 more")


@pytest.mark.rule("QST-05")
@pytest.mark.parametrize("on", ["2026-03-02", datetime(2026, 3, 2, tzinfo=UTC), None])
def test_the_day_is_a_day(on: Any) -> None:
    """The day of the check is never guessed from something else."""
    with pytest.raises(InvalidValueError, match="on needs a"):
        check(asking(YES_NO), {}, on=on)


# --------------------------------------------------------- what follows from a fault
SPENT = NumberField(id="spent", label="spent?", unit="USD")
ALL = NumberField(id="all", label="all?", unit="USD")
SHARE = NumberField(
    id="x",
    label="x?",
    unit="%",
    decimal_places=1,
    at_most=Decimal(100),
    computed=value_from_data({"share": ["spent", "all"]}),  # type: ignore[arg-type]
)
WHY = TextField(
    id="why",
    label="why?",
    required=True,
    visible_when=when(field="x", at_least=50),
)


def faults(found: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """Give place and code of each problem."""
    return [(each.path, each.code) for each in found]


@pytest.mark.rule("QST-05")
def test_a_computed_answer_keeps_to_its_limits() -> None:
    """What is computed beyond the limits is an error, given or not, and not stored."""
    asked = asking(SPENT, ALL, SHARE)
    given = {"a": {"spent": 3, "all": 2}}
    assert faults(check(asked, given, on=ON)) == [("a.x", "too-high")]
    ready = complete(asked, given, on=ON)
    assert faults(ready.problems) == [("a.x", "too-high")]
    assert "x" not in ready.answers["a"]
    vast = {"a": {"spent": 10**15, "all": Decimal("0.001")}}
    free = NumberField(
        id="x", label="x?", unit="%", decimal_places=1, computed=SHARE.computed
    )
    assert faults(check(asking(SPENT, ALL, free), vast, on=ON)) == [("a.x", "too-high")]


@pytest.mark.rule("QST-04", "QST-05")
def test_what_rests_on_a_wrong_answer_is_left_open() -> None:
    """Whether a field is asked is not said while what it is computed from is wrong."""
    asked = asking(SPENT, ALL, SHARE, WHY)
    given: Any = {"a": {"spent": "3", "all": 4, "why": "because"}}
    assert faults(check(asked, given, on=ON)) == [("a.spent", "wrong-type")]
    given["a"]["why"] = ""
    wrong = [("a.spent", "wrong-type"), ("a.why", "blank")]
    assert faults(check(asked, given, on=ON)) == wrong
    del given["a"]["why"], given["a"]["spent"]
    assert check(asked, given, on=ON) == ()
    given["a"]["why"] = "because"
    assert faults(check(asked, given, on=ON)) == [("a.why", "hidden-field")]


@pytest.mark.rule("QST-04")
def test_what_is_asked_for_sure_is_open_beside_a_wrong_answer() -> None:
    """A condition that holds whatever the wrong answer should be asks the field."""
    either = when(any=[{"field": "p", "equals": True}, {"field": "q", "equals": True}])
    why = TextField(id="why", label="why?", required=True, visible_when=either)
    asked = asking(yes_no("p"), yes_no("q"), why)
    given = {"a": {"p": "no", "q": True}}
    found = faults(check(asked, given, on=ON))
    assert found == [("a.p", "wrong-type"), ("a.why", "missing")]
    assert [each.path for each in progress(asked, given, on=ON).open] == ["a.why"]
    given = {"a": {"p": "no"}}
    assert faults(check(asked, given, on=ON)) == [("a.p", "wrong-type")]
    assert progress(asked, given, on=ON).open == ()


@pytest.mark.rule("QST-04")
def test_of_a_section_that_is_no_table_only_what_is_sure_is_open() -> None:
    """Fields that are asked at times only are not counted where nobody can tell."""
    later = [
        yes_no("y", required=True),
        yes_no("z", required=True, visible_when=yes("x")),
    ]
    first = Section(id="a", title="A", fields=[YES_NO])
    asked = asking(sections=[first, Section(id="b", title="B", fields=later)])
    given: Any = {"a": {"x": False}, "b": []}
    assert faults(check(asked, given, on=ON)) == [("b", "wrong-type")]
    assert [each.path for each in progress(asked, given, on=ON).open] == ["b.y"]


@pytest.mark.rule("QST-05")
def test_a_constraint_is_silent_where_its_own_answer_is_missing() -> None:
    """A missing or wrong answer breaks no constraint, a false one does."""
    ends = Constraint(
        id="order", condition=when(field="p", equals=True), message="p comes first"
    )
    asked = asking(yes_no("p"), yes_no("q", constraints=(ends,)))
    assert check(asked, {"a": {"p": False}}, on=ON) == ()
    assert check(asked, {"a": {"q": False}}, on=ON) == ()
    wrong = {"a": {"p": False, "q": 1}}
    assert faults(check(asked, wrong, on=ON)) == [("a.q", "wrong-type")]
    broken = check(asked, {"a": {"p": False, "q": False}}, on=ON)
    assert faults(broken) == [("a.q", "constraint")]
    assert "p comes first" in broken[0].message


@pytest.mark.rule("QST-02")
def test_what_is_wrong_counts_as_missing_when_it_is_judged() -> None:
    """A vast number and a text for a number decide no criterion."""
    from partner_success.questionnaires import Criterion

    rule = Criterion(id="r", condition=when(field="x", at_least=1), message="too few")
    section = Section(id="a", title="A", fields=[WHOLE], criteria=[rule])
    asked = asking(sections=[section])
    for value in (10**400, "7", float("nan"), None):
        found = evaluate(asked, {"a": {"x": value}}, on=ON)
        assert found.sections[0].status == "pending"
        assert found.problems


# ------------------------------------------------------------- limits nobody can meet
@pytest.mark.rule("QST-01")
@pytest.mark.parametrize(
    "limits",
    [
        {"at_least": Decimal(10**15 + 1)},
        {"at_most": Decimal(-(10**15) - 1)},
        {"at_least": Decimal("0.15"), "at_most": Decimal("0.18"), "decimal_places": 1},
        {"at_least": Decimal(2), "at_most": Decimal(1), "decimal_places": 1},
        {"at_least": Decimal("NaN"), "at_most": Decimal(1), "decimal_places": 1},
    ],
    ids=str,
)
def test_limits_that_nothing_meets_are_refused(limits: dict[str, Any]) -> None:
    """A field that nobody could answer is found when the questionnaire is built."""
    field = NumberField(id="x", label="x?", unit="USD", **limits)
    with pytest.raises(InvalidModelError) as refused:
        asking(field)
    assert len(refused.value.problems) == 1


@pytest.mark.rule("QST-01")
def test_limits_that_something_meets_are_taken() -> None:
    """One number is enough, and a half-open field has the bound of all numbers."""
    for limits in (
        {"at_least": Decimal("0.2"), "at_most": Decimal("0.2"), "decimal_places": 1},
        {"at_least": Decimal(10**15)},
        {"at_most": Decimal(-(10**15))},
        {"at_least": Decimal(10**16), "at_most": Decimal(10**17)},
        {"at_least": Decimal(1), "decimal_places": 0},
    ):
        made: dict[str, Any] = limits
        asking(NumberField(id="x", label="x?", unit="USD", **made))
