"""Which context grants of a table open rows, and from when until when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pandas as pd
import polars as pl
import pytest

import partner_success as ps
from partner_success.access import (
    Actor,
    Grant,
)
from partner_success.frames import (
    select_visible,
)
from tests.support.engines import ENGINES, column, make_frame
from tests.unit.frames.partners import (
    ADA,
    AT,
    HOUR,
    INES,
    PARTNERS,
    TICK,
    TOMAS,
    grant,
    grants_of,
    listed,
    seen,
)

pytestmark = pytest.mark.rule("ACC-05", "ACC-11")


class TestGrants:
    @pytest.mark.parametrize("engine", ENGINES)
    @pytest.mark.parametrize(
        ("changes", "opens"),
        [
            ({}, True),
            ({"starts_at": AT}, True),
            ({"starts_at": AT + TICK}, False),
            ({"ends_at": AT}, False),
            ({"ends_at": AT + TICK}, True),
            ({"revoked_at": AT}, False),
            ({"revoked_at": AT + TICK}, True),
            ({"starts_at": None}, False),
            ({"ends_at": None}, False),
            ({"partner_id": None}, False),
            ({"grantee_key": None}, False),
            ({"grantee_key": INES.key}, False),
            ({"ends_at": datetime(9999, 12, 31, tzinfo=UTC)}, True),
        ],
    )
    def test_open_from_their_start_until_their_end(
        self, rules: ps.Rulebook, engine: str, changes: dict[str, Any], opens: bool
    ) -> None:
        """To the microsecond; what is not known opens nothing."""
        table = make_frame(grants_of(**changes), engine)
        found = listed(make_frame(PARTNERS, engine), seen(rules, "PSM"), grants=table)
        assert found == (["acme", "birch"] if opens else ["acme"])

    @pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
    @pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu"])
    def test_of_times_in_any_unit_and_zone(
        self, rules: ps.Rulebook, unit: str, zone: str
    ) -> None:
        """An instant is an instant."""
        table = pd.DataFrame(grants_of(starts_at=AT, ends_at=AT + HOUR))
        for name in ("starts_at", "ends_at"):
            table[name] = table[name].dt.tz_convert(zone).dt.as_unit(unit)
        assert listed(pl.DataFrame(PARTNERS), seen(rules, "TPM"), grants=table) == [
            "birch"
        ]

    @pytest.mark.parametrize("kind", ["datetime64[ns, UTC]", "object"])
    def test_of_times_finer_than_a_microsecond(
        self, rules: ps.Rulebook, kind: str
    ) -> None:
        """They are not rounded: a nanosecond later is later."""
        later = pd.Timestamp(AT) + pd.Timedelta(1, "ns")
        frame = pl.DataFrame(PARTNERS)
        for changes, expected in (
            ({"starts_at": later}, []),
            ({"ends_at": later}, ["birch"]),
        ):
            table = pd.DataFrame(grants_of(**changes))
            table = table.astype(dict.fromkeys(changes, kind))
            assert listed(frame, seen(rules, "TPM"), grants=table) == expected

    def test_of_times_as_whole_microseconds(self, rules: ps.Rulebook) -> None:
        """Since 1970, in UTC."""
        now = 1_777_885_200_000_000
        assert datetime.fromtimestamp(now // 1_000_000, tz=UTC) == AT
        frame = pl.DataFrame(PARTNERS)
        table = pl.DataFrame(grants_of(starts_at=now, ends_at=now + 1))
        assert listed(frame, seen(rules, "TPM"), grants=table) == ["birch"]
        later = pl.DataFrame(grants_of(starts_at=now + 1, ends_at=now + 2))
        assert listed(frame, seen(rules, "TPM"), grants=later) == []

    def test_of_times_of_several_zones(self, rules: ps.Rulebook) -> None:
        """As objects of Python they are compared one by one."""
        there = AT.astimezone(timezone(timedelta(hours=5, minutes=45)))
        table = pd.DataFrame(grants_of(starts_at=there)).astype({"starts_at": object})
        assert listed(pl.DataFrame(PARTNERS), seen(rules, "TPM"), grants=table) == [
            "birch"
        ]

    @pytest.mark.parametrize("engine", ENGINES)
    @pytest.mark.parametrize("as_lists", [True, False])
    def test_open_the_records_of_the_gates_that_they_name(
        self, rules: ps.Rulebook, engine: str, as_lists: bool
    ) -> None:
        """As lists, or as a row for each gate; the row of a gate says which it is."""
        gates = ["gate_0", "gate_1", "gate_2", None]
        columns = {
            "partner_id": ["birch"] * 4,
            "gate": gates,
            "tam_key": [None] * 4,
            "stage": ["gate_3"] * 4,
        }
        records = make_frame(columns, engine)
        one = grants_of(gates=["gate_0", "gate_2", None])
        two = grants_of(gates=None)
        if not as_lists:
            one, two = grants_of(gates="gate_0"), grants_of(gates="gate_2")
        table = make_frame({name: one[name] + two[name] for name in one}, engine)
        actor = Actor(id=ADA.id, email=ADA.email, roles="TAM")
        by_row = rules.access.predicate(actor, "view_gate", at=AT)
        found = select_visible(records, by_row, grants=table)
        assert column(found, "gate") == ["gate_0", "gate_2"]
        for gate, expected in (("gate_0", ["birch"]), ("gate_1", [])):
            named = rules.access.predicate(actor, "view_gate", at=AT, gate=gate)
            partners = make_frame({**PARTNERS, "tam_key": [None] * 4}, engine)
            assert listed(partners, named, grants=table) == expected

    def test_of_several_gates_and_partners(self, rules: ps.Rulebook) -> None:
        """Each pair of partner and gate counts, and no other."""
        grants = [
            grant(gates=["gate_0", "gate_1"]),
            grant(gates=["gate_2"], partner_id="dale"),
        ]
        pairs = [
            (p, g) for p in ("birch", "dale") for g in ("gate_0", "gate_1", "gate_2")
        ]
        records = pl.DataFrame(
            {
                "partner_id": [partner for partner, _ in pairs],
                "gate": [gate for _, gate in pairs],
                "stage": ["gate_3"] * 6,
                "tam_key": [None] * 6,
            }
        )
        actor = Actor(id=ADA.id, email=ADA.email, roles="TAM", grants=grants)
        predicate = rules.access.predicate(actor, "view_gate", at=AT)
        found = select_visible(records, predicate).select("partner_id", "gate").rows()
        assert found == [pairs[0], pairs[1], pairs[5]]

    def test_as_records_of_any_collection(self, rules: ps.Rulebook) -> None:
        """A list, or what gives them one by one; else those the actor brought."""
        frame = pl.DataFrame(PARTNERS)
        own = seen(rules, "TPM", grants=[grant(partner_id="dale")])
        assert listed(frame, own) == ["dale"]
        assert listed(frame, own, grants=[grant()]) == ["birch"]
        given: Iterator[Grant] = iter([grant()])
        assert listed(frame, own, grants=given) == ["birch"]
        assert listed(frame, own, grants=()) == []
        ended = [grant(ends_at=AT), grant(partner_id="dale", grantee=TOMAS)]
        assert listed(frame, own, grants=ended) == []

    def test_of_columns_in_which_nothing_is_known(self, rules: ps.Rulebook) -> None:
        """They open nothing, whatever their type."""
        frame = pl.DataFrame(PARTNERS)
        for name in ("partner_id", "grantee_key", "starts_at"):
            table = pd.DataFrame(grants_of(**{name: float("nan")}))
            assert listed(frame, seen(rules, "TPM"), grants=table) == []

    def test_are_not_asked_for_gates_where_none_matters(
        self, rules: ps.Rulebook
    ) -> None:
        """The summary of a partner is open whichever gates a grant names."""
        table = pl.DataFrame(grants_of()).drop("gates").lazy()
        found = listed(pl.LazyFrame(PARTNERS), seen(rules, "TPM"), grants=table)
        assert found == ["birch"]
