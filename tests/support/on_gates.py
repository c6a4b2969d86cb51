"""Partners on a journey, event by event on chosen days, for reports on gates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from partner_success.gates import Failure, Journey, JourneyEvent, PartnerJourney
from partner_success.gates import events as happened
from partner_success.partners import Partner, TeamAssignment

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
"""When reports look."""

TEAM: Mapping[str, Sequence[str]] = {"PAM": ["ines"], "PDM": ["paul"], "TPM": ["tara"]}


def morning(day: date | str) -> datetime:
    """Give nine o'clock of a day, which may be written as month and day of 2026."""
    found = date.fromisoformat(f"2026-{day}") if isinstance(day, str) else day
    return datetime.combine(found, time(9), UTC)


class Way:
    """Writes what happened to one partner."""

    def __init__(
        self,
        journey: Journey,
        partner_id: str,
        on: date | str,
        *,
        team: Mapping[str, Sequence[str]] = TEAM,
        target: date | None = None,
    ) -> None:
        self.journey = journey
        partner = Partner(
            id=partner_id,
            name=partner_id.capitalize(),
            team=[TeamAssignment(role="PAM", person_id="ines")],
            target_launch=target,
        )
        begun = journey.start(partner, at=morning(on), by="ines", team=team)
        self.partner_id = partner_id
        self.events: list[JourneyEvent] = [*begun.events]

    def add(self, kind: type[Any], on: date | str, **content: Any) -> Way:
        """Let something happen on a day."""
        place = len(self.events) + 1
        self.events.append(
            kind(
                id=f"{self.partner_id}#{place}",
                partner_id=self.partner_id,
                sequence=place,
                at=morning(on),
                by="ines",
                role=None,
                **content,
            )
        )
        return self

    def tier(self, tier: int, on: date | str) -> Way:
        """Set the tier."""
        return self.add(happened.TierSet, on, tier=tier)

    def start(self, stage: str, on: date | str) -> Way:
        """Start a stage."""
        return self.add(happened.StageStarted, on, stage=stage)

    def submit(
        self,
        stage: str,
        on: date | str,
        *codes: str,
        result: str = "",
        passed: Sequence[str] = (),
        id: str = "",
    ) -> Way:
        """Hand answers in: they fail for some reasons, or meet the criteria."""
        name = id or f"{self.partner_id}-{len(self.events)}"
        return self.add(
            happened.Submitted,
            on,
            stage=stage,
            submission_id=name,
            digest="d",
            result=result or ("failed" if codes else "met"),
            passed_sections=tuple(passed),
            failures=tuple(Failure(code=each, message=f"{each}!") for each in codes),
        )

    def rework(self, stage: str, on: date | str) -> Way:
        """Take a failed gate back into work."""
        return self.add(happened.Reworked, on, stage=stage)

    def pass_(self, stage: str, first: date | str, last: date | str) -> Way:
        """Start a gate on a day and pass it on another."""
        return self.start(stage, first).finish(stage, last)

    def finish(self, stage: str, on: date | str) -> Way:
        """Hand in what meets the criteria, and sign it off."""
        self.submit(stage, on)
        return self.add(happened.SignedOff, on, stage=stage, submission_id="s")

    def tick(self, stage: str, on: date | str, *items: str) -> Way:
        """Tick items off."""
        for item in items:
            self.add(happened.ItemTicked, on, stage=stage, item=item)
        return self

    @property
    def done(self) -> PartnerJourney:
        """Where the partner stands after all of it."""
        return self.journey.replay(self.events)


def five_partners(journey: Journey) -> list[PartnerJourney]:
    """Give five partners whose figures can be counted by hand.

    Acme is in Gate 2 after three tries at Gate 1, Birch in Gate 1, Cedar in Gate 0
    after an override, Dale has not begun, and Elm is held up before its contract.
    """
    acme = (
        Way(journey, "acme", "01-02", target=date(2026, 6, 12))
        .tier(1, "01-02")
        .pass_("pre_contract", "01-05", "01-19")
        .pass_("gate_0", "01-20", "01-23")
        .start("gate_1", "01-26")
        .submit("gate_1", "03-02", "phase_1a.plan", "phase_1b.pricing")
        .rework("gate_1", "03-03")
        .submit("gate_1", "03-20", "phase_1a.plan")
        .rework("gate_1", "03-21")
        .finish("gate_1", "04-03")
        .start("gate_2", "04-06")
        .tick("gate_2", "04-20", "endpoints", "runbooks")
    )
    birch = (
        Way(journey, "birch", "02-01", target=date(2026, 9, 30))
        .tier(2, "02-01")
        .pass_("pre_contract", "02-02", "02-12")
        .pass_("gate_0", "02-13", "02-18")
        .start("gate_1", "02-23")
    )
    cedar = (
        Way(journey, "cedar", "03-01")
        .tier(1, "03-01")
        .start("pre_contract", "03-02")
        .submit("pre_contract", "03-10", "executive_sponsorship.sponsor")
        .add(
            happened.Overridden,
            "03-12",
            stage="pre_contract",
            why="A strategic partner",
            unmet=(Failure(code="executive_sponsorship.sponsor", message="none"),),
        )
        .start("gate_0", "03-16")
    )
    nobody = {"PAM": ["ines"]}
    dale = Way(journey, "dale", "05-01", team=nobody, target=date(2026, 5, 20))
    both = {"PAM": ["igor"], "PDM": ["paul", "petra"]}
    elm = (
        Way(journey, "elm", "04-12", team=both, target=date(2026, 5, 10))
        .start("pre_contract", "04-13")
        .add(happened.Blocked, "04-20", stage="pre_contract", reasons=("Lawyers",))
    )
    return [each.done for each in (acme, birch, cedar, dale, elm)]
