"""Whole documents, read and refused."""

from __future__ import annotations

from typing import Any

import pytest

from partner_success.errors import InvalidDataError, Problem
from partner_success.rulebook import from_document
from partner_success.rulebook.loading import load_families
from partner_success.rulebook.store import standard_document
from tests.unit.rulebook.cards import card, component, measure


def problems(document: dict[str, Any]) -> tuple[Problem, ...]:
    """Give every fault of a document."""
    with pytest.raises(InvalidDataError) as caught:
        load_families(document)
    return caught.value.problems


def told(document: dict[str, Any]) -> list[tuple[str, str]]:
    """Give path and code of every fault."""
    return [(problem.path, problem.code) for problem in problems(document)]


@pytest.mark.rule("RBK-02")
def test_every_fault_at_once(document: dict[str, Any]) -> None:
    """Faults of all families are told together, each by its path."""
    document["helth"] = {}
    del document["maturity"]
    document["nps"]["low"] = "0"
    document["csat"]["confidence"] = 2
    document["csat"]["optional_prefix"] = ""
    document["licence"]["risky"] = ["higher"]
    document["triggers"]["performance"]["severities"] = ["hgih"]
    document["triggers"]["usage_decline"]["span_days"] = 0
    document["health"]["components"][1]["measures"][2]["wieght"] = 5
    document["targets"][3]["relation"] = "atleast"
    assert told(document) == [
        ("helth", "unknown-key"),
        ("maturity", "missing-key"),
        ("targets[3].relation", "unknown-value"),
        ("health.components[1].measures[2].wieght", "unknown-key"),
        ("csat.confidence", "out-of-range"),
        ("csat.optional_prefix", "empty"),
        ("nps.low", "wrong-type"),
        ("licence.risky", "unknown-band"),
        ("triggers.usage_decline.span_days", "out-of-range"),
        ("triggers.performance.severities[0]", "unknown-value"),
    ]


@pytest.mark.rule("HLT-11", "RBK-02")
def test_faults_of_every_part_are_told_together(document: dict[str, Any]) -> None:
    """Wrong weights do not hide a gap of the bands, nor the other way round."""
    health = document["health"]
    health["components"][0]["weight"] = 0
    health["components"][1]["measures"][0]["weight"] = -1
    health["least_coverage"] = 101
    health["bands"]["entries"][1]["ceiling"] = 89
    assert set(told(document)) == {
        ("health.components[0].weight", "out-of-range"),
        ("health.components[1].measures[0].weight", "out-of-range"),
        ("health.least_coverage", "out-of-range"),
        ("health.bands.healthy", "gap"),
    }


@pytest.mark.rule("HLT-11", "RBK-02")
def test_models_are_refused_with_every_fault(document: dict[str, Any]) -> None:
    """A scorecard that contradicts itself is refused with all its contradictions."""
    health = document["health"]
    health["components"][2]["id"] = "uptime"
    health["components"][3]["id"] = "Tone"
    health["bands"]["high"] = 99
    assert set(told(document)) == {
        ("health.bands", "bands-too-short"),
        ("health.components.Tone", "bad-id"),
        ("health.components.uptime", "duplicate-id"),
    }


@pytest.mark.rule("HLT-11")
def test_bands_are_refused_with_every_fault(document: dict[str, Any]) -> None:
    """Bands with a gap, an overlap and a band out of reach are refused at once."""
    entries = document["health"]["bands"]["entries"]
    entries[1]["ceiling"] = 89
    entries[2]["ceiling"] = 81
    entries[4]["floor"] = 1
    assert set(told(document)) == {
        ("health.bands.healthy", "gap"),
        ("health.bands.at_risk", "overlap"),
        ("health.bands.emergency", "gap"),
    }


def test_near_misses_of_families(document: dict[str, Any]) -> None:
    """A misspelt family is told what it may have meant, any other what there is."""
    document |= {"helth": {}, "zzz": {}}
    first, second = problems(document)
    assert "did you mean 'health'?" in first.message
    assert "known: edition, targets, " in second.message


@pytest.mark.rule("RBK-02")
def test_targets_that_are_not_there(document: dict[str, Any]) -> None:
    """A target that is only misspelt is one fault, not three."""
    first, *_, last = document["health"]["components"]
    first["measures"][0]["target"] = "uptme"
    last["measures"][0]["target"] = "zzzz"
    one, two = problems(document)
    assert one.path == "health.components[0].measures[0].target"
    assert (one.code, one.given) == ("unknown-reference", "uptme")
    assert "no target is called 'uptme'; did you mean 'uptime'?" in one.message
    assert "known: uptime, migration_success, " in two.message


def test_faults_beside_a_target_that_is_not_there(document: dict[str, Any]) -> None:
    """What is wrong with a measure besides its target is told nevertheless."""
    measure = document["health"]["components"][0]["measures"][0]
    measure |= {"target": "uptme", "weight": 0}
    assert told(document) == [
        ("health.components[0].measures[0].target", "unknown-reference"),
        ("health.components[0].measures[0].weight", "out-of-range"),
    ]


def test_faults_of_a_target_are_told_once(document: dict[str, Any]) -> None:
    """What is wrong with a shared target is told where it stands, not where used."""
    document["targets"][0]["value"] = "high"
    document["targets"][1]["decimals"] = -1
    assert told(document) == [
        ("targets[0].value", "wrong-type"),
        ("targets[1].decimals", "negative"),
    ]


def test_bands_that_are_not_there(document: dict[str, Any]) -> None:
    """Bands can be lent by a family that has some."""
    document["partner_health"]["bands"] = "helth"
    (problem,) = problems(document)
    assert (problem.path, problem.code) == ("partner_health.bands", "unknown-reference")
    assert "no family with bands is called 'helth'; did you mean" in problem.message


def test_bands_do_not_lend_themselves(document: dict[str, Any]) -> None:
    """A family that only names its bands has none to lend."""
    document["health"]["bands"] = "partner_health"
    assert told(document) == [
        ("health.bands", "unknown-reference"),
        ("partner_health.bands", "unknown-reference"),
    ]


def test_faults_of_lent_bands_are_told_once(document: dict[str, Any]) -> None:
    """Faults of lent bands are told where they stand; that they do not fit, here."""
    document["health"]["bands"]["entries"][1]["ceiling"] = 89
    assert told(document) == [("health.bands.healthy", "gap")]
    del document["health"]["bands"]["entries"][1]["ceiling"]
    document["partner_health"]["high"] = 200
    assert told(document) == [("partner_health.bands", "bands-too-short")]


@pytest.mark.rule("SLA-09", "SLA-13", "RBK-02")
def test_tiers_and_channels_that_are_not_there(document: dict[str, Any]) -> None:
    """A step names a tier and a channel of the support; a misspelt one is one fault."""
    steps = document["sla"][0]["escalation"]
    steps[0]["tier"], steps[1]["channel"] = "tier_9", "fone"
    del steps[2]["tier"]
    one, two, three = problems(document)
    assert (one.path, one.code) == ("sla[0].escalation[0].tier", "unknown-reference")
    assert "no tier is called 'tier_9'; did you mean 'tier_4'?" in one.message
    assert (two.path, two.code) == ("sla[0].escalation[1].channel", "unknown-reference")
    assert "no channel is called 'fone'; did you mean 'phone'?" in two.message
    assert (three.path, three.code) == ("sla[0].escalation[2].tier", "missing-key")


@pytest.mark.rule("SLA-09", "SLA-13")
def test_faults_of_tiers_and_channels_are_told_once(document: dict[str, Any]) -> None:
    """What is wrong with a tier is told where it stands, not where it is called."""
    document["support"]["tiers"][2]["coverage"] = "nights"
    del document["support"]["channels"][0]["does"]
    assert told(document) == [
        ("support.tiers[2].coverage", "unknown-value"),
        ("support.channels[0].does", "missing-key"),
    ]


@pytest.mark.rule("SLA-01", "SLA-02", "SLA-09")
def test_faults_of_support_policies(document: dict[str, Any]) -> None:
    """Times, limits, pauses and shares are told by their paths."""
    partner, enterprise = document["sla"]
    partner["first_response"]["pauses"] = "some"
    partner["first_response"]["medium"]["unit"] = "days"
    partner["escalation"][3]["share"] = 90
    enterprise["resolution"]["limit"] = "under"
    enterprise["first_response"]["low"]["value"] = 0
    del enterprise["first_response"]["high"]
    document["compliance"]["percentile"] = 100
    assert set(told(document)) == {
        ("sla[0].first_response.pauses", "unknown-value"),
        ("sla[0].first_response.medium.unit", "unknown-value"),
        ("sla[1].resolution.limit", "unknown-value"),
        ("sla[1].first_response.low.value", "out-of-range"),
        ("sla[1].first_response.high", "missing-key"),
        ("compliance.percentile", "out-of-range"),
    }
    partner["first_response"]["pauses"] = ["waiting on partner"]
    partner["first_response"]["medium"]["unit"] = "hours"
    assert ("sla[0].escalation[3].share", "wrong-order") in told(document)


@pytest.mark.parametrize(
    ("family", "value", "path"),
    [
        ("support", 5, "support"),
        ("support", {"tiers": 5}, "support.tiers"),
        ("support", {"channels": [5]}, "support.channels[0]"),
        ("sla", {"id": 5}, "sla"),
        ("sla", [{"escalation": 5}], "sla[0].escalation"),
        ("sla", [{"escalation": [{"tier": 5}]}], "sla[0].escalation[0].tier"),
    ],
)
def test_support_of_another_form(
    document: dict[str, Any], family: str, value: object, path: str
) -> None:
    """What is no table, or no list, is told by its path."""
    document[family] = value
    assert path in {where for where, _ in told(document)}


@pytest.mark.rule("RBK-01")
def test_nobody_writes_the_provenance(document: dict[str, Any]) -> None:
    """A file cannot claim that results come from another edition."""
    document["nps"]["provenance"] = {"edition": "another"}
    document["health"]["provenance"] = {"edition": "another"}
    assert set(told(document)) == {
        ("nps.provenance", "unknown-key"),
        ("health.provenance", "unknown-key"),
    }


@pytest.mark.parametrize("units", [5, "points", {"low": 5}, {"low": ["ms", 5]}, []])
def test_units_that_are_no_text(document: dict[str, Any], units: object) -> None:
    """Units are for readers only, and have to be readable."""
    document["nps"]["units"] = units
    assert told(document) == [("nps.units", "wrong-type")]


def test_units_of_a_curve(document: dict[str, Any]) -> None:
    """Units of the columns of a curve are a list."""
    document["nps"]["units"] = {"curve": ["ms", "points"]}
    assert load_families(document).nps.low == 0


def test_editions_have_no_units(document: dict[str, Any]) -> None:
    """An edition counts nothing."""
    document["edition"]["units"] = {}
    assert told(document) == [("edition.units", "unknown-key")]


@pytest.mark.rule("RBK-01")
def test_results_of_every_family_name_the_edition(document: dict[str, Any]) -> None:
    """Each family knows the edition that it was loaded from."""
    document["edition"]["id"] = "acme 7"
    document["scorecards"] = [card(component("all", 1, measure("speed")))]
    families = load_families(document)
    named = (
        families.health,
        families.partner_health,
        families.readiness,
        families.readiness.card,
        families.maturity,
        families.csat,
        families.nps,
        families.licence,
        families.triggers,
        families.support,
        families.sla["partner_support"],
        families.sla["enterprise_support"],
        families.compliance,
        families.access,
        families.sharing,
        families.questionnaires["gate_0"],
        families.questionnaires["partner_readiness"],
        families.journey,
        families.lifecycle,
        families.renewals,
        families.kpis,
        families.foundations,
        families.playbooks["renewal_success"],
        families.cadence,
        families.programme,
        families.incentives,
        families.enablement,
        families.specialisation,
        families.leverage,
        families.staffing,
        families.role_analytics,
        families.returns,
        families.analytics,
        families.scorecards["care"],
    )
    assert {each.provenance.edition for each in named} == {"acme 7"}
    score = families.scorecards["care"].score(all=90)
    assert str(score.provenance) == "rulebook acme 7"


@pytest.mark.parametrize(
    ("family", "value", "path"),
    [
        ("edition", 5, "edition"),
        ("edition", {"id": 5}, "edition.id"),
        ("targets", "x", "targets"),
        ("targets", [5], "targets[0]"),
        ("targets", [{"id": 5}], "targets[0].id"),
        ("health", [], "health"),
        ("health", {"components": 5}, "health.components"),
        ("health", {"components": [5]}, "health.components[0]"),
        (
            "health",
            {"components": [{"measures": [5]}]},
            "health.components[0].measures[0]",
        ),
        ("scorecards", {"a": 5}, "scorecards"),
        ("scorecards", [5], "scorecards[0]"),
        ("nps", None, "nps"),
        ("journey", 5, "journey"),
        ("journey", {"stages": 5}, "journey.stages"),
        ("journey", {"questionnaires": [5]}, "journey.questionnaires[0]"),
        ("questionnaires", {"a": 5}, "questionnaires"),
        ("questionnaires", [5], "questionnaires[0]"),
        ("questionnaires", [{"sections": 5}], "questionnaires[0].sections"),
        ("questionnaires", [{"sections": [5]}], "questionnaires[0].sections[0]"),
    ],
)
def test_families_of_another_form(
    document: dict[str, Any], family: str, value: object, path: str
) -> None:
    """What is no table, or no list, is told by its path and never breaks the loader."""
    document[family] = value
    assert path in {where for where, _ in told(document)}


def test_the_subject_names_the_rulebook(document: dict[str, Any]) -> None:
    """The message begins with the rulebook's id, if it has one."""
    document["nps"]["low"] = "0"
    with pytest.raises(InvalidDataError, match=r"the rulebook 'standard 2026\.1': 1"):
        from_document(document)
    document["edition"]["id"] = 5
    with pytest.raises(InvalidDataError, match="the rulebook: 2 faults"):
        from_document(document)
    document["edition"] = 5
    with pytest.raises(InvalidDataError, match="the rulebook: 2 faults"):
        from_document(document)


def test_loading_changes_nothing(document: dict[str, Any]) -> None:
    """The document stays as it was."""
    load_families(document)
    assert document == standard_document()
