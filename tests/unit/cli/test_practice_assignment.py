"""Who could look after whom, from two tables, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Run

EXAMPLES = Path(__file__).parents[3] / "examples/practice"
TABLES = (EXAMPLES / "accounts.csv", EXAMPLES / "people.csv")


@pytest.fixture
def small(tmp_path: Path) -> tuple[Path, Path]:
    """Give two small tables whose accounts fit."""
    accounts, people = tmp_path / "accounts.csv", tmp_path / "people.csv"
    accounts.write_text(
        "id,role,person,priority\n"
        "a,enterprise_csm,ann,\nb,enterprise_csm,,2\nc,enterprise_csm,,\n"
        "b,enterprise_tam,,2\n"
    )
    people.write_text(
        "id,role,share\nann,enterprise_csm,1\nbo,enterprise_csm,1\ntom,enterprise_tam,1\n"
    )
    return accounts, people


@pytest.mark.rule("STF-03")
@pytest.mark.parametrize("way", ["greedy", "best"])
def test_the_example_is_assigned(run: Run, way: str) -> None:
    """As tables: everybody's load, who has what, and what nobody can take."""
    done = run("practice", "staffing", *TABLES, "--assign", way)
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout.startswith(f"Assigned ({way}): 16 of 18 taken, 13 kept, 0 moved")
    for part in ("Gives", "Had by", "nobody can take", "taken by priority: 16"):
        assert part in done.stdout


@pytest.mark.rule("STF-03")
def test_a_proposal_as_json(run: Run, small: tuple[Path, Path]) -> None:
    """Everything is told for programs, exact numbers beside those for reading."""
    done = run("practice", "staffing", *small, "--assign", "best", "--json")
    assert (done.exit_code, done.stderr) == (0, "")
    found: Any = json.loads(done.stdout)
    assert (found["method"], found["proven"], found["untaken"]) == ("best", True, [])
    assert (found["value"]["taken"], found["value"]["broken"]) == (6, 0)
    assert found["accounts"][0] == {
        "account": "a",
        "role": "enterprise_csm",
        "person": "ann",
        "was": "ann",
        "change": "kept",
    }
    assert [each["has"] for each in found["people"]] == [2, 1, 1]
    assert found["people"][2]["gets"] == ["b"]
    assert {each["objective"] for each in found["proofs"]} == {
        "taken",
        "broken",
        "unevenness",
    }


@pytest.mark.rule("STF-03")
def test_restrictions_are_respected(
    run: Run, small: tuple[Path, Path], tmp_path: Path
) -> None:
    """A table says who alone may have an account, and who may not."""
    restrictions = tmp_path / "restrictions.csv"
    restrictions.write_text(
        "account,person,kind,reason\na,ann,never,they asked\nb,ann,fixed_to,\n"
    )
    given = ("--assign", "greedy", "--restrictions", restrictions, "--json")
    found = json.loads(run("practice", "staffing", *small, *given).stdout)
    assert [each["person"] for each in found["accounts"]] == ["bo", "ann", "ann", "tom"]
    assert found["accounts"][0]["change"] == "moved"
    assert found["proofs"] == []


@pytest.mark.rule("STF-03")
def test_what_cannot_be_used(
    run: Run, small: tuple[Path, Path], tmp_path: Path
) -> None:
    """Contradictions, strangers and options without their task are refused."""
    restrictions = tmp_path / "restrictions.csv"
    restrictions.write_text("account,person,kind\na,anne,never\n")
    given = ("practice", "staffing", *small, "--restrictions", restrictions)
    done = run(*given)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "add --assign greedy or best" in done.stderr
    assert "did you mean 'ann'" in run(*given, "--assign", "best").stderr
    restrictions.write_text("account,person,kind\na,ann,nevr\n")
    assert "did you mean 'never'" in run(*given, "--assign", "best").stderr
    small[0].write_text("id,role,priority\nb,enterprise_csm,2\nb,enterprise_tam,3\n")
    done = run("practice", "staffing", *small, "--assign", "greedy")
    assert done.exit_code == 2
    assert "line 3, priority: is 2 in line 2" in done.stderr
    small[0].write_text("id,role\na,enterprise_cms\n")
    done = run("practice", "staffing", *small, "--assign", "greedy")
    assert "line 2, role: there is no role 'enterprise_cms'" in done.stderr


def test_what_contradicts_another_row_is_told_by_its_line(
    run: Run, small: tuple[Path, Path], tmp_path: Path
) -> None:
    """Restrictions and priorities too, where a fault speaks of another row as well."""
    restrictions = tmp_path / "restrictions.csv"
    restrictions.write_text(
        "account,person,kind\na,ann,fixed_to\nc,bo,never\na,bo,fixed_to\nx,bo,never\n"
    )
    given = ("practice", "staffing", *small, "--assign", "greedy")
    said = run(*given, "--restrictions", restrictions).stderr
    other = "'a' is fixed to 'ann' by restrictions.csv, line 2;"
    assert f"restrictions.csv, line 4: {other}" in said
    assert "restrictions.csv, line 5, account: there is no account 'x'" in said
    small[0].write_text("id,role,priority\na,enterprise_csm,0\n")
    said = run(*given).stderr
    assert "accounts.csv, line 2, priority: must be a whole number from 1" in said
