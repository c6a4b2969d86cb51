"""What is accepted as an answer, and what is said of the rest."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

import partner_success as ps
from partner_success.errors import InvalidValueError
from partner_success.questionnaires import (
    AnyField,
    AttestationField,
    Case,
    ChoiceField,
    ChoicesField,
    Constraint,
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    RatingField,
    TextField,
    WholeNumberField,
    YesNoField,
    check,
    complete,
    translated,
)
from tests.unit.questionnaires.building_blocks import (
    ON,
    asking,
    choices,
    when,
    yes,
    yes_no,
)

TEXT = TextField(id="x", label="X", least_characters=2, most_characters=5)
LONG = LongTextField(id="x", label="X", least_characters=2, most_characters=9)
CODE = TextField(id="x", label="X", pattern=r"[A-Z]{2}-\d{2}")
EMAIL = EmailField(id="x", label="X")
DAY = DateField(id="x", label="X")
WHOLE = WholeNumberField(id="x", label="X", at_least=0, at_most=10)
NUMBER = NumberField(id="x", label="X", unit="%", decimal_places=1, at_most=Decimal(99))
FREE = NumberField(id="x", label="X", unit="m")
TRUTH = YesNoField(id="x", label="X")
WORDS = YesNoField(id="x", label="X", words=("Yes", "No"))
ONE = ChoiceField(id="x", label="X", choices=choices("gold", "silver"))
SEVERAL = ChoicesField(
    id="x", label="X", choices=choices("a", "b", "c"), at_least=2, at_most=2
)
RATING = RatingField(id="x", label="X")
OATH = AttestationField(id="x", label="X", statement="All of this is true.")


def codes(field: AnyField, value: Any, on: date = ON) -> list[str]:
    """The codes of what is wrong with an answer to one field."""
    found = check(asking(field), {"a": {"x": value}}, on=on)
    assert all(problem.path == "a.x" and problem.message for problem in found)
    return [problem.code for problem in found]


@pytest.mark.rule("QST-01", "QST-05")
@pytest.mark.parametrize(
    ("field", "value"),
    [
        (TEXT, "ab"),
        (TEXT, "abcde"),
        (TEXT, "é\u00a0ü"),
        (TEXT, "\u200b\u200b"),
        (LONG, "a\n\tb\r\nc"),
        (CODE, "DE-26"),
        (EMAIL, "ada@example.com"),
        (DAY, "2028-02-29"),
        (DAY, date(1, 1, 1)),
        (WHOLE, 0),
        (WHOLE, 10),
        (WHOLE, 3.0),
        (WHOLE, Decimal("3.00")),
        (NUMBER, 98.9),
        (NUMBER, 99),
        (NUMBER, Decimal("1.10")),
        (FREE, 1e-7),
        (FREE, -(10**15)),
        (TRUTH, False),
        (WORDS, "No"),
        (WORDS, True),
        (ONE, "gold"),
        (SEVERAL, ["c", "a"]),
        (SEVERAL, ("a", "b")),
        (RATING, 1),
        (RATING, 5.0),
        (OATH, True),
    ],
)
def test_a_fitting_answer_has_no_problem(field: AnyField, value: object) -> None:
    """What fits the type and the limits of its field is accepted."""
    assert codes(field, value) == []


@pytest.mark.rule("QST-01", "QST-05")
@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        (TEXT, 3, "wrong-type"),
        (TEXT, None, "wrong-type"),
        (TEXT, "a", "too-short"),
        (TEXT, "abcdef", "too-long"),
        (TEXT, "", "blank"),
        (TEXT, "  \u3000", "blank"),
        (TEXT, "    ", "blank"),
        (TEXT, "a\nb", "bad-text"),
        (TEXT, "ab\n", "bad-text"),
        (TEXT, "a\x00b", "bad-text"),
        (TEXT, "a\ud800", "bad-text"),
        (LONG, "a\x00b", "bad-text"),
        (LONG, "\n\n", "blank"),
        (LONG, "x" * 10, "too-long"),
        (LONG, "x\n" * 9, "too-long"),
        (CODE, "DE-2026", "no-match"),
        (CODE, "DE-٢٦", "no-match"),
        (EMAIL, "ada", "no-email"),
        (EMAIL, "ada@example.com\n", "no-email"),
        (EMAIL, f"{'a' * 250}@example.com", "too-long"),
        (EMAIL, 3, "wrong-type"),
        (DAY, "2027-02-30", "no-date"),
        (DAY, "2027-02-29", "no-date"),
        (DAY, "20270228", "no-date"),
        (DAY, "2027-W01-1", "no-date"),
        (DAY, "0000-01-01", "no-date"),
        (DAY, "2027-2-01x", "no-date"),
        (DAY, datetime(2027, 2, 1, tzinfo=UTC), "wrong-type"),
        (DAY, 20270201, "wrong-type"),
        (WHOLE, 3.9, "not-whole"),
        (WHOLE, "7", "wrong-type"),
        (WHOLE, True, "wrong-type"),
        (WHOLE, 11, "too-high"),
        (WHOLE, -1, "too-low"),
        (WHOLE, 10**400, "too-high"),
        (WHOLE, float("nan"), "not-finite"),
        (WHOLE, float("-inf"), "not-finite"),
        (NUMBER, 1.25, "too-many-decimals"),
        (NUMBER, 99.5, "too-high"),
        (NUMBER, "1.5", "wrong-type"),
        (FREE, Decimal("sNaN"), "not-finite"),
        (FREE, Decimal("1e-999999"), "too-many-decimals"),
        (FREE, Decimal("1e999999"), "too-high"),
        (FREE, -(10**15) - 1, "too-low"),
        (TRUTH, "no", "wrong-type"),
        (TRUTH, 1, "wrong-type"),
        (WORDS, "no", "wrong-type"),
        (WORDS, 0, "wrong-type"),
        (ONE, "GOLD", "unknown-choice"),
        (ONE, ["gold"], "wrong-type"),
        (SEVERAL, "ab", "wrong-type"),
        (SEVERAL, ["a"], "too-few"),
        (SEVERAL, [], "too-few"),
        (SEVERAL, ["a", "b", "c"], "too-many"),
        (SEVERAL, ["a", "a"], "double-choice"),
        (SEVERAL, ["a", "z"], "unknown-choice"),
        (SEVERAL, ["a", ["b"]], "wrong-type"),
        (SEVERAL, {"a": 1, "b": 2}, "wrong-type"),
        (RATING, 0, "too-low"),
        (RATING, 6, "too-high"),
        (RATING, 4.5, "not-whole"),
        (OATH, False, "not-attested"),
        (OATH, "true", "wrong-type"),
    ],
)
def test_an_unfitting_answer_has_one_problem(
    field: AnyField, value: object, code: str
) -> None:
    """Nothing is coerced, and each fault has its code."""
    assert codes(field, value) == [code]


@pytest.mark.rule("QST-01")
def test_days_have_limits_of_both_kinds() -> None:
    """A limit is a day, or counted from the day of the check; both are closed."""
    fixed = DateField(
        id="x", label="X", earliest=date(2026, 1, 1), latest=date(2026, 12, 31)
    )
    assert codes(fixed, "2025-12-31") == ["too-early"]
    assert codes(fixed, "2026-01-01") == codes(fixed, "2026-12-31") == []
    assert codes(fixed, "2027-01-01") == ["too-late"]
    moving = DateField(id="x", label="X", earliest_days=-1, latest_days=0)
    assert codes(moving, "2026-02-28") == ["too-early"]
    assert codes(moving, "2026-03-01") == codes(moving, "2026-03-02") == []
    assert codes(moving, "2026-03-03") == ["too-late"]
    assert codes(moving, "9999-12-31", on=date(9999, 12, 31)) == []
    late = DateField(id="x", label="X", latest_days=5)
    (problem,) = check(asking(late), {"a": {"x": "2026-03-08"}}, on=ON)
    assert problem.expected == "5 days after 2026-03-02 or earlier"
    (problem,) = check(asking(moving), {"a": {"x": "2026-01-01"}}, on=ON)
    assert problem.expected == "1 day before 2026-03-02 or later"
    (problem,) = check(asking(moving), {"a": {"x": "2026-04-01"}}, on=ON)
    assert problem.expected == "the day 2026-03-02 or earlier"


@pytest.mark.rule("QST-05")
def test_every_problem_is_named_at_once() -> None:
    """All faults come together, each with path, code, given and expected."""
    questionnaire = asking(
        yes_no("x", required=True), TextField(id="y", label="Y"), yes_no("z")
    )
    answers = {"a": {"y": 3, "z": "no", "zz": 1}, "aa": {}, "b": {}}
    found = check(questionnaire, answers, on=ON)
    assert [(each.path, each.code, each.given) for each in found] == [
        ("a.x", "missing", None),
        ("a.y", "wrong-type", "3"),
        ("a.z", "wrong-type", "'no'"),
        ("a.zz", "unknown-field", "'zz'"),
        ("aa", "unknown-section", "'aa'"),
        ("b", "unknown-section", "'b'"),
    ]
    assert "did you mean z?" in found[3].message
    assert "leave it out" in found[5].message
    assert found[0].message == "there is no answer to: x?"


@pytest.mark.rule("QST-05")
def test_many_unknown_fields_are_counted() -> None:
    """A form with a thousand strange fields is not answered with a thousand lines."""
    strange = {f"strange{place}": 1 for place in range(1_000)}
    found = check(asking(yes_no("x")), {"a": {**strange, 7: 1}}, on=ON)
    assert len(found) == 21
    assert (found[-1].path, found[-1].given) == ("a", "981 more")


@pytest.mark.rule("QST-05")
@pytest.mark.parametrize("answers", [3, None, [], "a", [("a", {})]])
def test_what_is_no_table_is_named(answers: Any) -> None:
    """Answers that are no table of sections are one problem, not many."""
    (problem,) = check(asking(yes_no("x", required=True)), answers, on=ON)
    assert (problem.path, problem.code) == ("", "wrong-type")


@pytest.mark.rule("QST-05")
@pytest.mark.parametrize("section", [3, None, [], "x"])
def test_a_section_that_is_no_table_is_named(section: Any) -> None:
    """A section that is no table is one problem, and what rests on it is left open."""
    questionnaire = asking(
        yes_no("x", required=True), yes_no("y", required=True, visible_when=yes("x"))
    )
    (problem,) = check(questionnaire, {"a": section}, on=ON)
    assert (problem.path, problem.code) == ("a", "wrong-type")


@pytest.mark.rule("QST-04", "QST-05")
def test_any_mapping_is_read() -> None:
    """Answers need not be dicts."""
    frozen = MappingProxyType({"a": MappingProxyType({"x": True})})
    assert check(asking(yes_no("x", required=True)), frozen, on=ON) == ()
    assert check(asking(yes_no("x")), ps.FrozenMap({}), on=ON) == ()


@pytest.mark.rule("QST-04")
def test_a_field_is_asked_while_its_condition_is_known_to_hold() -> None:
    """Hidden fields are not required, and an answer to one is an error."""
    questionnaire = asking(
        yes_no("x"), yes_no("y", required=True, visible_when=yes("x"))
    )

    def found(**answers: object) -> list[tuple[str, str]]:
        problems = check(questionnaire, {"a": answers}, on=ON)
        return [(each.path, each.code) for each in problems]

    assert found(x=True) == [("a.y", "missing")]
    assert found(x=True, y=False) == []
    assert found(x=False) == found() == []
    assert found(x=False, y=True) == [("a.y", "hidden-field")]
    assert found(y=True) == [("a.y", "hidden-field")]


@pytest.mark.rule("QST-04", "QST-05")
def test_what_rests_on_a_wrong_answer_is_left_open() -> None:
    """Whether a field is asked is not known where its condition's answer is wrong."""
    questionnaire = asking(
        yes_no("x"),
        yes_no("y", required=True, visible_when=yes("x")),
        yes_no("z", required=True, visible_when=yes("y")),
    )
    spoilt = {"a": {"x": "maybe", "y": True}}
    found = check(questionnaire, spoilt, on=ON)
    assert [(each.path, each.code) for each in found] == [("a.x", "wrong-type")]
    worse = {"a": {"x": "maybe", "y": 3}}
    assert [each.path for each in check(questionnaire, worse, on=ON)] == ["a.x", "a.y"]


@pytest.mark.rule("QST-04", "QST-06")
def test_hidden_answers_are_dropped_when_they_are_submitted() -> None:
    """Completing drops what is not asked, and then nothing is wrong with the rest."""
    questionnaire = asking(
        yes_no("x", required=True), yes_no("y", required=True, visible_when=yes("x"))
    )
    answers = {"a": {"x": False, "y": True}}
    ready = complete(questionnaire, answers, on=ON)
    assert ready.answers == {"a": {"x": False}}
    assert ready.dropped == ("a.y",)
    assert ready.problems == ()
    assert answers == {"a": {"x": False, "y": True}}
    assert complete(questionnaire, {}, on=ON).answers == {}


def test_what_is_submitted_is_plain() -> None:
    """Days become text, whole numbers int, others decimals without trailing zeros."""
    fields = {
        "day": DateField(id="day", label="D"),
        "whole": NumberField(id="whole", label="W", unit=""),
        "part": NumberField(id="part", label="P", unit=""),
        "tiny": NumberField(id="tiny", label="T", unit=""),
        "many": ChoicesField(id="many", label="M", choices=choices("a", "b")),
    }
    given = {
        "day": date(2026, 3, 1),
        "whole": Decimal("1E+2"),
        "part": Decimal("2.500"),
        "tiny": 1e-7,
        "many": ["b", "a"],
    }
    ready = complete(asking(*fields.values()), {"a": given}, on=ON)
    assert ready.problems == ()
    assert ready.answers["a"] == {
        "day": "2026-03-01",
        "whole": 100,
        "part": Decimal("2.5"),
        "tiny": Decimal("1E-7"),
        "many": ("b", "a"),
    }
    assert str(ready.answers["a"]["part"]) == "2.5"
    assert type(ready.answers["a"]["whole"]) is int


@pytest.mark.rule("QST-01", "QST-05")
def test_computed_answers_are_filled_in_and_never_contradicted() -> None:
    """What follows from other answers is computed, and another answer is an error."""
    questionnaire = asking(
        NumberField(id="part", label="Part", unit="USD"),
        NumberField(id="whole", label="Whole", unit="USD"),
        NumberField(
            id="share",
            label="Share",
            unit="%",
            decimal_places=2,
            required=True,
            computed=ps.core.Share(ps.core.Field("part"), ps.core.Field("whole")),
        ),
        DateField(id="closing", label="Closing"),
        WholeNumberField(
            id="days",
            label="Days",
            computed=ps.core.DaysBetween(
                ps.core.Field("submitted_on"), ps.core.Field("closing")
            ),
        ),
        yes_no("soon", computed=when(field="days", at_most=60)),
        ChoiceField(
            id="tier",
            label="Tier",
            choices=choices("high", "low"),
            computed=(
                Case(choice="high", when=when(field="share", at_least=10)),
                Case(choice="low", when=when(known="part")),
            ),
        ),
    )
    known = {"part": 1, "whole": 3, "closing": "2026-05-01"}
    ready = complete(questionnaire, {"a": known}, on=ON)
    assert ready.problems == ()
    assert ready.answers["a"] == {
        **known,
        "share": Decimal("33.33"),
        "days": 60,
        "soon": True,
        "tier": "high",
    }
    right = {**known, "share": 33.33, "days": 60, "soon": True, "tier": "high"}
    assert check(questionnaire, {"a": right}, on=ON) == ()
    wrong = {**known, "share": 33.3, "days": 61, "soon": False, "tier": "low"}
    found = check(questionnaire, {"a": wrong}, on=ON)
    assert [each.code for each in found] == ["contradicts"] * 4
    assert found[0].expected == "33.33"
    # Nothing to compute from: nothing is required, and any fitting answer stands.
    assert check(questionnaire, {}, on=ON) == ()
    zero = {"part": 2, "whole": 0, "share": 5}
    assert check(questionnaire, {"a": zero}, on=ON) == ()
    assert complete(questionnaire, {"a": {"whole": 0}}, on=ON).answers["a"] == {
        "whole": 0
    }


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (Decimal("0.125"), Decimal("12.5")),
        (Decimal("0.00125"), Decimal("0.13")),
        (Decimal("-0.00125"), Decimal("-0.13")),
        (1, 100),
    ],
)
def test_computed_numbers_round_halves_away_from_zero(
    part: Decimal, expected: Decimal
) -> None:
    """A computed number has the decimal places of its field, halves away from zero."""
    share = NumberField(
        id="share",
        label="Share",
        unit="%",
        decimal_places=2,
        computed=ps.core.Share(ps.core.Field("part"), ps.core.Literal(1)),
    )
    part_field = NumberField(id="part", label="Part", unit="")
    ready = complete(asking(part_field, share), {"a": {"part": part}}, on=ON)
    assert ready.answers["a"]["share"] == expected


@pytest.mark.rule("QST-05")
def test_constraints_compare_fields() -> None:
    """A constraint is broken where it is known not to hold, and says so there."""
    end = DateField(
        id="end",
        label="End",
        constraints=(
            Constraint(
                id="order",
                condition=when(field="end", at_least={"field": "start"}),
                message="the end lies before the start",
            ),
        ),
    )
    questionnaire = asking(end, DateField(id="start", label="Start"))
    answers = {"start": "2026-02-01", "end": "2026-01-01"}
    (problem,) = check(questionnaire, {"a": answers}, on=ON)
    assert (problem.path, problem.code) == ("a.end", "constraint")
    assert problem.message == "the end lies before the start"
    same = {"start": "2026-02-01", "end": "2026-02-01"}
    assert check(questionnaire, {"a": same}, on=ON) == ()
    assert check(questionnaire, {"a": {"end": "2026-01-01"}}, on=ON) == ()
    assert check(questionnaire, {"a": {"start": "2026-01-01"}}, on=ON) == ()


def test_a_day_is_needed() -> None:
    """A moment is no day, and no day is refused with what to give."""
    with pytest.raises(InvalidValueError, match="on"):
        check(asking(yes_no("x")), {}, on=datetime(2026, 3, 2, tzinfo=UTC))
    with pytest.raises(InvalidValueError, match="on"):
        check(asking(yes_no("x")), {}, on="2026-03-02")


@pytest.mark.rule("QST-05")
def test_messages_can_be_translated() -> None:
    """A translator's text gets what was given and expected; others stay English."""
    (problem,) = check(asking(WHOLE), {"a": {"x": 11}}, on=ON)
    german = {"too-high": "{given} ist zu viel: {expected}"}
    assert translated(problem, german) == "11 ist zu viel: at most 10"
    assert translated(problem, {}) == problem.message
    (missing,) = check(asking(yes_no("x", required=True)), {}, on=ON)
    assert translated(missing, {"missing": "fehlt{given}: {expected}"}) == "fehlt: x?"


def test_long_answers_are_cut_in_messages() -> None:
    """A problem never repeats a whole novel or a number of a million digits."""
    for field, value in (
        (ONE, "x" * 1_000_000),
        (FREE, Decimal(f"9e{10**6}")),
        (WHOLE, 10**5_000),
        (SEVERAL, ["a", "z" * 5_000]),
        (NUMBER, Decimal(f"1.{'1' * 500}")),
    ):
        (problem,) = check(asking(field), {"a": {"x": value}}, on=ON)
        assert len(str(problem)) < 300
        assert problem.given


def test_whether_a_wrong_answer_is_there_is_open() -> None:
    """A wrong answer is neither known nor missing, so nothing follows from it."""
    known, absent = when(known="x"), when(**{"not": {"known": "x"}})
    constraint = Constraint(id="both", condition=known, message="x is needed too")
    high = Case(choice="high", when=when(field="x", at_least=5))
    low = Case(choice="low", when=when(known="y"))
    questionnaire = asking(
        WholeNumberField(id="x", label="X"),
        yes_no("y", constraints=(constraint,)),
        yes_no("asked", required=True, visible_when=absent),
        yes_no("there", computed=known),
        ChoiceField(
            id="tier", label="T", choices=choices("high", "low"), computed=(high, low)
        ),
    )
    answers: dict[str, object] = {"y": True, "there": True, "tier": "high"}
    found = check(questionnaire, {"a": {**answers, "x": "many"}}, on=ON)
    assert [(each.path, each.code) for each in found] == [("a.x", "wrong-type")]
    # With no answer at all everything follows.
    found = check(questionnaire, {"a": answers}, on=ON)
    assert [(each.path, each.code) for each in found] == [
        ("a.asked", "missing"),
        ("a.there", "contradicts"),
        ("a.tier", "contradicts"),
        ("a.y", "constraint"),
    ]
