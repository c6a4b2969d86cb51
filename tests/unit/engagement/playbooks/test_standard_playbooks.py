"""The standard playbooks, beside what was written down by hand from the sources.

A step that is taken only where the case asks for it ends in a question mark.
"""

from __future__ import annotations

import pytest

import partner_success as ps
from partner_success.engagement.playbooks import Playbook, PlaybookKind

PSM = {
    "beta_reveals_issues": (
        "assess_severity prioritise_fixes resolve_with_partner extend_beta? retest"
        " document_resolutions"
    ),
    "support_team_not_ready": (
        "identify_gaps train create_resources run_mock_scenarios validate_readiness"
        " delay_launch?"
    ),
    "metrics_below_target": (
        "identify_root_causes analyse_bottlenecks implement_improvements"
        " monitor_impact validate_metrics document_optimisations"
    ),
    "partner_wants_to_skip_beta": (
        "explain_importance share_risks propose_minimal_beta document_decision"
        " increase_monitoring plan_rapid_response"
    ),
    "launch_date_pressure": (
        "assess_readiness separate_critical discuss_risks recommend"
        " document_rationale plan_mitigation"
    ),
}
TAM = {
    "critical_production_issue": (
        "acknowledge assess_impact engage_resources give_updates"
        " coordinate_resolution conduct_post_mortem document_learnings"
    ),
    "partner_unhappy_with_performance": (
        "listen review_data identify_root_causes create_improvement_plan"
        " implement_changes monitor_results follow_up"
    ),
    "new_feature_wanted": (
        "understand_use_case check_existing explore_workarounds submit_request"
        " set_expectations keep_updated celebrate_delivery"
    ),
    "considering_expansion": (
        "understand_goals assess_technical_readiness quantify_value"
        " coordinate_with_sales support_planning facilitate_discussions"
        " ensure_smooth_expansion"
    ),
    "experiencing_growth": (
        "monitor_capacity identify_needs recommend_increases plan_scaling"
        " support_implementation validate_performance document_growth"
    ),
}
TAM_IN_PARTS = {
    "performance_optimisation": {
        "analyse": (
            "review_kpis identify_bottlenecks analyse_error_rates monitor_resources"
        ),
        "recommend": (
            "suggest_configuration recommend_process identify_automation"
            " propose_capacity"
        ),
        "implement": (
            "implement_with_partner monitor_impact validate_improvements"
            " document_optimisations"
        ),
    },
    "adoption_process": {
        "track": "monitor_features identify_underused understand_patterns benchmark",
        "drive": "educate demonstrate_value train share_stories",
        "measure": (
            "track_adoption measure_business_impact collect_feedback report_success"
        ),
    },
}
TAM_WITHOUT_ORDER = {
    "reactive_support": (
        "respond troubleshoot coordinate_internally escalate provide_workarounds"
        " document_resolutions"
    ),
    "proactive_support": (
        "monitor_health identify_issues recommend_optimisations share_practices"
        " train update_documentation"
    ),
}
TAM_DECIDED = {
    "business_review": (
        "prepare tell_by_data focus_on_outcomes identify_opportunities set_actions"
        " follow_up"
    ),
    "success_plan": (
        "review_plan review_metrics discuss_challenges plan_improvements update_plan"
        " celebrate"
    ),
}
CSM_IN_PARTS = {
    "onboarding_success": {
        "prepare": "assess_environment map_stakeholders agree_criteria plan_resources",
        "implement": (
            "deploy_infrastructure configure_security deliver_training migrate_first"
        ),
        "validate": (
            "validate_performance measure_outcomes survey_users review_with_executives"
        ),
    },
    "expansion_success": {
        "identify": "find_use_cases find_technology find_services find_initiatives",
        "justify": "analyse_return assess_risks estimate_effort obtain_approval",
        "execute": "plan_project implement_fast measure_success develop_reference",
    },
    "renewal_success": {
        "prepare": "review_success analyse_return analyse_competition map_influence",
        "negotiate": (
            "review_with_executives optimise_contract set_pricing manage_procurement"
        ),
        "complete": "sign_contract document_story plan_ahead celebrate",
    },
}
PAM = {
    "partner_fails_gate_criteria": (
        "review_reasons close_gaps consult_role resubmit note_learnings"
    ),
    "timeline_slipping_pam": (
        "review_status identify_blockers adjust_target tell_stakeholders plan_recovery"
    ),
    "team_members_change": "update_assignments notify",
}
PDM = {
    "partner_does_not_qualify": (
        "review_results identify_gaps discuss_with_pam give_feedback document_rationale"
    ),
    "partner_fails_gate_1": (
        "review_reasons plan_remediation train schedule_reassessment track_progress"
    ),
    "timeline_slipping_pdm": (
        "identify_root_cause plan_recovery communicate reset_expectations update_dates"
    ),
    "capacity_constraints": (
        "assess_load prioritise tell_leadership delay_lower ask_for_people"
    ),
}
TPM = {
    "api_integration_failing": (
        "review_logs find_root_cause fix_with_partner test_in_sandbox"
        " release_to_production document"
    ),
    "test_transactions_failing": (
        "locate_failure check_responses check_mapping review_logs fix_and_retest"
        " update_runbook"
    ),
    "partner_team_needs_training": (
        "identify_gaps plan_training prepare_material hold_sessions check_knowledge"
        " give_support"
    ),
    "performance_issues": ("measure find_bottleneck optimise test validate document"),
    "monitoring_alerts_not_working": (
        "check_configuration check_triggers check_delivery check_escalation fix"
        " document"
    ),
}


def in_turn(playbook: Playbook) -> str:
    """Give the steps of a playbook in which each needs the one before it."""
    steps = tuple(playbook.steps)
    for before, step in zip((None, *steps), steps, strict=False):
        assert step.needs == (() if before is None else (before.id,))
        assert (step.part, step.role) == (None, None)
    return " ".join(each.id + "?" * each.if_needed for each in steps)


def by_parts(playbook: Playbook) -> dict[str, str]:
    """Give the steps of each part; all of a part need the whole part before it."""
    before: tuple[str, ...] = ()
    for part in playbook.parts:
        steps = playbook.steps_of(part.id)
        assert {step.needs for step in steps} == {before}
        before = tuple(step.id for step in steps)
    return {
        part.id: " ".join(step.id for step in playbook.steps_of(part.id))
        for part in playbook.parts
    }


def of_kind(rules: ps.Rulebook, role: str, kind: PlaybookKind) -> list[Playbook]:
    """Give the playbooks of a role and kind, in their order."""
    return [each for each in rules.playbooks if (each.role, each.kind) == (role, kind)]


@pytest.mark.rule("PLB-01")
def test_scenarios_of_a_psm(rules: ps.Rulebook) -> None:
    """Five scenarios of six steps each, taken in turn."""
    found = of_kind(rules, "PSM", PlaybookKind.SCENARIO)
    assert {each.id: in_turn(each) for each in found} == PSM
    assert {len(each.steps) for each in found} == {6}


@pytest.mark.rule("PLB-02")
def test_scenarios_of_a_tam(rules: ps.Rulebook) -> None:
    """Five scenarios of seven steps each, taken in turn."""
    found = of_kind(rules, "TAM", PlaybookKind.SCENARIO)
    assert {each.id: in_turn(each) for each in found} == TAM
    assert {len(each.steps) for each in found} == {7}


@pytest.mark.rule("PLB-03")
def test_success_playbooks(rules: ps.Rulebook) -> None:
    """Three playbooks in three parts of four steps each, part after part."""
    found = of_kind(rules, "CSM", PlaybookKind.SUCCESS)
    assert {each.id: by_parts(each) for each in found} == CSM_IN_PARTS
    counts = [[len(p.steps_of(part)) for part in p.parts.ids] for p in found]
    assert counts == [[4, 4, 4]] * 3


@pytest.mark.rule("PLB-03")
def test_objectives_in_numbers(rules: ps.Rulebook) -> None:
    """All are onboarded, in 30 days; at least 90 % renew, begun 180 days before."""
    numbers = {
        each.id: (each.within_days, each.least_success)
        for each in rules.playbooks
        if each.within_days or each.least_success
    }
    assert numbers == {"onboarding_success": (30, 100), "renewal_success": (None, 90)}
    days = {
        part.id: part.days_before_renewal
        for each in rules.playbooks
        for part in each.parts
        if part.days_before_renewal is not None
    }
    assert days == {"prepare": 180, "negotiate": 90}


@pytest.mark.rule("PLB-06")
def test_standing_work_of_a_tam(rules: ps.Rulebook) -> None:
    """Two processes in three parts, two of support without order, two decided."""
    found = {each.id: each for each in of_kind(rules, "TAM", PlaybookKind.PROCESS)}
    parted = {id_: by_parts(each) for id_, each in found.items() if len(each.parts)}
    assert parted == TAM_IN_PARTS
    for id_, steps in TAM_WITHOUT_ORDER.items():
        assert found[id_].steps.ids == tuple(steps.split())
        assert not any(step.needs for step in found[id_].steps)
    assert {id_: in_turn(found[id_]) for id_ in TAM_DECIDED} == TAM_DECIDED
    assert len(found) == len(parted) + len(TAM_WITHOUT_ORDER) + len(TAM_DECIDED)


@pytest.mark.rule("PLB-07")
@pytest.mark.parametrize(
    ("role", "scenarios", "count"), [("PAM", PAM, 3), ("PDM", PDM, 4), ("TPM", TPM, 5)]
)
def test_scenarios_of_the_other_roles(
    rules: ps.Rulebook, role: str, scenarios: dict[str, str], count: int
) -> None:
    """Three of a PAM, four of a PDM and five of a TPM, taken in turn."""
    found = of_kind(rules, role, PlaybookKind.SCENARIO)
    assert {each.id: in_turn(each) for each in found} == scenarios
    assert len(found) == count


@pytest.mark.rule("PLB-01", "PLB-02", "PLB-03", "PLB-06", "PLB-07")
def test_every_playbook_can_be_run_to_an_end(rules: ps.Rulebook) -> None:
    """Each has an objective, two kinds of ends, names of its own, and a source."""
    assert len(rules.playbooks) == 31
    for each in rules.playbooks:
        assert each.objective.endswith(".")
        assert {outcome.success for outcome in each.outcomes} == {True, False}
        for texts in ([s.name for s in each.steps], [o.name for o in each.outcomes]):
            assert len(set(texts)) == len(texts)
            assert all(text and not text.endswith(".") for text in texts)
        first, *_ = each.citations
        assert first.source in {"PSM", "TAM", "FRAMEWORK", "JOURNEY"}
        assert each.citations[-1].source == "DECISION"
        assert each.provenance.edition == rules.edition.id
    names = [each.name for each in rules.playbooks]
    assert len(set(names)) == len(names)


@pytest.mark.rule("PLB-05")
def test_everything_that_is_called_for_is_there(rules: ps.Rulebook) -> None:
    """Every trigger and band names playbooks that the rulebook has."""
    triggers = rules.triggers
    called = {name for response in triggers.responses for name in response.playbooks}
    called |= {*triggers.usage_decline.playbooks, *triggers.performance.playbooks}
    called |= {*triggers.performance.open_playbooks, *triggers.complaints.playbooks}
    called |= {*triggers.executive_disengagement.playbooks}
    called |= {*triggers.executive_disengagement.renewal_playbooks}
    called |= {*triggers.competitive_activity.playbooks}
    assert len(called) == 8
    assert called <= set(rules.playbooks.ids)
