"""A company's changes to the standard journey, and journeys in whole rulebooks."""

from __future__ import annotations

from typing import Any

import pytest

import partner_success as ps
from partner_success.errors import InvalidDataError
from partner_success.interop import unstructure
from partner_success.rulebook import from_document
from tests.support.journeys import company_journey
from tests.unit.gates.journey_faults import Document

PILOT: Document = {
    "id": "pilot",
    "version": "1.0.0",
    "title": "Pilot",
    "pass_policy": {"at_least": 1, "units": {"at_least": "sections"}},
    "sections": [
        {
            "id": "trial",
            "title": "Trial",
            "reviewed": True,
            "fields": [{"id": "note", "type": "text", "label": "Note"}],
        }
    ],
}


def overlay(**more: Any) -> Document:
    """Give changes of a company that has a stage of its own behind Gate 1."""
    stage = {"id": "pilot", "name": "Pilot", "after": "gate_1", "lead": "TPM"}
    stage |= {"plan_days": 20, "questionnaire": "pilot"}
    edition = {
        "id": "acme 1",
        "name": "Acme",
        "extends": "standard 2026.1",
        "effective_from": "2026-01-01",
    }
    journey = {"stages": [{"id": "gate_2", "after": "pilot"}, stage]}
    return {"edition": edition, "journey": journey, **more}


def overlaid(changes: Document) -> list[tuple[str, str]]:
    """Give path and code of every fault of a company's changes."""
    with pytest.raises(InvalidDataError) as caught:
        from_document(changes)
    return [(each.path, each.code) for each in caught.value.problems]


@pytest.mark.rule("JRN-25", "RBK-02")
def test_a_company_changes_the_standard_journey() -> None:
    """A stage laid over the standard comes where it says, with what asks about it."""
    found = from_document(overlay(questionnaires=[PILOT]))
    assert found.journey.stages.ids == (
        "pre_contract",
        "gate_0",
        "gate_1",
        "pilot",
        "gate_2",
        "gate_3",
        "post_launch",
    )
    asked = found.journey.questionnaires
    assert asked == found.questionnaires
    assert asked["pilot"].provenance.edition == "acme 1"


@pytest.mark.rule("JRN-25", "RBK-02")
def test_faults_of_an_overlay_name_the_stage() -> None:
    """What a company's stage lacks is told by its id, wherever the list has it."""
    assert overlaid(overlay()) == [
        ("journey.stages.pilot.questionnaire", "unknown-reference")
    ]
    changes = overlay(questionnaires=[PILOT])
    changes["journey"]["stages"][1]["lead"] = "TMP"
    changes["journey"]["stages"][1]["phases"] = [{"id": "trail", "name": "T"}]
    assert overlaid(changes) == [
        ("journey.stages.pilot.lead", "unknown-role"),
        ("journey.stages.pilot.phases.trail.id", "unknown-section"),
    ]


@pytest.mark.rule("JRN-25", "RBK-01")
def test_a_journey_may_bring_its_questionnaires() -> None:
    """A journey with questionnaires of its own does not take the rulebook's."""
    own = unstructure(company_journey())
    own["questionnaires"][0]["pass_policy"]["units"] = {"at_least": "sections"}
    whole = ps.standard().document() | {"journey": own}
    found = from_document(whole).journey
    assert found.questionnaires.ids == ("meet", "build", "prove")
    provenances = {each.provenance.edition for each in (found, *found.questionnaires)}
    assert provenances == {"standard 2026.1"}


@pytest.mark.rule("JRN-25", "RBK-02")
def test_faults_of_questionnaires_are_not_laid_to_the_journey() -> None:
    """Where questionnaires cannot be read, the journey is not accused of them."""
    whole = ps.standard().document()
    whole["questionnaires"][0]["title"] = 5
    assert overlaid(whole) == [("questionnaires[0].title", "wrong-type")]
    whole["questionnaires"] = []
    assert overlaid(whole) == [
        (f"journey.stages[{place}].questionnaire", "unknown-reference")
        for place in range(5)
    ]
