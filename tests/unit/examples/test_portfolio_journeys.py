"""Journeys and records of the example portfolio: made by commands, always the same."""

from __future__ import annotations

import json
from functools import cache

import pytest

import partner_success as ps
from partner_success.interop import read_journey_events
from tests.unit.examples.files import PORTFOLIO, rows
from tools.portfolio_example import __main__ as tool
from tools.portfolio_example.stories import STORIES


@cache
def read(name: str) -> dict[str, object]:
    """Read one of the files."""
    found: dict[str, object] = json.loads(
        (PORTFOLIO / name).read_text(encoding="utf-8")
    )
    return found


def test_the_files_here_are_what_commands_come_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody edits them by hand, and nobody forgets to make them again."""
    made = tool.example()
    monkeypatch.setattr(tool, "example", lambda: made)
    assert (tool.main(["--check"]), capsys.readouterr().out) == (0, "")
    monkeypatch.setattr(tool, "example", lambda: made | {"partners.json": "other"})
    assert tool.main(["--check"]) == 1
    assert "partners.json is stale" in capsys.readouterr().out


def test_they_are_the_partners_of_the_tables() -> None:
    """Each of them, and no other."""
    ids = {each["partner_id"] for each in rows("accounts.csv")}
    assert {story.id for story in STORIES} == ids
    partners = read("partners.json")["partners"]
    assert isinstance(partners, list)
    assert {each["id"] for each in partners} == ids


def test_partners_stand_in_every_stage() -> None:
    """As the README says, some of them blocked, and one failed."""
    journey = ps.standard().journey
    events = read_journey_events(read("journeys.json")["events"])
    found = [
        journey.replay(each for each in events if each.partner_id == story.id).state
        for story in STORIES
    ]
    assert {state.stage for state in found} == set(journey.stages.ids)
    statuses = [state.gate.status.value for state in found]
    assert statuses.count("blocked") == 3
    assert statuses.count("failed") == 1
    assert sum(state.is_launched for state in found) == 19
