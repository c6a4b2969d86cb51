"""Questionnaires as JSON Schema and UI schema."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import jsonschema
import pytest

import partner_success as ps
from partner_success.core.expressions import (
    All,
    AtLeast,
    Compare,
    Condition,
    Curve,
    DaysBetween,
    Field,
    IsKnown,
    Literal,
    Not,
    Share,
)
from partner_success.core.expressions import Any as AnyOf
from partner_success.interop import FormSchema, form_schema
from partner_success.questionnaires import (
    AnyField,
    AttestationField,
    Case,
    Choice,
    ChoiceField,
    ChoicesField,
    Constraint,
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    Questionnaire,
    RatingField,
    Section,
    TextField,
    WholeNumberField,
    YesNoField,
    check,
)

ON = date(2026, 3, 2)
CHOICES = [Choice(id="ant", label="An ant"), Choice(id="bee", label="A bee")]
Validator = jsonschema.Draft202012Validator

pytestmark = pytest.mark.rule("QST-11")


def asked(*sections: Iterable[AnyField]) -> Questionnaire:
    """Make a questionnaire of fields, with sections s0, s1 and so on."""
    return Questionnaire(
        id="plan",
        version="2.0.1",
        title="Plan",
        help="What comes.",
        sections=[
            Section(id=f"s{place}", title=f"Part {place}", fields=fields)
            for place, fields in enumerate(sections)
        ],
    )


@attrs.frozen
class Both:
    """The schema of a questionnaire and its check, as one judge.

    Attributes:
        questionnaire: What is asked.
        alone: Whether nothing is left to the check, so that they must agree.
    """

    questionnaire: Questionnaire
    alone: bool = True
    schemas: list[Any] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        schema = form_schema(self.questionnaire).schema
        # With and without an assertion of formats the schema says the same.
        checkers = (None, Validator.FORMAT_CHECKER)
        found = [Validator(schema, format_checker=each) for each in checkers]
        object.__setattr__(self, "schemas", found)

    def accepts(self, answers: Any) -> bool:
        """Say whether the schema accepts answers, once it agrees with the check."""
        found, asserted = (schema.is_valid(answers) for schema in self.schemas)
        problems = check(self.questionnaire, answers, on=ON)
        assert found is asserted
        assert found or problems
        assert not self.alone or found is (not problems), problems
        return found


def left(form: FormSchema) -> list[str]:
    """Give what is left to the check, as texts."""
    return [str(each) for each in form.left_to_check]


def equals(name: str, value: Any) -> Condition:
    """Make a comparison with a constant."""
    return Compare(Field(name), "equals", Literal(value))


def test_names_the_questionnaire() -> None:
    """The schema carries dialect, id with version, titles and help."""
    field = TextField(id="goal", label="Goal", help="In a word.")
    form = form_schema(asked([field]))
    schema = form.schema
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:partner-success:questionnaire:plan:2.0.1"
    assert (schema["title"], schema["description"]) == ("Plan", "What comes.")
    section = schema["properties"]["s0"]
    assert (section["title"], "description" in section) == ("Part 0", False)
    goal = section["properties"]["goal"]
    assert (goal["title"], goal["description"]) == ("Goal", "In a word.")
    assert json.loads(json.dumps(attrs.asdict(form)["schema"])) == schema


def test_what_it_gives_can_be_changed() -> None:
    """Whoever changes the dictionaries changes nothing for the next caller."""
    questionnaire = asked([TextField(id="goal", label="Goal")])
    first = form_schema(questionnaire)
    first.schema["properties"].clear()
    assert form_schema(questionnaire).schema["properties"]


@pytest.mark.parametrize(
    ("answers", "fine"),
    [
        ({"s0": {"a": "x"}}, True),
        ({"s0": {"a": "x"}, "s1": {}}, True),
        ({"s0": {"a": "x"}, "s1": None}, False),
        ({"s0": {"a": "x"}, "s2": {}}, False),
        ({"s0": {"a": "x", "b": "x"}}, False),
        ({"s0": {}}, False),
        ({}, False),
        ([], False),
    ],
)
def test_sections_and_fields_are_bounded(answers: Any, fine: bool) -> None:
    """A section with a required field is required; what nobody asks is refused."""
    questionnaire = asked(
        [TextField(id="a", label="A", required=True)], [TextField(id="b", label="B")]
    )
    assert Both(questionnaire).accepts(answers) is fine


@pytest.mark.parametrize("more", [0, 1, 2])
def test_a_section_is_required_for_what_is_asked_without_answers(more: int) -> None:
    """A field whose condition holds of no answers at all makes its section needed."""
    unless = Not(IsKnown(Field("a")))
    asks = [
        TextField(id=f"b{n}", label="B", visible_when=unless, required=True)
        for n in range(more)
    ]
    both = Both(asked([TextField(id="a", label="A"), *asks]))
    needed = dict.fromkeys([each.id for each in asks], "x")
    assert both.accepts({}) is (more == 0)
    assert both.accepts({"s0": {"a": "x"}})
    assert both.accepts({"s0": needed})
    both.accepts({"s0": {}})


TEXT = TextField(id="f", label="F", least_characters=2, most_characters=4)
CODE = TextField(id="f", label="F", pattern="[A-Z]{2}-[0-9]+")
LINES = LongTextField(id="f", label="F", most_characters=5)
MAIL = EmailField(id="f", label="F")
DAY = DateField(id="f", label="F", earliest=date(2024, 2, 29), latest=date(2026, 3, 10))
WHOLE = WholeNumberField(id="f", label="F", at_most=9)
NUMBER = NumberField(id="f", label="F", unit="%", at_least=Decimal("0.1"))
NO_PLACES = NumberField(id="f", label="F", unit="%", decimal_places=0)
YES = YesNoField(id="f", label="F")
WORDS = YesNoField(id="f", label="F", words=("Yes.", "No|[n]"))
ONE = ChoiceField(id="f", label="F", choices=CHOICES)
MANY = ChoicesField(id="f", label="F", choices=CHOICES)
BOTH = ChoicesField(id="f", label="F", choices=CHOICES, at_least=2, at_most=2)
RATING = RatingField(id="f", label="F")
SURE = AttestationField(id="f", label="F", statement="So it is.")


@pytest.mark.parametrize(
    ("field", "right", "wrong"),
    [
        (
            TEXT,
            ["ab", "😀😀😀😀"],
            ["a", "abcde", "  ", "a\n", "a\u2028", "\ud83dx", 12],
        ),
        (CODE, ["AB-1"], ["xAB-1", "AB-1x", "AB-1\n", "AB-"]),
        (LINES, ["a\nb", "\ta"], ["", "\n\t", "\u00a0\ufeff", "a\x0b", "abcdef"]),
        (MAIL, ["a.b@c-d.org"], ["a@b", "a b@c.org", "@c.org", "a@c.org\n"]),
        (MAIL, ["a" * 246 + "@abc.org"], ["a" * 247 + "@abc.org"]),
        (DAY, ["2024-02-29", "2025-12-31", "2026-03-10"], ["2024-02-28", "2026-03-11"]),
        (DAY, ["2026-02-28"], ["2026-02-29", "2025-02-30", "2025-04-31", "2025-13-01"]),
        (DAY, [], ["2026-3-1", "20260301", "2026-03-01\n", "2026-03-01T00:00", 2026]),
        (WHOLE, [9, -(10**15), 3.0], [10, -(10**15) - 1, 3.5, "3", True]),
        (NUMBER, [0.1, 10**15, 5], [0.09999999999999999, 10**15 + 1, "1"]),
        (NO_PLACES, [2, 2.0], [2.5]),
        (YES, [True, False], ["Yes", 1, 0]),
        (WORDS, [True, False, "Yes.", "No|[n]"], ["Yes", "Yesx", "No", "Yes.\n", 1]),
        (ONE, ["ant"], ["An ant", "cow", ["ant"]]),
        (MANY, [["ant"], ["bee", "ant"]], [[], ["ant", "ant"], ["cow"], "ant"]),
        (BOTH, [["bee", "ant"]], [["ant"]]),
        (RATING, [1, 5, 3.0], [0, 6, 2.5, "3", True]),
        (SURE, [True], [False, "true", 1]),
    ],
)
def test_answers_of_each_kind(
    field: AnyField, right: list[Any], wrong: list[Any]
) -> None:
    """Of a field of each kind the schema accepts what the check accepts."""
    both = Both(asked([field]))
    assert form_schema(both.questionnaire).left_to_check == ()
    for answer in right:
        assert both.accepts({"s0": {"f": answer}}), answer
    for answer in (*wrong, None, {}):
        assert not both.accepts({"s0": {"f": answer}}), answer


@pytest.mark.parametrize(
    "limit", ["0.1", "0.10000000000000000000001", "1E-400", "1E+20"]
)
def test_limits_of_many_digits(limit: str) -> None:
    """A limit that no double is keeps its side of it."""
    low = NumberField(
        id="f", label="F", unit="%", at_least=Decimal(limit), at_most=10**21
    )
    high = NumberField(id="f", label="F", unit="%", at_most=Decimal(limit))
    near = float(limit)
    for both in (Both(asked([low])), Both(asked([high]))):
        for answer in (near, near * (1 + 2**-52), near * (1 - 2**-52), 5e-324):
            both.accepts({"s0": {"f": answer}})


CONDITIONS = [
    equals("text", "ant"),
    Not(equals("text", "ant")),
    Compare(Field("text"), "not_equals", Literal("ant")),
    Compare(Literal("ant"), "equals", Field("text")),
    Compare(Field("text"), "one_of", Literal(("ant", "bee"))),
    Compare(Literal(("ant", "bee")), "contains", Field("text")),
    Compare(Literal(("ant", "bee")), "not_contains", Field("text")),
    Compare(Field("many"), "contains", Literal("ant")),
    Compare(Field("many"), "not_contains", Literal("ant")),
    Compare(Literal("ant"), "one_of", Field("many")),
    equals("yes", True),
    equals("yes", False),
    Compare(Field("yes"), "one_of", Literal((True, False))),
    equals("day", ON),
    *(
        Compare(Field(name), word, Literal(value))
        for name, value in (("day", ON), ("number", Decimal("2.5")))
        for word in ("less_than", "at_most", "greater_than", "at_least")
    ),
    Compare(Literal(ON), "less_than", Field("day")),
    Compare(Literal(3), "at_least", Field("number")),
    Compare(Field("number"), "one_of", Literal((2, Decimal("2.5")))),
    IsKnown(Field("text")),
    Not(IsKnown(Field("text"))),
    IsKnown(Literal(1)),
    Compare(Literal(1), "equals", Literal(1)),
    Compare(Literal(1), "equals", Literal(2)),
    All([equals("text", "ant"), equals("yes", True)]),
    AnyOf([equals("text", "ant"), Not(equals("yes", True))]),
    Not(All([equals("text", "ant"), equals("yes", True)])),
    Not(AnyOf([equals("text", "ant"), equals("yes", True)])),
    *(
        form
        for count in (1, 2, 3)
        for each in [
            AtLeast(
                count, [equals("text", "ant"), equals("yes", True), equals("day", ON)]
            )
        ]
        for form in (each, Not(each))
    ),
]
ANSWERS: list[dict[str, Any]] = [
    {},
    {"text": "ant"},
    {"text": "bee", "many": ["ant"]},
    {"text": "cat", "many": ["bee"], "yes": "Yes"},
    {"text": "ant", "yes": True, "day": "2026-03-02"},
    {"yes": False, "day": "2026-03-01", "number": 2.5},
    {"yes": "No", "day": "2025-11-30", "number": 2},
    {"text": "ant", "day": "2026-10-05", "number": 3.25},
    {"text": "cow", "yes": False, "day": "0999-03-09"},
]


ALONE = [All([equals("text", "ant")]), Not(AtLeast(1, [equals("text", "ant")]))]


def _facts() -> list[AnyField]:
    return [
        TextField(id="text", label="Text"),
        ChoicesField(id="many", label="Many", choices=CHOICES),
        YesNoField(id="yes", label="Yes", words=("Yes", "No")),
        DateField(id="day", label="Day"),
        NumberField(id="number", label="Number", unit="%"),
    ]


@pytest.mark.parametrize("condition", [*CONDITIONS, *ALONE], ids=str)
@pytest.mark.parametrize("apart", [False, True], ids=["one section", "two sections"])
@pytest.mark.parametrize("required", [False, True], ids=["optional", "required"])
def test_a_field_is_asked_while_its_condition_holds(
    condition: Condition, apart: bool, required: bool
) -> None:
    """Answered or not, or left out with its section, it is judged by both alike."""
    then = TextField(id="then", label="T", visible_when=condition, required=required)
    sections = [_facts(), [then]] if apart else [[*_facts(), then]]
    both = Both(asked(*sections))
    assert form_schema(both.questionnaire).left_to_check == ()
    for answers in ANSWERS:
        own = "s1" if apart else "s0"
        answered = {"s0": answers, own: {**({} if apart else answers), "then": "x"}}
        both.accepts(answered)
        both.accepts({"s0": answers})
        both.accepts({"s0": answers, **({"s1": {}} if apart else {})})
    both.accepts({})


@pytest.mark.parametrize("condition", [*CONDITIONS, *ALONE], ids=str)
@pytest.mark.parametrize("apart", [False, True], ids=["one section", "two sections"])
def test_a_constraint_must_not_be_false(condition: Condition, apart: bool) -> None:
    """A constraint refuses once its field is answered and it is known not to hold."""
    limit = Constraint(id="c", condition=condition, message="That cannot be.")
    then = TextField(id="then", label="T", constraints=[limit])
    sections = [_facts(), [then]] if apart else [[*_facts(), then]]
    both = Both(asked(*sections))
    assert form_schema(both.questionnaire).left_to_check == ()
    for answers in ANSWERS:
        own = "s1" if apart else "s0"
        answered = {"s0": answers, own: {**({} if apart else answers), "then": "x"}}
        both.accepts(answered)
        assert both.accepts({"s0": answers})


def test_a_constraint_keeps_its_message() -> None:
    """The message stands beside the schema that refuses."""
    limit = Constraint(id="c", condition=equals("f", "x"), message="Only x.")
    field = TextField(id="f", label="F", constraints=[limit])
    section = form_schema(asked([field])).schema["properties"]["s0"]
    assert [each["$comment"] for each in section["allOf"]] == ["Only x."]


def _conditional(condition: Condition) -> AnyField:
    return TextField(id="then", label="T", visible_when=condition, required=True)


MANY_PARTS = [Compare(Field("n"), "at_least", Literal(n)) for n in range(20)]


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        (
            Compare(Field("submitted_on"), "at_least", Literal(ON)),
            "the day of the check",
        ),
        (Compare(Field("n"), "equals", Field("m")), "a comparison of two answers"),
        (equals("tier", "ant"), "the computed answer s0.tier"),
        (IsKnown(Share(Field("n"), Field("m"))), "a number computed from answers"),
        (
            Compare(Curve(Field("n"), [(0, 0), (1, 9)]), "at_least", Literal(3)),
            "a number computed from answers",
        ),
        (
            Compare(DaysBetween(Field("d"), Literal(ON)), "at_least", Literal(3)),
            "a number computed from answers",
        ),
        (Not(AtLeast(10, MANY_PARTS)), "a count over many conditions"),
    ],
)
def test_what_a_condition_leaves_to_the_check(condition: Condition, why: str) -> None:
    """Where no schema can tell, the field may be answered or not, and it is named."""
    case = Case(choice="ant", when=Compare(Field("n"), "at_least", Literal(3)))
    facts: list[AnyField] = [
        WholeNumberField(id="n", label="N"),
        WholeNumberField(id="m", label="M"),
        DateField(id="d", label="D"),
        ChoiceField(id="tier", label="Tier", choices=CHOICES, computed=[case]),
    ]
    limit = Constraint(id="c", condition=condition, message="That cannot be.")
    questionnaire = asked(
        [
            *facts,
            _conditional(condition),
            TextField(id="x", label="X", constraints=[limit]),
        ]
    )
    assert left(form_schema(questionnaire))[1:] == [
        f"s0.then: whether it is asked, which rests on {why}",
        f"s0.x: the constraint c, which rests on {why}",
    ]
    both = Both(questionnaire, alone=False)
    for answers in ({"n": 1}, {"n": 5, "m": 5, "d": "2026-01-01"}):
        both.accepts({"s0": answers})
        assert both.accepts({"s0": {**answers, "then": "a"}})


def test_a_short_count_is_expressed() -> None:
    """A count that stays small is no obstacle, nor is one that all must meet."""
    facts = WholeNumberField(id="n", label="N")
    for count, parts in ((2, MANY_PARTS[:4]), (20, MANY_PARTS), (1, MANY_PARTS)):
        questionnaire = asked([facts, _conditional(AtLeast(count, parts))])
        assert form_schema(questionnaire).left_to_check == ()


@pytest.mark.parametrize(
    ("field", "what"),
    [
        (
            NumberField(id="f", label="F", unit="%", decimal_places=2),
            ["s0.f: at most 2 digits after the point"],
        ),
        (
            DateField(id="f", label="F", earliest_days=-30, latest_days=1),
            [
                "s0.f: 30 days before the day of the check, or later",
                "s0.f: 1 day after the day of the check, or earlier",
            ],
        ),
        (
            DateField(id="f", label="F", latest_days=0),
            ["s0.f: the day of the check, or earlier"],
        ),
        (
            YesNoField(
                id="f",
                label="F",
                computed=IsKnown(Literal(1)),
                required=True,
                constraints=[
                    Constraint(id="c", condition=IsKnown(Literal(1)), message="No.")
                ],
            ),
            [
                "s0.f: the value that follows from other answers",
                "s0.f: the constraint c, which rests on the computed answer s0.f",
            ],
        ),
    ],
)
def test_what_a_field_leaves_to_the_check(field: AnyField, what: list[str]) -> None:
    """Places, days counted from the check and computed answers are named."""
    form = form_schema(asked([field]))
    assert left(form) == what
    assert Both(asked([field]), alone=False).accepts({"s0": {}})


def test_a_computed_field_is_shown_and_not_asked() -> None:
    """It is read-only in both schemas and never required."""
    field = YesNoField(id="f", label="F", required=True, computed=IsKnown(Literal(1)))
    form = form_schema(asked([field]))
    section = form.schema["properties"]["s0"]
    assert section["properties"]["f"]["readOnly"] is True
    assert "required" not in section
    assert form.ui_schema["s0"]["f"]["ui:readonly"] is True


def test_how_fields_are_shown() -> None:
    """The UI schema has the order, a widget for each kind, labels and hints."""
    fields = [
        TextField(id="text", label="Text", placeholder="AB-1"),
        LongTextField(id="lines", label="Lines"),
        EmailField(id="mail", label="Mail"),
        DateField(id="day", label="Day"),
        WholeNumberField(id="whole", label="Whole", unit="people"),
        NumberField(id="number", label="Number", unit="%"),
        YesNoField(id="yes", label="Yes"),
        YesNoField(id="words", label="Words", words=("Ja", "Nein")),
        ChoiceField(id="one", label="One", choices=CHOICES),
        ChoicesField(id="many", label="Many", choices=CHOICES),
        RatingField(id="rating", label="Rating", lowest_label="bad"),
        AttestationField(id="sure", label="Sure", statement="It is.", help="Ask."),
    ]
    form = form_schema(asked(fields))
    assert form.ui_schema["ui:order"] == ["s0"]
    shown = form.ui_schema["s0"]
    assert shown.pop("ui:order") == [field.id for field in fields]
    assert shown == {
        "text": {"ui:widget": "text", "ui:placeholder": "AB-1"},
        "lines": {"ui:widget": "textarea"},
        "mail": {"ui:widget": "email"},
        "day": {"ui:widget": "date"},
        "whole": {"ui:widget": "updown"},
        "number": {"ui:widget": "text"},
        "yes": {"ui:widget": "radio"},
        "words": {"ui:widget": "radio", "ui:enumNames": ["Ja", "Nein"]},
        "one": {"ui:widget": "select", "ui:enumNames": ["An ant", "A bee"]},
        "many": {"ui:widget": "checkboxes", "ui:enumNames": ["An ant", "A bee"]},
        "rating": {
            "ui:widget": "radio",
            "ui:enumNames": ["1: bad", "2", "3", "4", "5"],
        },
        "sure": {"ui:widget": "checkbox", "ui:help": "Ask."},
    }
    titles = form.schema["properties"]["s0"]["properties"]
    assert titles["whole"]["title"] == "Whole (people)"
    assert titles["number"]["title"] == "Number (%)"
    assert titles["sure"]["description"] == "It is."


def test_every_standard_questionnaire_has_a_schema(rules: ps.Rulebook) -> None:
    """Each is valid JSON Schema, and refuses an empty form where the check does."""
    for questionnaire in rules.questionnaires:
        form = form_schema(questionnaire)
        Validator.check_schema(form.schema)
        problems = check(questionnaire, {}, on=ON)
        assert Validator(form.schema).is_valid({}) is (not problems)
        assert form.ui_schema["ui:order"] == list(questionnaire.sections.ids)
