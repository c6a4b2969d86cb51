"""The room is a verb and a package at once."""

from __future__ import annotations

import importlib

import pytest

import partner_success as ps
from tests.support.reviewed import AT, snapshot


def test_the_room_can_be_called(rules: ps.Rulebook) -> None:
    """It gives what the function inside gives."""
    assert ps.review(snapshot(), rules, at=AT) == ps.review.review(
        snapshot(), rules, at=AT
    )


def test_it_is_the_same_however_it_is_reached() -> None:
    """By the front door or by an import."""
    room = importlib.import_module("partner_success.review")
    assert ps.review is room
    assert ps.review_portfolio is room.review_portfolio


def test_misuse_is_told_by_the_function(rules: ps.Rulebook) -> None:
    """Calling it without an instant is a mistake that Python names."""
    with pytest.raises(TypeError, match="at"):
        ps.review(snapshot(), rules)  # type: ignore[call-arg]
