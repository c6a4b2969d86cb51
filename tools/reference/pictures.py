"""The pictures of README and documentation, drawn by the library itself."""

from __future__ import annotations

from pathlib import Path

from partner_success.display import readiness_sections, save, waterfall
from partner_success.rulebook import standard

FOLDER = Path(__file__).parents[2] / "docs" / "images"

HEALTH = {
    "technical_performance": 92,
    "business_outcomes": 71,
    "user_adoption": 64,
    "relationship_strength": 80,
}
"""The customer of the README."""

MARKS = {
    "strategy": (2, 3, 3, 4, 2, 2, 2, 2, 3, 3),
    "support": (2, 3, 3, 4, 3, 4, 5, 2, 3, 3),
}
"""The deck's two worked sheets, read as one assessment."""


def draw() -> None:
    """Draw every picture anew."""
    rules = standard()
    FOLDER.mkdir(parents=True, exist_ok=True)
    save(waterfall(rules.health.score(HEALTH)), FOLDER / "health-waterfall.svg")
    ratings = {
        element.id: mark
        for section, marks in MARKS.items()
        for element, mark in zip(
            rules.readiness.sections[section].elements, marks, strict=True
        )
    }
    readiness = rules.readiness.assess(ratings)
    save(readiness_sections(readiness), FOLDER / "readiness-sections.svg")
