"""Named half-open intervals that cut a scale without gap or overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

import attrs

from partner_success.core._exact import NEVER_ROUNDS
from partner_success.core._extents import Cover, Extent
from partner_success.core.citation import Citation
from partner_success.core.quantities import (
    HUNDRED,
    Number,
    as_number,
    exact_steps,
)
from partner_success.errors import (
    InvalidModelError,
    InvalidValueError,
    Problem,
    UnknownNameError,
)

__all__ = ["Band", "Bands", "bands_from_ranges"]


@attrs.frozen(kw_only=True)
class Band:
    """One named part of a scale.

    Attributes:
        id: The name for programs.
        name: The name for people, such as ``"At Risk"``.
        floor: The least value that belongs to the band (closed), in the scale's unit
            and whole hundredths of it.
        ceiling: The first value above that no longer belongs to it (open); ``None``
            takes the floor of the band above, or the end of the scale.
        meaning: What it says about the subject.
        action: What to do.
        citations: Where the band comes from.

    Raises:
        InvalidModelError: The floor or ceiling is no finite Decimal or whole number.
    """

    id: str
    name: str
    floor: Decimal
    ceiling: Decimal | None = None
    meaning: str = ""
    action: str = ""
    citations: tuple[Citation, ...] = ()

    def __attrs_post_init__(self) -> None:
        faults = _inexact("floor", self.floor)
        if self.ceiling is not None:
            faults += _inexact("ceiling", self.ceiling)
        if faults:
            raise InvalidModelError(f"band {self.id!r}", faults)


def _highest_first(bands: Iterable[Band]) -> tuple[Band, ...]:
    return tuple(sorted(bands, key=lambda band: band.floor, reverse=True))


@attrs.frozen(kw_only=True)
class Bands:
    """Bands that cover a closed scale, each value in exactly one of them.

    The top band takes the end of the scale in; every other band ends where the next
    begins. All faults are reported at once: a gap, an overlap, a band that no value
    reaches, a floor finer than hundredths.

    Attributes:
        entries: The bands in any order; they are kept from the highest floor down.
        low: The least value of the scale (closed).
        high: The greatest value of the scale (closed).
        edges: The floors in whole hundredths, in the order of ``entries``.

    Raises:
        InvalidModelError: The bands do not partition the scale; every fault is named.

    Examples:
        >>> marks = Bands(
        ...     entries=[
        ...         Band(id="good", name="Good", floor=Decimal(80)),
        ...         Band(id="poor", name="Poor", floor=Decimal(0)),
        ...     ],
        ...     low=Decimal(0),
        ...     high=Decimal(100),
        ... )
        >>> marks.of(80).name, marks.of(Decimal("79.99")).name
        ('Good', 'Poor')

    Rule: HLT-02, HLT-11.
    """

    entries: tuple[Band, ...] = attrs.field(converter=_highest_first)
    low: Decimal
    high: Decimal
    edges: tuple[int, ...] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        faults = list(_faults(self))
        if faults:
            raise InvalidModelError("this set of bands", faults)
        edges = tuple(exact_steps(band.floor) or 0 for band in self.entries)
        object.__setattr__(self, "edges", edges)

    def of(self, value: Number) -> Band:
        """Give the band of a number; the number is not rounded before.

        Raises:
            InvalidValueError: The number is not finite or lies outside the scale.
        """
        exact = Fraction(as_number(value, "a value to be banded"))
        if not self.low <= exact <= self.high:
            raise InvalidValueError(
                f"{value} lies outside the scale from {self.low} to {self.high}"
            )
        return self.of_ratio(exact.numerator, exact.denominator)

    def of_ratio(self, numerator: int, denominator: int) -> Band:
        """Give the band of a ratio by cross-multiplication, without dividing.

        A ratio beyond an end of the scale gets the band at that end.

        Args:
            numerator: Any whole number.
            denominator: A whole number above 0.

        Raises:
            InvalidValueError: The denominator is not above 0.
        """
        if denominator <= 0:
            raise InvalidValueError(
                f"a ratio has a denominator above 0, found {denominator}"
            )
        scaled = numerator * HUNDRED
        for band, edge in zip(self.entries, self.edges, strict=True):
            if scaled >= edge * denominator:
                return band
        return self.entries[-1]

    def above(self, band: Band) -> Band | None:
        """Give the next better band, or None for the top one.

        Raises:
            UnknownNameError: The band is none of these.
        """
        place = self._place(band)
        return self.entries[place - 1] if place else None

    def below(self, band: Band) -> Band | None:
        """Give the next lower band, or None for the lowest one.

        Raises:
            UnknownNameError: The band is none of these.
        """
        place = self._place(band) + 1
        return self.entries[place] if place < len(self.entries) else None

    def _place(self, band: Band) -> int:
        if band not in self.entries:
            raise UnknownNameError("band", band.name, [each.name for each in self])
        return self.entries.index(band)

    def __getitem__(self, name: str) -> Band:
        for label in ("id", "name"):
            for band in self.entries:
                if getattr(band, label) == name:
                    return band
        raise UnknownNameError("band", name, [band.name for band in self.entries])

    def __contains__(self, asked: object) -> bool:
        return any(asked in (band, band.id, band.name) for band in self.entries)

    def __iter__(self) -> Iterator[Band]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


def bands_from_ranges(
    ranges: Iterable[tuple[str, Decimal | int, Decimal | int]],
    *,
    step: Decimal | int,
) -> Bands:
    """Build bands from a table that prints the first and last value of each.

    Such tables ('80 to 89') leave open what happens between two rows. The step says
    how fine the scale is; a table that does not meet its neighbour at that step has a
    gap or an overlap and is refused.

    Args:
        ranges: Name, first and last value (both closed) of each band, in any order; the
            scale reaches from the least first to the greatest last value.
        step: The smallest difference between two values of the scale, above 0.

    Raises:
        InvalidModelError: A value belongs to no band or to two, a row ends before it
            starts, or the step is not above 0; every fault is named.

    Examples:
        >>> rows = [("Good", 80, 100), ("Poor", 0, 79)]
        >>> bands_from_ranges(rows, step=1).of(79).name
        'Poor'
        >>> bands_from_ranges(rows, step=Decimal("0.5"))
        Traceback (most recent call last):
          ...
        partner_success.errors.InvalidModelError: this set of bands: 1 fault
          - poor: values from 79.5 up to 80 belong to no band

    Rule: HLT-11.
    """
    rows = list(ranges)
    faults = list(_table_faults(rows, step))
    if faults:
        raise InvalidModelError("this table of ranges", faults)
    return Bands(
        entries=[
            Band(
                id=name.casefold().replace(" ", "_"),
                name=name,
                floor=Decimal(first),
                # The first value after the row, whatever precision the caller has set.
                ceiling=NEVER_ROUNDS.add(Decimal(last), Decimal(step)),
            )
            for name, first, last in rows
        ],
        low=Decimal(min(first for _, first, _ in rows)),
        high=Decimal(max(last for _, _, last in rows)),
    )


def _table_faults(
    rows: list[tuple[str, Decimal | int, Decimal | int]], step: Decimal | int
) -> Iterator[Problem]:
    if not rows:
        yield _fault("", "no-bands", "at least one row is needed")
    inexact = _inexact("step", step)
    yield from inexact
    if not inexact and step <= 0:
        yield _fault("step", "no-step", f"a step is above 0, found {step}")
    for place, (name, first, last) in enumerate(rows):
        path = f"[{place}]"
        inexact = [*_inexact(f"{path}.first", first), *_inexact(f"{path}.last", last)]
        yield from inexact
        if not inexact and first > last:
            message = f"{name} starts at {first}, above its last value {last}"
            yield _fault(path, "empty-band", message)


def _faults(scale: Bands) -> Iterator[Problem]:
    if not scale.entries:
        yield _fault("", "no-bands", "at least one band is needed")
    yield from _label_faults(scale)
    for band in scale.entries:
        if exact_steps(band.floor) is None:
            message = f"the floor {band.floor} is finer than hundredths"
            yield _fault(band.id, "too-fine", message)
    inexact = [*_inexact("low", scale.low), *_inexact("high", scale.high)]
    yield from inexact
    if not inexact and scale.low >= scale.high:
        message = f"a scale ends above its start, found {scale.low} to {scale.high}"
        yield _fault("", "empty-scale", message)
    elif not inexact and scale.entries:
        cover = Cover(low=scale.low, high=scale.high, extents=_extents(scale))
        yield from cover.faults()


def _label_faults(scale: Bands) -> Iterator[Problem]:
    for label in ("id", "name"):
        seen: set[str] = set()
        for band in scale.entries:
            value = getattr(band, label)
            if value in seen:
                message = f"two bands have the {label} {value!r}"
                yield _fault(band.id, f"duplicate-{label}", message)
            seen.add(value)


def _extents(scale: Bands) -> list[Extent]:
    """Give what each band covers, from the lowest floor up."""
    extents: list[Extent] = []
    above = Decimal("Infinity")
    for band in scale.entries:
        extents.append(
            Extent(
                id=band.id,
                name=band.name,
                floor=band.floor,
                end=above if band.ceiling is None else band.ceiling,
                declared=band.ceiling is not None,
            )
        )
        above = band.floor
    return extents[::-1]


def _inexact(path: str, value: object) -> list[Problem]:
    """Say why a number of a model is none, or is not exact."""
    try:
        number = as_number(value, "this")
    except InvalidValueError as error:
        return [_fault(path, "not-a-number", str(error))]
    if isinstance(number, int | Decimal):
        return []
    message = f"give a whole number or a Decimal, found {value!r}, which is not exact"
    return [_fault(path, "not-exact", message)]


def _fault(path: str, code: str, message: str) -> Problem:
    return Problem(path=path, code=code, message=message)
