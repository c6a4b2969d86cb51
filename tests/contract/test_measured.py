"""Branches are measured where input is chosen, and nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from coverage import Coverage
from hypothesis import given
from hypothesis import strategies as st

from tests.support.measured import Measured, is_watched

TESTS = Path(__file__).parents[1]


def chosen() -> None:
    """Stand for a test that chooses its input."""


@given(st.none())
def drawn(nothing: None) -> None:
    """Stand for a test that draws it."""


def marked() -> None:
    """Stand for a test that is marked."""


def item(place: str, test: object = chosen) -> Any:
    """Stand for a test as it is collected."""
    marks = {"unwatched"} if test is marked else set()
    found = dict.fromkeys(marks, pytest.mark.unwatched)
    return SimpleNamespace(path=TESTS / place, obj=test, get_closest_marker=found.get)


@pytest.mark.parametrize(
    ("place", "test", "watched"),
    [
        ("unit/core/test_money.py", chosen, True),
        ("unit/core/test_money.py", drawn, False),
        ("unit/core/test_money.py", marked, False),
        ("unit/testing/test_drawing.py", drawn, True),
        ("properties/test_money.py", chosen, False),
        ("differential/test_survival.py", drawn, False),
        ("docs/test_pages.py", chosen, False),
        ("../src/partner_success/core/money.py", None, True),
    ],
)
def test_what_is_drawn_is_not_watched(place: str, test: object, watched: bool) -> None:
    """But where drawing itself is tested."""
    assert is_watched(item(place, test)) is watched


def test_the_measurement_runs_only_around_what_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It rests once tests are collected, and what counts comes first."""
    told: list[str] = []
    fake = SimpleNamespace(
        start=lambda: told.append("start"), stop=lambda: told.append("stop")
    )
    below = SimpleNamespace(stop=lambda: told.append("stop below"))
    found = iter([fake, fake, below, None])
    monkeypatch.setattr(Coverage, "current", lambda: next(found))
    plugin = Measured()
    list(plugin.pytest_collection())
    assert told == ["stop", "stop below"]
    told.clear()
    items = [item("properties/test_money.py"), item("unit/core/test_money.py")]
    plugin.pytest_collection_modifyitems(items)
    assert [is_watched(each) for each in items] == [True, False]
    list(plugin.pytest_runtest_protocol(items[0]))
    assert told == ["start", "stop"]
    list(plugin.pytest_runtest_protocol(items[1]))
    assert told == ["start", "stop"]


@pytest.mark.unwatched
def test_nothing_is_watched_here() -> None:
    """Whatever measures, in workers too, has let go of Python."""
    assert sys.gettrace() is None


def test_nothing_happens_where_nothing_is_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Tests run in the order in which they stand."""
    monkeypatch.setattr(Coverage, "current", lambda: None)
    plugin = Measured()
    list(plugin.pytest_collection())
    items = [item("properties/test_money.py"), item("unit/core/test_money.py")]
    plugin.pytest_collection_modifyitems(items)
    assert [is_watched(each) for each in items] == [False, True]
    list(plugin.pytest_runtest_protocol(items[1]))
