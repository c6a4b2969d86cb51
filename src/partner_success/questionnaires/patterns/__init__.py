"""Patterns of answers that can hang no engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_success.core.lazy import export

if TYPE_CHECKING:
    from partner_success.questionnaires.patterns.pattern import (
        TextPattern,
        pattern_problems,
    )

__all__ = ["TextPattern", "pattern_problems"]

export(
    __name__,
    """
    pattern: TextPattern pattern_problems
    """,
)
