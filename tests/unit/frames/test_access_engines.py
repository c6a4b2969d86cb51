"""Lists over a larger frame are the same on every engine, also on those of many parts.

What each word of a condition means is tried with small frames elsewhere.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import polars as pl
import pytest

import partner_success as ps
from partner_success.access import Actor
from partner_success.errors import InvalidUseError, InvalidValueError
from partner_success.frames import access_expression, add_person_keys, select_visible
from partner_success.partners import person_key
from tests.support.engines import (
    ALL_ENGINES,
    NEEDS_DASK,
    NEEDS_SPARK,
    column,
    make_frame,
)
from tests.support.row_rules import LIBRARY_WARNINGS, frame_of, rows_of
from tests.unit.frames.partners import ADA, AT, INES, TOMAS, grant, grants_of, seen

pytestmark = [pytest.mark.rule("ACC-05", "ACC-11", "FRM-01"), *LIBRARY_WARNINGS]

SCHEMA = {
    "partner_id": pl.String,
    "stage": pl.String,
    "psm_key": pl.String,
    "tpm_key": pl.String,
}
STAGES = ("gate_0", "gate_1", "gate_3", "post_launch", "Gate_3", "", None)
KEYS = (ADA.key, INES.key, TOMAS.key, "nan", "'; --", "%", "", None)
PLACES = ("acme", "birch", "cedar", "", None)


def partners() -> list[dict[str, Any]]:
    """Give partners of every kind."""
    names = list(SCHEMA)
    return [
        dict(zip(names, each, strict=True))
        for each in product(PLACES, STAGES, KEYS, KEYS[:4])
    ]


@pytest.mark.parametrize("engine", ALL_ENGINES)
def test_a_list_is_that_of_rows_one_by_one(rules: ps.Rulebook, engine: str) -> None:
    """By keys and stages, with grants, and marked instead of filtered."""
    rows = partners()
    frame = frame_of(rows, SCHEMA, engine)
    told = [
        {**row, "team": {"PSM": row["psm_key"], "TPM": row["tpm_key"]}} for row in rows
    ]
    predicate = seen(rules, "PSM", "TPM", grants=[grant(), grant(partner_id="cedar")])
    expected = [predicate.matches(row) for row in told]
    found = select_visible(frame, predicate)
    assert type(found) is type(frame)
    places = [place for place, holds in enumerate(expected) if holds]
    assert sorted(column(found, "row")) == places
    assert 0 < len(places) < len(rows)
    # The grant that stands in the table is the one on Birch.
    table = make_frame(grants_of(), engine)
    given = seen(rules, "PSM", "TPM", grants=[grant()])
    found = select_visible(frame, seen(rules, "PSM", "TPM"), grants=table)
    assert rows_of(found, SCHEMA) == [
        row for row, each in zip(rows, told, strict=True) if given.matches(each)
    ]


@pytest.mark.parametrize(
    "engine",
    [
        pytest.param("dask", marks=NEEDS_DASK),
        pytest.param("pyspark", marks=NEEDS_SPARK),
    ],
)
def test_a_mark_is_a_truth_in_each_row(rules: ps.Rulebook, engine: str) -> None:
    """Also where it is the same in all, with rows in several parts."""
    import narwhals as nw

    frame = frame_of(partners()[60:130], SCHEMA, engine)
    some, every, none = (
        access_expression(frame, seen(rules, *roles))
        for roles in (["PSM"], ["ADMIN"], [])
    )
    found = nw.from_native(frame).with_columns(some=some, every=every, none=none)
    marks = rows_of(found.to_native(), ["some", "every", "none"])
    assert {(each["every"], each["none"]) for each in marks} == {(True, False)}
    assert {each["some"] for each in marks} == {True, False}


def may_edit(rules: ps.Rulebook) -> Any:
    """What must hold of a partner so that Ada may edit it as its PAM."""
    actor = Actor(id=ADA.id, email=ADA.email, roles=["PAM"])
    return rules.access.predicate(actor, "edit_partner", at=AT)


LISTS = [[INES.key, ADA.key], [], None, [None, ADA.key], [f"{ADA.key}x"], [ADA.key]]


@pytest.mark.rule("ACC-09")
@NEEDS_SPARK
def test_spark_finds_a_key_in_a_list(rules: ps.Rulebook) -> None:
    """A role may have several people, in lists of any length."""
    frame = make_frame({"row": range(6), "pam_key": LISTS}, "pyspark")
    assert column(select_visible(frame, may_edit(rules)), "row") == [0, 3, 5]


@pytest.mark.rule("ACC-09")
@NEEDS_DASK
def test_dask_is_told_what_its_objects_are(rules: ps.Rulebook) -> None:
    """It does not say that they are lists; each way round leads to the same rows."""
    from dask import dataframe

    frame = make_frame({"row": range(6), "pam_key": LISTS}, "dask")
    with pytest.raises(InvalidValueError, match="'pam_key' holds objects, and Dask"):
        select_visible(frame, may_edit(rules))
    exploded = frame.explode("pam_key").astype({"pam_key": "string[pyarrow]"})
    assert column(select_visible(exploded, may_edit(rules)), "row") == [0, 3, 5]
    nothing = make_frame({"row": range(6), "pam_key": [None] * 6}, "dask")
    keys = nothing.astype({"pam_key": "string[pyarrow]"})
    assert column(select_visible(keys, may_edit(rules)), "row") == []
    told = pl.DataFrame({"row": range(6), "pam_key": LISTS}).to_pandas(
        use_pyarrow_extension_array=True
    )
    several = dataframe.from_pandas(told, npartitions=2)
    assert column(select_visible(several, may_edit(rules)), "row") == [0, 3, 5]


EMAILS = [" Ada@Example.com", "ada@example.COM ", None, "", " ", "é@x.com", "É@X.com"]


@pytest.mark.rule("ACC-09")
@NEEDS_DASK
def test_keys_of_people_in_dask() -> None:
    """They are added to each part, as the refusal says."""
    frame = make_frame({"row": range(7), "psm_email": EMAILS}, "dask")
    told = {"email": "psm_email", "key": "psm_key"}
    with pytest.raises(InvalidUseError) as error:
        add_person_keys(frame, **told)
    assert str(error.value).endswith(
        "use frame.map_partitions(add_person_keys, email='psm_email', key='psm_key')"
    )
    found = frame.map_partitions(add_person_keys, **told)
    assert column(found, "psm_key") == [person_key(each) for each in EMAILS]


@pytest.mark.rule("ACC-09")
@NEEDS_SPARK
def test_keys_of_people_in_spark() -> None:
    """They are added to each part, as the refusal says."""
    frame = make_frame({"row": range(7), "psm_email": EMAILS}, "pyspark")
    told = {"email": "psm_email", "key": "psm_key"}
    with pytest.raises(InvalidUseError) as error:
        add_person_keys(frame, **told)
    assert str(error.value).endswith(
        "use frame.mapInPandas(lambda parts: (add_person_keys(part, email='psm_email',"
        " key='psm_key') for part in parts), schema), whose schema is that of the frame"
        " and 'psm_key', a string"
    )
    found = frame.coalesce(1).mapInPandas(
        lambda parts: (add_person_keys(part, **told) for part in parts),
        "row bigint, psm_email string, psm_key string",
    )
    keys = [person_key(each) for each in EMAILS]
    assert rows_of(found, ["psm_key"]) == [{"psm_key": key} for key in keys]
