"""Every trigger of a portfolio, on every engine, as the scalar rules judge it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pandas as pd
import polars as pl
import pytest

import partner_success as ps
from partner_success.frames.triggers import TriggerFrames, judge_triggers
from partner_success.scoring import TriggerFacts
from tests.support.engines import ENGINES, NEEDS_DUCKDB, make_frame
from tests.support.trigger_frames import (
    RESULT,
    SCHEMAS,
    Row,
    Sources,
    columns_of,
    frames_of,
    rows_of,
    told,
    typed,
)
from tests.unit.frames.triggers.portfolio import (
    DAY,
    EXPECTED,
    HOLIDAYS,
    KNOWN,
    LATER,
)
from tests.unit.scoring.triggers.known import days, runs

pytestmark = pytest.mark.rule(
    "FRM-01", "TRG-01", "TRG-02", "TRG-03", "TRG-04", "TRG-05", "TRG-06"
)


DUCKDB = pytest.param("duckdb", marks=NEEDS_DUCKDB)


def judge(rules: ps.Rulebook, engine: str = "polars", **sources: Any) -> Any:
    """Judge frames of columns, with accounts named after the rows of the others."""
    if "accounts" not in sources:
        ids = {id_ for each in sources.values() for id_ in each["account_id"]}
        sources["accounts"] = {"account_id": sorted(ids - {None})}
    return judge_triggers(frames_of(sources, engine), rules.triggers, on=DAY)


def rows(rules: ps.Rulebook, trigger: str, **sources: Any) -> dict[Any, Row]:
    """Give state, now and status of one trigger by customer."""
    found = [row for row in rows_of(judge(rules, **sources)) if row[1] == trigger]
    return {row[0]: (row[2], row[3], row[7]) for row in found}


def held(known: dict[str, TriggerFacts]) -> dict[str, TriggerFacts]:
    """Give facts with the holidays."""
    return {id_: attrs.evolve(each, holidays=HOLIDAYS) for id_, each in known.items()}


NAN, INFINITE = float("nan"), float("inf")

ODD = {
    "accounts": [
        (id_, None, False, False, False, False)
        for id_ in (None, "double", "double", "infinite", "not a number")
    ],
    "nps": [
        ("low", DAY - days(1), NAN),
        ("low", LATER + days(1), None),
        ("double", DAY, 3),
        (None, DAY, 3),
        ("infinite", DAY, -INFINITE),
        ("not a number", DAY, NAN),
    ],
}
"""Rows beside those of facts that are as they should be."""


def with_odd_rows(sources: Sources) -> Sources:
    """Put more rows to sources."""
    found = {name: pl.DataFrame(columns) for name, columns in sources.items()}
    for name, more in ODD.items():
        found[name] = pl.concat([found[name], pl.DataFrame(typed(name, more))])
    return {name: frame.to_dict() for name, frame in found.items()}


class TestEdges:
    @pytest.mark.parametrize("engine", ENGINES)
    def test_of_every_trigger(self, rules: ps.Rulebook, engine: str) -> None:
        """As they were worked out by hand, and as the scalar rules judge them."""
        known = held(KNOWN)
        sources = with_odd_rows(columns_of(known))
        if engine == "pyarrow":
            known = {i: attrs.evolve(each, feedback=None) for i, each in known.items()}
            del sources["feedback"]
        frames = frames_of(sources, engine, holidays=HOLIDAYS)
        found = rows_of(judge_triggers(frames, rules.triggers, on=DAY))
        told_of = [row for row in found if row[0] in known]
        assert told_of == told(known, rules.triggers, DAY)
        if engine != "pyarrow":
            by_trigger = {row[:2]: row[2:7] for row in found}
            assert {key: by_trigger[key] for key in EXPECTED} == EXPECTED
        odd = {row[0]: row[2:] for row in found if row not in told_of and _nps(row)}
        reasons = "no-nps, little-feedback"
        fault = (None, None, None, None, None)
        assert odd == {
            None: (*fault, "missing"),
            "double": (*fault, "duplicate"),
            "infinite": (*fault, "out of range"),
            "not a number": ("not enough data", None, None, reasons, None, "judged"),
        }

    @pytest.mark.parametrize("engine", ["polars", "pandas", DUCKDB])
    def test_of_readings_of_a_week(self, rules: ps.Rulebook, engine: str) -> None:
        """Each speaks for seven days, but not for those of the reading before it."""
        weeks = [DAY - days(7 * back) for back in range(4)]
        known = {
            "fell": runs((72, 14), last=DAY, covers=7),
            "weekly": _weekly(dict(zip(weeks, [80, 64, 90, 90], strict=True))),
            "late": _weekly(dict(zip(weeks[:3], [72, 72, 90], strict=True))),
            "overlap": _weekly({weeks[0] - days(3): 9, weeks[0]: 1, weeks[3]: 5}),
            "beyond": _weekly(
                {DAY + days(2): 1, weeks[1]: 4, weeks[2]: 9, weeks[3]: 9}
            ),
        }
        facts = {id_: TriggerFacts(usage=each) for id_, each in known.items()}
        sources = {
            name: each
            for name, each in columns_of(facts).items()
            if name in ("accounts", "usage")
        }
        frames = frames_of(sources, engine, usage_covers=7)
        found = rows_of(judge_triggers(frames, rules.triggers, on=DAY))
        assert found == told(facts, rules.triggers, DAY)
        weekly = {row[0]: row[2:5] for row in found if row[1] == "usage_decline"}
        assert weekly["weekly"] == ("fired", 72, 90)
        assert weekly["late"] == ("not enough data", None, None)


def _nps(row: Row) -> bool:
    return bool(row[1] == "complaints")


def _weekly(readings: dict[date, float]) -> Any:
    return ps.core.Series(readings, covers=7)


class TestWhoWasLookedAt:
    def test_is_told_by_a_frame(self, rules: ps.Rulebook) -> None:
        """Without columns of accounts, a frame says that somebody looked for all."""
        accounts = {"account_id": ["a-1"]}
        for source, trigger in (
            ("tickets", "performance"),
            ("evaluations", "competitive_activity"),
        ):
            given = {source: typed(source, [])}
            found = rows(rules, trigger, accounts=accounts, **given)
            assert found == {"a-1": ("quiet", 0, "judged")}
        found = rows(rules, "performance", accounts=accounts)
        assert found == {"a-1": ("not enough data", None, "judged")}

    def test_is_told_by_accounts(self, rules: ps.Rulebook) -> None:
        """Where it is not true nobody looked, and records are not seen."""
        accounts = {
            "account_id": ["a-1", "a-2", "a-3"],
            "evaluations_looked_at": [True, False, None],
        }
        records = [(id_, DAY, None, None) for id_ in accounts["account_id"]]
        found = rows(
            rules,
            "competitive_activity",
            accounts=accounts,
            evaluations=typed("evaluations", records),
        )
        unseen = ("not enough data", None, "judged")
        assert found == {"a-1": ("fired", 1, "judged"), "a-2": unseen, "a-3": unseen}

    def test_is_only_who_is_an_account(self, rules: ps.Rulebook) -> None:
        """Rows of others, and of nobody, are left out."""
        records = [("a-9", DAY, None, None), (None, DAY, None, None)]
        found = rows(
            rules,
            "competitive_activity",
            accounts={"account_id": ["a-1"]},
            evaluations=typed("evaluations", records),
        )
        assert found == {"a-1": ("quiet", 0, "judged")}


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


TICKET = (
    "a-1",
    "t-1",
    "high",
    datetime(2026, 5, 28, tzinfo=UTC),
    None,
    None,
)


class TestFaults:
    def test_of_readings(self, rules: ps.Rulebook) -> None:
        """Of any day; the worst fault of a customer is told."""
        for source, trigger, low, high in (
            ("usage", "usage_decline", -0.01, None),
            ("nps", "complaints", -100.01, 100.01),
            ("feedback", "complaints", -INFINITE, INFINITE),
        ):
            readings = [("double", LATER, 5), ("double", LATER, 5), ("low", DAY, low)]
            readings += [("no day", None, 5), ("no day", DAY, low), ("good", DAY, 5)]
            readings += [("high", DAY, low if high is None else high)]
            found = rows(rules, trigger, **{source: typed(source, readings)})
            assert {id_: row[2] for id_, row in found.items()} == {
                "double": "duplicate",
                "good": "judged",
                "high": "out of range",
                "low": "out of range",
                "no day": "missing",
            }
            assert [id_ for id_, row in found.items() if row[0]] == ["good"]

    def test_of_tickets(self, rules: ps.Rulebook) -> None:
        """An id, a severity that there is, and a day are needed."""
        found = rows(
            rules,
            "performance",
            tickets=typed(
                "tickets",
                [
                    TICKET,
                    *(("double", *TICKET[1:]),) * 2,
                    ("no id", None, *TICKET[2:]),
                    ("no severity", "t-1", None, *TICKET[3:]),
                    ("no severity of ours", "t-1", "High", *TICKET[3:]),
                    ("no day", "t-1", "high", None, None, None),
                ],
            ),
        )
        assert {id_: row[2] for id_, row in found.items()} == {
            "a-1": "judged",
            "double": "duplicate",
            "no day": "missing",
            "no id": "missing",
            "no severity": "missing",
            "no severity of ours": "out of range",
        }

    def test_of_records(self, rules: ps.Rulebook) -> None:
        """They need a day, stand once, and end after they began."""
        early = DAY - days(1)
        pairs = {
            "good": [(DAY, None, None), (DAY, DAY, ""), (DAY, LATER, "plan")],
            "double": [(DAY, None, None), (DAY, DAY, None)],
            "double name": [(DAY, None, "plan"), (DAY, DAY, "plan")],
            "no day": [(None, DAY, None)],
            "backwards": [(DAY, early, None)],
        }
        given = [(id_, *row) for id_, each in pairs.items() for row in each]
        for source, trigger in (
            ("requests", "executive_disengagement"),
            ("evaluations", "competitive_activity"),
        ):
            found = rows(rules, trigger, **{source: typed(source, given)})
            assert {id_: row[2] for id_, row in found.items()} == {
                "backwards": "out of range",
                "double": "duplicate",
                "double name": "duplicate",
                "good": "judged",
                "no day": "missing",
            }

    def test_of_meetings(self, rules: ps.Rulebook) -> None:
        """A day, and whether it took place, are needed, one a day."""
        given = [("good", DAY, True), ("no day", None, True), ("no truth", DAY, None)]
        given += [("double", DAY, True), ("double", DAY, False)]
        found = rows(
            rules, "executive_disengagement", meetings=typed("meetings", given)
        )
        assert {id_: row[2] for id_, row in found.items()} == {
            "double": "duplicate",
            "good": "judged",
            "no day": "missing",
            "no truth": "missing",
        }


class TestFrames:
    def test_lazy_ones_stay_lazy(self, rules: ps.Rulebook) -> None:
        """One lazy frame among those of Polars is enough."""
        lazy = judge(rules, "polars lazy", nps=typed("nps", [("a-1", DAY, 3)]))
        assert isinstance(lazy, pl.LazyFrame)
        frames = TriggerFrames(
            accounts=pl.DataFrame({"account_id": ["a-1"]}),
            nps=pl.LazyFrame(typed("nps", [("a-1", DAY, 3)])),
        )
        found = judge_triggers(frames, rules.triggers, on=DAY)
        assert isinstance(found, pl.LazyFrame)
        assert found.collect().shape == (5, len(RESULT))

    @NEEDS_DUCKDB
    def test_those_of_duckdb_stay_relations(self, rules: ps.Rulebook) -> None:
        """Nothing of them is fetched."""
        import duckdb

        found = judge(rules, "duckdb", nps=typed("nps", [("a-1", DAY, 3)]))
        assert isinstance(found, duckdb.DuckDBPyRelation)

    def test_in_memory_are_in_order_and_those_given_unchanged(
        self, rules: ps.Rulebook
    ) -> None:
        """By customer, and by the rulebook within one."""
        accounts = pd.DataFrame({"account_id": ["b", "a"]}, index=[7, 7])
        before = accounts.copy()
        found = judge_triggers(TriggerFrames(accounts=accounts), rules.triggers, on=DAY)
        assert list(found.index) == list(range(10))
        assert list(found["account_id"]) == ["a"] * 5 + ["b"] * 5
        assert list(found["trigger"]) == list(rules.triggers.names) * 2
        pd.testing.assert_frame_equal(accounts, before)

    @pytest.mark.parametrize("engine", ["polars", "pandas objects", DUCKDB])
    def test_without_rows(self, rules: ps.Rulebook, engine: str) -> None:
        """There is no answer, and no fault."""
        sources = {name: typed(name, []) for name in SCHEMAS}
        assert rows_of(judge(rules, engine, **sources)) == []

    @pytest.mark.parametrize("engine", ["polars", "pyarrow", DUCKDB])
    def test_in_which_nothing_is_known(self, rules: ps.Rulebook, engine: str) -> None:
        """Columns without a type of their own are those that were asked for."""
        sources: dict[str, Any] = {
            source: {name: [None, None] for name in SCHEMAS[source]}
            for source in SCHEMAS
            if source not in ("accounts", "feedback")
        }
        sources["accounts"] = {
            name: ["a-1", "a-2"] if name == "account_id" else [None, None]
            for name in SCHEMAS["accounts"]
        }
        found = rows_of(judge(rules, engine, **sources))
        assert {row[2] for row in found} == {"not enough data"}
        assert len(found) == 10

    def test_without_columns_that_may_be_absent(self, rules: ps.Rulebook) -> None:
        """Nothing is known then: two requests of one day are one twice."""
        given = {"account_id": ["a-1", "a-1", "a-2"], "asked_on": [DAY] * 3}
        answered = pl.Series([None] * 3, dtype=pl.Date)
        found = rows(
            rules,
            "executive_disengagement",
            requests=given | {"answered_on": answered},
        )
        assert [row[2] for row in found.values()] == ["duplicate", "judged"]
        tickets = typed("tickets", [TICKET])
        del tickets["is_incident"]
        found = rows(rules, "performance", tickets=tickets)
        assert found == {"a-1": ("quiet", 1, "judged")}


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


def test_facts_are_made_of_any_engine(rules: ps.Rulebook) -> None:
    """Categories of Polars in the accounts join texts in the facts."""
    frames = TriggerFrames(
        accounts=make_frame({"account_id": ["a-1"]}, "polars categories"),
        nps=make_frame(typed("nps", [("a-1", DAY, 3)]), "polars"),
    )
    found = rows_of(judge_triggers(frames, rules.triggers, on=DAY))
    assert [row[2] for row in found if row[1] == "complaints"] == ["fired"]
