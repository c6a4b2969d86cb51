"""Whole journeys, walked by anybody in any order, and what always holds on them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from partner_success.access import Actor, Delegation, Identity
from partner_success.gates import (
    BeginBeta,
    Block,
    CloseLaunchItem,
    Command,
    CoSign,
    DecideLaunch,
    DoHandOffStep,
    EndBeta,
    EvaluateBeta,
    ExtendBeta,
    GateStatus,
    Journey,
    Launch,
    OpenLaunchItem,
    Override,
    PartnerJourney,
    ReassignOwner,
    RecordBetaFeedback,
    RecordBetaIssue,
    RecordMetrics,
    RecordRollbackPlan,
    RecordSupportGaps,
    ResolveBetaIssue,
    Rework,
    RunMockScenario,
    SelectBetaCustomers,
    SignOff,
    StartStage,
    Subject,
    Submit,
    TickItem,
    Unblock,
    ValidateSupport,
    WaiveBeta,
)
from partner_success.gates.deciding import COMMAND_RULES, Situation
from tests.support.commanding import filled
from tests.support.journeys import NAMES, journey_called
from tests.support.partners_on_the_way import (
    AT,
    Wanted,
    actor,
    on_the_way,
    person,
    questionnaire_of,
    set_out,
)

KINDS = tuple(COMMAND_RULES)
ONWARD = (
    TickItem,
    SelectBetaCustomers,
    BeginBeta,
    RecordBetaFeedback,
    EvaluateBeta,
    RecordMetrics,
    EndBeta,
    RunMockScenario,
    ValidateSupport,
    Unblock,
    Rework,
    Submit,
    SignOff,
    RecordRollbackPlan,
    DecideLaunch,
    Launch,
    DoHandOffStep,
    StartStage,
)
"""What brings a partner to the next stage, in an order in which it can."""

DETOURS = (
    (Submit, Override),
    (Submit, Block, Rework, Unblock),
    (WaiveBeta,),
    (RecordBetaIssue, EndBeta, ResolveBetaIssue, EndBeta),
    (EvaluateBeta, ExtendBeta, EndBeta),
    (RecordSupportGaps, DecideLaunch, Launch),
    (OpenLaunchItem, Launch, CloseLaunchItem, Launch),
    (Submit, CoSign, ReassignOwner, SignOff),
)
"""Kinds of commands that follow each other where something goes wrong."""


class Walk(RuleBasedStateMachine):
    """A partner to whom anybody does anything, at the right time or not."""

    journey: Journey

    def __init__(self) -> None:
        super().__init__()
        self.now: PartnerJourney
        self.at = AT
        self.known: dict[int, PartnerJourney] = {}

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        """Begin anywhere on the way, with a log that leads there."""
        stages = (None, *self.journey.stages.ids)
        stage = data.draw(st.sampled_from(stages), label="stage")
        ready = data.draw(st.booleans(), label="ready")
        self.now = (
            set_out(self.journey)
            if stage is None
            else on_the_way(self.journey, stage, ready=ready)
        )
        self.at = self.now.state.at
        self.known = {self.now.version: self.now}

    def situation(self) -> Situation:
        """Give what a command meets now."""
        return Situation(journey=self.journey, state=self.now.state, at=self.at)

    def people(self) -> list[Actor]:
        """Give those who try: assigned ones, strangers, deputies, who holds all."""
        roles = self.journey.roles.ids
        assigned = [actor(role) for role in roles]
        strangers = [actor(role, id=f"stranger-{role.lower()}") for role in roles]
        deputies = [self._deputy(role) for role in roles]
        return [*assigned, *strangers, *deputies, actor(*roles), actor("NOBODY")]

    def _deputy(self, role: str) -> Actor:
        name = f"deputy-{role.lower()}"
        named = Delegation(
            id=f"d-{role}",
            lead=Identity(id=person(role), email=f"{person(role)}@example.com"),
            deputy=Identity(id=name, email=f"{name}@example.com"),
            role=role,
            starts_at=AT,
            ends_at=AT + timedelta(days=40),
        )
        return Actor(id=name, email=f"{name}@example.com", delegations=[named])

    @rule(data=st.data(), hours=st.integers(0, 100))
    def do_something(self, data: st.DataObject, hours: int) -> None:
        """Give any command for anything that there is."""
        self.at += timedelta(hours=hours)
        kind = data.draw(st.sampled_from(KINDS), label="command")
        situation = Situation(journey=self.journey, state=self.now.state, at=self.at)
        subjects = [*COMMAND_RULES[kind].subjects(situation)]
        if not subjects:
            return
        subject = data.draw(st.sampled_from(subjects), label="subject")
        by = data.draw(st.sampled_from(self.people()), label="by")
        wanted: Wanted = data.draw(st.sampled_from(("met", "failed", "open")))
        self.give(kind, subject, by, self.at, wanted)

    @rule(
        kind=st.sampled_from(KINDS),
        place=st.integers(0, 100),
        in_charge=st.booleans(),
        wanted=st.sampled_from(("met", "failed")),
    )
    def do_something_possible(
        self, *, kind: type[Any], place: int, in_charge: bool, wanted: Wanted
    ) -> None:
        """Give a command against which nothing stands, if there is one of the kind."""
        self.at += timedelta(hours=1)
        lead = self.journey.stages[self.now.stage].lead
        by = actor(lead if in_charge else self.journey.overriding_roles[0])
        decides, situation = COMMAND_RULES[kind], self.situation()
        possible = [
            subject
            for subject in decides.subjects(situation)
            if not any(decides.standing(situation, subject, by))
        ]
        if possible:
            self.give(kind, possible[place % len(possible)], by, self.at, wanted)

    @rule(
        most=st.integers(1, 30),
        wanted=st.sampled_from(("met", "met", "failed", "open")),
    )
    def go_on(self, most: int, wanted: Wanted) -> None:
        """Do what leads on and is not stood against, so that walks get far."""
        goal = self.now.version + most
        lead = actor(self.journey.stages[self.now.stage].lead)
        for kind in ONWARD:
            self.at += timedelta(hours=1)
            situation = self.situation()
            for subject in COMMAND_RULES[kind].subjects(situation):
                if self.now.version >= goal:
                    return
                if not any(COMMAND_RULES[kind].standing(situation, subject, lead)):
                    self.give(kind, subject, lead, self.at, wanted)
                    situation = self.situation()

    @rule(kinds=st.sampled_from(DETOURS))
    def take_a_detour(self, kinds: tuple[type[Any], ...]) -> None:
        """Do what few walks come to by chance, one behind the other."""
        stage = self.now.stage
        people = [self.journey.stages[stage].lead, *self.journey.overriding_roles]
        for kind in kinds:
            for subject in [*COMMAND_RULES[kind].subjects(self.situation())][:1]:
                for role in people:
                    self.at += timedelta(minutes=1)
                    self.give(kind, subject, actor(role), self.at, "failed")

    @rule(hours=st.integers(1, 1_000))
    def come_too_early(self, hours: int) -> None:
        """Nothing can be done before what was done last."""
        early = self.now.state.at - timedelta(hours=hours)
        stage = self.now.stage
        by = actor(self.journey.stages[stage].lead)
        command = filled(KINDS[0], Subject(stage), self.now, by=by, at=early)
        step = self.now.apply(command, at=early)
        assert "out-of-order" in {reason.code for reason in step.reasons}
        assert step.journey is self.now

    @rule(back=st.integers(1, 3))
    def come_with_an_old_version(self, back: int) -> None:
        """Who saw an earlier version is told what came between."""
        stage = self.now.stage
        by = actor(self.journey.stages[stage].lead)
        command = filled(KINDS[0], Subject(stage), self.now, by=by, at=self.at)
        seen = max(0, self.now.version - back)
        step = self.now.apply(command, at=self.at, expected_version=seen)
        [conflict] = [each for each in step.reasons if each.code == "conflict"]
        assert conflict.facts["between"] == tuple(
            event.id for event in self.now.events[seen:]
        )

    def give(
        self, kind: type[Any], subject: Subject, by: Actor, at: datetime, wanted: Wanted
    ) -> None:
        """Give a command, and see that it did what it may and nothing else."""
        before, held = self.now, self.now.state
        if wanted == "open" and not self.can_stay_open(subject.stage):
            wanted = "failed"
        command: Command = filled(kind, subject, before, by=by, at=at, wanted=wanted)
        step = before.apply(command, at=at)
        assert before.state is held
        assert step.refused is not bool(step.events)
        if step.refused:
            assert step.journey is before
            return
        assert all(event.by == by.id for event in step.events)
        self.now = step.journey
        self.known[self.now.version] = self.now
        self.check_passing(before, by)

    def can_stay_open(self, stage: str | None) -> bool:
        """Tell whether a reviewer judges anything, so that answers can wait for it."""
        if stage is None or not self.journey.stages[stage].is_gate:
            return False
        asked = questionnaire_of(self.journey, stage)
        return any(each.reviewed for each in asked.sections)

    def check_passing(self, before: PartnerJourney, by: Actor) -> None:
        """A gate passes by its lead, the lead's deputy or an override alone."""
        for stage in self.journey.stages:
            old, new = before.state.gates[stage.id], self.now.state.gates[stage.id]
            if new.status is not GateStatus.PASSED or old.status is new.status:
                continue
            if new.override is not None:
                assert old.status is GateStatus.FAILED
                assert set(self.journey.overriding_roles) & by.roles
                assert new.override.justification
                continue
            assert new.sign_off is not None
            leads = before.state.team[stage.lead]
            assert new.sign_off.role == stage.lead
            assert new.sign_off.submission_id == old.submissions[-1]
            if new.sign_off.in_place_of is None:
                assert new.sign_off.by in leads
                assert stage.lead in by.roles
            else:
                assert new.sign_off.in_place_of in leads
                assert [each.role for each in by.delegations] == [stage.lead]

    @invariant()
    def no_stage_behind_an_unpassed_one(self) -> None:
        """Whatever was begun has only passed gates before it."""
        gates = self.now.state.gates
        for stage in self.journey.stages:
            if gates[stage.id].started_at is not None and stage.after is not None:
                assert gates[stage.after].status is GateStatus.PASSED

    @invariant()
    def passed_gates_say_why(self) -> None:
        """A passed gate has a signature or an override, and no other has."""
        for gate in self.now.state.gates.values():
            passed = gate.sign_off is not None or gate.override is not None
            assert passed is (gate.status is GateStatus.PASSED)

    @invariant()
    def replaying_gives_what_stands(self) -> None:
        """The log says all: it replays to the state, and repeated changes nothing."""
        assert self.journey.replay(self.now.events) == self.now
        assert self.now.followed_by(self.now.events) is self.now

    def teardown(self) -> None:
        """A log that is cut anywhere replays to the state that it had there."""
        for version, then in self.known.items():
            cut = self.now.events[:version]
            assert self.journey.replay(cut).state == then.state
            later = self.journey.restore(then.state).followed_by(self.now.events)
            assert later.state == self.now.state


@pytest.mark.rule("JRN-04", "JRN-05", "JRN-06", "JRN-08", "JRN-09", "JRN-25")
@pytest.mark.parametrize("name", NAMES)
def test_what_always_holds_on_a_journey(name: str) -> None:
    """Random people, commands and times, on the standard journey and a company's."""

    class OnThis(Walk):
        journey = journey_called(name)

    run_state_machine_as_test(
        OnThis,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            # The first answers wait until their questionnaire is made ready.
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
