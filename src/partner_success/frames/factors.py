"""Columns of names as numbers, for dataframes of any library (extra ``bulk``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from partner_success.core.quantities import shown
from partner_success.errors import InvalidValueError

if TYPE_CHECKING:
    import narwhals as nw
    import numpy as np
    from numpy.typing import NDArray

    Whole: TypeAlias = NDArray[np.int64]

_HASH_BITS: Final = 64
"""How many bits of the hash of a name are looked at, at most."""


@attrs.frozen(kw_only=True, eq=False)
class Factors:
    """A column of names as numbers.

    Attributes:
        codes: For each row the place of its name; -1 where there is none.
        first: For each name, and for the lack of one, the first row that has it.
    """

    codes: Whole
    first: Whole


def as_names(column: nw.Series[Any], *, whole: bool = False) -> nw.Series[Any]:
    """Give a column of texts, also where they are stored as categories.

    Args:
        column: The column.
        whole: Whether it may hold whole numbers as well.

    Raises:
        InvalidValueError: It holds something else.
    """
    import narwhals as nw

    kind = column.dtype
    if isinstance(kind, (nw.Categorical, nw.Enum)):
        return column.cast(nw.String)
    # A column in which nothing is known has no type of its own.
    if isinstance(kind, nw.String) or column.null_count() == len(column):
        return column
    if whole and kind.is_integer():
        return column
    expected = "texts or whole numbers" if whole else "texts"
    raise InvalidValueError(
        f"the column {shown(column.name)} has to hold {expected}; found {kind}"
    )


def factorize(column: nw.Series[Any]) -> Factors:
    """Number the names of a column in the order in which they first appear."""
    import numpy as np

    backend = column.implementation
    native: Any = column.to_native()
    if not len(column):
        nobody = np.zeros(0, np.int64)
        return Factors(codes=nobody, first=nobody)
    if backend.is_polars():
        return _by_hash(native)
    if backend.is_pyarrow():
        found = native.combine_chunks().dictionary_encode().indices
        codes = found.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    else:
        codes = np.asarray(column.__native_namespace__().factorize(native)[0], np.int64)
    rows = np.flatnonzero(codes >= 0)[::-1]
    first = np.zeros(int(codes.max()) + 1, np.int64)
    # Of several rows of one name the last one that is written stands: the first.
    first[codes[rows]] = rows
    return Factors(codes=codes, first=first)


def _by_hash(names: Any) -> Factors:
    """Number the names of a series of Polars, which has no quick way of its own.

    Rows are sorted by the hash of their name, and then each name is compared with that
    of the first row of the same hash, so that no two can be taken for one.
    """
    import numpy as np

    count = len(names)
    bits = count.bit_length()
    hashes = names.hash().to_numpy() >> np.uint64(64 - min(_HASH_BITS, 64 - bits))
    packed = (hashes << np.uint64(bits)) | np.arange(count, dtype=np.uint64)
    packed.sort()
    order = (packed & np.uint64((1 << bits) - 1)).astype(np.int64)
    packed >>= np.uint64(bits)
    begins = np.append(True, packed[1:] != packed[:-1])
    firsts = np.empty(count, np.int64)
    firsts[order] = order[begins][np.cumsum(begins) - 1]
    if not names.gather(firsts).eq_missing(names).all():
        firsts = _firsts(names)
    is_first = firsts == np.arange(count)
    codes = (np.cumsum(is_first) - 1)[firsts]
    if names.null_count():
        codes[names.is_null().to_numpy()] = -1
    return Factors(codes=codes, first=np.flatnonzero(is_first))


def _firsts(names: Any) -> Whole:
    """Give for each row the first one with the same name, slowly."""
    import numpy as np
    import polars as pl

    table = names.alias("name").to_frame().with_row_index("row")
    found = table.select(pl.col("row").first().over("name"))["row"].to_numpy()
    return np.asarray(found, np.int64)
