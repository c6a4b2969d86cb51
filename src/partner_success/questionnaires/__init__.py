"""Questionnaires as data: asked, checked, judged, signed."""

from __future__ import annotations

from partner_success.questionnaires.patterns import TextPattern, pattern_problems

__all__ = ["TextPattern", "pattern_problems"]
