"""Columns of plain values as frames of every dataframe library, and back."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

import narwhals as nw
import pandas as pd
import polars as pl
import pytest

from tests.support import spark

Columns: TypeAlias = Mapping[str, Sequence[Any]]


def _pandas(frame: pl.DataFrame) -> pd.DataFrame:
    # Rows have other names than their places, and two have the same.
    names = pd.Index([9, *range(9, 8 + len(frame))][: len(frame)])
    return pd.DataFrame(frame.to_dict(as_series=False)).set_index(names)


def _pandas_categories(frame: pl.DataFrame) -> pd.DataFrame:
    # Versions of pandas call text differently.
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    return _pandas(frame).astype(dict.fromkeys(texts, "category"))


def _duckdb(frame: pl.DataFrame) -> Any:
    import duckdb

    return duckdb.from_arrow(frame.to_arrow())


def _dask(frame: pl.DataFrame) -> Any:
    """Read several Parquet files: frames made of memory hide what goes wrong there."""
    from dask import dataframe

    folder = Path(tempfile.mkdtemp(prefix="partitions-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    size = max(1, -(-len(frame) // 3))
    for place, rows in enumerate(range(0, max(1, len(frame)), size)):
        frame[rows : rows + size].write_parquet(folder / f"part-{place}.parquet")
    return dataframe.read_parquet(folder)


def _pyspark(frame: pl.DataFrame) -> Any:
    return spark.spark().createDataFrame(frame.to_arrow())


_MAKERS: dict[str, Callable[[pl.DataFrame], Any]] = {
    "polars": lambda frame: frame,
    "polars lazy": pl.DataFrame.lazy,
    "polars categories": lambda frame: frame.cast({pl.String: pl.Categorical}),
    "pandas": _pandas,
    "pandas objects": lambda frame: _pandas(frame).astype(object),
    "pandas categories": _pandas_categories,
    "pandas nullable": lambda frame: _pandas(frame).convert_dtypes(),
    "pandas over arrow": lambda frame: _pandas(frame).convert_dtypes(
        dtype_backend="pyarrow"
    ),
    "pyarrow": pl.DataFrame.to_arrow,
    "duckdb": _duckdb,
    "dask": _dask,
    "pyspark": _pyspark,
}

_LARGE = ("dask", "pyspark")
"""Those that are dear to ask, so that not everything is tried with them."""


def make_frames(columns: Columns, engines: Iterable[str]) -> dict[str, Any]:
    """Make a frame of columns with each of some engines, by the name of the engine."""
    frame = pl.DataFrame(columns)
    return {name: _MAKERS[name](frame) for name in engines}


def make_frame(columns: Columns, engine: str) -> Any:
    """Make a frame of columns with one engine."""
    return make_frames(columns, [engine])[engine]


INSTALLED = [
    name
    for name in _MAKERS
    if name not in _LARGE and (name != "duckdb" or find_spec("duckdb"))
]
"""The names of those that can be made here, and are cheap to ask."""

NEEDS_DUCKDB = pytest.mark.skipif(not find_spec("duckdb"), reason="needs duckdb")

ENGINES = [
    pytest.param(name, marks=NEEDS_DUCKDB if name == "duckdb" else ())
    for name in _MAKERS
    if name not in _LARGE
]
"""The names as parameters of tests; DuckDB is skipped where it is not installed."""

NEEDS_DASK = pytest.mark.skipif(not find_spec("dask"), reason="needs dask")
NEEDS_SPARK = pytest.mark.skipif(
    spark.MISSING is not None, reason=f"needs {spark.MISSING}"
)

ALL_ENGINES = [
    *ENGINES,
    pytest.param("dask", marks=NEEDS_DASK),
    pytest.param("pyspark", marks=NEEDS_SPARK),
]
"""The same with those that are dear to ask: tests of a few frames alone."""


def column(frame: Any, name: str) -> list[Any]:
    """Give the values of a column, and None where there is none."""
    table = nw.from_native(frame)
    if isinstance(table, nw.LazyFrame):
        table = table.collect()
    gaps = table[name].is_null().to_list()
    values = table[name].to_list()
    return [None if gap else value for gap, value in zip(gaps, values, strict=True)]
