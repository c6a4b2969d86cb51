"""Whether half-open pieces cover a closed scale, each value exactly once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

import attrs

from partner_success.errors import Problem


@attrs.frozen(kw_only=True)
class Extent:
    """One piece of a scale.

    Attributes:
        id: Where its faults are reported.
        name: What people call it.
        floor: Its least value (closed).
        end: The first value above that no longer belongs to it (open).
        declared: Whether the end was given; else it is the floor of the piece above.
    """

    id: str
    name: str
    floor: Decimal
    end: Decimal
    declared: bool


@attrs.frozen(kw_only=True)
class Cover:
    """Pieces over a scale.

    Attributes:
        low: The least value of the scale (closed).
        high: The greatest value of the scale (closed), above ``low``.
        extents: The pieces from the lowest floor up, at least one.
    """

    low: Decimal
    high: Decimal
    extents: Sequence[Extent]

    def faults(self) -> Iterator[Problem]:
        """Name every piece that is out of place, every gap and every overlap."""
        for extent in self.extents:
            yield from self._misplaced(extent)
        yield from self._gaps()
        yield from self._overlaps()

    def _misplaced(self, extent: Extent) -> Iterator[Problem]:
        scale = f"the scale from {self.low} to {self.high}"
        if extent.end <= extent.floor:
            if extent.declared:
                message = f"it ends at {extent.end}, not above its floor {extent.floor}"
                yield _fault(extent.id, "empty-band", message)
            else:
                message = f"two bands start at {extent.floor}"
                yield _fault(extent.id, "overlap", message)
        elif extent.floor > self.high or extent.end <= self.low:
            message = f"no value of {scale} belongs to it"
            yield _fault(extent.id, "unreachable-band", message)
        elif extent.floor < self.low:
            message = f"its floor {extent.floor} lies below {scale}"
            yield _fault(extent.id, "below-scale", message)

    def _gaps(self) -> Iterator[Problem]:
        path, reached = self.extents[0].id, self.low
        for extent in self.extents:
            if not extent.floor < extent.end or extent.floor > self.high:
                continue
            if extent.floor > reached:
                message = f"values from {reached} up to {extent.floor}"
                yield _fault(path, "gap", f"{message} belong to no band")
            if extent.end > reached:
                path, reached = extent.id, extent.end
        if reached < self.high:
            message = f"values from {reached} to {self.high} belong to no band"
            yield _fault(path, "gap", message)
        elif reached == self.high:
            yield _fault(path, "gap", f"the value {self.high} belongs to no band")

    def _overlaps(self) -> Iterator[Problem]:
        for lower, upper in combinations(self.extents, 2):
            start = max(upper.floor, self.low)
            end = min(lower.end, upper.end)
            if start < end and start <= self.high:
                until = f"up to {end}" if end <= self.high else f"to {self.high}"
                message = (
                    f"values from {start} {until} belong to two bands,"
                    f" {lower.name} and {upper.name}"
                )
                yield _fault(lower.id, "overlap", message)


def _fault(path: str, code: str, message: str) -> Problem:
    return Problem(path=path, code=code, message=message)
