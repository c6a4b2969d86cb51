"""Hub-style files that are no questionnaire at all."""

from __future__ import annotations

import json
from typing import Any

import pytest

from partner_success.errors import InvalidDataError
from partner_success.interop import Limits, import_hub
from tests.unit.interop.hub_files import faults, field, hub, section

NO_TABLE: Any = "f"


@pytest.mark.rule("QST-12")
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({}, [("id", "missing"), ("sections", "missing"), ("version", "missing")]),
        (hub(), [("sections", "missing")]),
        (hub(section(field()), id=7), [("id", "wrong-type")]),
        (hub(section(field()), version="new"), [("version", "bad-version")]),
        (hub(section(field()), metadata=[]), [("metadata", "wrong-type")]),
        (hub({"title": "T", "fields": []}), [("sections[0].id", "missing")]),
        (hub(section(field()), section(field())), [("sections[1].id", "duplicate-id")]),
        (
            hub(section(field(), field())),
            [("sections[0].fields[1].id", "duplicate-id")],
        ),
        (hub(section(NO_TABLE)), [("sections[0].fields[0]", "wrong-type")]),
        (hub(section({"id": "f"})), [("sections[0].fields[0].type", "missing")]),
        (
            hub(section(field(required="yes", label=3))),
            [
                ("sections[0].fields[0].label", "wrong-type"),
                ("sections[0].fields[0].required", "wrong-type"),
            ],
        ),
        (
            hub(section(field(validation={"minLength": 1.5, "maxLength": True}))),
            [
                ("sections[0].fields[0].validation.minLength", "wrong-type"),
                ("sections[0].fields[0].validation.maxLength", "wrong-type"),
            ],
        ),
        (
            hub(section(field(), passFailCriteria={"type": "luck"})),
            [("sections[0].passFailCriteria.type", "unknown-type")],
        ),
        (
            hub(section(field()), metadata={"name": "G", "requiredRoles": ["PSM", 3]}),
            [("metadata.requiredRoles[1]", "wrong-type")],
        ),
        (hub(section(field()), sections={}), [("sections", "wrong-type")]),
        ({"id": float("inf")}, [("id", "not-finite")]),
        ([], [("", "no-table")]),
        ("[]", [("", "no-table")]),
        ("{", [("", "no-json")]),
    ],
)
def test_what_is_no_questionnaire_is_refused(
    data: Any, expected: list[tuple[str, str]]
) -> None:
    """Every fault at once, by its path in the file."""
    assert faults(data) == expected


@pytest.mark.rule("QST-12")
def test_limits_that_nothing_meets_are_refused() -> None:
    """They are named by where they stand in the file, whatever was left out of it."""
    wrong = [
        field("text", id="code", validation={"minLength": 5, "maxLength": 2}),
        field("number", id="seats", validation={"min": 5, "max": 2}),
        field("date", id="day", validation={"min": "2026-02-01", "max": "2026-01-01"}),
    ]
    given = section(field("file"), *wrong, id="b")
    assert faults(hub(section(field("file")), given)) == [
        (f"sections[1].fields[{place}].validation", "wrong-order")
        for place in (1, 2, 3)
    ]


def test_a_version_with_too_many_digits_is_refused() -> None:
    """What only the whole questionnaire finds wrong is refused as well."""
    given = {**hub(section(field())), "version": "1.0.1234567"}
    assert faults(given) == [("version", "bad-version")]


@pytest.mark.rule("QST-12")
def test_the_file_is_bounded() -> None:
    """One too large is refused before anything is made of it, as text or as a table."""
    data = hub(section(field()))
    few = Limits(nodes=5)
    for given in (data, json.dumps(data)):
        with pytest.raises(InvalidDataError, match="limit 'nodes'"):
            import_hub(given, limits=few)
    with pytest.raises(InvalidDataError, match="our hub: 1 fault"):
        import_hub("{}" * 9, limits=Limits(size=9), subject="our hub")
