"""Scores over frames beside what an expert would write by hand, and a whole review."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl
from _measuring import (
    Row,
    median_ratio,
    microseconds_in_turns,
    options,
    peak_memory,
    tell,
)
from _portfolio_peers import SQL, TOLD, WEIGHTS, by_hand
from _portfolio_size import size_rows

import partner_success as ps
from partner_success.frames import score

MOST_MEMORY = 1_000_000_000


def accounts(rows: int) -> pl.DataFrame:
    """Give accounts with numbers of two digits, a tenth of which is missing."""
    draw = np.random.default_rng(20260101)
    columns = {}
    for id_ in WEIGHTS:
        numbers = draw.integers(4_000, 10_001, rows) / 100
        numbers[draw.random(rows) < 0.1] = np.nan
        columns[id_] = pl.Series(numbers, nan_to_null=True)
    return pl.DataFrame(columns)


def engine_rows(frame: pl.DataFrame, *, rounds: int) -> list[Row]:
    """Time health, band and greatest drag on Polars and DuckDB beside hand-written."""
    health = ps.standard().health
    asked = [*WEIGHTS, *TOLD]
    connection = duckdb.connect()
    connection.register("given", frame)
    connection.execute("create table accounts as select * from given")
    table = connection.table("accounts")

    def polars() -> pl.DataFrame:
        return score(frame.lazy(), health).select(asked).collect()

    def polars_by_hand() -> pl.DataFrame:
        return by_hand(frame.lazy()).collect()

    def duck() -> Any:
        return score(table, health).select(*asked).to_arrow_table()

    def duck_by_hand() -> Any:
        return connection.sql(SQL).to_arrow_table()

    found = polars()
    if not found.equals(polars_by_hand()) or not (
        found.equals(pl.DataFrame(duck()))
        and found.equals(pl.DataFrame(duck_by_hand()))
    ):
        raise AssertionError("the four do not say the same")
    ratios = []
    for jobs in ((polars, polars_by_hand), (duck, duck_by_hand)):
        ours, theirs = microseconds_in_turns(jobs, rounds=rounds, calls=1)
        ratios.append(median_ratio(ours, theirs))
    return [
        Row("scores on Polars over hand-written Polars, ratio", ratios[0], 1.15),
        Row("scores on DuckDB over hand-written SQL, ratio", ratios[1], 1.15),
    ]


def one_by_one_rows(frame: pl.DataFrame, *, rounds: int) -> list[Row]:
    """Time the explained rule record by record beside the same rows in a frame."""
    health = ps.standard().health
    few = frame.head(20_000).rows(named=True)

    def one_by_one() -> object:
        found = []
        for values in few:
            made = health.score(values, missing="reweight")
            if isinstance(made, ps.Score):
                drag = made.greatest_drag
                found.append((made.value, made.band.id, drag and drag.id))
        return found

    def in_a_frame() -> object:
        return score(frame.lazy(), health).select(*WEIGHTS, *TOLD).collect()

    single, whole = microseconds_in_turns(
        (one_by_one, in_a_frame), rounds=rounds, calls=1
    )
    per_row = statistics.median(single) / len(few)
    ratio = per_row / (statistics.median(whole) / len(frame))
    return [Row("one by one in Python over a frame, ratio", ratio, 60, at_least=True)]


def stream(job: str, source: str, target: str) -> None:
    """Do one job from Parquet to Parquet, and print how long it took and its memory."""
    from time import perf_counter

    health = ps.standard().health
    jobs: dict[str, Callable[[pl.LazyFrame], pl.LazyFrame]] = {
        "frames": lambda frame: score(frame, health).select(*WEIGHTS, *TOLD),
        "by hand": by_hand,
        "copy": lambda frame: frame,
    }
    # What is loaded once takes no part in what a million rows take.
    jobs[job](accounts(1).lazy()).collect()
    start = perf_counter()
    jobs[job](pl.scan_parquet(source)).sink_parquet(target)
    taken = perf_counter() - start
    print(json.dumps([taken, peak_memory()]))


def stream_rows(frame: pl.DataFrame, *, rounds: int) -> list[Row]:
    """Time Parquet to Parquet in processes of their own, in turns."""
    found: dict[str, list[tuple[float, float]]] = {
        "frames": [],
        "by hand": [],
        "copy": [],
    }
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "accounts.parquet", Path(folder) / "scored"
        frame.write_parquet(source)
        for _ in range(rounds):
            for job, measured in found.items():
                command = [sys.executable, __file__, "--stream", job, source, target]
                told = subprocess.run(
                    command, capture_output=True, text=True, check=True
                ).stdout
                measured.append(tuple(json.loads(told)))
    times = {job: [taken for taken, _ in each] for job, each in found.items()}
    peak = max(memory for _, memory in found["frames"])
    return [
        Row(
            "Parquet to Parquet over the hand-written sink, ratio",
            median_ratio(times["frames"], times["by hand"]),
            1.15,
        ),
        Row(
            "Parquet to Parquet over copying the file, ratio",
            median_ratio(times["frames"], times["copy"]),
            1.8,
        ),
        Row("Parquet to Parquet, peak memory, bytes", peak, MOST_MEMORY),
    ]


def review_rows(*, rounds: int) -> list[Row]:
    """Time the command that reviews the example, from its start to its end."""
    example = Path(__file__).parents[1] / "examples" / "portfolio"
    review = [sys.executable, "-m", "partner_success", "review", str(example)]
    with tempfile.TemporaryDirectory() as folder:
        report = ["--out", str(Path(folder) / "report.html")]
        report += ["--compare", str(example / "earlier")]

        def run(*more: str) -> None:
            done = subprocess.run([*review, *more], capture_output=True, check=False)
            # Rows of the example are refused, which the exit code says.
            if done.returncode != 1:
                raise AssertionError(done.stderr.decode(errors="replace"))

        # What is compiled and kept at the first start is there from then on.
        run(*report)
        times = microseconds_in_turns(
            (run, lambda: run(*report)), rounds=rounds, calls=1
        )
    alone, reported = (statistics.median(each) / 1_000_000 for each in times)
    return [
        Row("review of the example, whole process, seconds", alone, 3),
        Row("review of the example with the report, seconds", reported, 6),
    ]


def main() -> int:
    """Measure and tell."""
    if sys.argv[1:2] == ["--stream"]:
        stream(*sys.argv[2:5])
        return 0
    chosen = options(__doc__ or "")
    size, rounds = (1_000_000, 3) if chosen.quick else (10_000_000, 7)
    frame = accounts(size)
    rows = engine_rows(frame, rounds=rounds)
    rows += stream_rows(frame, rounds=rounds)
    rows += one_by_one_rows(frame, rounds=rounds)
    rows += review_rows(rounds=rounds)
    rows += size_rows(5_000 if chosen.quick else 100_000)
    return tell(rows, as_json=chosen.json)


if __name__ == "__main__":
    sys.exit(main())
