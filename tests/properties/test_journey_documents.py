"""Any event and any state passes through documents without loss."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.gates import JourneyEvent, JourneyState
from partner_success.gates.events import EVENT_KINDS
from partner_success.interop import (
    Format,
    event_document,
    format_document,
    journey_event_schema,
    journey_state_document,
    parse_document,
    read_journey_events,
    read_journey_state,
)
from partner_success.testing import journey_events, journey_states

SCHEMA = journey_event_schema(title="An event", id="urn:example:event")
VALIDATOR: Any = Draft202012Validator(SCHEMA)
WITH_NOTHING: tuple[Format, ...] = ("json", "yaml")
"""The formats that have a word for nothing."""


@pytest.mark.rule("JRN-09")
@pytest.mark.parametrize("kind", EVENT_KINDS)
@pytest.mark.parametrize("format_", WITH_NOTHING)
def test_events_of_every_kind_come_back_equal(kind: str, format_: Format) -> None:
    """Written, read and written again, in JSON and in YAML."""

    @settings(max_examples=5)
    @given(journey_events(kinds={kind}))
    def comes_back(event: JourneyEvent) -> None:
        written = format_document(event_document(event), format_)
        [found] = read_journey_events([parse_document(written, format_)])
        assert found == event
        assert event_document(found) == event_document(event)

    comes_back()


@pytest.mark.rule("JRN-09")
@settings(max_examples=20)
@given(journey_states(), st.sampled_from(WITH_NOTHING))
def test_any_state_comes_back_equal(state: JourneyState, format_: Format) -> None:
    """Written as JSON or YAML and read again."""
    written = format_document(journey_state_document(state), format_)
    assert read_journey_state(parse_document(written, format_)) == state


@settings(max_examples=20)
@given(journey_events())
def test_any_event_fits_the_json_schema(event: JourneyEvent) -> None:
    """And no longer does without its schema, or with a key too many."""
    document = json.loads(format_document(event_document(event), "json"))
    assert VALIDATOR.is_valid(document)
    assert not VALIDATOR.is_valid({**document, "colour": "red"})
    del document["schema"]
    assert not VALIDATOR.is_valid(document)


def test_unknown_kinds_of_events_are_not_drawn() -> None:
    """The near misses are named, and nothing is no choice."""
    with pytest.raises(UnknownNameError, match="did you mean 'submitted'"):
        journey_events(kinds={"submited"})
    with pytest.raises(InvalidValueError, match="name one kind"):
        journey_events(kinds=())
