"""Numbers and days of every kind count as the scalar rules count them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import polars as pl
import pytest

import partner_success as ps
from partner_success.frames.triggers import TriggerFrames, judge_triggers
from partner_success.scoring import TriggerFacts
from tests.support.trigger_frames import (
    columns_of,
    frames_of,
    rows_of,
    typed,
)
from tests.unit.frames.triggers.asking import DUCKDB, TICKET, judge, rows
from tests.unit.frames.triggers.portfolio import (
    DAY,
)
from tests.unit.scoring.triggers.known import days, runs

pytestmark = pytest.mark.rule(
    "FRM-01", "TRG-01", "TRG-02", "TRG-03", "TRG-04", "TRG-05", "TRG-06"
)


class TestNumbers:
    def test_that_are_large(self, rules: ps.Rulebook) -> None:
        """Those that could not be compared exactly are told apart from the others."""
        most = 2**43 // 100 - 1
        known = {"most": runs((most, 14), (most // 5 * 4, 14))}
        sources = columns_of({i: TriggerFacts(usage=each) for i, each in known.items()})
        usage = pl.DataFrame(sources["usage"])
        more = usage.with_columns(
            account_id=pl.lit("more"), value=pl.col("value") + 2 * most
        )
        columns = pl.concat([usage, more]).to_dict()
        found = rows(rules, "usage_decline", usage=columns)
        assert found["most"] == ("fired", most // 5 * 4, "judged")
        assert found["more"] == (None, None, "out of range")

    def test_that_are_whole_or_decimal(self, rules: ps.Rulebook) -> None:
        """They count as the floats that they are nearest to."""
        for kind in (pl.Int64, pl.Decimal(9, 3), pl.Float32):
            value = pl.Series([49, 50], dtype=kind)
            nps = {"account_id": ["a-1", "a-2"], "on": [DAY, DAY], "value": value}
            found = rows(rules, "complaints", nps=nps)
            assert [each[1] for each in found.values()] == [49, 50]


class TestDays:
    def test_of_tickets_are_those_of_their_zone(self, rules: ps.Rulebook) -> None:
        """One opened in the first hour of the day after in Berlin is not seen yet."""
        opened = datetime(2026, 5, 28, 22, 30, tzinfo=UTC)
        berlin = opened.astimezone(ZoneInfo("Europe/Berlin"))
        for at, count in ((opened, 1), (berlin, 0)):
            zone = str(at.tzinfo)
            columns = typed("tickets", [TICKET])
            columns["opened_at"] = pl.Series([at], dtype=pl.Datetime("us", zone))
            found = rows(rules, "performance", tickets=columns)
            assert found["a-1"][1] == count

    @pytest.mark.parametrize("engine", ["polars", "pandas nullable", DUCKDB])
    def test_of_microseconds_are_those_of_utc(
        self, rules: ps.Rulebook, engine: str
    ) -> None:
        """So long before 1970, too."""
        midnight = datetime(2026, 5, 29, tzinfo=UTC)
        end = int(midnight.timestamp()) * 1_000_000
        columns = {
            "account_id": ["a-1", "a-2", "a-3"],
            "id": ["t-1", "t-2", "t-3"],
            "severity": ["high"] * 3,
            "opened_at": [end - 1, end, -(10**15)],
            "resolved_at": [end, end, end],
        }
        found = rows_of(judge(rules, engine, tickets=columns))
        counts = [row[3] for row in found if row[1] == "performance"]
        assert counts == [1, 0, 0]
        assert {row[7] for row in found} == {"judged"}

    def test_of_pandas_are_times_or_objects(self, rules: ps.Rulebook) -> None:
        """A time without a zone is its day; objects keep a zone each."""
        times = pd.to_datetime(["2026-05-28 23:59", "2026-05-29 00:00"])
        nps = pd.DataFrame({"account_id": ["a-1", "a-2"], "on": times, "value": [3, 3]})
        berlin = datetime(2026, 5, 29, 0, 30, tzinfo=ZoneInfo("Europe/Berlin"))
        micros = int(berlin.timestamp()) * 1_000_000
        opened = [berlin, berlin.astimezone(UTC), micros]
        tickets = pd.DataFrame(
            {
                "account_id": ["a-1", "a-2", "a-3"],
                "id": ["t-1", "t-2", "t-3"],
                "severity": "high",
                "opened_at": pd.Series(opened, dtype=object),
                "resolved_at": None,
            }
        )
        frames = TriggerFrames(
            accounts=pd.DataFrame({"account_id": ["a-1", "a-2", "a-3"]}),
            nps=nps,
            tickets=tickets,
        )
        found = rows_of(judge_triggers(frames, rules.triggers, on=DAY))
        newest = [row[3] for row in found if row[1] == "complaints"]
        assert newest == [3, None, None]
        assert [row[3] for row in found if row[1] == "performance"] == [0, 1, 1]

    def test_before_there_is_one_late_enough(self, rules: ps.Rulebook) -> None:
        """In the first week of the calendar no answer can be late."""
        requests = typed("requests", [("a-1", date(1, 1, 1), None, None)])
        frames = frames_of(
            {"accounts": {"account_id": ["a-1"]}, "requests": requests}, "polars"
        )
        for on, expected in ((date(1, 1, 5), "quiet"), (date(1, 1, 9), "fired")):
            facts = TriggerFacts(
                requests=[
                    ps.partners.ExecutiveRequest(
                        account_id="a-1", asked_on=date(1, 1, 1)
                    )
                ],
                meetings=(),
            )
            result = rules.triggers.judge(facts, on=on)
            assert result.results["executive_disengagement"].state == expected
            found = rows_of(judge_triggers(frames, rules.triggers, on=on))
            count = next(row[3] for row in found if row[1] == "executive_disengagement")
            assert bool(count) is (expected == "fired")

    def test_off_give_more_time(self, rules: ps.Rulebook) -> None:
        """A holiday on a weekend gives none."""
        requests = typed("requests", [("a-1", DAY - timedelta(8), None, None)])
        sources = {"accounts": {"account_id": ["a-1"]}, "requests": requests}
        for holiday, state in ((DAY - days(1), None), (date(2026, 5, 23), "fired")):
            frames = frames_of(sources, "polars", holidays=[holiday])
            found = rows_of(judge_triggers(frames, rules.triggers, on=DAY))
            states = {row[1]: row[2] for row in found}
            fired = states["executive_disengagement"] == "fired"
            assert fired is (state == "fired")
