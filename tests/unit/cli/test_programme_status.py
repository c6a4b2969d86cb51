"""Where a programme stands, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from partner_success.interop import (
    format_document,
    pilot_event_document,
    read_document,
)
from partner_success.rulebook import standard
from tests.support import pilots
from tests.unit.cli.conftest import Run
from tests.unit.cli.gates import Write

LOG = Path(__file__).parents[3] / "examples/programme/partners-emea.json"
STATUS = ("programme", "status")


def example() -> list[dict[str, Any]]:
    """Give the events of the example."""
    return read_document(LOG)["events"]


def misused(run: Run, *arguments: object) -> str:
    """Give what is said of a command that is refused."""
    done = run(*STATUS, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr


@pytest.mark.rule("PRG-02")
def test_what_blocks_and_who_must_act(run: Run) -> None:
    """The head says where it stands, the tables what is missing; it ends with 1."""
    done = run(*STATUS, LOG, "--on", "2026-08-14")
    assert done.exit_code == 1
    assert done.stdout.startswith(
        "partners-emea is in Deliver since 2026-04-20, for 116 days;"
        " 5 criteria in the way of Debrief\n"
    )
    for title in ("Stages", "In the way", "Who must act", "Open in later stages"):
        assert f"\n{title} " in done.stdout
    assert "'cascade-it'" in done.stdout
    assert "metrics are to be shared by 2026-07-17 (that day is over)" in done.stdout


@pytest.mark.rule("PRG-02")
def test_the_same_for_programs(run: Run) -> None:
    """Ids, days and exact numbers, in plain ASCII."""
    done = run(*STATUS, LOG, "--at", "2026-08-14T12:00+02:00", "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, done.stdout.isascii()) == (1, True)
    assert (found["programme"], found["stage"], found["next"]) == (
        "partners-emea",
        "deliver",
        "Debrief",
    )
    assert (found["since"], found["days"], found["ended"]) == (
        "2026-04-20T16:00:00+00:00",
        116,
        None,
    )
    assert [each["criterion"] for each in found["blocking"]] == [
        "sponsors_named",
        "questions_answered",
        "partners_trained",
        "months_run",
        "metrics_shared",
    ]
    assert found["blocking"][0]["reasons"] == [
        {
            "code": "vacant",
            "message": "the seat 'Executive sponsor, channel' is vacant",
            "rules": ["PRG-02", "PRG-01"],
        }
    ]
    assert [(each["seat"], each["person"]) for each in found["must_act"]] == [
        ("customer_success_manager", "ada"),
        ("channel_manager", "ines"),
        ("delivery", "tomas"),
        ("operations", "mei"),
    ]
    assert found["must_act"][2]["owes"][0]["criterion"] == "partners_trained"
    assert len(found["ahead"]) == 9
    assert found["stages"][0] == {
        "id": "discovery",
        "progress": "passed",
        "entered_on": "2026-01-12",
        "open": 1,
    }
    assert found["stages"][5]["entered_on"] is None
    assert found["partners"][1] == {
        "id": "cascade-it",
        "chosen_for": ["customers_enough"],
        "done": {"signed": "2026-04-13", "onboarded": "2026-06-12"},
        "lacks": ["trained", "surveyed"],
        "case_study": None,
        "withdrawn": None,
    }
    assert found["goals"][2] == {
        "id": "covered",
        "area": "scaling",
        "metric": "Customers covered without a CSM of our own",
        "target": "at least 60 customers",
        "due_on": "2026-06-30",
        "state": "missed",
        "value": "52",
        "margin": "-8",
    }
    assert (found["goals"][0]["value"], found["goals"][0]["margin"]) == (None, None)
    assert set(found["deliverables"].values()) == {"ready"}
    assert found["vacant_seats"] == ["channel_sponsor", "marketing"]
    assert (found["share_by"], found["areas_without_goal"]) == ("2026-07-17", [])
    assert found["rulebook"] == "standard 2026.1"


def test_markdown(run: Run) -> None:
    """The same to be pasted."""
    done = run(*STATUS, LOG, "--format", "markdown")
    assert done.exit_code == 1
    assert done.stdout.startswith("# partners-emea is in Deliver")
    assert "\n## Who must act\n" in done.stdout


@pytest.mark.parametrize(
    ("when", "stage", "days"),
    [
        (("--on", "2026-01-27"), "discovery", 15),
        (("--on", "2026-01-28"), "design", 0),
        (("--at", "2026-01-28T09:59+01:00"), "discovery", 16),
        (("--at", "2026-01-28T10:00+01:00"), "design", 0),
        ((), "deliver", 77),
    ],
)
def test_as_of_an_instant_or_a_day(
    run: Run, when: tuple[str, ...], stage: str, days: int
) -> None:
    """What came later is left out; without either it is the newest event."""
    found = json.loads(run(*STATUS, LOG, *when, "--json").stdout)
    assert (found["stage"], found["days"]) == (stage, days)


def test_nothing_blocks(run: Run, write: Write) -> None:
    """It ends with 0, in a stage where all is done and once it is available."""
    for make, stage in ((pilots.available, None), (_debrief, "debrief")):
        log = [pilot_event_document(each) for each in make(standard()).events]
        path = write(format_document({"events": log}, "json"))
        done = run(*STATUS, path, "--json")
        assert done.exit_code == 0
        found = json.loads(done.stdout)
        assert (found["stage"], found["blocking"], found["must_act"]) == (stage, [], [])
        assert found["ended"] == ("available" if stage is None else None)


def _debrief(rules: Any) -> Any:
    return pilots.complete(rules, "debrief")


def test_a_stopped_programme(run: Run, write: Write) -> None:
    """It says why, and nothing blocks it any more."""
    log = example()
    last = {**log[-1], "id": "x", "sequence": len(log) + 1}
    stop = {
        key: last[key] for key in ("schema", "id", "programme_id", "sequence", "at")
    }
    log.append({**stop, "by": "ada", "why": "no budget", "kind": "stopped"})
    found = run(*STATUS, write({"events": log}), "--json")
    data = json.loads(found.stdout)
    assert found.exit_code == 0
    assert (data["stage"], data["ended"]) == ("deliver", "stopped")
    assert (data["stopped_because"], data["next"]) == ("no budget", None)


def test_both_times_and_none_in_time(run: Run) -> None:
    """One says when, and something must have happened by then."""
    said = misused(run, LOG, "--at", "2026-08-14T12:00Z", "--on", "2026-08-14")
    assert "--at and --on both say when" in said
    assert "has no time zone" in misused(run, LOG, "--at", "2026-08-14T12:00")
    said = misused(run, LOG, "--on", "2026-01-11")
    assert "had happened by 2026-01-11; its first event is at 2026-01-12 09:00" in said
    said = misused(run, LOG, "--at", "2026-01-12T08:59Z")
    assert "had happened by 2026-01-12 08:59:00+00:00" in said


def test_logs_that_cannot_be_read(run: Run, write: Write, tmp_path: Path) -> None:
    """Faults are named by the path in the file."""
    assert "no-such.json" in misused(run, tmp_path / "no-such.json")
    said = misused(run, write({"events": []}))
    assert "there is no event in it; give the log of a programme" in said
    said = misused(run, write({"events": example(), "more": 1}))
    assert "a file of events holds 'events' alone" in said
    said = misused(run, write({"log": []}))
    assert "a file of events holds 'events' alone" in said
    assert "found nothing" in misused(run, write({}))
    log = example()
    log[3] = {**log[3], "kind": "seat_fild"}
    assert "events[3]" in misused(run, write({"events": log}))


def test_a_log_of_several_programmes(run: Run, write: Write) -> None:
    """Each has a file of its own."""
    log = example()
    log[5] = {**log[5], "programme_id": "apac"}
    said = misused(run, write({"events": log}))
    assert "events[5].programme_id" in said
    assert "give a file for each programme" in said


def test_an_event_that_cannot_follow(run: Run, write: Write) -> None:
    """It is named by its place, with why."""
    log = example()
    del log[7]
    said = misused(run, write({"events": log}))
    assert "events[7]" in said
    assert "the log cannot be replayed from event 'partners-emea#9'" in said


def test_a_rulebook_of_ones_own(run: Run, tmp_path: Path) -> None:
    """A file that is none is refused."""
    ours = tmp_path / "ours.toml"
    ours.write_text("nothing = 1\n", encoding="utf-8")
    assert "no family 'nothing'" in misused(run, LOG, "--rulebook", ours)
