"""The example log of a programme: what commands came to, as the README says."""

from __future__ import annotations

from datetime import UTC, datetime

import attrs
import pytest

import partner_success as ps
from partner_success.interop import read_document, read_pilot_events
from partner_success.programme import programme_status
from partner_success.programme.pilot import AdvancePilot, PilotProgramme
from tests.unit.examples.files import EXAMPLES
from tools.programme_example.__main__ import example, main
from tools.programme_example.story import STORY

PLACE = EXAMPLES / "programme"
LOG = PLACE / "partners-emea.json"
SEEN = datetime(2026, 7, 6, 11, tzinfo=UTC)


def test_the_file_here_is_what_commands_come_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody edits it by hand, and nobody forgets to make it again."""
    made = example()
    monkeypatch.setattr("tools.programme_example.__main__.example", lambda: made)
    assert (main(["--check"]), capsys.readouterr().out) == (0, "")
    assert LOG.read_text(encoding="utf-8") == made
    monkeypatch.setattr("tools.programme_example.__main__.example", lambda: "other")
    assert main(["--check"]) == 1
    assert "is stale" in capsys.readouterr().out


def test_a_story_that_is_refused_is_no_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """It fails with the reasons."""
    monkeypatch.setattr(
        "tools.programme_example.__main__.STORY",
        [(STORY[0][0], [AdvancePilot(by="ada")])],
    )
    with pytest.raises(ValueError, match="refused: "):
        example()


def test_it_stands_as_the_readme_says(rules: ps.Rulebook) -> None:
    """Stage, people, questions, partners and goals."""
    events = read_pilot_events(read_document(LOG)["events"])
    pilot = PilotProgramme.replay(rules.programme, events)
    assert pilot.state.at == SEEN == STORY[-1][0]
    status = programme_status(pilot, at=SEEN)
    assert pilot.stage == "deliver"
    assert f"{status.since.day} {status.since:%B}" == "20 April"
    assert [seat.id for seat in status.team.vacant] == ["channel_sponsor", "marketing"]
    assert [each.criterion.id for each in status.blocking] == [
        "sponsors_named",
        "questions_answered",
        "partners_trained",
        "months_run",
    ]
    assert {each.id: each.lacks for each in status.partners} == {
        "amberline": ("surveyed",),
        "cascade-it": ("trained", "surveyed"),
        "elmwood": (),
    }
    assert pilot.state.partners["elmwood"].withdrawn
    assert dict(status.goals.by_state) == {
        "met": 0,
        "missed": 1,
        "not_yet_due": 2,
        "no_value": 0,
    }
    text = (PLACE / "README.md").read_text(encoding="utf-8")
    assert "from 12 January to 6 July 2026" in text
    for name in attrs.asdict(status.programme.state, recurse=False)["partners"]:
        assert f"`{name}`" in text
