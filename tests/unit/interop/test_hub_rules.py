"""Rules and policies of hub-style files, as criteria and as a pass policy."""

from __future__ import annotations

from typing import Any

import pytest

from partner_success.interop import import_hub
from tests.unit.interop.hub_files import (
    Data,
    faults,
    field,
    hub,
    judged,
    rule,
    said,
    section,
)

YES_NO = field("radio", options=["Yes", "No"])
CODED = field(
    "radio",
    options=[{"value": "y", "label": "Yes"}, {"value": "n", "label": "No"}],
)
CHOICE = field("select", options=[{"value": "a", "label": "A"}, "b"])
CHOICES = field("checkbox", options=[{"value": "a", "label": "A"}, "b"])
NO_TABLE: Any = 3
AT_LEAST = "minimumPassingSections"
PATH = "sections[0].passFailCriteria.rules[0]"


@pytest.mark.rule("QST-12")
@pytest.mark.parametrize(
    ("given", "operator", "value", "condition"),
    [
        (YES_NO, "equals", "yes", "f is yes"),
        (YES_NO, "notEquals", "No", "f is not no"),
        (YES_NO, "equals", False, "f is no"),
        (YES_NO, "in", ["Yes", True], "f is one of yes, yes"),
        (CODED, "equals", "n", "f is no"),
        (CODED, "equals", "Yes", "f is yes"),
        (field("checkbox"), "equals", True, "f is yes"),
        (field("text"), "equals", "x", "f is 'x'"),
        (field("email"), "in", ["a@b.de"], "f is one of 'a@b.de'"),
        (field("textarea"), "notEquals", "x", "f is not 'x'"),
        (field("number"), "greaterThan", 2, "f is more than 2"),
        (field("number"), "lessThan", 2.5, "f is less than 2.5"),
        (field("number"), "in", [1, 2], "f is one of 1, 2"),
        (field("date"), "greaterThan", "2026-01-31", "f is after 2026-01-31"),
        (field("date"), "lessThan", "2026-01-31", "f is before 2026-01-31"),
        (CHOICE, "equals", "A", "f is 'a'"),
        (CHOICE, "in", ["a", "b"], "f is one of 'a', 'b'"),
        (CHOICES, "contains", "b", "f contains 'b'"),
        (CHOICES, "notContains", "A", "f does not contain 'a'"),
    ],
)
def test_each_operator_becomes_a_condition(
    given: Data, operator: str, value: Any, condition: str
) -> None:
    """Words for yes and no become true and false, labels of choices their codes."""
    found = import_hub(hub(judged(given, rules=[rule(operator, value)])))
    (criterion,) = found.questionnaire.criteria
    assert (str(criterion.condition), criterion.message) == (condition, "No.")


@pytest.mark.rule("QST-12")
@pytest.mark.parametrize(
    ("given", "operator", "value"),
    [
        (YES_NO, "equals", "maybe"),
        (YES_NO, "greaterThan", True),
        (field("checkbox"), "equals", "Yes"),
        (field("text"), "contains", "x"),
        (field("text"), "greaterThan", "x"),
        (field("text"), "equals", 3),
        (field("text"), "equals", None),
        (field("text"), "equals", "x" * 1_001),
        (field("text"), "in", "x"),
        (field("text"), "in", []),
        (field("number"), "equals", "3"),
        (field("number"), "equals", True),
        (field("number"), "contains", 3),
        (field("date"), "equals", "soon"),
        (field("date"), "equals", 3),
        (CHOICE, "equals", "c"),
        (CHOICE, "equals", ["a"]),
        (CHOICE, "contains", "a"),
        (CHOICES, "equals", "a"),
        (CHOICES, "in", ["a"]),
        (CHOICES, "contains", "c"),
    ],
)
def test_a_rule_that_does_not_fit_its_field_is_left_out(
    given: Data, operator: str, value: Any
) -> None:
    """What is left of the section is judged; without any rule, a person judges it."""
    other = rule("equals", "x", of="g")
    given = judged(given, field(id="g"), rules=[rule(operator, value), other])
    found = import_hub(hub(given))
    assert found.questionnaire.criteria.ids == ("s_2",)
    assert (PATH, "unfit-rule") in said(found)
    given["passFailCriteria"]["rules"].pop()
    found = import_hub(hub(given))
    assert found.questionnaire.sections["s"].reviewed
    assert said(found)[-2][1] == "now-reviewed"


@pytest.mark.rule("QST-12")
def test_an_attestation_is_compared_with_true_alone() -> None:
    """One that a rule of another section judges by its bare name is a yes or no."""
    own = section(field("checkbox", required=True), id="a")
    other = judged(field(id="g"), id="b", rules=[rule("equals", "on")])
    found = import_hub(hub(own, other))
    assert ("sections[1].passFailCriteria.rules[0]", "unfit-rule") in said(found)


@pytest.mark.rule("QST-12")
@pytest.mark.parametrize(
    ("of", "code", "message"),
    [
        ("q", "unknown-field", "'q' is no field that was read; the rule is left out"),
        ("fg", "unknown-field", "'fg' is no field that was read; did you mean 'f'?"),
        ("twice", "ambiguous-field", "is in more than one other section"),
        ("", "unknown-field", "the rule names no field; the rule is left out"),
    ],
)
def test_a_rule_about_no_field_is_left_out(of: str, code: str, message: str) -> None:
    """The field is looked for in its section first, then in the others."""
    first = judged(field(), rules=[rule("equals", "x", of=of)])
    others = [section(field(id="twice"), id=name) for name in "ab"]
    found = import_hub(hub(first, *others))
    (problem,) = (each for each in found.left_out if each.path == PATH)
    assert problem.code == code
    assert message in problem.message


@pytest.mark.rule("QST-12")
def test_a_rule_names_its_field_in_several_ways() -> None:
    """By field or fieldId, with its section in front, or from another section."""
    rules = [
        {"fieldId": "f", "operator": "equals", "value": "x", "failureMessage": " "},
        rule("equals", "y", of="b.f"),
        rule("equals", "z", of="g"),
        {**rule("equals", "w"), "fieldId": "g", "severity": "high"},
    ]
    given = hub(judged(field(), rules=rules), section(field(), field(id="g"), id="b"))
    found = import_hub(given)
    assert [str(each.condition) for each in found.questionnaire.criteria] == [
        "f is 'x'",
        "b f is 'y'",
        "g is 'z'",
        "f is 'w'",
    ]
    assert found.questionnaire.criteria["s_1"].message == "This must hold: f is 'x'."
    assert said(found)[1:4] == [
        (f"{PATH}.failureMessage", "missing"),
        ("sections[0].passFailCriteria.rules[3].fieldId", "ambiguous-field"),
        ("sections[0].passFailCriteria.rules[3].severity", "unknown-key"),
    ]


@pytest.mark.rule("QST-12")
def test_an_unknown_operator_is_left_out() -> None:
    """The known ones are named."""
    rules = [rule("matches", "x"), rule("", "x")]
    found = import_hub(hub(judged(field(), rules=rules)))
    assert said(found)[0] == (PATH, "unknown-operator")
    assert "notContains" in str(found.left_out[0].expected)
    assert found.left_out[1].message == "no operator; the rule is left out"


def test_only_the_first_names_are_looked_up() -> None:
    """Where very much is left out, nothing is compared with every name any more."""
    rules = [rule("equals", "x", of="fg") for _ in range(102)]
    found = import_hub(hub(judged(field(), rules=rules)))
    hinted = [each for each in found.left_out if "did you mean 'f'?" in each.message]
    assert len(hinted) == 100


@pytest.mark.rule("QST-12")
def test_how_a_section_is_judged() -> None:
    """By rules, by a person, or not at all; rules beside a person are said."""
    manual = {"type": "manual", "rules": [rule("equals", "x")]}
    given = hub(
        section(field(), passFailCriteria=manual),
        section(field(id="g"), id="b", passFailCriteria={"type": "automatic"}),
        section(field(id="h"), id="c"),
    )
    found = import_hub(given)
    states = [(each.judged, each.reviewed) for each in found.questionnaire.sections]
    assert states == [(True, True), (False, False), (False, False)]
    assert said(found) == [
        (PATH, "no-place"),
        ("sections[1].passFailCriteria", "not-judged"),
        ("validation", "assumed"),
    ]


def policy(**validation: Any) -> tuple[Any, list[tuple[str, str]]]:
    """Import three judged sections and one that is not, with this validation."""
    three = [
        judged(
            field(id=f"f{name}"), id=name, rules=[rule("equals", "x", of=f"f{name}")]
        )
        for name in "abc"
    ]
    found = import_hub(hub(*three, section(field(), id="d"), validation=validation))
    made = found.questionnaire.pass_policy
    assert made is not None
    return made.at_least, said(found)


@pytest.mark.rule("QST-12", "QST-03")
@pytest.mark.parametrize(
    ("validation", "at_least", "code"),
    [
        ({"requiredSections": ["a", "b", "c"]}, None, None),
        (
            {"requiredSections": ["c", "b", "a"], AT_LEAST: 1},
            None,
            None,
        ),
        ({AT_LEAST: 3}, None, None),
        ({AT_LEAST: 2}, 2, None),
        ({AT_LEAST: 2, "requiredSections": []}, 2, None),
        ({"requiredSections": ["a"], AT_LEAST: 3}, None, None),
        ({"requiredSections": ["a"], AT_LEAST: 2}, None, "stricter"),
        ({"requiredSections": ["a"]}, None, "stricter"),
        ({}, None, "assumed"),
        ({AT_LEAST: 0}, None, "unfit-count"),
        ({AT_LEAST: 4}, None, "unfit-count"),
        ({AT_LEAST: 2, "requiredSections": ["d"]}, 2, "not-judged"),
        (
            {AT_LEAST: 2, "requiredSections": ["x"]},
            2,
            "unknown-section",
        ),
        (
            {AT_LEAST: 3, "allowPartialSubmission": True},
            None,
            "no-place",
        ),
        ({AT_LEAST: 3, "mode": "x"}, None, "unknown-key"),
    ],
)
def test_the_policy_never_lets_pass_what_the_file_held_back(
    validation: Data, at_least: int | None, code: str | None
) -> None:
    """What a policy cannot say asks for every section, and that is said."""
    found, codes = policy(**validation)
    assert found == at_least
    assert [each for _, each in codes] == ([] if code is None else [code])


@pytest.mark.rule("QST-12")
def test_without_a_judged_section_there_is_no_policy() -> None:
    """A form that is only filled in neither passes nor fails."""
    given = hub(section(field()), validation={AT_LEAST: 1})
    assert import_hub(given).questionnaire.pass_policy is None


@pytest.mark.rule("QST-12")
def test_a_rule_of_the_wrong_form_is_a_fault() -> None:
    """A rule is a table, its operator a text."""
    given = judged(field(), rules=[{"field": "f", "operator": 3, "value": 1}])
    assert faults(hub(given)) == [(f"{PATH}.operator", "wrong-type")]
    assert faults(hub(judged(field(), rules=[NO_TABLE]))) == [(PATH, "wrong-type")]
