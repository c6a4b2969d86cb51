"""A questionnaire that cannot be meant is refused with every fault at once."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from partner_success.core import (
    All,
    Curve,
    DaysBetween,
    Field,
    FrozenMap,
    Literal,
    Share,
)
from partner_success.errors import InvalidModelError, UnknownNameError
from partner_success.interop import structure, unstructure
from partner_success.questionnaires import (
    AnyField,
    AttestationField,
    Case,
    Choice,
    ChoiceField,
    ChoicesField,
    Constraint,
    Criterion,
    DateField,
    LongTextField,
    NumberField,
    PassPolicy,
    Questionnaire,
    Section,
    TextField,
    WholeNumberField,
    YesNoField,
    check,
)
from tests.unit.questionnaires.building_blocks import (
    ON,
    asking,
    choices,
    must,
    when,
    yes,
    yes_no,
)


def faults(*fields: Any, **more: Any) -> list[tuple[str, str]]:
    """The paths and codes of what is wrong with a questionnaire of one section."""
    with pytest.raises(InvalidModelError) as raised:
        asking(*fields, **more)
    assert all(problem.message for problem in raised.value.problems)
    return [(problem.path, problem.code) for problem in raised.value.problems]


def field_fault(field: AnyField) -> tuple[str, str]:
    """The one fault of a single field, its path below the field."""
    ((path, code),) = faults(field)
    return path.removeprefix("sections[0].fields[0]."), code


@pytest.mark.rule("QST-01")
@pytest.mark.parametrize(
    ("field", "path", "code"),
    [
        (yes_no("-x"), "id", "bad-id"),
        (yes_no("submitted_on"), "id", "reserved-id"),
        (YesNoField(id="x", label=" "), "label", "no-text"),
        (
            TextField(id="x", label="X", least_characters=0),
            "most_characters",
            "wrong-order",
        ),
        (
            LongTextField(id="x", label="X", most_characters=100_001),
            "most_characters",
            "wrong-order",
        ),
        (TextField(id="x", label="X", pattern="(a+)+"), "pattern", "too-much-work"),
        (
            DateField(
                id="x", label="X", earliest=date(2026, 2, 1), latest=date(2026, 1, 1)
            ),
            "latest",
            "wrong-order",
        ),
        (
            DateField(id="x", label="X", earliest_days=1, latest_days=0),
            "latest_days",
            "wrong-order",
        ),
        (
            WholeNumberField(id="x", label="X", at_least=2, at_most=1),
            "at_most",
            "wrong-order",
        ),
        (
            NumberField(id="x", label="X", unit="", at_least=Decimal("NaN")),
            "at_least",
            "not-finite",
        ),
        (
            NumberField(id="x", label="X", unit="", decimal_places=16),
            "decimal_places",
            "bad-count",
        ),
        (
            NumberField(id="x", label="X", unit="", computed=Literal(1)),
            "decimal_places",
            "missing-places",
        ),
        (
            WholeNumberField(id="x", label="X", computed=Literal("a")),
            "computed",
            "type-mismatch",
        ),
        (
            WholeNumberField(id="x", label="X", computed=Field("submitted_on")),
            "computed",
            "type-mismatch",
        ),
        (YesNoField(id="x", label="X", words=("Yes", "Yes")), "words", "bad-words"),
        (YesNoField(id="x", label="X", words=("Yes", " ")), "words", "bad-words"),
        (ChoiceField(id="x", label="X", choices=[]), "choices", "empty"),
        (
            ChoiceField(id="x", label="X", choices=choices("a ")),
            "choices[0].id",
            "bad-code",
        ),
        (
            ChoiceField(id="x", label="X", choices=[Choice(id="a", label="")]),
            "choices[0].label",
            "no-text",
        ),
        (
            ChoicesField(id="x", label="X", choices=choices("a"), at_most=2),
            "at_most",
            "wrong-order",
        ),
        (
            ChoicesField(id="x", label="X", choices=choices("a"), at_least=0),
            "at_most",
            "wrong-order",
        ),
        (AttestationField(id="x", label="X", statement=""), "statement", "no-text"),
        (yes_no("x", visible_when=yes("y")), "visible_when.field", "unknown-field"),
        (
            yes_no("x", visible_when=when(field="submitted_on", equals=True)),
            "visible_when",
            "type-mismatch",
        ),
        (yes_no("x", computed=yes("z")), "computed.field", "unknown-field"),
        (
            ChoiceField(
                id="x",
                label="X",
                choices=choices("a"),
                computed=(Case(choice="b", when=when(known="submitted_on")),),
            ),
            "computed[0].choice",
            "unknown-choice",
        ),
        (
            ChoiceField(
                id="x",
                label="X",
                choices=choices("a"),
                computed=(Case(choice="a", when=yes("z")),),
            ),
            "computed[0].when.field",
            "unknown-field",
        ),
        (
            yes_no(
                "x", constraints=(Constraint(id="c", condition=yes("z"), message="m"),)
            ),
            "constraints[0].condition.field",
            "unknown-field",
        ),
        (
            yes_no(
                "x", constraints=(Constraint(id="c", condition=yes("x"), message=""),)
            ),
            "constraints[0].message",
            "no-text",
        ),
        (
            yes_no(
                "x", constraints=(Constraint(id=" ", condition=yes("x"), message="m"),)
            ),
            "constraints[0].id",
            "bad-id",
        ),
    ],
)
def test_a_field_that_cannot_be_meant_is_refused(
    field: AnyField, path: str, code: str
) -> None:
    """Each fault of a field is named by its path and code."""
    assert field_fault(field) == (path, code)


@pytest.mark.rule("QST-01", "QST-04")
def test_conditions_rest_on_what_was_answered_before() -> None:
    """A condition on a later field, and a circle of them, are both named."""
    found = faults(
        yes_no("a", visible_when=yes("c")),
        yes_no("b", computed=yes("a")),
        yes_no("c", visible_when=yes("b")),
        yes_no("d", visible_when=yes("d")),
    )
    assert found == [
        ("sections[0].fields[0].visible_when.field", "later-field"),
        ("sections[0].fields[3].visible_when.field", "later-field"),
        ("sections[0].fields[0]", "cycle"),
        ("sections[0].fields[3]", "cycle"),
    ]
    with pytest.raises(InvalidModelError, match="a on c on b on a"):
        asking(
            yes_no("a", visible_when=yes("c")),
            yes_no("b", computed=yes("a")),
            yes_no("c", visible_when=yes("b")),
        )


@pytest.mark.rule("QST-04")
def test_conditions_of_one_field_upon_several_are_no_circle() -> None:
    """Two ways from one field to another are no circle."""
    questionnaire = asking(
        yes_no("a"),
        yes_no("b", visible_when=yes("a")),
        yes_no("c", visible_when=All([yes("a"), yes("b")])),
        yes_no("d", computed=All([yes("c"), yes("b")])),
    )
    assert check(questionnaire, {}, on=ON) == ()


@pytest.mark.rule("QST-01", "QST-02")
def test_conditions_name_choices_that_there_are() -> None:
    """A condition on a code that nobody can choose is named, with the near misses."""
    tier = ChoiceField(id="tier", label="Tier", choices=choices("gold", "silver"))
    many = ChoicesField(id="many", label="Many", choices=choices("a", "b"))
    found = faults(
        tier,
        many,
        yes_no("x", visible_when=when(field="tier", equals="golden")),
        yes_no("y", visible_when=when(field="many", contains="z")),
        yes_no("z", visible_when=when(field="tier", one_of=["gold", "iron"])),
    )
    assert [code for _, code in found] == ["unknown-choice"] * 3
    asking(tier, many, yes_no("x", visible_when=when(field="tier", equals="gold")))


@pytest.mark.rule("QST-01", "QST-02", "QST-03")
def test_every_fault_of_a_questionnaire_is_named_at_once() -> None:
    """Ids, names, roles, sections, criteria and policy are judged together."""
    sections = [
        Section(
            id="a", title="A", fields=[yes_no("x")], criteria=[must("x"), must("y")]
        ),
        Section(
            id="b c",
            title="",
            fields=[yes_no("x")],
            criteria=[must("x")],
            reviewed=True,
        ),
        Section(id="d", title="D", fields=[]),
    ]
    with pytest.raises(InvalidModelError) as raised:
        Questionnaire(
            id="",
            version="1.0",
            title="",
            sections=sections,
            completed_by=("PSM", " "),
            pass_policy=PassPolicy(at_least=3, qualifies_when=yes("zz")),
        )
    assert [(each.path, each.code) for each in raised.value.problems] == [
        ("id", "bad-id"),
        ("version", "bad-version"),
        ("title", "no-text"),
        ("completed_by[1]", "no-text"),
        ("sections[0].fields[0].id", "duplicate-id"),
        ("sections[0].criteria[0].id", "duplicate-id"),
        ("sections[1].id", "bad-id"),
        ("sections[1].title", "no-text"),
        ("sections[1].reviewed", "judged-twice"),
        ("sections[1].fields[0].id", "duplicate-id"),
        ("sections[1].criteria[0].id", "duplicate-id"),
        ("sections[2].fields", "empty"),
        ("sections[0].criteria[1].condition.field", "unknown-field"),
        ("pass_policy.qualifies_when.field", "unknown-field"),
        ("pass_policy.at_least", "bad-count"),
    ]


@pytest.mark.rule("QST-03")
def test_a_policy_needs_something_to_judge() -> None:
    """A policy without judged sections and without a rule of its own is refused."""
    assert faults(yes_no("x"), pass_policy=PassPolicy()) == [
        ("pass_policy", "nothing-judged")
    ]
    rule = PassPolicy(qualifies_when=yes("x"))
    assert asking(yes_no("x"), pass_policy=rule).pass_policy == rule


def test_a_questionnaire_asks_something() -> None:
    """A questionnaire without sections is refused."""
    assert faults(sections=[]) == [("sections", "empty")]


@pytest.mark.parametrize("wrong", [[{"id": "a"}], [3], 3, choices("a")])
def test_what_is_no_section_or_field_is_refused_first(wrong: Any) -> None:
    """Records of another kind are named before anything is asked of them."""
    path = "" if wrong == 3 else "[0]"
    assert faults(sections=wrong) == [(path, "wrong-type")]
    with pytest.raises(InvalidModelError, match="this is no field; give one of Text"):
        Section(id="a", title="A", fields=wrong)
    with pytest.raises(InvalidModelError, match="this is no criterion; give Criterion"):
        Section(id="a", title="A", fields=[yes_no("x")], criteria=wrong)


def test_constraints_have_ids_of_their_own() -> None:
    """Two constraints of a field share no id."""
    constraint = Constraint(id="c", condition=yes("x"), message="m")
    assert [code for _, code in faults(yes_no("x", constraints=(constraint,) * 2))] == [
        "duplicate-id"
    ] * 2


def test_computed_numbers_are_numbers() -> None:
    """Shares, days and curves are numbers, and number fields are."""
    share = Share(Literal(1), Literal(2))
    curve = Curve(Field("part"), [(0, 0), (1, 1)])
    days = DaysBetween(Field("submitted_on"), Field("submitted_on"))
    fields = (
        NumberField(id="part", label="P", unit=""),
        NumberField(
            id="same", label="S", unit="", decimal_places=0, computed=Field("part")
        ),
        *(
            NumberField(
                id=f"n{place}", label="N", unit="", decimal_places=2, computed=value
            )
            for place, value in enumerate((share, curve, days))
        ),
    )
    assert len(asking(*fields).fields) == 5


GERMAN = {
    "title": "Vertrag",
    "sections.a.title": "Unterschrift",
    "fields.x.label": "Ist er unterschrieben?",
    "fields.y.choices.gold": "Gold",
    "fields.x.constraints.c": "das geht nicht",
}


def translated(**translations: Any) -> Questionnaire:
    """A questionnaire with translations."""
    constraint = Constraint(id="c", condition=yes("x"), message="not so")
    x = yes_no("x", constraints=(constraint,))
    y = ChoiceField(id="y", label="Y", help="Help", choices=choices("gold", "iron"))
    section = Section(id="a", title="A", fields=[x, y], criteria=[must("x")])
    return Questionnaire(
        id="q",
        version="1.0.0",
        title="Q",
        sections=[section],
        translations={
            tag.replace("_", "-"): each for tag, each in translations.items()
        },
    )


@pytest.mark.rule("QST-01")
def test_texts_are_given_in_a_language_with_a_fallback() -> None:
    """A language of a region falls back to the language, and that to the original."""
    questionnaire = translated(
        de=GERMAN, de_AT={"title": "Kontrakt", "criteria.x.message": "so nicht"}
    )
    assert questionnaire.languages == ("en", "de", "de-AT")
    german = questionnaire.localized("de")
    assert german.title == "Vertrag"
    assert german.language == "de"
    assert german.fields["x"].label == "Ist er unterschrieben?"
    assert german.fields["x"].constraints[0].message == "das geht nicht"
    y = german.fields["y"]
    assert isinstance(y, ChoiceField)
    assert (y.choices["gold"].label, y.choices["iron"].label) == ("Gold", "IRON")
    assert y.help == "Help"
    assert german.criteria["x"].message == "x is not so"
    austrian = questionnaire.localized("DE-at")
    assert (austrian.title, austrian.sections["a"].title) == (
        "Kontrakt",
        "Unterschrift",
    )
    assert austrian.criteria["x"].message == "so nicht"
    assert questionnaire.localized("de-CH").title == "Vertrag"
    assert questionnaire.localized("en-GB") is questionnaire
    assert questionnaire.localized("EN") is questionnaire
    with pytest.raises(UnknownNameError, match="no language is called 'fr'"):
        questionnaire.localized("fr")
    with pytest.raises(UnknownNameError):
        questionnaire.localized("eng")


@pytest.mark.rule("QST-01")
def test_translations_name_texts_that_there_are() -> None:
    """A place without a text, a blank text and a tag that is none are named."""
    with pytest.raises(InvalidModelError) as raised:
        translated(de={"fields.x.labl": "Hm", "zz": "?", "title": " "}, d1={}, EN={})
    found = [(each.path, each.code) for each in raised.value.problems]
    assert found == [
        ("translations.de.fields.x.labl", "unknown-text"),
        ("translations.de.zz", "unknown-text"),
        ("translations.de.title", "no-text"),
        ("translations.d1", "bad-language"),
        ("translations.EN", "duplicate-id"),
    ]
    assert "did you mean fields.x.label?" in raised.value.problems[0].message
    assert faults(yes_no("x"), language="?") == [("language", "bad-language")]


def test_a_questionnaire_travels() -> None:
    """It can be pickled, copied and hashed, used or not, and stays equal."""
    questionnaire = translated(de=GERMAN)
    check(questionnaire, {}, on=ON)
    for other in (
        pickle.loads(pickle.dumps(questionnaire)),
        copy.deepcopy(questionnaire),
    ):
        assert other == questionnaire
        assert hash(other) == hash(questionnaire)
        assert check(other, {"a": {"x": 1}}, on=ON)


@pytest.mark.rule("QST-12")
def test_a_questionnaire_is_written_and_read_without_loss() -> None:
    """Plain data holds all of it."""
    questionnaire = translated(de=GERMAN)
    data = unstructure(questionnaire)
    assert structure(data, Questionnaire, subject="q") == questionnaire
    data["sections"][0]["fields"][0]["labl"] = "?"
    data["version"] = "one"
    with pytest.raises(ValueError, match="labl"):
        structure(data, Questionnaire, subject="q")


def test_criteria_and_fields_are_found_by_id() -> None:
    """A misspelt id is answered with the near misses."""
    questionnaire = translated()
    assert questionnaire.criteria.ids == ("x",)
    assert questionnaire.translations == FrozenMap({})
    with pytest.raises(UnknownNameError, match="no field is called 'xy'"):
        questionnaire.fields["xy"]
    with pytest.raises(UnknownNameError, match="no criterion"):
        questionnaire.criteria["z"]
    assert isinstance(must("x"), Criterion)
