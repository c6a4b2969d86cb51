"""Where a programme is among its stages, and how far each pilot partner is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Final

import attrs

from partner_success.programme.pilot import (
    OpenCriterion,
    PilotPartner,
    PilotProgramme,
    PilotReturned,
    PilotStageEntered,
    ProgrammeBegun,
)
from partner_success.programme.stages import PilotStage

__all__ = ["PilotPartnerStanding", "StageProgress", "StageStanding", "stage_standings"]

_STEPS: Final = (
    ("signed", "signed_on"),
    ("onboarded", "onboarded_on"),
    ("trained", "trained_on"),
    ("surveyed", "surveyed_on"),
)


class StageProgress(StrEnum):
    """Where a stage lies on the way of a programme.

    Attributes:
        PASSED: It was left for a later one.
        CURRENT: The programme is in it, or was stopped there.
        AHEAD: It is still to come.
    """

    PASSED = "passed"
    CURRENT = "current"
    AHEAD = "ahead"


@attrs.frozen(kw_only=True)
class StageStanding:
    """How far a programme is with one stage.

    Attributes:
        stage: The stage.
        progress: Where it lies on the way.
        entered_on: The day on which it was last entered, by the clock of that event;
            ``None`` where it was not, or where the log does not reach back so far.
        open: How many of its exit criteria are open.

    Rule: PRG-02.
    """

    stage: PilotStage
    progress: StageProgress
    entered_on: date | None
    open: int

    @property
    def id(self) -> str:
        """The id of the stage."""
        return self.stage.id


@attrs.frozen(kw_only=True)
class PilotPartnerStanding:
    """How far one partner of the pilot is.

    Attributes:
        id: The id of the partner.
        partner: What is on record of it.

    Rule: PRG-09.
    """

    id: str
    partner: PilotPartner

    @property
    def done(self) -> dict[str, date]:
        """The steps that it has behind it, each with its day, in their order."""
        days = {name: getattr(self.partner, field) for name, field in _STEPS}
        return {name: day for name, day in days.items() if day is not None}

    @property
    def lacks(self) -> tuple[str, ...]:
        """The steps that it has not done; none of one that withdrew."""
        if not self.partner.takes_part:
            return ()
        done = self.done
        return tuple(name for name, _ in _STEPS if name not in done)

    def __str__(self) -> str:
        return "; ".join(self._words())

    def _words(self) -> Iterator[str]:
        if self.partner.withdrawn is not None:
            yield f"withdrew: {self.partner.withdrawn}"
        yield from (f"{name} {day}" for name, day in self.done.items())
        if self.partner.case_study is not None:
            yield f"case study {self.partner.case_study}"
        if self.lacks:
            yield f"not yet {', '.join(self.lacks)}"


def stage_standings(
    programme: PilotProgramme, opened: Iterable[OpenCriterion]
) -> tuple[StageStanding, ...]:
    """Tell how far a programme is with each stage, in order.

    Args:
        programme: The programme.
        opened: What is open in any stage.

    Rule: PRG-02.
    """
    stages = programme.policy.stages
    counts = Counter(each.stage.id for each in opened)
    entered = _entered(programme)
    found: list[StageStanding] = []
    progress = StageProgress.PASSED
    for stage in stages:
        is_here = stage.id == stage_of(programme)
        here = StageProgress.CURRENT if is_here else progress
        found.append(
            StageStanding(
                stage=stage,
                progress=here,
                entered_on=entered.get(stage.id),
                open=counts[stage.id],
            )
        )
        if is_here:
            progress = StageProgress.AHEAD
    return tuple(found)


def stage_of(programme: PilotProgramme) -> str:
    """Give the id of the stage that a programme is in, or was stopped in."""
    stopped = programme.state.stopped
    return programme.stage if stopped is None else stopped.stage


def _entered(programme: PilotProgramme) -> dict[str, date]:
    """Give the day of each stage that the log tells of; the last entry counts."""
    found: dict[str, date] = {}
    if programme.stage in programme.policy.stages:
        # Known of a restored programme too, whose log is not.
        found[programme.stage] = programme.state.since.date()
    for event in programme.events:
        if isinstance(event, ProgrammeBegun):
            found[programme.policy.stages.ids[0]] = event.at.date()
        elif isinstance(event, (PilotStageEntered, PilotReturned)):
            found[event.stage] = event.at.date()
    return found
