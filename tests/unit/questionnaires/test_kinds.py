"""What was put together by hand is refused by place where it is of another kind."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from partner_success.errors import InvalidModelError
from partner_success.questionnaires import (
    Case,
    ChoiceField,
    Constraint,
    DateField,
    NumberField,
    TextField,
    WholeNumberField,
    YesNoField,
    check,
)
from tests.unit.questionnaires.building_blocks import (
    ON,
    asking,
    choices,
    when,
    yes,
    yes_no,
)

X: dict[str, Any] = {"id": "x", "label": "X"}
AT = datetime(2026, 3, 2, tzinfo=UTC)
TABLE = "a table of texts by language and place"


@pytest.mark.parametrize(
    ("kind", "part", "expected"),
    [
        (TextField, {"label": 3}, "text"),
        (TextField, {"required": "no"}, "True or False"),
        (TextField, {"most_characters": "5"}, "a whole number"),
        (TextField, {"most_characters": True}, "a whole number"),
        (TextField, {"pattern": 3}, "text or None"),
        (WholeNumberField, {"at_least": "1"}, "a whole number or None"),
        (WholeNumberField, {"at_least": 1.5}, "a whole number or None"),
        (NumberField, {"unit": "", "at_most": "1"}, "a number or None"),
        (NumberField, {"unit": "", "at_most": False}, "a number or None"),
        (DateField, {"earliest": "2026-01-01"}, "a datetime.date or None"),
        (DateField, {"earliest": AT}, "a datetime.date or None"),
        (DateField, {"type": "day"}, "'date'"),
        (YesNoField, {"words": ("Yes",)}, "a tuple of 2 texts or None"),
        (YesNoField, {"words": "Yes"}, "a tuple of 2 texts or None"),
        (
            YesNoField,
            {"visible_when": {"known": "y"}},
            "a condition, such as core.from_data({'known': 'signed'}) or None",
        ),
        (
            WholeNumberField,
            {"computed": yes("y")},
            "a value, such as core.value_from_data({'field': 'seats'}) or None",
        ),
        (YesNoField, {"constraints": [3]}, "a tuple of Constraint"),
        (YesNoField, {"constraints": 3}, "a tuple of Constraint"),
    ],
)
def test_a_part_of_another_kind_is_named(
    kind: Any, part: dict[str, Any], expected: str
) -> None:
    """The path leads to the part, and the text says what it should have been."""
    with pytest.raises(InvalidModelError) as raised:
        asking(kind(**{**X, **part}))
    (problem,) = raised.value.problems
    name = next(name for name in part if name != "unit")
    assert problem.path == f"sections[0].fields[0].{name}"
    assert (problem.code, problem.expected) == ("wrong-type", expected)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({"completed_by": "PSM"}, "a tuple of text"),
        ({"completed_by": [3]}, "a tuple of text"),
        ({"pass_policy": 3}, "PassPolicy or None"),
        ({"language": None}, "text"),
        ({"translations": 3}, TABLE),
        ({"translations": {"de": 3}}, TABLE),
        (
            {"translations": {"de": {"title": 3}}},
            "a table of texts by language and place",
        ),
    ],
)
def test_so_is_a_part_of_the_whole(part: dict[str, Any], expected: str) -> None:
    """What is wrong with the questionnaire itself has a path of one word."""
    with pytest.raises(InvalidModelError) as raised:
        asking(yes_no("x"), **part)
    (problem,) = raised.value.problems
    assert (problem.path, problem.expected) == (next(iter(part)), expected)


def test_records_within_records_are_looked_into() -> None:
    """A case and a constraint have kinds of their own."""
    wrong: Any = 3
    case = Case(choice=wrong, when=when(known="submitted_on"))
    constraint = Constraint(id="c", condition=wrong, message="m")
    field = ChoiceField(
        **X, choices=choices("a"), computed=[case], constraints=[constraint]
    )
    with pytest.raises(InvalidModelError) as raised:
        asking(field)
    assert [problem.path for problem in raised.value.problems] == [
        "sections[0].fields[0].constraints[0].condition",
        "sections[0].fields[0].computed[0].choice",
    ]


def test_lists_and_floats_are_taken_for_what_they_mean() -> None:
    """A list of roles is a tuple, and a limit of 0.1 is one tenth."""
    tenth = NumberField(**X, unit="%", at_least=0.1, at_most=1)
    questionnaire = asking(tenth, completed_by=["PSM", "PAM"])
    assert questionnaire.completed_by == ("PSM", "PAM")
    assert tenth.at_least == Decimal("0.1")
    for value in (0.1, Decimal("0.1"), 1):
        assert check(questionnaire, {"a": {"x": value}}, on=ON) == ()
    (problem,) = check(questionnaire, {"a": {"x": Decimal("0.09")}}, on=ON)
    assert problem.expected == "at least 0.1"
    assert asking(DateField(**X, latest=date(2026, 1, 1))).fields.ids == ("x",)
