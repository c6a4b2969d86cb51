"""The command tries a changed rulebook, says what it found, and ends with a code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run

HEAD = (
    "id,name,partner_id,on,churned,technical_performance,business_outcomes,"
    "user_adoption,relationship_strength\n"
)
OURS = """\
[edition]
id = "ours"
name = "Ours"
effective_from = 2026-02-01
extends = "standard 2026.1"

[[health.components]]
id = "user_adoption"
weight = 60

[[scorecards]]
id = "use"
name = "Use"
low = 0
high = 100

[[scorecards.components]]
id = "user_adoption"
name = "User adoption"
weight = 1
better = "higher"
"""


@pytest.fixture
def past(tmp_path: Path) -> Path:
    """Give two tables of forty customers: in winter, and in summer who had left."""
    winter, summer = HEAD, HEAD
    for place in range(40):
        gone = place % 3 == 0
        use = 20 + place if gone else 60 + place
        start = f"a-{place},Name,p,"
        winter += f"{start}2026-01-31,false,80,80,{use},{80 if place else ''}\n"
        summer += f"{start}2026-05-01,{str(gone).lower()},80,80,{use},80\n"
    folder = tmp_path / "past"
    folder.mkdir()
    (folder / "accounts-1.csv").write_text(winter, encoding="utf-8")
    (folder / "accounts-2.csv").write_text(summer, encoding="utf-8")
    return folder


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """Give a company's rulebook, which weighs use more and has a card of its own."""
    path = tmp_path / "ours.toml"
    path.write_text(OURS, encoding="utf-8")
    return path


def test_a_change_is_tried(run: Run, past: Path, ours: Path) -> None:
    """Everything was read: 0, the verdict first."""
    done = run("backtest", "standard", ours, past, "--draws", 100)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[0].startswith("The data do not show")
    assert done.stderr == ""
    for part in ("AUC", "1.0000", "40 of 80 readings count", "14 customers who left"):
        assert part in done.stdout


def test_json_is_one_object(run: Run, past: Path, ours: Path) -> None:
    """With everything that a program may ask for."""
    arguments = (past, "--draws", 100, "--seed", 7, "--json")
    done = run("backtest", "standard 2026.1", ours, *arguments)
    data = json.loads(done.stdout)
    assert (data["schema_version"], data["seed"], data["draws"]) == (1, 7, 100)
    assert (data["old"]["edition"], data["new"]["edition"]) == (
        *("standard 2026.1", "ours"),
    )
    assert data["policy"] == {
        "edition": "standard 2026.1",
        "confidence": 0.95,
        "least_of_each": 10,
    }
    assert data["sample"]["left_out"]["left-already"] == 14
    assert (data["refusals"], data["remarks"]) == ([], [])


def test_within_and_missing_reach_the_past(run: Run, past: Path, ours: Path) -> None:
    """In 89 days nobody is seen to leave; a missing value can be refused."""
    done = run("backtest", "standard", ours, past, "--within", 89)
    assert done.exit_code == 0
    assert "Not enough data" in done.stdout
    strict = run("backtest", "standard", ours, past, "--missing", "refuse", "--json")
    assert strict.exit_code == 1
    refused = json.loads(strict.stdout)["sample"]["refused"]
    assert {(each["subject"], each["path"]) for each in refused} == {
        ("a-0", "relationship_strength")
    }


def test_a_company_tries_a_card_of_its_own(run: Run, past: Path, ours: Path) -> None:
    """A file may extend the other one, and cards are found by their id."""
    newer = ours.with_name("newer.toml")
    newer.write_text(
        '[edition]\nid = "newer"\nname = "N"\neffective_from = 2026-03-01\n'
        'extends = "ours"\n',
        encoding="utf-8",
    )
    done = run("backtest", ours, newer, past, "--card", "use", "--draws", 100)
    assert done.exit_code == 0, done.output
    assert "new: Use, rulebook newer" in done.stdout
    other = run("backtest", "standard", ours, past, "--card", "use")
    assert other.exit_code == 2
    assert "no scorecard is called 'use'" in other.stderr


def test_refused_rows_end_with_1(run: Run, past: Path, ours: Path) -> None:
    """Rows of files on standard error, values that a card refused in the answer."""
    with (past / "accounts-2.csv").open("a", encoding="utf-8") as file:
        file.write("x,X,p,2026-02-30,,1,1,1,1\ny,Y,p,2026-05-01,,1,1,104,1\n")
    done = run("backtest", "standard", ours, past, "--draws", 100)
    assert done.exit_code == 1
    assert "2026-02-30" in done.stderr
    assert "104" in done.stdout
    data = json.loads(run("backtest", "standard", ours, past, "--json").stdout)
    assert data["refusals"][0]["line"] == 42


def test_remarks_are_said(run: Run, past: Path, ours: Path) -> None:
    """A column that neither card reads is named on standard error."""
    rows = "id,name,partner_id,on,user_adopton\na,A,p,2026-06-30,5\n"
    (past / "accounts-3.csv").write_text(rows, encoding="utf-8")
    done = run("backtest", "standard", ours, past)
    assert done.exit_code == 0
    assert "did you mean 'user_adoption'?" in done.stderr


def test_a_picture_is_drawn(run: Run, past: Path, ours: Path, tmp_path: Path) -> None:
    """Whole, beside the answer; where it went is said on standard error."""
    out = tmp_path / "moves.svg"
    done = run("backtest", "standard", ours, past, "--draws", 100, "--out", out)
    assert done.exit_code == 0
    assert "moves.svg" in done.stderr
    assert "customers change band" in out.read_text(encoding="utf-8")


def test_a_stated_outcome(run: Run, past: Path, ours: Path) -> None:
    """One table says what followed; two tables make no sense then."""
    table = past / "accounts-2.csv"
    done = run("backtest", "standard", ours, table, "--outcome", "stated")
    assert done.exit_code == 0
    assert "14 customers who left and 26 who stayed" in done.stdout
    both = run("backtest", "standard", ours, past, "--outcome", "stated")
    assert both.exit_code == 2
    assert "choose outcome='later'" in both.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["standrd", "standard", "."], "did you mean 'standard'"),
        (["standard", "absent.toml", "."], "no rulebook file or standard edition"),
        (["standard", "standard", "absent"], "no such file or folder"),
        (["standard", "standard", "."], "no table here holds accounts"),
        (["standard", "standard", ".", "--card", "helth"], "did you mean 'health'"),
        (["standard", "standard", ".", "--draws", "5"], "from 100 up"),
        (["standard", "standard", ".", "--within", "0"], "from 1 up"),
        (["standard", "standard", ".", "--out", "moves.pdf"], "form of --out"),
        (["standard", "standard", ".", "--missing", "range"], "range"),
        (["standard", "standard"], "DATA"),
    ],
)
def test_misuse_ends_with_2(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    says: str,
) -> None:
    """The text on standard error says what to do; there is no traceback."""
    monkeypatch.chdir(tmp_path)
    done = run("backtest", *arguments)
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.output
    assert done.stdout == ""


def test_a_seed_below_0_is_misuse(run: Run, past: Path, ours: Path) -> None:
    """It is said once everything was read."""
    done = run("backtest", "standard", ours, past, "--seed", -1)
    assert done.exit_code == 2
    assert "a seed is a whole number" in done.stderr


# ------------------------------------------------------------------------ --watch
@pytest.fixture
def watched(tmp_path: Path) -> Path:
    """Give weekly use that falls by half, and a ticket, of the first customer."""
    folder = tmp_path / "watched"
    folder.mkdir()
    weeks = [
        f"a-0,2026-{month:02}-{day:02},{40 if month < 3 else 20}\n"
        for month in (1, 2, 3, 4)
        for day in (7, 14, 21, 28)
    ]
    use = "account_id,on,active_users\n" + "".join(weeks)
    (folder / "usage.csv").write_text(use, encoding="utf-8")
    ticket = "id,account_id,severity,opened_at\nt-1,a-0,high,2026-03-01T09:00:00Z\n"
    (folder / "tickets.csv").write_text(ticket, encoding="utf-8")
    (folder / "accounts.csv").write_text("no such column\n1\n", encoding="utf-8")
    return folder


def test_alarms_are_counted(run: Run, past: Path, ours: Path, watched: Path) -> None:
    """Bands without more; triggers where there is something for them to look at."""
    done = run("backtest", "standard", ours, past, "--draws", 100)
    assert "alarms a week: 0 by the old rules" in done.stdout
    assert "Alarms by cause" not in done.stdout
    arguments = (past, "--draws", 100, "--watch", watched, "--usage-covers", 7)
    done = run("backtest", "standard", ours, *arguments)
    assert done.exit_code == 0, done.output
    row = next(line for line in done.stdout.splitlines() if "Usage decline" in line)
    assert row.split() == ["Usage", "decline", "1", "0.08", "1", "0.08"]
    assert "Never: Champion" in done.stdout
    alarms = json.loads(run("backtest", "standard", ours, *arguments, "--json").stdout)
    assert {"cause": "usage_decline", "old": 1, "new": 1} in alarms["alarms"]["causes"]


def test_what_is_refused_of_the_watched_ends_with_1(
    run: Run, past: Path, ours: Path, watched: Path
) -> None:
    """Its rows are told like all others; a table that is not there is named."""
    with (watched / "usage.csv").open("a", encoding="utf-8") as file:
        file.write("a-0,2026-05-40,3\n")
    (watched / "tickets.csv").unlink()
    arguments = (past, "--draws", 100, "--watch", watched)
    done = run("backtest", "standard", ours, *arguments)
    assert done.exit_code == 1
    assert "2026-05-40" in done.stderr
    assert "there is no table of tickets" in done.stderr


@pytest.mark.parametrize("covers", ["0", "367", "week"])
def test_days_that_usage_covers(run: Run, past: Path, ours: Path, covers: str) -> None:
    """They are whole, from 1 to 366."""
    done = run("backtest", "standard", ours, past, "--usage-covers", covers)
    assert done.exit_code == 2
    assert "Traceback" not in done.output
