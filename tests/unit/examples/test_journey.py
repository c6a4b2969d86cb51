"""The example logs: what commands came to, the same each time, as the README says."""

from __future__ import annotations

import re
from functools import cache

import pytest

import partner_success as ps
from partner_success.gates import GateStatus, JourneyState, LaunchOutcome
from partner_success.interop import read_document, read_journey_events
from partner_success.partners import Severity
from tests.unit.examples.files import JOURNEY
from tools.journey_example.__main__ import example, main
from tools.journey_example.stories import END, STORIES

LOGS = JOURNEY / "partners.json"
LARGEST = 400_000


@cache
def states() -> dict[str, JourneyState]:
    """Replay every log."""
    events = read_journey_events(read_document(LOGS)["events"])
    journey = ps.standard().journey
    partners = dict.fromkeys(event.partner_id for event in events)
    return {
        id_: journey.replay(each for each in events if each.partner_id == id_).state
        for id_ in partners
    }


def test_the_file_here_is_what_commands_come_to(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody edits it by hand, and nobody forgets to make it again."""
    made = example()
    monkeypatch.setattr("tools.journey_example.__main__.example", lambda: made)
    assert (main(["--check"]), capsys.readouterr().out) == (0, "")
    assert LOGS.read_text(encoding="utf-8") == made
    monkeypatch.setattr("tools.journey_example.__main__.example", lambda: "other")
    assert main(["--check"]) == 1
    assert "is stale" in capsys.readouterr().out


def test_it_stays_small() -> None:
    """A clone does not get heavy by it, and a document may be as large."""
    assert LOGS.stat().st_size < LARGEST


def test_the_readme_names_every_partner() -> None:
    """And none that is not there."""
    text = (JOURNEY / "README.md").read_text(encoding="utf-8")
    table = "".join(line for line in text.splitlines() if line.startswith("| `"))
    names = sorted(re.findall(r"`([a-z0-9-]+)`", table))
    assert names == sorted(states()) == sorted(each.id for each in STORIES)
    assert len(names) == 24


def test_nothing_happens_after_the_day_of_the_example() -> None:
    """The README gives the day."""
    assert max(state.at for state in states().values()) <= END
    told = f"{END.day} {END:%B %Y}"
    assert told in (JOURNEY / "README.md").read_text(encoding="utf-8")


def test_partners_stand_in_every_stage() -> None:
    """So that each command has something to show."""
    found = {state.stage for state in states().values()}
    assert found == set(ps.standard().journey.stages.ids)


def test_what_befell_them_is_as_the_readme_says() -> None:
    """Each by what its state keeps of it."""
    found = states()
    assert found["cascade-it"].beta.extensions == 1
    issue = found["cascade-it"].beta.issues["double-bills"]
    assert (issue.severity, issue.is_open) == (Severity.HIGH, False)
    signed = found["delta-voice"].gates["gate_1"].sign_off
    assert signed is not None
    assert signed.in_place_of in found["delta-voice"].team["PDM"]
    for id_ in ("elmwood", "tidewater"):
        gate = found[id_].gates["gate_1"]
        assert (gate.reworks, len(gate.submissions)) in {(1, 1), (1, 2)}
    late = found["fjordnet"]
    assert late.launch.launched_on is not None
    assert late.target_launch is not None
    assert late.launch.launched_on > late.target_launch
    assert late.support.trainings
    override = found["granite"].gates["pre_contract"].override
    assert override is not None
    assert override.unmet
    assert found["harbour-one"].gates["gate_3"].waiver is not None
    assert found["lumen-works"].tier.chosen == 0
    assert found["meridian"].launch.state == LaunchOutcome.DELAY
    assert found["opal-cloud"].beta.state == "running"
    assert found["quarry"].gate.status is GateStatus.BLOCKED
    assert found["redwood"].gate.status is GateStatus.FAILED
