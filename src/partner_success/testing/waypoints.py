"""A partner anywhere on a journey, with the log that brought it there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from partner_success.gates import (
    BetaCustomer,
    Closing,
    HandOff,
    Journey,
    JourneyEvent,
    LaunchOutcome,
    Metric,
    PartnerJourney,
)
from partner_success.gates import events as happened
from partner_success.partners import Partner
from partner_success.testing.builders import (
    BEGINNING,
    begin_journey,
    make_submission,
    person_id,
    questionnaire_of,
)

__all__ = ["Log", "journey_in_stage"]

_A_MINUTE: Final = timedelta(minutes=1)


class Log:
    """Writes a log of events by hand, one minute after the other."""

    def __init__(self, journey: Journey, begun: PartnerJourney) -> None:
        self.journey = journey
        self.events: list[JourneyEvent] = [*begun.events]
        self.at: datetime = begun.state.at
        self.partner_id: str = begun.state.partner_id

    def add(self, kind: type[Any], **content: Any) -> None:
        """Add an event; left out, the lead of the stage in question did it."""
        self.at += _A_MINUTE
        stage = content.get("stage", self.journey.stages.ids[0])
        lead = self.journey.stages[stage].lead
        place = len(self.events) + 1
        given = {
            "id": f"{self.partner_id}#{place}",
            "partner_id": self.partner_id,
            "sequence": place,
            "at": self.at,
            "by": person_id(lead),
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

    def _tick(self, stage: str, ids: Iterable[str]) -> None:
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
        signed = make_submission(
            self.journey, stage, id=f"s-{stage}", at=self.at, partner_id=self.partner_id
        )
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


def journey_in_stage(
    journey: Journey,
    stage: str | None,
    *,
    ready: bool = False,
    at: datetime = BEGINNING,
    partner: Partner | None = None,
) -> PartnerJourney:
    """Give a partner that has just entered a stage, all earlier ones passed.

    Everything on the way happened a minute after what came before, so that tests which
    ask of days have it behind them on the first one.

    Args:
        journey: Any journey, your own too.
        stage: The stage; ``None`` for a partner before the first.
        ready: Whether every item of the stage is closed too, so that only answers and
            a signature are lacking.
        at: When the partner set out, with its zone.
        partner: Who; the made-up partner where it is left out.

    Raises:
        UnknownNameError: There is no such stage.
        InvalidUseError: Plain answers do not pass a gate on the way.

    Examples:
        >>> import partner_success as ps
        >>> acme = journey_in_stage(ps.standard().journey, "gate_2")
        >>> acme.stage, acme.state.gates["gate_1"].status.value
        ('gate_2', 'passed')
    """
    log = Log(journey, begin_journey(journey, at=at, partner=partner))
    for passed in (
        () if stage is None else journey.stages.ids[: journey.place(stage) + 1]
    ):
        log.enter(passed)
        if passed != stage:
            log.work(passed)
            log.pass_(passed)
            if journey.stages[passed].launch:
                log.launch()
        elif ready:
            log.work(passed)
    return log.journey_now()
