"""Lists over dataframes keep the kind and order of the frame they are made of."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd
import polars as pl
import pytest

import partner_success as ps
from partner_success.access import (
    Actor,
    GrantAtom,
    TieAtom,
)
from partner_success.core.collections import FrozenMap
from partner_success.frames import (
    AccessColumns,
    GrantColumns,
    access_expression,
    select_visible,
)
from tests.support.engines import ENGINES, column, make_frame
from tests.unit.frames.partners import (
    ADA,
    AT,
    INES,
    PARTNERS,
    asking,
    grant,
    grants_of,
    listed,
    seen,
)

pytestmark = pytest.mark.rule("ACC-05", "ACC-11")

HOSTILE = ("nan", "none", "null", "o'hara@x.com", '"', "%", "_", "\\", "';--", "ı")


class TestLists:
    @pytest.mark.parametrize("engine", ENGINES)
    def test_keep_kind_order_and_the_frame_that_was_given(
        self, rules: ps.Rulebook, engine: str
    ) -> None:
        """A list is a frame like the one it was made of, which stays as it is."""
        frame = make_frame(PARTNERS, engine)
        predicate = seen(rules, "PSM", grants=[grant(), grant(partner_id="dale")])
        found = select_visible(frame, predicate)
        assert type(found) is type(frame)
        assert column(found, "partner_id") == ["acme", "birch", "dale"]
        for name, values in PARTNERS.items():
            assert column(frame, name) == values

    @pytest.mark.parametrize("engine", ENGINES)
    def test_of_all_and_of_nothing(self, rules: ps.Rulebook, engine: str) -> None:
        """An administrator sees every row and nobody no row, with all its columns."""
        frame = make_frame(PARTNERS, engine)
        everything = select_visible(frame, seen(rules, "ADMIN"))
        assert column(everything, "partner_id") == PARTNERS["partner_id"]
        nothing = select_visible(frame, seen(rules))
        assert type(nothing) is type(frame)
        assert column(nothing, "psm_key") == []

    @pytest.mark.parametrize("engine", ENGINES)
    def test_go_by_the_names_of_columns(self, rules: ps.Rulebook, engine: str) -> None:
        """Each column may have another name, those of the grants too."""
        names = {"partner_id": "id", "stage": "step", "psm_key": "owner"}
        frame = make_frame({new: PARTNERS[old] for old, new in names.items()}, engine)
        columns = AccessColumns(
            partner_id="id", keys={"PSM": "owner"}, facts={"stage": "step"}
        )
        table = {name.upper(): values for name, values in grants_of().items()}
        found = select_visible(
            frame,
            seen(rules, "PSM"),
            columns=columns,
            grants=make_frame(table, engine),
            grant_columns=GrantColumns(
                partner_id="PARTNER_ID",
                grantee_key="GRANTEE_KEY",
                gates="GATES",
                starts_at="STARTS_AT",
                ends_at="ENDS_AT",
                revoked_at="REVOKED_AT",
            ),
        )
        assert column(found, "id") == ["acme", "birch"]

    @pytest.mark.rule("ACC-09")
    @pytest.mark.parametrize("engine", ENGINES)
    def test_compare_keys_as_they_stand(self, rules: ps.Rulebook, engine: str) -> None:
        """No key is a pattern, a piece of a query or a word for what is missing."""
        keys = [None, "", "NaN", "i", *HOSTILE, *(f"{each}x" for each in HOSTILE)]
        frame = make_frame({"row": range(len(keys)), "pam_key": keys}, engine)
        for place, key in enumerate(HOSTILE, start=4):
            actor = Actor(id="p-9", email=key, roles=["PAM"])
            predicate = rules.access.predicate(actor, "edit_partner", at=AT)
            assert column(select_visible(frame, predicate), "row") == [place]

    @pytest.mark.rule("ACC-09")
    @pytest.mark.parametrize("engine", ENGINES)
    def test_find_a_key_in_a_list_of_keys(
        self, rules: ps.Rulebook, engine: str
    ) -> None:
        """A role may have several people, in lists of any length."""
        keys = [[INES.key, ADA.key], [], None, [None, ADA.key], [f"{ADA.key}x"]]
        frame = make_frame({"row": range(len(keys)), "pam_key": keys}, engine)
        actor = Actor(id=ADA.id, email=ADA.email, roles=["PAM"])
        predicate = rules.access.predicate(actor, "edit_partner", at=AT)
        assert column(select_visible(frame, predicate), "row") == [0, 3]

    def test_of_columns_in_which_nothing_is_known(self, rules: ps.Rulebook) -> None:
        """They have any type, and hold for nobody."""
        frame = pd.DataFrame(
            {"partner_id": ["acme"], "stage": ["gate_3"], "psm_key": [float("nan")]}
        )
        assert listed(frame, seen(rules, "PSM")) == []
        empty = pl.DataFrame(
            {"partner_id": ["acme"], "stage": ["gate_3"], "psm_key": [[]]}
        )
        assert listed(empty, seen(rules, "PSM")) == []


class TestExpression:
    @pytest.mark.parametrize("engine", ENGINES)
    def test_tells_of_every_row(self, rules: ps.Rulebook, engine: str) -> None:
        """It is a truth in each row, also where it is the same in all."""
        frame = make_frame(PARTNERS, engine)
        table = nw.from_native(frame)
        for roles, expected in (
            (["PSM"], [True, False, False, False]),
            (["ADMIN"], [True] * 4),
            ([], [False] * 4),
        ):
            may = access_expression(frame, seen(rules, *roles))
            found = table.with_columns(may=may)
            assert column(found, "may") == expected
            kept = table.filter(may)
            assert len(column(kept, "partner_id")) == sum(expected)

    def test_of_a_frame_without_columns(self, rules: ps.Rulebook) -> None:
        """There is no row to tell of, and the constant is given."""
        may = access_expression(pl.DataFrame(), seen(rules, "ADMIN"))
        found = nw.from_native(pl.DataFrame({"row": [1]})).with_columns(may=may)
        assert column(found, "may") == [True]


class TestConditions:
    def test_on_relations(self) -> None:
        """What is known of every row is compared like a column of truths."""
        frame = pl.DataFrame(
            {"partner_id": ["a", "b", "c"], "psm_key": [ADA.key, "x", ADA.key]}
        ).with_columns(signed=pl.Series([True, False, None]))
        assert ADA.key is not None
        parts: dict[str, Any] = {
            "ties": FrozenMap({"tied_PSM": TieAtom("PSM", ADA.key)}),
            "grant": GrantAtom(ADA.key, AT),
        }

        def found(condition: Any) -> list[str]:
            return listed(frame, asking(condition, **parts))

        tied, granted = {"field": "tied_PSM"}, {"field": "granted"}
        signed = {"field": "signed"}
        assert found({**tied, "equals": True}) == ["a", "c"]
        assert found({**tied, "equals": False}) == ["b"]
        assert found({**tied, "not_equals": True}) == ["b"]
        assert found({**tied, "one_of": [True, False]}) == ["a", "b", "c"]
        assert found({**tied, "equals": signed}) == ["a", "b"]
        assert found({**signed, "not_equals": tied}) == []
        assert found({**granted, "equals": tied}) == ["b"]
        assert found({**granted, "not_equals": tied}) == ["a", "c"]
        assert found({**granted, "equals": True}) == []
        assert found({"not": {**granted, "equals": True}}) == ["a", "b", "c"]
        assert found({**tied, "not_equals": "psm"}) == ["a", "b", "c"]
        assert found({"known": granted}) == ["a", "b", "c"]
        assert found({"not": {"known": tied}}) == []

    @pytest.mark.parametrize("engine", ["polars", "pandas", "pyarrow"])
    def test_joined_where_facts_are_missing(self, engine: str) -> None:
        """What is not known neither holds nor fails, and may be made up for."""
        frame = make_frame(
            {
                "partner_id": ["a", "b", "c"],
                "stage": ["gate_3", "gate_2", None],
                "signed": [True, None, False],
                "gate": ["gate_3", "gate_3", "gate_3"],
            },
            engine,
        )
        third = {"field": "stage", "equals": "gate_3"}
        signed = {"field": "signed", "equals": True}
        always = {"value": "x", "equals": "x"}
        never = {"not": {"known": {"value": "x"}}}
        for condition, holds, fails in (
            ({"all": [third, signed]}, ["a"], ["b", "c"]),
            ({"any": [third, signed]}, ["a"], []),
            ({"all": [third, always]}, ["a"], ["b"]),
            ({"all": [third, never]}, [], ["a", "b", "c"]),
            ({"any": [third, never]}, ["a"], ["b"]),
            ({"any": [third, always]}, ["a", "b", "c"], []),
            ({"all": [always]}, ["a", "b", "c"], []),
            (
                {"at_least_of": {"count": 2, "conditions": [third, signed, always]}},
                ["a"],
                [],
            ),
            (
                {"at_least_of": {"count": 1, "conditions": [always, third]}},
                ["a", "b", "c"],
                [],
            ),
            (
                {"at_least_of": {"count": 2, "conditions": [never, third]}},
                [],
                ["a", "b", "c"],
            ),
            ({"value": ["gate_3"], "contains": {"field": "stage"}}, ["a"], ["b"]),
            ({"value": "gate_3", "equals": {"field": "stage"}}, ["a"], ["b"]),
            ({"value": "gate_3", "not_equals": {"field": "stage"}}, ["b"], ["a"]),
            ({"field": "gate", "equals": {"field": "stage"}}, ["a"], ["b"]),
            ({"known": {"field": "stage"}}, ["a", "b"], ["c"]),
        ):
            assert listed(frame, asking(condition)) == holds, condition
            assert listed(frame, asking({"not": condition})) == fails, condition

    def test_on_columns_of_which_nothing_is_known(self) -> None:
        """Whatever their type, they are like nothing, and not unlike anything."""
        frame = pd.DataFrame(
            {
                "partner_id": ["a"],
                "gate": [float("nan")],
                "signed": pd.Series([None], dtype="str"),
                "stage": ["gate_3"],
            }
        )
        for condition in (
            {"field": "gate", "equals": "gate_3"},
            {"field": "gate", "not_equals": "gate_3"},
            {"field": "gate", "equals": {"field": "stage"}},
            {"field": "stage", "not_equals": {"field": "gate"}},
            {"field": "signed", "equals": False},
            {"field": "signed", "not_equals": True},
        ):
            assert listed(frame, asking(condition)) == []
