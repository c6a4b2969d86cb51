"""The standard journey, entry by entry, as the guides and the programme tell it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

import partner_success as ps
from partner_success.core.citation import SOURCES
from partner_success.gates import Closing, Journey, LaunchRiskTerms, Stage, Weeks

STAGES = ("pre_contract", "gate_0", "gate_1", "gate_2", "gate_3", "post_launch")


@pytest.fixture
def journey(rules: ps.Rulebook) -> Journey:
    """Give the standard journey."""
    return rules.journey


def weeks(each: Weeks | None) -> tuple[int, int] | None:
    """Give the first and the last week."""
    return None if each is None else (each.first, each.last)


@pytest.mark.rule("JRN-01")
def test_six_stages_in_one_order(journey: Journey) -> None:
    """Each stage names the one before it, and no stage is beside another."""
    assert journey.stages.ids == STAGES
    assert [stage.after for stage in journey.stages] == [None, *STAGES[:-1]]
    assert [journey.place(stage) for stage in STAGES] == list(range(6))
    for before, after in pairwise(STAGES):
        following = journey.following(before)
        assert following is not None
        assert following.id == after
        assert journey.before(after) == journey.stages[before]
    assert journey.before("pre_contract") is None
    assert journey.following("post_launch") is None


@pytest.mark.rule("JRN-01")
def test_the_names_of_the_stages(journey: Journey) -> None:
    """The stages are called as the programme calls them."""
    assert [stage.name for stage in journey.stages] == [
        "Pre-Contract",
        "Gate 0: Onboarding Kickoff",
        "Gate 1: Ready to Sell",
        "Gate 2: Ready to Order",
        "Gate 3: Ready to Deliver",
        "Post-Launch",
    ]


@pytest.mark.rule("JRN-01")
def test_all_but_the_last_are_gates(journey: Journey, rules: ps.Rulebook) -> None:
    """Every gate is asked about by the questionnaire of its name."""
    assert [stage.questionnaire for stage in journey.stages] == [*STAGES[:-1], None]
    assert [stage.is_gate for stage in journey.stages] == [True] * 5 + [False]
    for stage in STAGES[:-1]:
        assert journey.questionnaires[stage] == rules.questionnaires[stage]
        assert journey.questionnaires[stage].stage == stage


@pytest.mark.rule("JRN-01", "ACC-01")
def test_access_knows_the_same_stages_and_roles(
    journey: Journey, rules: ps.Rulebook
) -> None:
    """Access decides about the stages of the journey, and by the same roles."""
    assert rules.access.stages.ids == journey.stages.ids
    assert rules.access.roles.ids == journey.roles.ids
    for role in journey.roles:
        assert rules.access.roles[role.id].name == role.name


@pytest.mark.rule("JRN-02")
def test_weeks_of_gates_and_phases(journey: Journey) -> None:
    """The plan gives Gates 1 to 3 and their phases weeks, and nothing else."""
    assert {stage.id: weeks(stage.weeks) for stage in journey.stages} == {
        "pre_contract": None,
        "gate_0": None,
        "gate_1": (1, 12),
        "gate_2": (13, 17),
        "gate_3": (18, 20),
        "post_launch": None,
    }
    phases = [phase for stage in journey.stages for phase in stage.phases]
    assert {phase.id: weeks(phase.weeks) for phase in phases} == {
        "phase_1a": (1, 3),
        "phase_1b": (3, 6),
        "phase_1c": (7, 12),
        "phase_2a": (13, 17),
        "phase_2b": (13, 17),
        "phase_3a": (18, 19),
        "phase_3b": (20, 20),
    }


@pytest.mark.rule("JRN-23")
def test_planned_days(journey: Journey) -> None:
    """Weeks count whole; stages without weeks have days, and Post-Launch no end."""
    days = [stage.days for stage in journey.stages]
    assert days == [30, 7, 84, 35, 21, None]


@pytest.mark.rule("JRN-23")
def test_buffers_of_launch_risk(journey: Journey) -> None:
    """The risk is high below 0 days of buffer, and medium below 14."""
    risk = LaunchRiskTerms(
        high_below=0, medium_below=14, citations=journey.launch_risk.citations
    )
    assert journey.launch_risk == risk


@pytest.mark.rule("JRN-23")
def test_how_a_launch_is_forecast(journey: Journey) -> None:
    """Five durations are enough, and 2,000 draws give three days."""
    terms = journey.forecast
    assert terms is not None
    assert (terms.least_durations, terms.draws) == (5, 2_000)
    assert terms.percentiles == (10, 50, 90)


@pytest.mark.rule("JRN-03")
def test_leads_and_those_beside_them(journey: Journey) -> None:
    """Each stage has one lead, and the others who stand beside it."""
    assert [(stage.lead, stage.supports) for stage in journey.stages] == [
        ("PAM", ("PDM",)),
        ("PDM", ("PAM",)),
        ("PDM", ("PAM", "TPM")),
        ("TPM", ("PDM", "PSM")),
        ("PSM", ("TAM", "TPM", "PAM")),
        ("TAM", ("PSM", "PAM")),
    ]


@pytest.mark.rule("JRN-08")
def test_only_administrators_override(journey: Journey) -> None:
    """Of all roles only the administrator's overrides."""
    assert journey.overriding_roles == ("ADMIN",)


@pytest.mark.rule("JRN-12")
def test_time_of_the_pdm(journey: Journey) -> None:
    """A PDM gives Pre-Contract 10 to 15 hours a week and Gate 1 15 to 20."""
    efforts = {
        stage.id: [(each.role, each.least, each.most) for each in stage.efforts]
        for stage in journey.stages
        if stage.efforts
    }
    assert efforts == {"pre_contract": [("PDM", 10, 15)], "gate_1": [("PDM", 15, 20)]}


SEVEN = (
    "support_processes",
    "escalation_paths",
    "communication_templates",
    "billing",
    "service_levels",
    "incident_procedures",
    "capacity_planning",
)
SIX = (
    "beta_testing",
    "beta_feedback",
    "operational_metrics",
    "support_tickets",
    "launch_plan",
    "go_live_checklist",
)
TEN = (
    *SEVEN[:6],
    "beta_testing",
    "operational_metrics",
    "support_team_trained",
    "launch_plan",
)


@pytest.mark.rule("JRN-13")
def test_phases_of_gate_3(journey: Journey) -> None:
    """Gate 3 runs as 3A with seven items and then 3B with six."""
    first, second = journey.stages["gate_3"].phases
    assert (first.id, first.after, first.items.ids) == ("phase_3a", None, SEVEN)
    assert (second.id, second.after, second.items.ids) == ("phase_3b", "phase_3a", SIX)
    assert journey.stages["gate_3"].phases_in_turn == ("phase_3a", "phase_3b")


@pytest.mark.rule("JRN-02", "JRN-13")
def test_only_gate_3_has_phases_in_turn(journey: Journey) -> None:
    """The phases of Gates 1 and 2 go side by side."""
    in_turn = [stage.id for stage in journey.stages if stage.phases_in_turn]
    assert in_turn == ["gate_3"]


@pytest.mark.rule("JRN-15")
def test_ten_items_of_operational_readiness(
    journey: Journey, rules: ps.Rulebook
) -> None:
    """The checklist of Gate 3 has the ten items of the readiness questionnaire."""
    gate = journey.stages["gate_3"]
    assert gate.checklist.ids == TEN
    asked = rules.questionnaires["operational_readiness"].sections["items"].criteria
    assert gate.checklist.ids == asked.ids


@pytest.mark.rule("JRN-13", "JRN-14", "JRN-15", "JRN-17")
def test_what_closes_the_items_of_gate_3(journey: Journey) -> None:
    """Fourteen items are to be closed, four of them by what else is recorded."""
    gate = journey.stages["gate_3"]
    assert {item.id for item in gate.items} == {*SEVEN, *SIX, *TEN}
    assert len(gate.items) == 14
    closing = {
        item.id: item.closed_by
        for item in gate.items
        if item.closed_by is not Closing.HAND
    }
    assert closing == {
        "beta_testing": Closing.BETA,
        "beta_feedback": Closing.BETA,
        "operational_metrics": Closing.METRICS,
        "support_team_trained": Closing.SUPPORT,
    }


@pytest.mark.rule("JRN-16", "JRN-18")
def test_where_the_beta_and_the_launch_belong(journey: Journey) -> None:
    """Beta testing and the decision to launch belong to Gate 3."""
    assert [stage.id for stage in journey.stages if stage.beta] == ["gate_3"]
    assert [stage.id for stage in journey.stages if stage.launch] == ["gate_3"]


@pytest.mark.rule("JRN-26")
def test_eight_items_of_gate_2(journey: Journey) -> None:
    """Gate 2 is checked by eight items, each ticked off by hand."""
    assert journey.stages["gate_2"].checklist.ids == (
        "endpoints",
        "authentication",
        "error_handling",
        "monitoring",
        "test_transactions",
        "runbooks",
        "technical_team_trained",
        "documentation",
    )
    closing = {item.closed_by for item in journey.stages["gate_2"].items}
    assert closing == {Closing.HAND}


@pytest.mark.rule("JRN-26")
def test_three_items_before_post_launch(journey: Journey) -> None:
    """Launch, hand-off and monitoring come before Post-Launch."""
    entry = journey.stages["post_launch"].entry
    assert [(item.id, item.closed_by) for item in entry] == [
        ("launch_complete", Closing.LAUNCH),
        ("hand_off_complete", Closing.HAND_OFF),
        ("performance_monitoring", Closing.HAND),
    ]
    assert [stage.id for stage in journey.stages if stage.entry] == ["post_launch"]


@pytest.mark.rule("JRN-20")
def test_three_hand_offs(journey: Journey) -> None:
    """Each hand-off leads into a stage, and the last has a shadow period besides."""
    told = [(each.giver, each.taker, each.into) for each in journey.hand_offs]
    assert told == [
        ("PDM", "TPM", "gate_2"),
        ("TPM", "PSM", "gate_3"),
        ("PSM", "TAM", "post_launch"),
    ]
    three = ("meeting", "documentation_review", "partner_introduction")
    steps = [each.steps.ids for each in journey.hand_offs]
    assert steps == [three, three, (*three, "shadow_period")]
    reviews = {each.reviewed_in for each in journey.hand_offs}
    assert reviews == {"documentation_review"}
    for each in journey.hand_offs:
        assert journey.hand_off_into(each.into) == each
    assert journey.hand_off_into("gate_1") is None


@pytest.mark.rule("JRN-20")
def test_leads_hand_over_to_the_next_lead(journey: Journey) -> None:
    """Wherever the lead changes after Gate 1, a hand-off goes from one to the other."""
    for each in journey.hand_offs:
        before = journey.before(each.into)
        assert isinstance(before, Stage)
        assert (each.giver, each.taker) == (before.lead, journey.stages[each.into].lead)


@pytest.mark.rule("JRN-21")
def test_what_is_handed_over(journey: Journey) -> None:
    """Each hand-off lists its documents."""
    assert {each.id: each.documents.ids for each in journey.hand_offs} == {
        "pdm_to_tpm": (
            "technical_requirements",
            "architecture",
            "integration_specification",
            "timeline",
        ),
        "tpm_to_psm": (
            "api_integration",
            "monitoring",
            "operational_processes",
            "known_issues",
        ),
        "psm_to_tam": (
            "operational_procedures",
            "support_processes",
            "beta_results",
            "launch_metrics",
            "known_issues",
        ),
    }


@pytest.mark.rule("RBK-03")
def test_every_entry_says_where_it_comes_from(journey: Journey) -> None:
    """Stages, phases, items, hand-offs and what is in them all name a source."""
    entries: list[Any] = [journey, *journey.stages, *journey.hand_offs]
    for stage in journey.stages:
        entries += [*stage.efforts, *stage.phases, *stage.items, *stage.entry]
        for process in stage.processes:
            entries += [process, *process.activities]
    for hand_off in journey.hand_offs:
        entries += [*hand_off.steps, *hand_off.documents]
    for entry in entries:
        assert entry.citations
        assert {citation.source for citation in entry.citations} <= {*SOURCES}


@pytest.mark.rule("JRN-24")
def test_four_processes_with_twelve_activities(journey: Journey) -> None:
    """The PSM's work in Gate 3 is four processes of three activities in four steps."""
    processes = journey.stages["gate_3"].processes
    led = [each for each in processes if all(a.role is None for a in each.activities)]
    assert [(process.id, process.activities.ids) for process in led] == [
        (
            "support_processes_validation",
            ("support_structure", "escalation_testing", "template_validation"),
        ),
        (
            "systems_validation",
            ("billing_validation", "service_level_setup", "incident_validation"),
        ),
        ("beta", ("customer_selection", "beta_launch", "beta_evaluation")),
        (
            "launch_preparation",
            ("launch_planning", "final_validation", "go_live_preparation"),
        ),
    ]
    steps = [activity.steps for process in led for activity in process.activities]
    assert [len(each) for each in steps] == [4] * 12
    names = [step.name for each in steps for step in each]
    assert len(set(names)) == 48


@pytest.mark.rule("JRN-24")
def test_five_things_that_a_tam_does_in_gate_3(journey: Journey) -> None:
    """What the TAM does beside the PSM is listed with its role."""
    (beside,) = [
        process
        for process in journey.stages["gate_3"].processes
        if {activity.role for activity in process.activities} == {"TAM"}
    ]
    assert beside.activities.ids == (
        "readiness_review",
        "beta_results",
        "operational_setup",
        "support_relationship",
        "support_preparation",
    )
    assert "TAM" in journey.stages["gate_3"].supports


@pytest.mark.rule("JRN-24")
def test_nothing_is_passed_by_what_people_do(journey: Journey) -> None:
    """Processes are listed to be worked by; only Gate 3 has some."""
    assert [stage.id for stage in journey.stages if stage.processes] == ["gate_3"]
