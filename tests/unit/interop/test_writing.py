"""Writing values, defaults left out, and hooks of others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import cattrs
import pytest

from partner_success.core.citation import Citation
from partner_success.core.collections import Catalogue, FrozenMap
from partner_success.errors import (
    InvalidDataError,
    InvalidValueError,
    PartnerSuccessError,
)
from partner_success.interop import make_converter, structure, unstructure
from partner_success.interop.writers import writer_of
from tests.unit.interop.records import (
    Book,
    Component,
    ComponentId,
    Everything,
    Health,
    Made,
)
from tests.unit.interop.reporting import FULL


def test_everything_is_written_plainly_and_read_again() -> None:
    """Each type has one plain form, from which it comes back."""
    data = unstructure(FULL)
    assert structure(data, Everything, subject="the test") == FULL
    assert data["fee"] == "1234567.50 USD"
    assert data["sources"] == "DECK: CSAT; TAM"
    assert data["source"] == "DECK: CSAT"
    assert data["credit"] == "DECK"
    assert unstructure(Everything(credit=5)) == {"credit": 5}
    assert data["share"] == "3/4"
    assert data["nearly"] == Decimal("0.1")
    assert data["names"] == ["a", "b", "c"]
    assert data["days"] == {"2026-01-01": 1}
    assert data["instant"] == "2026-02-28T00:00:00+02:00"
    assert data["level"] == "high"
    assert type(data["level"]) is str


def test_defaults_are_left_out() -> None:
    """A field that equals its default is not written, computed defaults too."""
    assert unstructure(Everything()) == {}
    assert unstructure(Made()) == {}
    assert unstructure(Made(base=2, twice=4)) == {"base": 2}
    assert unstructure(Made(twice=5)) == {"twice": 5}
    assert unstructure(Everything(anything=0)) == {"anything": 0}
    loose = Everything(loose=True, word=True)
    assert structure(unstructure(loose), Everything, subject="the test") == loose


@pytest.mark.parametrize(
    "citations",
    [
        (),
        (Citation("DECK", "a; b"),),
        (Citation("DECK", " spaced "), Citation("TAM")),
        (Citation("DECK", "a; TAM: b"),),
    ],
)
def test_citations_that_text_would_lose(citations: tuple[Citation, ...]) -> None:
    """Where one text would not give the same citations back, they are listed."""
    health = Component(id=ComponentId("a"), weight=Decimal(1), citations=citations)
    data = unstructure(health)
    assert structure(data, Component, subject="the test") == health
    listed = unstructure(citations)
    found = structure(listed, tuple[Citation, ...], subject="the test")
    assert found == citations


def test_decimals_stay_readable() -> None:
    """A decimal without a fraction is written as the whole number that it is."""
    assert repr(unstructure((Decimal(30), Decimal("30.0"), Fraction(2)))) == (
        "[30, Decimal('30.0'), 2]"
    )


@pytest.mark.parametrize(
    "value", [b"x", object(), (1, b"x"), FrozenMap({1: 1}), complex(1)]
)
def test_what_has_no_form_is_not_written(value: object) -> None:
    """A value that no document can hold is refused by name."""
    with pytest.raises(InvalidValueError):
        unstructure(value)


class Version:
    """A class of somebody else."""

    def __init__(self, text: str) -> None:
        self.text = text


def _version(value: Any, _kind: Any) -> Version:
    if not isinstance(value, str):
        raise TypeError("a version is text")
    return Version(value)


@pytest.fixture
def extended() -> cattrs.Converter:
    """A converter with a hook that somebody added."""
    converter = make_converter()
    converter.register_structure_hook(Version, _version)
    writes: Callable[[Any], Any] = lambda value: value.text  # noqa: E731
    converter.register_unstructure_hook(Version, writes)
    return converter


def test_hooks_of_others(extended: cattrs.Converter) -> None:
    """Embedders add types of their own; their faults get paths like any other."""
    kind: Any = tuple[Version | None, ...]
    found = structure(["1.0", None], kind, subject="it", converter=extended)
    assert found[0].text == "1.0"
    assert unstructure(found, converter=extended) == ["1.0", None]
    with pytest.raises(InvalidDataError, match=r"\[0\]: a version is text"):
        structure([5], kind, subject="it", converter=extended)
    with pytest.raises(PartnerSuccessError, match="expected text, found a number"):
        extended.structure(5, str)


def test_health_of_a_book() -> None:
    """A nested document is read into typed, frozen values."""
    data = {"health": {"components": [{"id": "a", "weight": 30}]}}
    book = structure(data, Book, subject="the book")
    assert book == Book(
        health=Health(components=Catalogue([Component(id="a", weight=Decimal(30))]))
    )
    assert unstructure(book) == data


def test_each_kind_has_its_writer() -> None:
    """A day stays one; of a map the parts go back through the one who asks."""
    day = writer_of(date, lambda value: value)
    assert day(date(2026, 5, 4)) == date(2026, 5, 4)
    counts = writer_of(FrozenMap, lambda value: value)
    assert counts(FrozenMap({"b": 1, "a": 2})) == {"b": 1, "a": 2}
