"""What is said where a list cannot be made."""

from __future__ import annotations

import sys
from typing import Any

import pandas as pd
import polars as pl
import pytest

import partner_success as ps
from partner_success.access import (
    Actor,
)
from partner_success.core.expressions import Condition, from_data
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    MissingExtraError,
    UnknownNameError,
)
from partner_success.frames import (
    select_visible,
)
from tests.unit.frames.partners import (
    ADA,
    AT,
    PARTNERS,
    asking,
    grant,
    grants_of,
    seen,
)

pytestmark = pytest.mark.rule("ACC-05", "ACC-11")


def refused(kind: type[Exception], frame: Any, predicate: Any, **options: Any) -> str:
    """Give what is said where a list is refused."""
    with pytest.raises(kind) as error:
        select_visible(frame, predicate, **options)
    return str(error.value)


class TestRefusals:
    def test_of_missing_columns(self, rules: ps.Rulebook) -> None:
        """All are told at once, with what is spelt alike, whatever grants there are."""
        frame = pl.DataFrame({"partner_ids": ["acme"], "stage": ["gate_3"]})
        said = refused(InvalidDataError, frame, seen(rules, "PSM"))
        assert said == (
            "the frame of partners: 2 faults\n"
            "  - partner_id: no column is called 'partner_id'; did you mean"
            " 'partner_ids'?; it is for the fact 'partner_id'\n"
            "  - psm_key: no column is called 'psm_key'; known are 'partner_ids',"
            " 'stage'; it is for the keys of the PSM"
        )

    def test_of_missing_columns_of_grants(self, rules: ps.Rulebook) -> None:
        """They are told likewise."""
        table = pl.DataFrame(grants_of()).rename({"starts_at": "start_at"})
        frame = pl.DataFrame(PARTNERS)
        said = refused(InvalidDataError, frame, seen(rules, "TPM"), grants=table)
        assert "the frame of context grants: 1 fault" in said
        assert "did you mean 'start_at'" in said

    def test_of_times_without_a_zone(self, rules: ps.Rulebook) -> None:
        """It is not known which instants they are."""
        bare = AT.replace(tzinfo=None)
        frame = pl.DataFrame(PARTNERS)
        table = pl.DataFrame(grants_of(revoked_at=bare))
        said = refused(InvalidValueError, frame, seen(rules, "TPM"), grants=table)
        assert said.startswith("the column 'revoked_at' has no time zone;")
        objects = pd.DataFrame(grants_of(ends_at=bare)).astype({"ends_at": object})
        said = refused(InvalidValueError, frame, seen(rules, "TPM"), grants=objects)
        assert "has none" in said

    @pytest.mark.parametrize("value", ["2026-05-04", 1.5, True])
    def test_of_times_that_are_none(self, rules: ps.Rulebook, value: Any) -> None:
        """Texts and numbers with a point are no instants."""
        table = pl.DataFrame(grants_of(starts_at=value))
        frame = pl.DataFrame(PARTNERS)
        said = refused(InvalidValueError, frame, seen(rules, "TPM"), grants=table)
        assert said.startswith("the column 'starts_at' has to hold datetimes")

    @pytest.mark.parametrize("lazy", [True, False])
    def test_of_columns_of_another_type(self, rules: ps.Rulebook, lazy: bool) -> None:
        """A number is neither a fact nor a key nor the id of a partner."""
        predicate = seen(rules, "PSM", grants=[grant()])
        for name, value in (("stage", 3), ("psm_key", [3]), ("partner_id", 17)):
            frame = pl.DataFrame({**PARTNERS, name: [value] * 4})
            said = refused(
                InvalidValueError, frame.lazy() if lazy else frame, predicate
            )
            assert said.startswith(f"the column '{name}' has to hold texts")
            assert "Int64" in said

    def test_of_truths_that_are_none(self, rules: ps.Rulebook) -> None:
        """Neither numbers nor texts stand for them."""
        actor = Actor(id=ADA.id, email=ADA.email, roles="ADMIN")
        predicate = rules.access.predicate(actor, "delete_submission", at=AT)
        for value in (0, "false"):
            frame = pl.DataFrame({"signed_off": [value]})
            said = refused(InvalidValueError, frame, predicate)
            assert said.startswith("the column 'signed_off' has to hold truths; found")

    def test_of_texts_beside_truths(self) -> None:
        """They cannot be compared."""
        frame = pl.DataFrame({"gate": ["gate_3"], "signed": [True]})
        predicate = asking({"field": "gate", "equals": {"field": "signed"}})
        said = refused(InvalidValueError, frame, predicate)
        assert "'gate' and 'signed' are compared, and one holds texts" in said

    @pytest.mark.parametrize(
        "data",
        [
            {"field": "count", "equals": 3},
            {"field": "count", "one_of": [3, 4]},
            {"field": "count", "at_least": 3},
            {"field": "count", "contains": "x"},
            {"known": {"share": ["count", "total"]}},
        ],
    )
    def test_of_other_conditions(self, data: Any) -> None:
        """What is said is what can be asked instead."""
        frame = pl.DataFrame({"count": [3], "total": [7]})
        said = refused(InvalidUseError, frame, asking(data))
        assert "cannot be asked of a dataframe; compare columns of texts" in said

    def test_of_what_is_no_frame(self, rules: ps.Rulebook) -> None:
        """The text names what was given."""
        said = refused(InvalidUseError, [{"stage": "gate_3"}], seen(rules, "PSM"))
        assert said.endswith("Dask or PySpark, not builtins.list")

    def test_of_what_is_no_predicate(self) -> None:
        """The text says where one comes from."""
        said = refused(InvalidUseError, pl.DataFrame(PARTNERS), "view_partner")
        assert said.endswith("AccessPolicy.predicate gives, not by str")

    @pytest.mark.parametrize("grants", [17, [grant(), {"partner_id": "birch"}]])
    def test_of_what_are_no_grants(self, rules: ps.Rulebook, grants: Any) -> None:
        """Neither a number nor a record of another kind."""
        frame = pl.DataFrame(PARTNERS)
        said = refused(InvalidUseError, frame, seen(rules, "TPM"), grants=grants)
        assert said.startswith("grants are records of context grants or a dataframe")

    def test_of_a_field_that_nothing_stands_for(self) -> None:
        """A predicate that is made by hand can lack one."""
        from partner_success.frames.conditions import known_to_hold

        condition: Condition = from_data({"field": "stage", "equals": "gate_3"})
        with pytest.raises(UnknownNameError, match="no field is called 'stage'"):
            known_to_hold(condition, {})

    def test_without_the_extra(
        self, rules: ps.Rulebook, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The text says what to install."""
        monkeypatch.setitem(sys.modules, "narwhals", None)
        said = refused(MissingExtraError, pl.DataFrame(PARTNERS), seen(rules, "PSM"))
        assert "'partner-success[frames]'" in said
