"""What the playground asks the library, without a browser."""

from __future__ import annotations

import importlib.util
import json
import sys
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

import pytest

import partner_success as ps

SCRIPT = Path(__file__).parents[2] / "docs" / "playground" / "playground.py"
WORK = {
    "calendar": "Mon-Fri 09:00-17:00; zone Europe/Berlin",
    "start": "2026-05-08T15:00",
    "zone": "Europe/Berlin",
    "amount": 3,
    "unit": "working days",
}
ASKS = {
    "role": "PSM",
    "stage": "gate_3",
    "tie": "assigned",
    "gate": "gate_3",
    "status": "awaiting_sign_off",
    "reason": False,
}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script of the page, as the browser imports it."""
    spec = importlib.util.spec_from_file_location("playground", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ask(script: ModuleType, kind: str, /, **given: Any) -> Any:
    """Ask a question as the page does."""
    return json.loads(script.ask(json.dumps({"kind": kind, "given": given})))


def test_forms_offer_what_the_rulebook_knows(
    rules: ps.Rulebook, script: ModuleType
) -> None:
    """Components, elements, roles and stages come from the rulebook, in its order."""
    found = ask(script, "catalogue")
    ids = {
        name: [each["id"] for each in found[name]]
        for name in ("health", "sections", "roles", "stages", "statuses", "scale")
    }
    assert ids["health"] == list(rules.health.components.ids)
    assert ids["sections"] == list(rules.readiness.sections.ids)
    assert ids["roles"] == list(rules.access.roles.ids)
    assert ids["stages"] == list(rules.access.stages.ids)
    assert ids["statuses"] == list(rules.access.facts["gate_status"].words)
    assert ids["scale"] == [str(each.rating) for each in rules.readiness.scale]
    assert {(each["low"], each["high"]) for each in found["health"]} == {(0, 100)}
    assert sum(len(each["elements"]) for each in found["sections"]) == 50
    assert found["edition"] == rules.health.provenance.edition


def test_score_is_told_with_the_way_to_the_next_band(script: ModuleType) -> None:
    """Two tables: how the score came about, and what would reach the band above."""
    found = ask(script, "health", **script.EXAMPLE)
    assert (found["headline"], found["band"]) == ("77.7: At Risk", "at_risk")
    first, second = found["tables"]
    assert first["rows"][0]["won"] == "27.6"
    assert second["title"] == "Customer health 77.7 needs 2.3 points to Healthy"
    assert second["rows"][1]["needed"] == "78.67"


def test_best_band_has_no_next(script: ModuleType) -> None:
    """Who is a Champion needs nothing more."""
    found = ask(script, "health", **dict.fromkeys(script.EXAMPLE, 90))
    assert (found["band"], len(found["tables"])) == ("champion", 1)


def test_readiness_has_a_level_once_it_is_settled(script: ModuleType) -> None:
    """Without answers there is no level, with all of them there is."""
    sections = ask(script, "catalogue")["sections"]
    every = {each["id"]: 5 for part in sections for each in part["elements"]}
    assert ask(script, "readiness")["band"] is None
    found = ask(script, "readiness", **every)
    assert found["band"] == "optimizing"
    assert found["headline"] == found["tables"][0]["title"]


def test_misuse_is_told_and_not_raised(script: ModuleType) -> None:
    """Every fault comes back as a line, for the page to show."""
    values = {**script.EXAMPLE, "user_adoption": 101}
    assert ask(script, "health", **values) == {
        "refused": True,
        "headline": "the values for Customer health cannot be read",
        "remarks": ["user_adoption: User adoption must be from 0 to 100, found 101"],
    }


def test_work_is_due_by_the_calendar(script: ModuleType) -> None:
    """The due time, and the stretches of work on the way."""
    found = ask(script, "calendar", **WORK)
    assert found["headline"] == "Due on Wednesday 2026-05-13 15:00 CEST"
    assert datetime.fromisoformat(found["due"]).isoformat() == found["due"]
    rows = found["tables"][0]["rows"]
    assert [row["work"] for row in rows] == ["2:00:00", "8:00:00", "8:00:00", "6:00:00"]
    assert found["tables"][0]["remarks"] == [
        "the calendar as it was read: Mon-Fri 09:00-17:00; zone Europe/Berlin"
    ]


def test_long_work_lists_some_of_its_stretches(script: ModuleType) -> None:
    """What is not listed is counted; work of no length has no stretches."""
    found = ask(script, "calendar", **{**WORK, "amount": 20})
    table = found["tables"][0]
    assert len(table["rows"]) == script.MOST_STRETCHES
    assert table["remarks"][0] == "and 9 more stretches of work"
    none = ask(script, "calendar", **{**WORK, "amount": 0, "unit": "hours"})
    assert none["tables"][0]["rows"] == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"calendar": "Mon-Fry 09:00-17:00"}, "no weekday is called 'Fry'"),
        ({"calendar": ""}, "a calendar needs the hours of its weekdays"),
        ({"zone": "Europe/Berln"}, "no time zone is called 'Europe/Berln'"),
        ({"start": ""}, "the work begins at no time; choose one"),
        ({"amount": None}, "a whole number of working days; nothing is there"),
        ({"amount": 1.5, "unit": "hours"}, "a whole number of hours; found 1.5"),
        ({"amount": 10**300, "unit": "hours"}, "no calendar has 1000"),
        ({"calendar": "Mon-Sun closed; zone UTC", "unit": "hours"}, "has not 3:00"),
    ],
)
def test_wrong_calendar_is_refused(
    script: ModuleType, changed: dict[str, Any], told: str
) -> None:
    """A slip of whoever types is answered in words that say what to do."""
    found = ask(script, "calendar", **{**WORK, **changed})
    assert found["refused"]
    assert told in found["headline"]


def test_missing_extra_is_asked_for(script: ModuleType) -> None:
    """Holidays are loaded when a calendar names some, and not before."""
    text = f"{WORK['calendar']}; holidays SM"
    with mock.patch.dict(sys.modules, {"holidays": None}):
        found = ask(script, "calendar", **{**WORK, "calendar": text})
    assert found["needs"] == "holidays"
    assert "knowing holidays needs holidays" in found["headline"]


@pytest.mark.parametrize(
    ("changed", "some", "others"),
    [
        ({}, {"view_partner", "sign_off"}, {"edit_partner", "override_gate"}),
        ({"tie": "not_assigned"}, {"view_analytics"}, {"view_partner"}),
        ({"tie": "granted"}, {"view_gate"}, {"sign_off", "view_tickets"}),
        ({"tie": "deputy"}, {"sign_off"}, {"complete_questionnaire"}),
        ({"stage": "gate_2"}, {"view_analytics"}, {"view_partner"}),
        ({"role": "ADMIN", "status": "failed"}, {"edit_rulebook"}, {"override_gate"}),
        (
            {"role": "ADMIN", "status": "failed", "reason": True},
            {"override_gate"},
            {"change_submission"},
        ),
    ],
)
def test_access_is_told_for_every_action(
    rules: ps.Rulebook,
    script: ModuleType,
    changed: dict[str, Any],
    some: set[str],
    others: set[str],
) -> None:
    """Role, stage, tie, status and reason decide; every action stands in one table."""
    found = ask(script, "access", **{**ASKS, **changed})
    allowed = set(found["allowed"])
    assert some <= allowed
    assert not others & allowed
    tables = [table["rows"] for table in found["tables"]]
    assert [len(rows) for rows in tables] == [
        len(allowed),
        len(rules.access.actions) - len(allowed),
    ]
    assert all(row["why"] for rows in tables for row in rows)
    assert found["headline"].startswith(f"{len(allowed)} of ")


def test_deputy_is_told_in_whose_place(script: ModuleType) -> None:
    """A rule and how it came to hold stand in one line."""
    found = ask(script, "access", **{**ASKS, "tie": "deputy"})
    why = {row["action"]: row["why"] for row in found["tables"][0]["rows"]}
    assert why["sign a gate off"] == (
        "A PSM signs Gate 3 off for assigned partners."
        " (as deputy of a-colleague, by delegation d-1)"
    )
