"""Two cards that differ in weights alone are scored together, and as they are apart."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest

import partner_success as ps
from partner_success.analytics.standings import standings, standings_of_both
from partner_success.core.collections import Catalogue
from partner_success.scoring import Missing, Scorecard

PARTS = (
    "technical_performance",
    "business_outcomes",
    "user_adoption",
    "relationship_strength",
)
READINGS: list[dict[str, Any]] = [
    dict.fromkeys(PARTS, 80),
    dict(zip(PARTS, (90, 40.5, Decimal("12.345"), 3), strict=True)),
    dict.fromkeys(PARTS, 80) | {"user_adoption": 101},
    dict.fromkeys(PARTS, 80) | {"user_adoption": "many"},
    {"technical_performance": 90, "colour": "blue"},
    {"uptime": 99.95, "error_rate": 0.4, "business_outcomes": 70, "nps": 12},
    {"uptime": 104},
    {"nps": 40, "csat_share": 90, "user_adoption": 55, "technical_performance": 61},
    {},
]


def reweighted(card: Scorecard, component: str, weight: int) -> Scorecard:
    """Give a card with one weight changed."""
    parts = [
        attrs.evolve(each, weight=weight) if each.id == component else each
        for each in card.components
    ]
    return attrs.evolve(card, components=Catalogue(parts, kind="component"))


def told(old: Scorecard, new: Scorecard, missing: Missing) -> int:
    """Check that both give what each gives alone, and count the steps told."""
    steps: list[None] = []

    def advance() -> None:
        steps.append(None)

    together = standings_of_both((old, new), READINGS, missing, advance)
    for card, found in zip((old, new), together, strict=True):
        assert found == standings(card, READINGS, missing, lambda: None)
        assert all(each.score is None or each.score.model is card for each in found)
        assert any(each.score is not None for each in found)
        assert any(each.problems for each in found)
    return len(steps)


@pytest.mark.rule("RBK-04")
@pytest.mark.parametrize("missing", ["reweight", "refuse"])
def test_together_is_as_apart(rules: ps.Rulebook, missing: Missing) -> None:
    """Of sound readings and refused ones, where only weights differ and where not."""
    card = rules.health
    heavier = reweighted(card, "user_adoption", 40)
    assert heavier.counts_like(card)
    assert told(card, heavier, missing) == 2 * len(READINGS)
    other = attrs.evolve(heavier, least_coverage=Decimal(80))
    assert not other.counts_like(card)
    assert told(card, other, missing) == 2 * len(READINGS)


@pytest.mark.rule("RBK-04")
def test_what_counts_otherwise_is_not_alike(rules: ps.Rulebook) -> None:
    """Bands and names may differ; scales, parts and their measures may not."""
    card = rules.health
    assert attrs.evolve(card, name="Another", bands=None).counts_like(card)
    fewer = Catalogue(list(card.components)[:3], kind="component")
    assert not attrs.evolve(card, components=fewer).counts_like(card)
    assert not attrs.evolve(card, whole=True).counts_like(card)
    first, *rest = card.components
    measures = Catalogue(list(first.measures)[:-1], kind="measure")
    changed = [attrs.evolve(first, measures=measures), *rest]
    parts = Catalogue(changed, kind="component")
    assert not attrs.evolve(card, components=parts).counts_like(card)
    summed = attrs.evolve(card, combine="sum", bands=None)
    assert not summed.counts_like(summed)
