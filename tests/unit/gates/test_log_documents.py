"""A log in documents: what is written, and what is refused with its path."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.gates import JourneyEvent
from partner_success.gates.events import Blocked, StageStarted, SupportValidated
from partner_success.interop import (
    Limits,
    event_document,
    journey_event_schema,
    journey_state_document,
    json_schema,
    read_journey_events,
    read_journey_state,
)
from tests.unit.gates.small import small_journey, start

AT = datetime(2026, 5, 4, 9, tzinfo=UTC)


def started(sequence: int = 2, **other: Any) -> dict[str, Any]:
    """Give the document of a stage that was started."""
    event = StageStarted(
        id=f"acme#{sequence}",
        partner_id="acme",
        sequence=sequence,
        at=AT,
        by="ines",
        stage="first",
    )
    return {**event_document(event), **other}


def old(sequence: int | None, kind: str = "started") -> dict[str, Any]:
    """Give a document of a company's own log from before."""
    found = {"type": kind, "partner_id": "acme", "at": "2026-05-04T09:00:00Z"}
    return found if sequence is None else {**found, "sequence": sequence}


def from_ours(document: dict[str, Any]) -> Any:
    """Read a company's own log: started, blocked twice at once, or of no interest."""
    kind = document.pop("type")
    common = {**document, "by": "ines", "stage": "first", "id": f"ours-{kind}"}
    if kind == "started":
        return {**common, "kind": "stage_started"}
    if kind == "noise":
        return []
    again = {**common, "kind": "unblocked", "id": "ours-unblocked"}
    return [{**common, "kind": "blocked", "reasons": ["no contract"]}, again]


def faults(documents: Any, **options: Any) -> list[str]:
    """Give path and code of everything that is refused."""
    with pytest.raises(InvalidDataError) as caught:
        read_journey_events(documents, **options)
    return [f"{each.path}: {each.code}" for each in caught.value.problems]


@pytest.mark.rule("JRN-09")
def test_a_document_says_its_schema_and_its_kind() -> None:
    """Both stand there although they could be guessed."""
    document = started()
    assert (document["schema"], document["kind"]) == (1, "stage_started")
    [event] = read_journey_events([document])
    assert isinstance(event, StageStarted)
    assert event_document(event) == document


@pytest.mark.rule("JRN-09")
@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (started(schema=2), "[1].schema: new-schema"),
        (started(schema=0), "[1].schema: no-upcaster"),
        (started(schema=-1), "[1].schema: wrong-schema"),
        (started(schema=True), "[1].schema: wrong-schema"),
        (started(schema="1"), "[1].schema: wrong-schema"),
        (old(2), "[1].schema: no-upcaster"),
        (started(kind="stage_begun"), "[1].kind: unknown-value"),
        (started(stage=3), "[1].stage: wrong-type"),
        ({**started(), "sequence": 0}, "[1].sequence: invalid-value"),
        (started(at="2026-05-04T09:00:00"), "[1].at: no-time-zone"),
        (started(colour="red"), "[1].colour: unknown-key"),
        ("stage_started", "[1]: wrong-type"),
        (started(by={1, 2}), "[1].by: no-plain-value"),
    ],
)
def test_what_is_no_event_is_refused_with_its_path(document: Any, fault: str) -> None:
    """A newer schema, one without an upcaster, an unknown kind, a fault of form."""
    assert faults([started(), document]) == [fault]


@pytest.mark.rule("JRN-09")
def test_every_faulty_document_is_named_at_once() -> None:
    """The reader of a log mends it in one go."""
    found = faults([started(schema=2), started(), started(by=1, stage=2)])
    assert found == [
        "[0].schema: new-schema",
        "[2].by: wrong-type",
        "[2].stage: wrong-type",
    ]


@pytest.mark.rule("JRN-09")
def test_a_message_says_what_to_do_about_a_schema() -> None:
    """It names the schema that is known, or the upcaster that is lacking."""
    with pytest.raises(
        InvalidDataError, match="newer than 1, the newest that is known"
    ):
        read_journey_events([started(schema=7)])
    with pytest.raises(InvalidDataError, match=r"counts as 0.*give upcasters\[0\]"):
        read_journey_events([old(2)])


@pytest.mark.rule("JRN-09")
def test_logs_are_read_within_limits() -> None:
    """All documents together count."""
    many = (started(place) for place in count(2))
    assert faults(many, limits=Limits(nodes=50)) == [": too-many-values"]
    deep = started(stage=[[[["first"]]]])
    assert "[0].stage[0][0]: too-deep" in faults([deep], limits=Limits(depth=4))


@pytest.mark.rule("JRN-09")
def test_one_document_is_no_list() -> None:
    """Its keys are not taken for events."""
    one: Any = started()
    with pytest.raises(InvalidUseError, match="give the list of events"):
        read_journey_events(one)


@pytest.mark.rule("JRN-09")
def test_an_old_log_is_upcast_and_moves_to_the_places_that_follow() -> None:
    """One made two and one made none; the current event behind them stays."""
    log = [old(2), old(3, "blocked"), old(4, "noise"), old(5), started(6)]
    given = [dict(each) for each in log]
    found = read_journey_events(log, upcasters={0: from_ours})
    kinds = ["stage_started", "blocked", "unblocked", "stage_started", "stage_started"]
    assert [each.kind for each in found] == kinds
    assert [each.sequence for each in found] == [2, 3, 4, 5, 6]
    assert log == given


@pytest.mark.rule("JRN-09")
def test_what_was_dropped_leaves_no_gap_whatever_its_keys_are_called() -> None:
    """Whose it was cannot be told; only as many places close as were dropped."""

    def rename(document: dict[str, Any]) -> Any:
        found = {"type": document["what"], "partner_id": "acme", "at": AT.isoformat()}
        return from_ours({**found, "sequence": document["nr"]})

    def read(*kinds: tuple[int, str]) -> list[int]:
        log = [{"nr": place, "what": kind} for place, kind in kinds]
        return [
            each.sequence for each in read_journey_events(log, upcasters={0: rename})
        ]

    assert read((2, "started"), (3, "noise"), (4, "started"), (5, "started")) == [
        2,
        3,
        4,
    ]
    assert read((2, "started"), (3, "noise"), (5, "started")) == [2, 4]
    assert read((2, "started"), (3, "noise"), (3, "started")) == [2, 3]
    assert read((3, "noise"), (4, "started")) == [4]


@pytest.mark.rule("JRN-09")
def test_a_gap_in_an_old_log_stays_a_gap() -> None:
    """A lost event is not papered over."""
    found = read_journey_events([old(2), old(4)], upcasters={0: from_ours})
    assert [each.sequence for each in found] == [2, 4]


@pytest.mark.rule("JRN-09")
def test_an_old_log_without_places_is_counted_partner_by_partner() -> None:
    """The first of each has the place 1."""
    log = [old(None), {**old(None), "partner_id": "globex"}, old(None, "blocked")]
    found = read_journey_events(log, upcasters={0: from_ours})
    places = [(each.partner_id, each.sequence) for each in found]
    assert places == [("acme", 1), ("globex", 1), ("acme", 2), ("acme", 3)]


@pytest.mark.rule("JRN-09")
def test_an_upcaster_that_fails_is_named_with_the_document() -> None:
    """What it raises, and what it gives that is no document."""

    def break_down(document: dict[str, Any]) -> Any:
        raise ValueError(f"cannot tell {document['type']}")

    def give_text(_document: dict[str, Any]) -> Any:
        return "stage_started"

    assert faults([old(2)], upcasters={0: break_down}) == ["[0]: invalid-value"]
    assert faults([old(2)], upcasters={0: give_text}) == ["[0]: wrong-type"]


@pytest.mark.rule("JRN-09")
def test_upcasters_may_change_what_they_are_given() -> None:
    """They have a copy, down to what is nested."""

    def add(document: dict[str, Any]) -> dict[str, Any]:
        document["reasons"].append("no sponsor")
        return document

    event = Blocked(
        id="acme#2", partner_id="acme", sequence=2, at=AT, by="ines", stage="first",
        reasons=("no contract",),
    )  # fmt: skip
    document = {**event_document(event), "schema": 0}
    [found] = read_journey_events([document], upcasters={0: add})
    assert isinstance(found, Blocked)
    assert found.reasons == ("no contract", "no sponsor")
    assert document["reasons"] == ["no contract"]


@pytest.mark.rule("JRN-09")
def test_a_state_is_stored_and_restored() -> None:
    """With its schema; another one is refused, since the log says the same."""
    state = start().state
    document = journey_state_document(state)
    assert document["schema"] == 1
    found = read_journey_state(document)
    assert found == state
    assert small_journey().restore(found).state == state
    for schema, code in ((0, "old-schema"), (2, "new-schema")):
        with pytest.raises(InvalidDataError) as caught:
            read_journey_state({**document, "schema": schema})
        assert [each.code for each in caught.value.problems] == [code]


def test_events_have_a_json_schema() -> None:
    """Each kind its own, with the schema and the kind asked for."""
    plain = json_schema(JourneyEvent, title="An event", id="urn:example:event")
    schema = journey_event_schema(title="An event", id="urn:example:event")
    assert plain["$defs"].keys() == schema["$defs"].keys()
    validated = schema["$defs"][SupportValidated.__name__]
    assert validated["properties"]["schema"] == {"const": 1}
    assert validated["properties"]["kind"]["enum"] == ["support_validated"]
    assert "schema" in validated["required"]
