"""A partner that is driven along its journey, command by command."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from partner_success.access import Actor, Delegation, Identity
from partner_success.core.money import Money
from partner_success.gates import (
    Commanded,
    DoHandOffStep,
    Journey,
    PartnerJourney,
    SignOff,
    StartStage,
    Submit,
)
from partner_success.partners import Contract, Partner, TeamAssignment
from partner_success.questionnaires import Verdict
from tools.journey_example.answering import good_answers, sign
from tools.journey_example.stories import END, Story

PEOPLE: Final = {
    "PAM": ("ines", "omar"),
    "PDM": ("priya", "lars"),
    "TPM": ("teo", "june"),
    "PSM": ("ada", "noor"),
    "TAM": ("tess", "kofi"),
    "ADMIN": ("root",),
}
"""Who works in which role."""

_OPENS: Final = time(9)
_WEEKEND: Final = 5
_DAYS_TO_LAUNCH: Final = 215


class OverError(Exception):
    """The story has come to where it is told."""


class Walk:
    """A partner on its journey, and the clock that goes on beside it."""

    def __init__(self, journey: Journey, story: Story) -> None:
        self.journey = journey
        self.story = story
        self.chance = story.chance("clock")
        self.at = datetime.combine(story.starts, _OPENS, UTC)
        self.team = {
            role: self.chance.whole(0, len(people) - 1)
            for role, people in PEOPLE.items()
        }
        pam = self.actor("PAM")
        self.now: PartnerJourney = journey.start(self._partner(), at=self.at, by=pam.id)

    def actor(self, role: str, *, other: bool = False, **more: Any) -> Actor:
        """Give who works for the partner in a role, or somebody else who could."""
        people = PEOPLE[role]
        id_ = people[(self.team[role] + other) % len(people)]
        return Actor(id=id_, email=f"{id_}@example.com", roles=(role,), **more)

    def _partner(self) -> Partner:
        story = self.story
        team = [
            TeamAssignment(role=role, person_id=self.actor(role).id)
            for role in PEOPLE
            if role != "ADMIN"
        ]
        contract = Contract(
            id=f"{story.id}-contract",
            kind="ppa",
            committed_value=Money(story.committed, "USD"),
            launch_revenue_potential=Money(story.potential, "USD"),
        )
        return Partner(
            id=story.id,
            name=story.id.replace("-", " ").title(),
            team=team,
            contract=contract,
            target_launch=story.starts + timedelta(days=_DAYS_TO_LAUNCH),
        )

    def wait(self, least: float, most: float) -> None:
        """Let days go by, at the partner's pace, up to some hour of a working day."""
        days = self.story.pace * self.chance.between(least, most)
        later = self.at + timedelta(days=days)
        while later.weekday() >= _WEEKEND:
            later += timedelta(days=1)
        hour, minute = self.chance.whole(9, 16), 5 * self.chance.whole(0, 11)
        at = later.replace(hour=hour, minute=minute, second=0, microsecond=0)
        self.at = max(at, self.at + timedelta(minutes=10))

    def do(self, command: Commanded) -> None:
        """Give a command ten minutes after the last one; it has to be accepted."""
        self.at += timedelta(minutes=10)
        if self.at > END:
            raise OverError
        step = self.now.apply(command, at=self.at)
        if step.refused:
            raise AssertionError(f"{self.story.id}, {self.at}: {step.explain()}")
        self.now = step.journey

    def enter(self, stage: str) -> None:
        """Do what a stage is entered with, and start it."""
        hand_off = self.journey.hand_off_into(stage)
        if hand_off is not None:
            giver = self.actor(hand_off.giver)
            for step in hand_off.steps.ids:
                self.wait(0, 2)
                review = step == hand_off.reviewed_in
                papers = hand_off.documents.ids if review else ()
                self.do(
                    DoHandOffStep(
                        by=giver, hand_off=hand_off.id, step=step, documents=papers
                    )
                )
        self.wait(0, 3)
        self.do(StartStage(by=self.actor(self.journey.stages[stage].lead), stage=stage))

    def submit(self, **known: Any) -> None:
        """Hand in answers; what is known is answered so, all else as it should be."""
        stage = self.journey.stages[self.now.stage]
        asked = self.journey.questionnaires[stage.questionnaire or ""]
        by = self.actor(stage.lead)
        money: Mapping[str, Any] = {
            "ccv": self.story.committed,
            "lrp": self.story.potential,
        }
        number = len(self.now.state.gate.submissions) + 1
        # Signed a little before it is handed in.
        signed_at = self.at + timedelta(minutes=5)
        signed = sign(
            asked,
            good_answers(asked, signed_at, {**money, **known}),
            id=f"{self.story.id}-{stage.id}-{number}",
            partner_id=self.story.id,
            by=by.id,
            role=stage.lead,
            at=signed_at,
        )
        verdicts = [
            Verdict(
                section=section.id,
                passed=True,
                reviewer=self.actor("PAM").id,
                at=signed_at,
            )
            for section in asked.sections
            if section.reviewed
        ]
        self.do(Submit(signed, verdicts=verdicts, by=by))

    def sign_off(self) -> None:
        """Let the lead sign the stage off."""
        self.wait(0, 2)
        self.do(SignOff(by=self.actor(self.journey.stages[self.now.stage].lead)))

    def sign_off_by_deputy(self) -> None:
        """Let somebody sign the stage off in the lead's place."""
        self.wait(0, 2)
        role = self.journey.stages[self.now.stage].lead
        lead, other = self.actor(role), self.actor(role, other=True)
        naming = Delegation(
            id=f"{self.story.id}-deputy",
            lead=Identity(id=lead.id, email=lead.email),
            deputy=Identity(id=other.id, email=other.email),
            role=role,
            partner_id=self.story.id,
            starts_at=self.at - timedelta(days=2),
            ends_at=self.at + timedelta(days=12),
        )
        self.do(SignOff(by=self.actor(role, other=True, delegations=[naming])))
