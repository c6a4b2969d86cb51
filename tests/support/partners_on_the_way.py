"""Partners, people and signed answers for any journey, so that a test can walk it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from partner_success.access import Actor
from partner_success.core.money import Money
from partner_success.gates import (
    BetaCustomer,
    Closing,
    HandOff,
    Journey,
    JourneyEvent,
    LaunchOutcome,
    Metric,
    PartnerJourney,
    Stage,
)
from partner_success.gates import events as happened
from partner_success.partners import Contract, Partner, Role, TeamAssignment
from partner_success.questionnaires import (
    AnyField,
    AttestationField,
    ChoiceField,
    ChoicesField,
    DateField,
    EmailField,
    NumberField,
    Outcome,
    Questionnaire,
    RatingField,
    Section,
    Signer,
    Submission,
    TypedMark,
    Verdict,
    WholeNumberField,
    YesNoField,
    evaluate,
    start_draft,
    submit,
)

Wanted = Literal["met", "failed", "open"]
Given = dict[str, dict[str, object]]

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
"""When partners set out: a Monday."""

AMOUNTS: Mapping[str, Decimal] = {
    "ccv": Decimal(12_000_000),
    "lrp": Decimal(80_000_000),
}
"""What is answered where money is asked for: a partner in Tier 1."""


def person(role: str) -> str:
    """Give the id of who is assigned in a role, such as ``"psm-1"``."""
    return f"{role.lower()}-1"


def actor(*roles: str, id: str | None = None, **more: Any) -> Actor:
    """Give who is assigned in the first of the roles, or somebody else with an id."""
    name = person(roles[0]) if id is None else id
    return Actor(id=name, email=f"{name}@example.com", roles=roles, **more)


def actors(journey: Journey) -> dict[str, Actor]:
    """Give by role who is assigned in it."""
    return {role: actor(role) for role in journey.roles.ids}


def team(journey: Journey) -> dict[str, tuple[str, ...]]:
    """Give by role the ids of who is assigned; nobody is as an administrator."""
    return {role.id: (person(role.id),) for role in journey.roles if not role.overrides}


def partner(**changes: Any) -> Partner:
    """Give a partner with one person in each standard role, in Tier 1."""
    roles = [role for role in Role if role is not Role.ADMIN]
    contract = Contract(
        id="c-1",
        kind="ppa",
        committed_value=Money(AMOUNTS["ccv"], "USD"),
        launch_revenue_potential=Money(AMOUNTS["lrp"], "USD"),
    )
    given: dict[str, Any] = {
        "id": "acme",
        "name": "Acme",
        "team": [TeamAssignment(role=each, person_id=person(each)) for each in roles],
        "contract": contract,
        "onboarding_start": AT.date(),
        "target_launch": AT.date() + timedelta(days=200),
    }
    return Partner(**given | changes)


def set_out(
    journey: Journey, *, at: datetime = AT, who: Partner | None = None
) -> PartnerJourney:
    """Let a partner set out with one person in each role of the journey."""
    return journey.start(who or partner(), at=at, team=team(journey))


def submission(
    journey: Journey,
    stage: str,
    outcome: Wanted = "met",
    *,
    id: str = "s-1",
    at: datetime = AT,
    partner_id: str = "acme",
) -> Submission:
    """Sign answers to the questionnaire of a stage that come to an outcome.

    Args:
        journey: The journey of the stage.
        stage: The stage; it has a questionnaire.
        outcome: What they come to while no reviewer has decided anything: all that is
            asked is met, it has failed, or it can still go either way.
        id: The id of the submission.
        at: When it is signed.
        partner_id: Whose it is.
    """
    asked = questionnaire_of(journey, stage)
    role = signing_role(journey.stages[stage], asked)
    name = f"The {role}"
    done = submit(
        start_draft(
            asked,
            answers(asked, outcome, at.date()),
            id=f"d-{id}",
            partner_id=partner_id,
            at=at,
            by=person(role),
        ),
        asked,
        id=id,
        signer=Signer(name=name, email=f"{person(role)}@example.com", role=role),
        mark=TypedMark(text=name),
        at=at,
    )
    assert done.submission is not None, done.explain()
    return done.submission


def questionnaire_of(journey: Journey, stage: str) -> Questionnaire:
    """Give the questionnaire of a gate."""
    name = journey.stages[stage].questionnaire
    assert name is not None, f"{stage} is no gate"
    return journey.questionnaires[name]


def signing_role(stage: Stage, asked: Questionnaire) -> str:
    """Give the role that signs the answers: the lead's, where it may complete them."""
    allowed = asked.completed_by or (stage.lead,)
    return stage.lead if stage.lead in allowed else allowed[0]


def verdicts(
    asked: Questionnaire, *, passed: bool, at: datetime = AT
) -> tuple[Verdict, ...]:
    """Give what a reviewer decides about every section that one judges."""
    return tuple(
        Verdict(section=each.id, passed=passed, reviewer="reviewer-1", at=at)
        for each in asked.sections
        if each.reviewed
    )


def answers(asked: Questionnaire, outcome: Wanted, on: date) -> Given:
    """Give answers that come to an outcome: good ones first, then bad ones."""
    count = len(asked.sections)
    order = {"met": [count], "failed": [0], "open": range(count)}[outcome]
    for good in order:
        found = {
            section.id: answered(section, on, good=place < good)
            for place, section in enumerate(asked.sections)
        }
        if _told(evaluate(asked, found, on=on).outcome) == outcome:
            return found
    raise AssertionError(f"no answers to {asked.id} come to {outcome!r}")


def _told(outcome: Outcome) -> Wanted:
    known: dict[Outcome, Wanted] = {Outcome.PASSED: "met", Outcome.FAILED: "failed"}
    return known.get(outcome, "open")


def answered(section: Section, on: date, *, good: bool) -> dict[str, object]:
    """Give an answer to every question of a section that other answers do not settle.

    Days and amounts are the same in good and in bad answers.
    """
    return {
        field.id: _answer(field, on, good=good)
        for field in section.fields
        if not getattr(field, "computed", None)
    }


def _answer(field: AnyField, on: date, *, good: bool) -> object:
    match field:
        case YesNoField():
            return good
        case ChoiceField(choices=choices):
            return choices.ids[0 if good else -1]
        case ChoicesField(choices=choices):
            return [choices.ids[0]]
        case DateField():
            return on.isoformat()
        case NumberField():
            return AMOUNTS[field.id]
        case WholeNumberField(at_least=least):
            return least or 1
        case RatingField():
            return 5 if good else 1
        case EmailField():
            return "ada@example.com"
        case AttestationField():
            return True
        case _:
            return "As agreed"


class Log:
    """Writes a log of events by hand, one minute after the other."""

    def __init__(self, journey: Journey, begun: PartnerJourney) -> None:
        self.journey = journey
        self.events: list[JourneyEvent] = [*begun.events]
        self.at = begun.state.at

    def add(self, kind: type[Any], **content: Any) -> None:
        """Add an event; left out, the lead of the stage in question did it."""
        self.at += timedelta(minutes=1)
        stage = content.get("stage", self.journey.stages.ids[0])
        lead = self.journey.stages[stage].lead
        place = len(self.events) + 1
        given = {
            "id": f"acme#{place}",
            "partner_id": "acme",
            "sequence": place,
            "at": self.at,
            "by": person(lead),
            "role": lead,
        }
        self.events.append(kind(**given | content))

    def enter(self, stage: str) -> None:
        """Add what opens a stage, and its start."""
        hand_off = self.journey.hand_off_into(stage)
        if hand_off is not None:
            self._hand_over(hand_off)
        for item in self.journey.stages[stage].entry:
            if item.closed_by is Closing.HAND:
                self.add(happened.ItemTicked, stage=stage, item=item.id)
        self.add(happened.StageStarted, stage=stage)

    def _hand_over(self, hand_off: HandOff) -> None:
        for step in hand_off.steps:
            papers = hand_off.documents.ids if step.id == hand_off.reviewed_in else ()
            self.add(
                happened.HandOffStepDone,
                hand_off=hand_off.id,
                step=step.id,
                documents=papers,
            )

    def work(self, stage: str) -> None:
        """Add what closes every item of a stage, phase by phase."""
        terms = self.journey.stages[stage]
        for phase in terms.phases:
            if phase.after is not None:
                self.add(happened.PhaseEntered, stage=stage, phase=phase.id)
            self._tick(stage, phase.items.ids)
        in_phases = {item.id for phase in terms.phases for item in phase.items}
        self._tick(
            stage, [each for each in terms.checklist.ids if each not in in_phases]
        )
        if terms.beta:
            self.beta()
        if any(item.closed_by is Closing.SUPPORT for item in terms.items):
            self.add(happened.MockScenarioRun, scenario="a night call", passed=True)
            self.add(happened.SupportValidated)

    def _tick(self, stage: str, ids: Any) -> None:
        known = {item.id: item for item in self.journey.stages[stage].items}
        for each in ids:
            if known[each].closed_by is Closing.HAND:
                self.add(happened.ItemTicked, stage=stage, item=each)

    def beta(self) -> None:
        """Add a beta that succeeds."""
        customer = BetaCustomer(
            id="c-1", consent=True, expectations="Faults", success_criteria="Orders"
        )
        metric = Metric(
            id="orders", value=Decimal(99), target=Decimal(98), direction="at least"
        )
        self.add(happened.BetaCustomersSelected, customers=(customer,))
        self.add(happened.BetaBegan)
        self.add(happened.BetaFeedbackRecorded, customer="c-1", positive=True)
        self.add(happened.BetaEvaluationBegan)
        self.add(happened.MetricsRecorded, metrics=(metric,))
        self.add(happened.BetaSucceeded)

    def pass_(self, stage: str) -> None:
        """Add a submission that is met, and the lead's signature."""
        signed = submission(self.journey, stage, id=f"s-{stage}", at=self.at)
        passed = questionnaire_of(self.journey, stage).sections.ids
        self.add(
            happened.Submitted,
            stage=stage,
            submission_id=signed.id,
            digest=signed.digest,
            result="met",
            passed_sections=passed,
        )
        self.add(happened.SignedOff, stage=stage, submission_id=signed.id)

    def launch(self) -> None:
        """Add the decision to launch, and the launch."""
        self.add(happened.RollbackPlanRecorded, reference="plan 1")
        self.add(happened.LaunchDecided, outcome=LaunchOutcome.GO, why="All is ready")
        self.add(happened.Launched, on=self.at.date())

    def journey_now(self) -> PartnerJourney:
        """Give where the partner stands after all of it."""
        return self.journey.replay(self.events)


def on_the_way(
    journey: Journey, to: str | None, *, ready: bool = False
) -> PartnerJourney:
    """Give a partner that has just entered a stage, all earlier ones passed.

    Args:
        journey: The journey.
        to: The stage; ``None`` for a partner before the first.
        ready: Whether every item of the stage is closed too, so that only answers and
            a signature are lacking.
    """
    log = Log(journey, set_out(journey))
    for stage in () if to is None else journey.stages.ids[: journey.place(to) + 1]:
        log.enter(stage)
        if stage != to:
            log.work(stage)
            log.pass_(stage)
            if journey.stages[stage].launch:
                log.launch()
        elif ready:
            log.work(stage)
    return log.journey_now()
