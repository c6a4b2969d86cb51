"""Tickets judged on the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from partner_success.display.verdicts import judgements_table
from partner_success.frames import judge_events, read_event_log
from partner_success.rulebook import standard
from tests.unit.cli.conftest import Run

LOG = Path(__file__).parents[3] / "examples" / "tickets" / "events.csv"
NOW = "2026-05-05 11:00 Europe/Berlin"
ENTERPRISE = ("--policy", "enterprise_support", "--at", NOW)
PARTNER = ("--policy", "partner_support", "--at", NOW)
HOURS = ("--calendar", "Mon-Fri 09:00-17:00; zone Europe/Berlin")
CLEAN = """\
ticket,time,kind,severity
T-1,2026-05-05T08:00:00Z,opened,low
"""


NEXT = """\
[edition]
id = "ours"
name = "Ours"
effective_from = 2026-02-01
extends = "standard 2026.1"
citations = "COMPANY: support contract"

[[sla]]
id = "enterprise_support"

[sla.next_response]
limit = "within"
pauses = "none"
critical = { value = 1, unit = "hours" }
high = { value = 1, unit = "hours" }
medium = { value = 1, unit = "hours" }
low = { value = 1, unit = "hours" }
citations = "COMPANY: support contract"
"""


@pytest.mark.rule("SLA-07", "SLA-11")
def test_tickets_are_listed_the_most_pressing_first(run: Run) -> None:
    """Late and going on, then what is awaited, then what is over; 1 for refusals."""
    done = run("sla", "judge", str(LOG), *ENTERPRISE)
    assert done.exit_code == 1
    words = done.stdout.split()
    order = [word for word in words if word.startswith("T-")]
    assert order == ["T-103", "T-105", "T-104", "T-102", "T-101"]
    assert "5 tickets, 3 with a target missed" in done.stdout
    assert "T-106" not in done.stdout
    assert "this time has no zone" in " ".join(done.stderr.split())
    assert "T-104    resumed   not-paused" in done.stderr


@pytest.mark.rule("SLA-11")
def test_json_tells_every_target(run: Run) -> None:
    """Lengths in whole microseconds, instants with their zone, refusals beside."""
    done = run("sla", "judge", str(LOG), *ENTERPRISE, "--json")
    found = json.loads(done.stdout)
    assert (found["schema_version"], found["policy"]) == (1, "enterprise_support")
    assert found["at"] == "2026-05-05T11:00:00+02:00"
    assert found["calendar"] is None
    (paused,) = (each for each in found["tickets"] if each["ticket"] == "T-102")
    # Open from 9 to 8, paused for five hours in between.
    assert paused["resolution_elapsed_microseconds"] == 18 * 3_600_000_000
    assert paused["resolution_due"] == "2026-05-04T20:00:00+00:00"
    assert paused["phase"] == "resolved"
    assert found["refused_events"] == [
        {
            "file": "events.csv",
            "line": 15,
            "record": 14,
            "ticket": "T-104",
            "kind": "resumed",
            "code": "not-paused",
        }
    ]
    assert [each["column"] for each in found["refusals"]] == ["time"]


@pytest.mark.rule("SLA-07", "SLA-09")
def test_one_ticket_is_explained(run: Run) -> None:
    """Its targets, and every change up to the instant."""
    done = run("sla", "judge", str(LOG), *ENTERPRISE, "--explain", "T-102")
    assert "Enterprise support, high, resolved at 2026-05-05 11:00+02:00" in done.stdout
    assert "2026-05-04 22:00+02:00 resolution breached" in done.stdout
    asked = ("--explain", "T-102", "--json")
    found = json.loads(run("sla", "judge", str(LOG), *ENTERPRISE, *asked).stdout)
    assert found["timeline"][0] == "2026-05-04 09:00+02:00 opened"
    assert found["explanation"]["rows"][1]["state"] == "breached"


@pytest.mark.rule("SLA-12")
def test_compliance_is_reported(run: Run) -> None:
    """By severity, partner and month; what is awaited is counted apart."""
    done = run("sla", "judge", str(LOG), *PARTNER, *HOURS, "--report")
    assert "Compliance with support promises: 5 tickets" in done.stdout
    assert "p-2" in done.stdout
    asked = ("--report", "--json")
    found = json.loads(run("sla", "judge", str(LOG), *PARTNER, *HOURS, *asked).stdout)
    first = found["report"]["rows"][0]
    assert (first["met"], first["open"]) == ("4 of 4", "1")


def test_a_clean_log_ends_with_nothing_to_say(run: Run, tmp_path: Path) -> None:
    """The code is 0, and standard error stays empty."""
    log = tmp_path / "log.csv"
    log.write_text(CLEAN, encoding="utf-8")
    done = run("sla", "judge", str(log), *ENTERPRISE)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "1 ticket, 0 with a target missed" in done.stdout
    report = run("sla", "judge", str(log), *ENTERPRISE, "--report")
    assert "unknown" in report.stdout
    wider = CLEAN.replace("severity", "severity,team").replace("low", "low,x")
    log.write_text(wider, encoding="utf-8")
    assert "nothing uses the column 'team'" in (
        run("sla", "judge", str(log), *ENTERPRISE).stderr
    )


def test_a_terminal_shows_the_first_of_many(run: Run, tmp_path: Path) -> None:
    """The most pressing would scroll away; how many are left out is said."""
    log = tmp_path / "log.csv"
    rows = "".join(f"T-{n},2026-05-05T08:00:00Z,opened,low\n" for n in range(2, 40))
    log.write_text(CLEAN + rows, encoding="utf-8")
    assert "not shown" not in run("sla", "judge", str(log), *ENTERPRISE).stdout
    found = read_event_log(log)
    policy = standard().sla["enterprise_support"]
    at = datetime(2026, 5, 5, 9, tzinfo=UTC)
    judged = judge_events(found.frame(), policy, at=at).to_dicts()
    table = judgements_table(judged, policy, at, most=25)
    assert len(table.rows) == 25
    assert table.note == "14 more tickets are not shown"


def test_targets_that_await_nothing_have_no_time(run: Run, tmp_path: Path) -> None:
    """The next response is idle until the partner writes again; a pause says why."""
    ours = tmp_path / "ours.toml"
    ours.write_text(NEXT, encoding="utf-8")
    log = tmp_path / "log.csv"
    paused = "T-1,2026-05-05T08:30:00Z,paused,,waiting on partner\n"
    log.write_text(CLEAN.replace("\n", ",reason\n", 1) + paused, encoding="utf-8")
    log.write_text(
        log.read_text(encoding="utf-8").replace("opened,low", "opened,low,"),
        encoding="utf-8",
    )
    done = run("sla", "judge", str(log), *ENTERPRISE, "--rulebook", str(ours))
    assert done.exit_code == 0, done.stderr
    assert "idle" in done.stdout
    assert "paused:" in done.stdout


def test_what_is_not_there_yet_is_left_out(run: Run, tmp_path: Path) -> None:
    """A ticket that is opened later is no ticket by then."""
    log = tmp_path / "log.csv"
    log.write_text(CLEAN, encoding="utf-8")
    early = ("--policy", "enterprise_support", "--at", "2026-05-05T07:00Z")
    assert "0 tickets" in run("sla", "judge", str(log), *early).stdout
    for asked in ("T-1", "T-2"):
        done = run("sla", "judge", str(log), *early, "--explain", asked)
        assert done.exit_code == 2
        assert "no ticket" in done.stderr
    report = run("sla", "judge", str(log), *early, "--report")
    assert "0 tickets" in report.stdout


def test_events_out_of_order_are_sorted_on_request(run: Run, tmp_path: Path) -> None:
    """Without the option they are refused and listed."""
    log = tmp_path / "log.csv"
    rows = "T-1,2026-05-05T07:30:00Z,responded,\n"
    log.write_text(
        CLEAN.replace("severity\n", f"severity\n{rows}").replace("07:30", "08:30"),
        encoding="utf-8",
    )
    done = run("sla", "judge", str(log), *ENTERPRISE)
    assert done.exit_code == 1
    assert "not-opened" in done.stderr
    again = run("sla", "judge", str(log), *ENTERPRISE, "--reorder")
    assert again.exit_code == 0
    assert "met" in again.stdout


def test_a_policy_of_ones_own_is_taken(run: Run, tmp_path: Path) -> None:
    """A rulebook changes what is promised."""
    ours = tmp_path / "ours.toml"
    ours.write_text(
        """\
[edition]
id = "ours"
name = "Ours"
effective_from = 2026-02-01
extends = "standard 2026.1"
citations = "COMPANY: support contract"

[[sla]]
id = "enterprise_support"

[sla.first_response.high]
value = 1
""",
        encoding="utf-8",
    )
    asked = (*ENTERPRISE, "--rulebook", str(ours), "--json")
    found = json.loads(run("sla", "judge", str(LOG), *asked).stdout)
    assert found["rulebook"] == "ours"
    (ticket,) = (each for each in found["tickets"] if each["ticket"] == "T-102")
    assert ticket["first_response_state"] == "breached"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--policy", "enterprise", "--at", NOW), "no sla policy"),
        (("--policy", "partner_support", "--at", NOW), "needs a calendar"),
        ((*PARTNER[:3], "2026-05-05 11:00", *HOURS), "has no time zone"),
        ((*PARTNER, "--calendar", "Mon-Fri 9-5"), "hours are written as"),
    ],
)
def test_misuse_is_said_in_one_line(
    run: Run, options: tuple[str, ...], message: str
) -> None:
    """The code is 2."""
    done = run("sla", "judge", str(LOG), *options)
    assert done.exit_code == 2
    assert message in done.stderr
