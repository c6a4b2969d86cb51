"""``partner-success practice incentive`` on small files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.conftest import Run
from tests.unit.cli.gates import Write

EXAMPLE = Path(__file__).parents[3] / "examples/practice/incentives.toml"
DEAL = {"id": "d-1", "customer": "a-1", "starts_on": "2026-01-01"}


def misused(run: Run, *arguments: object) -> str:
    """Give what is said of a command that is refused."""
    done = run("practice", "incentive", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    return done.stderr


@pytest.mark.rule("INC-01", "INC-02", "INC-03")
def test_the_example_is_told(run: Run) -> None:
    """What is paid, and what was lacking."""
    done = run("practice", "incentive", EXAMPLE)
    assert done.exit_code == 0
    first, *_ = done.stdout.splitlines()
    assert first == (
        "Incentives of amberline, all quarters: 4,100.00 USD, as of 2026-10-05"
    )
    assert "adoption of d-102: not earned: the longest run is 2 months" in done.stdout
    assert "4 of 5 renewed, 80 %; it takes more than 80 %" in done.stdout


@pytest.mark.rule("INC-01", "INC-02", "INC-03")
def test_the_example_is_told_for_programs(run: Run) -> None:
    """With every condition, and what is at stake."""
    done = run("practice", "incentive", EXAMPLE, "--json")
    found: Any = json.loads(done.stdout)
    assert (found["partner"], found["on"], found["quarter"]) == (
        "amberline", "2026-10-05", None,
    )  # fmt: skip
    assert (found["total"], found["currency"]) == ("4100.00", "USD")
    assert found["by_quarter"] == [{"quarter": "FY2026 Q4", "amount": "4100.00"}]
    states = {(e["incentive"], e["for"]): e["state"] for e in found["lines"]}
    assert states == {
        ("activation", "a-7"): "earned",
        ("activation", "a-8"): "not_earned",
        ("adoption", "d-101"): "earned",
        ("adoption", "d-102"): "not_earned",
        ("adopt", "FY2026 Q3"): "earned",
        ("renewal", "FY2026 Q3"): "not_earned",
    }
    renewal = found["lines"][-1]
    assert renewal["payments"] == []
    assert renewal["at_stake"][0]["amount"] == "640.00"
    assert renewal["conditions"][0] == {
        "id": "renewals",
        "met": False,
        "found": "4 of 5 renewed, 80 %",
        "needed": "more than 80 %",
    }


def test_nothing_to_pay_is_told_by_the_exit_code(run: Run) -> None:
    """In the quarter that was asked for."""
    done = run("practice", "incentive", EXAMPLE, "--quarter", "2026-Q3", "--json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert (found["quarter"], found["total"]) == ("FY2026 Q3", "0")
    assert run("practice", "incentive", EXAMPLE, "--quarter", "2026-Q4").exit_code == 0


def test_it_is_written_to_files(run: Run, tmp_path: Path) -> None:
    """A table for spreadsheets, and a statement to send on."""
    table, page = tmp_path / "paid.csv", tmp_path / "paid.md"
    done = run("practice", "incentive", EXAMPLE, "--csv", table, "--markdown", page)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [f"written: {table}", f"written: {page}"]
    assert table.read_bytes().count(b"\r\n") == 7
    assert page.read_text(encoding="utf-8").startswith("# Incentives of amberline\n")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"on": "5 May"}, "on: this text is not a day"),
        ({"partner": {}}, "partner.id: the key 'id' is missing"),
        ({"partner": {"id": " "}}, "partner.id: is blank"),
        ({"partner": {"id": "p", "architectures": ["x"]}}, "no architecture 'x'"),
        ({"deals": [{**DEAL, "valeu": 1}]}, "deals[0].valeu: unknown key"),
        ({"deals": [{**DEAL, "ends_on": "2025-01-01"}]}, "deals[0].ends_on: is before"),
        ({"deals": [DEAL, DEAL]}, "deals[1].id: is in deals[0] already"),
        ({"deals": [{**DEAL, "months": [{"month": "May"}]}]}, "months[0].month: a mon"),
        ({"deals": [{**DEAL, "months": [{"month": 5}]}]}, "months[0].month: a month"),
        ({"deals": [{**DEAL, "months": [{}]}]}, "months[0].month: the key 'month'"),
        (
            {"deals": [{**DEAL, "months": [{"month": "2026-05"}] * 2}]},
            "deals[0].months[1].month: 2026-05 is in months[0] already",
        ),
        (
            {"deals": [{**DEAL, "months": [{"month": "2026-05", "active": -1}]}]},
            "deals[0].months[0].active: is below 0",
        ),
        ({"rates": {"adoption": 0}}, "rates.adoption: must be a share above 0"),
        ({"renewals": [{"on": "2026-01-01", "due": 1, "renewed": 2}]}, "are among the"),
    ],
)
def test_files_with_faults_are_refused(
    run: Run, write: Write, more: dict[str, Any], said: str
) -> None:
    """Each fault by its path, and nothing is printed."""
    content = {"on": "2026-12-31", "partner": {"id": "p"}, **more}
    assert said in misused(run, write(content))


def test_what_cannot_be_asked_is_refused(run: Run, tmp_path: Path) -> None:
    """A quarter that is none, and a file that is not there."""
    assert "such as 2026-Q3" in misused(run, EXAMPLE, "--quarter", "Q3")
    assert "cannot be read" in misused(run, tmp_path / "none.toml")
