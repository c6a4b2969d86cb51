"""The form of a rulebook file as a JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from partner_success.rulebook import rulebook_schema
from tests.unit.rulebook.cards import card, component

OURS = {
    "id": "acme 1",
    "name": "Acme",
    "effective_from": "2026-07-01",
    "extends": "standard 2026.1",
}


def plain(value: Any) -> Any:
    """Give data as a JSON file holds it."""
    return json.loads(json.dumps(value, default=_plain))


def _plain(value: Any) -> Any:
    assert isinstance(value, Decimal | date)
    return float(value) if isinstance(value, Decimal) else value.isoformat()


def accepts(document: Any, *, overlay: bool = False) -> bool:
    """Tell whether a schema accepts a document."""
    valid: bool = validator(overlay=overlay).is_valid(plain(document))
    return valid


@cache
def validator(*, overlay: bool) -> Any:
    """Give what checks documents by a schema that is one itself."""
    schema = rulebook_schema(overlay=overlay)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(json.loads(json.dumps(schema)))


@pytest.mark.rule("RBK-02")
def test_the_standard_rulebook_has_the_form(document: dict[str, Any]) -> None:
    """The standard rulebook is accepted, with scorecards of a company too."""
    assert accepts(document)
    units = {"curve": ["ms", "points"], "weight": "points"}
    own = card(component("speed"), bands="health", units=units)
    assert accepts({**document, "scorecards": [own]})


FAULTS: list[tuple[str, Callable[[Any], Any]]] = [
    ("a family is missing", lambda d: d.pop("nps")),
    ("an unknown family", lambda d: d.update(npss={})),
    ("an unknown key", lambda d: d["nps"].update(wieght=1)),
    ("a missing key", lambda d: d["nps"].pop("low")),
    ("text for a number", lambda d: d["nps"].update(low="0")),
    ("a fraction for a whole number", lambda d: d["nps"].update(low=0.5)),
    ("an unknown choice", lambda d: d["health"].update(combine="median")),
    ("a target without id", lambda d: d["targets"][0].pop("id")),
    ("a number for a target", lambda d: _measure(d).update(target=5)),
    ("a number for bands", lambda d: d["partner_health"].update(bands=5)),
    ("a number for a tier", lambda d: _step(d).update(tier=5)),
    ("a pause that is no list", lambda d: _first(d).update(pauses="some")),
    ("days of no kind", lambda d: _first(d)["low"].update(unit="days")),
    ("a day that is none", lambda d: d["edition"].update(effective_from="1.1.2026")),
    ("units that are no text", lambda d: d["nps"]["units"].update(low=5)),
    ("units of the edition", lambda d: d["edition"].update(units={})),
    ("what the loader adds", lambda d: d["nps"].update(provenance={})),
    ("what is derived", lambda d: d["readiness"].update(card={})),
    (
        "a form that takes an unknown family",
        lambda d: _taking(d).update(fields_from="nps"),
    ),
    ("a form that takes nothing", lambda d: _taking(d).pop("fields_from")),
    ("no sections", lambda d: _form(d, "partner_readiness").pop("sections_from")),
    ("units of a question that are no text", lambda d: _amount(d).update(units=5)),
    ("a question of no kind", lambda d: _amount(d).pop("type")),
    ("removed entries", lambda d: d["targets"].append({"id": "a", "removed": True})),
]


def _measure(document: Any) -> Any:
    return document["health"]["components"][0]["measures"][0]


def _step(document: Any) -> Any:
    return document["sla"][0]["escalation"][0]


def _form(document: Any, id_: str) -> Any:
    return next(each for each in document["questionnaires"] if each["id"] == id_)


def _taking(document: Any) -> Any:
    return _form(document, "partner_csat")["sections"][0]


def _amount(document: Any) -> Any:
    return _form(document, "gate_0")["sections"][3]["fields"][0]


def _first(document: Any) -> Any:
    return document["sla"][0]["first_response"]


@pytest.mark.rule("RBK-02")
@pytest.mark.parametrize(("name", "spoil"), FAULTS, ids=[name for name, _ in FAULTS])
def test_planted_faults(
    document: dict[str, Any], name: str, spoil: Callable[[Any], Any]
) -> None:
    """A fault that the loader would refuse is refused by the schema too."""
    spoil(document)
    assert not accepts(document), name


def _asking(form: str, section: dict[str, Any]) -> dict[str, Any]:
    return {"questionnaires": [{"id": form, "sections": [section]}]}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"nps": {"low": 1}},
        {"health": {"components": [{"id": "user_adoption", "weight": 25}]}},
        {"health": {"bands": {"entries": [{"id": "champion", "floor": 92}]}}},
        {"targets": [{"id": "uptime", "removed": True}, {"id": "nps", "value": 60}]},
        {"csat": {"thresholds": [{"at_least": 4, "points": 1}]}},
        {"scorecards": [card(component("speed"))]},
        {"health": {"units": {"curve": ["ms", "points"]}}},
        {"sla": [{"id": "partner_support", "first_response": {"low": {"value": 2}}}]},
        {"sla": [{"id": "enterprise_support", "removed": True}]},
        {"questionnaires": [{"id": "gate_3", "completed_by": ["PSM"]}]},
        {"questionnaires": [{"id": "gate_1", "removed": True}]},
        _asking("gate_0", {"id": "contract", "removed": True}),
        _asking("gate_0", {"id": "contract", "fields": [{"id": "signed", "help": ""}]}),
        _asking("partner_csat", {"id": "project", "fields": [{"id": "value"}]}),
        _asking(
            "gate_0", {"id": "contract", "fields": [{"id": "signed", "removed": True}]}
        ),
    ],
)
def test_changes_state_only_what_they_change(changes: dict[str, Any]) -> None:
    """Of a company's changes only the edition and the ids of entries are required."""
    assert accepts({"edition": OURS, **changes}, overlay=True)


@pytest.mark.parametrize(
    "changes",
    [
        {"edition": {**OURS, "extends": 5}},
        {"edition": {key: OURS[key] for key in ("id", "name", "effective_from")}},
        {"targets": [{"value": 60}]},
        {"targets": [{"id": "nps", "value": "60"}]},
        {"targets": [{"id": "nps", "removed": False}]},
        {"targets": [{"id": "nps", "removed": True, "value": 5}]},
        {"csat": {"thresholds": [{"at_least": 4}]}},
        {"health": {"weigth": 5}},
        {"scorecards": [{"name": "Care"}]},
        _asking("gate_0", {"title": "Contract"}),
        _asking("gate_0", {"id": "contract", "fields": [{"help": "See the portal."}]}),
        _asking("gate_0", {"id": "contract", "fields": [{"id": "signed", "hlp": ""}]}),
        _asking("gate_0", {"id": "contract", "fields": [{"id": "a", "type": "yes"}]}),
    ],
)
def test_changes_with_faults(changes: dict[str, Any]) -> None:
    """What no change can be is refused."""
    assert not accepts({"edition": OURS, **changes}, overlay=True)
    assert not accepts(changes, overlay=True)


def test_schemas_share_nothing() -> None:
    """Changing a schema changes no other."""
    rulebook_schema()["$defs"]["NpsModel"]["properties"]["units"].clear()
    assert rulebook_schema()["$defs"]["NpsModel"]["properties"]["units"]


def test_names_and_descriptions() -> None:
    """The two schemas have addresses of their own; inherited fields are described."""
    schema, changes = rulebook_schema(), rulebook_schema(overlay=True)
    assert schema["$id"] != changes["$id"]
    assert schema["title"] != changes["title"]
    least = schema["$defs"]["Scorecard"]["properties"]["least_coverage"]
    assert "share of the weight" in least["description"]
    assert "Provenance" not in schema["$defs"]
