"""Hub-style JSON becomes a questionnaire; what does not fit is said, never dropped."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from partner_success.interop import import_hub
from partner_success.questionnaires import (
    AnyField,
    AttestationField,
    Choice,
    ChoiceField,
    ChoicesField,
    DateField,
    EmailField,
    LongTextField,
    NumberField,
    TextField,
    YesNoField,
    check,
)
from tests.unit.interop.hub_files import (
    Data,
    field,
    hub,
    judged,
    only_field,
    rule,
    said,
    section,
)

EXAMPLE = Path(__file__).parents[3] / "examples" / "questionnaires" / "hub_gate.json"
ON = date(2026, 3, 2)


def choices(*pairs: str) -> tuple[Choice, ...]:
    """Give choices, each from its code and its label."""
    return tuple(Choice(id=code, label=label) for code, label in map(str.split, pairs))


@pytest.mark.rule("QST-12")
def test_the_example_is_carried_over_and_the_rest_is_said() -> None:
    """Every key of the example is in the questionnaire or among what was left out."""
    found = import_hub(EXAMPLE.read_bytes())
    gate = found.questionnaire
    assert (gate.id, gate.version, gate.title) == (
        "beta-gate",
        "1.2.0",
        "Beta readiness gate",
    )
    assert (gate.stage, gate.completed_by) == ("beta", ("PSM", "TAM"))
    assert gate.help.splitlines() == [
        "Asked before a partner's first beta customer goes live.",
        "Estimated time: 30 minutes",
        "Gate criteria:",
        "- The contract is signed",
        "- Two people are trained",
        "Documentation: https://example.com/gates",
    ]
    assert "- Contract template - https://example.com/contract" in (
        gate.sections["contract"].help
    )
    assert gate.sections["approval"].reviewed
    assert [each.message for each in gate.criteria] == [
        "The contract is not signed.",
        "This must hold: signedOn is before 2027-01-01.",
        "Fewer than two people are trained.",
        "The CRM is not set up.",
        "The region is not open yet.",
    ]
    assert gate.pass_policy is not None
    assert gate.pass_policy.at_least is None
    assert said(found) == [
        ("sections[1].fields[0]", "no-unit"),
        ("sections[0].passFailCriteria.rules[1].failureMessage", "missing"),
        ("sections[1].passFailCriteria.rules[3]", "unfit-rule"),
        ("version", "renamed"),
        ("validation.specialRules[0]", "no-place"),
        ("metadata.primaryRole", "no-place"),
    ]


@pytest.mark.rule("QST-12")
def test_answers_of_such_a_system_fit() -> None:
    """Yes and No are taken as words, choices by the values of the file."""
    gate = import_hub(EXAMPLE.read_text(encoding="utf-8")).questionnaire
    answers = {
        "contract": {"signed": "Yes", "number": "DE-2026"},
        "team": {"trained": 3, "tools": ["crm"], "region": "EMEA", "agreed": True},
    }
    assert check(gate, answers, on=ON) == ()
    wrong = {**answers, "contract": {"signed": "yes", "number": "DE-20"}}
    problems = check(gate, wrong, on=ON)
    assert [(each.path, each.code) for each in problems] == [
        ("contract.signed", "wrong-type"),
        ("contract.number", "no-match"),
    ]


@pytest.mark.rule("QST-12")
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (
            field("text", placeholder="x", validation={"minLength": 2, "maxLength": 9}),
            TextField(
                id="f",
                label="Label",
                least_characters=2,
                most_characters=9,
                placeholder="x",
            ),
        ),
        (
            field("text", required=True, validation={"pattern": "[a-z]+"}),
            TextField(id="f", label="Label", required=True, pattern="[a-z]+"),
        ),
        (
            field("textarea", helpText="H", validation={"minLength": 0}),
            LongTextField(id="f", label="Label", help="H"),
        ),
        (
            field("email", placeholder="a@b.de"),
            EmailField(id="f", label="Label", placeholder="a@b.de"),
        ),
        (
            field("date", validation={"min": "2026-01-31", "max": None}),
            DateField(id="f", label="Label", earliest=date(2026, 1, 31)),
        ),
        (
            field("number", validation={"min": 0.5, "max": 9}),
            NumberField(
                id="f",
                label="Label",
                unit="",
                at_least=Decimal("0.5"),
                at_most=Decimal(9),
            ),
        ),
        (
            field("radio", options=["YES", "no"]),
            YesNoField(id="f", label="Label", words=("YES", "no")),
        ),
        (
            field(
                "select",
                options=[{"value": "n", "label": "No"}, {"value": "y", "label": "Yes"}],
            ),
            YesNoField(id="f", label="Label", words=("y", "n")),
        ),
        (
            field("select", options=[{"value": "a", "label": "A"}, {"value": "b"}]),
            ChoiceField(
                id="f",
                label="Label",
                choices=choices("a A", "b b"),
            ),
        ),
        (
            field("checkbox", options=["one", {"label": "Two"}]),
            ChoicesField(
                id="f",
                label="Label",
                choices=choices("one one", "Two Two"),
            ),
        ),
        (field("checkbox"), YesNoField(id="f", label="Label")),
        (
            field("checkbox", required=True),
            AttestationField(id="f", label="Label", required=True, statement="Label"),
        ),
    ],
)
def test_each_type_of_field_becomes_one(given: Data, expected: AnyField) -> None:
    """Label, help, limits and choices are those of the file."""
    assert only_field(given) == expected


@pytest.mark.rule("QST-12")
def test_a_tick_that_a_rule_judges_can_be_left_open() -> None:
    """It is a yes or no, so that the rule can say what is wrong."""
    own = judged(field("checkbox", required=True), rules=[rule("equals", True)])
    found = import_hub(hub(own)).questionnaire
    assert found.fields["f"] == YesNoField(id="f", label="Label", required=True)
    asked = section(field("checkbox", required=True), id="a")
    other = judged(field(id="g"), id="b", rules=[rule("equals", True, of="a.f")])
    found = import_hub(hub(asked, other)).questionnaire
    assert isinstance(found.fields["f"], YesNoField)


@pytest.mark.rule("QST-12")
@pytest.mark.parametrize(
    ("given", "path", "code"),
    [
        (field("file"), "", "unknown-field-type"),
        (field("radio"), ".options", "no-choices"),
        (field("checkbox", options=[]), ".options", "no-choices"),
    ],
)
def test_a_field_that_cannot_be_asked_is_left_out(
    given: Data, path: str, code: str
) -> None:
    """The others are still there; a section that has none is left out with it."""
    found = import_hub(hub(section(field(id="g"), {**given, "id": "x"})))
    assert found.questionnaire.fields.ids == ("g",)
    assert (f"sections[0].fields[1]{path}", code) in said(found)
    found = import_hub(hub(section(field(id="g")), section(given, id="t")))
    assert found.questionnaire.sections.ids == ("s",)
    assert said(found)[-1] == ("sections[1]", "no-fields")


@pytest.mark.rule("QST-12")
@pytest.mark.parametrize(
    ("given", "path", "code"),
    [
        (field("text", options=["a"]), "options", "no-place"),
        (field("date", placeholder="x"), "placeholder", "no-place"),
        (field("email", validation={"pattern": "a"}), "validation.pattern", "no-place"),
        (field("text", validation={"min": 3}), "validation.min", "no-place"),
        (field("text", validation={"step": 3}), "validation.step", "unknown-key"),
        (field("date", validation={"min": "soon"}), "validation.min", "no-date"),
        (field("date", validation={"max": 7}), "validation.max", "no-date"),
        (field("number", validation={"max": "9"}), "validation.max", "no-number"),
        (field("number", validation={"max": True}), "validation.max", "no-number"),
        (
            field("text", validation={"pattern": r"(?=a)b"}),
            "validation.pattern",
            "bad-pattern",
        ),
        (
            field("text", validation={"pattern": r"(a+)+\$"}),
            "validation.pattern",
            "bad-pattern",
        ),
        (
            field("text", validation={"pattern": "abc"}),
            "validation.pattern",
            "whole-answer",
        ),
        (
            field("text", validation={"pattern": "^a|b$"}),
            "validation.pattern",
            "whole-answer",
        ),
        (field("radio", options=["a", "a"]), "options[1]", "double-choice"),
        (field("radio", options=["a", ""]), "options[1]", "no-choice"),
        (field("radio", options=["a", " b"]), "options[1]", "no-choice"),
        (field("radio", options=["a", ["b"]]), "options[1]", "no-text"),
        (field("radio", options=["a", 3]), "options[1]", "no-text"),
        (field("radio", options=["a", True]), "options[1]", "no-text"),
        (
            field("radio", options=["a", {"value": "b", "icon": "c"}]),
            "options[1].icon",
            "unknown-key",
        ),
        (field("text", label=None), "label", "missing"),
        (field("text", requird=True), "requird", "unknown-key"),
    ],
)
def test_what_a_field_cannot_keep_is_said(given: Data, path: str, code: str) -> None:
    """The path leads to the key in the file, the code says what became of it."""
    found = import_hub(hub(section(given)))
    assert (f"sections[0].fields[0].{path}", code) in said(found)


@pytest.mark.rule("QST-12")
def test_a_number_that_can_be_chosen_becomes_its_text() -> None:
    """Codes are texts, and a rule may name either."""
    given = judged(field("select", options=[1, 2.5]), rules=[rule("equals", 2.5)])
    found = import_hub(hub(given)).questionnaire
    assert found.fields["f"].choices.ids == ("1", "2.5")  # type: ignore[union-attr]
    assert str(found.criteria["s_1"].condition) == "f is '2.5'"


@pytest.mark.rule("QST-12")
def test_ids_are_made_legal_and_unique() -> None:
    """Where a path changed, the import says where its answers go."""
    first = section(field(id="signed"), field(id="is it?"), id="legal docs")
    other = section(
        field(id="signed"), field(id="!"), field(id="submitted_on"), id="team"
    )
    found = import_hub(hub(first, other, id="gate 3"))
    gate = found.questionnaire
    assert gate.id == "gate_3"
    assert gate.sections.ids == ("legal_docs", "team")
    assert gate.fields.ids == (
        "signed",
        "is_it_",
        "team_signed",
        "field",
        "submitted_on_2",
    )
    assert found.renamed == {
        "legal docs.signed": "legal_docs.signed",
        "legal docs.is it?": "legal_docs.is_it_",
        "team.signed": "team.team_signed",
        "team.!": "team.field",
        "team.submitted_on": "team.submitted_on_2",
    }
    assert [code for _, code in said(found)] == ["renamed"] * 6


@pytest.mark.rule("QST-12")
def test_ids_stay_short_and_apart() -> None:
    """A long id is cut, and another that would be cut alike gets a number."""
    given = section(field(id="x" * 150), field(id="x" * 120))
    first, second = import_hub(hub(given)).questionnaire.fields.ids
    assert first == "x" * 90
    assert second == "s_" + "x" * 88


def test_a_changed_id_says_which_section_has_it_already() -> None:
    """Also where two ids are alike only once they are made legal."""
    given = section(field(id="größe"), field(id="gruße"), field(id="grüße"), id="s")
    found = import_hub(hub(given, section(field(id="gr_e"), id="t")))
    assert found.questionnaire.fields.ids == ("gr_e", "gru_e", "s_gr_e", "t_gr_e")
    assert "for section 's' has one called so" in found.left_out[2].message
    assert "for section 's' has one called so" in found.left_out[3].message


@pytest.mark.rule("QST-12")
def test_names_that_are_missing_are_taken_from_ids() -> None:
    """A title or name left open is no reason to refuse the file."""
    given = {"id": "gate", "version": "v2", "sections": [section(field(), title="")]}
    found = import_hub(given)
    assert found.questionnaire.title == "gate"
    assert found.questionnaire.version == "2.0.0"
    assert found.questionnaire.sections["s"].title == "s"
    assert said(found) == [
        ("metadata.name", "missing"),
        ("sections[0].title", "missing"),
        ("version", "renamed"),
    ]


@pytest.mark.rule("QST-12")
def test_texts_without_a_key_of_their_own_become_help() -> None:
    """Links, lists and tables of texts are kept; what is none of these is said."""
    given = hub(
        section(
            field(),
            description="D",
            documentationLinks=["https://a.example", {"url": "u", "title": "T"}, 3, {}],
        ),
        documentation={"guide": "https://g.example", "pages": 3},
        gateCriteria=7,
        metadata={"name": "Gate", "estimatedTime": " ", "team": "x"},
    )
    found = import_hub(given)
    assert found.questionnaire.help == "Documentation:\n- guide: https://g.example"
    assert found.questionnaire.sections["s"].help == (
        "D\nDocumentation:\n- https://a.example\n- T - u"
    )
    assert said(found) == [
        ("sections[0].documentationLinks[2]", "no-place"),
        ("sections[0].documentationLinks[3]", "no-place"),
        ("gateCriteria", "no-place"),
        ("documentation.pages", "no-place"),
        ("metadata.team", "unknown-key"),
    ]
