"""Triggers of a whole portfolio: who needs somebody on a day, on any dataframe."""

from __future__ import annotations

from partner_success.frames.triggers.judging import judge_triggers
from partner_success.frames.triggers.sources import TriggerFrames

__all__ = ["TriggerFrames", "judge_triggers"]
