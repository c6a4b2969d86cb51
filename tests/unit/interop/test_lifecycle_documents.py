"""Logs and states of customers as documents."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

import partner_success as ps
from partner_success.engagement import ReopenMilestone
from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.interop import (
    Limits,
    format_document,
    lifecycle_event_document,
    lifecycle_event_schema,
    lifecycle_state_document,
    parse_document,
    read_lifecycle_events,
    read_lifecycle_state,
)
from tests.support.customers import AT, WHOLE_WAY, begun, taken


@pytest.fixture
def documents(rules: ps.Rulebook) -> list[dict[str, Any]]:
    """Give the log of a customer who has gone the whole way."""
    return [
        lifecycle_event_document(event)
        for event in taken(begun(rules), WHOLE_WAY).events
    ]


@pytest.mark.rule("ENG-01")
def test_a_log_survives_being_stored(rules: ps.Rulebook) -> None:
    """Events and state are the same after being written as JSON and read again."""
    reopen = ReopenMilestone(by="ada", milestone="team_assigned")
    for commands in (WHOLE_WAY, (*WHOLE_WAY[:2], reopen)):
        customer = taken(begun(rules), commands)
        written = [lifecycle_event_document(event) for event in customer.events]
        assert {document["schema"] for document in written} == {1}
        plain: Any = parse_document(format_document({"log": written}, "json"), "json")
        events = read_lifecycle_events(plain["log"])
        assert events == customer.events
        assert rules.lifecycle.replay(events) == customer
        state = lifecycle_state_document(customer.snapshot())
        stored: Any = parse_document(format_document(state, "json"), "json")
        assert read_lifecycle_state(stored) == customer.state
        restored = rules.lifecycle.restore(read_lifecycle_state(stored))
        assert restored.state == customer.state


def faults(documents: list[Any]) -> set[tuple[str, str]]:
    """Give path and code of every fault of a log."""
    with pytest.raises(InvalidDataError, match="the log: ") as caught:
        read_lifecycle_events(documents)
    return {(each.path, each.code) for each in caught.value.problems}


def test_every_fault_is_named_by_its_path(documents: list[dict[str, Any]]) -> None:
    """What is wrong with one event does not hide what is wrong with another."""
    documents[0]["schema"] = 2
    del documents[1]["schema"]
    documents[2]["schema"] = True
    documents[3]["kind"] = "stage_left"
    documents[4]["at"] = "yesterday"
    documents[5]["color"] = "red"
    del documents[6]["customer_id"]
    documents[7]["sequence"] = 0
    assert {path for path, _ in faults([*documents, 5])} == {
        "[0].schema",
        "[1].schema",
        "[2].schema",
        "[3].kind",
        "[4].at",
        "[5].color",
        "[6].customer_id",
        "[7].sequence",
        "[9]",
    }


def test_a_log_is_a_list_of_bounded_size(documents: list[dict[str, Any]]) -> None:
    """One document is no log, and a log that is too large is refused as a whole."""
    one: Any = documents[0]
    with pytest.raises(InvalidUseError, match=r"or \[document\]"):
        read_lifecycle_events(one)
    with pytest.raises(InvalidDataError, match="our log"):
        read_lifecycle_events(documents, limits=Limits(nodes=20), subject="our log")


def test_states_with_faults(rules: ps.Rulebook) -> None:
    """A state of another schema or form is refused with its path."""
    document = lifecycle_state_document(begun(rules).state)
    for changed, path in (
        ({"schema": 0}, "schema"),
        ({"term": "one"}, "term"),
        ({"at": AT.replace(tzinfo=None)}, "at"),
    ):
        with pytest.raises(InvalidDataError, match="the state: ") as caught:
            read_lifecycle_state({**document, **changed})
        assert [each.path for each in caught.value.problems] == [path]


@pytest.mark.rule("ENG-01")
def test_documents_have_a_schema(documents: list[dict[str, Any]]) -> None:
    """It accepts what is written, and refuses what is not read either."""
    schema = lifecycle_event_schema(title="Lifecycle", id="urn:example:lifecycle")
    valid = Draft202012Validator(schema).is_valid
    text = format_document({"log": documents}, "json")
    written: Any = parse_document(text, "json")
    assert all(map(valid, written["log"]))
    for spoilt in ({"schema": 2}, {"kind": "stage_left"}, {"color": "red"}):
        assert not valid({**written["log"][0], **spoilt})
    assert not valid({k: v for k, v in written["log"][0].items() if k != "customer_id"})
