"""Time against rows, from Parquet to Parquet, on Polars, DuckDB and PySpark.

The bar is that the work grows with the rows and no faster: a row of the largest file
may cost at most half as much again as one of the smallest. ``--keep FILE`` writes what
was measured, as the documentation shows it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from _engines_jobs import ENGINES, JOBS, write_data
from _measuring import Row, options, tell

SIZES = (1_000_000, 3_000_000, 10_000_000, 30_000_000)
FEW_SIZES = (100_000, 300_000)
SMALL = 1_000
MOST_GROWTH = 1.5


def measure(sizes: tuple[int, ...], keep: Path | None) -> list[dict[str, Any]]:
    """Do every job of every size on every engine, each engine in its own process."""
    found: list[dict[str, Any]] = []
    script = Path(__file__).with_name("_engines_jobs.py")
    with tempfile.TemporaryDirectory() as name:
        small, folder = Path(name) / "small", Path(name) / "large"
        for rows in sizes:
            for each, size in ((small, SMALL), (folder, rows)):
                shutil.rmtree(each, ignore_errors=True)
                each.mkdir()
                write_data(each, size)
            for engine in ENGINES:
                command = [sys.executable, script, engine, small, folder]
                told = subprocess.run(command, stdout=subprocess.PIPE, check=True)
                made = json.loads(told.stdout)
                found.append({"engine": engine, "rows": rows, **made})
                print(f"{engine}, {rows:,} rows: {made}", file=sys.stderr)
                if keep:
                    kept = {"cores": os.cpu_count(), "measured": found}
                    text = json.dumps(kept, indent=2)
                    keep.write_text(f"{text}\n", encoding="utf-8")
                for each in (small, folder):
                    _clear(each)
    return found


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.suffix != ".parquet":
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def rows_of(found: list[dict[str, Any]]) -> list[Row]:
    """Give how the work for a row grows.

    The work is how long cores were busy: who else uses the machine changes it little.
    """
    rows = []
    for engine in ENGINES:
        mine = [each for each in found if each["engine"] == engine]
        for job in JOBS:
            least, most = (
                each["jobs"][job]["processor"] / each["rows"]
                for each in (mine[0], mine[-1])
            )
            name = f"{job} on {engine}, a row of most over one of fewest, ratio"
            rows.append(Row(name, most / least, MOST_GROWTH))
    return rows


def show(found: list[dict[str, Any]]) -> None:
    """Print a line for each engine, size and job."""
    print(f"{os.cpu_count()} cores; the memory is that of both jobs")
    for job in JOBS:
        for each in found:
            seconds, worked = each["jobs"][job].values()
            print(
                f"{job:<9} {each['engine']:<8} {each['rows']:>11,} rows"
                f" {seconds:8.2f} s {worked:8.2f} s of cores"
                f" {each['rows'] / seconds:>13,.0f} rows/s"
                f" {each['memory'] / 1e9:6.2f} GB"
            )


def main() -> int:
    """Measure and tell."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--keep", type=Path, help="write what was measured")
    own, rest = parser.parse_known_args()
    chosen = options(__doc__ or "", rest)
    found = measure(FEW_SIZES if chosen.quick else SIZES, own.keep)
    if not chosen.json:
        show(found)
    return tell(rows_of(found), as_json=chosen.json)


if __name__ == "__main__":
    sys.exit(main())
