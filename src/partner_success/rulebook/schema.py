"""The form of a rulebook file as a JSON Schema, for editors that check while typing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from partner_success.interop.json_schema import json_schema
from partner_success.rulebook.document import UNITS, copied, is_list, is_table
from partner_success.rulebook.families import Families, family_types
from partner_success.rulebook.overlay import REMOVED
from partner_success.rulebook.question_references import (
    FIELD_SOURCES,
    FIELDS_FROM,
    SECTION_SOURCES,
    SECTIONS_FROM,
)

__all__ = ["rulebook_schema"]

_REFERENCE: Final = "$ref"
_TEXT: Final = {"type": "string"}
_UNITS: Final = {
    "type": "object",
    "description": "What the numbers of the family count, by key; for readers only.",
    "additionalProperties": {
        "anyOf": [_TEXT, {"type": "array", "items": _TEXT}],
    },
}
_REMOVED: Final = {
    "type": "object",
    "description": "Takes an inherited entry out.",
    "properties": {"id": _TEXT, REMOVED: {"const": True}},
    "required": ["id", REMOVED],
    "additionalProperties": False,
}


def rulebook_schema(*, overlay: bool = False) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a rulebook file.

    Args:
        overlay: Whether it is the file of a company that changes another rulebook; then
            only the edition, what it extends and the ids of changed entries are
            required, and entries can be taken out with ``removed = true``.

    Examples:
        >>> rulebook_schema()["$defs"]["Measure"]["properties"]["target"]["anyOf"][-1]
        {'type': 'string', 'description': 'The id of an entry in targets.'}

    Rule: RBK-02.
    """
    kind = "changes" if overlay else "rulebook"
    title = "Changes to a rulebook" if overlay else "A rulebook"
    family_types()
    schema = json_schema(Families, title=title, id=f"urn:partner-success:{kind}")
    records = schema["$defs"]
    _name_instead(records["Measure"], "target", "The id of an entry in targets.")
    _name_instead(records["Scorecard"], "bands", "The family whose bands it has.")
    step = records["EscalationStep"]
    _name_instead(step, "tier", "The id of a tier of the support.")
    _name_instead(step, "channel", "The id of a channel of the support.")
    reasons = "The family that gives the list."
    _name_instead(records["Lifecycle"], "churn_reasons", reasons)
    bound = "The family whose bound it is."
    _name_instead(records["RenewalIncentiveTerms"], "above", bound)
    _ask(records)
    for record in records.values():
        # What results are given by the loader, only families have.
        if record["properties"].pop("provenance", None) is not None:
            record["properties"][UNITS] = _UNITS
    del records["Provenance"]
    if overlay:
        _loosen(records)
    whole: dict[str, Any] = copied(schema)
    return whole


def _name_instead(record: dict[str, Any], key: str, description: str) -> None:
    found = record["properties"][key]
    choice = found if "anyOf" in found else {"anyOf": [found]}
    choice["anyOf"].append({**_TEXT, "description": description})
    record["properties"][key] = choice


def _ask(records: dict[str, Any]) -> None:
    """Let questionnaires take what other families ask, and tell units inside them."""
    questionnaire = records["Questionnaire"]
    (section,) = _entries(records, questionnaire, "sections")
    fields = _entries(records, section, "fields")
    criteria = _entries(records, section, "criteria")
    for record in (section, *fields, *criteria, records["Case"], records["PassPolicy"]):
        record["properties"][UNITS] = _UNITS
    _take_instead(questionnaire, "sections", SECTIONS_FROM, SECTION_SOURCES)
    _take_instead(section, "fields", FIELDS_FROM, FIELD_SOURCES)


def _entries(
    records: dict[str, Any], record: dict[str, Any], key: str
) -> list[dict[str, Any]]:
    """Give the records that the entries of a list can be."""
    items = record["properties"][key]["items"]
    return [records[_named(each)] for each in items.get("anyOf", [items])]


def _take_instead(
    record: dict[str, Any], key: str, named: str, families: Iterable[str]
) -> None:
    """Let a table name a family that gives its entries, and need none of its own."""
    record["properties"][named] = {
        "enum": list(families),
        "description": f"The family that gives {key}; those here lie over them.",
    }
    record["required"].remove(key)
    record["anyOf"] = [{"required": [key]}, {"required": [named]}]


def _named(reference: dict[str, Any]) -> str:
    """Give the name of the record that a schema refers to; empty for none."""
    name: str = reference.get(_REFERENCE, "").rpartition("/")[2]
    return name


def _loosen(records: dict[str, Any]) -> None:
    """Require only what tells which edition and which entries are meant."""
    replaced = {"Citation"}
    for array in list(_arrays(records)):
        options = array["items"].get("anyOf", [array["items"]])
        names = [name for each in options if (name := _named(each)) in records]
        if all("id" in records[name]["properties"] for name in names) and names:
            for option in options:
                # Which kind of field is meant, what is inherited tells.
                option.pop("required", None)
            array["items"] = {
                "if": {"type": "object", "required": [REMOVED]},
                "then": {_REFERENCE: "#/$defs/Removed"},
                "else": {**array["items"], "required": ["id"]},
            }
        else:
            # Without ids the list is replaced, so its entries must be whole.
            replaced.update(names)
    for name, record in records.items():
        if name not in replaced:
            record.pop("required", None)
            record.pop("anyOf", None)
    records["Families"]["required"] = ["edition"]
    records["Edition"]["required"] = ["id", "name", "effective_from", "extends"]
    records["Removed"] = _REMOVED


def _arrays(value: Any) -> Iterator[dict[str, Any]]:
    if is_table(value):
        if "items" in value and value.get("type") == "array":
            yield value
        for each in value.values():
            yield from _arrays(each)
    elif is_list(value):
        for each in value:
            yield from _arrays(each)
