"""The only module that touches the dataframe libraries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from io import SEEK_END
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import attrs

from partner_success.core.collections import FrozenMap
from partner_success.errors import InvalidDataError, MissingExtraError
from partner_success.frames.building import Gatherer, file_error, name_faults, problem

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl

_MARK: Final = b"PAR1"
_INT64: Final = 2**63


def require_engine() -> None:
    """Make sure that the extra is installed, without loading what it brings.

    Raises:
        MissingExtraError: A library is missing; the text says how to install it.
    """
    for module in ("narwhals", "polars"):
        if find_spec(module) is None:
            raise MissingExtraError("frames", module, "reading tables")


def make_frame(
    columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> nw.DataFrame[pl.DataFrame]:
    """Make a dataframe of rows of plain values.

    A column of truth values, days or 64-bit whole numbers has that type, one of other
    numbers is of floats, and one of anything else is written as text.

    Raises:
        MissingExtraError: The extra ``frames`` is not installed.

    Examples:
        >>> make_frame(["id", "nps"], [("a-1", 64), ("a-2", None)]).schema
        Schema([('id', String), ('nps', Int64)])
    """
    require_engine()
    import narwhals as nw
    import polars as pl

    cells = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    series = [_series(*named) for named in zip(columns, cells, strict=True)]
    return nw.from_native(pl.DataFrame(series), eager_only=True)


def _series(name: str, values: Sequence[Any]) -> pl.Series:
    import polars as pl

    known = [value for value in values if value is not None]
    kinds: set[type[object]] = {type(value) for value in known}
    if kinds == {bool}:
        return pl.Series(name, values, dtype=pl.Boolean)
    if kinds == {date}:
        return pl.Series(name, values, dtype=pl.Date)
    if kinds == {int} and all(-_INT64 <= value < _INT64 for value in known):
        return pl.Series(name, values, dtype=pl.Int64)
    if kinds and kinds <= {int, float, Decimal}:
        floats = [None if value is None else float(value) for value in values]
        return pl.Series(name, floats, dtype=pl.Float64)
    texts = [None if value is None else str(value) for value in values]
    return pl.Series(name, texts, dtype=pl.String)


@attrs.frozen(kw_only=True)
class ColumnType:
    """The type of a column in a format that declares it.

    Attributes:
        word: What the column holds, as the readers of tables know it: ``"text"``,
            ``"whole"``, ``"number"``, ``"truth"``, ``"day"``, ``"instant"``,
            ``"local"`` (a time without a zone), ``"nothing"`` or ``"other"``.
        name: What the format calls it.
    """

    word: str
    name: str


def read_parquet(
    file: BinaryIO, path: Path, gatherer: Gatherer
) -> tuple[tuple[str, ...], FrozenMap[str, ColumnType]]:
    """Read a Parquet file and give its columns and their types.

    Raises:
        InvalidDataError: It is no Parquet, damaged, or there is too much of something.
    """
    import narwhals as nw
    import polars as pl

    _check_marks(file, path)
    try:
        # Absolute, so that no name is taken for an address or a home.
        place = path.absolute()
        lazy = pl.scan_parquet(place, glob=False, hive_partitioning=False)
        columns = tuple(lazy.collect_schema())
        count: int = lazy.select(pl.len()).collect().item()
        _check_extent(path, columns, count, gatherer)
        frame = nw.from_native(lazy.collect(), eager_only=True)
        rows = frame.rows()
    except InvalidDataError:
        raise
    # Polars panics on some damaged files, and a panic is no Exception.
    except (Exception, pl.exceptions.PanicException) as error:
        words = (str(error).splitlines() or [type(error).__name__])[0]
        message = f"the Parquet file is damaged or of a kind not read: {words[:200]}"
        raise file_error(path, problem("no-parquet", message)) from error
    types = {name: _type_of(frame[name]) for name in columns}
    for cells in rows:
        gatherer.take(gatherer.next_source(None), columns, cells)
    return columns, FrozenMap(types)


def _check_marks(file: BinaryIO, path: Path) -> None:
    start = file.read(len(_MARK))
    file.seek(-min(len(_MARK), len(start)), SEEK_END)
    if start != _MARK or file.read() != _MARK:
        message = "this is no Parquet file, or only a part of one"
        raise file_error(path, problem("no-parquet", message))


def _check_extent(
    path: Path, columns: tuple[str, ...], count: int, gatherer: Gatherer
) -> None:
    faults = name_faults(columns, gatherer.limits)
    if count > gatherer.limits.rows:
        message = f"more than {gatherer.limits.rows:,} records; split the file"
        faults.append(problem("too-many-rows", message))
    if faults:
        raise file_error(path, *faults)


def _type_of(series: nw.Series[pl.Series]) -> ColumnType:
    import narwhals as nw

    kind = series.dtype
    words: tuple[tuple[bool, str], ...] = (
        (series.null_count() == len(series), "nothing"),
        (isinstance(kind, (nw.String, nw.Categorical, nw.Enum)), "text"),
        (kind.is_integer(), "whole"),
        (kind.is_numeric(), "number"),
        (isinstance(kind, nw.Boolean), "truth"),
        (isinstance(kind, nw.Date), "day"),
        (isinstance(kind, nw.Datetime), "instant"),
    )
    word = next((word for holds, word in words if holds), "other")
    if isinstance(kind, nw.Datetime) and word == "instant" and not kind.time_zone:
        word = "local"
    return ColumnType(word=word, name=str(kind))
