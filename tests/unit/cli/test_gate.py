"""Where partners stand and what is in the way, from a file with their events."""

from __future__ import annotations

import json

import pytest

from partner_success.interop import read_journey_state
from partner_success.rulebook import standard
from tests.unit.cli.conftest import Run
from tests.unit.cli.gates import LOGS, Write, events, found, misused

STAGES = standard().journey.stages.ids


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
        "The sandbox of the ordering API is down"
    )
    assert lines["amberline"]["launched_on"] == "2026-03-02"
    assert lines["amberline"]["waits_for"] is lines["amberline"]["risk"] is None
    assert lines["vantage"]["week"] is lines["vantage"]["punctuality"] is None


@pytest.mark.rule("JRN-07", "JRN-20")
def test_one_partner_is_told_whole(run: Run, logs: Write) -> None:
    """Every stage, what is open, and beta, launch, hand-offs and team."""
    file = logs("quarry", "yarrow")
    done = run("gate", "status", file, "--partner", "quarry")
    assert done.exit_code == 0
    head = "quarry on 2026-10-29: Gate 2: Ready to Order, blocked (was in progress)"
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
    data = found(run, "status", file, "--partner", "quarry")
    assert [each["id"] for each in data["stages"]] == list(STAGES)
    gate = data["stages"][3]
    assert (gate["status"], len(gate["blockers"]), gate["days"]) == ("blocked", 2, 30)
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
        ("opal-cloud", "running; 3 customers"),
        ("cascade-it", "extended to"),
        ("lumen-works", "0, set by root (by the money"),
        ("fjordnet", "ready"),
        ("vantage", "not looked at"),
    ],
)  # fmt: skip
def test_what_befell_a_partner_shows(
    run: Run, logs: Write, partner: str, words: str
) -> None:
    """For ever, as on its gates."""
    done = run("gate", "status", logs(partner))
    assert done.exit_code == 0
    assert words in " ".join(done.stdout.split())


@pytest.mark.rule("JRN-09")
def test_a_day_shows_what_was_known_on_it(run: Run, logs: Write) -> None:
    """What came later is left out, and so is who had not set out."""
    file = logs("amberline", "granite", "yarrow")
    data = found(run, "status", file, "--on", "2026-03-01")
    lines = {each["partner"]: each for each in data["partners"]}
    assert data["on"] == "2026-03-01"
    assert lines["amberline"]["launched_on"] is None
    assert "yarrow" not in lines
    assert "first event is on 2025-09-01" in misused(
        run, "status", file, "--on", "2025-08-31"
    )
    assert "no partner is called 'yarrow'" in misused(
        run, "status", file, "--on", "2026-03-01", "--partner", "yarrow"
    )


def test_a_file_of_one_partner_needs_no_name(run: Run, write: Write) -> None:
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
def test_why_tells_everything_in_the_way(run: Run, logs: Write) -> None:
    """In order, each with who can resolve it and where that is said."""
    file = logs("quarry")
    done = run("gate", "why", file, "--to", "gate_3")
    assert done.exit_code == 1
    assert done.stdout.startswith("quarry, from gate_2 to gate_3: 10 things")
    data = found(run, "why", file, "--to", "gate_3")
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


def test_why_is_content_where_nothing_is_in_the_way(run: Run, logs: Write) -> None:
    """Such as on the way to a stage that was started."""
    file = logs("quarry")
    done = run("gate", "why", file, "--to", "gate_1")
    assert done.exit_code == 0
    assert done.stdout == "quarry, from gate_2 to gate_1: it was started already\n"
    data = found(run, "why", file, "--to", "gate_1")
    assert (data["arrived"], data["obstacles"]) == (True, [])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("status", "--partner", "quary"), "did you mean 'quarry'"),
        (("why", "--to", "gate_3"), "2 partners; name one with --partner: quarry, um"),
        (("why", "--to", "gate3", "--partner", "umber"), "did you mean 'gate_3'"),
        (("forecast",), "2 partners; name one with --partner"),
        (("status", "--rulebook", "none.toml"), "none.toml"),
    ],
)  # fmt: skip
def test_misuse_is_told(
    run: Run, logs: Write, arguments: tuple[str, ...], words: str
) -> None:
    """On standard error, with nothing on standard output."""
    command, *options = arguments
    assert words in misused(run, command, logs("quarry", "umber"), *options)


def test_many_partners_are_not_all_named(run: Run, write: Write) -> None:
    """When one of them has to be chosen."""
    begun = events("yarrow")[0]
    many = [{**begun, "partner_id": f"p-{number}"} for number in range(15)]
    said = misused(run, "why", write({"events": many}), "--to", "gate_0")
    assert "there are 15 partners" in said
    assert said.endswith("p-11 and 3 more\n")


def test_a_file_that_is_not_there_is_misuse(run: Run) -> None:
    """And so is one of a form that is not read."""
    assert "none.json" in misused(run, "status", "none.json")
    said = misused(run, "status", "none.txt")
    assert "no format of documents is called '.txt'" in said


OURS = """
[edition]
id = "ours 1"
name = "Ours"
effective_from = 2026-01-01
extends = "standard 2026.1"
citations = "COMPANY: a test"

[journey.launch_risk]
medium_below = 100
"""


@pytest.mark.rule("JRN-23", "JRN-25")
def test_a_journey_of_ones_own_counts(run: Run, logs: Write, write: Write) -> None:
    """Its numbers decide, and its edition is named."""
    own = write(OURS, "ours.toml")
    asked = ("gate", "status", logs("quarry"), "--json")
    ours = json.loads(run(*asked, "--rulebook", own).stdout)
    assert (ours["risk"], ours["rulebook"]) == ("medium", "ours 1")
    assert json.loads(run(*asked).stdout)["risk"] == "low"


def test_days_behind_the_calendar_are_misuse(run: Run, write: Write) -> None:
    """A plan that runs out of it is told, without a stack of calls."""
    far = events("umber")
    for each in far:
        each["at"] = f"9999{each['at'][4:]}"
    path = write({"events": far})
    for command in ("status", "forecast"):
        assert "lies behind the year 9999" in misused(run, command, path)
