"""Laws of the report of a programme, whatever was done in it."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partner_success as ps
from partner_success.display import programme_markdown, programme_tables
from partner_success.errors import UnknownNameError
from partner_success.programme import programme_status
from partner_success.programme.pilot import (
    MoveDeliverable,
    PilotCommand,
    PilotProgramme,
    ReopenQuestion,
    ReturnPilot,
    StopPilot,
    VacateSeat,
    WithdrawPartner,
)
from tests.support import pilots

some = settings(max_examples=min(15, settings().max_examples))

DEEDS: Final = tuple(deed for _, deeds in pilots.STAGES.values() for deed in deeds)
UNDOING: Final[tuple[PilotCommand, ...]] = (
    VacateSeat(by="ada", seat="channel_sponsor"),
    VacateSeat(by="ada", seat="customer_success_manager"),
    ReopenQuestion(by="ada", question="funding", why="asked anew"),
    MoveDeliverable(by="ada", deliverable="portal_page", to="in_draft", why="old"),
    WithdrawPartner(by="ada", partner="acme", why="it was bought"),
    WithdrawPartner(by="ada", partner="globex", why="it has no time"),
    ReturnPilot(by="ada", to="design", why="the terms changed"),
)


def done(pilot: PilotProgramme, deed: PilotCommand) -> PilotProgramme:
    """Give a programme after a deed; one that is refused changes nothing."""
    try:
        return pilot.apply(deed, at=pilots.REVIEWED).programme
    except UnknownNameError:
        return pilot


@st.composite
def programmes(draw: st.DrawFn) -> PilotProgramme:
    """Draw a programme in which much was done, some of it undone, and some left out."""
    left_out = draw(st.sets(st.sampled_from(range(len(DEEDS))), max_size=4))
    pilot = pilots.begun(ps.standard())
    for place, deed in enumerate(DEEDS):
        if place not in left_out:
            pilot = done(pilot, deed)
    for _ in range(draw(st.integers(0, 3))):
        pilot = done(pilot, pilots.ADVANCE)
    undone: list[PilotCommand] = draw(st.lists(st.sampled_from(UNDOING), max_size=3))
    if draw(st.integers(0, 9)) == 0:
        undone.append(StopPilot(by="ada", why="no budget"))
    for deed in undone:
        pilot = done(pilot, deed)
    return pilot


@pytest.mark.rule("PRG-02", "PRG-06")
@given(pilot=programmes())
@some
def test_whatever_blocks_is_refused_and_owed(pilot: PilotProgramme) -> None:
    """It can go on where nothing is in the way, and whatever is, somebody owes."""
    status = programme_status(pilot, at=pilots.REVIEWED)
    owed = [one for duty in status.must_act for one in duty.owes]
    told = {
        (one.open.criterion.id, each.message) for one in owed for each in one.reasons
    }
    missing = {
        (each.criterion.id, reason.message)
        for each in status.blocking
        for reason in each.reasons
    }
    assert told == missing
    assert all(one.reasons for one in owed)
    step = pilot.apply(pilots.ADVANCE, at=pilots.REVIEWED)
    assert step.refused is (bool(status.blocking) or pilot.has_ended)
    counted = sum(each.open for each in status.stages)
    assert counted == len(status.blocking) + len(status.ahead)
    assert programme_tables(status)
    assert programme_markdown(status)
