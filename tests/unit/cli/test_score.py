"""The command scores what it can, says what it could not read, and ends with a code."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import partner_success as ps
from tests.unit.cli.conftest import BAD_ROW, Run


def test_a_sound_portfolio_ends_with_0(run: Run, folder: Path) -> None:
    """The table comes worst first, with bands and what to do."""
    done = run("score", folder)
    assert done.exit_code == 0, done.output
    assert done.stderr == ""
    words = ["Not scored", "77.7", "At Risk", "Champion", "p-1", "seat", "r-1"]
    assert all(word in done.stdout for word in words)
    assert (
        done.stdout.index("a-2") < done.stdout.index("a-1") < done.stdout.index("a-3")
    )
    assert "\x1b" not in done.output


def test_refused_rows_end_with_1(run: Run, bad_folder: Path) -> None:
    """Each is told on standard error; the others are scored all the same."""
    done = run("score", bad_folder)
    assert done.exit_code == 1
    assert "77.7" in done.stdout
    for word in ("accounts.csv", "5", "on", "2026-02-30", "YYYY-MM-DD", "1,5"):
        assert word in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["absent"], "there is no such file or folder"),
        ([".", "--kind", "accounts"], "is a folder"),
        (["x.csv", "--kind", "acounts"], "did you mean 'accounts'"),
        ([".", "--out", "scores.xlsx"], "no form of --out is called '.xlsx'"),
        ([".", "--rulebook", "absent.toml"], "absent.toml"),
        ([".", "--missing", "guess"], "guess"),
        ([".", "--on", "soon"], "soon"),
        ([".", "--nonsense"], "nonsense"),
        ([], "PATH"),
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
    done = run("score", *arguments)
    assert done.exit_code == 2
    assert says in done.stderr
    assert "Traceback" not in done.output
    assert done.stdout == ""


def test_a_missing_column_is_misuse(run: Run, tmp_path: Path) -> None:
    """File, column and near miss are named."""
    path = tmp_path / "licences.csv"
    path.write_text("acount_id,licence_type,on\n", encoding="utf-8")
    done = run("score", path)
    assert done.exit_code == 2
    assert "licences.csv: 1 fault" in done.stderr
    assert "is 'acount_id' meant to be it?" in done.stderr


def test_text_from_files_does_not_command_the_terminal(
    run: Run, tmp_path: Path
) -> None:
    """An escape in a header reaches the terminal as a picture of itself."""
    path = tmp_path / "licences.csv"
    path.write_text("\x1b[31m,\x1b[31m\n", encoding="utf-8")
    done = run("score", path)
    assert done.exit_code == 2
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(
    ("id_", "says"),
    [
        ("a-1", ["Customer health 77.7", "Licence risk"]),
        ("a-1/seat", ["Licence risk"]),
        ("p-1", ["Partner CSAT", "Net Promoter Score", "Partner CS readiness"]),
        ("r-1", ["Partner CS readiness"]),
        ("a-2", ["not scored"]),
    ],
)
def test_one_answer_is_explained(
    run: Run, folder: Path, id_: str, says: list[str]
) -> None:
    """An id stands for everything that is known of it."""
    done = run("score", folder, "--explain", id_)
    assert done.exit_code == 0, done.output
    assert all(word in done.stdout for word in says)
    data = json.loads(run("score", folder, "--explain", id_, "--json").stdout)
    titles = " ".join(each["title"] for each in data["explanations"])
    assert all(word in titles for word in says)
    assert data["schema_version"] == 1


def test_an_unknown_id_is_misuse(run: Run, folder: Path) -> None:
    """Near misses are named."""
    done = run("score", folder, "--explain", "a-11")
    assert done.exit_code == 2
    assert "did you mean 'a-1'" in done.stderr
    assert done.stdout == ""


def test_a_day_a_policy_and_a_kind_are_followed(run: Run, folder: Path) -> None:
    """They reach the library."""
    path = folder / "accounts.csv"
    named = path.rename(folder / "export.csv")
    options = ("--kind", "accounts", "--missing", "range", "--json")
    data = json.loads(run("score", named, *options, "--on", "2026-02-28").stdout)
    assert data["on"] == "2026-02-28"
    assert [each["state"] for each in data["accounts"]] == ["range", "scored", "scored"]
    strict = run("score", named, "--kind", "accounts", "--missing", "refuse", "--json")
    assert strict.exit_code == 1
    assert {each["code"] for each in json.loads(strict.stdout)["refusals"]} == {
        "missing"
    }
    assert strict.stderr == ""


def test_an_own_rulebook_decides(run: Run, folder: Path, tmp_path: Path) -> None:
    """Its edition is named."""
    path = tmp_path / "ours.toml"
    path.write_text(
        '[edition]\nid = "ours 1"\nname = "Ours"\neffective_from = 2026-01-01\n'
        'extends = "standard 2026.1"\n',
        encoding="utf-8",
    )
    data = json.loads(run("score", folder, "--rulebook", path, "--json").stdout)
    assert data["rulebook"] == "ours 1"


@pytest.mark.parametrize("name", ["report.html", "scores.CSV"])
def test_results_are_written_to_a_file(
    run: Run, folder: Path, tmp_path: Path, name: str
) -> None:
    """Beside what is printed; the end of the name says the form."""
    path = tmp_path / name
    done = run("score", folder, "--out", path)
    assert done.exit_code == 0, done.output
    assert f"written: {path}" in done.stderr
    assert "Umbrella" in path.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_misuse(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """The reason is told."""
    done = run("score", folder, "--out", tmp_path / "absent" / "scores.csv")
    assert done.exit_code == 2
    assert "no folder" in done.stderr


def test_json_is_exact_and_whole(
    run: Run, bad_folder: Path, rules: ps.Rulebook
) -> None:
    """Each score is given as a number and as a fraction; contributions add up."""
    done = run("score", bad_folder, "--json")
    assert done.exit_code == 1
    assert done.stderr == ""
    assert done.stdout.isascii()
    data = json.loads(done.stdout)
    assert data["rulebook"] == rules.edition.id
    assert date.fromisoformat(data["on"]) == date(2026, 1, 31)
    by_id = {each["id"]: each for each in data["accounts"]}
    assert by_id["a-1"]["score"] == {"value": 77.7, "exact": "777/10"}
    assert by_id["a-1"]["band"]["id"] == "at_risk"
    assert by_id["a-1"]["greatest_drag"] == "business_outcomes"
    assert by_id["a-1"]["renews_on"] == "2026-12-31"
    assert sum(each["won"]["value"] for each in by_id["a-1"]["contributions"]) == (
        pytest.approx(77.7)
    )
    assert by_id["a-2"]["state"] == "not scored"
    assert by_id["a-2"]["name"] == "Ärger & Söhne"
    assert by_id["a-3"]["points_to_next"] is None
    partner = {each["id"]: each for each in data["partners"]}["p-1"]
    assert partner["csat"]["mean"] == {"value": 4.5, "exact": "9/2"}
    assert partner["nps"]["interval"]["level"] == 0.95
    assert data["partners"][1]["csat"]["interval"] is None
    assert data["licences"][0]["utilisation"] == {"value": 0.2, "exact": "1/5"}
    assert data["licences"][1]["risk"] is None
    sheet = data["readiness"][0]
    assert sheet["points"] == {"least": 104, "most": 496}
    assert sheet["complete"] is False
    assert [(each["line"], each["column"]) for each in data["refusals"]] == [
        (5, "on"),
        (5, "technical_performance"),
    ]


def test_json_without_bands_and_without_days(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not there is null."""
    path = tmp_path / "accounts.json"
    path.write_text("[]", encoding="utf-8")
    assert json.loads(run("score", path, "--json").stdout)["on"] is None


# ------------------------------------------------------------------ --compare
@pytest.fixture
def before(folder: Path, tmp_path: Path) -> Path:
    """Give the accounts a quarter earlier, with one more and one bad row."""
    place = tmp_path / "earlier"
    place.mkdir()
    text = (folder / "accounts.csv").read_text(encoding="utf-8")
    text = text.replace("2026-01-31", "2025-10-31").replace("92,71,64", "92,83,64")
    text += "a-8,Gone,p-2,2025-10-31,,,,50,50,50,50\n"
    (place / "accounts.csv").write_text(text, encoding="utf-8")
    return place


def test_an_earlier_portfolio_is_compared(run: Run, folder: Path, before: Path) -> None:
    """Each account with its change, why, and what became of it."""
    done = run("score", folder, "--compare", before)
    assert done.exit_code == 0, done.output
    assert "Changes since 2025-10-31, greatest losses first" in done.stdout
    row = next(line for line in done.stdout.splitlines() if "81.3" in line)
    for word in ("a-1", "77.7", "-3.6", "Healthy to At Risk", "Business outcomes"):
        assert word in row
    assert "since 2025-10-31: 1 fell, 0 rose, 1 changed band" in done.stdout
    assert "1 gone" in done.stdout


def test_a_change_is_explained(run: Run, folder: Path, before: Path) -> None:
    """Beside the score itself; an account without a change has no such part."""
    done = run("score", folder, "--compare", before, "--explain", "a-1")
    assert done.exit_code == 0
    assert "Customer health from 81.3 to 77.7: -3.6 points" in done.stdout
    assert "from Healthy to At Risk by its points" in done.stdout
    quiet = run("score", folder, "--compare", before, "--explain", "a-2")
    assert "Customer health from" not in quiet.stdout


def test_a_change_as_json(run: Run, folder: Path, before: Path) -> None:
    """Whole numbers over one denominator that add up to the change."""
    done = run("score", folder, "--compare", before, "--json")
    changes = json.loads(done.stdout)["changes"]
    assert changes["before"] == "2025-10-31"
    states = {each["id"]: each["state"] for each in changes["accounts"]}
    assert states == {
        "a-1": "changed",
        "a-2": "not comparable",
        "a-3": "same",
        "a-8": "gone",
    }
    (change,) = [each["change"] for each in changes["accounts"] if each["id"] == "a-1"]
    assert change["change"] == {"exact": "-18/5", "value": -3.6}
    total = sum(part["count"] for part in change["parts"])
    assert total / change["denominator"] == -3.6
    assert "changes" not in json.loads(run("score", folder, "--json").stdout)


def test_refused_rows_of_the_earlier_portfolio_are_told_apart(
    run: Run, folder: Path, before: Path
) -> None:
    """They end with 1 as well, and stand in a table of their own."""
    with (before / "accounts.csv").open("a", encoding="utf-8") as file:
        file.write(BAD_ROW)
    done = run("score", folder, "--compare", before)
    assert done.exit_code == 1
    assert "Rows that were refused of 2025-10-31" in done.stderr
    data = json.loads(run("score", folder, "--compare", before, "--json").stdout)
    assert len(data["changes"]["refusals"]) > 0
    assert data["refusals"] == []


def test_files_are_written_with_their_changes(
    run: Run, folder: Path, before: Path, tmp_path: Path
) -> None:
    """The page and the table for spreadsheets."""
    page, table = tmp_path / "r.html", tmp_path / "r.csv"
    for out in (page, table):
        done = run("score", folder, "--compare", before, "--out", out)
        assert done.exit_code == 0
    assert "Changes since 2025-10-31" in page.read_text(encoding="utf-8")
    assert "Business outcomes" in table.read_text(encoding="utf-8-sig")


def test_a_later_portfolio_is_no_earlier_one(
    run: Run, folder: Path, before: Path
) -> None:
    """It is said which is which."""
    done = run("score", before, "--compare", folder)
    assert done.exit_code == 2
    assert "swap the two" in done.stderr
