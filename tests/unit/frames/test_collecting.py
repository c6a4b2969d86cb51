"""Lazy frames are computed when a caller says so, and refused rows are told then."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd
import polars as pl
import pytest

import partner_success as ps
from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.frames import collect, score
from tests.support.engines import ENGINES, make_frame
from tests.unit.frames.test_scorecards import EDGES, of_health
from tests.unit.scoring.cards import found

pytestmark = pytest.mark.rule("FRM-01")

SOUND = EDGES[:2]


class TestCollect:
    @pytest.mark.parametrize("engine", ENGINES)
    def test_gives_a_frame_in_memory_where_nothing_was_refused(
        self, rules: ps.Rulebook, engine: str
    ) -> None:
        """All rows of a frame are there; one that was in memory keeps its kind."""
        frame = make_frame(of_health(rules, SOUND), engine)
        scored = score(frame, rules.health)
        table = collect(scored)
        assert nw.from_native(table, eager_only=True)["score"].to_list() == [90, 90]
        if not isinstance(nw.from_native(frame), nw.LazyFrame):
            assert type(table) is type(frame)

    @pytest.mark.parametrize("engine", ["polars", "polars lazy", "pandas", "pyarrow"])
    def test_names_how_many_rows_were_refused_and_why(
        self, rules: ps.Rulebook, engine: str
    ) -> None:
        """Each reason is one fault, with the way round; no row is lost in silence."""
        frame = make_frame(of_health(rules, EDGES), engine)
        scored: Any = score(frame, rules.health, missing="refuse", prefix="h_")
        with pytest.raises(InvalidDataError) as caught:
            collect(scored, prefix="h_")
        assert found(caught.value.problems) == {
            ("h_status", "missing"),
            ("h_status", "out-of-range"),
        }
        message = str(caught.value)
        assert "'missing' in 5 of 18 rows" in message
        assert "a score can do with missing='reweight'" in message
        assert "'out of range' in 5 of 18 rows" in message

    def test_of_rows_that_were_only_not_scored_is_no_refusal(
        self, rules: ps.Rulebook
    ) -> None:
        """Where too little is known, a row without a score is the answer."""
        scored = score(pl.LazyFrame(of_health(rules, EDGES[8:9])), rules.health)
        assert collect(scored)["status"].to_list() == ["not scored"]

    def test_needs_the_statuses(self, rules: ps.Rulebook) -> None:
        """Without them it cannot tell whether rows were refused."""
        frame = pd.DataFrame(of_health(rules, SOUND))
        scored = score(frame, rules.health, prefix="health_")
        with pytest.raises(InvalidDataError) as caught:
            collect(scored)
        assert found(caught.value.problems) == {("status", "missing-column")}
        assert "did you mean 'health_status'?" in str(caught.value)

    def test_is_for_dataframes(self) -> None:
        """A list of rows is none."""
        with pytest.raises(InvalidUseError, match="needs a dataframe"):
            collect([])


class TestLaziness:
    @pytest.mark.parametrize("kind", ["polars lazy", "duckdb"])
    def test_is_kept(
        self, rules: ps.Rulebook, kind: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Adding scores to a lazy frame computes nothing."""
        if kind == "duckdb":
            pytest.importorskip("duckdb", reason="needs duckdb")
        frame = make_frame(of_health(rules, SOUND), kind)

        def computed(*_: object, **__: object) -> None:
            raise AssertionError("it was computed")

        with monkeypatch.context() as patched:
            patched.setattr(nw.LazyFrame, "collect", computed)
            patched.setattr(pl.LazyFrame, "collect", computed)
            scored = score(frame, rules.health)
        assert type(scored) is type(frame)

    @pytest.mark.parametrize("status", ["out of order", "given twice", "unknown stage"])
    def test_statuses_of_every_rule_are_known(self, status: str) -> None:
        """A row that any rule refused is told, whichever rule it was."""
        with pytest.raises(InvalidDataError, match=f"'{status}' in 1 of 2 rows"):
            collect(pl.LazyFrame({"status": ["judged", status]}))
