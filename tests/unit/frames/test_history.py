"""Readings over time come from one table or from many, each row once."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

import partner_success as ps
from partner_success.errors import InvalidDataError, UnknownNameError
from partner_success.frames import PortfolioFacts, read_history
from tests.unit.scoring.cards import card, component

HEAD = "id,name,partner_id,on,churned,use,noise\n"
OURS = card(component("use"), floors={"all": 0})
THEIRS = card(component("noise"), floors={"all": 0})
EXAMPLE = Path(__file__).parents[3] / "examples" / "portfolio" / "history"


def written(folder: Path, **files: str) -> Path:
    """Write tables as CSV; an underscore in a name becomes a hyphen."""
    for name, rows in files.items():
        path = folder / f"{name.replace('_', '-')}.csv"
        path.write_text(HEAD + rows, encoding="utf-8")
    return folder


def found(facts: PortfolioFacts) -> list[tuple[str, int | None, str, str]]:
    """Give file, line, column and code of each refusal."""
    return [
        (each.file, each.line, each.problem.path, each.problem.code)
        for each in facts.refusals
    ]


def test_every_table_that_begins_with_accounts_is_read(tmp_path: Path) -> None:
    """In the order of their names; other tables and folders are left alone."""
    (tmp_path / "accounts-old").mkdir()
    (tmp_path / "accounts.txt").touch()
    written(
        tmp_path,
        accounts_2026_02="a,A,p,2026-02-28,true,2,\n",
        accounts="a,A,p,2026-03-31,,,7\n",
        accounts_2026_01="a,A,p,2026-01-31,false,1,\n",
        licences="nothing\n",
    )
    facts = read_history(tmp_path, OURS, THEIRS)
    assert facts.files == (
        *("accounts-2026-01.csv", "accounts-2026-02.csv", "accounts.csv"),
    )
    assert [each.record.churned for each in facts.accounts] == [False, True, None]
    assert [dict(each.record.measures) for each in facts.accounts] == [
        *({"use": 1}, {"use": 2}, {"noise": 7}),
    ]
    assert not facts.refusals


def test_a_single_table_can_have_any_name(tmp_path: Path) -> None:
    """And several days."""
    rows = "a,A,p,2026-01-31,,1.5,\na,A,p,2026-02-28,,2,\n"
    written(tmp_path, customers=rows)
    facts = read_history(tmp_path / "customers.csv", OURS)
    assert [each.record.measures["use"] for each in facts.accounts] == [
        *(Decimal("1.5"), 2),
    ]
    assert facts.remarks == ("customers.csv: nothing uses the column 'noise'",)


def test_other_formats_are_read_too(tmp_path: Path) -> None:
    """JSON and Parquet beside CSV."""
    row = {"id": "a", "name": "A", "partner_id": "p", "on": "2026-01-31", "use": 5}
    (tmp_path / "accounts-1.json").write_text(json.dumps([row]), encoding="utf-8")
    pl.DataFrame([{**row, "id": "b"}]).with_columns(
        pl.col("on").str.to_date()
    ).write_parquet(tmp_path / "accounts-2.parquet")
    facts = read_history(tmp_path, OURS)
    assert [each.record.id for each in facts.accounts] == ["a", "b"]


def test_rows_are_refused_where_they_stand(tmp_path: Path) -> None:
    """File, line and column; the second of a customer and day in any table as well."""
    written(
        tmp_path,
        accounts_1="a,A,p,2026-01-31,,1,\nb,B,p,2026-01-31,,x,\nc,C,p,2026-01-31,,1,\n",
        accounts_2="c,C,p,2026-01-31,,2,\nd,D,p,2026-02-30,,2,\nd,D,p,2026-02-28,,2,\n",
    )
    facts = read_history(tmp_path, OURS, THEIRS)
    assert found(facts) == [
        ("accounts-1.csv", 3, "use", "not-a-number"),
        ("accounts-2.csv", 2, "id", "duplicate"),
        ("accounts-2.csv", 3, "on", "no-such-day"),
    ]
    assert "accounts-1.csv, line 4 already has this id and on" in (
        facts.refusals[1].problem.message
    )
    assert facts.refusals[1].problem.given == "c, 2026-01-31"
    assert [each.record.id for each in facts.accounts] == ["a", "c", "d"]


def test_progress_counts_the_rows_of_all_tables(tmp_path: Path) -> None:
    """It ends where it said it would."""
    told: list[tuple[int, int]] = []
    written(tmp_path, accounts_1="a,A,p,2026-01-31,,1,\n", accounts_2="")
    read_history(tmp_path, OURS, progress=lambda *done: told.append(done))
    assert told == [(1, 1)]


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    """A folder without accounts, a missing file, an unknown form, a missing column."""
    with pytest.raises(InvalidDataError, match=r"found nothing\. Their names begin"):
        read_history(tmp_path, OURS)
    written(tmp_path, licences="")
    with pytest.raises(InvalidDataError, match=r"found licences\.csv\."):
        read_history(tmp_path, OURS)
    with pytest.raises(InvalidDataError, match="no such file or folder"):
        read_history(tmp_path / "absent.csv", OURS)
    (tmp_path / "accounts.xlsx").touch()
    with pytest.raises(UnknownNameError, match="format of tables"):
        read_history(tmp_path / "accounts.xlsx", OURS)
    (tmp_path / "accounts.csv").write_text("id,name,on\n", encoding="utf-8")
    with pytest.raises(InvalidDataError, match="partner_id"):
        read_history(tmp_path, OURS)


def test_a_folder_that_may_not_be_listed_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the reason of the system."""

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(InvalidDataError, match="cannot be read: Permission denied"):
        read_history(tmp_path, OURS)


def test_the_example_is_read_without_a_refusal(rules: ps.Rulebook) -> None:
    """Eighteen months, several readings a customer."""
    facts = read_history(EXAMPLE, rules.health)
    assert (len(facts.files), len(facts.refusals), len(facts.remarks)) == (18, 0, 0)
    assert len(facts.accounts) == 7920
    assert len({each.record.id for each in facts.accounts}) == 500
