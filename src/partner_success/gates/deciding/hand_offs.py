"""What a hand-off still lacks."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from partner_success.core.decision import Reason
from partner_success.gates.deciding.rule import unmet
from partner_success.gates.deciding.situation import Situation

__all__ = ["hand_off_lacking"]


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
                "hand-off-step",
                f"{terms.name}: still to be done is '{step.name}'",
                "JRN-20",
                stage=situation.journey.stages[stage].after,
                resolved_by=(terms.giver,),
                hand_off=terms.id,
                step=step.id,
            )
            yield attrs.evolve(reason, citations=step.citations)
