"""The pictures of README and documentation, drawn by the library itself."""

from __future__ import annotations

from pathlib import Path

from partner_success.display import (
    change_waterfall,
    readiness_sections,
    save,
    waterfall,
)
from partner_success.rulebook import standard
from partner_success.scoring import compare

FOLDER = Path(__file__).parents[2] / "docs" / "images"

HEALTH = {
    "technical_performance": 92,
    "business_outcomes": 71,
    "user_adoption": 64,
    "relationship_strength": 80,
}
"""The customer of the README."""

EARLIER = {**HEALTH, "business_outcomes": 83, "user_adoption": 60}
EARLIER["relationship_strength"] = 84
"""The same customer in July."""

MARKS = {
    "strategy": (2, 3, 3, 4, 2, 2, 2, 2, 3, 3),
    "support": (2, 3, 3, 4, 3, 4, 5, 2, 3, 3),
}
"""The deck's two worked sheets, read as one assessment."""


def draw() -> None:
    """Draw every picture anew."""
    rules = standard()
    FOLDER.mkdir(parents=True, exist_ok=True)
    score = rules.health.score(HEALTH)
    save(waterfall(score), FOLDER / "health-waterfall.svg")
    change = compare(rules.health.score(EARLIER), score)
    save(change_waterfall(change), FOLDER / "health-change.svg")
    ratings = {
        element.id: mark
        for section, marks in MARKS.items()
        for element, mark in zip(
            rules.readiness.sections[section].elements, marks, strict=True
        )
    }
    readiness = rules.readiness.assess(ratings)
    save(readiness_sections(readiness), FOLDER / "readiness-sections.svg")
