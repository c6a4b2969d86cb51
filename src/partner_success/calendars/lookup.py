"""For many values at once, the place of each among ascending keys (extra ``bulk``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]

_MOST_EXACT: Final = 2**20
"""The most buckets that know the place of all in them: two bytes each, in the cache."""

_MOST: Final = 2**22
"""The most buckets at all, so that a table never takes more than some megabytes."""


class Room:
    """Arrays that one part of the columns is worked in, made once for many parts.

    Attributes:
        values: What is looked up, and then what was found for it.
        places: The place of each value among the keys.
        found: What a table holds at these places.
        codes: The places as a table of buckets holds them.
        truths: What holds of each value.
    """

    def __init__(self, size: int, wide: bool) -> None:  # noqa: FBT001 - of one caller
        import numpy as np

        self.values: Whole = np.empty(size, dtype=np.int64)
        self.places: Whole = np.empty(size, dtype=np.int64)
        self.found: Whole = np.empty(size, dtype=np.int64)
        code = np.uint32 if wide else np.uint16
        self.codes: NDArray[np.unsignedinteger[Any]] = np.empty(size, dtype=code)
        self.truths: NDArray[np.bool_] = np.empty(size, dtype=np.bool_)


class Lookup(Protocol):
    """Finds the last of ascending keys that is not above a value."""

    @property
    def origin(self) -> int:
        """What is subtracted from values before they are looked up."""
        ...

    def find(self, room: Room) -> bool:
        """Put into a room the place of each of its values.

        Returns:
            False where one of them lies outside, or so near the edge that this way of
            looking them up does not answer; nothing in the room is then of use.
        """
        ...


class Bisection:
    """Halves the keys again and again: any keys, but slow for many values.

    It answers for the values from `low` to `high`, both closed.
    """

    def __init__(self, keys: Whole, low: int, high: int) -> None:
        self.origin: Final = 0
        self._keys = keys
        self._low, self._high = low, high

    def find(self, room: Room) -> bool:
        """Put into a room the place of each of its values."""
        import numpy as np

        values = room.values
        if values.min() < self._low or values.max() > self._high:
            return False
        found = np.searchsorted(self._keys, values, side="right")
        np.subtract(found, 1, out=room.places)
        return True


class Buckets:
    """Divides the values into buckets of one width, and knows the place of each bucket.

    Where all keys stand at the beginning of a bucket, that place is the answer.
    Otherwise a bucket is so narrow that there is at most one key inside, with which
    each value is compared.

    The first and the last bucket, and those that reach over the edge, hold no place but
    a mark. So a single look at what was found tells whether all values lie inside.
    """

    def __init__(self, keys: Whole, low: int, high: int, width: int) -> None:
        import numpy as np

        inner = keys[keys > low]
        phase = int(inner[0]) if inner.size else low
        first = phase - -((low - phase) // width) * width
        count = (high - first) // width + 1
        edges = first + width * np.arange(count, dtype=np.int64)
        places = np.searchsorted(keys, np.maximum(edges, low), side="right") - 1
        self._outside = _outside(len(keys))
        if first < low:
            places[0] = self._outside
        if first + count * width - 1 > high:
            places[-1] = self._outside
        self.origin: Final = first - width
        self._width = width
        self._places = np.full(count + 2, self._outside, dtype=_code(len(keys)))
        self._places[1:-1] = places
        self._next: Whole | None = None
        if inner.size and ((inner - phase) % width).any():
            last = np.iinfo(np.int64).max
            self._next = np.append(keys[1:] - self.origin, last)

    def find(self, room: Room) -> bool:
        """Put into a room the place of each of its values."""
        import numpy as np

        np.floor_divide(room.values, self._width, out=room.places)
        # Clipped, what lies outside falls into the first bucket or the last.
        self._places.take(room.places, out=room.codes, mode="clip")
        if room.codes.max() == self._outside:
            return False
        np.copyto(room.places, room.codes)
        if self._next is not None:
            self._next.take(room.places, out=room.found, mode="clip")
            np.less_equal(room.found, room.values, out=room.truths)
            np.add(room.places, room.truths, out=room.places)
        return True


def is_wide(count: int) -> bool:
    """Tell whether the places of so many keys need more than two bytes."""
    import numpy as np

    return count > np.iinfo(np.uint16).max


def best_lookup(keys: Whole, low: int, high: int) -> Lookup:
    """Choose the quickest way to look up values from `low` to `high`, both closed.

    The keys ascend, and the first is not above `low`.
    """
    import numpy as np

    steps = np.diff(np.unique(keys[keys > low]))
    span = max(1, high - low + 1)
    if not steps.size:
        return Buckets(keys, low, high, span)
    common = int(np.gcd.reduce(steps))
    if span // common < _MOST_EXACT:
        return Buckets(keys, low, high, common)
    narrow = 1 << (int(steps.min()).bit_length() - 1)
    if span // narrow < _MOST:
        return Buckets(keys, low, high, narrow)
    return Bisection(keys, low, high)


def _code(count: int) -> type[np.uint16 | np.uint32]:
    import numpy as np

    return np.uint32 if is_wide(count) else np.uint16


def _outside(count: int) -> int:
    import numpy as np

    return int(np.iinfo(_code(count)).max)
