"""A dataframe of any library while rules are added to it as columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast

import attrs

from partner_success.errors import (
    InvalidDataError,
    InvalidUseError,
    Problem,
    UnknownNameError,
)
from partner_success.frames.building import problem
from partner_success.frames.facts import as_frame

if TYPE_CHECKING:
    import narwhals as nw

    from partner_success.frames.facts import Frame

__all__ = ["ColumnKind", "ColumnNeed", "RuleFrame"]

ColumnKind: TypeAlias = Literal["number", "whole", "text", "truth", "day", "instant"]
"""What a column has to hold."""

_WORDS: Final[dict[ColumnKind, str]] = {
    "number": "numbers",
    "whole": "whole numbers",
    "text": "texts",
    "truth": "truths",
    "day": "days",
    "instant": "datetimes with a zone, or whole microseconds since 1970 in UTC",
}


@attrs.frozen
class ColumnNeed:
    """A column that a rule reads.

    Attributes:
        kind: What it has to hold.
        purpose: What it is for, as the end of the sentence 'it is for ...'.
        optional: Whether it may be absent.
    """

    kind: ColumnKind
    purpose: str
    optional: bool = False


class RuleFrame:
    """A dataframe of any library while rules are added to it as columns.

    Nothing is computed here but what the caller computed already: a lazy frame stays
    lazy. A frame of Polars in memory is made lazy for the work, which takes a fraction
    of the time, and is given back in memory.

    Args:
        frame: The dataframe; it stays as it is.
        purpose: What it is needed for, as the start of a sentence.

    Attributes:
        schema: The types of its columns by their names.

    Raises:
        InvalidUseError: It is no dataframe.
        MissingExtraError: The extra ``frames`` is not installed.
    """

    def __init__(self, frame: object, purpose: str) -> None:
        import narwhals as nw

        self._purpose = purpose
        table: Frame = as_frame(frame, purpose)
        self.schema: Mapping[str, nw.dtypes.DType] = table.collect_schema()
        self._in_memory = isinstance(table, nw.DataFrame)
        self._implementation = table.implementation
        if isinstance(table, nw.DataFrame) and table.implementation.is_polars():
            table = table.lazy()
        self._frame: Frame = table

    def require(
        self, needs: Mapping[str, ColumnNeed], *, new: Iterable[str] = ()
    ) -> None:
        """Make sure before any work that the columns are there and hold what they must.

        Args:
            needs: The columns that are read.
            new: The columns that will be added.

        Raises:
            InvalidDataError: With every column that is missing, of another type, or in
                the way of a new one.

        Rule: FRM-02.
        """
        faults = [
            fault for name, need in needs.items() for fault in self._faults(name, need)
        ]
        for name in new:
            if name in self.schema:
                message = "there is such a column already; rename it, or say prefix="
                faults.append(problem("column-in-the-way", message, path=name))
        if faults:
            raise InvalidDataError(f"the dataframe for {self._purpose}", faults)

    def _faults(self, name: str, need: ColumnNeed) -> Iterable[Problem]:
        if name not in self.schema:
            if not need.optional:
                missing = UnknownNameError("column", name, self.schema)
                message = f"{missing}; it is for {need.purpose}"
                yield problem("missing-column", message, path=name)
        elif not _holds(self.schema[name], need.kind):
            found = str(self.schema[name])
            message = f"has to hold {_WORDS[need.kind]}; found {found}"
            yield problem("wrong-type", message, path=name, given=found)

    def require_windows(self, rule: str) -> None:
        """Make sure that this library can look back over the rows of a group.

        Args:
            rule: What needs it, as the start of a sentence.

        Raises:
            InvalidUseError: It cannot.

        Rule: FRM-01.
        """
        kind = self._implementation
        if kind.is_pyarrow() or kind.is_dask():
            raise InvalidUseError(
                f"{rule} looks back over days, which {kind.name.title()} cannot do row"
                " by row; give the frame as one of Polars, DuckDB, pandas or PySpark,"
                " such as polars.from_arrow(table) or dask_frame.compute()"
            )

    def number(self, name: str) -> nw.Expr:
        """Give a column of numbers as floats, with what is no number missing.

        NaN compares with every engine in its own way, so that it becomes missing first.
        """
        import narwhals as nw

        column = nw.col(name).cast(nw.Float64)
        return nw.when(~column.is_nan()).then(column)

    def add(self, columns: Mapping[str, nw.Expr]) -> None:
        """Add columns of expressions, which see those added before."""
        found = [expression.alias(name) for name, expression in columns.items()]
        self._frame = cast("Frame", cast(Any, self._frame).with_columns(*found))

    def drop(self, names: Iterable[str]) -> None:
        """Leave columns out that were needed for the work alone."""
        self._frame = cast("Frame", cast(Any, self._frame).drop(*names))

    def native(self) -> Any:
        """Give the dataframe in its own library, in memory if it was."""
        import narwhals as nw

        table = self._frame
        if self._in_memory and isinstance(table, nw.LazyFrame):
            table = table.collect()
        return table.to_native()


def _holds(kind: nw.dtypes.DType, wanted: ColumnKind) -> bool:
    import narwhals as nw

    zoned = isinstance(kind, nw.Datetime) and kind.time_zone is not None
    fits: dict[ColumnKind, bool] = {
        "number": kind.is_numeric(),
        "whole": kind.is_integer(),
        "text": isinstance(kind, (nw.String, nw.Categorical, nw.Enum)),
        "truth": isinstance(kind, nw.Boolean),
        "day": isinstance(kind, nw.Date),
        "instant": kind.is_integer() or zoned,
    }
    # A column in which nothing is known has no type of its own.
    return fits[wanted] or isinstance(kind, nw.Unknown)
