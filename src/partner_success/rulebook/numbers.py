"""Every number of a rulebook, with what it counts and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from partner_success.core.citation import Citation
from partner_success.errors import InvalidDataError
from partner_success.interop.converter import structure
from partner_success.rulebook.document import UNITS, has_ids, is_list, is_table, step

__all__ = ["Number", "numbers", "unexplained"]

_BESIDE: Final = "the unit beside it"

# A target can stand in any family, and always says its unit itself.
_OF_TARGETS: Final = {
    "value": _BESIDE,
    "upper": _BESIDE,
    "decimals": "digits after the point",
    "within_days": "days",
}


@attrs.frozen(kw_only=True)
class Number:
    """One number of a rulebook.

    Attributes:
        path: The keys and positions that lead to it in the document.
        name: The same for people, entries of lists by their id.
        value: The number.
        unit: What it counts; empty where the rulebook does not say.
        citations: Where it comes from; none where the rulebook does not say.
        family: The top-level key that it stands under.

    Rule: RBK-03.
    """

    path: tuple[str | int, ...]
    name: str
    value: int | Decimal
    unit: str
    citations: tuple[Citation, ...]
    family: str

    @property
    def is_explained(self) -> bool:
        """Whether both its unit and its source are known."""
        return bool(self.unit and self.citations)

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        sources = "; ".join(str(citation) for citation in self.citations)
        return f"{self.name}: {self.value}{unit} ({sources or 'no citation'})"


def numbers(document: Mapping[str, Any]) -> tuple[Number, ...]:
    """Give every number of a rulebook document, in the order of the document.

    The unit is what the ``units`` of the nearest table around it say of its key; the
    citations are the nearest ones around it. Truth values and days are no numbers.

    Args:
        document: A rulebook as plain data, whether or not it could be loaded.

    Examples:
        >>> nps = {"low": 0, "units": {"low": "rating"}, "citations": "DECK: KPIs"}
        >>> print(*numbers({"nps": nps}))
        nps.low: 0 rating (DECK: KPIs)

    Rule: RBK-03.
    """
    return tuple(_walk(document, _Place()))


def unexplained(found: Iterable[Number]) -> tuple[Number, ...]:
    """Give the numbers that lack their unit or their source.

    Rule: RBK-03.
    """
    return tuple(number for number in found if not number.is_explained)


@attrs.frozen(kw_only=True)
class _Place:
    """What is known of a place in the document by the tables around it."""

    path: tuple[str | int, ...] = ()
    name: str = ""
    beside: str = ""
    citations: tuple[Citation, ...] = ()
    units: tuple[Mapping[str, Any], ...] = (_OF_TARGETS,)

    def within(self, table: Mapping[str, Any]) -> _Place:
        """Take in what a table says of everything inside it."""
        place = self
        unit, units = table.get("unit"), table.get(UNITS)
        if isinstance(unit, str):
            place = attrs.evolve(place, beside=unit)
        if is_table(units):
            place = attrs.evolve(place, units=(units, *place.units))
        if "citations" in table:
            place = attrs.evolve(place, citations=_citations(table["citations"]))
        return place

    def at(self, key: str | int, named: str | int) -> _Place:
        """Go to a key or position."""
        path, name = (*self.path, key), step(self.name, named)
        return attrs.evolve(self, path=path, name=name)

    @property
    def unit(self) -> str:
        """What a number at this place counts."""
        keys = [key for key in self.path if isinstance(key, str)]
        said = next((u[keys[-1]] for u in self.units if keys[-1] in u), "")
        if is_list(said):
            # Of the points of a curve each column has a unit of its own.
            column = self.path[-1]
            known = isinstance(column, int) and column < len(said)
            said = said[int(column)] if known else ""
        if not isinstance(said, str) or not said.endswith(_BESIDE):
            return said if isinstance(said, str) else ""
        return self.beside or said.removesuffix(_BESIDE).partition(",")[0]


def _walk(value: Any, place: _Place) -> Iterator[Number]:
    if is_table(value):
        inside = place.within(value)
        for key, each in value.items():
            if key != UNITS:
                yield from _walk(each, inside.at(key, key))
    elif is_list(value):
        named = has_ids(value)
        for position, each in enumerate(value):
            yield from _walk(
                each, place.at(position, each["id"] if named else position)
            )
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        yield Number(
            path=place.path,
            name=place.name,
            value=Decimal(repr(value)) if isinstance(value, float) else value,
            unit=place.unit,
            citations=place.citations,
            family=str(place.path[0]),
        )


def _citations(value: object) -> tuple[Citation, ...]:
    kind: Any = tuple[Citation, ...]
    try:
        found: tuple[Citation, ...] = structure(value, kind, subject="citations")
    except InvalidDataError:
        # Whoever loads the document is told; here it is a number without a source.
        return ()
    return found
