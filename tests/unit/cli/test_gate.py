"""Where partners stand and what is in the way, from a file with their events."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from partner_success.interop import read_journey_state
from partner_success.rulebook import standard
from tests.unit.cli.conftest import Run

LOGS = Path(__file__).parents[3] / "examples" / "journey" / "partners.json"
STAGES = standard().journey.stages.ids

Change = Callable[[list[dict[str, Any]]], object]


def events(*partners: str) -> list[dict[str, Any]]:
    """Give the example's events of some partners."""
    found = json.loads(LOGS.read_text(encoding="utf-8"))["events"]
    return [each for each in found if each["partner_id"] in partners]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of events."""

    def make(content: object, name: str = "logs.json") -> Path:
        path = tmp_path / name
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return path

    return make


def found(run: Run, *arguments: object) -> dict[str, Any]:
    """Run a command with ``--json``."""
    done = run("gate", *arguments, "--json")
    assert done.stdout.isascii()
    data: dict[str, Any] = json.loads(done.stdout)
    assert data["schema_version"] == 1
    assert data["rulebook"] == standard().edition.id
    return data


def misused(run: Run, *arguments: object) -> str:
    """Run a command that is misuse, and give what is said of it."""
    done = run("gate", *arguments)
    assert (done.exit_code, done.stdout) == (2, ""), done.stdout
    assert done.stderr.startswith("error: ")
    return done.stderr


@pytest.mark.rule("JRN-09", "JRN-22", "JRN-23")
def test_every_partner_has_a_line(run: Run) -> None:
    """The most pressing first, each with stage, week, plan, risk and what it lacks."""
    done = run("gate", "status", LOGS)
    assert done.exit_code == 0
    assert done.stdout.startswith("Where partners stand on 2026-10-30")
    data = found(run, "status", LOGS)
    names = [each["partner"] for each in data["partners"]]
    assert (names[0], len(names)) == ("redwood", 24)
    assert all(name in done.stdout for name in names)
    lines = {each["partner"]: each for each in data["partners"]}
    late = lines["pinecrest"]
    assert (late["punctuality"], late["risk"]) == ("late", "high")
    assert (late["stage"], late["status"]) == ("gate_2", "in_progress")
    assert "days late" in done.stdout
    assert lines["quarry"]["waits_for"].endswith(
        "The sandbox of the ordering API is down."
    )
    assert lines["amberline"]["launched_on"] == "2026-03-02"
    assert lines["amberline"]["waits_for"] is lines["amberline"]["risk"] is None
    assert lines["vantage"]["week"] is lines["vantage"]["punctuality"] is None


@pytest.mark.rule("JRN-07", "JRN-20")
def test_one_partner_is_told_whole(run: Run) -> None:
    """Every stage, what is open, and beta, launch, hand-offs and team."""
    done = run("gate", "status", LOGS, "--partner", "quarry")
    assert done.exit_code == 0
    head = "quarry on 2026-10-30: Gate 2: Ready to Order, blocked (was in progress)"
    assert done.stdout.startswith(f"{head}, week 17\n")
    for words in (
        "Still to be done in Gate 2",
        "Runbooks are written",
        "signed off by",
        "Hand-off PDM to TPM   complete",
        "Hand-off TPM to PSM   not started",
        "no plan for going back",
    ):
        assert words in done.stdout
    data = found(run, "status", LOGS, "--partner", "quarry")
    assert [each["id"] for each in data["stages"]] == list(STAGES)
    gate = data["stages"][3]
    assert (gate["status"], len(gate["blockers"]), gate["days"]) == ("blocked", 2, 31)
    assert data["open_items"][0]["id"] == "runbooks"
    assert set(data["team"]) == {"PAM", "PDM", "TPM", "PSM", "TAM"}
    state = read_journey_state(data["document"])
    assert state.partner_id == "quarry"


@pytest.mark.parametrize(
    ("partner", "words"),
    [
        ("granite", "overridden by root, 1 criterion unmet: The board wants"),
        ("delta-voice", "in place of"),
        ("harbour-one", "beta waived (skip) by"),
        ("elmwood", "reworked 1 time"),
        ("redwood", "not tested"),
        ("meridian", "price list is not signed (critical)"),
        ("opal-cloud", "running; 2 customers"),
        ("cascade-it", "extended to"),
        ("lumen-works", "0, set by root (by the money"),
        ("fjordnet", "ready"),
        ("vantage", "not looked at"),
    ],
)  # fmt: skip
def test_what_befell_a_partner_shows(run: Run, partner: str, words: str) -> None:
    """For ever, as on its gates."""
    done = run("gate", "status", LOGS, "--partner", partner)
    assert done.exit_code == 0
    assert words in " ".join(done.stdout.split())


@pytest.mark.rule("JRN-09")
def test_a_day_shows_what_was_known_on_it(run: Run) -> None:
    """What came later is left out, and so is who had not set out."""
    data = found(run, "status", LOGS, "--on", "2026-03-01")
    lines = {each["partner"]: each for each in data["partners"]}
    assert data["on"] == "2026-03-01"
    assert lines["amberline"]["launched_on"] is None
    assert "yarrow" not in lines
    assert "first event is on 2025-09-01" in misused(
        run, "status", LOGS, "--on", "2025-08-31"
    )
    assert "no partner is called 'yarrow'" in misused(
        run, "status", LOGS, "--on", "2026-03-01", "--partner", "yarrow"
    )


def test_a_file_of_one_partner_needs_no_name(
    run: Run, write: Callable[..., Path]
) -> None:
    """In each form that documents have."""
    log = events("yarrow")
    json_file = write({"events": log})
    assert found(run, "status", json_file)["partner"] == "yarrow"
    tables = "\n".join(
        "[[events]]\n" + "\n".join(f"{k} = {json.dumps(v)}" for k, v in each.items())
        for each in log[1:]
    )
    begun = "\n".join(
        f"{name} = {json.dumps(value)}"
        for name, value in log[0].items()
        if name != "team"
    )
    team = "\n".join(f"{k} = {json.dumps(v)}" for k, v in log[0]["team"].items())
    text = f"[[events]]\n{begun}\n[events.team]\n{team}\n{tables}\n"
    toml_file = write(text, "logs.toml")
    assert found(run, "status", toml_file)["partner"] == "yarrow"
    yaml_file = write(json.dumps({"events": log}), "logs.yaml")
    assert found(run, "status", yaml_file)["partner"] == "yarrow"


@pytest.mark.rule("JRN-04")
def test_why_tells_everything_in_the_way(run: Run) -> None:
    """In order, each with who can resolve it and where that is said."""
    done = run("gate", "why", LOGS, "--partner", "quarry", "--to", "gate_3")
    assert done.exit_code == 1
    assert done.stdout.startswith("quarry, from gate_2 to gate_3: 10 things")
    data = found(run, "why", LOGS, "--partner", "quarry", "--to", "gate_3")
    first, *_, last = data["obstacles"]
    assert (first["stage"], first["code"], first["roles"]) == (
        "gate_2",
        "blocker",
        ["TPM"],
    )
    assert first["people"] == ["june"]
    assert first["rules"] == ["JRN-07"]
    assert (last["stage"], last["code"]) == ("gate_3", "hand-off-step")
    assert all(each["citations"] for each in data["obstacles"])


def test_why_is_content_where_nothing_is_in_the_way(run: Run) -> None:
    """Such as on the way to a stage that was started."""
    done = run("gate", "why", LOGS, "--partner", "quarry", "--to", "gate_1")
    assert done.exit_code == 0
    assert done.stdout == "quarry, from gate_2 to gate_1: it was started already\n"
    data = found(run, "why", LOGS, "--partner", "quarry", "--to", "gate_1")
    assert (data["arrived"], data["obstacles"]) == (True, [])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("status", LOGS, "--partner", "quary"), "did you mean 'quarry'"),
        (("why", LOGS, "--to", "gate_3"), "there are 24 partners; name one"),
        (("why", LOGS, "--to", "gate3", "--partner", "umber"), "did you mean 'gate_3'"),
        (("status", "none.json"), "none.json"),
        (("status", "none.txt"), "no format of documents is called '.txt'"),
        (("status", LOGS, "--rulebook", "none.toml"), "none.toml"),
    ],
)  # fmt: skip
def test_misuse_is_told(run: Run, arguments: tuple[object, ...], words: str) -> None:
    """On standard error, with nothing on standard output."""
    assert words in misused(run, *arguments)


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
    run: Run, write: Callable[..., Path], content: object, words: str
) -> None:
    """It is said where it is wrong."""
    assert words in misused(run, "status", write(content))


@pytest.mark.rule("JRN-09")
@pytest.mark.parametrize(
    ("change", "event", "words"),
    [
        (lambda log: log.pop(0), "yarrow#2", "begins with 'journey_started'"),
        (lambda log: log.pop(4), "vantage#4", "has the place 4, and 3 is next"),
        (lambda log: log[3].update(kind="reworked"), "vantage#2", "cannot follow"),
        (lambda log: log[5].update(stage="gate_9"), "vantage#4", "'gate_9'"),
        (lambda log: log[0].update(journey_id="ours"), "yarrow#1", "journey 'ours'"),
    ],
)  # fmt: skip
def test_a_broken_log_is_told_with_partner_and_event(
    run: Run, write: Callable[..., Path], change: Change, event: str, words: str
) -> None:
    """The first event from which on it cannot be replayed."""
    log = [*events("yarrow"), *events("vantage")]
    change(log)
    said = misused(run, "status", write({"events": log}))
    assert f"the log of '{event.partition('#')[0]}' cannot be replayed" in said
    assert f"from event '{event}'" in said
    assert words in said


def test_every_broken_log_is_told(run: Run, write: Callable[..., Path]) -> None:
    """Not only the first."""
    log = [*events("yarrow")[1:], *events("vantage")[1:]]
    said = misused(run, "status", write({"events": log}))
    assert "2 faults" in said
    assert "events[0]: the log of 'yarrow'" in said
    assert "events[1]: the log of 'vantage'" in said


def test_hostile_texts_stay_texts(run: Run, write: Callable[..., Path]) -> None:
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
