"""Logs and states of programmes as documents."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import partner_success as ps
from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.interop import (
    Limits,
    format_document,
    parse_document,
    pilot_event_document,
    pilot_event_schema,
    programme_state_document,
    read_pilot_events,
    read_programme_state,
)
from partner_success.programme.pilot import PilotEvent, PilotProgramme
from partner_success.testing import pilot_events
from tests.support.pilots import AT, available, begun

SOME = settings(max_examples=min(50, settings().max_examples))


@pytest.fixture
def documents(rules: ps.Rulebook) -> list[dict[str, Any]]:
    """Give the log of a programme that went the whole way."""
    return [pilot_event_document(event) for event in available(rules).events]


@pytest.mark.rule("PRG-02")
def test_a_log_survives_being_stored(
    rules: ps.Rulebook, documents: list[dict[str, Any]]
) -> None:
    """Events and state are the same after being written as JSON and read again."""
    pilot = available(rules)
    assert {document["schema"] for document in documents} == {1}
    plain: Any = parse_document(format_document({"log": documents}, "json"), "json")
    events = read_pilot_events(plain["log"])
    assert PilotProgramme.replay(rules.programme, events) == pilot
    state = programme_state_document(pilot.snapshot())
    stored: Any = parse_document(format_document(state, "json"), "json")
    read = read_programme_state(stored)
    assert PilotProgramme.restore(rules.programme, read).state == pilot.state


@pytest.mark.rule("PRG-02")
@SOME
@given(st.lists(st.deferred(pilot_events), max_size=2))
def test_any_event_survives_being_stored(events: list[PilotEvent]) -> None:
    """Whatever happened is read back as it was, of every kind."""
    written = [pilot_event_document(event) for event in events]
    plain: Any = parse_document(format_document({"log": written}, "json"), "json")
    assert read_pilot_events(plain["log"]) == tuple(events)


def test_every_fault_is_named_by_its_path(documents: list[dict[str, Any]]) -> None:
    """What is wrong with one event does not hide what is wrong with another."""
    documents[0]["schema"] = 2
    del documents[1]["schema"]
    documents[2]["goal"]["target"]["value"] = "ten"
    documents[3]["kind"] = "goal_sett"
    documents[4]["at"] = "yesterday"
    documents[5]["color"] = "red"
    del documents[6]["seat"]
    documents[7]["sequence"] = 0
    quarter = next(i for i, each in enumerate(documents) if "quarter" in each)
    documents[quarter]["quarter"] = "2026-10-02"
    with pytest.raises(InvalidDataError, match="the log: ") as caught:
        read_pilot_events([*documents[:8], documents[quarter]])
    assert {each.path for each in caught.value.problems} == {
        "[0].schema",
        "[1].schema",
        "[2].goal.target.value",
        "[3].kind",
        "[4].at",
        "[5].color",
        "[6].seat",
        "[7].sequence",
        "[8].quarter",
    }


def test_a_log_is_a_list_of_bounded_size(documents: list[dict[str, Any]]) -> None:
    """One document is no log, and a log that is too large is refused as a whole."""
    one: Any = documents[0]
    with pytest.raises(InvalidUseError, match=r"or \[document\]"):
        read_pilot_events(one)
    with pytest.raises(InvalidDataError, match="our log"):
        read_pilot_events(documents, limits=Limits(nodes=20), subject="our log")


def test_states_with_faults(rules: ps.Rulebook) -> None:
    """A state of another schema or form is refused with its path."""
    document = programme_state_document(begun(rules).state)
    for changed, path in (
        ({"schema": 0}, "schema"),
        ({"sharing_months": "one"}, "sharing_months"),
        ({"at": AT.replace(tzinfo=None)}, "at"),
    ):
        with pytest.raises(InvalidDataError, match="the state: ") as caught:
            read_programme_state({**document, **changed})
        assert [each.path for each in caught.value.problems] == [path]


@pytest.mark.rule("PRG-02")
def test_documents_have_a_schema(documents: list[dict[str, Any]]) -> None:
    """It accepts what is written, and refuses what is not read either."""
    schema = pilot_event_schema(title="Pilot", id="urn:example:pilot")
    valid = Draft202012Validator(schema).is_valid
    text = format_document({"log": documents}, "json")
    written: Any = parse_document(text, "json")
    assert all(map(valid, written["log"]))
    for spoilt in ({"schema": 2}, {"kind": "stage_left"}, {"color": "red"}):
        assert not valid({**written["log"][0], **spoilt})
