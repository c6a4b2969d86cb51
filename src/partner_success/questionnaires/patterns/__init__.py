"""Patterns of answers that can hang no engine."""

from __future__ import annotations

from partner_success.questionnaires.patterns.pattern import (
    TextPattern,
    pattern_problems,
)

__all__ = [
    "TextPattern",
    "pattern_problems",
]
