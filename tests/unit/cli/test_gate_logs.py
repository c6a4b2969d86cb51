"""Files of events that hold none, or what cannot be replayed, or hostile names."""

from __future__ import annotations

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.cli.gates import Write, events, misused


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({}, "a list of events under the key 'events', found nothing"),
        ({"events": {"kind": "x"}}, "found dict"),
        ({"events": []}, "there is no event in it"),
        ({"events": [{"schema": 1, "kind": "stage_strated"}]}, "events[0].kind: "),
        ({"events": [3]}, "events[0]: "),
        ("[", "logs.json"),
        ({"events": [], "evnts": []}, "evnts"),
    ],
)  # fmt: skip
def test_a_file_without_events_is_misuse(
    run: Run, write: Write, content: object, words: str
) -> None:
    """It is said where it is wrong."""
    assert words in misused(run, "status", write(content))


@pytest.mark.rule("JRN-09")
@pytest.mark.parametrize(
    ("place", "wrong", "event", "words"),
    [
        (0, "", "yarrow#2", "begins with 'journey_started'"),
        (4, "", "vantage#4", "has the place 4, and 3 is next"),
        (3, "kind=reworked", "vantage#2", "cannot follow"),
        (5, "stage=gate_9", "vantage#4", "'gate_9'"),
        (0, "journey_id=ours", "yarrow#1", "journey 'ours'"),
    ],
)  # fmt: skip
def test_a_broken_log_is_told_with_partner_and_event(
    run: Run,
    write: Write,
    place: int,
    wrong: str,
    event: str,
    words: str,
) -> None:
    """The first event from which on it cannot be replayed."""
    log = [*events("yarrow"), *events("vantage")]
    name, _, value = wrong.partition("=")
    log[place : place + 1] = [{**log[place], name: value}] if wrong else []
    said = misused(run, "status", write({"events": log}))
    assert f"the log of '{event.partition('#')[0]}' cannot be replayed" in said
    assert f"from event '{event}'" in said
    assert words in said


def test_every_broken_log_is_told(run: Run, write: Write) -> None:
    """Not only the first."""
    log = [*events("yarrow")[1:], *events("vantage")[1:]]
    said = misused(run, "status", write({"events": log}))
    assert "2 faults" in said
    assert "events[0]: the log of 'yarrow'" in said
    assert "events[1]: the log of 'vantage'" in said


def test_hostile_texts_stay_texts(run: Run, write: Write) -> None:
    """No name reaches a terminal as a command, and none is markup."""
    evil = "\x1b[2J[red]x\u202e"
    log = events("quarry")
    for each in log:
        each["partner_id"] = evil
        if each["kind"] == "blocked":
            each["reasons"] = [evil]
    path = write({"events": log})
    for arguments in (("status", path), ("why", path, "--to", "gate_3")):
        done = run("gate", *arguments)
        assert done.exit_code < 2
        assert "\x1b" not in done.stdout
        assert "\u202e" not in done.stdout
        assert "[red]x" in done.stdout
    said = misused(run, "status", path, "--partner", "\x1b]0;x")
    assert "\x1b" not in said
    several = write({"events": [*log, *events("yarrow")]}, "several.json")
    done = run("gate", "status", several)
    assert "\x1b" not in done.stdout
    assert "\x1b" not in misused(run, "why", several, "--to", "gate_3")
