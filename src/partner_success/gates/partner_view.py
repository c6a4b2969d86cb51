"""What a partner is shown of its own journey."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.core.explanation import Explained, Explanation
from partner_success.gates.deciding import Situation
from partner_success.gates.deciding.requirements import is_closed
from partner_success.gates.definition import ChecklistItem, Stage
from partner_success.gates.state import JourneyState
from partner_success.gates.timeline import TimelineEntry, timeline

__all__ = ["OpenStep", "PartnerStageView", "partner_stage_view"]


@attrs.frozen
class OpenStep:
    """Something that is still to be done.

    Attributes:
        id: The name for programs.
        name: What has to be done.
    """

    id: str
    name: str


@attrs.frozen(kw_only=True)
class PartnerStageView(Explained):
    """What a partner is shown of the stage that it is in.

    How the stage was judged is left out, and so are results of sections, what reviewers
    wrote, what blocks it, what was overridden or waived, and everybody's name.

    Attributes:
        stage: The id of the stage.
        name: The name of the stage.
        phase: The name of the phase, where phases are entered in turn; else ``None``.
        week: The week of onboarding, from 1; ``None`` before it began.
        open_items: What is to be done in the stage, or before it can be entered.
        dates: What happens when: ``"onboarding_start"``, ``"planned_start"`` and
            ``"planned_end"`` of the stage with both days in it, ``"target_launch"``
            and ``"launched"``, as far as they are known.

    Rule: JRN-27.
    """

    stage: str
    name: str
    phase: str | None
    week: int | None
    open_items: tuple[OpenStep, ...]
    dates: FrozenMap[str, date]

    def explain(self) -> Explanation:
        """Tell the stage, what is open in it, and what happens when."""
        where = self.name if self.phase is None else f"{self.name}, {self.phase}"
        week = "" if self.week is None else f", week {self.week}"
        dates = (f"{name}: {day}" for name, day in self.dates.items())
        return Explanation(
            title=f"{where}{week}",
            columns=("still to be done",) if self.open_items else (),
            rows=tuple((each.name,) for each in self.open_items),
            remarks=tuple(each.replace("_", " ") for each in dates),
        )


def partner_stage_view(situation: Situation, on: date) -> PartnerStageView:
    """Give what a partner is shown of the stage that it is in.

    Args:
        situation: The journey and how the partner stands.
        on: The day of the look at it.

    Raises:
        InvalidValueError: It is no day.

    Rule: JRN-27.
    """
    stage = situation.stage()
    phase = situation.gate(stage.id).phase
    plan = timeline(situation.journey, situation.state.onboarding_start, on=on)
    return PartnerStageView(
        stage=stage.id,
        name=stage.name,
        phase=None if phase is None else stage.phases[phase].name,
        week=plan.week,
        open_items=tuple(_open(situation, stage)),
        dates=_dates(situation.state, plan.entries[stage.id]),
    )


def _open(situation: Situation, stage: Stage) -> Iterator[OpenStep]:
    entered = situation.gate(stage.id).started_at is not None
    items: tuple[ChecklistItem, ...] = stage.items if entered else (*stage.entry,)
    for item in items:
        if not is_closed(situation, stage.id, item):
            yield OpenStep(item.id, item.name)


def _dates(state: JourneyState, plan: TimelineEntry) -> FrozenMap[str, date]:
    dates = {
        "onboarding_start": state.onboarding_start,
        "planned_start": plan.planned_first,
        "planned_end": plan.planned_last,
        "target_launch": state.target_launch,
        "launched": state.launch.launched_on,
    }
    return FrozenMap((name, day) for name, day in dates.items() if day is not None)
