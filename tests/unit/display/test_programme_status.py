"""Where a programme stands, as tables and as Markdown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

import pytest

import partner_success as ps
from partner_success.display import programme_markdown, programme_tables
from partner_success.errors import InvalidUseError
from partner_success.programme import programme_status
from partner_success.programme.pilot import (
    ChoosePartner,
    FillSeat,
    StopPilot,
    VacateSeat,
    WithdrawPartner,
)
from tests.support import pilots


def test_what_there_is_stands_in_tables(rules: ps.Rulebook) -> None:
    """Each with its lines; a programme that has ended has no table of what is open."""
    pilot = pilots.complete(rules, "develop")
    pilot = pilots.done(pilot, [VacateSeat(by="ada", seat="channel_sponsor")])
    tables = {
        each.id: [[cell.text for cell in row] for row in each.rows]
        for each in programme_tables(programme_status(pilot, at=pilot.state.at))
    }
    assert list(tables) == [
        "stages", "blocking", "acting", "ahead", "partners", "goals", "deliverables",
    ]  # fmt: skip
    assert tables["stages"][0] == ["Discovery", "passed", "2026-01-12", "1"]
    assert tables["stages"][5] == ["Rollout", "ahead", "–", "6"]
    [[stage, criterion, missing, who]] = tables["blocking"]
    assert (stage, criterion) == ("Discovery", "Both executive sponsors are named")
    assert missing == "the seat 'Executive sponsor, channel' is vacant"
    assert who.startswith("Programme manager, customer success (ada), ")
    assert [row[1:] for row in tables["acting"]] == [
        ["ada", "Both executive sponsors are named"],
        ["ines", "Both executive sponsors are named"],
    ]
    assert tables["partners"][0][0] == "acme"
    assert tables["deliverables"][0] == ["Programme guide", "ready"]
    assert [row[1:] for row in tables["goals"]] == [["–", "not yet due"]] * 3
    pilot = pilots.done(pilot, [StopPilot(by="ada", why="no budget")])
    ended = programme_tables(programme_status(pilot, at=pilot.state.at))
    assert not {each.id for each in ended} & {"blocking", "acting", "ahead"}


def test_a_line_for_each_thing_that_is_missing(rules: ps.Rulebook) -> None:
    """Stage, criterion and who stand on the first of them alone; seats likewise."""
    status = programme_status(pilots.begun(rules), at=pilots.AT)
    _, blocking, acting, *_ = programme_tables(status)
    lines = [[cell.text for cell in row] for row in blocking.rows]
    assert len(lines) == 7
    assert [line[1] for line in lines][:4] == [
        "There is a goal with metric, target and date in every area",
        "",
        "",
        "Both executive sponsors are named",
    ]
    assert {line[0] for line in lines} == {"Discovery", ""}
    assert {line[3] for line in lines[1:3]} == {""}
    seats = [[cell.text for cell in row] for row in acting.rows]
    assert seats[0][:2] == ["Programme manager, customer success", "vacant"]
    assert seats[1][:2] == ["", ""]
    assert acting.rows[0][1].tone == "worst"


def test_markdown_has_every_section(rules: ps.Rulebook) -> None:
    """Headings with lists, and nothing where there is nothing to say."""
    pilot = pilots.complete(rules, "develop")
    pilot = pilots.done(pilot, [VacateSeat(by="ada", seat="channel_manager")])
    status = programme_status(pilot, at=pilot.state.at)
    text = programme_markdown(status)
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert heads == [
        f"# {status.headline}",
        "## In the way",
        "## Who must act",
        "## Open in later stages",
        "## Partners of the pilot",
        "## Goals",
        "## Deliverables: 6 of 6 ready",
        "## Notes",
    ]
    assert (
        "- Discovery: Both programme managers are named\n"
        "    - the seat 'Programme manager, channel' is vacant\n"
    ) in text
    assert (
        "- **Executive sponsor, customer success** (olga)\n"
        "    - Both programme managers are named\n"
    ) in text
    assert text.endswith("(rulebook standard 2026.1)\n")
    begun = programme_markdown(programme_status(pilots.begun(rules), at=pilots.AT))
    assert "- **Executive sponsor, channel** (vacant)\n" in begun
    assert "## Goals" not in begun


def test_markdown_of_rules_without_an_edition(rules: ps.Rulebook) -> None:
    """Nothing is said of an edition where there is none."""
    import attrs

    from partner_success.core import Provenance

    pilot = pilots.available(rules)
    policy = attrs.evolve(rules.programme, provenance=Provenance())
    pilot = attrs.evolve(pilot, policy=policy)
    at = pilot.state.at + timedelta(days=1)
    assert "standard" not in programme_markdown(programme_status(pilot, at=at))


def test_what_a_log_says_stays_text(rules: ps.Rulebook) -> None:
    """Neither mark-up nor a command to a terminal comes of it."""
    pilot = pilots.done(
        pilots.begun(rules),
        [
            FillSeat(by="ada", seat="channel_manager", person="<b>[x](y)</b>"),
            ChoosePartner(by="ada", partner="*evil*\x1b[31m", meets=["strategic_fit"]),
            WithdrawPartner(by="ada", partner="*evil*\x1b[31m", why="# why\n- not"),
        ],
    )
    status = programme_status(pilot, at=pilot.state.at)
    text = programme_markdown(status)
    assert "<b>" not in text
    assert r"**\*evil\*␛\[31m**: withdrew: \# why␊- not" in text
    for table in programme_tables(status):
        for row in table.rows:
            assert not any("\x1b" in cell.text or "\n" in cell.text for cell in row)


def test_anything_else_is_refused() -> None:
    """With what is needed."""
    for show in (programme_tables, programme_markdown):
        with pytest.raises(InvalidUseError, match="needs a ProgrammeStatus, not list"):
            show(cast(Any, []))
