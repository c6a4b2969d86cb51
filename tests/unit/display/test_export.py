"""What is written for spreadsheets runs nothing, and loses nothing."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.display import write_csv
from partner_success.display.export import HEADER, harmless
from partner_success.errors import InvalidValueError
from tests.unit.display.portfolio import HOSTILE, many, small

TRIGGERS = "=+-@\t\r\n＝＋－＠"


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a file as a spreadsheet would."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_everything_is_written(tmp_path: Path) -> None:
    """Accounts, partners, licences and sheets stand in one table."""
    scores = small()
    write_csv(scores, tmp_path / "scores.csv")
    rows = rows_of(tmp_path / "scores.csv")
    assert list(rows[0]) == list(HEADER)
    kinds = [row["kind"] for row in rows]
    assert kinds.count("account") == len(scores.accounts)
    assert kinds.count("csat") == kinds.count("nps") == len(scores.partners)
    assert kinds.count("licence") == len(scores.licences)
    assert kinds.count("readiness") == len(scores.sheets)


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    """Scores, ranges and shares are plain numbers; what is not known is empty."""
    write_csv(small(), tmp_path / "scores.csv")
    by_id = {row["id"]: row for row in rows_of(tmp_path / "scores.csv")}
    assert (by_id["a-0"]["score"], by_id["a-0"]["band"]) == ("", "Not scored")
    low, high = float(by_id["a-1"]["score"]), float(by_id["a-1"]["score_to"])
    assert low < high
    assert float(by_id["a-4"]["score"]) == 100
    assert by_id["a-4"]["greatest_drag"] == ""
    assert float(by_id["a-3"]["known_percent"]) == 70
    assert by_id["a-2/seat"]["score"] == "130.0"
    assert by_id["a-4/seat"]["band"] == ""
    assert by_id["r-1"]["score_to"] == ""
    assert by_id["r-2"]["score_to"] != ""


def test_hostile_names_come_back_and_run_nothing(tmp_path: Path) -> None:
    """No cell begins as a formula; without the apostrophe it is what was written."""
    write_csv(small(), tmp_path / "scores.csv")
    rows = rows_of(tmp_path / "scores.csv")
    names = [row["name"] for row in rows if row["id"].startswith("h-")]
    assert [name.removeprefix("'") for name in names] == list(HOSTILE)
    for row in rows:
        for value in row.values():
            assert value[:1] not in TRIGGERS or value[1:2].isdigit() or not value


@given(
    st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from(TRIGGERS + "' "))
)
def test_no_text_begins_as_a_formula(text: str) -> None:
    """Whatever stands in front, and taking the apostrophe away gives the text back."""
    safe = harmless(text)
    assert safe.lstrip(" \u00a0\u3000\ufeff")[:1] not in tuple(TRIGGERS)
    assert safe.removeprefix("'") == text


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    """A missing folder is named, and nothing half-written is left."""
    with pytest.raises(InvalidValueError, match="there is no folder"):
        write_csv(small(), tmp_path / "nowhere" / "scores.csv")
    with pytest.raises(InvalidValueError, match="is no file"):
        write_csv(small(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_same_scores_give_the_same_file(tmp_path: Path) -> None:
    """A file can be compared with an earlier one."""
    for name in ("one.csv", "two.csv"):
        write_csv(many(50), tmp_path / name)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
