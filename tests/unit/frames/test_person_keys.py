"""Columns of addresses get the keys that `person_key` gives."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partner_success.access.people import folded_key
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
)
from partner_success.frames import add_person_keys
from partner_success.partners import person_key
from tests.support.engines import INSTALLED, column, make_frame

pytestmark = pytest.mark.rule("ACC-09")

EMAILS = [" Ada@Example.com", "ada@example.COM ", None, "", " ", "é@x.com", "É@X.com"]
IN_MEMORY = [each for each in INSTALLED if each not in ("polars lazy", "duckdb")]


@pytest.mark.parametrize("engine", IN_MEMORY)
def test_keys_are_those_of_each_address(engine: str) -> None:
    """One key for all spellings, none for nobody; the frame stays as it is."""
    frame = make_frame({"psm_email": EMAILS}, engine)
    found = add_person_keys(frame, email="psm_email", key="psm_key")
    assert type(found) is type(frame)
    keys = column(found, "psm_key")
    assert keys == [person_key(email) for email in EMAILS]
    assert keys[:3] == ["ada@example.com", "ada@example.com", None]
    assert column(found, "psm_email") == EMAILS
    assert nw.from_native(frame).columns == ["psm_email"]


@given(emails=st.lists(st.none() | st.text(max_size=12), max_size=6))
def test_keys_of_any_text(emails: list[str | None]) -> None:
    """They are folded as one by one, whatever the alphabet."""
    frame = pl.DataFrame({"email": pl.Series(emails, dtype=pl.String)})
    found = add_person_keys(frame, email="email", key="key")
    assert found["key"].to_list() == [folded_key(email) for email in emails]


def test_what_can_be_no_address_has_no_key() -> None:
    """Nobody is matched by a text that is too long, or by what is no text."""
    frame = pd.DataFrame({"email": pd.Series(["a" * 321, 17, "a" * 320], dtype=object)})
    found = add_person_keys(frame, email="email", key="key")
    assert column(found, "key") == [None, None, "a" * 320]


def refused(kind: type[Exception], frame: Any, **names: str) -> str:
    """Give what is said where keys cannot be added."""
    with pytest.raises(kind) as error:
        add_person_keys(frame, **{"email": "email", "key": "key", **names})
    return str(error.value)


def test_refusals_say_what_to_do() -> None:
    """Of a lazy frame, of columns that are missing or there, and of other types."""
    frame = pl.DataFrame({"email": ["ada@example.com"], "seats": [3]})
    assert "collect a lazy frame first" in refused(InvalidUseError, frame.lazy())
    said = refused(InvalidDataError, frame, email="e-mail")
    assert "did you mean 'email'?; it is for the e-mail addresses" in said
    said = refused(InvalidValueError, frame, key="seats")
    assert said.startswith("the frame has a column 'seats' already")
    said = refused(InvalidValueError, frame, email="seats")
    assert said == "the column 'seats' has to hold texts; found Int64"
