"""The standard questionnaires: what they ask, what decides, who completes them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import partner_success as ps
from partner_success.partners import Role
from partner_success.questionnaires import (
    ChoiceField,
    LongTextField,
    Outcome,
    Questionnaire,
    RatingField,
    SectionStatus,
    YesNoField,
    check,
    evaluate,
    progress,
)
from partner_success.testing.rule_cases.cases import laid_over

TESTS = Path(__file__).parents[2]
EXAMPLES = TESTS.parent / "examples" / "questionnaires"

# How many questions each section asks, and which of them decide it.
GATES: dict[str, dict[str, tuple[int, str]]] = {
    "pre_contract": {
        "executive_sponsorship": (4, "sponsor_committed"),
        "commercial_framework": (5, "revenue_model_defined terms_aligned"),
        "technical_feasibility": (5, "questions_identified requirements_defined"),
        "closure": (4, "closes_in_time"),
        "classification": (6, "meets_threshold"),
    },
    "gate_0": {
        "contract": (5, "signed"),
        "team": (6, "team_committed"),
        "launch_timing": (5, "launches_in_time"),
        "financial_bar": (5, "meets_bar"),
        "strategic_value": (5, ""),
        "operational_readiness": (6, "overall_readiness"),
    },
    "gate_1": {
        "phase_1a": (8, "kickoff_held plan_approved timeline_defined roles_documented"),
        "phase_1b": (
            9,
            (
                "market_strategy_approved architecture_defined integration_documented"
                " discovery_completed"
            ),
        ),
        "phase_1c": (
            10,
            ("team_certified product_knowledge portal_access first_pitch"),
        ),
    },
    "gate_2": {
        "phase_2a": (
            12,
            (
                "integration_complete test_transactions error_handling_tested"
                " monitoring_active alerting_configured"
            ),
        ),
        "phase_2b": (
            12,
            (
                "order_management order_workflow_tested support_established"
                " escalation_defined runbooks_created"
            ),
        ),
    },
    "gate_3": {
        "phase_3a": (
            10,
            (
                "support_processes escalation_paths communication_templates billing"
                " service_levels incident_management capacity_planning"
                " support_transition support_team_trained"
            ),
        ),
        "phase_3b": (
            22,
            (
                "beta_testing beta_feedback critical_beta_issues operational_metrics"
                " support_tickets launch_plan go_live_checklist partner_team_prepared"
                " readiness_review stakeholder_approval customer_onboarding"
                " rollback_plan go_live_approval monitoring_plan"
            ),
        ),
    },
    "operational_readiness": {
        "items": (
            11,
            (
                "support_processes escalation_paths communication_templates billing"
                " service_levels incident_procedures beta_testing operational_metrics"
                " support_team_trained launch_plan"
            ),
        ),
    },
}
OTHERS = {
    "partner_readiness": {
        "strategy": 10,
        "kpis": 10,
        "profiles": 10,
        "support": 10,
        "staffing": 10,
    },
    "partner_csat": {"project": 11},
    "cs_maturity": {"pillars": 4},
    "pilot_debrief": {"goals": 4, "experience": 4, "outlook": 6},
}
ROLES = {
    "pre_contract": "PAM PDM ADMIN",
    "gate_0": "PAM PDM ADMIN",
    "gate_1": "PAM PDM ADMIN",
    "gate_2": "PAM TPM ADMIN",
    "gate_3": "PAM PSM ADMIN",
    "operational_readiness": "PAM PSM ADMIN",
    "partner_readiness": "PAM PSM ADMIN",
    "partner_csat": "",
    "cs_maturity": "PAM PSM ADMIN",
    "pilot_debrief": "",
}
STAGES = {"operational_readiness": "gate_3"} | {
    gate: gate for gate in ("pre_contract", "gate_0", "gate_1", "gate_2", "gate_3")
}

# Answers that fail what decides, where that is not a plain no.
SPOILED: dict[tuple[str, str], dict[str, Any]] = {
    ("pre_contract", "terms_aligned"): {"terms_aligned": "partially"},
    ("pre_contract", "requirements_defined"): {"requirements_defined": "no"},
    ("pre_contract", "closes_in_time"): {"expected_close_on": "2027-01-01"},
    ("pre_contract", "meets_threshold"): {"ccv": 1},
    ("gate_0", "launches_in_time"): {"target_launch_on": "2029-01-01"},
    ("gate_0", "meets_bar"): {"ccv": 1},
    ("gate_0", "overall_readiness"): {"overall_readiness": "low"},
    ("gate_3", "beta_feedback"): {"beta_feedback": False},
    ("gate_3", "monitoring_plan"): {"beta_testing": "waived", "monitoring_plan": False},
    ("operational_readiness", "beta_testing"): {"beta_testing": "not_completed"},
}


def good(form: str) -> tuple[dict[str, Any], date]:
    """Give the good answers that the cases begin with, and their day."""
    first = next(case for case in cases() if case["form"] == form)
    return deepcopy(first["given"]), first["day"]


@cache
def cases() -> list[dict[str, Any]]:
    """Give the cases that a domain expert reads."""
    text = (TESTS / "cases" / "questionnaires.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.safe_load(text)["questionnaires"]
    return found


def forms(rules: ps.Rulebook) -> Iterator[Questionnaire]:
    """Give every standard questionnaire."""
    yield from rules.questionnaires


@pytest.mark.rule("QST-09", "QST-10")
@pytest.mark.parametrize("form", GATES)
def test_what_a_gate_asks_and_what_decides(rules: ps.Rulebook, form: str) -> None:
    """Sections in order, the number of questions, and the criteria of each."""
    found = {
        section.id: (len(section.fields), " ".join(section.criteria.ids))
        for section in rules.questionnaires[form].sections
    }
    assert found == GATES[form]
    assert list(found) == list(GATES[form])


@pytest.mark.rule("QST-09")
@pytest.mark.parametrize("form", OTHERS)
def test_what_the_other_forms_ask(rules: ps.Rulebook, form: str) -> None:
    """They feed scorecards or are read by people, so nothing in them decides."""
    questionnaire = rules.questionnaires[form]
    found = {section.id: len(section.fields) for section in questionnaire.sections}
    assert found == OTHERS[form]
    assert questionnaire.pass_policy is None
    assert not any(section.judged for section in questionnaire.sections)


@pytest.mark.rule("QST-09")
def test_which_there_are_and_who_completes_them(rules: ps.Rulebook) -> None:
    """Ten, in the order of the journey, with the roles of the access table."""
    found = {each.id: " ".join(each.completed_by) for each in forms(rules)}
    assert found == ROLES
    assert list(found) == list(ROLES)
    assert {each.id: each.stage for each in forms(rules) if each.stage} == STAGES
    assert all(Role(role) for each in forms(rules) for role in each.completed_by)
    assert {each.version for each in forms(rules)} == {"1.0.0"}


@pytest.mark.rule("QST-09")
def test_when_each_passes(rules: ps.Rulebook) -> None:
    """Every gate asks for all of its sections, only Gate 0 for four of six."""
    least = {
        form: policy.at_least
        for form in GATES
        if (policy := rules.questionnaires[form].pass_policy) is not None
    }
    assert least == {**dict.fromkeys(GATES), "gate_0": 4}
    reviewed = [
        section.id
        for each in forms(rules)
        for section in each.sections
        if section.reviewed
    ]
    assert reviewed == ["strategic_value"]


def deciding() -> Iterator[Any]:
    """Give every criterion of every gate."""
    for form, sections in GATES.items():
        for section, (_, criteria) in sections.items():
            for criterion in criteria.split():
                label = f"{form}: {criterion}"
                yield pytest.param(form, section, criterion, id=label)


@pytest.mark.rule("QST-09", "QST-10")
@pytest.mark.parametrize(("form", "section", "criterion"), list(deciding()))
def test_each_criterion_fails_its_section_alone(
    rules: ps.Rulebook, form: str, section: str, criterion: str
) -> None:
    """With its own message, and nothing else is unmet."""
    questionnaire, (answers, day) = rules.questionnaires[form], good(form)
    spoiled = SPOILED.get((form, criterion), {criterion: False})
    if (form, criterion) == ("gate_3", "beta_testing"):
        spoiled = {"beta_testing": "not_completed"}
    before = evaluate(questionnaire, answers, on=day)
    after = evaluate(questionnaire, laid_over(answers, {section: spoiled}), on=day)
    assert not before.failed
    messages = {each.criterion.id: each.message for each in after.failed}
    wanted = questionnaire.sections[section].criteria
    assert messages[criterion] == wanted[criterion].message
    also = (
        {"beta_feedback"}
        if spoiled.get("beta_testing") == "not_completed"
        else set[str]()
    )
    assert set(messages) - {criterion} <= also
    failed = [s.section_id for s in after.sections if s.status is SectionStatus.FAILED]
    assert failed == [section]
    assert after.outcome is (Outcome.PASSED if form == "gate_0" else Outcome.FAILED)


@pytest.mark.rule("QST-09", "QST-10")
@pytest.mark.parametrize("form", GATES)
def test_what_decides_must_be_answered(rules: ps.Rulebook, form: str) -> None:
    """A deciding question is required, or worked out from required ones."""
    questionnaire = rules.questionnaires[form]
    by_id = {field.id: field for field in questionnaire.fields}
    for section in questionnaire.sections:
        for criterion in section.criteria:
            field = by_id[criterion.id]
            assert isinstance(field, YesNoField | ChoiceField)
            assert field.required is not bool(field.computed)


@pytest.mark.rule("QST-09")
def test_every_phase_has_room_for_notes(rules: ps.Rulebook) -> None:
    """Long text, which nobody has to fill in."""
    for form in ("gate_1", "gate_2", "gate_3", "operational_readiness"):
        for section in rules.questionnaires[form].sections:
            *_, last = section.fields
            assert isinstance(last, LongTextField)
            assert last.id.startswith("notes")
            assert not last.required


@pytest.mark.rule("QST-09")
def test_the_same_money_makes_the_same_tier(rules: ps.Rulebook) -> None:
    """Pre-Contract and Gate 0 ask the same of the money, word for word."""
    before = rules.questionnaires["pre_contract"].sections["classification"].fields
    after = rules.questionnaires["gate_0"].sections["financial_bar"].fields
    for field in ("ccv", "lrp", "ccv_share", "tier"):
        one, other = before[field], after[field]
        assert one.label == other.label
        assert getattr(one, "computed", None) == getattr(other, "computed", None)


@pytest.mark.rule("QST-09", "QST-10")
def test_everything_is_cited_and_ends_like_a_sentence(rules: ps.Rulebook) -> None:
    """Every questionnaire, section, question and criterion; messages are sentences."""
    for form in forms(rules):
        assert form.citations
        for section in form.sections:
            assert section.citations
            assert section.title
            for field in section.fields:
                assert field.citations, field.id
                assert field.label, field.id
                assert not field.help or field.help.endswith("."), field.id
            for criterion in section.criteria:
                assert criterion.citations, criterion.id
                assert criterion.message.endswith("."), criterion.id
        if form.pass_policy is not None:
            assert form.pass_policy.citations


@pytest.mark.rule("QST-09")
def test_labels_are_not_repeated(rules: ps.Rulebook) -> None:
    """In one form no two questions read alike."""
    for form in forms(rules):
        labels = [field.label.casefold() for field in form.fields]
        assert len(labels) == len(set(labels)), form.id


@pytest.mark.rule("QST-09")
def test_forms_of_scorecards_ask_what_these_hold(rules: ps.Rulebook) -> None:
    """Elements, questions and pillars are worded once, and shown in the forms."""
    readiness = rules.questionnaires["partner_readiness"]
    for section, own in zip(readiness.sections, rules.readiness.sections, strict=True):
        assert (section.id, section.title) == (own.id, own.name)
        for field, element in zip(section.fields, own.elements, strict=True):
            assert (field.id, field.label) == (element.id, element.name)
            assert isinstance(field, RatingField)
            assert field.lowest_label == "missing or undeveloped"
            assert field.highest_label == "in production, established and mature"
    csat = rules.questionnaires["partner_csat"].fields
    for field, question in zip(csat, rules.csat.questions, strict=True):
        assert (field.id, field.label) == (question.id, question.name)
        assert isinstance(field, RatingField if question.scored else LongTextField)
        assert field.required is question.scored
    maturity = rules.questionnaires["cs_maturity"].fields
    for field, pillar in zip(maturity, rules.maturity.pillars, strict=True):
        assert (field.id, field.label) == (pillar.id, pillar.question)
        assert isinstance(field, YesNoField)
        assert field.required


EXAMPLE_DAY = date(2026, 5, 15)


@pytest.mark.rule("QST-09", "QST-10")
def test_the_example_of_a_good_gate_3(rules: ps.Rulebook) -> None:
    """It has no fault and passes."""
    gate = rules.questionnaires["gate_3"]
    answers = json.loads((EXAMPLES / "gate_3.json").read_text(encoding="utf-8"))
    assert check(gate, answers, on=EXAMPLE_DAY) == ()
    assert evaluate(gate, answers, on=EXAMPLE_DAY).outcome is Outcome.PASSED


@pytest.mark.rule("QST-09", "QST-10")
def test_the_example_of_a_gate_3_with_faults(rules: ps.Rulebook) -> None:
    """Its faults are the planted ones, and two criteria are unmet."""
    gate = rules.questionnaires["gate_3"]
    text = (EXAMPLES / "gate_3_with_faults.json").read_text(encoding="utf-8")
    answers = json.loads(text)
    assert {each.path: each.code for each in check(gate, answers, on=EXAMPLE_DAY)} == {
        "phase_3a.support_processes": "wrong-type",
        "phase_3a.capacity_planning": "missing",
        "phase_3a.capacity_planing": "unknown-field",
        "phase_3b.beta_customers": "hidden-field",
        "phase_3b.readiness_review_on": "no-date",
        "phase_3b.notes_3b": "blank",
    }
    unmet = evaluate(gate, answers, on=EXAMPLE_DAY).failed
    assert [each.criterion.id for each in unmet] == [
        "support_team_trained",
        "monitoring_plan",
    ]


@pytest.mark.rule("QST-09")
def test_the_example_of_a_draft(rules: ps.Rulebook) -> None:
    """Seven of seventeen are answered, and nothing that is answered is wrong."""
    gate = rules.questionnaires["gate_0"]
    text = (EXAMPLES / "gate_0_draft.toml").read_text(encoding="utf-8")
    answers = tomllib.loads(text)
    problems = check(gate, answers, on=EXAMPLE_DAY)
    assert {each.code for each in problems} == {"missing"}
    assert evaluate(gate, answers, on=EXAMPLE_DAY).passed == 3
    shown = progress(gate, answers, on=EXAMPLE_DAY)
    assert (shown.answered, shown.required) == (7, 17)
