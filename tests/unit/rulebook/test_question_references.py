"""Questionnaires that take what they ask from other families."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import partner_success as ps
from partner_success.errors import InvalidDataError, Problem
from partner_success.questionnaires import Questionnaire, WholeNumberField
from partner_success.rulebook import from_document
from partner_success.rulebook.loading import load_families

Ours = Callable[..., Any]


def problems(document: dict[str, Any]) -> tuple[Problem, ...]:
    """Give every fault of a document."""
    with pytest.raises(InvalidDataError) as caught:
        load_families(document)
    return caught.value.problems


def told(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Give path and code of every fault."""
    return [(problem.path, problem.code) for problem in problems(document)]


def form(document: dict[str, Any], id_: str) -> dict[str, Any]:
    """Give a questionnaire of a document."""
    found: dict[str, Any]
    (found,) = [each for each in document["questionnaires"] if each["id"] == id_]
    return found


def asked(rules: ps.Rulebook, form: str, section: str) -> dict[str, str]:
    """Give the labels of a section by the ids of its fields."""
    questionnaire: Questionnaire = rules.questionnaires[form]
    return {each.id: each.label for each in questionnaire.sections[section].fields}


@pytest.mark.rule("QST-09", "RBK-02")
def test_a_company_changes_what_its_forms_ask(ours: Ours) -> None:
    """Elements, questions and pillars that it words, adds or takes out show there."""
    elements = [
        {"id": "journey_map", "name": "There is a map of the journey"},
        {"id": "core_roles", "removed": True},
        {"id": "data_sharing", "name": "Data is shared", "citations": "COMPANY: Data"},
    ]
    question = {
        "id": "speed",
        "name": "Speed of the work",
        "citations": "COMPANY: CSAT",
    }
    pillar = {
        "id": "academy",
        "name": "Academy",
        "question": "Does the partner teach its people?",
        "advice": "open an academy",
        "citations": "COMPANY: Academy",
    }
    rules = ours(
        readiness={"sections": [{"id": "strategy", "elements": elements}]},
        csat={"questions": [question, {"id": "risk", "removed": True}]},
        maturity={"pillars": [pillar]},
    )
    strategy = asked(rules, "partner_readiness", "strategy")
    assert strategy["journey_map"] == "There is a map of the journey"
    assert list(strategy)[-1] == "data_sharing"
    assert "core_roles" not in strategy
    project = asked(rules, "partner_csat", "project")
    assert "risk" not in project
    assert project["speed"] == "Speed of the work"
    pillars = asked(rules, "cs_maturity", "pillars")
    assert pillars["academy"] == "Does the partner teach its people?"


@pytest.mark.rule("RBK-02")
def test_a_section_that_a_company_takes_out_is_not_asked(ours: Ours) -> None:
    """The sections of the form follow those of the assessment."""
    rules = ours(readiness={"sections": [{"id": "staffing", "removed": True}]})
    sections = rules.questionnaires["partner_readiness"].sections
    assert sections.ids == ("strategy", "kpis", "profiles", "support")


@pytest.mark.rule("RBK-02")
def test_what_a_form_says_itself_lies_over_what_it_takes(ours: Ours) -> None:
    """A help text, a question of its own, one that is not asked, a section more."""
    note = {"id": "note", "type": "text", "label": "Note"}
    sections = [
        {"id": "kpis", "title": "Numbers", "help": "Ask the analysts."},
        {"id": "remarks", "title": "Remarks", "fields": [note]},
    ]
    fields = [
        {"id": "value", "help": "For what it cost."},
        {"id": "risk", "removed": True},
        note,
    ]
    rules = ours(
        questionnaires=[
            {"id": "partner_readiness", "sections": sections},
            {
                "id": "partner_csat",
                "sections": [{"id": "project", "fields": fields}],
            },
        ]
    )
    readiness = rules.questionnaires["partner_readiness"].sections
    assert readiness.ids[-1] == "remarks"
    assert readiness["kpis"].title == "Numbers"
    assert readiness["kpis"].help == "Ask the analysts."
    assert len(readiness["kpis"].fields) == 10
    project = rules.questionnaires["partner_csat"].sections["project"].fields
    assert project["value"].help == "For what it cost."
    assert project["value"].label == rules.csat.questions["value"].name
    assert project.ids[-1] == "note"
    assert "risk" not in project.ids
    assert rules.csat.questions.get("risk") is not None


@pytest.mark.rule("RBK-02")
def test_a_company_rulebook_with_forms_reads_back(ours: Ours) -> None:
    """What is taken is named in the document, never copied into it."""
    fields = [{"id": "risk", "removed": True}]
    changes = {"id": "partner_csat", "sections": [{"id": "project", "fields": fields}]}
    rules = ours(questionnaires=[changes])
    whole = rules.document()
    assert form(whole, "partner_readiness")["sections_from"] == "readiness"
    assert "sections" not in form(whole, "partner_readiness")
    del whole["edition"]["extends"]
    again = from_document(whole)
    assert again.questionnaires == rules.questionnaires


def test_what_is_not_there_cannot_be_taken_out(ours: Ours) -> None:
    """A misspelt id is told by its place."""
    fields = [{"id": "rsik", "removed": True}]
    with pytest.raises(InvalidDataError) as caught:
        ours(
            questionnaires=[
                {
                    "id": "partner_csat",
                    "sections": [{"id": "project", "fields": fields}],
                }
            ]
        )
    (problem,) = caught.value.problems
    assert problem.code == "nothing-to-remove"
    assert problem.path == "questionnaires.partner_csat.sections.project.fields.rsik"
    assert "did you mean 'risk'?" in problem.message


@pytest.mark.rule("RBK-02")
def test_families_without_questions(document: dict[str, Any]) -> None:
    """A name that stands for no family with questions is told, whatever it is."""
    form(document, "partner_readiness")["sections_from"] = "readines"
    form(document, "partner_csat")["sections"][0]["fields_from"] = "nps"
    form(document, "cs_maturity")["sections"][0]["fields_from"] = 5
    one, two, three = problems(document)
    assert (one.path, one.code) == (
        "questionnaires[6].sections_from",
        "unknown-reference",
    )
    assert "called 'readines'; did you mean 'readiness'?" in one.message
    assert two.path == "questionnaires[7].sections[0].fields_from"
    assert "called 'nps'; known: csat, maturity" in two.message
    assert (three.path, three.given) == (
        "questionnaires[8].sections[0].fields_from",
        "5",
    )


@pytest.mark.rule("RBK-02")
def test_faults_of_what_is_taken_are_told_once(document: dict[str, Any]) -> None:
    """Where the family holds it, not where the form asks it."""
    sections = document["readiness"]["sections"]
    del sections[0]["elements"][0]["name"]
    sections[1]["elements"][0]["citations"] = "DEKC: Readiness Checklist"
    document["csat"]["questions"][0]["id"] = 5
    document["maturity"]["pillars"][0]["question"] = 7
    assert told(document) == [
        ("readiness.sections[0].elements[0].name", "missing-key"),
        ("readiness.sections[1].elements[0].citations", "invalid-value"),
        ("maturity.pillars[0].question", "wrong-type"),
        ("csat.questions[0].id", "wrong-type"),
    ]


@pytest.mark.rule("RBK-02")
@pytest.mark.parametrize(
    "family", [None, 5, {"sections": 5, "scale": [{"rating": "1"}]}]
)
def test_families_that_are_no_families(document: dict[str, Any], family: Any) -> None:
    """What is wrong with them is told, and no form is accused of it."""
    document["readiness"] = family
    assert {path.partition(".")[0] for path, _ in told(document)} == {"readiness"}
    del document["readiness"]
    assert told(document) == [("readiness", "missing-key")]


@pytest.mark.rule("RBK-02")
def test_a_form_answers_for_its_own_faults(document: dict[str, Any]) -> None:
    """What it lays over what it takes is its own."""
    fields = [{"id": "value", "hepl": "?"}]
    form(document, "partner_csat")["sections"][0]["fields"] = fields
    assert told(document) == [
        ("questionnaires[7].sections[0].fields[1].hepl", "unknown-key")
    ]


@pytest.mark.rule("QST-09", "CST-01")
def test_another_scale_is_asked_in_whole_numbers(ours: Ours) -> None:
    """Ratings from 1 to 5 have a field of their own; other scales have limits."""
    csat = {"low": 0, "high": 10, "thresholds": [{"at_least": 9, "points": 10}]}
    fields = ours(csat=csat).questionnaires["partner_csat"].sections["project"].fields
    field = fields["value"]
    assert isinstance(field, WholeNumberField)
    assert (field.at_least, field.at_most) == (0, 10)
    assert field.required


@pytest.mark.rule("RBK-03")
def test_units_inside_questionnaires_are_for_readers(document: dict[str, Any]) -> None:
    """Wherever a number can stand; anything but text is told by its place."""
    gate = form(document, "gate_0")
    field = gate["sections"][3]["fields"][3]
    places = {
        "questionnaires[1].units": gate,
        "questionnaires[1].pass_policy.units": gate["pass_policy"],
        "questionnaires[1].sections[3].units": gate["sections"][3],
        "questionnaires[1].sections[3].criteria[0].units": (
            gate["sections"][3]["criteria"][0]
        ),
        "questionnaires[1].sections[3].fields[3].units": field,
        "questionnaires[1].sections[3].fields[3].computed[0].units": (
            field["computed"][0]
        ),
    }
    for table in places.values():
        table["units"] = {"at_least": "USD"}
    load_families(document)
    for table in places.values():
        table["units"] = "USD"
    assert dict(told(document)) == dict.fromkeys(places, "wrong-type")


@pytest.mark.rule("RBK-03")
def test_every_number_of_the_questionnaires_is_explained(rules: ps.Rulebook) -> None:
    """Each has its unit and its source."""
    found = [each for each in rules.numbers() if each.family == "questionnaires"]
    assert found
    assert all(number.is_explained for number in found)
    units = {
        number.name.removeprefix("questionnaires."): number.unit for number in found
    }
    assert units["gate_0.pass_policy.at_least"] == "sections"
    tier = "gate_0.sections.financial_bar.fields.tier.computed[0].when.at_least"
    assert units[tier] == "USD"
