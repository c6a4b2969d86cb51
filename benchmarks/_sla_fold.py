"""A made-up log of tickets, judged as one frame and by the clocks one by one."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np
import polars as pl
from _measuring import Row

import partner_success as ps
from partner_success.core import Catalogue
from partner_success.frames import judge_events
from partner_success.sla import EVENTS, SlaPolicy, SlaTarget, TargetTime

# What happens to tickets, the opening left out; "+" and "-" change the severity.
STORIES: Final = (
    "responded resolved",
    "responded paused resumed resolved",
    "responded replied responded resolved",
    "responded paused resumed responded resolved",
    "+ responded replied responded paused resumed resolved",
    "responded resolved reopened responded resolved",
    "responded paused",
    "replied responded - paused resumed",
    "",
)
SEVERITIES: Final = ("critical", "high", "medium", "low")
REASONS: Final = ("waiting on partner", "waiting on vendor", "on hold")
START: Final = datetime(2026, 1, 5, 8, tzinfo=UTC)
SPAN: Final = 120 * 86_400
GAP: Final = 12 * 3_600
AT: Final = START + timedelta(seconds=SPAN)
BAR: Final = 1_000_000


def made_up_log(tickets: int) -> pl.DataFrame:
    """Make the events of so many tickets, in order of time."""
    lots = np.random.default_rng(2026)
    stories = [("opened " + story).split() for story in STORIES]
    told = lots.integers(0, len(stories), tickets)
    lengths = np.array([len(story) for story in stories])[told]
    owner = np.repeat(np.arange(tickets), lengths)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    width = max(map(len, stories))
    words = np.array([story + [""] * (width - len(story)) for story in stories])
    word = words[told[owner], place]
    gaps = lots.integers(60, GAP, len(owner))
    gaps[place == 0] = 0
    after = np.cumsum(gaps)
    after -= np.repeat(after[place == 0], lengths)
    seconds = lots.integers(0, SPAN, tickets)[owner] + after
    severity = lots.integers(1, len(SEVERITIES) - 1, tickets)[owner]
    severity = severity + (word == "-") - (word == "+")
    graded = np.isin(word, ("opened", "+", "-"))
    reason = np.array(REASONS)[lots.integers(0, len(REASONS), len(owner))]
    frame = pl.DataFrame(
        {
            "ticket": np.char.add("INC", np.char.zfill(owner.astype(str), 7)),
            "time": seconds * 1_000_000,
            "kind": np.where(np.isin(word, ("+", "-")), "severity_changed", word),
            "severity": np.array(SEVERITIES)[severity],
            "reason": reason,
        }
    )
    origin = pl.lit(START)
    return frame.with_columns(
        time=origin + pl.duration(microseconds="time"),
        severity=pl.when(pl.Series(graded)).then("severity"),
        reason=pl.when(pl.col("kind") == "paused").then("reason"),
    ).sort("time", maintain_order=True)


def three_targets(rules: ps.Rulebook) -> SlaPolicy:
    """Promise all three in working time, with the steps of a standard policy."""

    def promise(*hours: int) -> SlaTarget:
        times = [TargetTime(value=value, unit="working hours") for value in hours]
        return SlaTarget(limit="within", **dict(zip(SEVERITIES, times, strict=True)))

    return SlaPolicy(
        id="three",
        name="Three targets",
        first_response=promise(1, 2, 4, 8),
        next_response=promise(2, 4, 8, 16),
        resolution=promise(8, 16, 24, 48),
        escalation=Catalogue(rules.sla["enterprise_support"].escalation),
    )


def fold_rows(*, quick: bool) -> list[Row]:
    """Time the judgement of a log, frame in and frame out, in events a second."""
    rules = ps.standard()
    calendar = ps.WorkingCalendar.parse(
        "Mon-Fri 09:00-12:00 13:00-17:30", zone="Europe/Berlin", holidays="DE-BY"
    )
    policy = three_targets(rules)
    log = made_up_log(40_000 if quick else 200_000)
    sample = log.filter(pl.col("ticket") < "INC0000200")
    alone = Alone(sample, policy, calendar)
    judge_events(sample, policy, calendar=calendar, at=AT)
    rates: list[float] = []
    for _ in range(3 if quick else 9):
        start = time.perf_counter()
        found = judge_events(log, policy, calendar=calendar, at=AT)
        rates.append(len(log) / (time.perf_counter() - start))
    told = found.filter(pl.col("ticket") < "INC0000200").sort("ticket")
    assert told["resolution_due"].to_list() == alone.due
    rate = statistics.median(rates)
    name = "folding events to judgements, frame in and out"
    return [
        Row(f"{name}, events a second", rate, BAR, at_least=True),
        Row(f"{name}: times as fast as clocks", rate / alone.rate, 30, at_least=True),
    ]


class Alone:
    """A log judged by the clock of each ticket: what is due when, and how fast."""

    def __init__(
        self, log: pl.DataFrame, policy: SlaPolicy, calendar: ps.WorkingCalendar
    ) -> None:
        owned: dict[str, list[dict[str, Any]]] = {}
        for row in log.rows(named=True):
            owned.setdefault(row.pop("ticket"), []).append(row)
        start = time.perf_counter()
        self.due = [_due(owned[each], policy, calendar) for each in sorted(owned)]
        self.rate = len(log) / (time.perf_counter() - start)


def _due(
    rows: list[dict[str, Any]], policy: SlaPolicy, calendar: ps.WorkingCalendar
) -> datetime | None:
    events = [_event(**row) for row in rows]
    clock = policy.replay(events, calendar=calendar).clock
    if clock is None or clock.opened_at > AT:
        return None
    return clock.at(AT).resolution.due


def _event(*, time: datetime, kind: str, **more: str | None) -> Any:
    known = {name: value for name, value in more.items() if value is not None}
    return EVENTS[kind](at=time, **known)
