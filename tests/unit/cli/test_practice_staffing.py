"""The plan of a staff from two tables, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Run

EXAMPLES = Path(__file__).parents[3] / "examples/practice"
ACCOUNTS, PEOPLE = EXAMPLES / "accounts.csv", EXAMPLES / "people.csv"


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Path]:
    """Give two small tables where nothing is wanting."""
    accounts, people = tmp_path / "accounts.csv", tmp_path / "people.csv"
    accounts.write_text("id,role,person\na,enterprise_csm,ann\nb,enterprise_csm,\n")
    people.write_text("id,role,share\nann,enterprise_csm,1\n")
    return accounts, people


def refused(run: Run, *arguments: object) -> str:
    """Give what is said of tables that cannot be used."""
    done = run("practice", "staffing", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr


@pytest.mark.rule("STF-03")
def test_the_example_is_planned(run: Run) -> None:
    """As tables: people needed and there, and the accounts that nobody can take."""
    done = run("practice", "staffing", ACCOUNTS, PEOPLE)
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout.startswith("Staffing: 4 to 6 needed, 4 there; 2 to be taken by")
    for part in ("fairhaven", "2 people have no room", "87.5 %", "only the number"):
        assert part in done.stdout


@pytest.mark.rule("STF-01", "STF-03")
def test_the_example_as_json(run: Run) -> None:
    """Exact numbers beside those for reading."""
    done = run("practice", "staffing", ACCOUNTS, PEOPLE, "--json")
    assert done.exit_code == 1
    found: Any = json.loads(done.stdout)
    assert (found["holds"], found["people"]) == (False, {"least": 4, "most": 6})
    csm, tam, pdm = found["roles"]
    assert [csm["by_count"], csm["by_hours"], csm["people"]] == [
        {"least": 2, "most": 2},
        {"least": 2, "most": 3},
        {"least": 2, "most": 3},
    ]
    assert csm["positions"] == {"value": 1.5, "exact": "3/2"}
    assert csm["missing"] == {"least": 1, "most": 2}
    [kim] = tam["loads"]
    assert kim["takes"] == ["dunmore", "elmwood", "fairhaven"]
    assert (kim["accounts"], kim["state"]) == (["amberline", "cascade"], "under")
    assert kim["hours"]["least"]["exact"] == "54/13"
    [lena] = pdm["loads"]
    assert (lena["aim"], lena["hours_count"]) == ("within", False)
    assert lena["utilisation"]["exact"] == "7/8"
    assert {each["person"] for each in found["taken"]} == {"kim"}
    assert [each["account"] for each in found["untaken"]] == ["fairhaven", "glenrock"]
    assert found["untaken"][0]["reasons"][0]["code"] == "full"


@pytest.mark.rule("STF-03")
def test_where_nothing_is_wanting(run: Run, small: tuple[Path, Path]) -> None:
    """The exit code is 0; a role without known hours or people has no number there."""
    done = run("practice", "staffing", *small)
    assert (done.exit_code, done.stderr) == (0, "")
    found = json.loads(run("practice", "staffing", *small, "--json").stdout)
    assert found["holds"] is True
    [csm] = found["roles"]
    assert (csm["by_hours"], csm["hours_unknown"]) == (None, ["a", "b"])
    small[0].write_text("id,role\na,enterprise_csm\n")
    found = json.loads(run("practice", "staffing", *small, "--json").stdout)
    small[1].write_text("id,role\n")
    found = json.loads(run("practice", "staffing", *small, "--json").stdout)
    assert found["roles"][0]["utilisation"] is None


@pytest.mark.rule("STF-03")
def test_json_tables_are_read(run: Run, tmp_path: Path) -> None:
    """Lists of objects with the same names; what nothing uses is told."""
    accounts, people = tmp_path / "a.json", tmp_path / "p.json"
    accounts.write_text(
        '[{"id": "a", "role": "pdm", "phase": "onboarding", "person": "lena"}]'
    )
    people.write_text('[{"id": "lena", "role": "pdm", "hours": 38.5, "team": "x"}]')
    done = run("practice", "staffing", accounts, people, "--json")
    assert done.exit_code == 0
    assert "nothing uses the column 'team'" in done.stderr
    [load] = json.loads(done.stdout)["roles"][0]["loads"]
    assert load["hours_there"]["value"] == 38.5


@pytest.mark.rule("STF-03")
@pytest.mark.parametrize(
    ("accounts", "people", "said"),
    [
        ("id\na", "id,role\n", "role: the column is missing"),
        ("id,role\na,enterprise_csn\n", "id,role\n", "accounts.csv, line 2, role:"),
        ("id,role\na,pdm\na,pdm\n", "id,role\n", "line 3, id: line 2 already has"),
        (
            "id,role,touches\na,pdm,x\n",
            "id,role\n",
            "line 2, touches: 'x' is no number",
        ),
        ("id,role,touches\na,pdm,-1\n", "id,role\n", "line 2, touches: is from 0 to"),
        ("id,role\na,pdm,x\n", "id,role\n", "line 2: has 3 cells"),
        ("id,role,person\na,pdm,len\n", "id,role\nlena,pdm\n", "did you mean 'lena'?"),
        ("id,role,person\na,pdm,x\n", "id,role\n", "line 2, person: nobody of the"),
        ("id,role\na,pdm\n", "id,role,share\nx,pdm,0\n", "line 2, share: is 0"),
        ("id,role\na,pdm\n", "id,role\nx,pdn\n", "people.csv, line 2, role:"),
    ],
)
def test_tables_that_cannot_be_used(
    run: Run, tmp_path: Path, accounts: str, people: str, said: str
) -> None:
    """Every row is told by its line, and nothing is planned."""
    first, second = tmp_path / "accounts.csv", tmp_path / "people.csv"
    first.write_text(accounts)
    second.write_text(people)
    assert said in refused(run, first, second)


@pytest.mark.rule("STF-03")
def test_records_of_json_are_told_by_number(run: Run, tmp_path: Path) -> None:
    """JSON has no lines; a file that is not there is told too."""
    place = tmp_path / "a.json"
    place.write_text('[{"id": "a", "role": "pdm", "touches": "2"}]')
    assert "record 1, touches: expected a number" in refused(run, place, PEOPLE)
    assert "cannot be read" in refused(run, tmp_path / "none.csv", PEOPLE)
