"""Triggers of a whole portfolio: who needs somebody on a day, on any dataframe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.frames.triggers.judging import judge_triggers
    from partner_success.frames.triggers.sources import TriggerFrames

__all__ = ["TriggerFrames", "judge_triggers"]

export(
    __name__,
    """
    judging: judge_triggers
    sources: TriggerFrames
    """,
)
