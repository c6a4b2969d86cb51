"""What each engine does from Parquet to Parquet, in a process of its own."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time
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
    numbers = np.arange(place[0] // DAYS_READ, place[-1] // DAYS_READ + 1)
    first = np.datetime64(DAY - timedelta(days=DAYS_READ - 1))
    return pl.DataFrame(
        {
            "account_id": _names(numbers).gather(place // DAYS_READ - numbers[0]),
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
    """Do every job on an engine, and tell what each takes, and the most memory.

    Each is done on little data before, so that what is loaded once is not counted.
    """
    found: dict[str, Any] = {}
    with ENGINES[engine]() as tables:
        for name, job in JOBS.items():
            job(tables, small, engine)
            start, worked = perf_counter(), _family().seconds
            job(tables, folder, engine)
            found[name] = {
                "seconds": round(perf_counter() - start, 3),
                "processor": round(_family().seconds - worked, 3),
            }
        memory = _family().memory
    return {"jobs": found, "memory": memory}


class Family(NamedTuple):
    """What a process and those that it started took: seconds of cores, and bytes."""

    seconds: float
    memory: int


def _family() -> Family:
    """Tell what this process took; Spark, which runs in one of its own, is with it.

    Other systems than Linux tell of this process alone, and no memory.
    """
    if not Path("/proc/self/stat").exists():
        return Family(process_time(), 0)
    mine, seconds, memory = {os.getpid()}, 0.0, 0
    tick = os.sysconf("SC_CLK_TCK")
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda path: int(path.name)):
        try:
            # The name of the process, which may hold anything, is in brackets.
            stat = (folder / "stat").read_text(errors="replace").rpartition(")")[2]
            status = (folder / "status").read_text(errors="replace")
        except OSError:
            continue
        fields = stat.split()
        if int(folder.name) not in mine and int(fields[1]) not in mine:
            continue
        mine.add(int(folder.name))
        seconds += (int(fields[11]) + int(fields[12])) / tick
        peak = re.search(r"VmHWM:\s*(\d+) kB", status)
        memory += int(peak[1]) * 1024 if peak else 0
    return Family(seconds, memory)


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
