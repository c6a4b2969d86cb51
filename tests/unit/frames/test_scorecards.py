"""Scorecards over dataframes say what the cards say themselves, or refuse first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import narwhals as nw
import pandas as pd
import polars as pl
import pytest

import partner_success as ps
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    UnknownNameError,
)
from partner_success.frames import score
from partner_success.scoring import Scorecard
from partner_success.scoring.model import Missing
from tests.support.engines import ALL_ENGINES, ENGINES, make_frame
from tests.support.frame_scores import ends_of, generated, said_of_all
from tests.unit.scoring.cards import card, component, found, measure, target

pytestmark = pytest.mark.rule("FRM-01")

NAN, INF = math.nan, math.inf
POLICIES: tuple[Missing, ...] = ("reweight", "refuse", "range")
EDGES = (
    (90, 92, 88, 89),
    (90, 90, 90, None),
    (89.99, 90, 90, 90),
    (79.995, 79.995, 79.995, 79.995),
    (79.99499999999999, 80, 80, 80),
    (100, 100, 100, 100),
    (0, -0.0, 0, 0),
    (0.285, 1.005, 28.5, 99.995),
    (None, None, None, None),
    (None, 70, None, 70),
    (NAN, 90, 90, 90),
    (NAN, NAN, None, 100),
    (INF, 90, 90, 90),
    (-INF, None, 90, 90),
    (100.00000000000001, 90, 90, 90),
    (-5e-324, 90, 90, 90),
    (1e300, 90, NAN, 90),
    (92, 71, 64, 80),
)


def told(frame: Any, names: Sequence[str]) -> dict[str, list[Any]]:
    """Give columns of a frame of any library, and None where there is no value."""
    table = nw.from_native(frame).select(*names)
    if isinstance(table, nw.LazyFrame):
        table = table.collect()
    return {
        name: [
            None if gap else value
            for gap, value in zip(
                table[name].is_null().to_list(), table[name].to_list(), strict=True
            )
        ]
        for name in names
    }


def told_of(
    columns: dict[str, Any], one: Scorecard, missing: Missing, engine: str = "polars"
) -> dict[str, list[Any]]:
    """Score columns in one engine and give the new columns."""
    said = said_of_all(one, columns, missing)
    return told(score(make_frame(columns, engine), one, missing=missing), list(said))


def floats(**columns: Sequence[Any]) -> dict[str, Any]:
    """Give columns of floats."""
    return {
        name: [None if value is None else float(value) for value in values]
        for name, values in columns.items()
    }


def of_health(rules: ps.Rulebook, rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Give rows as columns of numbers of the components of customer health."""
    ids = rules.health.components.ids
    return {
        id_: [None if row[place] is None else float(row[place]) for row in rows]
        for place, id_ in enumerate(ids)
    }


class TestEveryEngine:
    @pytest.mark.parametrize("engine", ALL_ENGINES)
    def test_says_on_every_edge_what_the_card_says(
        self, rules: ps.Rulebook, engine: str
    ) -> None:
        """Edges, halves, gaps, NaN, infinities: each row is the scalar rule's."""
        columns = of_health(rules, EDGES)
        said = said_of_all(rules.health, columns, "reweight")
        assert said["score"][:3] == [90.0, 90.0, 89.997]
        assert said["band"][:3] == ["champion", "champion", "healthy"]
        assert told_of(columns, rules.health, "reweight", engine) == said

    @pytest.mark.parametrize("missing", POLICIES)
    @pytest.mark.parametrize("engine", ENGINES)
    def test_says_the_same_with_every_policy(
        self, rules: ps.Rulebook, engine: str, missing: Missing
    ) -> None:
        """What happens where something is missing is what the card's policy says."""
        columns = of_health(rules, EDGES)
        said = said_of_all(rules.health, columns, missing)
        assert len(set(said["status"])) == {"range": 2}.get(missing, 3)
        assert told_of(columns, rules.health, missing, engine) == said

    @pytest.mark.parametrize("rows", [(), EDGES[:1], EDGES[8:9]])
    @pytest.mark.parametrize("engine", ENGINES)
    def test_scores_few_rows_and_none(
        self, rules: ps.Rulebook, engine: str, rows: Any
    ) -> None:
        """Frames without rows, of one, and of one of which nothing is known, work."""
        columns = {
            name: pl.Series(values, dtype=pl.Float64)
            for name, values in of_health(rules, rows).items()
        }
        said = said_of_all(rules.health, columns, "reweight")
        assert told_of(columns, rules.health, "reweight", engine) == said

    @pytest.mark.parametrize("engine", ENGINES)
    def test_keeps_kind_and_columns_and_what_was_given(
        self, rules: ps.Rulebook, engine: str
    ) -> None:
        """The frame stays as it is; a new one has its columns and the new ones."""
        frame = make_frame({"id": ["a"], **of_health(rules, EDGES[:1])}, engine)
        before = nw.from_native(frame).collect_schema().names()
        scored = score(frame, rules.health, prefix="health_")
        assert type(scored) is type(frame)
        assert nw.from_native(frame).collect_schema().names() == before
        added = nw.from_native(scored).collect_schema().names()
        assert added == [
            *before,
            "health_score",
            "health_band",
            "health_greatest_drag",
            "health_points_lost",
            "health_points_to_next",
            "health_known_percent",
            "health_status",
        ]


class TestCards:
    @pytest.mark.parametrize("engine", ["polars", "polars lazy"])
    def test_a_divisor_that_is_the_same_for_all(self, engine: str) -> None:
        """Where each row has all that one component asks, floats are the nearest."""
        one = card(component("one"), floors={"lowest": 0})
        columns = floats(one=[58.34, 61.84, 44.27, 100.0, 0.0])
        said = said_of_all(one, columns, "reweight")
        assert said["points_lost"] == [41.66, 38.16, 55.73, None, 100.0]
        assert told_of(columns, one, "reweight", engine) == said

    @pytest.mark.parametrize("missing", POLICIES)
    def test_of_every_direction_and_scale(self, missing: Missing) -> None:
        """A scale with other ends, lower numbers that are better, odd weights."""
        one = card(
            component("speed", 3),
            component("faults", 2, better="lower"),
            component("tone", 7),
            low=-10,
            high="7.25",
            floors={"good": "1.5", "fair": -2, "poor": -10},
            least_coverage=Decimal("33.3"),
        )
        columns = generated(ends_of(one), 400, 1)
        assert told_of(columns, one, missing) == said_of_all(one, columns, missing)

    @pytest.mark.parametrize("missing", ["refuse", "range"])
    def test_that_are_sums_of_whole_ratings(self, missing: Missing) -> None:
        """A sum is not divided by weights, and ratings between two are none."""
        one = card(
            component("care", 3),
            component("noise", 2, better="lower"),
            low=1,
            high=5,
            whole=True,
            combine="sum",
        )
        columns = floats(
            care=[5, 1, 3, None, 4.5, 0, NAN, 2],
            noise=[1, 5, None, 3, 2, 2, NAN, 6],
        )
        said = said_of_all(one, columns, missing)
        assert said["status"].count("out of range") == 3
        for engine in ("polars", "pandas"):
            assert told_of(columns, one, missing, engine) == said

    def test_of_one_component_in_one_band(self) -> None:
        """There is no next band, and no other component to compare with."""
        one = card(component("speed", 3), floors={"any": 0})
        columns = {"speed": [100.0, 12.5, None]}
        said = said_of_all(one, columns, "reweight")
        assert said["points_to_next"] == [None, None, None]
        assert told_of(columns, one, "reweight") == said

    def test_whose_sums_need_more_than_32_bits(self) -> None:
        """Large weights make large sums, which stay exact."""
        one = card(component("speed", 100_003), component("tone", 99_991))
        columns = {"speed": [89.99, 33.33, 100.0], "tone": [90.01, 66.67, None]}
        said = said_of_all(one, columns, "reweight")
        assert told_of(columns, one, "reweight") == said

    def test_have_no_next_band_that_is_not_reached_by_what_is_told(self) -> None:
        """What is told is the float nearest to the points that are missing."""
        one = card(
            component("speed", 3), component("tone", 4), floors={"a": 90, "b": 0}
        )
        columns = {"speed": [80.0, 71.43], "tone": [80.0, 71.44]}
        assert told_of(columns, one, "refuse")["points_to_next"][0] == 10
        assert told_of(columns, one, "refuse") == said_of_all(one, columns, "refuse")


MEASURED = card(
    component(
        "work",
        3,
        measures=[
            measure("uptime", 5, target=target("at_least", "99.9"), zero=99),
            measure("delay", 3, target=target("below", 100), zero=400, decimals=2),
            measure("lag", 2, target=target("at_most", 10), zero=30, low=0),
            measure("gain", 1, target=target("above", 3), zero=-3),
            measure(
                "load", 2, target=target("between", 30, upper=60), zero=5, zero_above=95
            ),
        ],
    ),
    component("use", 2, measures=[measure("share", 1, better="higher", decimals=1)]),
    component(
        "trend",
        2,
        measures=[
            measure("slope", 4, curve=[(-5, 0), (0, 33), ("2.5", 90)], better="higher"),
            measure("churn", 1, curve=[(0, 100), (3, 10)], better="lower", high=50),
        ],
    ),
    component("feel", 4),
    floors={"good": 80, "fair": 50, "poor": 0},
    least_coverage=Decimal(60),
)
FALLING = card(
    component("calm", 1, better="lower", measures=[measure("noise", better="lower")]),
    component("other", 1),
    low=1,
    high=5,
)


class TestMeasures:
    @pytest.mark.parametrize(
        ("engine", "missing"),
        [
            *(("polars", policy) for policy in POLICIES),
            ("pandas", "reweight"),
            ("pyarrow", "range"),
        ],
    )
    def test_earn_what_they_earn_one_by_one(
        self, engine: str, missing: Missing
    ) -> None:
        """Targets of every relation, curves and ratings give the scalar points."""
        columns = generated(ends_of(MEASURED, measured=True), 150, 5)
        said = said_of_all(MEASURED, columns, missing)
        assert told_of(columns, MEASURED, missing, engine) == said

    def test_beside_a_target_fall_short_of_all_points(self) -> None:
        """Nothing below a target earns full points, and nothing above loses any."""
        columns = floats(
            uptime=[99.9, 99.89, 1e300, None],
            delay=[99.99, 100, -5, 400],
            lag=[10, 10.01, 0, -1],
            gain=[3.01, 3, 1e12, -1e12],
            load=[30, 60.01, 60, 45],
            share=[0.05, 99.95, 100, 50],
            slope=[-1e300, 1e300, 2.49, 0],
            churn=[0, 50, 3, 1.5],
            feel=[100, 100, 100, None],
        )
        for missing in POLICIES:
            said = said_of_all(MEASURED, columns, missing)
            assert told_of(columns, MEASURED, missing) == said
        assert said["status"] == ["scored", "scored", "scored", "out of range"]

    def test_fall_where_lower_is_better(self) -> None:
        """A rating is turned like its component, and so is the component's number."""
        columns = {"noise": [1.0, 4.25, None, 5.5], "other": [5.0, 2, 3, 3]}
        said = said_of_all(FALLING, columns, "reweight")
        assert said["score"] == [5.0, 1.875, 3.0, None]
        assert told_of(columns, FALLING, "reweight") == said

    def test_can_be_given_as_the_number_of_their_component(self) -> None:
        """A column of the component is read where none of its measures is there."""
        columns = {"work": [80.0], "use": [70.0], "trend": [None], "feel": [90.0]}
        said = said_of_all(MEASURED, columns, "reweight")
        assert told_of(columns, MEASURED, "reweight") == said

    @pytest.mark.parametrize("missing", ["refuse", "range"])
    def test_of_a_sum_are_all_needed(self, missing: Missing) -> None:
        """Ratings add up, and those that are missing widen the range alone."""
        one = card(
            component("plan", 2, measures=[measure("aim", 3, better="higher")]),
            component(
                "team",
                1,
                measures=[
                    measure("skill", 1, better="higher"),
                    measure("time", 4, better="higher"),
                ],
            ),
            low=1,
            high=5,
            whole=True,
            combine="sum",
        )
        columns = floats(
            aim=[5, 3, None, 2], skill=[1, None, None, 3], time=[4, 5, None, 4.5]
        )
        said = said_of_all(one, columns, missing)
        assert told_of(columns, one, missing) == said
        with pytest.raises(InvalidDataError) as caught:
            score(pl.DataFrame({"plan": [3], "aim": [2]}), one, missing=missing)
        assert {fault.code for fault in caught.value.problems} == {
            "given-two-ways",
            "missing-column",
        }


class TestColumns:
    @pytest.mark.parametrize("engine", ALL_ENGINES)
    @pytest.mark.rule("FRM-02")
    def test_are_refused_before_any_work(self, rules: ps.Rulebook, engine: str) -> None:
        """Every column that is missing, of texts or in the way is named at once."""
        columns = {
            "technical_performance": [92.0],
            "business_outcomes": ["71"],
            "user_adopton": [64.0],
            "status": ["new"],
        }
        with pytest.raises(InvalidDataError) as caught:
            score(make_frame(columns, engine), rules.health)
        assert found(caught.value.problems) == {
            ("business_outcomes", "wrong-type"),
            ("user_adoption", "missing-column"),
            ("relationship_strength", "missing-column"),
            ("status", "column-in-the-way"),
        }
        message = str(caught.value)
        assert "did you mean 'user_adopton'?" in message
        assert "it is for User adoption of Customer health" in message
        assert "nps" in message

    @pytest.mark.rule("FRM-02")
    def test_of_truths_and_of_objects_that_are_no_numbers_are_refused(
        self, rules: ps.Rulebook
    ) -> None:
        """A truth is no number, and neither is a text among numbers."""
        strange: list[Any] = [[True, False], [70.0, "80"], [70.0, True]]
        for values in strange:
            columns = of_health(rules, EDGES[:2])
            columns["user_adoption"] = values
            frame = pd.DataFrame(columns)
            if values[0] is not True:
                frame = frame.astype(object)
            with pytest.raises(InvalidDataError, match="has to hold numbers"):
                score(frame, rules.health)

    @pytest.mark.parametrize(
        "values",
        [
            pl.Series([89, None, 101]),
            pl.Series([89, None, 101], dtype=pl.UInt8),
            pl.Series([89.25, None, 100.5], dtype=pl.Float32),
            pl.Series(["89.29", None, "100.01"]).cast(pl.Decimal(5, 2)),
            pl.Series([None, None, None]),
        ],
    )
    @pytest.mark.parametrize("engine", ["polars", "pyarrow", "pandas", "duckdb"])
    def test_hold_numbers_of_any_type(
        self, rules: ps.Rulebook, engine: str, values: pl.Series
    ) -> None:
        """Whole numbers, single floats and decimals count as the card counts them."""
        columns = of_health(rules, EDGES[:3])
        columns["user_adoption"] = values
        said = said_of_all(rules.health, columns, "reweight")
        assert told_of(columns, rules.health, "reweight", engine) == said

    @pytest.mark.rule("FRM-02")
    def test_of_a_component_and_of_its_measures_are_one_too_many(self) -> None:
        """Which of the two would count is not guessed."""
        columns = {"noise": [1.0], "calm": [2.0], "other": [1.0]}
        with pytest.raises(InvalidDataError) as caught:
            score(pl.DataFrame(columns), FALLING)
        assert found(caught.value.problems) == {("calm", "given-two-ways")}
        assert "leave out this column or noise" in str(caught.value)

    @pytest.mark.rule("FRM-02")
    def test_of_some_measures_ask_for_the_others(self) -> None:
        """Each measure of a component has a column, though it may be empty."""
        columns = {"slope": [1.0], "work": [2.0], "use": [2.0], "feel": [1.0]}
        with pytest.raises(InvalidDataError, match="Churn of Care, which can be empty"):
            score(pl.DataFrame(columns), MEASURED)

    @pytest.mark.rule("FRM-02")
    def test_are_in_the_way_in_whatever_case_where_case_is_nothing(
        self, rules: ps.Rulebook
    ) -> None:
        """SQL takes no note of case, so that 'Score' and 'score' would be one."""
        duckdb = pytest.importorskip("duckdb", reason="needs duckdb")
        columns = {"Score": [1], "_STEP_1": [7], **of_health(rules, EDGES[:1])}
        table = duckdb.from_arrow(pl.DataFrame(columns).to_arrow())
        with pytest.raises(InvalidDataError, match="score: there is such a column"):
            score(table, rules.health)
        scored = told(score(table, rules.health, prefix="p_"), ["p_score", "_STEP_1"])
        assert scored == {"p_score": [90.0], "_STEP_1": [7]}


class TestMisuse:
    def test_of_a_policy_is_refused_with_near_misses(self, rules: ps.Rulebook) -> None:
        """A policy that is none is named with those that are alike."""
        frame = pl.DataFrame(of_health(rules, EDGES[:1]))
        with pytest.raises(UnknownNameError, match="did you mean 'reweight'"):
            score(frame, rules.health, missing="rewieght")  # type: ignore[arg-type]

    def test_of_a_sum_is_refused_as_the_card_refuses(self) -> None:
        """Parts of a sum are another sum."""
        one = card(component("care"), combine="sum")
        with pytest.raises(InvalidValueError, match="choose missing='range'"):
            score(pl.DataFrame({"care": [1]}), one)

    def test_of_what_is_no_card_or_no_frame_is_refused(
        self, rules: ps.Rulebook
    ) -> None:
        """A rulebook is no card, and a list no dataframe."""
        with pytest.raises(InvalidUseError, match="needs a Scorecard, not Rulebook"):
            score(pl.DataFrame(), rules)  # type: ignore[arg-type]
        with pytest.raises(InvalidUseError, match="needs a dataframe"):
            score([], rules.health)  # type: ignore[type-var]

    def test_of_numbers_that_floats_cannot_tell_is_refused(self) -> None:
        """Where a column of floats would be inexact, it is not asked."""
        frame = pl.DataFrame({"care": [1.0], "speed": [1.0]})
        vast = [
            card(component("care"), high=10**12),
            card(component("care", 10**15)),
            card(
                component("care", 1, measures=[measure(weight=10**15, better="higher")])
            ),
        ]
        for one in vast:
            with pytest.raises(InvalidUseError, match="score the records one by one"):
                score(frame, one)
        fine = [
            measure(decimals=9, better="higher", weight=1),
            measure(curve=[(0, 0), (10**12, 100)], better="higher"),
            measure(curve=[(0, 0), ("1.000000001", "99.123456789")], better="higher"),
        ]
        low = {"low": 0, "high": 10_000}
        for place, each in enumerate(fine):
            ends = low if place == 0 else {}
            one = card(component("care", measures=[each]), **ends)
            with pytest.raises(InvalidUseError, match="counts more finely"):
                score(frame.drop("care"), one)
