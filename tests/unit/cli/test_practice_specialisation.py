"""Which level of specialisation a practice has, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from partner_success.interop import format_document
from partner_success.rulebook.store import standard_document
from tests.unit.cli.conftest import Run

PRACTICE = Path(__file__).parents[3] / "examples/practice"
TEAM, PLAN = PRACTICE / "team.csv", PRACTICE / "plan.toml"
ON = ("--on", "2026-05-04")
ADVANCED = ("--level", "advanced_customer_experience")
COMMAND = ("practice", "specialisation")


def found(run: Run, *arguments: object) -> Any:
    """Give what the command prints for programs."""
    done = run(*COMMAND, *arguments, "--json")
    assert done.exit_code in (0, 1), done.stderr
    return json.loads(done.stdout)


def misused(run: Run, *arguments: object) -> str:
    """Give what is said of a command that is refused."""
    done = run(*COMMAND, *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr


@pytest.mark.rule("SPC-01")
def test_what_is_missing_is_told(run: Run) -> None:
    """By role, with the step that is left; the exit code says that it is missed."""
    done = run(*COMMAND, TEAM, *ON)
    assert done.exit_code == 1
    assert done.stdout.startswith("Specialisation on 2026-05-04: none")
    assert done.stdout.rstrip().endswith(
        "no; Customer success manager: 1 of 2 with the exam;"
        " ben (expired after 2026-02-28)"
    )
    data = found(run, TEAM, *ON)
    assert (data["schema_version"], data["rulebook"]) == (1, "standard 2026.1")
    assert (data["reached"], data["wanted"]) == (None, "customer_experience")
    assert (data["on"], data["plan"], data["other_roles"]) == ("2026-05-04", None, [])
    plain, advanced = data["levels"]
    assert (plain["holds"], plain["missing"], advanced["missing"]) == (False, 1, 3)
    assert plain["roles"][0] == {
        "id": "csm",
        "needed": 2,
        "ready": ["ada"],
        "vacant": 0,
        "uncertified": [
            {
                "person": "ben",
                "exam": "csm_certification",
                "state": "expired",
                "day": "2026-02-28",
            }
        ],
    }
    assert plain["steps"] == [
        {
            "kind": "certify",
            "role": "csm",
            "person": "ben",
            "exam": "csm_certification",
        }
    ]
    assert advanced["roles"][0]["uncertified"][1]["day"] is None
    assert advanced["steps"][-1]["exam"] is None


@pytest.mark.rule("SPC-01")
def test_what_a_plan_would_reach_is_told(run: Run) -> None:
    """Before and after; the exit code is that of the plan."""
    done = run(*COMMAND, TEAM, *ON, *ADVANCED, "--plan", PLAN)
    assert done.exit_code == 0
    assert "gains Customer experience specialisation" in done.stdout
    assert "planned: appoint cleo (practice_lead)" in done.stdout
    data = found(run, TEAM, *ON, *ADVANCED, "--plan", PLAN)
    assert data["reached"] == "advanced_customer_experience"
    assert data["plan"]["gained"] == [
        "customer_experience",
        "advanced_customer_experience",
    ]
    assert data["plan"]["lost"] == []
    assert [each["missing"] for each in data["plan"]["before"]] == [1, 3]
    assert len(data["plan"]["changes"]) == 3


@pytest.mark.rule("SPC-02")
def test_the_day_decides_which_exams_count(run: Run) -> None:
    """Before an exam expired the level was reached."""
    assert run(*COMMAND, TEAM, "--on", "2026-02-28").exit_code == 0
    assert run(*COMMAND, TEAM, "--on", "2026-03-01").exit_code == 1


def test_documents_say_the_same_as_tables(run: Run, tmp_path: Path) -> None:
    """JSON and TOML hold people with lists of roles and certifications."""
    people = [
        {
            "id": "ada",
            "roles": ["csm", "sales"],
            "certifications": [
                {"exam": "csm_certification", "passed_on": "2026-01-01"}
            ],
        }
    ]
    team = tmp_path / "team.json"
    team.write_text(json.dumps({"people": people}), encoding="utf-8")
    table = tmp_path / "team.csv"
    table.write_text(
        "id,role,exam,passed_on,note\nada,csm,csm_certification,2026-01-01,x\n"
        "ada,csm,,,\nada,sales,,,\n",
        encoding="utf-8",
    )
    data = found(run, team, *ON)
    assert found(run, table, *ON) == data
    assert data["other_roles"] == ["sales"]
    assert "note" in run(*COMMAND, table, *ON).stderr


def test_a_rulebook_of_ones_own(run: Run, tmp_path: Path) -> None:
    """It says how many people a level needs."""
    document = standard_document()
    document["specialisation"]["levels"][0]["needs"][0]["count"] = 1
    own = tmp_path / "own.toml"
    own.write_text(format_document(document, "toml"), encoding="utf-8")
    assert run(*COMMAND, TEAM, *ON, "--rulebook", own).exit_code == 0


HEAD = "id,role,exam,passed_on,valid_days\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEAD}ada,csm,csm_cert,,\n", "people[0].certifications[0].exam"),
        (f"{HEAD}ada,csm,,2026-01-01,\n", "line 2, exam: is needed"),
        (f"{HEAD}ada,csm,,,30\n", "line 2, exam: is needed"),
        (f"{HEAD}ada,csm,x,2026-02-30,\n", "line 2, passed_on"),
        (f"{HEAD}ada,csm,x,2026-02-01,0\n", "line 2, valid_days"),
        (f"{HEAD}ada,csm,x,,30\n", "line 2, passed_on"),
        (f"{HEAD},csm,,,\n", "line 2, id"),
        (f"{HEAD}ada\n", "line 2: has 1 cell"),
        ("role\ncsm\n", "id"),
        ("", "the file is empty"),
    ],
)
def test_tables_that_cannot_be_used(
    run: Run, tmp_path: Path, text: str, said: str
) -> None:
    """Every fault is told by its line, and nothing is checked."""
    team = tmp_path / "team.csv"
    team.write_text(text, encoding="utf-8")
    assert said in misused(run, team, *ON)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((TEAM, *ON, "--level", "advanced"), "no specialisation level is called"),
        (("team.pdf", *ON), "no format of documents is called '.pdf'"),
        ((TEAM, *ON, "--plan", "nowhere.toml"), "nowhere.toml"),
        ((PLAN, *ON), "unknown key 'changes'"),
        ((TEAM, *ON, "--plan", TEAM), "no format of documents is called '.csv'"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    run: Run, arguments: tuple[object, ...], said: str
) -> None:
    """With what was asked and what there is."""
    assert said in misused(run, *arguments)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "certify", "person_id": "bem", "exam": "x"}, "did you mean 'ben'?"),
        ({"kind": "fire", "person_id": "ben"}, "changes[0]"),
        ({"kind": "leave"}, "person_id"),
        ({"kind": "hire", "person": {"id": "ada"}}, "changes[0].person.id"),
    ],
)
def test_plans_that_cannot_be_used(
    run: Run, tmp_path: Path, change: dict[str, Any], said: str
) -> None:
    """Every fault is told by its path."""
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps({"changes": [change]}), encoding="utf-8")
    assert said in misused(run, TEAM, *ON, "--plan", plan)
