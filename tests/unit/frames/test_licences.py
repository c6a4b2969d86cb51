"""Licences of a dataframe are judged as each count alone, on every engine."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import narwhals as nw
import pandas as pd
import polars as pl
import pytest

import partner_success as ps
from partner_success.core.bands import Band, Bands
from partner_success.errors import InvalidDataError, InvalidUseError
from partner_success.frames import judge_licences
from tests.support.row_rules import (
    CHEAP_ENGINES,
    LIBRARY_WARNINGS,
    LICENCES,
    OF_OBJECTS,
    ROW_ENGINES,
    assert_rows,
    frame_of,
    licence_answer,
    licence_grid,
    rows_of,
)

pytestmark = [
    pytest.mark.rule("LIC-01", "LIC-02", "LIC-03", "FRM-01"),
    *LIBRARY_WARNINGS,
]


@pytest.mark.parametrize("engine", ROW_ENGINES)
def test_each_row_is_judged_as_one_count(rules: ps.Rulebook, engine: str) -> None:
    """On every edge, without counts, and where they are none; the frame stays."""
    rows = licence_grid()
    frame = frame_of(rows, LICENCES, engine)
    before = nw.from_native(frame).collect_schema()
    found = judge_licences(frame, rules.licence)
    assert type(found) is type(frame)
    assert nw.from_native(frame).collect_schema() == before
    assert_rows(found, [licence_answer(rules.licence, row) for row in rows])
    names = nw.from_native(found).collect_schema().names()
    added = ["delta", "utilisation", "risk", "renewal_at_risk", "up_sell", "status"]
    assert names == ["row", "licensed", "active", *added]


def test_the_numbers_of_the_source(rules: ps.Rulebook) -> None:
    """High below a quarter, medium below 60 %, low from there on and for over-use."""
    frame = pl.DataFrame(
        {
            "licensed": [100, 100, 100, 100, 100, None],
            "active": [24, 25, 59, 60, 101, 0],
        }
    )
    found = judge_licences(frame, rules.licence)
    assert found["risk"].to_list() == ["high", "medium", "medium", "low", "low", None]
    assert found["renewal_at_risk"].to_list() == [True] * 3 + [False] * 3
    assert found["up_sell"].to_list() == [False] * 4 + [True, False]
    assert found["delta"].to_list() == [76, 75, 41, 40, -1, 0]
    assert found["utilisation"].to_list() == [24.0, 25.0, 59.0, 60.0, 101.0, None]
    assert found["status"].to_list() == ["judged"] * 5 + ["nothing to judge"]
    assert found.schema["delta"] == pl.Int64


@pytest.mark.parametrize("engine", ["polars", "pandas", "duckdb"])
def test_other_bands_and_other_names(engine: str) -> None:
    """Floors may be hundredths, no band be risky, and columns have any name."""
    entries = [
        Band(id="good", name="Good", floor=Decimal("33.33")),
        Band(id="poor", name="Poor", floor=Decimal(0)),
    ]
    policy = ps.scoring.licence.LicencePolicy(
        id="ours",
        name="Ours",
        risks=Bands(entries=entries, low=Decimal(0), high=Decimal(100)),
        risky=(),
    )
    schema = {"seats": pl.Int64, "users": pl.Int64, "_active": pl.Int64}
    rows = [{"seats": 10_000, "users": users, "_active": 0} for users in (3333, 3332)]
    found = judge_licences(
        frame_of(rows, schema, engine),
        policy,
        licensed="seats",
        active="users",
        prefix="licence_",
    )
    assert rows_of(found, ["licence_risk", "licence_renewal_at_risk", "_active"]) == [
        {"licence_risk": "good", "licence_renewal_at_risk": False, "_active": 0},
        {"licence_risk": "poor", "licence_renewal_at_risk": False, "_active": 0},
    ]


@pytest.mark.parametrize("engine", CHEAP_ENGINES)
def test_whole_numbers_that_no_float_holds(rules: ps.Rulebook, engine: str) -> None:
    """They are out of range, as floats of that size are."""
    vast = [2**63 - 1, 2**53 + 1, 100, 0, None]
    rows = [{"licensed": one, "active": other} for one in vast for other in vast]
    frame = frame_of(rows, dict.fromkeys(LICENCES, pl.Int64), engine)
    found = judge_licences(frame, rules.licence)
    assert_rows(found, [licence_answer(rules.licence, row) for row in rows])


@pytest.mark.parametrize("engine", ["polars", "pandas", "pyarrow", "duckdb"])
def test_whole_numbers_that_are_small(rules: ps.Rulebook, engine: str) -> None:
    """Their products are not, and are counted like any."""
    small = [255, 153, 1, 0]
    rows = [{"licensed": one, "active": other} for one in small for other in small]
    frame = frame_of(rows, dict.fromkeys(LICENCES, pl.UInt8), engine)
    found = judge_licences(frame, rules.licence)
    assert_rows(found, [licence_answer(rules.licence, row) for row in rows])


def test_what_is_lazy_stays_lazy(rules: ps.Rulebook) -> None:
    """Nothing is computed before it is asked for."""
    broken = pl.LazyFrame({"licensed": [1], "active": [1]}).map_batches(
        lambda _: pytest.fail("it was computed"),
        schema={"licensed": pl.Int64, "active": pl.Int64},
    )
    assert isinstance(judge_licences(broken, rules.licence), pl.LazyFrame)


@pytest.mark.parametrize("engine", ["polars", "polars lazy", "pyarrow", "duckdb"])
def test_a_frame_without_rows(rules: ps.Rulebook, engine: str) -> None:
    """It gets the columns all the same."""
    found = judge_licences(frame_of([], LICENCES, engine), rules.licence)
    assert rows_of(found, ["delta", "risk", "status"]) == []


def test_columns_in_which_nothing_is_known(rules: ps.Rulebook) -> None:
    """They count as none, and have no type."""
    found = judge_licences(
        pl.DataFrame({"licensed": [None], "active": [None]}), rules.licence
    )
    assert found["status"].to_list() == ["nothing to judge"]


def refused(kind: type[Exception], *given: Any, **options: Any) -> str:
    """Give what is said where licences cannot be judged."""
    with pytest.raises(kind) as error:
        judge_licences(*given, **options)
    return str(error.value)


@pytest.mark.rule("FRM-02")
def test_refusals_name_every_column(rules: ps.Rulebook) -> None:
    """Missing, of another type, in the way; and what is no frame or policy."""
    policy = rules.licence
    frame = pl.DataFrame({"licenced": [1], "active": ["1"], "risk": ["high"]})
    assert refused(InvalidDataError, frame, policy) == (
        "the dataframe for judging licences: 3 faults\n"
        "  - licensed: no column is called 'licensed'; did you mean 'licenced'?; it is"
        " for how many users the licence covers\n"
        "  - active: has to hold numbers; found String\n"
        "  - risk: there is such a column already; rename it, or say prefix="
    )
    objects = frame_of([{"licensed": 2, "active": 1}], LICENCES, OF_OBJECTS)
    assert judge_licences(objects, policy)["utilisation"].to_list() == [50]
    texts = pd.DataFrame({"licensed": ["2"], "active": [1]}, dtype=object)
    assert "licensed: has to hold numbers" in refused(InvalidDataError, texts, policy)
    truths = pd.DataFrame({"licensed": [True], "active": [1]})
    assert "found Boolean" in refused(InvalidDataError, truths, policy)
    assert "judging licences needs a dataframe" in refused(InvalidUseError, [], policy)
    wrong = attrs.asdict(policy)
    assert "needs a LicencePolicy, not dict" in refused(InvalidUseError, frame, wrong)


def test_as_many_licences_everywhere(rules: ps.Rulebook) -> None:
    """One number for all rows gives each the share that it alone would have."""
    active = list(range(1, 4_000, 7))
    frame = pl.DataFrame({"active": active}).with_columns(licensed=pl.lit(4_900))
    found = judge_licences(frame, rules.licence)
    assert found["utilisation"].to_list() == [each * 100 / 4_900 for each in active]
