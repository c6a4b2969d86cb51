"""Programmes to which anybody does anything, against a plain reading of their log."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

import partner_success as ps
from partner_success.programme import ProgrammePolicy
from partner_success.programme.pilot import (
    AgreeSharing,
    AskForCaseStudy,
    ChoosePartner,
    DropGoal,
    DropQuarterGoal,
    JudgeGoal,
    MoveDeliverable,
    OnboardPartner,
    PilotCommand,
    PilotProgramme,
    PilotStep,
    ReopenCriterion,
    ReopenQuestion,
    ReturnPilot,
    SetGoal,
    SetQuarterGoal,
    SetRegions,
    ShareMetrics,
    SignPartner,
    StopPilot,
    SurveyPartner,
    TrainPartner,
    VacateSeat,
    WithdrawPartner,
)
from tests.properties.naive_pilots import naive_open
from tests.support.machines import Driven
from tests.support.pilots import ADVANCE, AREAS, AT, STAGES, available, goal

SOME = settings(max_examples=min(15, settings().max_examples), stateful_step_count=20)
WHY = "we learnt"
DISTURBING: tuple[PilotCommand, ...] = (
    VacateSeat(by="bob", seat="channel_sponsor"),
    VacateSeat(by="bob", seat="legal"),
    DropGoal(by="bob", goal="scaling", why=WHY),
    SetGoal(by="bob", goal=goal("scaling", value=7)),
    ReopenQuestion(by="bob", question="privacy", why=WHY),
    ReopenCriterion(by="bob", criterion="training_built", why=WHY),
    MoveDeliverable(by="bob", deliverable="portal_page", to="in_review", why=WHY),
    ChoosePartner(by="bob", partner="initech", meets=["data_shareable"]),
    WithdrawPartner(by="bob", partner="acme", why=WHY),
    WithdrawPartner(by="bob", partner="globex", why=WHY),
    AgreeSharing(by="bob", months=2, why=WHY),
    SetRegions(by="bob", regions=["emea", "latam"]),
    DropQuarterGoal(by="bob", quarter=date(2027, 1, 1), why=WHY),
)
"""What can open a criterion that was met."""


class Walk(RuleBasedStateMachine):
    """A programme on its way, and beside it the machine of python-statemachine."""

    policy: ProgrammePolicy
    whole_way: PilotProgramme

    def __init__(self) -> None:
        super().__init__()
        self.machine = Driven("pilot")
        self.now = self.whole_way.at_version(1)
        self.at: datetime = AT

    @initialize(version=st.integers(43, 61) | st.integers(1, 61))
    def begin_on_the_way(self, version: int) -> None:
        """Begin anywhere on the way to availability, so that the end is near."""
        self.now = self.whole_way.at_version(version)
        self.at = self.now.state.at
        for event in self.now.events:
            if event.kind == "stage_entered":
                self.machine.send("advance")

    def _apply(self, command: PilotCommand) -> PilotStep:
        step = self.now.apply(command, at=self.at)
        assert step.refused is not bool(step.events)
        if step.refused:
            assert step.programme is self.now
        self.now = step.programme
        return step

    def _known(self, command: object) -> bool:
        """Tell whether what a command names is there yet."""
        state = self.now.state
        goals = not isinstance(command, DropGoal | JudgeGoal)
        partner: str | None = getattr(command, "partner", None)
        chosen = isinstance(command, ChoosePartner) or partner is None
        region: str | None = getattr(command, "region", None)
        return (
            (goals or getattr(command, "goal", None) in state.goals)
            and (chosen or partner in state.partners)
            and (region is None or region in state.regions)
        )

    @rule(days=st.integers(0, 40))
    def wait(self, days: int) -> None:
        """Let time pass."""
        self.at += timedelta(days=days)

    @rule()
    def run_for_months(self) -> None:
        """Let half a year pass in which metrics are shared every three weeks."""
        if self.now.has_ended or self.now.state.run_from is None:
            return
        for _ in range(9):
            self.at += timedelta(days=21)
            self._apply(ShareMetrics(by="ada"))

    @rule(place=st.integers(0, 20))
    def do_one_thing(self, place: int) -> None:
        """Do some deed of the present stage."""
        _, commands = STAGES.get(self.now.stage, STAGES["rollout"])
        command = commands[place % len(commands)]
        if self._known(command):
            self._apply(command)

    @rule(data=st.data())
    def do_all_of_some_stage(self, data: st.DataObject) -> None:
        """Do all deeds of some stage up to the present one, whatever is refused."""
        stages = list(STAGES)
        here = stages.index(self.now.stage) if self.now.stage in stages else 5
        name = data.draw(st.sampled_from(stages[: here + 1]), label="stage")
        for command in STAGES[name][1]:
            if self._known(command):
                self._apply(command)
        if name == "rollout":
            self._plan_quarters()

    def _plan_quarters(self) -> None:
        month = self.at.year * 12 + (self.at.month - 1) // 3 * 3
        for quarter in range(5):
            year, begins = divmod(month + 3 * quarter, 12)
            day = date(year, begins + 1, 1)
            self._apply(SetQuarterGoal(by="ada", quarter=day, partners=9))

    @rule()
    def see_to_partners(self) -> None:
        """Bring every partner that takes part to the end, and judge every goal."""
        for name in self.now.state.taking_part:
            for step in (SignPartner, OnboardPartner, TrainPartner, SurveyPartner):
                self._apply(step(by="ada", partner=name))
            self._apply(AskForCaseStudy(by="ada", partner=name))
        for name in self.now.state.goals:
            self._apply(JudgeGoal(by="ada", goal=name, value=8))

    @rule(command=st.sampled_from(DISTURBING))
    def disturb(self, command: PilotCommand) -> None:
        """Take something back that may have been met."""
        if self._known(command):
            self._apply(command)

    @rule()
    def advance(self) -> None:
        """Go on: refused exactly while a criterion up to the stage is open."""
        stage, on = self.now.stage, self.at.date()
        ended = self.now.has_ended
        wanting = (
            set() if ended else naive_open(self.policy, self.now.events, on, stage)
        )
        blocking = {each.criterion.id for each in self.now.blocking(at=self.at)}
        assert blocking == wanting
        self.machine.guards.answer = lambda: not wanting
        taken = self.machine.send("advance")
        step = self._apply(ADVANCE)
        assert step.refused is not taken
        if not ended:
            named = {str(each.facts["criterion"]) for each in step.reasons}
            assert named == wanting

    @rule(to=st.sampled_from(list(STAGES)), why=st.sampled_from(["", WHY, WHY]))
    def go_back(self, to: str, why: str) -> None:
        """Go back, as far as the machine lets one; rarely, to come far."""
        if to != "develop":
            return
        self.machine.guards.answer = lambda: bool(why)
        taken = self.machine.send(f"back_to_{to}")
        assert self._apply(ReturnPilot(by="bob", to=to, why=why)).refused is not taken

    @rule(chance=st.integers(0, 30), why=st.sampled_from(["", WHY]))
    def stop(self, chance: int, why: str) -> None:
        """Give up, rarely."""
        if chance != 30:
            return
        self.machine.guards.answer = lambda: bool(why)
        taken = self.machine.send("stop")
        assert self._apply(StopPilot(by="bob", why=why)).refused is not taken

    @invariant()
    def both_stand_in_one_state(self) -> None:
        """The programme and the machine are in the same state."""
        assert self.now.stage == self.machine.state

    def teardown(self) -> None:
        """At the end the log gives the state, and no stage was left too early."""
        events = self.now.events
        restored = PilotProgramme.restore(self.policy, self.now.snapshot())
        assert restored.state == self.now.state
        assert PilotProgramme.replay(self.policy, [*events, *events]) == self.now
        stage = "discovery"
        for place, event in enumerate(events):
            if event.kind in ("stage_entered", "made_available"):
                before = events[:place]
                on = event.at.date()
                assert not naive_open(self.policy, before, on, stage)
            stage = getattr(event, "stage", stage)


@pytest.mark.rule("PRG-02", "PRG-06", "PRG-07", "PRG-09")
def test_no_stage_is_left_with_an_open_criterion(rules: ps.Rulebook) -> None:
    """Whatever is done in any order, a plain reading of the log says the same."""
    Walk.policy = rules.programme
    Walk.whole_way = available(rules)
    run_state_machine_as_test(Walk, settings=SOME)
    assert len(AREAS) == len(rules.programme.goal_areas)
