"""The wheel with every extra: the console script on a copy of the examples."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
SCRIPT = str(Path(sys.executable).with_name("partner-success"))


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the console script in a folder."""
    return subprocess.run(
        [SCRIPT, *arguments], cwd=folder, check=False, capture_output=True, text=True
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with nothing in it, outside of every source tree."""
    assert not (EXAMPLES.parent / "src").exists()
    return tmp_path


def test_portfolio_becomes_a_report_that_needs_no_network(folder: Path) -> None:
    """Refused rows give exit code 1; the report is written all the same."""
    done = run("score", str(EXAMPLES / "portfolio"), "--out", "r.html", folder=folder)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    page = (folder / "r.html").read_text(encoding="utf-8")
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", page)


def test_scores_as_json(folder: Path) -> None:
    """Programs get one JSON document on standard output."""
    done = run("score", str(EXAMPLES / "portfolio"), "--json", folder=folder)
    assert done.returncode in (0, 1), done.stderr
    assert json.loads(done.stdout)


def test_partners_are_reviewed(folder: Path) -> None:
    """Tables, journeys and records of the example come together, worst first."""
    done = run("review", str(EXAMPLES / "portfolio"), "--json", folder=folder)
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)
    assert len(found["partners"]) == 40
    assert found["partners"][0]["findings"][0]["urgency"] == "now"
    assert sum(each["count"] for each in found["stages"]) == 40


def test_a_backtest_on_the_example(folder: Path) -> None:
    """A rulebook beside itself changes nobody's band."""
    past = str(EXAMPLES / "portfolio" / "history" / "accounts-2026-10.csv")
    arguments = ("backtest", "standard", "standard", past, "--outcome", "stated")
    done = run(*arguments, "--json", folder=folder)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["migration"]["moves"] == []


def test_access_is_decided(folder: Path) -> None:
    """The examples name people and partners; who may do what comes with the wheel."""
    places = ("--directory", str(EXAMPLES / "access"), "--at", "2026-05-12T09:00Z")
    done = run("access", "visible", "ada", *places, "--json", folder=folder)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
    done = run("access", "decide", "ada", "edit_rulebook", *places, folder=folder)
    assert done.returncode == 1, done.stderr


def test_partners_on_their_way_are_seen(folder: Path) -> None:
    """The example's logs are replayed, and one partner's way is told."""
    log = str(EXAMPLES / "journey" / "partners.json")
    done = run("gate", "status", log, "--on", "2026-11-02", "--json", folder=folder)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["partners"]) > 20
    done = run("gate", "diagram", "gate", folder=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("stateDiagram-v2")


def test_what_is_due_is_told(folder: Path) -> None:
    """And written as a calendar file; who does what comes with the wheel."""
    care = str(EXAMPLES / "engagement" / "partners.toml")
    done = run("engagement", "due", care, "--on", "2026-05-06", folder=folder)
    assert done.returncode == 1, done.stderr
    asked = ("--partner", "elmwood", "--until", "2026-12-31", "--at")
    out = ("2026-05-06T09:00Z", "--out", "elmwood.ics")
    done = run("engagement", "calendar", care, *asked, *out, folder=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "elmwood.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    done = run("engagement", "who", "renew", "--json", folder=folder)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["rows"]) == 4


def test_programme_and_practice_are_told(folder: Path) -> None:
    """What blocks a pilot, who takes which account, what is paid, what comes back."""
    log = str(EXAMPLES / "programme" / "partners-emea.json")
    done = run(
        "programme", "status", log, "--on", "2026-05-06", "--json", folder=folder
    )
    assert done.returncode == 1, done.stderr
    assert json.loads(done.stdout)
    tables = (
        str(EXAMPLES / "practice" / f"{name}.csv") for name in ("accounts", "people")
    )
    done = run("practice", "staffing", *tables, "--assign", "best", folder=folder)
    assert done.returncode in {0, 1}, done.stderr
    done = run("practice", "roi", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "424.7" in done.stdout


def test_tickets_are_judged(folder: Path) -> None:
    """The log of the examples holds one event and one row that are refused."""
    log = str(EXAMPLES / "tickets" / "events.csv")
    asked = ("--policy", "enterprise_support", "--at", "2026-05-05T09:00Z", "--json")
    done = run("sla", "judge", log, *asked, folder=folder)
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)
    assert len(found["tickets"]) == 5
    assert len(found["refused_events"]) == len(found["refusals"]) == 1


def test_answers_are_checked_and_judged(folder: Path) -> None:
    """The standard Gate 3 judges the answers of the examples."""
    answers = str(EXAMPLES / "questionnaires" / "gate_3.json")
    asked = ("gate_3", answers, "--on", "2026-05-13", "--json")
    done = run("questionnaire", "evaluate", *asked, folder=folder)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["outcome"] == "pass"
    done = run("questionnaire", "check", *asked, folder=folder)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["problems"] == []


def test_holidays_come_with_their_extra(folder: Path) -> None:
    """Ascension Day is off in Bavaria."""
    calendar = "Mon-Fri 09:00-17:00; zone Europe/Berlin; holidays DE-BY"
    asked = ("2026-05-13T15:00+02:00", "2026-05-15T10:00+02:00", "--calendar", calendar)
    done = run("sla", "elapsed", *asked, folder=folder)
    assert (done.returncode, done.stdout) == (0, "3h\n")


def test_worked_readiness_sheets(folder: Path) -> None:
    """The deck's two sheets score 52 and 64 by their own marks."""
    for sheet, section, points in (
        ("deck-section-1", "Partner strategy and roles", 52),
        ("deck-section-4", "Partner support and enablement", 64),
    ):
        path = str(EXAMPLES / "readiness")
        done = run("score", path, "--explain", sheet, folder=folder)
        assert done.returncode == 0, done.stderr
        assert re.search(rf"{section} +{points} +{points}\b", done.stdout)
