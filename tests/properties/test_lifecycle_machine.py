"""Customers to whom anybody does anything, against python-statemachine."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

import partner_success as ps
from partner_success.engagement import (
    AdvanceStage,
    CustomerLifecycle,
    Lifecycle,
    LifecycleCommand,
    LifecycleStep,
    RecordChurn,
    RecordRenewal,
    ReopenMilestone,
    TickMilestone,
    onboarding_plan,
)
from tests.support.customers import AT
from tests.support.machines import Driven

SOME = settings(max_examples=min(30, settings().max_examples), stateful_step_count=20)


class Walk(RuleBasedStateMachine):
    """A customer on its way, and the machine that python-statemachine runs beside it."""

    lifecycle: Lifecycle

    def __init__(self) -> None:
        super().__init__()
        self.machine = Driven("lifecycle")
        self.now: CustomerLifecycle = self.lifecycle.begin("globex", at=AT, by="ada")
        self.at: datetime = AT
        self.ticked: set[str] = set()

    def _apply(self, command: LifecycleCommand) -> LifecycleStep:
        step = self.now.apply(command, at=self.at)
        assert step.refused is not bool(step.events)
        if step.refused:
            assert step.lifecycle is self.now
        self.now = step.lifecycle
        return step

    @rule(hours=st.integers(0, 24 * 60))
    def wait(self, hours: int) -> None:
        """Let time pass."""
        self.at += timedelta(hours=hours)

    @rule(data=st.data())
    def advance(self, data: st.DataObject) -> None:
        """Go on to any stage: the machine says whether that can follow."""
        to = data.draw(st.sampled_from(self.lifecycle.stages.ids), label="to")
        events = self.machine.machine.events
        taken = f"to_{to}" in {str(event.id) for event in events} and (
            self.machine.send(f"to_{to}")
        )
        assert self._apply(AdvanceStage(by="ada", to=to)).refused is not taken

    @rule()
    def renew(self) -> None:
        """Renew: the machine says whether it is time to."""
        term, taken = self.now.state.term, self.machine.send("renewed")
        assert self._apply(RecordRenewal(by="ada")).refused is not taken
        assert self.now.state.term == term + taken

    @rule(data=st.data(), why=st.sampled_from(["", " ", "it moved abroad"]))
    def churn(self, data: st.DataObject, why: str) -> None:
        """Leave, for a reason that needs a word or does not; rarely, to go on."""
        if not data.draw(st.sampled_from([False] * 4 + [True]), label="leave"):
            return
        reasons = self.lifecycle.churn_reasons
        reason = reasons[data.draw(st.sampled_from(reasons.ids), label="reason")]
        told = bool(why.strip()) or not reason.needs_word
        self.machine.guards.answer = lambda: told
        taken = self.machine.send("churn")
        command = RecordChurn(by="ada", reason=reason.id, why=why)
        assert self._apply(command).refused is not taken

    @rule(data=st.data(), tick=st.booleans())
    def milestone(self, data: st.DataObject, tick: bool) -> None:
        """Tick a milestone, or open it again."""
        some = self.lifecycle.onboarding.milestones.ids[:4]
        name = data.draw(st.sampled_from(some), label="milestone")
        state = self.now.state
        kind = TickMilestone if tick else ReopenMilestone
        step = self._apply(kind(by="ada", milestone=name))
        begun = state.onboarding_start is not None and not state.has_churned
        assert step.refused is (not begun or (name in self.ticked) is tick)
        if not step.refused:
            self.ticked ^= {name}

    @rule()
    def come_too_early(self) -> None:
        """Nothing is done before the newest event."""
        before = self.now.state.at - timedelta(microseconds=1)
        step = self.now.apply(RecordRenewal(by="ada"), at=before)
        assert "out-of-order" in {reason.code for reason in step.reasons}

    @invariant()
    def both_stand_in_one_state(self) -> None:
        """The customer and the machine are in the same state."""
        assert self.now.stage == self.machine.state

    @invariant()
    def the_log_says_it_all(self) -> None:
        """Replaying gives the state, and a version of it is what it was."""
        assert self.lifecycle.replay(self.now.events) == self.now
        assert self.now.as_of(self.at) == self.now
        restored = self.lifecycle.restore(self.now.snapshot())
        assert restored.state == self.now.state
        assert set(self.now.state.done) == self.ticked


@pytest.mark.rule("ENG-01", "ENG-05")
def test_customers_walk_as_the_machine_does(rules: ps.Rulebook) -> None:
    """Whatever is done in any order, the two engines agree, and logs give the state."""
    Walk.lifecycle = rules.lifecycle
    run_state_machine_as_test(Walk, settings=SOME)


@pytest.mark.rule("ENG-05")
@settings(max_examples=min(50, settings().max_examples))
@given(data=st.data(), start=st.dates(max_value=date(9999, 1, 1)))
def test_a_milestone_is_done_open_or_overdue(data: st.DataObject, start: date) -> None:
    """On any day of anybody's onboarding the two ways to ask say the same."""
    plan = onboarding_plan(ps.standard().lifecycle.onboarding, start)
    days = st.integers(max(-10, 1 - start.toordinal()), 300)
    on = start + timedelta(days=data.draw(days, label="days"))
    done = data.draw(st.sets(st.sampled_from(plan.milestones.ids)), label="done")
    late = {each.id for each in plan.overdue(on, done)}
    assert late == {
        each.id for each in plan.milestones if on > each.due and each.id not in done
    }
    # What was reached on the day itself counts, and what comes the day after does not.
    reached = plan.progress(on, dict.fromkeys(done, on))
    assert {each.id for each in reached.done} == done
    assert {each.id for each in reached.overdue} == late
    later = plan.progress(on, dict.fromkeys(done, on + timedelta(days=1)))
    assert later == plan.progress(on, {})
    assert reached.phase == plan.onboarding.phase_on(start, on)
    assert (reached.phase is None) is not (1 <= reached.day <= 180)
