"""A backtest is shown as tables and drawn as a picture, harmless whatever it holds."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import partner_success as ps
from partner_success.analytics import Backtest, PastReading, Watch, backtest
from partner_success.core import Series
from partner_success.display import backtest_table, migration, save, show, svg_text
from partner_success.display.backtests import alarms_table
from partner_success.errors import MissingExtraError
from partner_success.scoring import TriggerFacts
from tests.unit.analytics.past import one, policy, told
from tests.unit.display.hiding import hide
from tests.unit.display.test_pictures import words
from tests.unit.scoring.cards import card, component

OLD, NEW = one("noise"), one("use")


def tried(*more: PastReading, customers: int = 60) -> Backtest:
    """Give a backtest of made-up customers and some more."""
    past = [*told(30, customers=customers), *more]
    return backtest(OLD, NEW, past, policy=policy())


def printed(shown: Any) -> str:
    """Give what is printed to a pipe."""
    out = io.StringIO()
    show(shown, file=out)
    return out.getvalue()


def drawn(found: Backtest, **options: str) -> str:
    """Give the words of the picture."""
    figure = migration(found, **options)
    return words(svg_text(figure, title="It", description="What it shows"))


def test_the_verdict_comes_first() -> None:
    """Then the figures, the migration, who changes band, and what it rests on."""
    refused = PastReading(subject="odd", on=date(2026, 1, 1), values={"use": "\x1b[1m"})
    found = tried(refused)
    text = printed(backtest_table(found))
    assert text.startswith("The new scorecard tells churn better than the old one.\n")
    parts = [
        *("How well the scores told churn", "AUC", "Brier score"),
        *("Customers from old band to new", "Not scored", "Who changes band", "down"),
        *("Values that a scorecard refused", "60 of 61 readings count"),
        *(found.migration.summary, "old: Care, no rulebook"),
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "\x1b" not in text


def test_only_the_first_rows_are_shown_where_that_is_asked_for() -> None:
    """How many are left out is said."""
    found = tried()
    left = len(found.migration.moves) - 3
    text = printed(backtest_table(found, most=3))
    assert f"{left} more rows not shown." in text
    first, second = found.migration.moves[0], found.migration.moves[3]
    assert first.subject in text
    assert second.subject not in text


def test_tables_without_rows_are_left_out() -> None:
    """Without enough data there are no figures, without data not even bands."""
    text = printed(backtest_table(tried(customers=3)))
    assert text.startswith("Not enough data")
    assert "How well" not in text
    bare = one("use", floors=None)
    nothing = printed(backtest_table(backtest(bare, bare, [], policy=policy())))
    assert "Customers from" not in nothing
    assert "0 of 0 customers change band" in nothing


def test_draws_left_out_are_said() -> None:
    """Of few customers some draws lack one side."""
    assert "draws left out" in printed(backtest_table(tried(customers=8)))


def test_the_picture_counts_every_customer() -> None:
    """Bands on both sides, and a legend that adds up."""
    gap = PastReading(subject="gap", values={"use": 55})
    found = tried(gap)
    text = drawn(found)
    tally = found.migration.tally
    assert f"{len(found.migration.moves)} of 61 customers change band" in text
    same = 61 - len(found.migration.moves)
    for part in (
        *("old band", "new band", "Good", "Fair", "Poor", "Not scored"),
        *(f"▼ {tally['down']} lower", f"▲ {tally['up']} higher", "▶ 1 across"),
        f"{same} no change",
    ):
        assert part in text, part


def test_the_picture_takes_a_title_and_can_be_empty(tmp_path: Path) -> None:
    """Nothing to count is drawn as nothing, and long names stay inside."""
    bare = one("use", floors=None)
    empty = backtest(bare, bare, [], policy=policy())
    assert "Tried in May" in drawn(empty, title="Tried in May")
    long = one("use", floors={f"band_{'x' * 80}": 50, "rest": 0})
    found = backtest(long, long, told(9, customers=4), policy=policy())
    assert "…" in drawn(found)
    save(migration(found), tmp_path / "moves.svg")
    save(migration(found), tmp_path / "again.svg")
    assert (tmp_path / "moves.svg").read_bytes() == (
        (tmp_path / "again.svg").read_bytes()
    )


@pytest.mark.parametrize(
    ("package", "draw"), [("matplotlib", migration), ("rich", backtest_table)]
)
def test_without_its_extra_the_line_to_type_is_given(
    monkeypatch: pytest.MonkeyPatch, package: str, draw: Any
) -> None:
    """The error names the extra."""
    found = tried()
    hide(monkeypatch, package)
    with pytest.raises(MissingExtraError, match="pip install"):
        draw(found)


def test_alarms_have_a_table_of_their_own(rules: ps.Rulebook) -> None:
    """What called at all by cause, what never did in the note."""
    days = [date(2026, 1, 5), date(2026, 1, 12)]
    past = [
        PastReading(subject="a", on=day, values={"use": value})
        for day, value in zip(days, (85, 20), strict=True)
    ]
    floors = {"healthy": 80, "emergency": 0}
    one = card(component("use"), floors=floors, id="use")
    watch = Watch.of(rules)
    low = Series({days[0]: 80, days[1]: 10})
    found = backtest(
        one,
        one,
        past,
        policy=policy(),
        watch=(watch, watch),
        facts={"a": TriggerFacts(nps=low)},
    )
    assert found.alarms is not None
    table = alarms_table(found.alarms)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["enters Emergency", "1", "1", "1", "1"],
        ["Complaints", "1", "1", "1", "1"],
    ]
    assert table.note == (
        "From 2026-01-06 to 2026-01-12, 2 weeks. Never: Usage decline, Performance,"
        " Executive disengagement, Competitive activity."
    )
