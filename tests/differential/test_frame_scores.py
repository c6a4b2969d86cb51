"""Scores over frames of every engine beside the cards, for rows of every kind."""

from __future__ import annotations

import runpy
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.frames import score
from partner_success.scoring import Scorecard
from partner_success.scoring.model import Missing
from tests.docs.pages import read_blocks
from tests.docs.reader import ROOT
from tests.properties.scorecards import ids_of, scorecards
from tests.support.engines import INSTALLED, NEEDS_DASK, NEEDS_SPARK, make_frame
from tests.support.frame_scores import ends_of, generated, said_of_all
from tests.support.spark import spark
from tests.unit.frames.test_scorecards import told

pytestmark = [pytest.mark.rule("FRM-01"), pytest.mark.unwatched]

QUICK = tuple(name for name in INSTALLED if name != "pandas over arrow")


def differences(
    frame: Any, card: Scorecard, columns: Mapping[str, Sequence[Any]], missing: Missing
) -> list[Any]:
    """Give each row of which frame and card do not say the same."""
    said = said_of_all(card, columns, missing)
    found = told(score(frame, card, missing=missing), list(said))
    return [
        (place, name, given, wanted)
        for name in said
        for place, (given, wanted) in enumerate(
            zip(found[name], said[name], strict=True)
        )
        if given != wanted
    ]


@st.composite
def cases(
    draw: st.DrawFn, *, measured: bool
) -> tuple[Scorecard, dict[str, list[float | None]], Missing]:
    """A card of any kind, rows for it, and a policy."""
    one = draw(scorecards(measured=measured, most=4))
    ends = {id_: (0.0, 100.0) for ids in ids_of(one) for id_ in ids}
    columns = generated(ends, 25, draw(st.integers(0, 2**32)))
    policy: Missing = draw(st.sampled_from(get_args(Missing)))
    return one, columns, policy


@settings(max_examples=25)
@given(cases(measured=False), st.sampled_from(QUICK))
def test_any_card_says_the_same_of_a_frame(
    case: tuple[Scorecard, dict[str, Any], Missing], engine: str
) -> None:
    """Weights, directions, bands and policies as they come, on an engine each."""
    card, columns, policy = case
    assert differences(make_frame(columns, engine), card, columns, policy) == []


@settings(max_examples=12)
@given(cases(measured=True), st.sampled_from(["polars", "polars lazy", "pyarrow"]))
def test_any_card_of_measures_says_the_same_of_a_frame(
    case: tuple[Scorecard, dict[str, Any], Missing], engine: str
) -> None:
    """Targets, curves and ratings earn in a column what they earn one by one."""
    card, columns, policy = case
    assert differences(make_frame(columns, engine), card, columns, policy) == []


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_the_standard_cards_say_the_same_of_their_measures(
    rules: ps.Rulebook, engine: str
) -> None:
    """Every target of customer health, and every element of readiness."""
    if engine not in INSTALLED:
        pytest.skip("needs duckdb")
    for card, policies in (
        (rules.health, get_args(Missing) if engine == "polars" else ["reweight"]),
        (rules.readiness.card, ["refuse", "range"] if engine == "polars" else []),
    ):
        columns = generated(ends_of(card, measured=True), 120, 3)
        if card.whole:
            columns = {
                id_: [
                    value if place % 9 == 0 or value is None else float(1 + place % 5)
                    for place, value in enumerate(values)
                ]
                for id_, values in columns.items()
            }
        frame = make_frame(columns, engine)
        for policy in policies:
            assert differences(frame, card, columns, policy) == []


@NEEDS_SPARK
def test_spark_says_the_same_of_thousands_of_rows(rules: ps.Rulebook) -> None:
    """Whatever Spark compiles its plan to, each row is the scalar rule's."""
    columns = generated(ends_of(rules.health), 4_000, 11)
    frame = make_frame(columns, "pyspark")
    assert differences(frame, rules.health, columns, "reweight") == []


@NEEDS_DASK
def test_dask_says_the_same_again_and_again_over_partitions(rules: ps.Rulebook) -> None:
    """Over several files of Parquet no row changes from one time to the next."""
    columns = generated(ends_of(rules.health), 4_000, 12)
    frame = make_frame(columns, "dask")
    assert frame.npartitions > 1
    said = said_of_all(rules.health, columns, "reweight")
    planned = score(frame, rules.health)[list(said)].optimize()
    for _ in range(3):
        assert told(planned, list(said)) == said


@NEEDS_SPARK
def test_the_page_scores_on_spark_as_it_says(
    rules: ps.Rulebook, tmp_path: Path
) -> None:
    """What the how-to shows for a cluster runs, from Parquet to Parquet."""
    page = ROOT / "docs" / "how-to" / "score-at-any-size.md"
    blocks = read_blocks(page.name, page.read_text(encoding="utf-8"))
    shown = next(block for block in blocks if block.title == "score_on_spark.py")
    columns = generated(ends_of(rules.health), 50, 13)
    names = {name: tmp_path / name for name in ("accounts.parquet", "scored.parquet")}
    pl.DataFrame(columns).write_parquet(names["accounts.parquet"])
    # Spark looks for relative names where it was started.
    text = shown.content
    for name, path in names.items():
        text = text.replace(f'"{name}"', f'"{path.as_posix()}"')
    script = tmp_path / shown.title
    script.write_text(text, encoding="utf-8")
    spark()
    runpy.run_path(str(script))
    written = pl.read_parquet(names["scored.parquet"] / "*.parquet")
    said = said_of_all(rules.health, columns, "reweight")
    assert sorted(written["status"]) == sorted(said["status"])
    assert written["score"].drop_nulls().sort().to_list() == sorted(
        value for value in said["score"] if value is not None
    )
