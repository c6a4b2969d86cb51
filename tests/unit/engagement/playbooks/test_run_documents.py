"""Logs and states of runs as documents, and what is refused of them."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator

from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.interop import (
    format_document,
    read_run_events,
    read_run_state,
    run_event_document,
    run_event_schema,
    run_state_document,
)
from partner_success.interop.limits import STANDARD_LIMITS
from tests.unit.engagement.playbooks.running import whole

GOOD = [run_event_document(event) for event in whole().events]


def faults(documents: Any, **more: Any) -> dict[str, str]:
    """Give what is wrong with documents, by path."""
    with pytest.raises(InvalidDataError) as found:
        read_run_events(documents, **more)
    return {problem.path: problem.message for problem in found.value.problems}


def test_documents_have_a_schema() -> None:
    """It accepts what is written, and refuses what is not read either."""
    schema = run_event_schema(title="An event", id="urn:example:run-event")
    valid = Draft202012Validator(schema).is_valid
    written = [json.loads(format_document(document, "json")) for document in GOOD]
    assert all(map(valid, written))
    for spoilt in ({"schema": 2}, {"kind": "step_don"}, {"colour": "red"}):
        assert not valid({**written[1], **spoilt})


@pytest.mark.rule("PLB-04")
def test_every_fault_is_named_by_its_path() -> None:
    """A kind with its near misses, another schema, a key too many, a wrong value."""
    found = faults(
        [
            {**GOOD[1], "kind": "step_don"},
            {**GOOD[1], "schema": 2},
            {key: value for key, value in GOOD[1].items() if key != "schema"},
            {**GOOD[1], "colour": "red"},
            {**GOOD[1], "sequence": "2"},
            {**GOOD[0], "cause": {"kind": "tigger", "id": "x"}},
            "no table",
        ]
    )
    assert list(found) == [
        "[0].kind",
        "[1].schema",
        "[2].schema",
        "[3].colour",
        "[4].sequence",
        "[5].cause.kind",
        "[6]",
    ]
    assert "did you mean 'step_done'" in found["[0].kind"]
    assert "schema 2 is newer than 1" in found["[1].schema"]
    assert found["[2].schema"] == (
        "schema 0 is older than 1; write 1 where it is current"
    )
    assert "did you mean 'trigger'" in found["[5].cause.kind"]


@pytest.mark.rule("PLB-04")
def test_a_log_is_bounded() -> None:
    """What is larger than the limits is refused before it is read."""
    assert len(read_run_events(GOOD)) == 5
    small = attrs.evolve(STANDARD_LIMITS, nodes=10)
    assert faults(GOOD, limits=small)
    with pytest.raises(InvalidUseError, match="one document was given"):
        read_run_events(GOOD[0])  # type: ignore[arg-type]


@pytest.mark.rule("PLB-04")
def test_a_state_of_another_schema_is_replayed() -> None:
    """And one with a fault is refused by path."""
    document = run_state_document(whole().state)
    assert read_run_state(document) == whole().state
    for changes, path, message in (
        ({"schema": 0}, "schema", "replay the log"),
        ({"version": "5"}, "version", "expected"),
    ):
        with pytest.raises(InvalidDataError, match=message) as found:
            read_run_state({**document, **changes})
        assert [each.path.lstrip(".") for each in found.value.problems] == [path]
