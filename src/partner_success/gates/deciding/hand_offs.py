"""What a hand-off still lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from partner_success.core.decision import Reason
from partner_success.gates.deciding.rule import unmet
from partner_success.gates.deciding.situation import Situation

__all__ = ["HAND_OFF_STEP", "hand_off_lacking"]

HAND_OFF_STEP: Final = "hand-off-step"
"""The code of a step of a hand-off that is still to be done."""


def hand_off_lacking(situation: Situation, stage: str) -> Iterator[Reason]:
    """Give every step that the hand-off into a stage still lacks.

    Nothing is lacking where no hand-off leads into the stage.

    Rule: JRN-20, JRN-21.
    """
    terms = situation.journey.hand_off_into(stage)
    if terms is None:
        return
    done = situation.state.hand_offs[terms.id].done
    for step in terms.steps:
        if step.id not in done:
            reason = unmet(
                HAND_OFF_STEP,
                f"{terms.name}: still to be done is '{step.name}'",
                "JRN-20",
                stage=situation.journey.stages[stage].after,
                resolved_by=(terms.giver,),
                hand_off=terms.id,
                step=step.id,
            )
            yield attrs.evolve(reason, citations=step.citations)
