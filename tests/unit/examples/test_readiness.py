"""The worked readiness sheets of the deck, and one that is complete."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest

import partner_success as ps
from tests.unit.examples.files import READINESS

# Read off the deck's tables, in its order of the elements.
MARKS = {
    "deck-section-1": ("strategy", [2, 3, 3, 4, 2, 2, 2, 2, 3, 3], 52),
    "deck-section-4": ("support", [2, 3, 3, 4, 3, 4, 5, 2, 3, 3], 64),
}


def sheets() -> dict[str, dict[str, Any]]:
    """Give the sheets by id."""
    found = json.loads(READINESS.read_text(encoding="utf-8"))
    return {sheet["id"]: sheet for sheet in found}


def test_three_sheets_are_there() -> None:
    """Each is a sound record."""
    assert list(sheets()) == [*MARKS, "complete"]
    for sheet in sheets().values():
        ps.partners.ReadinessSheet(**{**sheet, "on": date.fromisoformat(sheet["on"])})


@pytest.mark.parametrize("id_", MARKS)
def test_the_decks_marks_make_what_they_make(rules: ps.Rulebook, id_: str) -> None:
    """The deck prints 50 and 60 for marks that make 52 and 64."""
    section, marks, points = MARKS[id_]
    ratings = sheets()[id_]["ratings"]
    assert list(ratings) == list(rules.readiness.sections[section].elements.ids)
    assert list(ratings.values()) == marks
    readiness = rules.readiness.assess(ratings)
    assert readiness.sections[section] == (points, points)
    assert not readiness.complete


def test_the_marks_are_as_often_as_in_the_deck() -> None:
    """Five 2s, four 3s and a 4; two 2s, five 3s, two 4s and a 5."""
    first, second = (Counter(marks) for _, marks, _ in MARKS.values())
    assert first == {2: 5, 3: 4, 4: 1}
    assert second == {2: 2, 3: 5, 4: 2, 5: 1}


def test_the_third_sheet_is_complete(rules: ps.Rulebook) -> None:
    """It answers every element and names every seat."""
    sheet = sheets()["complete"]
    readiness = rules.readiness.assess(sheet["ratings"], leads=sheet["leads"])
    assert readiness.complete
    assert readiness.points == (336, 336)
    assert set(sheet["leads"]) == set(rules.readiness.leads.ids)
