"""What the benchmark scripts share: measuring in turns, and telling the result."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import timeit
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """One measured figure beside its bar.

    A figure holds when it is not above its bar, or, where the bar says `at_least`, when
    it is not below.
    """

    name: str
    value: float
    bar: float
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the bar is kept."""
        return self.value >= self.bar if self.at_least else self.value <= self.bar


def options(purpose: str, arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the options that every benchmark has."""
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    parser.add_argument("--quick", action="store_true", help="same rows, less data")
    return parser.parse_args(arguments)


def microseconds_in_turns(
    jobs: Sequence[Callable[[], object]], *, rounds: int, calls: int | Sequence[int]
) -> list[list[float]]:
    """Time jobs one after the other, round by round, in microseconds a call.

    A machine that is busy for a moment then slows all of them, not one. The calls are
    those of a round: as many for all, or of each job its own number.
    """
    counts = [calls] * len(jobs) if isinstance(calls, int) else calls
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for place, (job, count) in enumerate(zip(jobs, counts, strict=True)):
            taken = timeit.timeit(job, number=count)
            times[place].append(taken / count * 1e6)
    return times


def median_ratio(ours: Iterable[float], theirs: Iterable[float]) -> float:
    """Give the median of the ratios, round by round."""
    pairs = zip(ours, theirs, strict=True)
    return statistics.median(mine / other for mine, other in pairs)


def tell(rows: Sequence[Row], *, as_json: bool) -> int:
    """Print the rows and give the exit code: 0 when every bar is kept."""
    if as_json:
        data = [
            {
                "name": row.name,
                "value": round(row.value, 4),
                "bar": row.bar,
                "at_least": row.at_least,
                "holds": row.holds,
            }
            for row in rows
        ]
        json.dump(data, sys.stdout, indent=2)
        print()
    else:
        width = max(len(row.name) for row in rows)
        for row in rows:
            verdict = "holds" if row.holds else "DOES NOT HOLD"
            side = "at least" if row.at_least else "at most"
            figures = f"{row.value:10.3f}  {side} {row.bar:g}"
            print(f"{row.name:<{width}}  {figures}  {verdict}")
    return 0 if all(row.holds for row in rows) else 1


def peak_memory() -> int:
    """Give the most memory that this process had, in bytes.

    What `resource` tells of Linux counts that of the process which started this one.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        [line] = [each for each in lines if each.startswith("VmHWM:")]
        return int(line.split()[1]) * 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
