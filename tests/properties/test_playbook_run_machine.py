"""Runs of playbooks beside the plainest model of them, and the laws of their logs."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from jsonschema import Draft202012Validator

from partner_success.core.collections import Catalogue
from partner_success.engagement import (
    CancelRun,
    Cause,
    CauseKind,
    DoStep,
    FinishRun,
    LeaveOutStep,
    PauseRun,
    PlaybookRun,
    PlaybookRuns,
    ReopenStep,
    ResumeRun,
    RunStep,
    StartRun,
    run_id,
)
from partner_success.engagement.playbooks.runs import RUN_EVENT_KINDS, RunEvent
from partner_success.errors import InvalidValueError, UnknownNameError
from partner_success.interop import (
    format_document,
    parse_document,
    read_run_events,
    read_run_state,
    run_event_document,
    run_event_schema,
    run_state_document,
)
from partner_success.testing import playbook_runs, run_events
from tests.unit.engagement.playbooks.running import AT, playbook, started

some = settings(max_examples=min(30, settings().max_examples))
PLAYBOOK = playbook()
STEPS = st.sampled_from(PLAYBOOK.steps.ids)
PARTS = st.text("a/%é", max_size=2)
NOTES = st.sampled_from(["because", "because", " "])
VALIDATOR: Any = Draft202012Validator(
    run_event_schema(title="An event", id="urn:example:run-event")
)


class RunMachine(RuleBasedStateMachine):
    """Does, leaves out, reopens, rests, finishes and gives up, as people do.

    The model is how each step stands, as a word, and how the run does.
    """

    run_: PlaybookRun

    @initialize()
    def begin(self) -> None:
        self.run_ = started()
        self.at = AT
        self.steps = dict.fromkeys(PLAYBOOK.steps.ids, "open")
        self.state = "running"
        self.outcome: str | None = None

    def gives(self, command: Any, *, accepted: bool) -> bool:
        """Give a command, and hold what came of it to what the model expects."""
        before = self.run_
        self.at += timedelta(minutes=7)
        step: RunStep = before.apply(command, at=self.at)
        assert step.refused is not accepted, step.explain()
        assert step.run.version == before.version + accepted
        self.run_ = step.run
        return accepted

    def settled(self, step: str) -> bool:
        return self.steps[step] != "open"

    @rule(step=STEPS)
    def do(self, step: str) -> None:
        needs = all(map(self.settled, PLAYBOOK.steps[step].needs))
        accepted = self.state == "running" and needs and not self.settled(step)
        if self.gives(DoStep(by="ada", step=step), accepted=accepted):
            self.steps[step] = "done"

    @rule(step=STEPS | st.just("visit"), note=NOTES)
    def leave_out(self, step: str, note: str) -> None:
        open_ = self.state == "running" and not self.settled(step)
        accepted = open_ and PLAYBOOK.steps[step].if_needed and note != " "
        command = LeaveOutStep(by="ada", step=step, note=note)
        if self.gives(command, accepted=accepted):
            self.steps[step] = "left out"

    @rule(step=STEPS, note=NOTES)
    def reopen(self, step: str, note: str) -> None:
        needed = any(
            step in each.needs and self.steps[each.id] == "done"
            for each in PLAYBOOK.steps
        )
        accepted = self.state == "running" and self.settled(step) and not needed
        command = ReopenStep(by="ada", step=step, note=note)
        if self.gives(command, accepted=accepted and note != " "):
            self.steps[step] = "open"

    @rule()
    def pause(self) -> None:
        command = PauseRun(by="ada", note="because")
        if self.gives(command, accepted=self.state == "running"):
            self.state = "paused"

    @rule()
    def resume(self) -> None:
        if self.gives(ResumeRun(by="ada"), accepted=self.state == "paused"):
            self.state = "running"

    @rule(outcome=st.sampled_from(["content", "content", "left"]))
    def finish(self, outcome: str) -> None:
        through = outcome == "left" or all(map(self.settled, self.steps))
        # Rarely, or no run would ever be long.
        if outcome == "left" and self.run_.version % 5:
            return
        command = FinishRun(by="ada", outcome=outcome)
        if self.gives(command, accepted=self.state == "running" and through):
            self.state, self.outcome = "finished", outcome

    @rule(note=NOTES)
    def cancel(self, note: str) -> None:
        if self.run_.version % 5:
            return
        accepted = self.state in ("running", "paused") and note != " "
        if self.gives(CancelRun(by="ada", note=note), accepted=accepted):
            self.state = "cancelled"

    @invariant()
    def it_stands_as_the_model_does(self) -> None:
        state = self.run_.state
        assert (state.state, state.outcome) == (self.state, self.outcome)
        for step, how in self.steps.items():
            assert (step in state.done) is (how == "done")
            assert (step in state.left_out) is (how == "left out")
        for each in PLAYBOOK.steps:
            if self.steps[each.id] == "done":
                assert all(map(self.settled, each.needs))
        open_ = [step for step, how in self.steps.items() if how == "open"]
        assert [each.id for each in self.run_.open_steps] == open_
        for each in self.run_.open_steps:
            given = self.run_.apply(DoStep(by="ada", step=each.id), at=self.at)
            assert (each in self.run_.ready_steps) is not given.refused

    @invariant()
    def the_log_says_the_same(self) -> None:
        assert PlaybookRun.replay(PLAYBOOK, self.run_.events) == self.run_


@pytest.mark.rule("PLB-04")
class TestRuns(RunMachine.TestCase):  # type: ignore[misc,name-defined]
    """Whatever people do, in any order."""

    settings = settings(max_examples=20, stateful_step_count=20)


@pytest.mark.rule("PLB-04")
@some
@given(playbook_runs(PLAYBOOK), st.data())
def test_any_delivery_of_a_log_leads_to_the_same(
    run: PlaybookRun, data: st.DataObject
) -> None:
    """Whole, in pieces, with pieces twice, or from a state on the way."""
    cut = data.draw(st.integers(1, run.version))
    again = data.draw(st.integers(0, cut))
    first, rest = run.events[:cut], run.events[again:]
    assert PlaybookRun.replay(PLAYBOOK, first).followed_by(rest) == run
    then = PlaybookRun.restore(PLAYBOOK, run.at_version(cut).snapshot())
    assert then.followed_by(rest).state == run.state
    assert run.followed_by(run.events) is run


@pytest.mark.rule("PLB-04")
@some
@given(st.lists(playbook_runs(PLAYBOOK), max_size=4), st.randoms(use_true_random=False))
def test_logs_of_several_runs_mix_in_any_way(
    drawn: list[PlaybookRun], random: Any
) -> None:
    """As long as that of each comes in order, and each cause has one run."""
    runs = {run.id: run for run in drawn}
    queues = [list(run.events) for run in runs.values()]
    mixed: list[RunEvent] = []
    while queues := [queue for queue in queues if queue]:
        mixed.append(random.choice(queues).pop(0))
    none = PlaybookRuns(playbooks=Catalogue([PLAYBOOK], kind="playbook"))
    whole = none.followed_by(mixed)
    assert whole.runs == runs
    for run in runs.values():
        command = StartRun(by="x", subject=run.state.subject, cause=run.state.cause)
        assert whole.start(PLAYBOOK.id, command, at=AT).refused


@pytest.mark.rule("PLB-04")
@some
@given(*[st.tuples(PARTS, PARTS, PARTS, st.none() | st.just(AT.date()))] * 2)
def test_only_the_same_has_the_same_id(one: Any, other: Any) -> None:
    """Two runs share an id only where playbook, subject and cause are the same."""
    first, second = (
        run_id(
            playbook=playbook_id,
            subject=subject,
            cause=Cause(kind=CauseKind.MANUAL, id=f"x{name}x", day=day),
        )
        for playbook_id, subject, name, day in (one, other)
    )
    assert (first == second) is (one == other)


@pytest.mark.rule("PLB-04")
@pytest.mark.parametrize("kind", RUN_EVENT_KINDS)
def test_events_of_every_kind_come_back_equal(kind: str) -> None:
    """Written, read and written again, in JSON and in YAML, by the JSON Schema too."""

    @settings(max_examples=3)
    @given(run_events(kinds={kind}))
    def comes_back(event: RunEvent) -> None:
        document = run_event_document(event)
        for format_ in ("json", "yaml"):
            written = format_document(document, format_)
            [found] = read_run_events([parse_document(written, format_)])
            assert found == event
            assert run_event_document(found) == document
        plain = json.loads(format_document(document, "json"))
        assert VALIDATOR.is_valid(plain)
        assert not VALIDATOR.is_valid({**plain, "colour": "red"})
        del plain["schema"]
        assert not VALIDATOR.is_valid(plain)

    comes_back()


@pytest.mark.rule("PLB-04")
@some
@given(playbook_runs(PLAYBOOK))
def test_any_run_comes_back_from_its_documents(run: PlaybookRun) -> None:
    """From its log, and from its state."""
    log = read_run_events([run_event_document(event) for event in run.events])
    assert PlaybookRun.replay(PLAYBOOK, log) == run
    written = format_document(run_state_document(run.state), "json")
    assert read_run_state(parse_document(written, "json")) == run.state


def test_unknown_kinds_of_events_are_not_drawn() -> None:
    """The near misses are named, and nothing is no choice."""
    with pytest.raises(UnknownNameError, match="did you mean 'step_done'"):
        run_events(kinds={"step_don"})
    with pytest.raises(InvalidValueError, match="name one kind"):
        run_events(kinds=())
