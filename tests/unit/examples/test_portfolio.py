"""The example portfolio: the same each time, and as its README says."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

import partner_success as ps
from tests.unit.examples.files import (
    PORTFOLIO,
    Promised,
    known,
    measures,
    promised,
    records,
    rows,
)

MONTHS = sorted(path.name for path in (PORTFOLIO / "history").glob("*.csv"))
TABLES = sorted(path.name for path in PORTFOLIO.glob("*.csv"))
FIXED = ["id", "name", "partner_id", "on", "segment", "renews_on", "churned"]
LARGEST = 6_000_000


def generate(*options: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Run the generator with an order of sets of its own."""
    return subprocess.run(
        [sys.executable, "-B", str(PORTFOLIO / "generate.py"), *options],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Make the portfolio anew, and give where, and what the generator said."""
    folder = tmp_path_factory.mktemp("portfolio")
    run = generate("--out", str(folder), seed="1")
    assert run.returncode == 0, run.stderr
    return folder, run.stdout


def test_two_runs_make_the_same_bytes(made: tuple[Path, str], tmp_path: Path) -> None:
    """Nothing depends on the order of sets or on where the files go."""
    generate("--out", str(tmp_path), seed="2")
    first, second = (
        {path.relative_to(top): path.read_bytes() for path in top.rglob("*.csv")}
        for top in (made[0], tmp_path)
    )
    assert len(first) == len(TABLES) + 1 + len(MONTHS)
    assert first == second


def test_the_files_here_are_what_the_generator_makes() -> None:
    """Nobody edits the files by hand, and nobody forgets to make them again."""
    run = generate("--check")
    assert (run.returncode, run.stderr) == (0, ""), run.stdout


def test_a_difference_is_named(made: tuple[Path, str], tmp_path: Path) -> None:
    """The check fails when a file is missing, differs, or is one too many."""
    for path in made[0].rglob("*.csv"):
        copy = tmp_path / path.relative_to(made[0])
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / "usage.csv").unlink()
    (tmp_path / "more.csv").touch()
    (tmp_path / "licences.csv").write_text("account_id\n", encoding="utf-8")
    run = generate("--check", "--out", str(tmp_path))
    assert run.returncode == 1
    assert run.stdout.splitlines() == [
        "more.csv: is not made here",
        "licences.csv: differs",
        "usage.csv: is missing",
    ]


def test_the_readme_has_the_table_of_the_generator(made: tuple[Path, str]) -> None:
    """The lines of the mistakes are those that the generator counted."""
    assert made[1] in (PORTFOLIO / "README.md").read_text(encoding="utf-8")


def test_the_portfolio_stays_small() -> None:
    """A clone does not get heavy by it."""
    assert sum(path.stat().st_size for path in PORTFOLIO.rglob("*")) < LARGEST


@pytest.mark.parametrize("mistake", promised(), ids=str)
def test_each_mistake_stands_where_the_readme_says(mistake: Promised) -> None:
    """A reader who opens the file on that line finds it."""
    found = dict(records(mistake.file))
    cells, header = found[mistake.line], found[1]
    if mistake.value == "3 cells short":
        assert len(cells) == len(header) - 3
    elif mistake.value == "a repeat":
        assert found[mistake.line - 1] == cells
    else:
        assert len(cells) == len(header)
        assert cells[header.index(mistake.column)] == mistake.value


def test_the_account_entered_again_is_the_same_account() -> None:
    """The double differs in nothing but its line, so the first one can be kept."""
    cells = [cells for _, cells in records("accounts.csv") if cells[0] == "A-1412"]
    assert len(cells) == 2
    assert cells[0] == cells[1]


def test_the_two_new_readings_come_from_the_history() -> None:
    """The newest readings, now and a quarter ago, are the last ones of their months."""
    for name, until in (("accounts.csv", "9"), ("earlier/accounts.csv", "2026-07")):
        last = {
            row["id"]: row
            for month in MONTHS
            if month.removeprefix("accounts-") < f"{until}~"
            for row in rows(f"history/{month}")
        }
        found = {row["id"]: row for row in rows(name)}
        assert all(row == last[id_] for id_, row in found.items())
        missing = 6 if name == "accounts.csv" else 0
        assert len(last) - len(found) == missing


def test_use_is_read_from_the_usage() -> None:
    """The active share of an account is that of its last four weeks."""
    seats = {
        row["account_id"]: int(row["licensed"])
        for row in rows("licences.csv")
        if row["licence_type"] == "core"
    }
    october = ("2026-10-10", "2026-10-17", "2026-10-24", "2026-10-31")
    weeks: dict[str, list[int]] = {}
    for row in rows("usage.csv"):
        if row["on"] in october:
            weeks.setdefault(row["account_id"], []).append(int(row["active_users"]))
    compared = 0
    for row in rows("accounts.csv"):
        if row["on"] == "2026-10-31" and row["active_users"] and row["id"] in seats:
            share = 100 * statistics.mean(weeks[row["id"]]) / seats[row["id"]]
            assert float(row["active_users"]) == pytest.approx(share, abs=0.051)
            compared += 1
    assert compared > 380


def test_every_record_can_be_built() -> None:
    """Apart from the mistakes, the facts are sound."""
    for row in rows("usage.csv"):
        ps.partners.Usage(
            account_id=row["account_id"],
            on=date.fromisoformat(row["on"]),
            active_users=int(row["active_users"]),
            minutes=int(row["minutes"]) if row["minutes"] else None,
        )
    for row in rows("tickets.csv"):
        times = ("opened_at", "first_responded_at", "resolved_at")
        opened, answered, resolved = (
            datetime.fromisoformat(row[name]) if row[name] else None for name in times
        )
        assert opened is not None
        ps.partners.Ticket(
            id=row["id"],
            severity=row["severity"],
            opened_at=opened,
            account_id=row["account_id"] or None,
            partner_id=row["partner_id"],
            first_responded_at=answered,
            resolved_at=resolved,
        )
    for row in rows("licences.csv"):
        ps.partners.LicenceCount(
            account_id=row["account_id"],
            licence_type=row["licence_type"],
            on=date.fromisoformat(row["on"]),
            licensed=int(row["licensed"]),
            active=int(row["active"]) if row["active"] else None,
        )
    for row in rows("survey_answers.csv"):
        done = row["project_completed_on"]
        ps.partners.SurveyAnswer(
            id=row["id"],
            kind=row["kind"],
            partner_id=row["partner_id"],
            question=row["question"],
            answered_on=date.fromisoformat(row["answered_on"]),
            rating=int(row["rating"]) if row["rating"] else None,
            text=row["text"] or None,
            project_id=row["project_id"] or None,
            project_completed_on=date.fromisoformat(done) if done else None,
        )


def test_26_weeks_of_use_arrived_late() -> None:
    """They stand at the end, after the newest week, as the README says."""
    weeks = [row["on"] for row in rows("usage.csv")]
    assert weeks.index(max(weeks)) < len(weeks) - 26
    assert weeks[:-26] == sorted(weeks[:-26])
    assert max(weeks[-26:]) < max(weeks)


def test_every_id_is_that_of_an_account_or_partner() -> None:
    """What one file names, another one holds."""
    partners = {cells[0]: cells[2] for _, cells in records("accounts.csv")}
    for name in ("licences.csv", "usage.csv", "tickets.csv", "survey_answers.csv"):
        for row in rows(name):
            account = row["account_id"]
            assert account in partners or (name == "tickets.csv" and not account)
            assert row.get("partner_id") in (partners.get(account), None) or not account
    assert {row["partner_id"] for row in rows("readiness.csv")} <= set(
        partners.values()
    )
    for name in ("tickets.csv", "survey_answers.csv"):
        ids = [cells[0] for _, cells in records(name)]
        assert len(ids) == len(set(ids))


def test_every_column_question_and_element_is_known(rules: ps.Rulebook) -> None:
    """The files speak the language of the rulebook."""
    for name in ("accounts.csv", "earlier/accounts.csv", f"history/{MONTHS[0]}"):
        _, header = next(records(name))
        assert header[: len(FIXED)] == FIXED
        assert set(header[len(FIXED) :]) == set(measures(rules))
    for row in rows("survey_answers.csv"):
        assert row["kind"] == "nps" or row["question"] in rules.csat.questions
    sections = rules.readiness.sections
    elements = {element.id for section in sections for element in section.elements}
    assert {row["element"] for row in rows("readiness.csv")} == elements


def bands(rules: ps.Rulebook, name: str) -> dict[str, str]:
    """Score a file of accounts and give the band of each, or 'none'."""
    names = measures(rules)
    scored = {}
    for row in rows(name):
        result = rules.health.score(known(row, names), missing="reweight")
        band = result.band if isinstance(result, ps.scoring.Score) else None
        scored[row["id"]] = band.id if band else "none"
    return scored


def test_most_accounts_are_well_and_some_in_trouble(rules: ps.Rulebook) -> None:
    """All bands occur; about one account in seven is in trouble; few are champions."""
    found = bands(rules, "accounts.csv")
    counts = Counter(found.values())
    share = {band: count / len(found) for band, count in counts.items()}
    assert rules.health.bands is not None
    assert set(share) == {band.id for band in rules.health.bands.entries} | {"none"}
    assert 0.12 <= share["critical"] + share["emergency"] <= 0.155
    assert share["champion"] <= 0.12
    assert share["none"] <= 0.02
    assert share["healthy"] > share["at_risk"] > share["emergency"]


def test_who_leaves_declined_before(rules: ps.Rulebook) -> None:
    """A warning score half a year before has something to find, though not all."""
    low = {"critical", "emergency"}
    left = [row["id"] for row in rows("accounts.csv") if row["churned"] == "true"]
    found = bands(rules, "accounts.csv")
    in_trouble = sum(found[id_] in low for id_ in left)
    assert 20 <= len(left) <= 60
    assert 0.6 * len(left) <= in_trouble < len(left)
    stayed = [band for id_, band in found.items() if id_ not in left]
    assert sum(band in low for band in stayed) < 0.15 * len(stayed)
    before = [bands(rules, f"history/{month}") for month in MONTHS[6:12]]
    after = {
        row["id"] for row in rows("earlier/accounts.csv") if row["churned"] == "true"
    }
    # Of the readings of half a year, those in trouble lead to leaving more often.
    trouble = [id_ for month in before for id_, band in month.items() if band in low]
    well = [id_ for month in before for id_, band in month.items() if band not in low]
    rate = sum(id_ in after for id_ in trouble) / len(trouble)
    assert rate > 4 * sum(id_ in after for id_ in well) / len(well)
