"""The command reviews a folder: tables, journeys, records; and ends with a code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from jsonschema import Draft202012Validator

from partner_success.review import review_schema
from tests.unit.cli.conftest import Run
from tests.unit.cli.gates import events

TEAM = [{"role": "PAM", "person_id": "ada"}, {"role": "TAM", "person_id": "tess"}]
TICKETS = (
    "id,account_id,severity,opened_at\n"
    "t-1,a-1,high,2026-01-31T08:00:00+00:00\n"
    "t-2,a-1,medium,2026-01-30T08:00:00+00:00\n"
)


def records(folder: Path, **more: Any) -> None:
    """Write the records of partners."""
    partners = [{"id": "p-1", "name": "Pine", "team": TEAM}]
    text = json.dumps({"partners": partners} | more)
    (folder / "partners.json").write_text(text, encoding="utf-8")


def journeys(folder: Path, *ids: str) -> None:
    """Write the example's events of some partners."""
    text = json.dumps({"events": events(*ids)})
    (folder / "journeys.json").write_text(text, encoding="utf-8")


def found(run: Run, *arguments: object, code: int = 0) -> dict[str, Any]:
    """Run the command with ``--json``."""
    done = run("review", *arguments, "--json")
    assert done.exit_code == code, done.output
    assert done.stdout.isascii()
    assert done.stderr == ""
    data: dict[str, Any] = json.loads(done.stdout)
    Draft202012Validator(review_schema()).validate(data)
    return data


def test_a_sound_folder_ends_with_0(run: Run, folder: Path) -> None:
    """Partners come worst first; tables that are not there are told."""
    done = run("review", folder)
    assert done.exit_code == 0, done.output
    assert done.stderr == ""
    text = " ".join(done.stdout.split())
    for word in ("2 partners on 2026-01-31", "At Risk", "there is no table of tickets"):
        assert word in text
    assert done.stdout.index("p-1") < done.stdout.index("p-2")
    assert "\x1b" not in done.output


def test_refused_rows_end_with_1(run: Run, bad_folder: Path) -> None:
    """Each is told on standard error, or among the JSON."""
    done = run("review", bad_folder)
    assert done.exit_code == 1
    assert "2026-02-30" in done.stderr
    data = found(run, bad_folder, code=1)
    assert {each["line"] for each in data["refusals"]} == {5}


def test_values_that_the_rules_refuse_end_with_1(run: Run, folder: Path) -> None:
    """With the line on which they stand."""
    with (folder / "accounts.csv").open("a", encoding="utf-8") as file:
        file.write("a-9,Bad,p-1,2026-01-31,,,,101,90,90,90\n")
    data = found(run, folder, code=1)
    [one] = data["refusals"]
    assert (one["file"], one["line"], one["column"]) == (
        "accounts.csv",
        5,
        "technical_performance",
    )


def test_one_partner(run: Run, folder: Path) -> None:
    """Everything that was found of it."""
    records(folder)
    done = run("review", folder, "--partner", "p-1")
    assert done.exit_code == 0, done.output
    for word in ("Pine on 2026-01-31", "Customers, from the lowest", "TAM (tess)"):
        assert word in " ".join(done.stdout.split())
    data = found(run, folder, "--partner", "p-1")
    assert [each["id"] for each in data["partners"]] == ["p-1"]
    assert "bands" not in data


def test_the_day_and_the_instant(run: Run, folder: Path) -> None:
    """The end of a day, in the zone of the calendar; later rows are left out."""
    assert found(run, folder)["at"] == "2026-01-31T23:59:59.999999+00:00"
    early = found(run, folder, "--on", "2026-01-30")
    assert early["on"] == "2026-01-30"
    assert [each["accounts"] for each in early["partners"]] == [[], []]
    zone = ("--calendar", "Mon-Fri 09:00-17:00; zone Asia/Tokyo")
    assert found(run, folder, *zone)["at"] == "2026-01-31T23:59:59.999999+09:00"
    exact = found(run, folder, "--at", "2026-01-31T09:00+01:00")
    assert exact["at"] == "2026-01-31T09:00:00+01:00"


def test_tickets_are_judged_by_the_policy_named(run: Run, folder: Path) -> None:
    """By the option, or as the file of partners says; the option wins."""
    (folder / "tickets.csv").write_text(TICKETS, encoding="utf-8")

    def codes(*more: object) -> set[str]:
        data = found(run, folder, *more)
        return {one["code"] for each in data["partners"] for one in each["findings"]}

    assert "promises-unknown" in codes()
    assert "promise-missed" in codes("--sla", "enterprise_support")
    records(folder, sla="partner_support", calendar="Mon-Fri 09:00-17:00; zone UTC")
    assert "promises-unknown" not in codes()
    done = run("review", folder, "--sla", "nonsense")
    assert done.exit_code == 2
    assert "nonsense" in done.stderr


def test_journeys_are_replayed_up_to_the_instant(run: Run, folder: Path) -> None:
    """The newest event tells the day where it is the newest."""
    journeys(folder, "quarry", "amberline")
    data = found(run, folder)
    stages = {each["id"]: each["stage"] for each in data["partners"]}
    assert stages["quarry"]["id"] == "gate_2"
    assert stages["quarry"]["status"] == "blocked"
    assert stages["p-1"] is None
    before = found(run, folder, "--on", "2025-10-01")
    stages = {each["id"]: each["stage"] for each in before["partners"]}
    assert stages.keys() == {"amberline", "p-1", "p-2"}
    assert stages["amberline"]["launched_on"] is None


def test_launches_are_forecast_where_they_are_shown(run: Run, folder: Path) -> None:
    """Beside one partner, and among the JSON."""
    journeys(folder, "silverpine", "amberline")
    one = next(
        each for each in found(run, folder)["partners"] if each["id"] == "silverpine"
    )
    assert one["stage"]["forecast"]["days"]
    done = run("review", folder, "--partner", "silverpine")
    assert "Launch forecast of silverpine" in done.stdout
    assert "Launch forecast" not in run("review", folder).stdout


def test_a_log_that_cannot_be_replayed_is_misuse(run: Run, folder: Path) -> None:
    """By partner and event."""
    text = json.dumps({"events": events("quarry")[1:]})
    (folder / "journeys.json").write_text(text, encoding="utf-8")
    done = run("review", folder)
    assert done.exit_code == 2
    assert "the log of 'quarry' cannot be replayed" in done.stderr


def test_a_folder_without_tables(run: Run, tmp_path: Path) -> None:
    """Journeys alone will do; with nothing at all there is nothing to review."""
    journeys(tmp_path, "quarry")
    data = found(run, tmp_path)
    assert data["remarks"] == ["there are no tables of customers"]
    assert [each["id"] for each in data["partners"]] == ["quarry"]


def test_records_alone_have_no_day(run: Run, tmp_path: Path) -> None:
    """So somebody has to say it."""
    records(tmp_path)
    done = run("review", tmp_path)
    assert done.exit_code == 2
    assert "say for which day" in done.stderr
    data = found(run, tmp_path, "--on", "2026-05-04")
    assert [each["name"] for each in data["partners"]] == ["Pine"]


def test_a_broken_table_beside_journeys_is_told(run: Run, folder: Path) -> None:
    """It is no folder without tables."""
    journeys(folder, "quarry")
    (folder / "accounts.csv").write_text("id\na-1\n", encoding="utf-8")
    done = run("review", folder)
    assert done.exit_code == 2
    assert "the column is missing" in done.stderr


def test_what_is_read_is_not_said_to_be_left_alone(run: Run, folder: Path) -> None:
    """Other files are."""
    journeys(folder, "quarry")
    records(folder)
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    remarks = " ".join(found(run, folder)["remarks"])
    assert "notes.txt" in remarks
    assert ".json" not in remarks


def test_findings_as_a_table(run: Run, folder: Path, tmp_path: Path) -> None:
    """A row a finding, of all partners."""
    out = tmp_path / "found.parquet"
    done = run("review", folder, "--parquet", out, "--json")
    assert done.exit_code == 0
    assert f"written: {out}" in done.stderr
    data = json.loads(done.stdout)
    table = pl.read_parquet(out)
    assert table.height == sum(len(each["findings"]) for each in data["partners"])
    assert table.columns[:3] == ["partner_id", "partner", "urgency"]
    assert table.row(0)[3] == data["partners"][0]["findings"][0]["code"]


def test_weekly_usage_is_said_by_option_or_file(run: Run, folder: Path) -> None:
    """A row of a week speaks for seven days."""
    weeks = [
        f"a-1,2026-01-{day:02},{users}"
        for day, users in [(3, 100), (10, 100), (17, 100), (24, 10), (31, 10)]
    ]
    text = "\n".join(["account_id,on,active_users", *weeks, ""])
    (folder / "usage.csv").write_text(text, encoding="utf-8")

    def state(*more: object) -> str:
        data = found(run, folder, *more)
        [one] = [e for p in data["partners"] for e in p["accounts"] if e["id"] == "a-1"]
        return {each["id"]: each["state"] for each in one["triggers"]}["usage_decline"]

    assert state() == "not enough data"
    assert state("--usage-covers", "7") == "fired"
    records(folder, usage_covers=7)
    assert state() == "fired"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["absent"], "is none; give the folder"),
        (["."], "no file here holds facts"),
        ([".", "--on", "2026-01-01", "--at", "2026-01-01T00:00Z"], "not both"),
        ([".", "--parquet", "x.csv"], "no form of --parquet is called '.csv'"),
        ([".", "--out", "x.csv"], "no form of --out is called '.csv'"),
        ([".", "--compare", "earlier"], "say where with --out"),
        ([".", "--rulebook", "absent.toml"], "absent.toml"),
        ([".", "--at", "soon"], "no file here holds facts"),
        ([".", "--on", "soon"], "soon"),
        ([], "FOLDER"),
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
    done = run("review", *arguments)
    assert done.exit_code == 2
    assert says in " ".join(done.stderr.split())
    assert "Traceback" not in done.output
    assert done.stdout == ""


def test_two_files_of_one_kind_are_misuse(run: Run, folder: Path) -> None:
    """Nobody can say which one counts."""
    records(folder)
    (folder / "partners.toml").write_text("", encoding="utf-8")
    done = run("review", folder)
    assert done.exit_code == 2
    assert "partners stand in 2 files (partners.json, partners.toml)" in done.stderr


def test_an_unknown_partner_is_misuse(run: Run, folder: Path) -> None:
    """Near ones are named."""
    done = run("review", folder, "--partner", "p-3")
    assert done.exit_code == 2
    assert "p-3" in done.stderr


@pytest.mark.parametrize("compared", [False, True])
def test_a_report_is_written(
    run: Run, folder: Path, tmp_path: Path, compared: bool
) -> None:
    """With pictures, and the bands of an earlier time where that is given."""
    out = tmp_path / "report.html"
    earlier = ["--compare", folder] if compared else []
    done = run("review", folder, "--out", out, *earlier)
    assert done.exit_code == 0, done.output
    assert f"written: {out}" in " ".join(done.output.split())
    page = out.read_text(encoding="utf-8")
    assert "Partners by stage" in page
    assert ("customers change band" in page) is compared


def test_a_report_tells_of_the_gates(run: Run, folder: Path, tmp_path: Path) -> None:
    """And of promises kept, where there are tickets and a policy."""
    journeys(folder, "amberline", "vantage")
    (folder / "tickets.csv").write_text(TICKETS, encoding="utf-8")
    out = tmp_path / "report.html"
    policy = ("--sla", "enterprise_support", "--on", "2026-10-30")
    done = run("review", folder, "--out", out, *policy)
    assert done.exit_code == 0, done.output
    page = out.read_text(encoding="utf-8")
    for words in ("Days in Pre-Contract", "Resolution in time, by month"):
        assert words in page


def test_a_programme_beside_the_tables(run: Run, folder: Path) -> None:
    """With its log up to the instant, and what is known of practices."""
    log = Path(__file__).parents[3] / "examples" / "programme" / "partners-emea.json"
    text = log.read_text(encoding="utf-8").replace("amberline", "p-1")
    (folder / "programme.json").write_text(text, encoding="utf-8")
    facts = {"partner_id": "p-1", "success_plans": 3, "onboarding_days": [30]}
    records(folder, practices=[{"partner_id": "p-1", "requirements": facts}])

    def standing(day: str) -> Any:
        data = found(run, folder, "--on", day)
        return {each["id"]: each["programme"] for each in data["partners"]}["p-1"]

    late = standing("2026-10-30")
    assert late["pilot"]["lacks"] == ["surveyed"]
    assert late["requirements"]["results"][0]["state"] == "not_met"
    early = standing("2026-01-31")
    assert (early["pilot"], early["requirements"]) == (None, None)
    before = standing("2026-01-11")
    assert set(before.values()) == {None}
    done = run("review", folder, "--partner", "p-1", "--on", "2026-10-30")
    words = " ".join(done.stdout.split())
    assert "Partner p-1: requirements not met, 1 of 4 met" in words
    assert "In the pilot: signed 2026-04-08" in words
