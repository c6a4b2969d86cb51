"""The command makes reports of a folder, for those who may see them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from jsonschema import Draft202012Validator, ValidationError

from partner_success.analytics import report_schema
from tests.unit.cli.conftest import Run
from tests.unit.cli.gates import events

WAYS = ("kestrel", "meridian", "redwood", "silverpine")
TEAM = [
    {"role": "PAM", "person_id": "ines"},
    {"role": "TAM", "person_id": "kofi"},
]
PEOPLE = ("ines", "omar", "priya", "lars", "teo", "june", "ada", "noor", "tess", "kofi")
PARTS = ("operational_kpis", "system_performance", "ticket_trend", "usage_pattern")
MEASURES = "technical_performance,business_outcomes,user_adoption,relationship_strength"
TABLES = {
    "accounts.csv": f"id,name,partner_id,on,{MEASURES}\n"
    "a-1,Umbrella,kestrel,2026-09-30,95,95,95,95\n"
    "a-2,Acme,meridian,2026-09-30,80,80,80,80\n",
    "survey_answers.csv": "id,kind,partner_id,account_id,project_id,question,rating,"
    "answered_on,project_completed_on,successful\n"
    "s-1,csat,kestrel,a-1,x,value,5,2026-09-03,2026-09-02,true\n",
    "licences.csv": "account_id,licence_type,on,licensed,active\n"
    "a-1,seat,2026-09-30,100,120\n",
    "tickets.csv": "id,account_id,severity,opened_at,resolved_at\n"
    "t-1,a-1,high,2026-09-02T08:00:00+00:00,2026-09-02T20:00:00+00:00\n",
    "usage.csv": "account_id,on,active_users,minutes\na-1,2026-09-30,80,900\n",
    "features.csv": "account_id,on,feature,users\na-1,2026-09-30,routing,60\n",
    "revenue.csv": "account_id,on,amount,currency\n"
    "a-1,2026-01-01,1000,EUR\na-1,2026-09-09,900,EUR\n",
    "orders.csv": "id,partner_id,placed_at,completed_at,repaired\n"
    "o-1,meridian,2026-09-20T08:00:00+00:00,2026-09-20T12:00:00+00:00,false\n",
    "rollbacks.csv": "partner_id,on,why\nkestrel,2026-09-20,Billing\n",
    "transaction_tests.csv": "id,partner_id,ran_at,succeeded\n"
    "x-1,redwood,2026-09-20T08:00:00+00:00,true\n"
    "x-2,redwood,2026-09-20T09:00:00+00:00,false\n",
    "integration_issues.csv": "id,partner_id,kind,found_at\n"
    "i-1,redwood,mapping,2026-09-20T09:00:00+00:00\n",
    "monitoring_checks.csv": "partner_id,checked_at,is_running,alerts_arrive\n"
    "redwood,2026-09-20T09:00:00+00:00,true,true\n",
}
VALIDATOR = Draft202012Validator(
    report_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER
)
TO = ("--to", "2026-09-30")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Give a folder with everything that reports are made of."""
    folder = tmp_path / "reported"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    write(folder, "journeys", {"events": events(*WAYS)})
    write(folder, "partners", records())
    return folder


def write(folder: Path, stem: str, content: object) -> None:
    """Write a document into a folder."""
    (folder / f"{stem}.json").write_text(json.dumps(content), encoding="utf-8")


def records(**more: Any) -> dict[str, Any]:
    """Give what a file of partners holds."""
    return {
        "partners": [
            {"id": id_, "name": id_.capitalize(), "team": TEAM} for id_ in WAYS
        ],
        "people": [
            {"id": id_, "name": id_, "email": f"{id_}@example.com"} for id_ in PEOPLE
        ],
        "operations": [
            {
                "partner_id": "kestrel",
                "on": "2026-09-29",
                "parts": dict.fromkeys(PARTS, 84),
            }
        ],
        **more,
    }


def found(run: Run, *arguments: object, code: int = 0) -> dict[str, Any]:
    """Run the command with ``--json``."""
    done = run("report", *arguments, "--json")
    assert done.exit_code == code, done.output
    assert done.stdout.isascii()
    data: dict[str, Any] = json.loads(done.stdout)
    VALIDATOR.validate(data)
    assert (data["schema_version"], data["rulebook"]) == (1, "standard 2026.1")
    return data


def table(data: dict[str, Any], id_: str) -> list[dict[str, Any]]:
    """Give the rows of one table, by the ids of its columns."""
    [one] = [each for each in data["tables"] if each["id"] == id_]
    names = [each["id"] for each in one["columns"]]
    return [dict(zip(names, row, strict=True)) for row in one["rows"]]


def misused(run: Run, *arguments: object) -> str:
    """Run a command that is misuse, and give what is said of it."""
    done = run("report", *arguments)
    assert (done.exit_code, done.stdout) == (2, ""), done.output
    assert "Traceback" not in done.output
    return " ".join(done.stderr.split())


@pytest.mark.rule("ANL-01", "ANL-02", "ANL-03", "ANL-04", "ANL-07", "ANL-08", "ANL-09")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("gates",), ("Gates on 2026-09-30: 4 partners", "Pre-Contract")),
        (("pam",), ("Partners on 2026-09-30: 4", "silverpine")),
        (("pdm",), ("Partner development on 2026-09-30", "hours a week")),
        (
            ("tpm",),
            (
                "Integrations on 2026-09-30: 1 partner",
                "50 (1/2)",
                "mapping: 1 found, 1 open",
                "100 % (1 healthy / 1 checked)",
            ),
        ),
        (
            ("psm",),
            (
                "PSM report, 2026-09-01 to 2026-09-30: 1 partner",
                "order success rate 100 % 1 completed",
            ),
        ),
        (("psm-success",), ("PSM success, 2026-09-01", "launch success rate")),
        (
            ("tam",),
            (
                "TAM report, 2026-09-01 to 2026-09-30: 1 partner in Post-Launch",
                "84 points of 100",
                "12 hours",
                "adoption of routing 75 %",
                "expansion opportunities 2",
            ),
        ),
        (("adoption",), ("Adoption of features, 2026-09-03 to 2026-09-30", "routing")),
        (("adoption", "--partner", "kestrel"), ("features with 'kestrel'",)),
        (
            ("information", "--partner", "kestrel"),
            ("Information for Kestrel, 2026-09: 1 customer", "Umbrella"),
        ),
    ],
    ids=" ".join,
)
def test_each_report_is_printed(
    run: Run, place: Path, words: tuple[str, ...], says: tuple[str, ...]
) -> None:
    """With its heading and its figures."""
    kind, *more = words
    done = run("report", kind, place, *TO, *more)
    assert done.exit_code == 0, done.output
    text = " ".join(done.stdout.split())
    for word in says:
        assert word in text


def test_the_report_as_data(run: Run, place: Path) -> None:
    """Every table with units, and exact numbers; what is not known is null."""
    data = found(run, "tam", place, *TO)
    assert data["report"] == "tam"
    assert data["title"].startswith("TAM report")
    assert (data["from"], data["to"], data["reader"]) == (None, "2026-09-30", None)
    assert data["at"] == "2026-09-30T23:59:59.999999+00:00"
    [line] = table(data, "tam_partners")
    assert (line["partner_id"], line["since"][:7]) == ("kestrel", "2026-08")
    figures = table(data, "tam_figures")
    assert figures[0]["value"] == {"value": 84.0, "exact": "84"}
    assert any(each["value"] is None for each in figures) is False
    [paid] = table(data, "tam_revenue")
    assert (paid["currency"], paid["gross"]["exact"]) == ("EUR", "90")
    early = found(run, "tam", place, "--to", "2026-06-30")
    assert table(early, "tam_figures")[0]["value"] is None


def test_days_are_of_the_month_unless_they_are_said(run: Run, place: Path) -> None:
    """Reports on gates count all days unless some are said."""
    assert found(run, "psm", place, *TO)["title"].startswith("PSM report, 2026-09-01")
    more = ("--from", "2026-06-01", *TO)
    data = found(run, "psm", place, *more)
    assert (data["from"], data["title"][:34]) == (
        "2026-06-01",
        "PSM report, 2026-06-01 to 2026-09-",
    )
    assert not any("counts" in each for each in found(run, "gates", place)["remarks"])
    narrow = found(run, "gates", place, *more, "--stage", "gate_1")["remarks"]
    assert narrow == [
        "only what happened from 2026-06-01 to 2026-09-30 counts",
        "narrowed to stage gate_1",
    ]
    person = found(run, "pam", place, *TO, "--person", "nobody")
    assert person["title"] == "Partners on 2026-09-30: 0, 0 at risk"
    said = misused(run, "psm", place, "--from", "2026-10-01", *TO)
    assert "the first day, 2026-10-01, is after the last, 2026-09-30" in said


def test_days_end_in_the_zone_of_the_calendar(run: Run, place: Path) -> None:
    """That of the option, or of the file of partners."""
    write(place, "partners", records(calendar="Mon-Fri 09:00-17:00; zone Asia/Tokyo"))
    assert found(run, "pam", place, *TO)["at"].endswith("+09:00")
    own = ("--calendar", "Mon-Fri 09:00-17:00; zone UTC")
    assert found(run, "pam", place, *TO, *own)["at"].endswith("+00:00")


def test_the_newest_day_is_that_of_what_is_read(run: Run, place: Path) -> None:
    """Journeys go on a month after the tables."""
    assert found(run, "gates", place)["to"] == "2026-10-26"
    assert found(run, "information", place, "--partner", "redwood")["to"] > "2026-09"


@pytest.mark.rule("ANL-06")
def test_nobody_sees_more_than_the_policy_opens(run: Run, place: Path) -> None:
    """People have the roles in which they are assigned to partners."""
    whole = found(run, "pam", place, *TO)
    ids = {each["partner_id"]: each for each in table(whole, "partners")}
    assert ids.keys() == set(WAYS)
    pams = {"ines", "omar"}
    seen: list[str] = []
    for person in pams:
        own = found(run, "pam", place, *TO, "--as", person)
        assert own["reader"] == person
        seen += [each["partner_id"] for each in table(own, "partners")]
    assert sorted(seen) == sorted(WAYS)
    shut = found(run, "pam", place, *TO, "--as", "kofi")
    assert table(shut, "partners") == []
    assert "not open to you" in " ".join(shut["remarks"])
    for kind in ("pdm", "tpm", "psm", "psm-success", "tam", "adoption"):
        remarks = " ".join(found(run, kind, place, *TO, "--as", "ines")["remarks"])
        assert "not open to you" in remarks
    theirs = found(run, "gates", place, *TO, "--as", "kofi")
    assert "not open to you" in " ".join(theirs["remarks"])
    one = ("information", place, *TO, "--partner", "redwood", "--as", "kofi")
    assert "not open to you" in " ".join(found(run, *one)["remarks"])


def test_a_directory_says_who_people_are(run: Run, place: Path, tmp_path: Path) -> None:
    """An administrator sees everything, without being assigned to anybody."""
    directory = tmp_path / "people.toml"
    directory.write_text(
        '[[people]]\nid = "root"\nemail = "root@example.com"\nroles = ["ADMIN"]\n',
        encoding="utf-8",
    )
    more = ("--as", "root", "--directory", directory)
    data = found(run, "pam", place, *TO, *more)
    assert len(table(data, "partners")) == len(WAYS)
    assert "no person is called 'root'" in misused(
        run, "pam", place, *TO, "--as", "root"
    )
    assert "'kofi'" in misused(
        run, "pam", place, "--as", "kofi", "--directory", directory
    )
    assert "name them with --as" in misused(run, "pam", place, "--directory", directory)


def test_partners_without_a_journey_are_seen_by_their_records(
    run: Run, place: Path
) -> None:
    """The team and stage of the record count where there is no journey."""
    write(place, "journeys", {"events": events("kestrel")})
    partners = records()["partners"]
    partners[1] |= {"stage": "post_launch"}
    write(place, "partners", records(partners=partners))
    data = found(run, "adoption", place, *TO, "--as", "kofi")
    assert "3 partners not shown" in " ".join(data["remarks"])


def test_absent_tables_are_told_by_name(run: Run, place: Path) -> None:
    """Those that the report reads, and no others."""
    (place / "licences.csv").unlink()
    (place / "features.csv").unlink()
    (place / "notes.txt").write_text("x", encoding="utf-8")
    done = run("report", "tam", place, *TO)
    assert done.exit_code == 0
    for name in ("licences", "features"):
        said = f"there is no table of {name}: what it would say is not known"
        assert done.stderr.count(f"there is no table of {name}") == 1
        assert said in done.stderr
    assert "no table of contacts" not in done.stderr
    assert "notes.txt" in done.stderr
    remarks = found(run, "information", place, *TO, "--partner", "kestrel")["remarks"]
    assert "not available: contacts, licences, tenants" in remarks
    remarks = found(run, "gates", place, *TO)["remarks"]
    assert remarks == ["Post-Launch: 1 partner"]


def test_what_belongs_to_nobody_is_told(run: Run, place: Path) -> None:
    """Use of a customer who was not read."""
    with (place / "usage.csv").open("a", encoding="utf-8") as file:
        file.write("a-9,2026-09-30,3,4\n")
    remarks = found(run, "adoption", place, *TO)["remarks"]
    assert "usage.csv: 1 left out, which belong to no customer of a partner" in remarks


def test_what_cannot_be_reported_on_is_misuse(run: Run, place: Path) -> None:
    """Each lack is named with the file that would mend it."""
    said = misused(run, "gates", place, "--to", "2020-01-01")
    assert "needs the events of partners on their way up to 2020-01-01" in said
    (place / "journeys.json").unlink()
    assert "journeys.json" in misused(run, "psm", place, *TO)
    (place / "partners.json").unlink()
    assert "partners.json" in misused(run, "adoption", place, *TO)


def test_one_partner_has_to_be_named_where_there_are_several(
    run: Run, place: Path
) -> None:
    """The only one need not be."""
    said = misused(run, "information", place, *TO)
    assert "there are 4; name it with --partner" in said
    said = misused(run, "information", place, *TO, "--partner", "kestrl")
    assert "did you mean 'kestrel'?" in said
    write(place, "partners", records(partners=records()["partners"][:1]))
    data = found(run, "information", place, *TO)
    assert data["title"] == "Information for Kestrel, 2026-09: 1 customer"
    assert "there is no record of meridian: left out" in data["remarks"]


def test_rows_and_values_that_are_refused_end_with_1(run: Run, place: Path) -> None:
    """Everything else counts."""
    with (place / "survey_answers.csv").open("a", encoding="utf-8") as file:
        file.write("s-2,csat,kestrel,a-1,x,value,6,2026-09-03,2026-09-02,true\n")
    done = run("report", "tam", place, *TO)
    assert done.exit_code == 1
    assert "a whole number from 1 to" in " ".join(done.stderr.split())
    assert "1 partners with a project" in done.stdout
    data = found(run, "tam", place, *TO, code=1)
    assert data["report"] == "tam"
    [one] = data["refusals"]
    assert (one["file"], one["line"], one["column"], one["given"]) == (
        *("survey_answers.csv", 3, "rating", "6"),
    )
    own = found(run, "tam", place, *TO, "--as", "kofi", code=1)
    assert own["refusals"] == []
    assert "1 faults of rows are not listed for one reader" in own["remarks"]
    assert not any("not listed" in each for each in data["remarks"])


@pytest.mark.parametrize("kind", ["gates", "tpm", "psm-success", "adoption"])
def test_the_schema_names_every_key(run: Run, place: Path, kind: str) -> None:
    """So it says all of it, though it lets new keys pass; without one it refuses."""
    closed: dict[str, Any] = json.loads(json.dumps(report_schema()))
    for each in (closed, *closed["$defs"].values()):
        if "properties" in each:
            each["additionalProperties"] = False
    with (place / "transaction_tests.csv").open("a", encoding="utf-8") as file:
        file.write("x-3,redwood,soon,true\n")
    data = found(run, kind, place, *TO, code=1 if kind == "tpm" else 0)
    Draft202012Validator(closed).validate(data)
    assert len(data["refusals"]) == (kind == "tpm")
    for key in ("tables", "refusals", "from"):
        lacking = {name: value for name, value in data.items() if name != key}
        with pytest.raises(ValidationError):
            VALIDATOR.validate(lacking)


def test_the_schema_of_the_reference_is_the_one_that_counts() -> None:
    """Whoever reads the file reads what the function gives."""
    path = Path(__file__).parents[3] / "docs" / "reference" / "report.schema.json"
    assert json.loads(path.read_text(encoding="utf-8")) == report_schema()
    Draft202012Validator.check_schema(report_schema())


def test_one_table_is_printed(run: Run, place: Path) -> None:
    """By its id; a misspelt one is misuse, and so is one beside everything."""
    done = run("report", "tam", place, *TO, "--table", "tam_partners")
    assert done.stdout.startswith("Partners in Post-Launch")
    assert "kestrel" in done.stdout
    said = misused(run, "tam", place, *TO, "--table", "tam_partner")
    assert "did you mean 'tam_partners'?" in said
    assert "leave out --table" in misused(
        run, "tam", place, *TO, "--table", "x", "--json"
    )


def test_a_report_is_written_as_files(run: Run, place: Path, tmp_path: Path) -> None:
    """A file a table, into folders that are made; and everything as one page."""
    (place / "features.csv").unlink()
    csv, parquet, page = tmp_path / "a" / "b", tmp_path / "p", tmp_path / "tam.html"
    files = ("--csv", csv, "--parquet", parquet, "--out", page)
    done = run("report", "tam", place, *TO, *files)
    assert done.exit_code == 0, done.output
    assert (csv / "tam_figures.csv").read_text("utf-8-sig").startswith("figure,")
    assert pl.read_parquet(parquet / "tam_partners.parquet").height == 1
    assert "TAM report, 2026-09-01" in page.read_text("utf-8")
    for text in (page.read_text("utf-8"), (csv / "remarks.csv").read_text("utf-8-sig")):
        assert text.count("there is no table of features") == 1
    assert f"written: {page}" in " ".join(done.stderr.split("\n"))
    assert found(run, "tam", place, *TO, "--csv", csv)["report"] == "tam"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["gate", "."], "no report is called 'gate'; did you mean 'gates'?"),
        (["tam", "absent"], "is none; give the folder"),
        (["tam", ".", "--stage", "gate_1"], "leave out --stage, which means nothing"),
        (["adoption", ".", "--from", "2026-05-01"], "it takes --partner"),
        (["tam", ".", "--out", "x.pdf"], "no form of --out is called '.pdf'"),
        (["tam", ".", "--csv", "x.csv"], "--csv takes a folder"),
        (["tam", ".", "--parquet", "there"], "'there' is a file"),
        (["tam", "ok", "--csv", "there/x"], "'there/x' cannot be made"),
        (["tam", ".", "--to", "soon"], "soon"),
        (["tam"], "FOLDER"),
        ([], "REPORT"),
    ],
)
def test_misuse_ends_with_2(
    run: Run,
    place: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    says: str,
) -> None:
    """The text on standard error says what to do; there is no traceback."""
    place.rename(place.parent / "ok")
    monkeypatch.chdir(place.parent)
    (place.parent / "there").write_text("x", encoding="utf-8")
    assert says in misused(run, *arguments)
