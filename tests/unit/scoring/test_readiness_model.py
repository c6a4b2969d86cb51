"""The readiness model: what contradicts itself is refused when it is built."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from partner_success.core.collections import Catalogue
from partner_success.errors import InvalidModelError
from partner_success.scoring import Element, Rating, Readiness, ReadinessModel, Section
from tests.unit.scoring.cards import bands, found


def small(**more: Any) -> ReadinessModel:
    """Give a model of one section with one element, rated 1 or 2."""
    scale = tuple(Rating(rating=n, meaning="") for n in more.pop("ratings", (1, 2)))
    elements = [Element(id="a", name="A")] if more.pop("elements", True) else []
    section = Section(id="s", name="S", elements=Catalogue(elements))
    given: dict[str, Any] = {
        "id": "small",
        "name": "Small",
        "points_per_rating": 2,
        "sections": Catalogue([section]),
        "levels": bands({"good": 3, "poor": 0}, high=4),
        "scale": scale,
    }
    return ReadinessModel(**{**given, **more})


@pytest.mark.rule("RDY-02", "RDY-03")
@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"ratings": (1, 3)}, ("scale", "wrong-order")),
        ({"ratings": (2, 1)}, ("scale", "wrong-order")),
        ({"ratings": (1, 1)}, ("scale", "wrong-order")),
        ({"ratings": (1,)}, ("scale", "wrong-order")),
        ({"ratings": ()}, ("scale", "wrong-order")),
        ({"points_per_rating": 0}, ("points_per_rating", "bad-weight")),
        ({"elements": False}, ("sections.s.elements", "no-elements")),
        (
            {"levels": bands({"good": 3, "poor": 0}, high=3)},
            ("bands", "bands-too-short"),
        ),
        ({"sections": Catalogue([])}, ("components", "no-components")),
    ],
)
def test_a_model_that_contradicts_itself_is_refused(
    more: dict[str, Any], fault: tuple[str, str]
) -> None:
    """A scale with a hole, an empty section, levels that are too short."""
    with pytest.raises(InvalidModelError) as caught:
        small(**more)
    assert fault in found(caught.value.problems)


def test_a_model_without_leads_and_steps_tells_none() -> None:
    """What a company leaves out is not made up."""
    model = small()
    result = model.assess({"a": 2})
    assert isinstance(result, Readiness)
    assert result.explain().remarks == ()
    assert attrs.evolve(model, name="Other").card.name == "Other"
