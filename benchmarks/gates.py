"""Steps of a gate by table, beside the same machine driven by python-statemachine."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from _gates_log import whole_way
from _measuring import Row, median_ratio, microseconds_in_turns, options, tell

import partner_success as ps
from partner_success.core.decision import Reason
from partner_success.gates.machines import gate_table, machine_class

ROUND = ("fall_short", "rework", "block", "unblock")
"""Events that lead back to where they began."""
EVENTS = 60
PARTNERS = 20_000
ALL_EVENTS = 1_000_000


def hold(_guard: str) -> tuple[Reason, ...]:
    """Say that every guard holds."""
    return ()


class Facts:
    """What the guards of the machine ask."""

    may_start = True
    may_be_signed_off = True
    may_be_overridden = True


def step_rows(*, quick: bool) -> list[Row]:
    """Time a step of a gate."""
    table = gate_table()
    machine = machine_class("gate")(Facts())
    machine.send("start")

    def ours() -> str:
        state = "in_progress"
        for event in ROUND:
            state = table.step(state, event, hold).state
        return state

    def theirs() -> None:
        for event in ROUND:
            machine.send(event)

    assert ours() == "in_progress"
    theirs()
    assert "in_progress" in {state.id for state in machine.configuration}
    rounds, calls = (11, (2_000, 10)) if quick else (41, (10_000, 50))
    times = microseconds_in_turns([ours, theirs], rounds=rounds, calls=calls)
    per_step = [taken / len(ROUND) for taken in times[0]]
    ratio = median_ratio(times[1], times[0])
    return [
        Row("a step by table, us", statistics.median(per_step), 2),
        Row("a step, times as fast as python-statemachine", ratio, 60, at_least=True),
    ]


def replay_rows(*, quick: bool) -> list[Row]:
    """Time a whole journey replayed, and those of many partners."""
    journey = ps.standard().journey
    log = whole_way(journey, "acme", most=EVENTS)

    def ours() -> int:
        return journey.replay(log).version

    assert ours() == EVENTS
    rounds, calls = (11, 200) if quick else (41, 500)
    times = microseconds_in_turns([ours], rounds=rounds, calls=calls)
    share = 0.1 if quick else 1.0
    return [
        Row(f"{EVENTS} events replayed, us", statistics.median(times[0]), 300),
        Row(
            "a million events of 20,000 partners, s",
            statistics.median(seconds_for_all(share=share, rounds=3)) / share,
            6,
        ),
    ]


def seconds_for_all(*, share: float, rounds: int) -> list[float]:
    """Time the logs of all partners, or of a share of them."""
    journey = ps.standard().journey
    count, each = int(PARTNERS * share), ALL_EVENTS // PARTNERS
    # All are alike but for whose they are, and each is an object of its own.
    logs = [
        whole_way(journey, f"partner-{place}", most=EVENTS)[:each]
        for place in range(count)
    ]
    replay: Callable[..., object] = journey.replay

    def once() -> float:
        start = time.perf_counter()
        for log in logs:
            replay(log)
        return time.perf_counter() - start

    return [once() for _ in range(rounds)]


def main() -> int:
    """Measure and tell."""
    chosen = options(__doc__ or "")
    rows = [*step_rows(quick=chosen.quick), *replay_rows(quick=chosen.quick)]
    return tell(rows, as_json=chosen.json)


if __name__ == "__main__":
    sys.exit(main())
