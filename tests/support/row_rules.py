"""Rows for the rules over dataframes, and what the rules say of each, one by one."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import attrs
import narwhals as nw
import polars as pl
import pytest

from partner_success.core.collections import FrozenMap
from partner_success.core.months import month_number
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.gates import GateState, Journey, JourneyState, launch_risk
from partner_success.practice.incentives import (
    CalendarMonth,
    Deal,
    IncentivePolicy,
    UsageMonth,
)
from partner_success.scoring.licence import LicencePolicy
from tests.support.engines import ALL_ENGINES, make_frame
from tests.support.partners_on_the_way import set_out

Row = dict[str, Any]

LIBRARY_WARNINGS = [
    pytest.mark.filterwarnings(f"ignore:{text}")
    for text in (
        "Dask support is moving:FutureWarning",
        "The inplace keyword",
        "PySpark does not yet fully support pandas:FutureWarning",
    )
]
"""What libraries say of themselves and of each other, and nothing here can mend."""

OF_OBJECTS = "pandas objects"

ROW_ENGINES = [each for each in ALL_ENGINES if OF_OBJECTS not in each.values]
"""Those that know that a column holds numbers."""

CHEAP_ENGINES = [
    each for each in ROW_ENGINES if each.values[0] not in ("dask", "pyspark")
]
"""Those of them on which everything can be tried."""

NO_WINDOWS = ("pyarrow", "dask")
WINDOW_ENGINES = [each for each in ROW_ENGINES if each.values[0] not in NO_WINDOWS]
"""Those that can look back over rows."""

ON = date(2026, 5, 4)
DAY = timedelta(days=1)


def frame_of(rows: Sequence[Row], schema: Mapping[str, Any], engine: str) -> Any:
    """Make a frame of rows, numbered in the column ``row``."""
    told = [{**each, "row": place} for place, each in enumerate(rows)]
    frame = pl.DataFrame(told, schema={"row": pl.Int64, **schema})
    if engine.startswith("pandas"):
        # It has no days.
        days = [name for name, kind in frame.schema.items() if kind == pl.Date]
        frame = frame.with_columns(pl.col(days).cast(pl.Datetime("us")))
    found: Any = frame
    return make_frame(found, engine)


def rows_of(frame: Any, names: Iterable[str]) -> list[Row]:
    """Give columns of a frame row by row, in the order of its column ``row``."""
    table = nw.from_native(frame)
    if isinstance(table, nw.LazyFrame):
        table = table.collect()
    cells = {}
    for name in ("row", *names):
        gaps, values = table[name].is_null().to_list(), table[name].to_list()
        cells[name] = [
            None if gap else value for gap, value in zip(gaps, values, strict=True)
        ]
    order = sorted(range(len(table)), key=cells["row"].__getitem__)
    return [{name: cells[name][place] for name in names} for place in order]


def assert_rows(frame: Any, expected: Sequence[Row]) -> None:
    """Hold a frame to what is expected of each row."""
    found = rows_of(frame, expected[0])
    for place, (one, other) in enumerate(zip(found, expected, strict=True)):
        assert one == other, place


# ---------------------------------------------------------------------- licences

LICENCES = {"licensed": pl.Float64, "active": pl.Float64}
MOST_USERS = 2**53 // 10_000

_COUNTS = (None, math.nan, 0, 1, 3, 4, 5, 8, 100, 10_000, 59_999_999, 100_000_000)
_EDGES = (-0.0, -1, 0.5, 1e-300, math.inf, -math.inf, 1e300, MOST_USERS, MOST_USERS + 1)


def licence_grid() -> list[Row]:
    """Give every pair of counts that could be told apart."""
    counts = (*_COUNTS, *_EDGES, 2_400, 2_499, 2_500, 2_501, 5_999, 6_000, 6_001)
    return [{"licensed": one, "active": other} for one in counts for other in counts]


def licence_rows(random: Random, count: int) -> list[Row]:
    """Give rows around the edges of bands, and some of no sense."""
    found = []
    for _ in range(count):
        licensed = random.choice([random.randint(0, 10**6), random.choice(_COUNTS)])
        share = random.choice([0, 25, 60, 100, random.randint(0, 130)])
        near = (licensed or 0) * share / 100 if licensed == licensed else 0
        active = math.floor(near) + random.choice([-1, 0, 1])
        odd = random.random() < 0.1
        found.append(
            {
                "licensed": licensed,
                "active": random.choice([*_COUNTS, *_EDGES]) if odd else active,
            }
        )
    return found


def licence_answer(policy: LicencePolicy, row: Row) -> Row:
    """Say what the policy says of one count."""
    licensed, active = row["licensed"], row["active"]
    try:
        found = policy.judge(licensed, active)
    except InvalidValueError:
        found = None
    if found is None or max(found.licensed, found.active) > MOST_USERS:
        told = dict.fromkeys(
            ("delta", "utilisation", "risk", "renewal_at_risk", "up_sell")
        )
        return {**told, "status": "out of range"}
    share = found.utilisation
    return {
        "delta": found.delta,
        "utilisation": None if share is None else float(100 * share),
        "risk": found.risk and found.risk.id,
        "renewal_at_risk": found.renewal_at_risk,
        "up_sell": found.up_sell,
        "status": "judged" if found.risk else "nothing to judge",
    }


# ---------------------------------------------------------------- risk of launches

LAUNCHES = {
    "stage": pl.String,
    "stage_started": pl.Date,
    "stage_ended": pl.Date,
    "target_launch": pl.Date,
    "launched_on": pl.Date,
}


def launch_grid(journey: Journey) -> list[Row]:
    """Give every way in which a partner can stand, at the edges of each level."""
    whole = sum(each.days or 0 for each in journey.stages)
    stages = (*journey.stages.ids, "Gate_1", "", None)
    used = (None, -3, 0, 1, 20, 21, 22, 90)
    left = (None, *(whole + each for each in (-500, -1, 0, 13, 14, 15)))
    found = [_launch(*each, None) for each in product(stages, used, left, (None, 1))]
    return [*found, _launch("gate_3", 1, 5, None, -2), _launch("x", 1, 5, None, 9)]


def _launch(
    stage: str | None,
    used: int | None,
    left: int | None,
    ended: int | None,
    launched: int | None,
) -> Row:
    return {
        "stage": stage,
        "stage_started": None if used is None else ON - used * DAY,
        "stage_ended": None if ended is None else ON - ended * DAY,
        "target_launch": None if left is None else ON + left * DAY,
        "launched_on": None if launched is None else ON + launched * DAY,
    }


def launch_rows(
    random: Random, count: int, journey: Journey, averages: Mapping[str, Any]
) -> list[Row]:
    """Give partners whose buffers lie around the edges of levels."""
    rows = [
        _launch(
            random.choice([*journey.stages.ids, "nowhere", None]),
            random.choice([None, *range(-5, 90)]),
            0,
            random.choice([None] * 8 + [1, 5]),
            random.choice([None] * 9 + [-3, 0, 4]),
        )
        for _ in range(count)
    ]
    for row, found in zip(rows, launch_answers(journey, rows, averages), strict=True):
        edge = random.choice([0, 3, 10, 14, random.randint(-40, 90)])
        needed = math.floor(found["days_needed"] or 0)
        target = ON + (needed + edge + random.choice([-1, 0, 1])) * DAY
        row["target_launch"] = random.choice([None] + [target] * 9)
    return rows


def launch_answers(
    journey: Journey, rows: Iterable[Row], averages: Mapping[str, Any] | None = None
) -> list[Row]:
    """Say what the rule says of the partner in each row."""
    start = set_out(journey).state
    return [_launch_answer(journey, _stand(start, row), averages) for row in rows]


def _launch_answer(
    journey: Journey, state: JourneyState, averages: Mapping[str, Any] | None
) -> Row:
    try:
        risk = launch_risk(journey, state, ON, averages)
    except UnknownNameError:
        names = ("days_left", "days_needed", "buffer", "level")
        return {**dict.fromkeys(names), "status": "unknown stage"}
    status = {"launched": "launched", "no-target": "no target"}
    return {
        "days_left": risk.days_left,
        "days_needed": float(risk.days_needed),
        "buffer": None if risk.buffer is None else float(risk.buffer),
        "level": risk.level,
        "status": status[risk.reasons[0].code] if risk.reasons else "judged",
    }


def _stand(start: JourneyState, row: Row) -> JourneyState:
    gates = {stage: GateState() for stage in start.gates}
    gates[row["stage"] or ""] = GateState(
        started_at=_morning(row["stage_started"]),
        ended_at=_morning(row["stage_ended"]),
    )
    return attrs.evolve(
        start,
        stage=row["stage"] or "",
        gates=FrozenMap(gates),
        target_launch=row["target_launch"],
        launch=attrs.evolve(start.launch, launched_on=row["launched_on"]),
    )


def _morning(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(9), UTC)


# ----------------------------------------------------------------- adoption runs

MONTHS = {
    "deal": pl.String,
    "month": pl.Date,
    "active": pl.Float64,
    "licensed": pl.Float64,
    "starts_on": pl.Date,
    "ends_on": pl.Date,
}


def month_rows(random: Random, deals: int) -> list[Row]:
    """Give the months of deals, good and bad ones, some wrong, in any order."""
    found: list[Row] = []
    for number in range(deals):
        deal = None if number == 3 else f"d-{number}"
        starts = date(2025, random.randint(1, 12), random.choice([1, 1, 15, 31][:3]))
        ends = random.choice([None, starts + random.randint(-9, 500) * DAY])
        starts_on = None if random.random() < 0.05 else starts
        month = CalendarMonth.of(starts - 40 * DAY)
        for _ in range(random.randint(1, 20)):
            for _ in range(random.choice([1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3])):
                month = month.next()
            day = month.first + random.randint(0, 27) * DAY
            licensed = random.choice([5, 10_000, 10_000, 10_000, 1, None, 0])
            active = random.choice([6_000, 6_001, 7_000, 5_999, None])
            if licensed not in (None, 10_000):
                active = random.choice([3, 5, 0])
            row = {
                "deal": deal,
                "month": None if random.random() < 0.02 else day,
                "active": _odd(random, active),
                "licensed": _odd(random, licensed),
                "starts_on": starts_on,
                "ends_on": ends,
            }
            found += [row, row] if random.random() < 0.03 else [row]
    random.shuffle(found)
    return found


def _odd(random: Random, count: float | None) -> float | None:
    odd = (-1, 0.5, math.inf, math.nan, 2.0**60)
    return random.choice(odd) if random.random() < 0.02 else count


def month_answers(
    policy: IncentivePolicy, rows: Sequence[Row], on: date, most: int = 2**53 // 100
) -> list[Row]:
    """Say what the policy says of each month of each deal."""
    rows = [{**dict.fromkeys(MONTHS), **row} for row in rows]
    twice: dict[Any, int] = defaultdict(int)
    for row in rows:
        twice[_month_of(row)] += 1
    statuses = [_status(row, most, twice[_month_of(row)]) for row in rows]
    judged: dict[str, list[Row]] = defaultdict(list)
    for row, status in zip(rows, statuses, strict=True):
        if status == "judged":
            judged[row["deal"]].append(row)
    told = {}
    for deal, months in judged.items():
        course = policy.adoption_course(_deal(deal, months), on=on)
        runs = {
            month: place
            for run in course.runs
            for place, month in enumerate(run.months, start=1)
        }
        for each in course.months:
            share = each.share
            told[deal, each.month] = {
                "share": None if share is None else float(100 * share),
                "month_state": each.state.value,
                "run": runs.get(each.month, 0),
                "completes": each.month in course.completed,
                "status": "judged",
            }
    nothing = dict.fromkeys(("share", "month_state", "run", "completes"))
    return [
        told[row["deal"], CalendarMonth.of(row["month"])]
        if status == "judged"
        else {**nothing, "status": status}
        for row, status in zip(rows, statuses, strict=True)
    ]


def _month_of(row: Row) -> tuple[Any, int | None]:
    return row["deal"], row["month"] and month_number(row["month"])


def _status(row: Row, most: int, times: int) -> str:
    if not row["deal"] or None in (row["month"], row["starts_on"]):
        return "incomplete"
    for each in (_count(row["active"]), _count(row["licensed"])):
        if each is not None and not (0 <= each <= most and each == each // 1):
            return "out of range"
    if row["ends_on"] is not None and row["ends_on"] < row["starts_on"]:
        return "ends before start"
    return "judged" if times == 1 else "given twice"


def _count(value: float | None) -> Fraction | float | None:
    if value is None or math.isnan(value):
        return None
    return value if math.isinf(value) else Fraction(value)


def _deal(deal: str, rows: Sequence[Row]) -> Deal:
    counts = [(_count(row["active"]), _count(row["licensed"])) for row in rows]
    return Deal(
        id=deal,
        customer="a-1",
        starts_on=rows[0]["starts_on"],
        ends_on=rows[0]["ends_on"],
        months=[
            UsageMonth(
                month=CalendarMonth.of(row["month"]),
                active=None if active is None else int(active),
                licensed=None if licensed is None else int(licensed),
            )
            for row, (active, licensed) in zip(rows, counts, strict=True)
        ],
    )
