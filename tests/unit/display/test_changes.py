"""What changed is shown in tables, in the report, in a picture, for spreadsheets."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from itertools import pairwise
from pathlib import Path

import attrs
import pytest
from rich.console import Console

from partner_success.core.collections import Catalogue
from partner_success.display import (
    change_waterfall,
    portfolio_table,
    report_html,
    svg_text,
    waterfall,
    write_csv,
    write_report,
)
from partner_success.display.changes import changes_table
from partner_success.display.steps import steps_of_change
from partner_success.display.summary import summary_lines
from partner_success.errors import MissingExtraError
from partner_success.frames import PortfolioChanges, PortfolioScores, compare_portfolios
from partner_success.frames.results import ScoredAccount
from partner_success.scoring import Score, compare
from tests.unit.display.hiding import hide
from tests.unit.display.portfolio import HEALTH, HOSTILE, account, score, small
from tests.unit.display.test_pictures import words
from tests.unit.display.test_report import Page

THEN = date(2025, 12, 31)


def earlier(now: PortfolioScores) -> PortfolioScores:
    """Give the same accounts with 4 points more of each component, where they can."""
    accounts = []
    for each in now.accounts:
        result = each.result
        if isinstance(result, Score):
            counts = {
                part.id: None if count is None else min(100, count / 100 + 4)
                for part, count in zip(
                    result.model.components, result.counts, strict=True
                )
            }
            result = result.model.score(counts, missing="reweight")  # type: ignore[attr-defined]
        accounts.append(ScoredAccount(account=each.account, result=result))
    gone = account("z-1", "Zebra")
    accounts.append(ScoredAccount(account=gone, result=score(50, 50, 50, 50)))
    refusals = now.refusals[:1]
    return attrs.evolve(now, on=THEN, accounts=tuple(accounts), refusals=refusals)


@pytest.fixture
def changes() -> PortfolioChanges:
    """Give the changes of the small portfolio."""
    now = small()
    return compare_portfolios(earlier(now), now)


def test_the_table_tells_what_did_most(changes: PortfolioChanges) -> None:
    """Before and now, the change, the bands, the greatest cause and its points."""
    table = changes_table(changes)
    assert table.title == "Changes since 2025-12-31, greatest losses first"
    rows = {row[1].text: [cell.text for cell in row] for row in table.rows}
    assert rows["a-3"][2:] == [
        "58.6785",
        "54.6785",
        "-4",
        "Emergency",
        "Technical performance",
        "-1.71",
    ]
    assert rows["z-1"][2:] == ["50", "–", "–", "Emergency", "gone", "–"]
    assert rows["a-0"][2:6] == ["–", "–", "–", "Not scored"]
    assert rows["a-0"][6] == "not comparable"
    assert rows["a-1"][2] == rows["a-1"][3] != "–"
    assert "a-4" not in rows
    assert table.rows[0][4].tone == "worst"


def test_accounts_that_did_not_change_are_counted() -> None:
    """They stand in the note, not in a row."""
    now = small()
    table = changes_table(compare_portfolios(now, now))
    scored = sum(isinstance(each.result, Score) for each in now.accounts)
    assert table.note == f"{scored} accounts did not change."
    assert len(table.rows) == len(now.accounts) - scored


def test_a_gain_is_told_as_one() -> None:
    """With a plus, and in the tone of the best."""
    now = small()
    before = earlier(now)
    later, sooner = attrs.evolve(before, on=now.on), attrs.evolve(now, on=THEN)
    table = changes_table(compare_portfolios(sooner, later))
    (row,) = [row for row in table.rows if row[1].text == "a-3"]
    assert [cell.text for cell in row[4:]] == [
        "+4",
        "Emergency",
        "Technical performance",
        "+1.71",
    ]
    assert row[4].tone == "best"


def test_edges_alone_have_no_greatest_cause() -> None:
    """The change is 0 and the band another one."""
    bands = HEALTH.require_bands()
    entries = [
        attrs.evolve(band, floor=band.floor - 3) if band.name == "Healthy" else band
        for band in bands
    ]
    lenient = attrs.evolve(HEALTH, bands=attrs.evolve(bands, entries=entries))
    values = (77, 77, 77, 77)
    sides = [
        PortfolioScores(
            on=on,
            accounts=(
                ScoredAccount(account=account("x", "X"), result=score(*values, of=one)),
            ),
            provenance=one.provenance,
        )
        for on, one in ((THEN, HEALTH), (date(2026, 1, 1), lenient))
    ]
    (row,) = changes_table(compare_portfolios(*sides)).rows
    assert [cell.text for cell in row[4:]] == ["0", "At Risk to Healthy", "–", "–"]


def test_the_terminal_shows_tables_and_a_line(changes: PortfolioChanges) -> None:
    """What fell, what rose, what changed band, what is gone."""
    shown = StringIO()
    console = Console(file=shown, width=160)
    console.print(portfolio_table(small(), changes=changes))
    assert "Changes since 2025-12-31" in shown.getvalue()
    (line,) = [
        line
        for line in summary_lines(small(), changes)
        if line.startswith("since 2025-12-31: ")
    ]
    assert line in shown.getvalue()
    assert "fell, 0 rose" in line
    assert "1 gone" in line
    assert line.endswith("1 row refused")
    assert "of 2025-12-31: usage.csv: nothing reads it yet" in shown.getvalue()
    same = compare_portfolios(small(), small())
    last = [line for line in summary_lines(small(), same) if line.startswith("since")]
    assert "0 fell, 0 rose, 0 changed band" in last[0]


def test_the_report_has_the_changes(changes: PortfolioChanges, tmp_path: Path) -> None:
    """Table and pictures, everything escaped, hostile names included."""
    text = report_html(small(), changes=changes)
    page = Page(text)
    assert "Changes since 2025-12-31" in page.text
    assert '<h2 id="changes">' in text
    assert len(page.all("svg")) > len(Page(report_html(small())).all("svg"))
    for name in HOSTILE[:3]:
        assert name not in text
    write_report(small(), tmp_path / "r.html", changes=changes)
    assert (tmp_path / "r.html").read_text(encoding="utf-8") == text


def test_a_spreadsheet_gets_the_changes(
    changes: PortfolioChanges, tmp_path: Path
) -> None:
    """Numbers stay numbers; what has no change is empty."""
    write_csv(small(), tmp_path / "s.csv", changes=changes)
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    row = rows["a-3"]
    assert float(row["score_before"]) == pytest.approx(4107.5 / 70)
    assert float(row["change"]) == -4
    assert row["greatest_cause"] == "Technical performance"
    assert rows["a-0"]["change"] == rows["r-1"]["change"] == ""
    assert rows["r-1"]["edition"] == row["edition"] != ""


# ------------------------------------------------------------------ picture
def test_the_picture_tells_each_step() -> None:
    """From the score before over gains and losses to the score after."""
    change = compare(score(92, 71, 64, 80), score(90, 83, 58, 80))
    text = words(svg_text(change_waterfall(change), title="It", description="That"))
    for part in ("Before", "76.9 At Risk", "−0.6", "+3.6", "71 to 83", "After"):
        assert part in text, part
    assert "from 76.9 to" in text
    assert "Relationship" not in text
    named = change_waterfall(change, title="Umbrella")
    assert "Umbrella" in words(svg_text(named, title="It", description="That"))


def test_steps_lead_from_one_score_to_the_other() -> None:
    """Each begins where the one before it ended; gains and losses have their tones."""
    change = compare(score(92, 71, 64, 80), score(90, 83, 58, 88))
    steps = steps_of_change(change)
    assert [(step.tone, step.is_greatest) for step in steps[1:-1]] == [
        ("worst", False),
        ("best", True),
        ("worst", False),
        ("best", False),
    ]
    assert steps[0].end == change.before.exact
    assert steps[-1].start == change.after.exact
    for first, second in pairwise(steps):
        assert first.end == second.start


def test_weights_and_gaps_are_told_in_words() -> None:
    """What did most of a component stands below its name."""
    parts = [
        attrs.evolve(part, weight=60 if part.id == HEALTH.components.ids[0] else 10)
        for part in HEALTH.components
    ]
    other = attrs.evolve(HEALTH, components=Catalogue(parts))
    steps = steps_of_change(
        compare(score(92, None, 64, 80), score(92, 20, 64, 80, of=other))
    )
    details = [step.detail for step in steps[1:-1]]
    assert "weight 30 to 60" in details
    assert "missing to 20" in details


def test_a_change_of_nothing_can_be_drawn() -> None:
    """Two totals, one place; also without bands, and at an end of the scale."""
    one = score(100, 100, 100, 100)
    assert len(steps_of_change(compare(one, one))) == 2
    bare = attrs.evolve(HEALTH, bands=None)
    for change in (
        compare(one, one),
        compare(score(0, 0, 0, 0), one),
        compare(score(1, 1, 1, 1, of=bare), score(2, 2, 2, 2, of=bare)),
    ):
        text = words(svg_text(change_waterfall(change), title="It", description="-"))
        assert "Before" in text


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both waterfalls say what to install."""
    hide(monkeypatch, "matplotlib")
    one = score(92, 71, 64, 80)
    with pytest.raises(MissingExtraError, match="plots"):
        change_waterfall(compare(one, one))
    with pytest.raises(MissingExtraError, match="plots"):
        waterfall(one)
