"""What the strategies do where chance alone would seldom lead: rare ways, and runs."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from partner_success.core.collections import FrozenMap
from partner_success.engagement.playbooks.runs import RUN_EVENT_KINDS, PlaybookRun
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.programme.pilot import PILOT_EVENT_KINDS
from partner_success.questionnaires import Constraint, RatingField
from partner_success.testing import (
    faulty_answers,
    journey_events,
    pilot_events,
    planting,
    playbook_runs,
    run_events,
)
from partner_success.testing.happening import any_value
from tests.unit.engagement.playbooks.running import playbook
from tests.unit.questionnaires.building_blocks import asking, when

some = settings(max_examples=min(30, settings().max_examples))


def test_what_cannot_be_broken_is_left_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """A section that nobody asked for is added where no constraint can be broken."""
    monkeypatch.setattr(planting, "_WAYS", planting._WAYS[:1])
    always = when(field="n", at_most=5)
    bound = Constraint(id="c", condition=always, message="at most 5")
    asked = asking(RatingField(id="n", label="n?", constraints=(bound,)))
    found = find(faulty_answers(asked, on=date(2025, 12, 20)), lambda _: True)
    assert {code for _, code in found.planted} == {"unknown-section"}


@some
@given(st.data())
def test_runs_can_be_replayed(data: st.DataObject) -> None:
    """A run follows from its log, and events are of the kinds that are asked for."""
    run = data.draw(playbook_runs(playbook()))
    assert PlaybookRun.replay(run.playbook, run.events) == run
    assert type(data.draw(run_events())) in RUN_EVENT_KINDS.values()
    done = data.draw(run_events(kinds={"step_done"}))
    assert type(done) is RUN_EVENT_KINDS["step_done"]


@some
@given(st.data())
def test_events_of_pilots_are_of_their_kinds(data: st.DataObject) -> None:
    """Every kind can be drawn, and only those that are asked for are."""
    assert type(data.draw(pilot_events())) in PILOT_EVENT_KINDS.values()
    kind = data.draw(st.sampled_from([*PILOT_EVENT_KINDS]))
    assert data.draw(pilot_events(kinds={kind})).kind == kind
    assert data.draw(pilot_events(kinds={"goal_set"})).kind == "goal_set"


def test_kinds_of_events_are_named() -> None:
    """A kind that there is not, and none at all, are refused at once."""
    for events in (journey_events, run_events, pilot_events):
        with pytest.raises(UnknownNameError, match="'finish'"):
            events(kinds={"finish"})
        with pytest.raises(InvalidValueError, match="kinds is empty"):
            events(kinds=())


@given(st.data())
def test_values_of_a_type_are_of_it(data: st.DataObject) -> None:
    """Maps and either of two types among them."""
    names = data.draw(any_value(FrozenMap[str, int]))
    assert isinstance(names, FrozenMap)
    assert all(isinstance(each, int) for each in names.values())
    assert isinstance(data.draw(any_value(int | str)), (int, str))
    assert isinstance(data.draw(any_value(tuple[int, ...])), tuple)
