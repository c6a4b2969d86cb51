"""A review of a portfolio that no list of records would hold, in a process of its own.

Facts stand in Parquet files, as an export would leave them; what was found of all
partners is written to Parquet again.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import numpy as np
import polars as pl
from _measuring import Row, peak_memory

import partner_success as ps

MOST_SECONDS, MOST_MEMORY = 90, 6_000_000_000
AT = datetime(2026, 5, 4, 9, tzinfo=UTC)
ON = AT.date()
USAGE_DAYS = 40
PEOPLE = {"PAM": "pam", "TAM": "tam"}


class Facts:
    """Facts of made-up partners, the same in every run.

    Args:
        partners: How many partners there are. Each has two and a half customers with
            forty days of use each, and twenty tickets.
    """

    def __init__(self, partners: int) -> None:
        self.draw = np.random.default_rng(20260504)
        self.partners = partners
        self.accounts = partners * 5 // 2
        self.partner_ids = pl.Series([f"p-{each:06}" for each in range(partners)])
        self.account_ids = pl.Series([f"a-{each:06}" for each in range(self.accounts)])
        self.owner = self.draw.integers(0, partners, self.accounts)

    def write(self, folder: Path) -> None:
        """Write a file a kind of fact."""
        for name in ("records", "standings", "readings", "usage", "tickets"):
            frame: pl.DataFrame = getattr(self, name)()
            frame.write_parquet(folder / f"{name}.parquet")
        self.licences().write_parquet(folder / "licences.parquet")
        self.meetings().write_parquet(folder / "meetings.parquet")
        self.done().write_parquet(folder / "done.parquet")

    def days(self, first: int, last: int, count: int, known: float = 1) -> pl.Series:
        """Draw days from so many days ahead of the review to so many behind it."""
        epoch = (ON - date(1970, 1, 1)).days
        found = self.draw.integers(epoch + first, epoch + last, count).astype("int32")
        days = pl.Series(found).cast(pl.Date)
        return self.gaps(days, known)

    def gaps(self, values: pl.Series, known: float) -> pl.Series:
        """Leave some of many values out."""
        kept = pl.Series(self.draw.random(len(values)) < known)
        return pl.select(pl.when(kept).then(values)).to_series()

    def choice(self, words: list[str], shares: list[float], count: int) -> pl.Series:
        """Draw words."""
        found = self.draw.choice(len(words), count, p=shares)
        return pl.Series(words).gather(found)

    def records(self) -> pl.DataFrame:
        """Give partners with their contracts and people."""
        stages = ps.standard().journey.stages.ids
        count = self.partners
        people = pl.Series([f"person-{each:04}" for each in range(2_000)])
        return pl.DataFrame(
            {
                "partner_id": self.partner_ids,
                "stage": pl.Series(stages).gather(
                    self.draw.integers(0, len(stages), count)
                ),
                "contract_id": [f"c-{each:06}" for each in range(count)],
                "renews_on": self.days(-20, 700, count, 0.9),
                **{
                    column: people.gather(self.draw.integers(0, 2_000, count))
                    for column in PEOPLE.values()
                },
            }
        )

    def standings(self) -> pl.DataFrame:
        """Give where nine partners in ten stand on their journeys."""
        stages = ps.standard().journey.stages.ids
        count = self.partners * 9 // 10
        launched = self.days(-700, 0, count, 0.6)
        return pl.DataFrame(
            {
                "partner_id": self.partner_ids.head(count),
                "stage": pl.Series(stages).gather(
                    self.draw.integers(0, len(stages), count)
                ),
                "gate_status": self.choice(
                    ["in_progress", "blocked", "failed"], [0.9, 0.05, 0.05], count
                ),
                "onboarding_start": self.days(-300, -20, count),
                "stage_started": self.days(-60, 0, count, 0.9),
                "target_launch": self.days(-20, 200, count, 0.9),
                "launched_on": launched,
            }
        )

    def readings(self) -> pl.DataFrame:
        """Give two readings of each customer."""
        parts = [self.reading(ON - timedelta(days=back)) for back in (30, 1)]
        return pl.concat(parts)

    def reading(self, on: date) -> pl.DataFrame:
        """Give a reading of each customer on a day."""
        count = self.accounts
        measures = {
            name: self.gaps(
                pl.Series(self.draw.integers(4_000, 10_001, count) / 100), 0.9
            )
            for name in ps.standard().health.components.ids
        }
        return pl.DataFrame(
            {
                "account_id": self.account_ids,
                "partner_id": self.partner_ids.gather(self.owner),
                "on": pl.Series([on]).new_from_index(0, count),
                "churned": pl.Series(self.draw.random(count) < 0.03),
                "renews_on": self.days(-10, 500, count, 0.8),
                "nps": self.gaps(
                    pl.Series(self.draw.integers(-100, 101, count)).cast(pl.Float64),
                    0.7,
                ),
                **measures,
            }
        )

    def usage(self) -> pl.DataFrame:
        """Give the use of forty days."""
        level = self.draw.integers(5, 200, self.accounts)
        parts: list[pl.DataFrame] = []
        for back in range(USAGE_DAYS):
            share = self.draw.random(self.accounts) * (0.5 if back < 14 else 0.6) + 0.5
            on = pl.Series([ON - timedelta(days=back)])
            parts.append(
                pl.DataFrame(
                    {
                        "account_id": self.account_ids,
                        "on": on.new_from_index(0, self.accounts),
                        "active_users": pl.Series((level * share).astype("int64")),
                    }
                )
            )
        return pl.concat(parts)

    def tickets(self) -> pl.DataFrame:
        """Give twenty tickets a partner, one in twenty of them open."""
        count = self.partners * 20
        now = int(AT.timestamp()) * 1_000_000
        hour = 3_600_000_000
        opened = now - self.draw.integers(0, 180 * 24, count) * hour
        taken = self.draw.integers(1, 400, count) * hour
        first = self.draw.integers(0, 20, count) * hour
        kind = pl.Datetime("us", "UTC")
        ended = np.minimum(opened + first + taken, now)
        return pl.DataFrame(
            {
                "id": [f"t-{each:07}" for each in range(count)],
                "account_id": self.account_ids.gather(
                    self.draw.integers(0, self.accounts, count)
                ),
                "severity": self.choice(
                    ["critical", "high", "medium", "low"], [0.1, 0.2, 0.4, 0.3], count
                ),
                "opened_at": pl.Series(opened).cast(kind),
                "first_responded_at": self.gaps(
                    pl.Series(np.minimum(opened + first, ended)).cast(kind), 0.9
                ),
                "resolved_at": self.gaps(pl.Series(ended).cast(kind), 0.95),
                "is_incident": self.gaps(pl.Series(self.draw.random(count) < 0.5), 0.8),
            }
        )

    def licences(self) -> pl.DataFrame:
        """Give a count of two licences of each customer."""
        count = self.accounts
        parts = [
            pl.DataFrame(
                {
                    "account_id": self.account_ids,
                    "licence_type": pl.Series([kind]).new_from_index(0, count),
                    "on": self.days(-60, 0, count),
                    "licensed": self.draw.integers(1, 300, count),
                    "active": self.draw.integers(0, 320, count),
                }
            )
            for kind in ("seat", "reader")
        ]
        return pl.concat(parts)

    def meetings(self) -> pl.DataFrame:
        """Give a meeting with an executive of each customer."""
        return pl.DataFrame(
            {
                "account_id": self.account_ids,
                "on": self.days(-90, 0, self.accounts),
                "held": self.draw.random(self.accounts) < 0.85,
            }
        )

    def done(self) -> pl.DataFrame:
        """Give what was done for partners in the cadence."""
        found = [
            each.id
            for each in ps.standard().cadence.activities
            if each.touchpoint is None
        ]
        parts = [
            pl.DataFrame(
                {
                    "partner_id": self.partner_ids,
                    "activity": pl.Series([name]).new_from_index(0, self.partners),
                    "on": self.days(-60, 0, self.partners),
                }
            )
            for name in found[:4]
        ]
        return pl.concat(parts)


def job(folder: str) -> None:
    """Review what stands in a folder, and print how long it took and its memory."""
    source = Path(folder)
    named = {
        "accounts": "readings",
        "partners": "records",
        **{
            name: name
            for name in (
                *("standings", "usage", "tickets", "licences", "meetings", "done"),
            )
        },
    }
    office = ps.WorkingCalendar.parse("Mon-Fri 09:00-17:00; zone UTC")
    start = perf_counter()
    frames = {
        name: pl.scan_parquet(source / f"{file}.parquet")
        for name, file in named.items()
    }
    found = ps.review.review_frames(
        ps.review.ReviewFrames(**frames, people=PEOPLE),
        ps.standard(),
        at=AT,
        calendar=office,
        sla="partner_support",
        between=(date(2024, 5, 1), date(2026, 12, 31)),
    )
    findings, partners = pl.collect_all([found.findings, found.partners])
    findings.write_parquet(source / "findings.parquet")
    partners.write_parquet(source / "reviewed.parquet")
    taken = perf_counter() - start
    print(json.dumps([taken, peak_memory(), len(findings), len(partners)]))


def size_rows(partners: int) -> list[Row]:
    """Review a portfolio, and give how long it took and how much memory it had."""
    with tempfile.TemporaryDirectory() as folder:
        Facts(partners).write(Path(folder))
        command = [sys.executable, __file__, folder]
        told = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, memory, findings, reviewed = json.loads(told.stdout)
    if reviewed != partners or findings < partners:
        raise AssertionError("not every partner was reviewed")
    size = f"review of {partners:,} partners"
    return [
        Row(f"{size}, seconds", seconds, MOST_SECONDS),
        Row(f"{size}, peak memory, bytes", memory, MOST_MEMORY),
    ]


if __name__ == "__main__":
    job(sys.argv[1])
