"""Who does what, what is due, calendar files and playbooks, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from partner_success.interop import format_document
from partner_success.rulebook import standard
from partner_success.rulebook.store import standard_document
from tests.unit.cli.conftest import Run

CARE = Path(__file__).parents[3] / "examples/engagement/partners.toml"
ON = ("--on", "2026-05-06")
FILE = ("--partner", "cascade-it", "--until", "2026-06-30", "--at", "2026-04-20T09:00Z")
OFFICE = "Mon-Fri 09:00-17:00; zone UTC"


def found(run: Run, *arguments: object) -> Any:
    """Give what a command prints for programs."""
    done = run("engagement", *arguments, "--json")
    assert done.exit_code in (0, 1), done.stderr
    return json.loads(done.stdout)


def misused(run: Run, *arguments: object) -> str:
    """Give what is said of a command that is refused."""
    done = run("engagement", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr


@pytest.mark.rule("ENG-03")
def test_a_stage_is_told_for_both_models_and_sides(run: Run) -> None:
    """As text and for programs, what is included first."""
    done = run("engagement", "who", "renew")
    assert done.exit_code == 0
    assert "Bring contracts to one common end" in done.stdout
    assert "Land" not in done.stdout
    rows = found(run, "who", "renew")["rows"]
    assert [(each["model"], each["side"]) for each in rows] == [
        ("sales_agent", "partner"),
        ("sales_agent", "vendor"),
        ("cs_manager", "partner"),
        ("cs_manager", "vendor"),
    ]
    agent, _, manager, _ = rows
    ids = [each["id"] for each in manager["activities"]]
    assert ids[: len(agent["activities"])] == [e["id"] for e in agent["activities"]]


@pytest.mark.rule("ENG-03")
def test_the_table_is_narrowed(run: Run) -> None:
    """By model, side and activity."""
    rows = found(run, "who", "--model", "cs_manager", "--side", "vendor")["rows"]
    stages = standard().responsibilities.stages.ids
    assert [each["stage"] for each in rows] == list(stages)
    rows = found(run, "who", "--activity", "quoting_and_billing")["rows"]
    assert [(each["stage"], each["model"]) for each in rows] == [
        ("expand", "sales_agent"),
        ("expand", "cs_manager"),
    ]
    assert [e["id"] for row in rows for e in row["activities"]] == [
        "quoting_and_billing"
    ] * 2


@pytest.mark.parametrize(
    ("suffix", "form", "begins"),
    [
        (".md", "markdown", "# Who does what"),
        (".html", "html", "<!doctype html>"),
        (".svg", "svg", "<svg "),
    ],
)
def test_the_table_is_written(
    run: Run, tmp_path: Path, suffix: str, form: str, begins: str
) -> None:
    """To a file, or to standard output: the same text, narrowed too."""
    place = tmp_path / f"who{suffix}"
    narrowed = ("engagement", "who", "land", "--side", "vendor")
    done = run(*narrowed, "--out", place)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith("written: ")
    text = place.read_text(encoding="utf-8")
    assert text.lower().startswith(begins.lower())
    assert run(*narrowed, "--format", form).stdout == text


@pytest.mark.rule("ENG-02")
def test_what_changes_with_another_model_is_told(run: Run) -> None:
    """What a partner takes on by becoming the manager of customer success."""
    change = ("who", "--model", "sales_agent", "--to", "cs_manager")
    done = run("engagement", *change)
    assert done.exit_code == 0
    assert done.stdout.startswith("From Sales agent to CS manager")
    [land] = found(run, *change, "land", "--side", "partner")["changes"]
    assert land["taken_on"] == ["partner_of_record", "cloud_migration"]
    assert (land["given_up"], land["now_optional"]) == ([], [])
    [expand] = found(run, *change, "expand", "--side", "partner")["changes"]
    assert expand["now_required"] == ["quoting_and_billing"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["renewal"], "did you mean 'renew'?"),
        (["--model", "agent"], "no engagement model"),
        (["--side", "vendors"], "did you mean 'vendor'?"),
        (["--activity", "quoting"], "no engagement activity"),
        (["--to", "cs_manager"], "--to needs --model"),
        (["--model", "sales_agent", "--to", "cs_manager", "--format", "svg"], "--to"),
        (["--out", "who.pdf"], "no form of --out is called '.pdf'"),
    ],
)
def test_what_cannot_be_told_is_refused(
    run: Run, arguments: list[str], said: str
) -> None:
    """With what was asked and what there is; nothing is printed."""
    assert said in misused(run, "who", *arguments)


@pytest.mark.rule("CAD-03")
def test_what_is_due_is_told(run: Run) -> None:
    """What presses most first; the exit code says that something is overdue."""
    done = run("engagement", "due", CARE, *ON)
    assert done.exit_code == 1
    assert done.stdout.startswith("TAM on 2026-05-06: ")
    data = found(run, "due", CARE, *ON)
    states = [each["state"] for each in data["items"]]
    assert states == sorted(states, key=["overdue", "due", "done"].index)
    first = data["items"][0]
    assert (first["partner"], first["id"], first["missed"]) == (
        "elmwood",
        "system_health",
        1,
    )
    assert (first["by"], first["last_done_on"]) == ("2026-05-03", "2026-04-21")


@pytest.mark.rule("CAD-03")
def test_one_partner_has_a_list_of_its_own(run: Run) -> None:
    """Where nothing is overdue, the exit code is 0; other holidays move days."""
    done = run("engagement", "due", CARE, *ON, "--partner", "cascade-it")
    assert done.exit_code == 0
    assert "elmwood" not in done.stdout
    items = found(run, "due", CARE, *ON, "--partner", "amberline")["items"]
    assert {each["partner"] for each in items} == {"amberline"}
    late = found(run, "due", CARE, *ON, "--partner", "cascade-it", "--calendar", OFFICE)
    assert late["rulebook"] == "standard 2026.1"


def written(folder: Path, text: str) -> Path:
    """Write a file of partners."""
    place = folder / "care.toml"
    place.write_text(text, encoding="utf-8")
    return place


ACME = '[[partners]]\nid = "acme"\nlaunched_on = 2026-03-02\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ACME, "nothing says when people work"),
        (f'calendar = "{OFFICE}"\n{ACME}{ACME}', "partners[0] has this id already"),
        (f'calendar = "Mon"\n{ACME}', "a day has hours such as"),
        (f'calendar = "{OFFICE}"\n{ACME}enterprize = true\n', "enterprise"),
        (f'calendar = "{OFFICE}"\n[[partners]]\nid = " x"\nlaunched_on = 2026-03-02\n',
         "partners[0]"),
        (
            (f'calendar = "{OFFICE}"\n{ACME}[[done]]\nactivity = "check_inn"\n'
            'partner_id = "acme"\non = 2026-04-01\nby = "ada"\n'),
            "did you mean 'check_in'?",
        ),
        (
            (
                f'calendar = "{OFFICE}"\n{ACME}[[done]]\nactivity = "system_health"\n'
                'partner_id = "acmee"\non = 2026-04-01\nby = "ada"\n'
                '[[done]]\nactivity = "system_health"\n'
                'partner_id = "zz"\non = 2026-04-01\nby = "ada"\n'
            ),
            ("done[0].partner_id: no partner of the file has the id 'acmee'; did you"
            " mean 'acme'?\n  - done[1].partner_id: no partner of the file has the id"
            " 'zz'\n"),
        ),
    ],
)  # fmt: skip
def test_a_file_with_faults_is_refused(
    run: Run, tmp_path: Path, text: str, said: str
) -> None:
    """By the path of each fault."""
    assert said in misused(run, "due", written(tmp_path, text), *ON)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--role", "PSM"], "no role of the cadence is called 'PSM'"),
        (["--partner", "amberlin"], "did you mean 'amberline'?"),
    ],
)
def test_what_is_not_in_the_file_is_refused(
    run: Run, arguments: list[str], said: str
) -> None:
    """With the names that there are."""
    assert said in misused(run, "due", CARE, *ON, *arguments)


@pytest.mark.rule("CAD-04")
def test_a_calendar_file_is_written(run: Run, tmp_path: Path) -> None:
    """The same bytes to a file and to standard output, the partner by its name."""
    place = tmp_path / "cascade.ics"
    done = run("engagement", "calendar", CARE, *FILE, "--out", place)
    assert done.exit_code == 0
    assert "7 touchpoints" in done.stderr
    content = place.read_bytes()
    assert b"SUMMARY:Check-in 1: Cascade IT\\, Inc.\r\n" in content
    assert run("engagement", "calendar", CARE, *FILE).stdout_bytes == content
    other = run("engagement", "calendar", CARE, *FILE, "--issuer", "example.com")
    assert other.stdout_bytes != content


def test_a_partner_without_a_name_is_called_by_its_id(run: Run, tmp_path: Path) -> None:
    """Nothing else is known of it."""
    place = written(tmp_path, f'calendar = "{OFFICE}"\n{ACME}')
    arguments = ("--partner", "acme", "--until", "2026-03-31", "--at")
    done = run("engagement", "calendar", place, *arguments, "2026-03-02T09:00Z")
    assert "SUMMARY:Check-in 1: acme" in done.stdout


def test_a_time_without_a_zone_makes_no_file(run: Run) -> None:
    """Of two files nobody would know which is the later one."""
    said = misused(run, "calendar", CARE, *FILE[:-1], "2026-04-20T09:00")
    assert "has no time zone" in said


@pytest.mark.rule("PLB-01", "PLB-02", "PLB-03", "PLB-06", "PLB-07")
def test_all_playbooks_are_listed(run: Run) -> None:
    """Each with who runs it and how many steps it has."""
    done = run("engagement", "playbook")
    assert done.exit_code == 0
    assert all(id_ in done.stdout for id_ in standard().playbooks.ids)
    data = found(run, "playbook")
    assert [each["id"] for each in data["playbooks"]] == list(standard().playbooks.ids)


@pytest.mark.rule("PLB-03")
def test_a_playbook_is_a_check_list(run: Run, tmp_path: Path) -> None:
    """On the screen, for programs, as a page and as a picture."""
    done = run("engagement", "playbook", "renewal_success")
    assert done.stdout.startswith("# Renewal success\n")
    assert done.stdout.count("- [ ] **") == 12
    data = found(run, "playbook", "renewal_success")
    assert [each["days_before_renewal"] for each in data["parts"]] == [180, 90, None]
    assert data["least_success"] == 90
    place = tmp_path / "renewal.svg"
    assert run("engagement", "playbook", "renewal_success", "--out", place).stdout == ""
    assert place.read_text(encoding="utf-8").startswith("<svg ")
    page = run("engagement", "playbook", "renewal_success", "--format", "html")
    assert page.stdout.lower().startswith("<!doctype html>")


@pytest.mark.rule("PLB-05")
def test_a_band_calls_for_playbooks(run: Run) -> None:
    """And says who is to be drawn in."""
    done = run("engagement", "playbook", "--band", "critical")
    assert done.stdout.startswith("2 playbooks due")
    assert "to be drawn in: executive" in done.stdout
    data = found(run, "playbook", "--band", "critical")
    assert [each["id"] for each in data["playbooks"]] == [
        "partner_unhappy_with_performance",
        "success_plan",
    ]
    assert data["draws_in"] == ["executive"]
    assert found(run, "playbook", "--band", "healthy")["playbooks"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["renewal"], "did you mean 'renewal_success'?"),
        (["--band", "criticall"], "did you mean 'critical'?"),
        (["renewal_success", "--band", "critical"], "leave it out to see one"),
        (["--out", "x.md"], "--out writes one playbook; name its id"),
        (["renewal_success", "--out", "x.doc"], "no form of --out is called '.doc'"),
    ],
)
def test_a_playbook_that_is_not_there_is_refused(
    run: Run, arguments: list[str], said: str
) -> None:
    """With near names, or what to do instead."""
    assert said in misused(run, "playbook", *arguments)


def test_a_company_has_its_own_rulebook(run: Run, tmp_path: Path) -> None:
    """Every command takes it in place of the standard one."""
    document = standard_document()
    document["edition"]["id"] = "acme 1"
    place = tmp_path / "rules.json"
    place.write_text(format_document(document, "json"), encoding="utf-8")
    own = ("--rulebook", place)
    assert found(run, "who", *own)["rulebook"] == "acme 1"
    assert found(run, "due", CARE, *ON, *own)["rulebook"] == "acme 1"
    assert found(run, "playbook", *own)["rulebook"] == "acme 1"
    assert run("engagement", "calendar", CARE, *FILE, *own).exit_code == 0
