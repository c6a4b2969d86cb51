"""What each engine does from Parquet to Parquet, in a process of its own."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from _portfolio_peers import TOLD, WEIGHTS

import partner_success as ps
from partner_success.frames import score
from partner_success.frames.triggers import TriggerFrames, judge_triggers

DAY = date(2026, 5, 28)
DAYS_READ = 60
"""A customer has a reading of each of the last days."""

READ, SCORED, JUDGED = ("{}.parquet", "scored-{}", "judged-{}")
CHUNK = 500_000


class Tables(NamedTuple):
    """What an engine has of the files: those it reads, and how it writes one."""

    read: Callable[[Path], Any]
    write: Callable[[Any, Path], object]


def write_data(folder: Path, rows: int) -> None:
    """Write as many accounts, and as many readings of use, as there are rows.

    They are made piece by piece, so that they need little memory.
    """
    _write(folder / "accounts.parquet", rows, _scored_accounts)
    _write(folder / "usage.parquet", rows, _readings)
    _write(folder / "customers.parquet", -(-rows // DAYS_READ), _customers)


def _write(path: Path, rows: int, make: Callable[[int, int], pl.DataFrame]) -> None:
    import pyarrow.parquet as pq

    writer: Any = None
    for start in range(0, rows, CHUNK):
        table = make(start, min(CHUNK, rows - start)).to_arrow(
            compat_level=pl.CompatLevel.oldest()
        )
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    writer.close()


def _scored_accounts(start: int, rows: int) -> pl.DataFrame:
    """Give numbers of two digits, a tenth of which is missing."""
    draw = np.random.default_rng([20260101, start])
    columns = {}
    for id_ in WEIGHTS:
        numbers = draw.integers(4_000, 10_001, rows) / 100
        numbers[draw.random(rows) < 0.1] = np.nan
        columns[id_] = pl.Series(numbers, nan_to_null=True)
    return pl.DataFrame(columns)


def _customers(start: int, rows: int) -> pl.DataFrame:
    return pl.DataFrame({"account_id": _names(np.arange(start, start + rows))})


def _readings(start: int, rows: int) -> pl.DataFrame:
    """Give use of each day, in the order of the days, as a log has it."""
    draw = np.random.default_rng([20260102, start])
    place = np.arange(start, start + rows)
    first = np.datetime64(DAY - timedelta(days=DAYS_READ - 1))
    return pl.DataFrame(
        {
            "account_id": _names(place // DAYS_READ),
            "on": pl.Series(first + place % DAYS_READ).cast(pl.Date),
            "value": draw.integers(0, 10_001, rows) / 100,
        }
    )


def _names(numbers: Any) -> pl.Series:
    return "a-" + pl.Series(numbers).cast(pl.String).str.zfill(8)


@contextmanager
def _polars() -> Iterator[Tables]:
    yield Tables(pl.scan_parquet, lambda frame, path: frame.sink_parquet(path))


@contextmanager
def _duckdb() -> Iterator[Tables]:
    import duckdb

    with duckdb.connect() as connection:
        yield Tables(
            lambda path: connection.read_parquet(str(path)),
            lambda table, path: table.write_parquet(str(path)),
        )


@contextmanager
def _pyspark() -> Iterator[Tables]:
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder.master("local[*]").appName("engines")
    # The one setting that scores need; the other keeps the terminal quiet.
    builder = builder.config("spark.sql.codegen.hugeMethodLimit", "8000")
    spark = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    yield Tables(
        lambda path: spark.read.parquet(str(path)),
        lambda frame, path: frame.write.parquet(str(path)),
    )
    spark.stop()


ENGINES = {"Polars": _polars, "DuckDB": _duckdb, "PySpark": _pyspark}


def _score(tables: Tables, folder: Path, name: str) -> None:
    accounts = tables.read(folder / READ.format("accounts"))
    scored = score(accounts, ps.standard().health).select(*WEIGHTS, *TOLD)
    tables.write(scored, folder / SCORED.format(name))


def _judge(tables: Tables, folder: Path, name: str) -> None:
    frames = TriggerFrames(
        accounts=tables.read(folder / READ.format("customers")),
        usage=tables.read(folder / READ.format("usage")),
    )
    found = judge_triggers(frames, ps.standard().triggers, on=DAY)
    tables.write(found, folder / JUDGED.format(name))


JOBS = {"scores": _score, "triggers": _judge}


def run(engine: str, small: Path, folder: Path) -> dict[str, Any]:
    """Do every job on an engine, and tell the seconds of each and the most memory.

    Each is done on little data before, so that what is loaded once is not counted.
    """
    seconds = {}
    with ENGINES[engine]() as tables:
        for name, job in JOBS.items():
            job(tables, small, engine)
            start = perf_counter()
            job(tables, folder, engine)
            seconds[name] = perf_counter() - start
        memory = _peak_memory()
    return {"seconds": seconds, "memory": memory}


def _peak_memory() -> int:
    """Give the most memory of this process and of those it started, in bytes.

    Spark runs in a process of its own. Where the system does not tell, it is 0.
    """
    mine, peak = {os.getpid()}, 0
    for status in sorted(
        Path("/proc").glob("[0-9]*/status"), key=lambda path: int(path.parts[2])
    ):
        try:
            lines = status.read_text(encoding="ascii", errors="replace").splitlines()
        except OSError:
            continue
        told = dict(line.split(":", 1) for line in lines if ":" in line)
        process = int(status.parts[2])
        if process in mine or int(told["PPid"]) in mine:
            mine.add(process)
            peak += int(told.get("VmHWM", "0 kB").split()[0]) * 1024
    return peak


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
