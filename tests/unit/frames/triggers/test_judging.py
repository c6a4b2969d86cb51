"""Every trigger of a portfolio, on every engine, as the scalar rules judge it."""

from __future__ import annotations

from datetime import date
from typing import Any

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
    columns_of,
    frames_of,
    rows_of,
    told,
    typed,
)
from tests.unit.frames.triggers.asking import DUCKDB, TICKET, judge, rows
from tests.unit.frames.triggers.portfolio import (
    DAY,
    EXPECTED,
    EXPECTED_ODD,
    HOLIDAYS,
    KNOWN,
    with_odd_rows,
)
from tests.unit.scoring.triggers.known import days, runs

pytestmark = pytest.mark.rule(
    "FRM-01", "TRG-01", "TRG-02", "TRG-03", "TRG-04", "TRG-05", "TRG-06"
)


def held(known: dict[str, TriggerFacts]) -> dict[str, TriggerFacts]:
    """Give facts with the holidays."""
    return {id_: attrs.evolve(each, holidays=HOLIDAYS) for id_, each in known.items()}


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
        assert odd == EXPECTED_ODD

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


def test_facts_are_made_of_any_engine(rules: ps.Rulebook) -> None:
    """Categories of Polars in the accounts join texts in the facts."""
    frames = TriggerFrames(
        accounts=make_frame({"account_id": ["a-1"]}, "polars categories"),
        nps=make_frame(typed("nps", [("a-1", DAY, 3)]), "polars"),
    )
    found = rows_of(judge_triggers(frames, rules.triggers, on=DAY))
    assert [row[2] for row in found if row[1] == "complaints"] == ["fired"]
