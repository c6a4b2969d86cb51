"""What is said where frames of facts cannot be judged."""

from __future__ import annotations

import sys
from typing import Any

import pandas as pd
import polars as pl
import pytest

import partner_success as ps
from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    InvalidValueError,
    MissingExtraError,
)
from partner_success.frames.triggers import TriggerFrames, judge_triggers
from tests.support.trigger_frames import frames_of, typed
from tests.unit.scoring.triggers.known import DAY

pytestmark = pytest.mark.rule("FRM-02")

ACCOUNTS = pl.DataFrame({"account_id": ["a-1"]})


def refused(rules: ps.Rulebook, kind: type[Exception], **frames: Any) -> str:
    """Give what is said where frames are refused."""
    given = {"accounts": ACCOUNTS} | frames
    with pytest.raises(kind) as error:
        judge_triggers(TriggerFrames(**given), rules.triggers, on=DAY)
    return str(error.value)


def test_of_columns(rules: ps.Rulebook) -> None:
    """Those of all frames are told at once, with what is spelt alike."""
    said = refused(
        rules,
        InvalidDataError,
        accounts=pl.DataFrame({"account": ["a-1"], "renews_on": ["soon"]}),
        nps=pl.DataFrame({"account_id": ["a-1"], "on": [DAY], "value": ["good"]}),
        meetings=pl.LazyFrame({"account_id": [1], "on": [DAY], "was_held": [True]}),
    )
    assert said == (
        "the dataframes for triggers: 5 faults\n"
        "  - accounts.account_id: no column is called 'account_id'; did you mean"
        " 'account'?; it is for the customer\n"
        "  - accounts.renews_on: has to hold days; found String\n"
        "  - nps.value: has to hold numbers; found String\n"
        "  - meetings.account_id: has to hold texts; found Int64\n"
        "  - meetings.held: no column is called 'held'; did you mean 'was_held'?; it is"
        " for whether it took place"
    )


def test_of_objects(rules: ps.Rulebook) -> None:
    """Columns of objects of pandas are read to know what they hold."""
    kinds: dict[str, tuple[str, str, Any]] = {
        "nps.on": ("nps", "on", "2026-05-28"),
        "nps.value": ("nps", "value", True),
        "meetings.held": ("meetings", "held", 1),
        "meetings.account_id": ("meetings", "account_id", 1),
        "tickets.opened_at": ("tickets", "opened_at", DAY),
        "tickets.resolved_at": ("tickets", "resolved_at", 1.5),
        "requests.asked_on": ("requests", "asked_on", pd.Timestamp(0, tz="UTC")),
        "requests.topic": ("requests", "topic", 3),
    }
    made: dict[str, pd.DataFrame] = {}
    for source in ("nps", "meetings", "tickets", "requests"):
        columns = typed(source, [])
        made[source] = pd.DataFrame({name: [None] for name in columns}, dtype=object)
    for source, name, value in kinds.values():
        made[source].loc[0, name] = value
    with pytest.raises(InvalidDataError) as error:
        judge_triggers(
            TriggerFrames(accounts=ACCOUNTS.to_pandas(), **made),
            rules.triggers,
            on=DAY,
        )
    assert {each.path for each in error.value.problems} == set(kinds)
    assert "nps.on: has to hold days; found objects of another kind" in str(error.value)


def test_of_times_as_days(rules: ps.Rulebook) -> None:
    """A time is a day in pandas alone, which has no days, and only without a zone."""
    times = pd.to_datetime(["2026-05-28 12:00"])
    nps = pd.DataFrame({"account_id": ["a-1"], "on": times, "value": [3]})
    assert "nps.on: has to hold days; found Datetime" in refused(
        rules, InvalidDataError, nps=pl.from_pandas(nps)
    )
    zoned = nps.assign(on=nps["on"].dt.tz_localize("UTC"))
    accounts = ACCOUNTS.to_pandas()
    said = refused(rules, InvalidDataError, accounts=accounts, nps=zoned)
    assert "nps.on: has to hold days; found Datetime" in said


@pytest.mark.rule("FRM-01")
def test_of_two_libraries(rules: ps.Rulebook) -> None:
    """They are told by their names."""
    nps = typed("nps", [("a-1", DAY, 3)])
    said = refused(rules, InvalidUseError, nps=pl.DataFrame(nps).to_pandas())
    assert said == (
        "accounts are a frame of Polars and nps one of pandas, which cannot be joined;"
        " give all frames as those of one library"
    )


def test_of_what_is_no_frame(rules: ps.Rulebook) -> None:
    """The source is told, also where there are no accounts."""
    said = refused(rules, InvalidUseError, nps=[3])
    assert said.startswith("judging triggers by nps needs a dataframe")
    said = refused(rules, InvalidUseError, accounts=None)
    assert said.startswith("judging triggers by accounts needs a dataframe")


@pytest.mark.rule("FRM-01")
def test_of_what_looks_back(rules: ps.Rulebook) -> None:
    """PyArrow cannot, so that marks and readings of a week are refused there."""
    accounts = ACCOUNTS.to_arrow()
    marks = pl.DataFrame(typed("feedback", [("a-1", DAY, 3)])).to_arrow()
    said = refused(rules, InvalidUseError, accounts=accounts, feedback=marks)
    assert said.startswith(
        "feedback that falls from reading to reading looks back over days, which"
        " PyArrow cannot do row by row; give the frame as one of Polars"
    )
    said = refused(
        rules, InvalidUseError, accounts=accounts, usage=marks, usage_covers=7
    )
    assert said.startswith("use of which a reading covers several days looks back")


def test_of_days(rules: ps.Rulebook) -> None:
    """The day itself, holidays and what a reading covers are looked at first."""
    frames = frames_of({"accounts": {"account_id": ["a-1"]}}, "polars")
    with pytest.raises(InvalidValueError, match="on"):
        judge_triggers(frames, rules.triggers, on="today")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="covers a whole number of days"):
        TriggerFrames(accounts=ACCOUNTS, usage_covers=0)
    with pytest.raises(InvalidValueError, match="holidays"):
        TriggerFrames(accounts=ACCOUNTS, holidays="DE")  # type: ignore[arg-type]
    with pytest.raises(InvalidDataError, match="holidays"):
        TriggerFrames(accounts=ACCOUNTS, holidays=["DE"])  # type: ignore[list-item]


def test_of_a_missing_extra(
    rules: ps.Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra is told by its name."""
    frames = TriggerFrames(accounts=ACCOUNTS)
    monkeypatch.setitem(sys.modules, "narwhals", None)
    with pytest.raises(MissingExtraError, match="frames"):
        judge_triggers(frames, rules.triggers, on=DAY)
