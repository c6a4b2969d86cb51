"""Triggers and bands name playbooks that the rulebook has."""

from __future__ import annotations

from typing import Any

import pytest

from partner_success.errors import InvalidDataError
from partner_success.rulebook import from_document, lint_document

PLACES = (
    ("usage_decline", "playbooks"),
    ("performance", "playbooks"),
    ("performance", "open_playbooks"),
    ("complaints", "playbooks"),
    ("executive_disengagement", "playbooks"),
    ("executive_disengagement", "renewal_playbooks"),
    ("competitive_activity", "playbooks"),
)


@pytest.mark.rule("PLB-05", "RBK-02")
def test_playbooks_that_are_not_there(document: dict[str, Any]) -> None:
    """Each is told by its path, with the near one or with what there is."""
    triggers = document["triggers"]
    for trigger, key in PLACES:
        triggers[trigger][key] = ["success_plan", "sucess_plan"]
    triggers["responses"][1]["playbooks"] = ["zzz"]
    with pytest.raises(InvalidDataError) as caught:
        from_document(document)
    problems = caught.value.problems
    assert [(each.path, each.code) for each in problems] == [
        *(
            (f"triggers.{trigger}.{key}[1]", "unknown-reference")
            for trigger, key in PLACES
        ),
        ("triggers.responses[1].playbooks[0]", "unknown-reference"),
    ]
    assert problems[0].message == (
        "no playbook is called 'sucess_plan'; did you mean 'success_plan'?"
    )
    assert "known: onboarding_success, " in problems[-1].message


@pytest.mark.rule("PLB-05", "RBK-02")
def test_a_playbook_that_is_left_out(document: dict[str, Any]) -> None:
    """Whoever takes a playbook out is told which trigger still calls for it."""
    kept = [each for each in document["playbooks"] if each["id"] != "adoption_process"]
    document["playbooks"] = kept
    errors = [each for each in lint_document(document) if each.severity == "error"]
    assert [each.path for each in errors] == ["triggers.usage_decline.playbooks[0]"]


@pytest.mark.parametrize("family", ["playbooks", "triggers"])
def test_faults_of_a_family_are_told_once(
    document: dict[str, Any], family: str
) -> None:
    """Where one of the two cannot be loaded, nothing is said of the other."""
    document[family] = 5
    with pytest.raises(InvalidDataError) as caught:
        from_document(document)
    assert [each.path for each in caught.value.problems] == [family]


def test_faults_of_playbooks_have_their_path(document: dict[str, Any]) -> None:
    """Every fault of every playbook is told at once."""
    first, second, *_ = document["playbooks"]
    first["within_days"] = 0
    first["steps"][3]["needs"] = ["assess"]
    second["outcomes"] = []
    second["answers"] = ["anything"]
    with pytest.raises(InvalidDataError) as caught:
        from_document(document)
    assert {each.path for each in caught.value.problems} >= {
        "playbooks[0].within_days",
        "playbooks[0].steps[3].needs[0]",
        "playbooks[1].answers[0]",
    }
